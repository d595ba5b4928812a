"""Tables and columns as Arrow IPC files: uncompressed, one batch, so that a memory map serves arrays."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from lca.background.database import Exchanges, Floats

WIDTH = 2
"""Numbers of a draw key."""

TYPES = {
    "row": pa.int32(),
    "column": pa.int32(),
    "code": pa.uint8(),
    "key": pa.list_(pa.uint64(), WIDTH),
}


def save(table: pa.Table, path: Path) -> None:
    """Write a table as an Arrow file; the same table gives the same bytes."""
    whole = table.combine_chunks().replace_schema_metadata(None)
    options = pa.ipc.IpcWriteOptions(compression=None)
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, whole.schema, options=options) as writer:
        writer.write_table(whole, max_chunksize=max(len(whole), 1))


def load(path: Path) -> pa.Table:
    """A table by memory map; nothing is read before it is used. pa.ArrowException where it is damaged."""
    with pa.memory_map(str(path), "r") as source, pa.ipc.open_file(source) as reader:
        return reader.read_all()


def exchange_table(exchanges: Exchanges) -> pa.Table:
    """The columns of a matrix as a table."""
    columns: dict[str, pa.Array] = {}
    for one in fields(exchanges):
        array: Any = getattr(exchanges, one.name)
        if one.name == "key":
            flat = pa.array(array.reshape(-1), pa.uint64())
            columns[one.name] = pa.FixedSizeListArray.from_arrays(flat, WIDTH)
        else:
            columns[one.name] = pa.array(array, TYPES.get(one.name, pa.float64()))
    return pa.table(columns)


def exchanges_of(table: pa.Table) -> Exchanges:
    """The columns of a matrix from a table, read-only and without a copy.

    Raises:
        KeyError: a column is missing.
        TypeError: a column is of another type.
    """
    return Exchanges(**{one.name: _array(table, one.name) for one in fields(Exchanges)})


def numbers(column: pa.ChunkedArray) -> Any:
    """A column without nulls as a read-only array, without a copy where it is one piece."""
    found = column.chunk(0).to_numpy() if column.num_chunks == 1 else column.to_numpy()
    found.flags.writeable = False
    return found


def _array(table: pa.Table, name: str) -> Any:
    column = table.column(name)
    wanted = TYPES.get(name, pa.float64())
    if column.type != wanted:
        raise TypeError(f"{name}: {column.type}")
    if name != "key":
        return numbers(column)
    flat = column.chunk(0).flatten().to_numpy() if column.num_chunks else np.empty(0, dtype=np.uint64)
    keys = flat.reshape(-1, WIDTH)
    keys.flags.writeable = False
    return keys


def method_table(methods: dict[str, Floats]) -> pa.Table:
    """Characterisations, one column a method."""
    return pa.table({name: pa.array(values, pa.float64()) for name, values in methods.items()})


def methods_of(table: pa.Table) -> dict[str, Floats]:
    """Characterisations by name."""
    return {name: numbers(table.column(name)) for name in table.column_names}
