"""What linting says beyond what a calculation needs to know: all semantic checks, in one call."""

from __future__ import annotations

from datetime import date

from lca.rules.compiling.whole import Outcome
from lca.rules.linting.citing import check_citations
from lca.rules.linting.conditions import check_conditions
from lca.rules.linting.coverage import check_coverage
from lca.rules.linting.layout import check_layout
from lca.rules.linting.placeholders import check_placeholders
from lca.rules.linting.practice import check_practice
from lca.rules.linting.sharing import check_sharing
from lca.rules.linting.slips import check_slips
from lca.rules.linting.sources import check_sources
from lca.rules.linting.study import Study
from lca.rules.linting.words import check_words
from lca.rules.schema.rule import RuleModel


def advise(model: RuleModel, outcome: Outcome, whole: bool, as_of: date | None) -> None:
    """Add the findings of a reader who knows the trade to those of the compiler.

    None of them is an error: a rule that they speak of can be calculated with.
    """
    study = Study(model, outcome.declared, outcome.products, outcome.context, whole, as_of)
    check_practice(study)
    check_citations(study)
    check_words(study)
    check_conditions(study)
    check_sources(study)
    check_slips(study)
    check_placeholders(study.context)
    if whole:
        check_coverage(study)
    document = outcome.context.document
    outcome.context.findings.extend(check_layout(document.lines, document.file))


def refuse(model: RuleModel, outcome: Outcome) -> None:
    """Add the errors that only the bounds of all data prove: shares, flows, sums that tests expect."""
    check_sharing(Study(model, outcome.declared, outcome.products, outcome.context))
