"""What changed between two rules as Markdown: for a pull request, a committee's minutes, a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from lca.i18n import Language, text
from lca.report.rule_diff import counts, proposal, title, verdict, where
from lca.report.rule_effects import (
    Column,
    columns,
    common_unit,
    described,
    identities,
    methods,
    others,
    remarks,
    say,
    stated,
)
from lca.rule_diff.difference import RuleDifference
from lca.rules.comparison.words import chapter, reason, sentence


def markdown(found: RuleDifference, language: Language = "en") -> str:
    """The whole comparison, with a final newline."""
    blocks = [*_verdict(found, language), *_chapters(found, language)]
    if found.old.level == "product":
        blocks += _effects(found, language)
    if found.findings:
        items = [f"- {_plain(finding.render(language))}" for finding in found.findings]
        blocks += [f"## {say('findings', language)}", "\n".join(items)]
    return "\n\n".join(blocks) + "\n"


def _verdict(found: RuleDifference, language: Language) -> Iterator[str]:
    yield f"# {_plain(title(found, language))}"
    yield _plain(found.new.title.get(language))
    lines = [f"**{verdict(found, language)}**", *([counts(found, language)] if found.changes else [])]
    yield "\n".join(f"- {line}" for line in (*lines, _plain(proposal(found, language))))


def _chapters(found: RuleDifference, language: Language) -> Iterator[str]:
    numbered = enumerate(found.changes, start=1)
    for words, group in groupby(numbered, key=lambda pair: chapter(pair[1], language)):
        yield f"## {words}"
        rows = [
            (
                str(number),
                sentence(change, language),
                text(f"rule_diff.impact.{change.impact}", language),
                reason(change, language),
                where(change, language),
            )
            for number, change in group
        ]
        heads = [say(f"column.{key}", language) for key in ("number", "change", "impact", "reason", "place")]
        yield _table(heads, rows)


def _effects(found: RuleDifference, language: Language) -> Iterator[str]:
    yield f"## {say('effects', language)}"
    if not found.effects:
        yield say("no_cases", language)
        return
    common = common_unit(found.effects, language)
    if common:
        yield _plain(common)
    moving = columns(found)
    if moving:
        named = [(one.letter, described(one.effect, language, not common)) for one in moving]
        yield "\n".join(f"- **{letter}** {_plain(words)}" for letter, words in named)
        yield _moved(moving, found, language)
    yield from (_plain(words) for words in remarks(moving, language))
    yield from (say(f"shared.{method}", language) for method in methods(moving))
    for why, names in others(found, language):
        yield "\n".join([_plain(why), "", *(f"- {_plain(one)}" for one in names)])


def _moved(moving: Sequence[Column], found: RuleDifference, language: Language) -> str:
    """A row a change, a column a product."""
    rows = [[say("old", language), *(one.ledger.old for one in moving)]]
    for identity in identities(moving):
        cells = [one.row(identity) for one in moving]
        shown = ["·" if cell is None else f"{cell.moved} ({cell.share})" for cell in cells]
        rows.append([stated(identity, found.changes, language), *shown])
    rows.append([say("new", language), *(one.ledger.new for one in moving)])
    moved = [f"{one.ledger.difference} ({one.ledger.share})" for one in moving]
    rows.append([say("difference", language), *moved])
    return _table([say("table", language), *(one.letter for one in moving)], rows, numbers=True)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: bool = False) -> str:
    rule = ["---", *["---:" if numbers else "---"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(map(_cell, row))} |" for row in (heads, rule, *rows))


def _cell(words: str) -> str:
    return words if set(words) <= set("-:") else _plain(words)


def _plain(words: str) -> str:
    """Words in which nothing is taken for markup."""
    escaped = "".join(f"\\{sign}" if sign in "\\`*_[]<>|#" else sign for sign in words)
    return " ".join(escaped.split())
