"""The units of a result that a battery passport needs: energy over the service life, and one battery.

A kWh of rated capacity is not a kWh delivered: the former is a declared unit, the latter the functional
unit of Regulation (EU) 2023/1542, annex II. Only a functional unit of energy is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, nearest
from lca.passport import facts_numbers as numeric
from lca.passport.facts import Facts
from lca.passport.numbers import trimmed
from lca.passport.uncertainty import uncertainty_of
from lca.results.footprint import STAGES, Unit

MJ_PER_KWH = Decimal("3.6")
STAGE_NAMES = {
    "raw_material_acquisition": "RawMaterialExtraction",
    "production": "MainProduction",
    "distribution": "Distribution",
    "end_of_life": "Recycling",
}
"""Our stages as the passport names them; the use stage is none of it."""
LEFT_OUT = "use"
Amount = Callable[[Unit], Decimal | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """A unit of the result, its id (None for the result's own), its total, and how many of it that is for."""

    id: str | None
    total: float
    amount: Decimal


def energy(unit: Unit) -> Decimal | None:
    """kWh of a functional unit of energy; None for another."""
    word, amount = numeric.common_unit(unit.unit, unit.amount)
    if unit.kind != "functional" or amount is None:
        return None
    return {"kilowatt hour": amount, "megajoule": amount / MJ_PER_KWH}.get(word or "")


def pieces(unit: Unit) -> Decimal | None:
    """Number of pieces of a unit that is counted; None for another."""
    word, amount = numeric.common_unit(unit.unit, unit.amount)
    return amount if word == "piece" else None


def choose(facts: Facts, wanted: str | None, key: str, of: Amount) -> tuple[Choice | None, Finding | None]:
    """The unit as stated, else the one that the statement chose for all formats, else the only one."""
    footprint = facts.footprint
    found: dict[str | None, Choice] = {}
    if own := of(footprint.unit):
        found[None] = Choice(None, footprint.total.value, own)
    for other in footprint.alternative_units:
        if size := of(other):
            found[other.id] = Choice(other.id, other.value, size)
    known = [name or footprint.unit.unit for name in found]
    params = {"key": key, "wanted": wanted or "-", "known": ", ".join(known) or "-"}
    place = Location("<statement>", path=key)
    if wanted is not None:
        if wanted in found:
            return found[wanted], None
        return None, Finding("P265", params, place, candidates=nearest(wanted, [one for one in found if one]))
    if facts.unit.id in found:
        return found[facts.unit.id], None
    if len(found) > 1:
        return None, Finding("P266", params, place)
    return next(iter(found.values()), None), None


def by_stage(facts: Facts, choice: Choice) -> dict[str, Decimal]:
    """kg CO2e for one of the chosen unit by stage within the boundary, adding up to its total."""
    total = choice.total / float(choice.amount)
    decimals = numeric.decimals_of(facts.footprint, total)
    parts = numeric.stages(facts.footprint, total, decimals, facts.statement.language)
    return {key: value for key in STAGES if (value := getattr(parts, key)) is not None}


def kept(values: Mapping[str, Decimal]) -> Decimal:
    """The sum of the stages that the passport knows."""
    return trimmed(sum((one for key, one in values.items() if key in STAGE_NAMES), Decimal(0)))


def spread(facts: Facts, choice: Choice, values: Mapping[str, Decimal]) -> dict[str, Any] | None:
    """The extension object for one kWh; None where a use stage is within the samples."""
    if values.get(LEFT_OUT):
        return None
    scale = 1 / float(choice.amount)
    decimals = numeric.decimals_of(facts.footprint, choice.total * scale)
    found = uncertainty_of(facts.footprint, choice.id, decimals, scale)
    return None if found is None else dict(found.document)
