"""What both versions of the Catena-X footprint share: forms, and what is told of a result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from lca.errors import Finding, Location, Severity
from lca.passport.facts import Facts
from lca.passport.facts_parts import Emissions, ProductFacts, Source, Stages
from lca.passport.formats.pact_shared import beyond_gate, remark
from lca.passport.forms import number, reports
from lca.passport.numbers import trimmed
from lca.passport.regions import REGIONS
from lca.passport.statement_catena_x import CatenaX

RETROSPECTIVE = "Retrospective PCF"
KINDS = {
    "retrospective": RETROSPECTIVE,
    "prospective_without_forerunner": "Prospective PCF without forerunner",
    "prospective_with_forerunner": "Prospective PCF of further developed product with forerunner",
    "prospective_for_future_date": "Prospective PCF for current product for future production date",
    "progressive": "Progressive PCF",
}
INCINERATION = ("cut-off", "reverse cut-off", "system expansion", "polluter pays principle")
PLACES = (*REGIONS, "Global", "Several")
CUSTOMARY_UNITS = ("piece", "kilogram")
MOST_EXEMPTED_BY_RULEBOOK = 3
SPEC = "urn:io.catenax.pcf:datamodel:version:"
GATE_TO_GATE = "Cradle-to-gate"


def with_section(facts: Facts) -> Facts:
    """The facts with an empty section ``catena_x`` where none is stated, so that its defaults hold."""
    if facts.statement.catena_x is not None:
        return facts
    return replace(facts, statement=facts.statement.model_copy(update={"catena_x": CatenaX()}))


def fossil_on_the_ground(part: Emissions) -> float | int:
    """JSON number: fossil and not split, without aircraft, which is a position of its own."""
    return number(trimmed(part.fossil_stated + part.not_stated))


def included(stages: Stages) -> bool:
    """Boolean: whether distribution is within the boundary."""
    return stages.distribution is not None


def carbon_total(product: ProductFacts) -> float | int | None:
    """JSON number: fossil and biogenic carbon, where both are known; recycled carbon is either."""
    parts = product.fossil_carbon, product.biogenic_carbon
    return None if None in parts else number(sum((part for part in parts if part), Decimal(0)))


def earliest(sets: Iterable[str], known: tuple[str, ...] = ("AR4", "AR5", "AR6")) -> str | None:
    """The earliest assessment report; missing where it is none of AR4 to AR6."""
    found = reports(sets) or []
    first = min(found, key=lambda name: int(name[2:]), default=None)
    return first if first in known else None


def sources(found: Iterable[Source]) -> list[str]:
    """List of names with versions."""
    return list(dict.fromkeys(f"{one.name} ({one.version})" for one in found))


def preceding(previous: Iterable[str]) -> list[dict[str, str]]:
    """List of objects with an id."""
    return [{"id": one} for one in previous]


def comment(facts: Facts) -> str:
    """Text: what a reader must know, with the uncertainty on one line, and all sets behind the number."""
    named = reports(facts.gwp_sets) or []
    if len(named) < 2:
        return remark(facts)
    return f"Global warming potentials of {' and '.join(named)} stand behind the number. {remark(facts)}"


def with_bpn(ids: list[str], stated: tuple[str, ...] | None) -> list[str]:
    """The business partner number first, then the company's other URNs, each once."""
    return list(dict.fromkeys((*ids, *(stated or ()))))


def told(facts: Facts, format: str) -> Iterator[Finding]:
    """What of the result a Catena-X footprint does not carry, or carries otherwise."""
    yield from beyond_gate(facts, format)
    named = reports(facts.gwp_sets) or []
    place = Location("<result>")
    if len(named) > 1:
        params = {"format": format, "one": named[0], "sets": ", ".join(named)}
        yield Finding("P202", params, place, Severity.INFO)
    if facts.unit.common is not None and facts.unit.common not in CUSTOMARY_UNITS:
        unit = Location("<statement>", path="unit")
        yield Finding("P204", {"unit": facts.unit.common}, unit, Severity.WARNING)
    for name, part in (("production", facts.gate), ("distribution", facts.distribution)):
        if part is not None and part.net_biogenic_co2:
            params = {"stage": name, "value": f"{part.net_biogenic_co2:f}"}
            yield Finding("P216", params, place, Severity.WARNING)
