"""Our five stages as phases of EN 15804, A1 to D: which entries a footprint is told in.

The stages of GB/T 24067 do not draw the lines of EN 15804. Raw materials and production together are A1-A3
exactly; where transport to the factory (A2) stands is the rule's affair, so they are not split unless the
statement says how. Distribution is A4, use B1-B7, end of life C1-C4. Credits at the end of life stand
beyond the boundary of C, in D. Credits and avoided production of other stages stay where the rule put them
and are told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lca.passport.facts import Facts
from lca.passport.facts_numbers import chosen_unit, decimals_of, ratio_of
from lca.passport.mapping import Gap
from lca.passport.numbers import rounded, trimmed
from lca.passport.statement_aas import singles
from lca.results.footprint import STAGES

FIELD = "submodel.ProductCarbonFootprints[].LifeCyclePhases"
TOGETHER = ("raw_material_acquisition", "production")
DEFAULTS = {
    TOGETHER: ("A1-A3",),
    ("production",): ("A3",),
    ("distribution",): ("A4",),
    ("use",): ("B1-B7",),
    ("end_of_life",): ("C1-C4",),
    ("credits",): ("D",),
}
"""Stages, alone or together, to the phases that they are; raw materials alone are no phase."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A group of phases with its emissions, kg CO2e for the declared amount.

    ``avoided`` (zero or negative) is what credits and avoided production take off within it.
    """

    stages: tuple[str, ...]
    phases: tuple[str, ...]
    value: Decimal
    avoided: Decimal


def entries(facts: Facts) -> tuple[tuple[Entry, ...], tuple[Gap, ...]]:
    """The entries in the order of the stages, adding up to the total; and the stages that map to no phase."""
    aas = facts.statement.aas
    stated = {str(stage): tuple(map(str, phases)) for stage, phases in aas.phases.items()} if aas else {}
    values = _values(facts)
    made, gaps = [], []
    for stages in _groups(values, stated):
        own = stated if len(stages) == 1 else {}
        phases = own.get(stages[0]) or DEFAULTS.get(stages, ())
        if not phases:
            gaps.append(Gap(FIELD, "required", f"aas.phases.{stages[0]}", "no phase is this stage alone"))
            continue
        value = sum((values[stage] for stage in stages), Decimal(0))
        made.append(Entry(stages, phases, trimmed(value), _avoided(facts, stages)))
    gaps += _overlaps(made)
    whole = aas is not None and aas.split == "total"
    return ((together(made),) if whole and made else tuple(made)), tuple(gaps)


def together(parts: Iterable[Entry]) -> Entry:
    """All entries as one."""
    found = tuple(parts)
    return Entry(
        tuple(stage for one in found for stage in one.stages),
        tuple(phase for one in found for phase in one.phases),
        trimmed(sum((one.value for one in found), Decimal(0))),
        trimmed(sum((one.avoided for one in found), Decimal(0))),
    )


def _values(facts: Facts) -> dict[str, Decimal]:
    """Stages within the boundary; credits at the end of life taken out of it, where there are any."""
    values = {key: value for key in STAGES if (value := getattr(facts.stages, key)) is not None}
    credit = _credits(facts, ("end_of_life",))
    if credit and "end_of_life" in values:
        values["end_of_life"] = trimmed(values["end_of_life"] - credit)
        values["credits"] = credit
    return values


def _groups(values: Iterable[str], stated: Iterable[str]) -> Iterator[tuple[str, ...]]:
    keys, own = list(values), set(stated)
    if all(stage in keys for stage in TOGETHER) and not own & set(TOGETHER):
        yield TOGETHER
        keys = [key for key in keys if key not in TOGETHER]
    for key in keys:
        yield (key,)


def _overlaps(made: Iterable[Entry]) -> Iterator[Gap]:
    """Phases that two entries claim: one by the statement, one by default."""
    seen: dict[str, str] = {}
    for entry in made:
        for single in (one for phase in entry.phases for one in singles(phase)):
            if single in seen:
                note = f"{single} is already {seen[single]}"
                yield Gap(FIELD, "required", f"aas.phases.{entry.stages[0]}", note)
                break
            seen[single] = entry.stages[0]


def _avoided(facts: Facts, stages: tuple[str, ...]) -> Decimal:
    return _credits(facts, tuple(stage for stage in stages if stage != "end_of_life"))


def _credits(facts: Facts, stages: tuple[str, ...]) -> Decimal:
    """Credits and avoided production of some stages for the declared amount; zero or negative."""
    footprint = facts.footprint
    _, chosen = chosen_unit(footprint, facts.unit.id)
    lines = [
        line.value
        for line in footprint.contributions
        if line.stage in stages and line.kind in ("credit", "avoided")
    ]
    return rounded(math.fsum(lines) * ratio_of(footprint, chosen), decimals_of(footprint, chosen))
