"""The content hash of a release: what it covers and how it is written, independent of any library.

The hashed text is UTF-8. For each table, in the order factors, gases, geography, items, sources: one
line ``["table", [column, ...]]``, then one line a row, a JSON array of the row's cells in column order,
rows sorted by their first cell. JSON has no spaces and escapes nothing that it need not; lines end in LF.
The SHA-256 of that text is the hash of the release. It covers content only: not the version, not the
Parquet encoding, so that another writer of the same cells gives the same hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lca.factors.columns import COLUMNS, SMALL_TABLES, Row


def lines(
    factors: Sequence[Row], small: Mapping[str, Sequence[Row]], columns: Sequence[str] = COLUMNS
) -> Iterator[str]:
    """Give the canonical lines of a release's tables; ``columns`` are those of the factor rows."""
    yield from table_lines("factors", columns, factors)
    for name in sorted(SMALL_TABLES):
        yield from table_lines(name, SMALL_TABLES[name], small[name])


def table_lines(name: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Give the canonical lines of one table."""
    yield compact([name, list(columns)])
    key = columns[0]
    for row in sorted(rows, key=lambda row: row[key]):
        yield compact([row[column] for column in columns])


def compact(value: object) -> str:
    """JSON without spaces, non-ASCII characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def content_hash(
    factors: Sequence[Row], small: Mapping[str, Sequence[Row]], columns: Sequence[str] = COLUMNS
) -> str:
    """Give the SHA-256 of the canonical text, as 64 hexadecimal digits."""
    return digest(lines(factors, small, columns))


def digest(canonical: Iterable[str]) -> str:
    """Give the SHA-256 of canonical lines, each ended by LF."""
    found = hashlib.sha256()
    for line in canonical:
        found.update(line.encode() + b"\n")
    return found.hexdigest()
