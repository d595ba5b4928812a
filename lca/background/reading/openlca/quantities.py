"""Units and flow properties: what an exchange states, in the reference unit of its flow.

An amount in unit ``u`` of flow property ``p`` is ``amount · f(u) / f(u₀) / c(p) · c(p₀)`` in the reference
unit of the flow's reference property ``p₀``: ``f`` are the factors of the units in the group of ``p`` (``u₀``
its reference unit), ``c`` the factors of the flow's properties (olca-schema, Unit and FlowPropertyFactor).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lca.background.reading.openlca.fields import (
    Record,
    flag,
    identity,
    number,
    record,
    records,
    reference,
    text,
    words,
)
from lca.background.reading.openlca.objects import Found, Objects
from lca.background.records import Consequence


@dataclass(frozen=True, slots=True)
class Group:
    """Units of one kind: factors by id and by name, to the reference unit."""

    unit: str
    factors: dict[str, float]


@dataclass(frozen=True, slots=True)
class Measure:
    """How a flow is measured: unit of its amounts, reference property, factors of its properties.

    ``unit`` is empty where the archive does not tell it.
    """

    unit: str
    reference: str
    factors: dict[str, float]


@dataclass(frozen=True, eq=False)
class Quantities:
    """Looks up unit groups by flow property and measures of flows; remarks are made once."""

    objects: Objects
    groups: dict[str, Group | None] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)

    def group(self, flow_property: str) -> Group | None:
        """The unit group of a flow property; None where the archive lacks one of the two."""
        if flow_property not in self.groups:
            found = self.objects.of("FlowProperty").get(flow_property)
            unit_group = reference(found.data, "unitGroup") if found else ""
            units = self.objects.of("UnitGroup").get(unit_group)
            self.groups[flow_property] = self._read_group(units) if units else None
        return self.groups[flow_property]

    def _read_group(self, found: Found) -> Group | None:
        notes = self.objects.at(found)
        factors: dict[str, float] = {}
        named: list[tuple[bool, str, float]] = []
        for unit in records(found.data, "units"):
            factor, name = number(unit.get("conversionFactor")), text(unit, "name")
            if factor is None or factor <= 0:
                notes.remark("B160", Consequence.NOTED, unit=name, factor=str(unit.get("conversionFactor")))
                continue
            named.append((flag(unit, "isRefUnit", "referenceUnit"), name, factor))
            for key in (*words(unit, "synonyms"), name, identity(unit)):
                factors[key] = factor
        chosen = [one for one in named if one[0]] or [one for one in named if one[2] == 1]
        if not chosen:
            notes.remark("B161", Consequence.NOTED, name=text(found.data, "name"))
            return None
        return Group(chosen[0][1], {key: factor / chosen[0][2] for key, factor in factors.items()})

    def measure(self, found: Found) -> Measure:
        """How a flow of the archive is measured."""
        key = identity(found.data)
        if key not in self.measures:
            self.measures[key] = self._read_measure(found)
        return self.measures[key]

    def _read_measure(self, found: Found) -> Measure:
        notes = self.objects.at(found)
        name = text(found.data, "name")
        factors: dict[str, float] = {}
        marked = ""
        for given in records(found.data, "flowProperties"):
            key, factor = reference(given, "flowProperty"), number(given.get("conversionFactor"))
            if not key or factor is None or factor <= 0 or factors.get(key, factor) != factor:
                told = text(record(given, "flowProperty"), "name") or key
                notes.remark("B162", Consequence.NOTED, name=name, property=told)
                continue
            factors[key] = factor
            if flag(given, "isRefFlowProperty", "referenceFlowProperty"):
                marked = marked or key
        if not marked and factors:
            marked = next(iter(factors))
            if len(factors) > 1:
                notes.remark("B163", Consequence.ASSUMED, name=name)
        group = self.group(marked) if marked else None
        return Measure(group.unit if group else "", marked, factors)

    def factor(self, measure: Measure, exchange: Record) -> float | None:
        """The factor from what an exchange states to the flow's unit; None where it cannot be told."""
        stated = reference(exchange, "flowProperty")
        properties = [stated] if stated else [measure.reference, *measure.factors]
        for key in properties:
            group, scale = self.group(key), measure.factors.get(key)
            if group is None or scale is None or not measure.unit:
                continue
            unit = self._unit(group, exchange)
            if unit is not None:
                return unit / scale * measure.factors[measure.reference]
        return None

    @staticmethod
    def _unit(group: Group, exchange: Record) -> float | None:
        unit = record(exchange, "unit")
        if not unit:
            # A unit that is not stated is the reference unit of its property (olca-schema, Exchange).
            return 1.0
        return group.factors.get(identity(unit), group.factors.get(text(unit, "name")))
