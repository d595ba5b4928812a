"""What rows and columns are called: tables of metadata that a package may carry, else the ids themselves.

A table is a CSV file with a heading, a JSON object by id, or a JSON list of objects. The column ``id`` (or
``index``, ``row``, ``col``, ``col_id``, ``row_id``) holds the number that the matrices use. What else is
read: ``code``, ``name``, ``product`` or ``reference product``, ``location``, ``unit``, ``categories`` or
``compartment`` (``air::urban air``), ``cas``, ``formula``, ``about`` (JSON).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lca.background.reading.brightway_nodes.records import plain
from lca.background.records import Consequence, Remark
from lca.errors import Finding, Location, Severity

NUMBERS = ("id", "index", "row", "col", "row_id", "col_id", "node_id")
Labels = Mapping[int, Mapping[str, Any]]


def labels(tables: Iterable[tuple[str, bytes]]) -> tuple[dict[int, dict[str, Any]], list[Remark]]:
    """What the tables say of each id; a table that says nothing of ids is told and not used (B353)."""
    found: dict[int, dict[str, Any]] = {}
    remarks: list[Remark] = []
    for name, data in tables:
        try:
            rows = list(_numbered(_rows(name, data)))
        except (ValueError, csv.Error, RecursionError) as error:
            remarks.append(_unused(name, str(error)))
            continue
        if not rows:
            remarks.append(_unused(name, "id"))
        for number, row in rows:
            found.setdefault(number, {}).update(row)
    return found, remarks


def _rows(name: str, data: bytes) -> Iterable[tuple[Any, Any]]:
    text = data.decode("utf-8-sig")
    if name.casefold().endswith(".csv"):
        return [(None, row) for row in csv.DictReader(io.StringIO(text, newline=""))]
    content = json.loads(text)
    if isinstance(content, dict):
        return list(content.items())
    return [(None, row) for row in content] if isinstance(content, list) else []


def _numbered(rows: Iterable[tuple[Any, Any]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for key, row in rows:
        said = row if isinstance(row, Mapping) else {"name": row}
        fields = {str(name).strip().casefold(): value for name, value in said.items() if name is not None}
        number = (
            key if key is not None else next((fields[one] for one in NUMBERS if plain(fields.get(one))), None)
        )
        try:
            yield int(plain(number)), {name: value for name, value in fields.items() if plain(value)}
        except ValueError:
            continue


def _unused(name: str, reason: str) -> Remark:
    told = Finding("B353", {"name": name, "reason": reason}, Location(name), Severity.WARNING)
    return Remark(told, Consequence.NOTED)
