"""Processes: their lines, and how their burden is shared among products."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lca.documents import KeyPath
from lca.rules.compiled import AllocationSpec, CompiledProcess, Measure
from lca.rules.compiled import CoProduct as CoProductSpec
from lca.rules.compiling.context import Context
from lca.rules.compiling.lines import MASS, Lines, avoided_id
from lca.rules.compiling.products import Products
from lca.rules.expression import Expression, Scope
from lca.rules.expression.dimensions import check
from lca.rules.schema.process import CoProduct, Output, Process, Treated
from lca.rules.schema.rule import Frame, Physical
from lca.units import Dimension

Measured = tuple[Expression, Dimension | None]
MEASURES: Mapping[str, Measure] = {"mass": "mass", "energy": "energy", "economic": "price"}
ENERGY = Dimension((("energy", 1),))


def compile_processes(
    context: Context, model: Frame, scope: Scope, products: Products
) -> dict[str, CompiledProcess]:
    """All processes that could be read."""
    found = {key: _process(context, model, key, products, scope) for key in model.processes}
    return {key: process for key, process in found.items() if process is not None}


def _process(
    context: Context, model: Frame, key: str, products: Products, scope: Scope
) -> CompiledProcess | None:
    process, path = model.processes[key], ("processes", key)
    lines = Lines(context, scope, products, key, process).compiled()
    main = process.output or process.treats
    side: KeyPath = (*path, "output" if process.output else "treats")
    allocation = _allocation(context, model, path, process)
    measures = {} if main is None else _measures(context, side, main, scope)
    co_products = _co_products(context, path, process, products, scope, allocation)
    if main is None:
        return None
    _shared(context, path, process, allocation, {main.product: (side, measures)} | co_products)
    amount = context.expressions.get((*side, "amount"))
    made = products.made.get(main.product)
    if amount is None or made is None or made.dimension is None:
        return None
    return CompiledProcess(
        key=key,
        label=process.label,
        stage=process.stage,
        product=main.product,
        amount=amount,
        dimension=made.dimension,
        treats=process.output is None,
        measures=_expressions(measures),
        lines=lines,
        co_products=tuple(_specs(context, path, process, products, co_products, allocation)),
        allocation=allocation,
        clause=process.clause,
        location=context.document.locate(path),
    )


def _expressions(measures: Mapping[Measure, Measured]) -> dict[Measure, Expression]:
    return {measure: expression for measure, (expression, _) in measures.items()}


def _measures(
    context: Context, path: KeyPath, entry: Output | Treated | CoProduct, scope: Scope
) -> dict[Measure, Measured]:
    """The measures as written, and the amount where it is a mass or an energy."""
    found: dict[Measure, Measured] = {}
    wanted: tuple[tuple[Measure, Dimension | None], ...] = (
        ("mass", MASS),
        ("energy", ENERGY),
        ("price", None),
    )
    for measure, want in wanted:
        text = getattr(entry, measure, None)
        if text is None:
            continue
        expression, have = context.number((*path, measure), text, scope)
        if have is not None and not (have == want if want else _is_money(have)):
            context.refuse("R141", (*path, measure), measure=measure, have=have)
        if expression is not None:
            found[measure] = (expression, have)
    return found | {m: own for m, own in _own(context, path, scope).items() if m not in found}


def _own(context: Context, path: KeyPath, scope: Scope) -> dict[Measure, Measured]:
    amount = context.expressions.get((*path, "amount"))
    have = None if amount is None else check(amount, scope)[0]
    if amount is None or have not in (MASS, ENERGY):
        return {}
    return {"mass" if have == MASS else "energy": (amount, have)}


def _is_money(dimension: Dimension) -> bool:
    return len(dimension.exponents) == 1 and dimension.exponents[0][0].startswith("currency_")


def _allocation(context: Context, model: Frame, path: KeyPath, process: Process) -> AllocationSpec | None:
    """The process's allocation, or the one that its co-products name."""
    if process.allocation is not None:
        given = process.allocation
        place = context.document.locate((*path, "allocation"))
        if not process.co_products or (given.method != "none" and not _sharing(process, given.method)):
            context.warn("R144", (*path, "allocation"))
        _hierarchy(context, model, (*path, "allocation", "method"), process, given.method)
        return AllocationSpec(given.method, given.justification, given.clause, place)
    for index, entry in enumerate(process.co_products):
        if entry.method is not None and entry.method in ("mass", "energy", "economic"):
            side = (*path, "co_products", index, "method")
            _hierarchy(context, model, side, process, entry.method)
            return AllocationSpec(entry.method, None, entry.clause, context.document.locate(side))
    return None


def _sharing(process: Process, own: str) -> list[str]:
    """The co-products that take part in the allocation of their process."""
    return [co.product for co in process.co_products if (co.method or own) in MEASURES]


def _hierarchy(context: Context, model: Frame, path: KeyPath, process: Process, method: str) -> None:
    """A method outside the rule's hierarchy is an error; a lower rung wants its justification."""
    rungs = [rung.physical if isinstance(rung, Physical) else rung for rung in model.allocation]
    if not rungs or method == "none":
        return
    if method not in rungs:
        context.refuse("R142", path, method=method, rungs=", ".join(rungs))
    elif rungs.index(method) > 0 and not (process.allocation and process.allocation.justification):
        context.warn("R143", path, method=method, higher=", ".join(rungs[: rungs.index(method)]))


Side = tuple[KeyPath, dict[Measure, Measured]]


def _co_products(
    context: Context,
    path: KeyPath,
    process: Process,
    products: Products,
    scope: Scope,
    allocation: AllocationSpec | None,
) -> dict[str, Side]:
    """The measures of each co-product; what is wrong with its method becomes a finding."""
    found: dict[str, Side] = {}
    for index, entry in enumerate(process.co_products):
        side = (*path, "co_products", index)
        found[entry.product] = (side, _measures(context, side, entry, scope))
        own = allocation.method if allocation else None
        if entry.method is None and own is None:
            context.refuse("R117", side, product=entry.product)
        elif entry.method in MEASURES and entry.method != own:
            context.refuse("R140", (*side, "method"), method=entry.method, own=own)
        if (entry.method == "system_expansion") != (entry.avoided is not None):
            context.refuse("R168" if entry.avoided is None else "R169", side, product=entry.product)
    return found


def _shared(
    context: Context,
    path: KeyPath,
    process: Process,
    allocation: AllocationSpec | None,
    sides: Mapping[str, Side],
) -> None:
    """Everything that takes part in the sharing needs the measure, prices in one currency."""
    own = allocation.method if allocation else "none"
    sharing = _sharing(process, own)
    if own not in MEASURES or not sharing:
        return
    measure = MEASURES[own]
    money: dict[Dimension, KeyPath] = {}
    for product in (next(iter(sides)), *sharing):
        side, measures = sides[product]
        if measure not in measures:
            if (*side, measure) not in context.document.positions:
                context.refuse("R151", side, product=product, method=own, measure=measure)
        elif measure == "price" and (dimension := measures[measure][1]) is not None:
            money.setdefault(dimension, (*side, measure))
    if len(money) > 1:
        context.refuse("R152", list(money.values())[1])


def _specs(
    context: Context,
    path: KeyPath,
    process: Process,
    products: Products,
    sides: Mapping[str, Side],
    allocation: AllocationSpec | None,
) -> Iterator[CoProductSpec]:
    for index, entry in enumerate(process.co_products):
        side = (*path, "co_products", index)
        amount = context.expressions.get((*side, "amount"))
        dimension = products.made[entry.product].dimension
        if amount is None or dimension is None:
            continue
        expanded = entry.method == "system_expansion"
        yield CoProductSpec(
            product=entry.product,
            amount=amount,
            dimension=dimension,
            method=entry.method or (allocation.method if allocation else "none"),
            measures=_expressions(sides[entry.product][1]),
            avoided_line=avoided_id(entry) if expanded else None,
            label=entry.label,
            location=context.document.locate(side),
        )
