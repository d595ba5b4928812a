"""The lines of a process: inputs, emissions, wastes, credits and avoided production."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lca.documents import KeyPath
from lca.errors import InputError, nearest
from lca.gases import gas_key
from lca.rules.compiled import Line, LineKind
from lca.rules.compiling.apart import delay
from lca.rules.compiling.context import Context
from lca.rules.compiling.products import Products
from lca.rules.compiling.selectors import selector
from lca.rules.expression import Scope
from lca.rules.schema.process import Bought, CoProduct, Emission, Internal, Process
from lca.units import Dimension

Entry = Bought | Internal | Emission
MASS = Dimension((("mass", 1),))
_GROUPS: tuple[tuple[str, LineKind], ...] = (
    ("inputs", "input"),
    ("emissions", "emission"),
    ("wastes", "waste"),
    ("credits", "credit"),
)


@dataclass(frozen=True)
class Lines:
    """Compiles the lines of one process."""

    context: Context
    scope: Scope
    products: Products
    key: str
    process: Process

    def compiled(self) -> tuple[Line, ...]:
        """All lines that could be read, in the order of the file; ids are unique."""
        found: list[Line] = []
        first: dict[str, KeyPath] = {}
        for path, name, line in self._all():
            if name in first:
                place = self.context.line(first[name], path)
                self.context.refuse("R108", path, id=name, process=self.key, line=place)
            first.setdefault(name, path)
            found += [line] if line is not None else []
        return tuple(found)

    def _all(self) -> Iterator[tuple[KeyPath, str, Line | None]]:
        for group, kind in _GROUPS:
            for index, entry in enumerate(getattr(self.process, group)):
                path: KeyPath = ("processes", self.key, group, index)
                yield path, entry.id or line_name(entry), self._line(path, kind, entry)
        for index, co_product in enumerate(self.process.co_products):
            if co_product.method == "system_expansion" and co_product.avoided is not None:
                path = ("processes", self.key, "co_products", index)
                yield path, avoided_id(co_product), self._avoided(path, co_product)

    def _line(self, path: KeyPath, kind: LineKind, entry: Entry) -> Line | None:
        context, scope = self.context, self._scope(path, entry.for_each)
        amount, dimension = context.number((*path, "amount"), entry.amount, scope)
        when = context.condition((*path, "when"), entry.when, scope)
        factor = entry.factor if isinstance(entry, Bought) else None
        chosen = selector(context, (*path, "factor"), factor, scope, dimension)
        gas = self._gas(path, entry, dimension)
        product = self._product(path, kind, entry, dimension)
        later = delay(context, path, entry)
        if amount is None or dimension is None:
            return None
        return Line(
            id=entry.id or line_name(entry),
            kind=kind,
            process=self.key,
            stage=entry.stage or self.process.stage,
            of=line_name(entry),
            label=entry.label,
            amount=amount,
            dimension=dimension,
            when=when,
            table=entry.for_each,
            factor=chosen,
            product=product,
            gas=gas,
            origin=entry.origin if isinstance(entry, Emission) else None,
            clause=entry.clause,
            location=context.document.locate(path),
            delay=later,
        )

    def _scope(self, path: KeyPath, table: str | None) -> Scope:
        known = (*self.scope.tables, *self.scope.unreadable)
        if table is not None and table not in known:
            near = nearest(table, self.scope.tables)
            self.context.refuse("E213", (*path, "for_each"), near, name=table)
        return replace(self.scope, row=table)

    def _gas(self, path: KeyPath, entry: Entry, dimension: Dimension | None) -> str | None:
        if not isinstance(entry, Emission):
            return None
        if dimension is not None and dimension != MASS:
            self.context.refuse("R127", (*path, "amount"), gas=entry.gas, have=dimension)
        try:
            return gas_key(entry.gas, self.context.place((*path, "gas"), entry.gas))
        except InputError as error:
            self.context.findings.extend(error.findings)
            return None

    def _product(self, path: KeyPath, kind: LineKind, entry: Entry, have: Dimension | None) -> str | None:
        if not isinstance(entry, Internal):
            return None
        made = self.products.find(self.context, (*path, "product"), entry.product)
        if made is None:
            return entry.product
        if (kind == "waste") != (made.role == "treated"):
            code = "R165" if kind == "waste" else "R166"
            self.context.refuse(code, (*path, "product"), product=entry.product, process=made.process)
        elif have is not None and made.dimension is not None and have != made.dimension:
            place = (*path, "amount")
            self.context.refuse("R126", place, product=entry.product, have=have, want=made.dimension)
        return entry.product

    def _avoided(self, path: KeyPath, entry: CoProduct) -> Line | None:
        amount = self.context.expressions.get((*path, "amount"))
        dimension = self.products.made[entry.product].dimension
        if entry.avoided_amount is not None:
            text = entry.avoided_amount
            amount, dimension = self.context.number((*path, "avoided_amount"), text, self.scope)
        chosen = selector(self.context, (*path, "avoided"), entry.avoided, self.scope, dimension)
        if amount is None or dimension is None:
            return None
        return Line(
            id=avoided_id(entry),
            kind="avoided",
            process=self.key,
            stage=self.process.stage,
            of=entry.product,
            label=entry.label,
            amount=amount,
            dimension=dimension,
            when=None,
            table=None,
            factor=chosen,
            product=None,
            gas=None,
            origin=None,
            clause=entry.clause,
            location=self.context.document.locate(path),
        )


def avoided_id(entry: CoProduct) -> str:
    """The id of the line for the production that a co-product avoids."""
    return f"{entry.product}_avoided"


def line_name(entry: Entry) -> str:
    """What a line is called where it has no id: its ``of``, product or gas."""
    if isinstance(entry, Internal):
        return entry.product
    return entry.of if isinstance(entry, Bought) else entry.of or _gas_name(entry.gas)


def _gas_name(gas: str) -> str:
    try:
        return gas_key(gas)
    except InputError:
        return gas
