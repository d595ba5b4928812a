"""Climate effects of flows that come with the data: impact categories in kg CO2 equivalents."""

from __future__ import annotations

import re

from lca.background.reading.openlca.fields import Record, number, records, reference, text
from lca.background.reading.openlca.flows import Flows
from lca.background.reading.openlca.objects import Objects
from lca.background.records import Characterisation, Consequence

CO2E = re.compile(r"\s*kg\s*CO2[\s_-]*(e|eq|equiv|equivalents?)?\.?\s*", re.IGNORECASE)


def methods_of(objects: Objects, flows: Flows) -> tuple[Characterisation, ...]:
    """The impact categories whose unit is kg CO2 equivalents, with factors per unit of flow."""
    found = []
    for one in objects.of("ImpactCategory").values():
        unit = text(one.data, "refUnit") or text(one.data, "referenceUnitName")
        if not CO2E.fullmatch(unit):
            continue
        factors: dict[str, float] = {}
        lost = 0
        for given in records(one.data, "impactFactors"):
            value, scale = number(given.get("value")), _scale(given, flows)
            key = reference(given, "flow")
            if value is None or not key or scale is None:
                lost += 1
            else:
                # The factor is stated per unit of the factor's own unit, which is so many units of the flow.
                factors[key] = value / scale
        if lost:
            objects.at(one).remark("B189", Consequence.NOTED, count=lost, name=text(one.data, "name"))
        if factors:
            found.append(Characterisation(text(one.data, "name"), factors))
    return tuple(found)


def _scale(given: Record, flows: Flows) -> float | None:
    """Units of the flow in one unit of the factor; 1 where flow and unit are not told further."""
    if reference(given, "flow") not in flows.objects.of("Flow"):
        return 1.0
    return flows.factor(given)
