"""Reading a user's file of whatever kind into a layer."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lca.errors import FactorError, Finding, Location, nearest
from lca.factors.schema import Layer
from lca.factors.table import FactorTable, read_table
from lca.factors.user.columns import HEADINGS, USER_COLUMNS, Record, Table
from lca.factors.user.exports import is_export, rows_of_export
from lca.factors.user.json_files import read_json
from lca.factors.user.layer import UserFactors, layer_of
from lca.factors.user.sheets import read_csv, read_workbook, read_yaml

READERS = {
    ".csv": read_csv,
    ".json": read_json,
    ".xlsx": read_workbook,
    ".yaml": read_yaml,
    ".yml": read_yaml,
}
MAXIMUM_BYTES = 64 * 2**20


def read_user_factors(
    path: str | Path,
    name: str | None = None,
    *,
    defaults: Mapping[str, str] | None = None,
    items: Mapping[str, str] | None = None,
    base: FactorTable | None = None,
) -> UserFactors:
    """Read a company's own factors: a layer that :meth:`FactorDatabase.with_layer` lays over a release.

    Read are CSV tables, workbooks (``.xlsx``) and YAML files with the columns of
    :mod:`lca.factors.user.columns`; PACT v3 product footprints (``.json``: one, a list, or an answer of
    the PACT API with ``data``); and results of Brightway and openLCA, see :mod:`lca.factors.user.exports`.

    Args:
        path: the file; its ending tells its form.
        name: name of the layer, the file's own name without ending unless given.
        defaults: text for cells that are empty or missing, by column: an export states no licence.
        items: item keys by what stands in ``item``: a product id or name of a supplier → an item.
        base: the table whose items, places and gases the file refers to; the shipped release by default.

    Raises:
        FactorError: with everything that is wrong, by file, row and column; nothing is read in part.

    """
    path = Path(path)
    content = content_of(path)
    layer = Layer(path.stem if name is None else name, hashlib.sha256(content).hexdigest(), path.name, 0)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        params = {"known": ", ".join(READERS)}
        raise FactorError(Finding("F648", params, Location(str(path))))
    table = reader(content, str(path))
    if is_export(table):
        table = rows_of_export(table)
    return layer_of(filled(table, defaults or {}, items or {}), layer, base or read_table())


def content_of(path: Path) -> bytes:
    """Give the bytes of a file."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            reason = f"> {MAXIMUM_BYTES // 2**20} MiB"
            raise FactorError(Finding("F610", {"reason": reason}, Location(str(path))))
        return path.read_bytes()
    except OSError as error:
        near = nearest(path.name, (other.name for other in path.parent.glob("*")))
        reason = error.strerror or str(error)
        raise FactorError(
            Finding("F610", {"reason": reason}, Location(str(path)), candidates=near)
        ) from error


def filled(table: Table, defaults: Mapping[str, str], items: Mapping[str, str]) -> Table:
    """Give the rows with empty cells filled from defaults and items renamed."""
    unknown = [column for column in defaults if column not in USER_COLUMNS]
    if unknown:
        near = nearest(unknown[0], USER_COLUMNS)
        raise FactorError(Finding("F611", {"column": unknown[0]}, candidates=near))
    records = (with_defaults(record, defaults) for record in table.records)
    return Table(tuple(with_item(record, items) for record in records), table.findings)


def with_defaults(record: Record, defaults: Mapping[str, str]) -> Record:
    """Give a row with what its own cells leave empty taken from defaults."""
    filled = {HEADINGS.get(heading.strip().casefold()) for heading, text in record.cells.items() if text}
    missing = {column: text for column, text in defaults.items() if column not in filled}
    if not missing:
        return record
    kept = {h: t for h, t in record.cells.items() if t or HEADINGS.get(h.strip().casefold()) not in missing}
    return replace(record, cells=kept | missing)


def with_item(record: Record, items: Mapping[str, str]) -> Record:
    """Give a row with its item renamed where the caller says what it is."""
    heading = next((h for h in record.cells if HEADINGS.get(h.strip().casefold()) == "item"), None)
    if heading is None or record.cells[heading] not in items:
        return record
    return replace(record, cells=dict(record.cells) | {heading: items[record.cells[heading]]})
