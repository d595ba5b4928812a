"""The requirements of the general standard, decided one by one for a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lca.errors import InternalError
from lca.results.footprint import Footprint
from lca.results.lines import LineResult
from lca.results.requirements import analysis, carbon, conditions, data, interpretation, scope
from lca.results.requirements.catalogue import Catalogue, Requirement, catalogue
from lca.results.requirements.decision import Decider, Decision
from lca.results.requirements.study import Study, study
from lca.results.verdicts import Judgement, Requirements, counted
from lca.system.product_system import ProductSystem

DECIDERS: Mapping[str, Decider] = MappingProxyType(
    {
        id: decider
        for module in (scope, data, analysis, carbon, interpretation)
        for id, decider in module.DECIDERS.items()
    }
)
"""The function that decides a requirement, by its id; what is not here is manual in the catalogue."""


def judged(result: Footprint, system: ProductSystem, lines: Sequence[LineResult]) -> Footprint:
    """The result with the requirements of the general standard decided."""
    return result.model_copy(update={"requirements": decide(study(result, system, lines))})


def decide(known: Study, wanted: Catalogue | None = None) -> Requirements:
    """Every requirement of a catalogue (left out, the shipped one) with its verdict."""
    chosen = wanted or catalogue()
    items = tuple(_judgement(one, known) for one in chosen.requirement)
    return Requirements(
        catalogue=chosen.id,
        version=chosen.version,
        standard=chosen.standard,
        numbering=chosen.numbering,
        counts=counted(items),
        items=items,
    )


def _judgement(one: Requirement, known: Study) -> Judgement:
    """A verdict: not applicable where a condition says so, else the decider's, else a person's."""
    found = conditions.decided(known, one.applies)
    if found is None and not one.manual:
        found = _decider(one)(known)
    if (found is None or found.verdict == "needs_person") and one.ask is None:
        raise InternalError(f"requirement {one.id} was not decided and asks nothing")
    return _document(one, found)


def _decider(one: Requirement) -> Decider:
    try:
        return DECIDERS[one.id]
    except KeyError as error:
        raise InternalError(f"nothing decides the requirement {one.id}, and it is not manual") from error


def _document(one: Requirement, found: Decision | None) -> Judgement:
    verdict = found.verdict if found is not None else "needs_person"
    return Judgement(
        id=one.id,
        clause=one.clause,
        title=one.title.names,
        by=one.by,
        report=one.report,
        wording_read=one.wording_read,
        verdict=verdict,
        evidence=found.evidence if found is not None else None,
        facts=found.facts if found is not None else (),
        ask=one.ask.names if verdict == "needs_person" and one.ask is not None else None,
    )
