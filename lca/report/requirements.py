"""The requirements of the general standard: a block in the report, and all of them with their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.text import Text

from lca.i18n import Language
from lca.report.layout import heading, labelled, left, paragraph
from lca.report.page import WIDTH, Page
from lca.results.footprint import Footprint, Judgement, Requirements
from lca.results.requirements.catalogue import Requirement, catalogue, requirements_catalogue

MARKS = {"pass": "✓", "fail": "✗", "needs_person": "☐", "not_applicable": "–"}
STYLES = {"pass": "green", "fail": "bold red", "needs_person": "yellow", "not_applicable": "dim"}
COLUMNS = 2
COLUMN = 14


def block(page: Page) -> list[Text]:
    """Counts, what is not met with its reason, and what a person must state, as a list to tick off."""
    known = page.footprint.requirements
    if known is None:
        return []
    lines = _head(page, known)
    for item in known.having("fail"):
        lines += paragraph(f"{MARKS['fail']} {_title(page, item)}", page.width, 2, STYLES["fail"])
        lines += paragraph(_why(page, item), page.width, 4)
    lines += _checklist(page, known.having("needs_person"))
    notes = (_note(page, known), page.say("requirements.more"))
    return lines + [line for words in notes for line in paragraph(words, page.width, 2, "dim")]


def listed(page: Page) -> list[Text]:
    """Every requirement with verdict, evidence and what is asked, in the order of the clauses."""
    known = page.footprint.requirements
    if known is None:
        return []
    lines = [*_head(page, known), *paragraph(_note(page, known), page.width, 2, "dim")]
    for item in known.items:
        lines += _item(page, item)
    return lines


def render_requirements(
    footprint: Footprint, items: Sequence[Judgement], language: Language = "en", width: int = WIDTH
) -> Text:
    """All requirements of a result, or one in full: what it demands, and where that is known from."""
    page = Page(footprint, language, width)
    known = footprint.requirements
    if known is None or len(items) == len(known.items):
        return Text("\n").join(listed(page))
    return Text("\n").join(line for item in items for line in [*_item(page, item), *_behind(page, item)])


def _head(page: Page, known: Requirements) -> list[Text]:
    counts = {
        "pass": known.counts.passed,
        "fail": known.counts.failed,
        "needs_person": known.counts.needs_person,
        "not_applicable": known.counts.not_applicable,
    }
    told = " · ".join(
        f"{MARKS[verdict]} {page.say(f'requirements.{verdict}')} {count}" for verdict, count in counts.items()
    )
    words = page.say("requirements.title", standard=known.standard)
    return [heading(words, page.width), *paragraph(told, page.width, 2)]


def _note(page: Page, known: Requirements) -> str:
    """Whose clause numbers these are, what was not read, and that no verdict is a claim."""
    return page.say(
        "requirements.note", numbering=known.numbering, unread=known.counts.unread, all=len(known.items)
    )


def _checklist(page: Page, items: Sequence[Judgement]) -> list[Text]:
    """Titles to tick off, in columns read downwards."""
    if not items:
        return []
    lines = [Text("  " + page.say("requirements.checklist"))]
    room = (page.width - 2) // COLUMNS
    rows = -(-len(items) // COLUMNS)
    cells = [f"{MARKS['needs_person']} {page.name(item.title)}" for item in items]
    for pair in zip_longest(*(cells[start : start + rows] for start in range(0, len(cells), rows))):
        line = "".join(left(cell or "", room - 2) + "  " for cell in pair)
        lines.append(Text("  " + line.rstrip()))
    return lines


def _item(page: Page, item: Judgement) -> list[Text]:
    lines = paragraph(f"{MARKS[item.verdict]} {_title(page, item)}", page.width, 2, STYLES[item.verdict])
    lines += paragraph(_why(page, item), page.width, 4) if item.evidence is not None else []
    for told in item.facts:
        lines += paragraph(told, page.width, 4, "dim")
    if item.ask is not None:
        who = page.say(f"requirements.by.{'study' if item.by == 'engine' else item.by}")
        lines += paragraph(f"→ {who}{page.say('colon')}{page.name(item.ask)}", page.width, 4)
    return lines


def _title(page: Page, item: Judgement) -> str:
    """The title with its clause, or its annex, whose name is a letter."""
    if item.clause is None:
        return page.name(item.title)
    key = "requirements.annex" if item.clause.isalpha() else "clause"
    return f"{page.name(item.title)}{page.say(key, clause=item.clause)}"


def _why(page: Page, item: Judgement) -> str:
    return page.name(item.evidence)


def _behind(page: Page, item: Judgement) -> list[Text]:
    """What the catalogue says of a requirement: the demand in our words, and how far the clause is known."""
    found = next((one for one in requirements_catalogue() if one.id == item.id), None)
    return [] if found is None else _told(page, found)


def _told(page: Page, one: Requirement) -> list[Text]:
    source, colon = catalogue().sources[one.source], page.say("colon")
    wording = f"{page.say(f'requirements.{one.wording}')}{colon}{page.name(source.names)} [{source.mark}]"
    rows = [("id", one.id), ("demand", page.name(one.demand.names)), ("wording", wording)]
    lines: list[Text] = []
    for key, words in rows:
        lines += labelled("    " + page.say(f"requirements.{key}"), words, page.width, COLUMN, "dim")
    return lines
