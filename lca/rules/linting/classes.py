"""Performance classes: thresholds that are footprints, rise from class to class, and leave no gap."""

from __future__ import annotations

from lca.documents import KeyPath
from lca.errors import nearest
from lca.rules.compiling.context import Context
from lca.rules.schema.demands import Classes
from lca.rules.schema.rule import RuleModel
from lca.units import Dimension, Quantity

FOOTPRINTS = (Dimension((("mass", 1),)), Dimension((("co2e", 1),)))
ROOT = "classes"


def check_classes(context: Context, model: RuleModel) -> None:
    """Everything about the classes: thresholds, names, and the unit that they are for."""
    classes = model.classes
    if classes is None:
        return
    units = [unit.id for unit in model.alternative_units]
    if classes.unit is not None and classes.unit not in units:
        near = nearest(classes.unit, units)
        context.refuse("R278", (ROOT, "unit"), near, unit=classes.unit, units=", ".join(units) or "-")
    _names(context, classes)
    _thresholds(context, classes)


def _names(context: Context, classes: Classes) -> None:
    seen: set[str] = set()
    for index, band in enumerate(classes.bands):
        if band.name in seen:
            context.refuse("R277", (ROOT, "bands", index, "name"), name=band.name)
        seen.add(band.name)


def _thresholds(context: Context, classes: Classes) -> None:
    """Only the last class may be without a threshold; each lies above the one before."""
    before: Quantity | None = None
    for index, band in enumerate(classes.bands):
        place: KeyPath = (ROOT, "bands", index)
        if band.at_most is None:
            if index < len(classes.bands) - 1:
                context.refuse("R276", place, name=band.name)
            continue
        bound = context.quantity((*place, "at_most"), band.at_most)
        if bound is None:
            continue
        if bound.unit.dimension not in FOOTPRINTS:
            context.refuse("R279", (*place, "at_most"), value=str(bound), have=bound.unit.dimension)
            continue
        if before is not None and bound.engine <= before.engine:
            context.refuse("R275", (*place, "at_most"), value=str(bound), before=str(before))
        before = bound
