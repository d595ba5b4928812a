"""One row of a table against its specification."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

from lca.errors import Finding, nearest
from lca.inventory.bound import BoundRow, BoundValue, DefaultUsed, FactorChoice
from lca.inventory.check import basis_of, bound_value, default_of, default_value
from lca.inventory.values import Cell, Inventory, Row
from lca.rules.compiled import ColumnSpec, CompiledRule, TableSpec

_EXAMPLES = {"text": "<text>", "factor": "<item>"}


def sort_key(row: Row, spec: TableSpec) -> tuple[str, ...]:
    """Give what orders rows: the key, or all that stands in the row where the table has no key column."""
    columns = [spec.key] if spec.key else sorted(spec.columns)
    return tuple(_canonical(row.cells.get(column)) for column in columns)


def _canonical(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.entry is not None:
        return f"{cell.entry.engine!r} {cell.entry.unit.dimension}"
    return cell.text if cell.text is not None else repr(cell.selector)


def bind_row(
    spec: TableSpec, row: Row, rank: int, inventory: Inventory, rule: CompiledRule
) -> tuple[BoundRow, list[Finding], list[DefaultUsed]]:
    """Bind a row as expressions and selectors see it: what is wrong with it, and the defaults it took.

    Without a key column a row is named by its rank in the sorted table, not by its place in the file,
    so that the order of rows in the file changes no draw.
    """
    key_cell = row.cells.get(spec.key) if spec.key else None
    key = key_cell.text if key_cell is not None and key_cell.text else str(rank)
    binder = _RowBinder(spec, row, key, inventory, rule)
    for column in spec.columns.values():
        binder.column(column)
    binder.unknown_columns()
    bound = BoundRow(
        key=key,
        values=MappingProxyType(binder.values),
        texts=MappingProxyType(binder.texts),
        factors=MappingProxyType(binder.factors),
        missing=frozenset(binder.missing),
        location=row.location,
    )
    return bound, binder.findings, binder.defaults


@dataclass
class _RowBinder:
    spec: TableSpec
    row: Row
    key: str
    inventory: Inventory
    rule: CompiledRule
    values: dict[str, BoundValue] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    factors: dict[str, FactorChoice] = field(default_factory=dict)
    missing: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    defaults: list[DefaultUsed] = field(default_factory=list)

    def column(self, column: ColumnSpec) -> None:
        cell = self.row.cells.get(column.name)
        if cell is None:
            self.absent(column)
        elif column.kind == "quantity":
            self.number(column, cell)
        elif column.kind == "factor":
            self.factor(column, cell)
        else:
            self.text(column, cell)

    def name(self, column: ColumnSpec) -> str:
        return f"{self.spec.name}[{self.key}].{column.name}"

    def identity(self, column: ColumnSpec) -> str:
        return f"activity:{self.name(column)}"

    def absent(self, column: ColumnSpec) -> None:
        if column.default is not None:
            self.take_default(column)
            return
        self.missing.add(column.name)
        if column.required:
            example = f"<number> {column.unit.text}".strip() if column.unit else " | ".join(column.options)
            params = {
                "name": self.spec.name,
                "column": column.name,
                "example": example or _EXAMPLES.get(column.kind, ""),
            }
            self.findings.append(Finding("A216", params, self.row.location, clause=self.spec.clause))

    def take_default(self, column: ColumnSpec) -> None:
        self.defaults.append(DefaultUsed(self.name(column), str(column.default), "", column.location))
        quantity = default_of(column)
        if quantity is not None:
            basis = basis_of(column, self.inventory, self.rule)
            self.values[column.name] = default_value(self.identity(column), column, quantity, basis)
        elif column.kind == "factor":
            self.factors[column.name] = FactorChoice(str(column.default), None, None, column.location)
        else:
            self.texts[column.name] = str(column.default)

    def number(self, column: ColumnSpec, cell: Cell) -> None:
        if cell.entry is None:
            self.findings += cell.problems or (self.not_a_quantity(column, cell),)
            return
        basis = basis_of(column, self.inventory, self.rule)
        value, findings = bound_value(
            self.identity(column), self.name(column), column, cell.entry, basis, clause=self.spec.clause
        )
        self.findings += findings
        if value is not None:
            self.values[column.name] = value

    def not_a_quantity(self, column: ColumnSpec, cell: Cell) -> Finding:
        unit = column.unit.text if column.unit and column.unit.text else "1"
        params = {"given": shown(cell), "name": self.name(column), "unit": unit}
        return Finding("A210", params, cell.location)

    def factor(self, column: ColumnSpec, cell: Cell) -> None:
        if cell.selector is None and cell.text is None:
            self.findings.append(Finding("A219", {"name": self.name(column)}, cell.location))
            return
        own = cell.text if cell.text in self.inventory.footprints else None
        item = cell.text if own is None else None
        self.factors[column.name] = FactorChoice(item, cell.selector, own, cell.location)

    def text(self, column: ColumnSpec, cell: Cell) -> None:
        if cell.text is None:
            params = {"given": shown(cell), "name": self.name(column)}
            self.findings.append(Finding("A218", params, cell.location))
        elif column.options and cell.text not in column.options:
            params = {"given": cell.text, "name": self.name(column), "options": ", ".join(column.options)}
            near = nearest(cell.text, column.options)
            self.findings.append(Finding("A211", params, cell.location, candidates=near))
        else:
            self.texts[column.name] = cell.text

    def unknown_columns(self) -> None:
        columns = list(self.spec.columns)
        for name, cell in self.row.cells.items():
            if name not in columns:
                params = {"name": self.spec.name, "column": name, "columns": ", ".join(columns)}
                place = cell.location
                self.findings.append(Finding("A215", params, place, candidates=nearest(name, columns)))


def shown(cell: Cell) -> str:
    """Show a cell as its author wrote it, for messages."""
    if cell.text is not None:
        return cell.text
    return cell.entry.text if cell.entry is not None else str(cell.selector)
