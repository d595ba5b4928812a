"""A rule as the document that a committee writes: chapters in the order of Chinese product standards."""

from __future__ import annotations

from collections.abc import Iterator

from lca.i18n import Language
from lca.report.document import (
    annexes,
    calculation,
    closing,
    collection,
    forms,
    front,
    methods,
    scope,
    worked,
)
from lca.report.document.blocks import Document
from lca.report.document.draft import Draft, Title, numbered
from lca.report.document.example import Example
from lca.report.document.formulas import with_formulas
from lca.report.document.matter import Matter
from lca.rules.compiled import Rule


def document(rule: Rule, language: Language, example: Example) -> Document:
    """The whole document in one language.

    Where the rule has no words in ``language`` its words in the other one stand. ``example`` is the rule's
    own test (:func:`lca.report.document.example.example`), for the annexes with factors and numbers.
    """
    matter = with_formulas(Matter(rule, language, example, {}))
    other: Language = "en" if language == "zh" else "zh"
    title, subtitle = rule.title.get(language), rule.title.get(other)
    facts = tuple(front.facts(matter))
    return Document(
        title, "" if subtitle == title else subtitle, language, facts, numbered(_drafts(matter), language)
    )


def _drafts(matter: Matter) -> Iterator[Draft]:
    yield from front.chapters(matter)
    yield from scope.chapter(matter)
    yield Title(matter.say("chapter.inventory"))
    yield from collection.sections(matter)
    yield from calculation.sections(matter)
    yield from methods.sections(matter)
    yield from closing.chapters(matter)
    yield from annexes.flows(matter)
    yield from forms.forms(matter)
    yield from worked.factors(matter)
    yield from annexes.quality(matter)
    yield from annexes.warming(matter)
    yield from worked.example(matter)
    yield from annexes.report(matter)
    yield from worked.bibliography(matter)
