"""A release in memory: an Arrow table with small indexes; factors are made on demand, never all at once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from lca.content import content
from lca.errors import FactorError, Finding, Location
from lca.factors.columns import COLUMNS, SMALL_TABLES, Row, day
from lca.factors.factor import factor_of
from lca.factors.geography import Gazetteer, gazetteer
from lca.factors.items import Item, items_of
from lca.factors.schema import Factor, FactorKind, Release

if TYPE_CHECKING:
    import pyarrow as pa

SMALL = b"zuji.small_tables"
RELEASE = b"zuji.release"


@dataclass(frozen=True)
class FactorTable:
    """The rows of one release; immutable, safe to share between threads.

    ``layer_of`` names the layer of every factor that is a user's own and not of the release.
    The cache of factors already made holds equal values whoever fills it, so a race costs time only.
    """

    release: Release
    rows: pa.Table
    items: Mapping[str, Item]
    geography: Gazetteer
    sources: Mapping[str, Row]
    by_id: Mapping[str, int]
    by_item: Mapping[str, Sequence[int]]
    layer_of: Mapping[str, str] = field(default_factory=dict)
    _made: dict[int, Factor] = field(default_factory=dict, repr=False, compare=False)

    def factor(self, position: int) -> Factor:
        """Give the factor of a row."""
        made = self._made.get(position)
        if made is None:
            row = self.rows.slice(position, 1).to_pylist()[0]
            made = self._made[position] = factor_of(row, self.sources[row["source"]])
        return made

    @cached_property
    def gwp_rows(self) -> Mapping[str, tuple[int, ...]]:
        """GWP set to the rows of its values."""
        found: dict[str, list[int]] = {}
        columns = (self.rows[name].to_pylist() for name in ("kind", "gwp_set"))
        for position, (kind, name) in enumerate(zip(*columns, strict=True)):
            if kind == FactorKind.GWP:
                found.setdefault(name, []).append(position)
        return {name: tuple(rows) for name, rows in found.items()}

    def of_item(self, item: str) -> tuple[Factor, ...]:
        """All factors of an item, of every kind, in the order of their ids."""
        return tuple(self.factor(position) for position in self.by_item.get(item, ()))

    def __iter__(self) -> Iterator[Factor]:
        return (self.factor(position) for position in range(self.rows.num_rows))


def read_table(path: Path | None = None) -> FactorTable:
    """Open a release file, the shipped one by default.

    Raises:
        FactorError: the file is not there or is no release.

    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = path or content("factors") / "release.parquet"
    try:
        rows = pq.ParquetFile(path, memory_map=True).read()  # not read_table: that loads the dataset layer
        rows = completed(rows)
        metadata = rows.schema.metadata
        small = json.loads(metadata[SMALL])
        release = json.loads(metadata[RELEASE])
    except (OSError, pa.ArrowException, KeyError, TypeError, ValueError) as error:
        raise FactorError(Finding("F121", {"reason": str(error)}, Location(str(path)))) from error
    return assembled(rows, {name: expanded(name, cells) for name, cells in small.items()}, release)


def completed(rows: pa.Table) -> pa.Table:
    """Give a table with every column of the schema: columns that an older release lacks are empty."""
    import pyarrow as pa

    for name in COLUMNS:
        if name not in rows.column_names:
            rows = rows.append_column(name, pa.array([""] * rows.num_rows, pa.string()))
    return rows


def expanded(name: str, cells: Sequence[Sequence[str]]) -> list[Row]:
    """Rows of a small table from its cells."""
    return [dict(zip(SMALL_TABLES[name], row, strict=True)) for row in cells]


def assembled(rows: pa.Table, small: Mapping[str, Sequence[Row]], release: Mapping[str, str]) -> FactorTable:
    """Build the indexes over a table of rows."""
    found: dict[str, list[int]] = {}
    for position, item in enumerate(rows["item"].to_pylist()):
        found.setdefault(item, []).append(position)
    return FactorTable(
        release=Release(
            release["version"], release["sha256"], rows.num_rows, day(release.get("published", ""))
        ),
        rows=rows,
        items=items_of(small["items"], found),
        geography=gazetteer(small["geography"]),
        sources=MappingProxyType({row["key"]: row for row in small["sources"]}),
        by_id=MappingProxyType({key: n for n, key in enumerate(rows["id"].to_pylist())}),
        by_item=MappingProxyType({item: tuple(positions) for item, positions in found.items()}),
    )
