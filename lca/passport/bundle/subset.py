"""The rows of a factor release that a run looked at, as a file that recomputes without the release.

The matcher chooses among candidates, so every row that it looked at goes along, not only those that it took;
and the keys of all items, so that no name is nearer or farther than in the whole release. The small tables
(items, places, gases, publications) go along as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from lca.errors import Finding, InputError, Location
from lca.factors.columns import COLUMNS, SMALL_TABLES, day
from lca.factors.database import FactorDatabase
from lca.factors.items import items_of
from lca.factors.schema import Release
from lca.factors.table import RELEASE, SMALL, FactorTable, assembled, expanded
from lca.passport.bundle.strict import parsed

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT: Final = "zuji.factor_subset"
FORMAT_VERSION: Final = "1.0"
ALLOWED: Final = "yes"
"""How the redistribution cell of a publication begins whose numbers may be passed on."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Rows of a release by id, and the ids of those that may not be passed on."""

    table: FactorTable
    ids: tuple[str, ...]
    withheld: tuple[str, ...]
    content: bytes


def base_of(database: FactorDatabase) -> FactorDatabase:
    """The release without the layers over it, nothing of it looked at yet."""
    table = database.table
    if not table.release.layers:
        return FactorDatabase(replace(table, _made={}))
    rows = table.rows.slice(0, table.release.count)
    small, release = (json.loads(rows.schema.metadata[key]) for key in (SMALL, RELEASE))
    return FactorDatabase(
        assembled(rows, {name: expanded(name, cells) for name, cells in small.items()}, release)
    )


def looked_at(databases: Sequence[FactorDatabase]) -> tuple[str, ...]:
    """The ids of the release's rows that were looked at, sorted.

    The first database is the release, each further one the same with a user's layer more; a factor is made
    of a row when it is looked at. What a layer names as the successor of its own counts too.
    """
    release, last = databases[0].table, databases[-1].table
    made = {position for one in databases for position in one.table._made if position < release.rows.num_rows}
    found = {release.rows["id"][position].as_py() for position in made}
    named = last.rows["superseded_by"].slice(release.rows.num_rows).to_pylist()
    return tuple(sorted(found | {key for key in named if key in release.by_id}))


def subset(database: FactorDatabase, ids: Sequence[str], whole: bool = False) -> Subset:
    """The rows of some ids (or ``whole``, all) whose publications may be passed on."""
    table = database.table
    wanted = sorted(table.by_id) if whole else sorted(ids)
    rows = [table.rows.slice(table.by_id[key], 1).to_pylist()[0] for key in wanted]
    free = [row for row in rows if allowed(table.sources[row["source"]]["redistribution"])]
    kept = {row["id"] for row in free}
    withheld = tuple(key for key in wanted if key not in kept and (not whole or key in ids))
    metadata = table.rows.schema.metadata
    release = json.loads(metadata[RELEASE])
    text = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "release": {
            "version": release["version"],
            "sha256": release["sha256"],
            "published": release.get("published", ""),
            "factors": table.release.count,
        },
        "withheld": list(withheld),
        "items": sorted(table.by_item),
        "small": json.loads(metadata[SMALL]),
        "columns": list(COLUMNS),
        "rows": [[row[name] for name in COLUMNS] for row in free],
    }
    content = json.dumps(text, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Subset(table, tuple(row["id"] for row in free), withheld, content.encode())


def allowed(redistribution: str) -> bool:
    """Whether numbers of a publication may be passed on, by what its redistribution cell says."""
    return redistribution.strip().casefold().startswith(ALLOWED)


def forbidden(redistribution: str) -> bool:
    """Whether a user's own table says that its numbers may not be passed on; silence is no such word."""
    words = redistribution.strip().casefold()
    return words.startswith("no") and not words.startswith(("not stated", "notice"))


@dataclass(frozen=True, slots=True)
class Rows:
    """What a subset holds, as a database, and the ids that it says were withheld."""

    database: FactorDatabase
    withheld: tuple[str, ...]


def read_subset(content: bytes, file: str) -> Rows:
    """A database of the rows in a subset, which names the whole release as its own.

    Raises:
        InputError: P505 no such file.
    """
    data = parsed(content, file, "P505")
    try:
        return Rows(FactorDatabase(_table(data)), _texts(data["withheld"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(Finding("P505", {"reason": _words(error)}, Location(file))) from error


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__


def _table(data: Any) -> FactorTable:
    if data["format"] != FORMAT or data["format_version"] != FORMAT_VERSION:
        raise ValueError(f"format {data['format']} {data['format_version']}")
    release, small = data["release"], {name: _cells(rows, name) for name, rows in data["small"].items()}
    rows = _rows(_texts(data["columns"]), data["rows"], small, release)
    made = assembled(rows, {name: expanded(name, small[name]) for name in SMALL_TABLES}, release)
    keys = _texts(data["items"])
    return replace(
        made,
        release=Release(
            str(release["version"]),
            str(release["sha256"]),
            int(release["factors"]),
            day(release["published"]),
        ),
        items=items_of(expanded("items", small["items"]), keys),
        by_item=MappingProxyType({key: made.by_item.get(key, ()) for key in (*keys, *made.by_item)}),
    )


def _rows(
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    small: Mapping[str, Any],
    release: Mapping[str, Any],
) -> pa.Table:
    import pyarrow as pa

    if set(COLUMNS) - set(columns):
        raise ValueError(", ".join(sorted(set(COLUMNS) - set(columns))))
    texts = [_texts(row) for row in cells]
    if any(len(row) != len(columns) for row in texts):
        raise ValueError("rows of different lengths")
    table = pa.table({name: _column([row[n] for row in texts]) for n, name in enumerate(columns)})
    metadata = {SMALL: json.dumps(small).encode(), RELEASE: json.dumps(release).encode()}
    return table.replace_schema_metadata(metadata)


def _column(cells: Sequence[str]) -> pa.Array:
    """A column of texts; a builder does not ask for pandas, whose import takes a quarter of a second."""
    import pyarrow as pa

    builder = pa.lib.StringBuilder()
    builder.append_values(cells)
    return builder.finish()


def _cells(rows: Sequence[Sequence[str]], name: str) -> list[tuple[str, ...]]:
    found = [_texts(row) for row in rows]
    if any(len(row) != len(SMALL_TABLES[name]) for row in found):
        raise ValueError(name)
    return found


def _texts(cells: Any) -> tuple[str, ...]:
    if not isinstance(cells, list) or not all(isinstance(cell, str) for cell in cells):
        raise TypeError("cells are texts")
    return tuple(cells)


def unlike(sent: FactorDatabase, own: FactorDatabase) -> Iterator[str]:
    """The ids of a subset whose rows, or publications, are not those of the whole release at hand."""
    for row in sent.table.rows.to_pylist():
        position = own.table.by_id.get(row["id"])
        there = own.table.rows.slice(position, 1).to_pylist()[0] if position is not None else {}
        source = row["source"]
        publications = dict(sent.table.sources[source]), dict(own.table.sources.get(source, {}))
        if publications[0] != publications[1] or any(there.get(key) != text for key, text in row.items()):
            yield row["id"]
