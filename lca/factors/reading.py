"""Read the tables of a folder as its manifest lists them, and check them: all findings at once."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lca.errors import FactorError, Finding, Location, nearest
from lca.factors.canonical import content_hash
from lca.factors.cells import plain_table
from lca.factors.check import check
from lca.factors.columns import COLUMNS, SMALL_TABLES, Row
from lca.factors.line import Known, Line
from lca.factors.validate import validate

MANIFEST = "release.toml"
CITED = ("title", "publisher", "licence", "redistribution")


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a release with their places, and the small tables."""

    version: str
    published: str
    lines: tuple[Line, ...]
    small: Mapping[str, Sequence[Row]]
    columns: tuple[str, ...] = COLUMNS

    @property
    def rows(self) -> list[Row]:
        """The factor rows, sorted by id."""
        return sorted((line.row for line in self.lines), key=lambda row: row["id"])

    @property
    def counts(self) -> Mapping[str, int]:
        """Rows a table, in the order of the manifest."""
        return Counter(line.table for line in self.lines)

    @property
    def sha256(self) -> str:
        """The content hash."""
        return content_hash(self.rows, self.small)


def read_tables(folder: Path, schema: bool = False) -> Tables:
    """Read and check the tables that the manifest lists; with ``schema`` also against the table schema.

    Raises:
        FactorError: with every finding of every table.

    """
    version, published, names = read_manifest(folder)
    findings: list[Finding] = []
    small_lines = {
        name: read_csv(folder, f"{name}.csv", columns, findings) for name, columns in SMALL_TABLES.items()
    }
    small: dict[str, Sequence[Row]] = {
        name: sorted((line.row for line in rows), key=lambda row: row[SMALL_TABLES[name][0]])
        for name, rows in small_lines.items()
    }
    lines = [line for name in names for line in read_csv(folder, name, COLUMNS, findings)]
    tables = Tables(version, published, tuple(lines), small)
    findings += [*check(tables.lines, known(tables)), *check_small(small_lines), *check_items(tables)]
    if schema:
        findings += validate(tables.lines, findings)
    if findings:
        raise FactorError(findings)
    return tables


def read_manifest(folder: Path) -> tuple[str, str, list[str]]:
    """Give version, date and names of the tables; FactorError where the manifest cannot be read."""
    path = folder / MANIFEST
    try:
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
        names = manifest["tables"]
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValueError("tables = [...]")
        return str(manifest["version"]), str(manifest.get("published", "")), names
    except (OSError, ValueError, KeyError) as error:
        reason = f"{error} is missing" if isinstance(error, KeyError) else str(error)
        raise FactorError(Finding("F132", {"reason": reason}, Location(str(path)))) from error


def read_csv(folder: Path, name: str, columns: Sequence[str], findings: list[Finding]) -> list[Line]:
    """Give the lines of one CSV table; a wrong header is a finding and gives no lines."""
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = tuple(next(reader, ()))
            rows = [(reader.line_num, cells) for cells in reader if cells]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        findings.append(Finding("F120", {"reason": str(error)}, Location(name)))
        return []
    if header != tuple(columns):
        params = {
            "missing": ", ".join(c for c in columns if c not in header) or "-",
            "unknown": ", ".join(c for c in header if c not in columns) or "-",
        }
        findings.append(Finding("F101", params, Location(name, 1)))
        return []
    for number, cells in rows:
        if len(cells) != len(header):
            params = {"found": str(len(cells)), "expected": str(len(header))}
            findings.append(Finding("F119", params, Location(name, number)))
    whole = (row for row in rows if len(row[1]) == len(header))
    return [Line(name, number, dict(zip(header, cells, strict=True))) for number, cells in whole]


def known(tables: Tables) -> Known:
    """Say what the rows may refer to."""
    return Known(
        ids={line.row["id"]: line.row for line in tables.lines},
        gases=frozenset(row["key"] for row in tables.small["gases"]),
        places=frozenset(row["code"] for row in tables.small["geography"]),
        sources=frozenset(row["key"] for row in tables.small["sources"]),
    )


def check_small(small: Mapping[str, Sequence[Line]]) -> Iterator[Finding]:
    """Small tables: each key once, plain text, publications with their licence, parents without loops."""
    for name, lines in small.items():
        yield from plain_table(f"{name}.csv", lines)
        seen: dict[str, Line] = {}
        for line in lines:
            key = line.row[SMALL_TABLES[name][0]]
            first = seen.setdefault(key, line)
            if first is not line or not key:
                place = Location(line.table, line.number, None, SMALL_TABLES[name][0])
                yield Finding("F102", {"id": key, "first": first.place}, place)
    for line in small["sources"]:
        for column in CITED:
            if not line.row[column].strip():
                params = {"id": line.row["key"], "column": column}
                yield Finding("F129", params, Location(line.table, line.number, None, column))
    yield from check_parents(small["geography"])


def check_parents(lines: Sequence[Line]) -> Iterator[Finding]:
    """Every parent of a place is there, and no place is its own ancestor."""
    parents = {line.row["code"]: [code for code in line.row["parent"].split("|") if code] for line in lines}
    for line in lines:
        place = Location(line.table, line.number, None, "parent")
        code = line.row["code"]
        for parent in parents[code]:
            if parent not in parents:
                params = {"id": code, "column": "parent", "cell": parent}
                yield Finding("F106", params, place, candidates=nearest(parent, parents))
        above, seen = list(parents[code]), [code]
        while above and code not in above:
            seen += above
            above = [up for name in above for up in parents.get(name, ()) if up == code or up not in seen]
        if above:
            yield Finding("F133", {"id": code, "cycle": " → ".join([*seen, code])}, place)


def check_items(tables: Tables) -> Iterator[Finding]:
    """Every default of an item leads to an item that has factors."""
    keys = {line.row["item"] for line in tables.lines} | {row["key"] for row in tables.small["items"]}
    for row in tables.small["items"]:
        default = row["default"]
        if default and default not in keys:
            params = {"id": row["key"], "column": "default", "cell": default}
            yield Finding("F106", params, Location("items.csv"), candidates=nearest(default, keys))
