"""Reading an activity data file: everything that is wrong with it in one report, or frozen values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lca.documents import Document, KeyPath, read_document
from lca.errors import Finding, InputError, InventoryError, Location
from lca.inventory.amounts import entry_of, looks_like_amount, short_entry
from lca.inventory.footprints import own_footprint
from lca.inventory.link_schema import LinkModel, Selector
from lca.inventory.payload_schema import PayloadModel
from lca.inventory.payloads import Files, supplier_payload
from lca.inventory.periods import Period
from lca.inventory.salvage import salvaged
from lca.inventory.schema import EntryModel, FootprintModel, InventoryModel
from lca.inventory.supplies import supply_of
from lca.inventory.supply_schema import SupplyModel
from lca.inventory.values import Cell, Choice, Entry, Inventory, OwnFootprint, Row, Supply
from lca.units import Quantity, quantity
from lca.validation import validate_parts

T = TypeVar("T")


def load_inventory(
    source: str | Path | bytes, file: str | None = None, payloads: Files | None = None
) -> Inventory:
    """Read activity data from a path, or from bytes that ``file`` names.

    Suppliers' payloads are read from beside the file, or taken from ``payloads``, bytes by path.

    Raises InventoryError with every finding of the file: unreadable, unknown or missing keys, units
    that do not exist, numbers that are none. What the rule asks for is checked by ``bind``.
    """
    reading = examine(source, file, payloads)
    if reading.inventory is None or reading.findings:
        raise InventoryError(reading.findings)
    return reading.inventory


def parse_inventory(document: Document) -> Inventory:
    """Turn a document that was read already into activity data; raises InventoryError."""
    reading = _examined(document)
    if reading.inventory is None or reading.findings:
        raise InventoryError(reading.findings)
    return reading.inventory


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a file: with findings, ``inventory`` is what is left of it, never for use.

    ``refused`` names the activity data that a finding took out.
    """

    inventory: Inventory | None
    findings: tuple[Finding, ...] = ()
    refused: frozenset[str] = frozenset()


def examine(source: str | Path | bytes, file: str | None = None, payloads: Files | None = None) -> Reading:
    """Read as much of a file as can be read, and everything that is wrong with it; raises nothing."""
    try:
        return _examined(read_document(source, file), payloads)
    except InputError as error:
        return Reading(None, error.findings)


def _examined(document: Document, payloads: Files | None = None) -> Reading:
    model, refused = validate_parts(InventoryModel, document)
    reader = _Reader(document, [finding for _, finding in refused], payloads, model.period if model else None)
    readable = model or salvaged(document.data, [path for path, _ in refused])
    inventory = reader.inventory(readable) if readable is not None else None
    paths = [finding.location.path for finding in reader.findings]
    names = (re.match(r"activity_data\.([^.\[]+)", path) for path in paths)
    return Reading(
        inventory,
        tuple(sorted(reader.findings, key=place_in_file)),
        frozenset(name[1] for name in names if name),
    )


def follows(finding: Finding, reading: Reading) -> bool:
    """Whether a finding of ``bind`` comes only from what was taken out of a file that is wrong elsewhere."""
    unused = finding.code == "A221" and bool(reading.refused)
    return unused or finding.params.get("name") in reading.refused


def place_in_file(finding: Finding) -> tuple[int, int]:
    """Give what orders findings as their places stand in the file."""
    return finding.location.line or 0, finding.location.column or 0


class _Reader:
    """Turns the parts of a valid (or salvaged) model into values; collects what cannot be turned."""

    def __init__(
        self, document: Document, findings: list[Finding], payloads: Files | None, period: Period | None
    ) -> None:
        self.document = document
        self.findings = findings
        self.payloads = payloads
        self.period = period
        self.told: list[Finding] = []

    def inventory(self, model: InventoryModel) -> Inventory:
        footprints = self.footprints(model)
        items = {name: self.item(name, item) for name, item in model.activity_data.items()}
        return Inventory(
            rule=model.rule,
            product=model.product,
            period=model.period,
            company=model.company,
            site=model.site,
            illustrative=model.illustrative,
            production=self.production(model.production),
            entries=_only(items, Entry),
            choices=_only(items, Choice),
            tables=_only(items, tuple),
            supplies=_only(items, Supply),
            footprints=footprints,
            findings=tuple(self.told),
            file=self.document.file,
            sha256=self.document.sha256,
            locations=MappingProxyType(self.locations(model)),
        )

    def locations(self, model: InventoryModel) -> dict[str, Location]:
        tops = {str(key): self.document.locate((key,)) for key in self.document.data}
        names = {
            f"activity_data.{name}": self.document.locate(("activity_data", name))
            for name in model.activity_data
        }
        return tops | names

    def item(self, name: str, item: object) -> Entry | Choice | Supply | tuple[Row, ...] | None:
        path: KeyPath = ("activity_data", name)
        place = self.document.locate(path)
        if isinstance(item, SupplyModel | tuple):
            models = (item,) if isinstance(item, SupplyModel) else item
            return self.collect(lambda: supply_of(name, models, self.document, path))
        if isinstance(item, list):
            return tuple(self.row(name, (*path, index), cells) for index, cells in enumerate(item))
        if isinstance(item, EntryModel):
            return self.collect(lambda: entry_of(name, item, self.document, path))
        if isinstance(item, str) and not looks_like_amount(item):
            return Choice(name, item, place)
        return self.collect(lambda: short_entry(name, item, place))

    def row(self, table: str, path: KeyPath, cells: Mapping[str, object]) -> Row:
        read = {column: self.cell(table, column, (*path, column), cell) for column, cell in cells.items()}
        return Row(table, self.document.locate(path), MappingProxyType(read))

    def cell(self, table: str, column: str, path: KeyPath, cell: object) -> Cell:
        place = self.document.locate(path)
        name = f"{table}.{column}"
        if isinstance(cell, Selector):
            return Cell(column, place, selector=cell)
        if isinstance(cell, EntryModel):
            entry = self.collect(lambda: entry_of(name, cell, self.document, path))
            return Cell(column, place, entry=entry)
        text = str(cell)
        if isinstance(cell, str) and not looks_like_amount(cell):
            return Cell(column, place, text=text)
        try:
            return Cell(column, place, text=text, entry=short_entry(name, cell, place))
        except InputError as error:
            return Cell(column, place, text=text, problems=error.findings)

    def production(self, text: str | None) -> Quantity | None:
        if text is None:
            return None
        place = self.document.locate(("production",))
        made = self.collect(lambda: quantity(text, place))
        if made is not None and made.value <= 0:
            self.findings.append(Finding("A105", {"value": text}, place))
        return made

    def footprints(self, model: InventoryModel) -> Mapping[str, OwnFootprint]:
        read = {
            name: self.collect(lambda name=name, item=item: self.footprint(name, item))  # type: ignore[misc]
            for name, item in model.footprints.items()
        }
        return MappingProxyType({name: item for name, item in read.items() if item is not None})

    def footprint(self, name: str, item: FootprintModel | LinkModel | PayloadModel) -> OwnFootprint:
        if not isinstance(item, PayloadModel):
            return own_footprint(name, item, self.document)
        found, told = supplier_payload(name, item, self.document, self.payloads, self.period)
        self.told += told
        return found

    def collect(self, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except InputError as error:
            self.findings.extend(error.findings)
            return None


def _only(items: Mapping[str, object], kind: type[T]) -> Mapping[str, T]:
    return MappingProxyType({name: item for name, item in items.items() if isinstance(item, kind)})
