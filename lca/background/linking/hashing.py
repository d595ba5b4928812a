"""The hash of a database's content: every array and table, no time, no path, no version of a library."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from lca.background.database import Exchanges, Floats

if TYPE_CHECKING:
    import pyarrow as pa

CONTENT = b"zuji.background content 1"


def content_hash(
    name: str,
    tables: Mapping[str, pa.Table],
    matrices: Mapping[str, Exchanges],
    methods: Mapping[str, Floats],
) -> str:
    """SHA-256 over the name and, in order of their names, all tables, matrices and methods."""
    found = hashlib.sha256(CONTENT)
    _add(found, "name", name.encode())
    for label, table in sorted(tables.items()):
        for column in table.column_names:
            _add_column(found, f"{label}.{column}", table.column(column))
    for label, exchanges in sorted(matrices.items()):
        for one in fields(exchanges):
            _add_array(found, f"{label}.{one.name}", getattr(exchanges, one.name))
    for label, factors in sorted(methods.items()):
        _add_array(found, f"methods.{label}", factors)
    return found.hexdigest()


def _add(found: hashlib._Hash, label: str, content: bytes | memoryview) -> None:
    found.update(f"{label}:{len(content)}:".encode())
    found.update(content)


def _add_array(found: hashlib._Hash, label: str, array: Any) -> None:
    plain = np.ascontiguousarray(array)
    plain = plain.astype(plain.dtype.newbyteorder("<"), copy=False)
    _add(found, f"{label}.{plain.dtype.str}", plain.tobytes())


def _add_column(found: hashlib._Hash, label: str, column: pa.ChunkedArray) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    absent = column.is_null().to_numpy()
    if absent.any():
        _add_array(found, f"{label}.absent", absent)
        column = pc.fill_null(column, pa.scalar(0, column.type))
    if pa.types.is_list(column.type):
        _add(found, label, json.dumps(column.to_pylist()).encode())
        return
    if not pa.types.is_string(column.type):
        _add_array(found, label, column.to_numpy())
        return
    lengths = pc.binary_length(column).to_numpy()
    _add_array(found, f"{label}.lengths", lengths.astype(np.int64))
    _add(found, label, "".join(column.to_pylist()).encode("utf-8", "surrogatepass"))
