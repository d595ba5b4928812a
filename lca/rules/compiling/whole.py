"""The whole rule: declarations, products, processes, units, and the compiled rule when all hold."""

from __future__ import annotations

from dataclasses import dataclass

from lca.errors import Severity, nearest
from lca.rules.compiled import CompiledRule, ProductSpec, UnitSpec
from lca.rules.compiling.apart import storages
from lca.rules.compiling.balances import balances
from lca.rules.compiling.context import Context
from lca.rules.compiling.cut_off import left_out, whole
from lca.rules.compiling.declared import Declared, declare
from lca.rules.compiling.processes import compile_processes
from lca.rules.compiling.products import Products, products_of
from lca.rules.compiling.recycling.materials import Materials, compile_materials, joined
from lca.rules.demanded import Demanded
from lca.rules.expression import Scope
from lca.rules.reading import Reading
from lca.rules.schema.rule import RuleModel
from lca.units import Quantity


@dataclass(frozen=True)
class Outcome:
    """What compiling gave: the rule, or None where a finding is an error, and what it collected."""

    rule: CompiledRule | None
    context: Context
    declared: Declared
    products: Products
    materials: Materials


def compile_rule(reading: Reading, model: RuleModel) -> Outcome:
    """Compile a model; every finding is in the outcome's context, after those of reading."""
    names = frozenset((*model.activity_data, *model.parameters, *model.quantities))
    context = Context(reading.document, names, list(reading.findings))
    amount = _amount(context, model)
    declared = declare(context, model, amount, reading.unreadable)
    scope = declared.scope()
    products = products_of(context, model.processes, scope, reading.complete)
    materials = compile_materials(context, model, scope, products)
    processes = joined(context, compile_processes(context, model, scope, products), materials)
    main = None if amount is None else _unit(context, model, amount, scope, products)
    alternatives = _alternatives(context, model, scope, products)
    demanded = Demanded(
        storages(context, model, scope),
        balances(context, model, scope),
        left_out(context, model, scope),
        whole(context, model, scope, processes, products.complete),
    )
    if main is None or any(finding.severity is Severity.ERROR for finding in context.findings):
        return Outcome(None, context, declared, products, materials)
    rule = CompiledRule(
        model=model,
        unit=main,
        alternatives=tuple(alternatives),
        scalars=declared.scalars,
        choices=declared.choices,
        tables=declared.tables,
        supplies=declared.supplies,
        parameters=declared.parameters,
        quantities=declared.quantities,
        dimensions={name: known for name, known in declared.dimensions.items() if known is not None},
        processes=processes,
        products={
            name: ProductSpec(name, made.process, made.role, made.dimension)
            for name, made in products.made.items()
            if made.dimension is not None
        },
        demanded=demanded,
        materials=materials.specs,
    )
    return Outcome(rule, context, declared, products, materials)


def _amount(context: Context, model: RuleModel) -> Quantity | None:
    path = ("unit", "amount")
    amount = context.quantity(path, model.unit.amount)
    if amount is not None and amount.value <= 0:
        context.refuse("R164", path, value=str(amount))
        return None
    return amount


def _unit(
    context: Context, model: RuleModel, amount: Quantity, scope: Scope, products: Products
) -> UnitSpec | None:
    entry, path = model.unit, ("unit", "reference_flow")
    made = products.made.get(entry.reference_flow.product)
    if products.complete and (made is None or made.role == "treated"):
        near = nearest(entry.reference_flow.product, products.made)
        context.refuse("R115", (*path, "product"), near, product=entry.reference_flow.product)
    flow, have = context.number((*path, "amount"), entry.reference_flow.amount, scope)
    if made is not None and have is not None and made.dimension is not None and have != made.dimension:
        context.refuse("R129", (*path, "amount"), have=have, want=made.dimension, product=made.name)
    if flow is None:
        return None
    place = context.document.locate(("unit",))
    return UnitSpec(entry.kind, entry.kind, amount, entry.of, entry.reference_flow.product, flow, place)


def _alternatives(context: Context, model: RuleModel, scope: Scope, products: Products) -> list[UnitSpec]:
    found: list[UnitSpec] = []
    seen: set[str] = {model.unit.kind}
    product = model.unit.reference_flow.product
    made = products.made.get(product)
    for index, entry in enumerate(model.alternative_units):
        path = ("alternative_units", index)
        if entry.id in seen:
            context.refuse("R163", (*path, "id"), id=entry.id)
        seen.add(entry.id)
        amount = context.quantity((*path, "amount"), entry.amount)
        if amount is not None and amount.value <= 0:
            context.refuse("R164", (*path, "amount"), value=str(amount))
        flow, have = context.number((*path, "reference_flow"), entry.reference_flow, scope)
        if made is not None and have is not None and made.dimension is not None and have != made.dimension:
            context.refuse("R129", (*path, "reference_flow"), have=have, want=made.dimension, product=product)
        if amount is not None and flow is not None:
            place = context.document.locate(path)
            found.append(UnitSpec(entry.id, entry.kind, amount, entry.of, product, flow, place))
    return found
