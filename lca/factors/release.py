"""A release as a file: its cells, how they are written, and whether they still are what its hash says.

The Parquet file holds the factor rows as text columns, sorted by id. Its metadata hold the small tables,
the version, the date, the content hash, and a hash of each run of rows that came from one source table,
so that a damaged copy can say where it is damaged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from lca.errors import FactorError, Finding, Location
from lca.factors.canonical import compact, content_hash, digest, table_lines
from lca.factors.columns import COLUMNS, SMALL_TABLES, Row
from lca.factors.table import RELEASE, SMALL

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Run:
    """Rows that follow one another in a release and came from one table, with their hash."""

    table: str
    count: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Cells:
    """Everything in a release as text, in the schema that it was written in."""

    version: str
    published: str
    sha256: str
    columns: tuple[str, ...]
    rows: Sequence[Row] = field(repr=False)
    small: Mapping[str, Sequence[Row]] = field(repr=False)
    runs: tuple[Run, ...] = ()

    @property
    def content(self) -> str:
        """The hash of the cells as they stand here; a sound release has it as ``sha256``."""
        return content_hash(self.rows, self.small, self.columns)


@dataclass(frozen=True, slots=True)
class Verification:
    """What a release says about itself beside what its cells say; ``differing`` names wrong tables."""

    version: str
    stated: str
    found: str
    count: int
    differing: tuple[str, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the cells are the ones that were released."""
        return self.stated == self.found and not self.differing


def read_cells(path: Path) -> Cells:
    """Read a release as text.

    Raises:
        FactorError: the file is not there or is no release.

    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path, memory_map=True).read()
        metadata = table.schema.metadata
        release, small = json.loads(metadata[RELEASE]), json.loads(metadata[SMALL])
        return Cells(
            version=release["version"],
            published=release.get("published", ""),
            sha256=release["sha256"],
            columns=tuple(table.column_names),
            rows=table.to_pylist(),
            small={name: named(name, rows) for name, rows in small.items()},
            runs=tuple(Run(*run) for run in release.get("tables", ())),
        )
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise FactorError(Finding("F121", {"reason": str(error)}, Location(str(path)))) from error


def named(name: str, rows: Iterable[Sequence[str]]) -> list[Row]:
    """Rows of a small table from its cells."""
    return [dict(zip(SMALL_TABLES[name], row, strict=True)) for row in rows]


def verify(path: Path) -> Verification:
    """Recompute the hashes of a release from its cells; FactorError where the file is no release."""
    cells = read_cells(path)
    found = cells.content
    differing = tuple(wrong_tables(cells)) if cells.runs else ()
    if found != cells.sha256 and not differing:
        differing = ("factors", *SMALL_TABLES) if not cells.runs else ("release",)
    return Verification(cells.version, cells.sha256, found, len(cells.rows), differing)


def wrong_tables(cells: Cells) -> list[str]:
    """Name the tables whose rows are not those that were released."""
    wrong, start = [], 0
    for run in cells.runs:
        if run.table in SMALL_TABLES:
            rows, columns = cells.small.get(run.table, ()), SMALL_TABLES[run.table]
        else:
            rows, columns = cells.rows[start : start + run.count], cells.columns
            start += run.count
        if len(rows) != run.count or table_hash(run.table, columns, rows) != run.sha256:
            wrong.append(run.table)
    if start != len(cells.rows):
        wrong.append(f"factors ({len(cells.rows)} ≠ {start})")
    return list(dict.fromkeys(wrong))


def table_hash(name: str, columns: Sequence[str], rows: Iterable[Row]) -> str:
    """Give the SHA-256 of the canonical text of some rows."""
    return digest(table_lines(name, columns, rows))


def runs_of(rows: Sequence[tuple[str, Row]], small: Mapping[str, Sequence[Row]]) -> list[Run]:
    """Give the runs of (table, row) in the order of the release, then the small tables."""
    found = []
    for table, group in groupby(rows, key=lambda pair: pair[0]):
        run = [row for _, row in group]
        found.append(Run(table, len(run), table_hash(table, COLUMNS, run)))
    for name, columns in SMALL_TABLES.items():
        found.append(Run(name, len(small[name]), table_hash(name, columns, small[name])))
    return found


def arrow_table(cells: Cells) -> pa.Table:
    """Give the release as an Arrow table: text columns, everything else in its metadata."""
    import pyarrow as pa

    columns = {name: pa.array([row[name] for row in cells.rows], pa.string()) for name in COLUMNS}
    small = {
        name: [[row[column] for column in names] for row in cells.small[name]]
        for name, names in SMALL_TABLES.items()
    }
    release = {
        "version": cells.version,
        "published": cells.published,
        "sha256": cells.sha256,
        "tables": [[run.table, run.count, run.sha256] for run in cells.runs],
    }
    return pa.table(columns).replace_schema_metadata(
        {SMALL: compact(small).encode(), RELEASE: compact(release).encode()}
    )


def write_release(cells: Cells, path: Path) -> None:
    """Write the Parquet file of a release; all settings that shape its bytes stand here."""
    import pyarrow.parquet as pq

    pq.write_table(
        arrow_table(cells),
        path,
        version="2.6",
        data_page_version="1.0",
        compression="zstd",
        compression_level=9,
        use_dictionary=True,
        write_statistics=False,
        store_schema=True,
    )
