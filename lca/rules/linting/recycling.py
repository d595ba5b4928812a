"""Recycled content and end of life: keys without use, shares that cannot be, methods without materials."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lca.errors import InputError, Severity
from lca.rules.compiling.context import Context
from lca.rules.compiling.declared import Declared
from lca.rules.compiling.recycling.keys import Keys, given
from lca.rules.compiling.recycling.materials import Materials
from lca.rules.compiling.recycling.terms import dotted, terms, used
from lca.rules.expression import Expression, evaluate, references
from lca.rules.recycled import SUMS, SYMBOLS, TOLERANCE
from lca.rules.schema.recycling import Material, Recovery
from lca.rules.schema.rule import RuleModel
from lca.rules.schema.words import Method
from lca.rules.stages import Stage

USUAL_ALLOCATION = (0.2, 0.8)
_NO_DATA = ("label", "clause", "process")


def check_recycling(context: Context, model: RuleModel, declared: Declared, materials: Materials) -> None:
    """Everything about materials that does not stop their lines from being made."""
    method = model.end_of_life.method
    credited = any(process.credits for process in model.processes.values())
    if method != "cut_off" and not model.end_of_life.materials and not credited:
        context.warn("R253", ("end_of_life", "method"), method=method)
    constants = {name: spec.quantity.engine for name, spec in declared.parameters.items()}
    for keys in materials.keys:
        _values(context, model, keys, constants)
        _unused(context, model, keys)
        if _made_elsewhere(method, keys):
            context.refuse("R254", keys.path, severity=Severity.INFO, material=keys.name)
        if keys.material.label is None:
            context.refuse("R158", keys.path, severity=Severity.INFO, name=keys.name)


def busy_stages(materials: Materials) -> set[Stage]:
    """The stages in which the terms of materials stand."""
    return {line.stage for lines in materials.lines.values() for line in lines}


def hosts(materials: Materials) -> set[str]:
    """The processes that the terms of materials stand in."""
    return {process for process, lines in materials.lines.items() if lines}


def _made_elsewhere(method: Method, keys: Keys) -> bool:
    making = any(made.rule.stage == "raw_material_acquisition" for made in terms(method, keys))
    return keys.elsewhere and not making


def _values(context: Context, model: RuleModel, keys: Keys, constants: Mapping[str, float]) -> None:
    """What can be told of numbers that do not depend on activity data."""
    known = {symbol: _constant(expression, constants) for symbol, expression in keys.values.items()}
    values = {symbol: value for symbol, value in known.items() if value is not None}
    for symbol, value in values.items():
        path, key = (*keys.path, *SYMBOLS[symbol].key), SYMBOLS[symbol].dotted
        share = SYMBOLS[symbol].kind == "share"
        if share and not -TOLERANCE <= value <= 1 + TOLERANCE:
            context.refuse("R243", path, key=key, value=f"{value:g}")
        elif not share and value <= 0:
            context.refuse("R244", path, key=key, value=f"{value:g}")
        elif SYMBOLS[symbol].kind == "ratio" and value > 1 + TOLERANCE:
            context.warn("R252", path, key=key, value=f"{value:g}")
    for first, second in SUMS:
        _sum(context, keys, values, first, second)
    amount = None if keys.amount is None else _constant(keys.amount, constants)
    if amount is not None and amount <= 0:
        context.refuse("R244", (*keys.path, "amount"), key="amount", value=f"{amount:g} kg")
    if model.end_of_life.method == "cff" and 0 <= values.get("a", -1.0) <= 1:
        _usual(context, keys, values["a"])


def _usual(context: Context, keys: Keys, value: float) -> None:
    """The factor A of the circular footprint formula lies between 0.2 and 0.8."""
    low, high = USUAL_ALLOCATION
    if not low - TOLERANCE <= value <= high + TOLERANCE:
        context.warn("R251", (*keys.path, "allocation"), value=f"{value:g}")


def _sum(context: Context, keys: Keys, values: Mapping[str, float], first: str, second: str) -> None:
    if first not in values or second not in values or values[first] + values[second] <= 1 + TOLERANCE:
        return
    path, total = (*keys.path, *SYMBOLS[second].key), f"{values[first] + values[second]:g}"
    context.refuse("R245", path, first=SYMBOLS[first].dotted, second=SYMBOLS[second].dotted, value=total)


def _constant(expression: Expression, constants: Mapping[str, float]) -> float | None:
    refers = references(expression)
    if refers.options or refers.columns or refers.tables or not refers.names <= constants.keys():
        return None
    try:
        return float(evaluate(expression, constants))
    except InputError:
        return None


def _unused(context: Context, model: RuleModel, keys: Keys) -> None:
    """Keys that neither the method nor that of a sensitivity case uses."""
    own = model.end_of_life.method
    cases = (case.end_of_life for case in model.sensitivities.values())
    methods = dict.fromkeys((own, *(method for method in cases if method is not None)))
    needed = set[str]().union(*(used(method, keys, model.boundary) for method in methods))
    for key in _given(keys.material):
        inside = dotted(key[:-1])
        if dotted(key) not in needed and (not inside or inside in needed):
            context.warn("R250", (*keys.path, *key), method=own, key=dotted(key))


def _given(material: Material) -> Iterator[tuple[str, ...]]:
    names: list[tuple[str, ...]] = [(name,) for name in Material.model_fields if name not in _NO_DATA]
    names += [("recovery", name) for name in Recovery.model_fields]
    return (name for name in names if given(material, name) is not None)
