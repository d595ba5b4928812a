"""The front page and the first chapters: scope, references, terms, goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lca.names import Names
from lca.report.document.blocks import Paragraph
from lca.report.document.draft import Draft, Lead, Title
from lca.report.document.matter import Matter

FOLD: Final = re.compile(r"(?<=[\u3001-\u9fff\uff00-\uffef]) (?=[\u3001-\u9fff\uff00-\uffef])")
"""The blank that YAML leaves between two Chinese characters where it folds a sentence."""


def facts(matter: Matter) -> Iterator[tuple[str, str]]:
    """The lines of the front page: label and words."""
    model = matter.model
    yield matter.say("fact.rule"), f"{model.id} {model.version}"
    yield matter.say("fact.status"), matter.say(f"status.{model.status}")
    yield matter.say("fact.valid"), validity(matter)
    if model.extends:
        yield matter.say("fact.extends"), model.extends
    if model.superseded_by:
        yield matter.say("fact.superseded_by"), model.superseded_by
    modelled = [standard.id for standard in model.standards if standard.relation in ("models", "follows")]
    if modelled:
        yield matter.say("fact.models"), matter.join(modelled)
    yield matter.say("fact.hash"), f"SHA-256 {matter.rule.sha256}"


def validity(matter: Matter) -> str:
    """The period of validity in words."""
    valid = matter.model.valid
    if valid is None:
        return matter.say("valid.unstated")
    if valid.to is None:
        return matter.say("valid.open", start=valid.from_)
    return matter.say("valid.closed", start=valid.from_, end=valid.to)


def chapters(matter: Matter) -> Iterator[Draft]:
    """From the note on the document's standing to the goal of the quantification."""
    yield from _standing(matter)
    yield from _introduction(matter)
    yield from _scope(matter)
    yield from _references(matter)
    yield from _terms(matter)
    yield Title(matter.say("chapter.goal"))
    yield from prose(matter, "goal")


def prose(matter: Matter, part: str) -> Iterator[Draft]:
    """A chapter in the words of the rule, or the note that it has none."""
    words: Names | None = getattr(matter.model.text, part, None)
    if words is None:
        yield matter.note(f"silent.{part}")
    else:
        yield from _paragraphs(matter.name(words))


def _paragraphs(words: str) -> Iterator[Draft]:
    for paragraph in words.split("\n"):
        if paragraph.strip():
            yield Paragraph(FOLD.sub("", paragraph.strip()))


def _standing(matter: Matter) -> Iterator[Draft]:
    """What the document is and what it is not."""
    modelled = [standard.id for standard in matter.model.standards if standard.relation == "models"]
    names = matter.join(modelled) or matter.say("standing.any")
    yield Paragraph(matter.say(f"standing.{matter.model.status}", standards=names), emphasis=True)
    if matter.model.superseded_by:
        yield Paragraph(matter.say("standing.successor", successor=matter.model.superseded_by), emphasis=True)
    yield Paragraph(matter.say("standing.generated"), emphasis=True)


def _introduction(matter: Matter) -> Iterator[Draft]:
    text = matter.model.text
    if text is not None and text.introduction is not None:
        yield Title(matter.say("chapter.introduction"), plain=True)
        yield from _paragraphs(matter.name(text.introduction))


def _scope(matter: Matter) -> Iterator[Draft]:
    model = matter.model
    yield Title(matter.say("chapter.scope"))
    product = matter.name(model.product.name) if model.product.name else matter.name(model.unit.of)
    yield Paragraph(matter.say("scope.subject", product=product))
    boundary = matter.term(f"report.boundary_type.{model.boundary.type}")
    yield Paragraph(matter.say(f"scope.{_whole(matter)}", product=product, boundary=boundary))
    if model.text is not None and model.text.scope is not None:
        yield from prose(matter, "scope")


def _whole(matter: Matter) -> str:
    return "full" if matter.model.boundary.type == "cradle_to_grave" else "partial"


def _references(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("chapter.references"))
    standards = matter.model.standards
    if not standards:
        yield matter.note("silent.references")
        return
    yield Lead("references.lead", "table")
    columns = (
        matter.column("number", 2),
        matter.column("title", 3, optional=True),
        matter.column("relation", 4),
    )
    rows = [
        (s.id, matter.name(s.title) if s.title else "", matter.say(f"relation.{s.relation}"))
        for s in standards
    ]
    yield matter.table(matter.say("references.caption"), columns, rows)
    if matter.model.status == "illustrative":
        yield matter.note("references.unread")


def _terms(matter: Matter) -> Iterator[Draft]:
    yield Title(matter.say("chapter.terms"))
    terms = matter.model.terms
    if not terms:
        yield matter.note("silent.terms")
    for term in terms:
        yield Title(_bilingual(matter, term.term), 2, listed=False)
        yield Paragraph(matter.name(term.definition))
        if term.source:
            yield Paragraph(matter.say("term.source", source=term.source))


def _bilingual(matter: Matter, term: Names) -> str:
    """A term with its equivalent in the other language, as standards print it."""
    own = matter.name(term)
    other = term.get("en" if matter.language == "zh" else "zh")
    return own if other == own else f"{own}  {other}"
