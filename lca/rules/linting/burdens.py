"""Products that carry no burden: what is taken of them inside the rule must have been made.

A co-product by method ``none`` or ``system_expansion`` hands none of its process's burden on. Whoever
takes it inside the rule has it free, so more of it than is made would be made of nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from lca.documents import KeyPath
from lca.rules.compiling.context import Context
from lca.rules.compiling.products import Products
from lca.rules.expression import References, references
from lca.rules.expression.evaluation import constant
from lca.rules.schema.process import Internal, Process
from lca.rules.schema.rule import RuleModel

FREE = ("none", "system_expansion")
MORE = 1 + 1e-9
NOTHING = References(frozenset(), frozenset(), frozenset(), frozenset())


def check_burdens(context: Context, model: RuleModel, products: Products) -> None:
    """Burdens that vanish because only free products lead to them (R291), and loops of nothing (R292)."""
    free = frozenset(_free(model))
    whole = _reached(model, products, frozenset())
    burdened = _reached(model, products, free)
    for path, product in _taken(model):
        made = products.made.get(product)
        if product in free and made is not None:
            asker = path[1] if path[0] == "processes" else None
            if made.process not in burdened and (asker is None or asker in whole):
                context.refuse("R291", path, product=product, process=made.process)
            elif asker == made.process:
                _own(context, path, model, product)


def _free(model: RuleModel) -> Iterator[str]:
    for process in model.processes.values():
        own = process.allocation.method if process.allocation else None
        yield from (co.product for co in process.co_products if (co.method or own) in FREE)


def _taken(model: RuleModel) -> Iterator[tuple[KeyPath, str]]:
    yield ("unit", "reference_flow", "product"), model.unit.reference_flow.product
    for key, process in model.processes.items():
        for group, index, entry in _links(process):
            yield ("processes", key, group, index, "product"), entry.product


def _links(process: Process) -> Iterator[tuple[str, int, Internal]]:
    for group in ("inputs", "wastes"):
        for index, entry in enumerate(getattr(process, group)):
            if isinstance(entry, Internal):
                yield group, index, entry


def _reached(model: RuleModel, products: Products, without: frozenset[str]) -> set[str]:
    """The processes that the reference product leads to, not by way of some products."""
    reached: set[str] = set()
    waiting = [model.unit.reference_flow.product]
    while waiting:
        product = waiting.pop()
        made = products.made.get(product)
        if made is not None and product not in without and made.process not in reached:
            reached.add(made.process)
            waiting += [entry.product for _, _, entry in _links(model.processes[made.process])]
    return reached


def _own(context: Context, path: KeyPath, model: RuleModel, product: str) -> None:
    """A process that takes back more of its own free product than it makes, where both are constants."""
    process = model.processes[str(path[1])]
    index = next(i for i, co in enumerate(process.co_products) if co.product == product)
    base: KeyPath = path[:2]
    made = _constant(context, (*base, "co_products", index, "amount"))
    taken = _constant(context, (*path[:-1], "amount"))
    if made is not None and taken is not None and taken > made * MORE:
        context.refuse("R292", path, product=product, process=str(path[1]))


def _constant(context: Context, path: KeyPath) -> float | None:
    expression = context.expressions.get(path)
    if expression is None or references(expression) != NOTHING:
        return None
    return constant(expression.tree)
