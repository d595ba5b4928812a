"""From the CSV tables of a folder to a release: read, check, hash, write.

    python -m lca.factors.build [folder]

The same tables and the same pyarrow give the same bytes; the content hash does not depend on pyarrow
(see :mod:`lca.factors.canonical`).
"""

from __future__ import annotations

import csv
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lca.content import content
from lca.errors import FactorError, Finding, Location, nearest
from lca.factors.canonical import compact, content_hash
from lca.factors.check import Known, Line, check
from lca.factors.columns import COLUMNS, SMALL_TABLES, Row
from lca.factors.table import RELEASE, SMALL

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "release.toml"
PARQUET = "release.parquet"


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a release with their places, and the small tables."""

    version: str
    published: str
    lines: tuple[Line, ...]
    small: Mapping[str, Sequence[Row]]

    @property
    def rows(self) -> list[Row]:
        """The factor rows, sorted by id."""
        return sorted((line.row for line in self.lines), key=lambda row: row["id"])

    @property
    def sha256(self) -> str:
        """The content hash."""
        return content_hash(self.rows, self.small)


def read_tables(folder: Path) -> Tables:
    """Read and check the tables that the manifest lists.

    Raises:
        FactorError: with every finding of every table.

    """
    manifest = tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    small: dict[str, Sequence[Row]] = {}
    lines: list[Line] = []
    findings: list[Finding] = []
    for name, columns in SMALL_TABLES.items():
        found = read_csv(folder, f"{name}.csv", columns, findings)
        small[name] = sorted((line.row for line in found), key=lambda row: row[columns[0]])
    for name in manifest["tables"]:
        lines += read_csv(folder, name, COLUMNS, findings)
    tables = Tables(manifest["version"], str(manifest.get("published", "")), tuple(lines), small)
    findings += [*check(tables.lines, known(tables)), *check_items(tables)]
    if findings:
        raise FactorError(findings)
    return tables


def read_csv(folder: Path, name: str, columns: Sequence[str], findings: list[Finding]) -> list[Line]:
    """Give the lines of one CSV table; a wrong header is a finding and gives no lines."""
    try:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="")
            header = tuple(reader.fieldnames or ())
            rows = [Line(name, reader.line_num, dict(row)) for row in reader]
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
    return rows


def known(tables: Tables) -> Known:
    """Say what the rows may refer to."""
    return Known(
        ids={line.row["id"]: line.row for line in tables.lines},
        gases=frozenset(row["key"] for row in tables.small["gases"]),
        places=frozenset(row["code"] for row in tables.small["geography"]),
        sources=frozenset(row["key"] for row in tables.small["sources"]),
    )


def check_items(tables: Tables) -> Iterator[Finding]:
    """Every default of an item leads to an item that has factors."""
    keys = {line.row["item"] for line in tables.lines} | {row["key"] for row in tables.small["items"]}
    for row in tables.small["items"]:
        default = row["default"]
        if default and default not in keys:
            params = {"id": row["key"], "column": "default", "cell": default}
            yield Finding("F106", params, Location("items.csv"), candidates=nearest(default, keys))


def arrow_table(tables: Tables) -> pa.Table:
    """Give the release as an Arrow table: text columns, the small tables and the version in its metadata."""
    import pyarrow as pa

    rows = tables.rows
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in COLUMNS}
    small = {
        name: [[row[column] for column in names] for row in tables.small[name]]
        for name, names in SMALL_TABLES.items()
    }
    release = {"version": tables.version, "published": tables.published, "sha256": tables.sha256}
    return pa.table(columns).replace_schema_metadata(
        {SMALL: compact(small).encode(), RELEASE: compact(release).encode()}
    )


def write_release(tables: Tables, path: Path) -> None:
    """Write the Parquet file of a release; all settings that shape its bytes stand here."""
    import pyarrow.parquet as pq

    pq.write_table(
        arrow_table(tables),
        path,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=9,
        use_dictionary=True,
        write_statistics=False,
        store_schema=True,
    )


def build(folder: Path | None = None, path: Path | None = None) -> Tables:
    """Build a release file from the tables of a folder (the shipped ones by default)."""
    folder = folder or content("factors")
    tables = read_tables(folder)
    write_release(tables, path or folder / PARQUET)
    return tables


def summary(tables: Tables) -> str:
    """Version, hash and rows a table, in the syntax of the manifest."""
    counts: dict[str, int] = {}
    for line in tables.lines:
        counts[line.table] = counts.get(line.table, 0) + 1
    head = [f'sha256 = "{tables.sha256}"', f"count = {len(tables.lines)}", "", "[rows]"]
    return "\n".join([*head, *(f'"{name}" = {count}' for name, count in counts.items())])


def main(arguments: Sequence[str]) -> int:
    """Build, write the content section of the manifest, and print it."""
    folder = Path(arguments[0]) if arguments else content("factors")
    try:
        tables = build(folder)
    except FactorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    manifest = folder / MANIFEST
    head = manifest.read_text(encoding="utf-8").partition("[content]")[0]
    text = summary(tables).replace("[rows]", "[content.rows]")
    manifest.write_text(f"{head}[content]\n{text}\n", encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
