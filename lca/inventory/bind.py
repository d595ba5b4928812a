"""Activity data meet their rule: everything that does not fit in one report, or a bound inventory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lca.errors import Finding, InventoryError, Location, Severity, nearest
from lca.inventory.bound import BoundInventory, BoundRow, BoundValue, DefaultUsed, FactorChoice
from lca.inventory.check import basis_of, bound_value, default_of, default_value
from lca.inventory.dated import dated_findings
from lca.inventory.load import place_in_file
from lca.inventory.rows import bind_row, sort_key
from lca.inventory.supplies import bind_supply, permitted
from lca.inventory.values import GRID, Choice, Entry, Inventory, Row, Supply, grid_supply
from lca.names import Names
from lca.rules.compiled import ChoiceSpec, CompiledRule, Default, Line, ScalarSpec, SupplySpec, TableSpec

SHORT_YEAR, LONG_YEAR = 365, 366


def bind(inventory: Inventory, rule: CompiledRule, *, spare: bool = False) -> BoundInventory:
    """Bind activity data to a rule, as the rule's expressions will see them.

    Values are in engine units for the whole declared amount, rows are in canonical order, defaults are
    filled in and recorded. ``spare`` footprints, which nothing names, are refused unless permitted: a
    changed rule may need fewer. Raises InventoryError with every finding: unknown names, missing values,
    wrong dimensions, values outside the rule's ranges, secondary data where primary are required.
    """
    binder = _Binder(inventory, rule, spare)
    bound = binder.bind()
    if any(finding.severity is Severity.ERROR for finding in binder.findings):
        raise InventoryError(sorted(binder.findings, key=place_in_file))
    return bound


class _Binder:
    """Walks the rule's specifications once; collects values, defaults and findings."""

    def __init__(self, inventory: Inventory, rule: CompiledRule, spare: bool) -> None:
        self.inventory = inventory
        self.rule = rule
        self.spare = spare
        self.findings: list[Finding] = list(inventory.findings)
        self.defaults: list[DefaultUsed] = []
        self.missing: set[str] = set()

    def bind(self) -> BoundInventory:
        self.findings += [*_header(self.inventory), *_unknown(self.inventory, self.rule)]
        period_place = place_of(self.inventory, "period")
        self.findings += dated_findings(self.inventory.period, self.rule, period_place)
        values = {name: self.scalar(spec) for name, spec in self.rule.scalars.items()}
        choices = {name: self.choice(spec) for name, spec in self.rule.choices.items()}
        tables = {name: self.table(spec) for name, spec in self.rule.tables.items()}
        supplies = {name: self.supply(spec) for name, spec in self.rule.supplies.items()}
        self.findings += [] if self.spare else _unused(self.inventory, self.rule, tables)
        return BoundInventory(
            inventory=self.inventory,
            rule=self.rule,
            values=MappingProxyType({name: value for name, value in values.items() if value is not None}),
            choices=MappingProxyType({name: text for name, text in choices.items() if text is not None}),
            tables=MappingProxyType(tables),
            missing=frozenset(self.missing),
            defaults_used=tuple(self.defaults),
            findings=tuple(self.findings),
            supplies=MappingProxyType({name: one for name, one in supplies.items() if one is not None}),
        )

    def scalar(self, spec: ScalarSpec) -> BoundValue | None:
        basis = basis_of(spec, self.inventory, self.rule)
        identity = f"activity:{spec.name}"
        given = given_as(self.inventory, spec.name)
        if isinstance(given, Entry):
            value, findings = bound_value(identity, spec.name, spec, given, basis, clause=spec.clause)
            self.findings += findings
            return value
        if given is not None:
            self.findings.append(_not_a_quantity(spec, given, self.place(spec.name)))
            return None
        if (default := default_of(spec)) is not None:
            source = spec.default.source if isinstance(spec.default, Default) else ""
            self.defaults.append(DefaultUsed(spec.name, str(default), source, spec.location))
            return default_value(identity, spec, default, basis)
        self.leave_out(spec, spec.unit.text or "1")
        return None

    def choice(self, spec: ChoiceSpec) -> str | None:
        given = given_as(self.inventory, spec.name)
        if given is None and spec.default is not None:
            self.defaults.append(DefaultUsed(spec.name, spec.default, "", spec.location))
            return spec.default
        if given is None:
            self.leave_out(spec, " | ".join(spec.options))
            return None
        if isinstance(given, tuple | Supply):
            self.findings.append(Finding("A213", {"name": spec.name}, self.place(spec.name)))
            return None
        if given.text in spec.options:
            return given.text
        params = {"given": given.text, "name": spec.name, "options": ", ".join(spec.options)}
        candidates = nearest(given.text, spec.options)
        self.findings.append(Finding("A211", params, given.location, candidates=candidates))
        return None

    def supply(self, spec: SupplySpec) -> Supply | None:
        given = given_as(self.inventory, spec.name)
        if given is None and not spec.required:
            self.defaults.append(DefaultUsed(spec.name, GRID, "", spec.location))
            return grid_supply(spec.name, spec.location)
        if given is None:
            self.leave_out(spec, " | ".join(permitted(self.rule)))
            return None
        supply, findings = bind_supply(spec, given, self.inventory, self.rule)
        self.findings += findings
        return supply

    def table(self, spec: TableSpec) -> tuple[BoundRow, ...]:
        given = given_as(self.inventory, spec.name)
        if isinstance(given, Entry | Choice | Supply):
            params = {"name": spec.name, "columns": ", ".join(spec.columns)}
            self.findings.append(Finding("A212", params, given.location))
            return ()
        if given is None:
            self.no_table(spec)
            return ()
        rows = sorted(given, key=lambda row: sort_key(row, spec))
        self.findings += _same_keys(given, spec)
        return tuple(self.row(spec, row, rank) for rank, row in enumerate(rows, start=1))

    def row(self, spec: TableSpec, row: Row, rank: int) -> BoundRow:
        bound, findings, defaults = bind_row(spec, row, rank, self.inventory, self.rule)
        self.findings += findings
        self.defaults += defaults
        return bound

    def place(self, name: str) -> Location:
        return place_of(self.inventory, f"activity_data.{name}")

    def no_table(self, spec: TableSpec) -> None:
        self.missing.add(spec.name)
        if spec.required:
            params = {"name": spec.name, "columns": ", ".join(spec.columns)}
            place = self.place(spec.name)
            self.findings.append(Finding("A214", params, place, clause=spec.clause))

    def leave_out(self, spec: ScalarSpec | ChoiceSpec | SupplySpec, form: str) -> None:
        self.missing.add(spec.name)
        if spec.required:
            params = {
                "name": spec.name,
                "label": spec.label or Names(zh=spec.name, en=spec.name),
                "unit": form,
            }
            self.findings.append(Finding("A202", params, self.place(spec.name), clause=spec.clause))


def given_as(inventory: Inventory, name: str) -> Entry | Choice | Supply | tuple[Row, ...] | None:
    """Find what the file gives under a name, in whatever form."""
    forms = (inventory.entries, inventory.choices, inventory.supplies)
    return next((form[name] for form in forms if name in form), None) or inventory.tables.get(name)


def _not_a_quantity(spec: ScalarSpec, given: Choice | Supply | tuple[Row, ...], place: Location) -> Finding:
    if isinstance(given, Choice):
        params = {"given": given.text, "name": spec.name, "unit": spec.unit.text or "1"}
        return Finding("A210", params, place)
    return Finding("A213", {"name": spec.name}, place)


def place_of(inventory: Inventory, path: str) -> Location:
    """Find where a dotted path of the file stands; without its own place, that of ``activity_data``."""
    known = inventory.locations.get(path) or inventory.locations.get("activity_data")
    return replace(known or Location(inventory.file), path=path)


def _header(inventory: Inventory) -> Iterator[Finding]:
    days = inventory.period.days
    if not SHORT_YEAR <= days <= LONG_YEAR:
        yield Finding("A220", {"days": days}, place_of(inventory, "period"), Severity.WARNING)


def _unknown(inventory: Inventory, rule: CompiledRule) -> Iterator[Finding]:
    known = [*rule.scalars, *rule.choices, *rule.tables, *rule.supplies]
    given = [*inventory.entries, *inventory.choices, *inventory.tables, *inventory.supplies]
    for name in given:
        if name not in known:
            free = [other for other in known if other not in given]
            place = place_of(inventory, f"activity_data.{name}")
            params = {"rule": rule.model.id, "name": name}
            yield Finding("A201", params, place, candidates=nearest(name, [*free, *known]))


def _unused(
    inventory: Inventory, rule: CompiledRule, tables: Mapping[str, tuple[BoundRow, ...]]
) -> Iterator[Finding]:
    """Footprints that no line and no cell names: a misspelt one would be passed over in silence."""
    bought = {name for line in rule.lines for name in _names_of(line)}
    named = {cell.footprint for cell in _factor_cells(tables)}
    named |= {source.footprint for supply in inventory.supplies.values() for source in supply.sources}
    for name, footprint in inventory.footprints.items():
        if name not in bought | named:
            params = {"rule": rule.model.id, "name": name}
            yield Finding("A221", params, footprint.location, candidates=nearest(name, sorted(bought)))


def _names_of(line: Line) -> Iterator[str]:
    """List the names under which a line looks for a supplier's footprint."""
    if line.kind == "emission" or line.product is not None:
        return
    if line.factor is not None and line.factor.supply is not None:
        return
    yield line.of
    item = line.factor.fields.get("item") if line.factor is not None else None
    if isinstance(item, str):
        yield item


def _factor_cells(tables: Mapping[str, tuple[BoundRow, ...]]) -> Iterator[FactorChoice]:
    return (cell for rows in tables.values() for row in rows for cell in row.factors.values())


def _same_keys(rows: tuple[Row, ...], spec: TableSpec) -> Iterator[Finding]:
    first: dict[str, Row] = {}
    for row in rows if spec.key else ():
        cell = row.cells.get(spec.key or "")
        if cell is None or cell.text is None:
            continue
        if cell.text in first:
            params = {
                "name": spec.name,
                "column": spec.key,
                "key": cell.text,
                "line": first[cell.text].location.line,
            }
            yield Finding("A217", params, cell.location)
        first.setdefault(cell.text, row)
