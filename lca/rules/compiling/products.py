"""The products of a rule and their dimensions, before any line refers to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from lca.documents import KeyPath
from lca.errors import nearest
from lca.rules.compiling.context import Context
from lca.rules.expression import Scope
from lca.rules.expression.dimensions import constant_zero
from lca.rules.schema.process import Process
from lca.units import Dimension

Role = Literal["output", "co_product", "treated"]


@dataclass(frozen=True, slots=True)
class Made:
    """A product, who makes or treats it, and its dimension where it could be found out."""

    name: str
    process: str
    role: Role
    dimension: Dimension | None
    path: KeyPath


@dataclass(frozen=True, slots=True)
class Products:
    """All products; ``complete`` is False where a process could not be read."""

    made: Mapping[str, Made]
    complete: bool

    def find(self, context: Context, path: KeyPath, name: str) -> Made | None:
        """The product, or None after a finding with the nearest names."""
        if name not in self.made and self.complete:
            context.refuse("R113", path, nearest(name, self.made), product=name)
        return self.made.get(name)


def products_of(context: Context, processes: Mapping[str, Process], scope: Scope, complete: bool) -> Products:
    """Every output, co-product and treated waste; a name is used once."""
    made: dict[str, Made] = {}
    for key, process in processes.items():
        if (process.output is None) == (process.treats is None):
            context.refuse("R123", ("processes", key), process=key)
        for product in _made_by(context, key, process, scope):
            if product.name in made:
                line = context.line(made[product.name].path, product.path)
                context.refuse("R107", product.path, product=product.name, line=line)
            made.setdefault(product.name, product)
    return Products(made, complete)


def _made_by(context: Context, key: str, process: Process, scope: Scope) -> list[Made]:
    made: list[Made] = []
    main: tuple[tuple[Literal["output", "treats"], Role], ...] = (("output", "output"), ("treats", "treated"))
    for name, role in main:
        entry = getattr(process, name)
        if entry is not None:
            path: KeyPath = ("processes", key, name)
            made.append(_made(context, key, path, entry.product, entry.amount, role, scope))
    for index, co_product in enumerate(process.co_products):
        path = ("processes", key, "co_products", index)
        made.append(_made(context, key, path, co_product.product, co_product.amount, "co_product", scope))
    return made


def _made(
    context: Context, key: str, path: KeyPath, product: str, amount: str, role: Role, scope: Scope
) -> Made:
    expression, dimension = context.number((*path, "amount"), amount, scope)
    if role != "co_product" and expression is not None and constant_zero(expression.tree):
        context.refuse("R167", (*path, "amount"), product=product)
    return Made(product, key, role, dimension, (*path, "product"))
