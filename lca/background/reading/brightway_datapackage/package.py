"""Datapackages of bw_processing as groups of arrays: one group writes a set of cells of one matrix.

A package is a file ``datapackage.json`` with its resources beside it, in a zip or a folder; several packages
may stand in one archive and are read in the order of their paths. Arrays are NumPy files or Parquet tables;
nothing is ever unpickled.
"""

from __future__ import annotations

import io
import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.reading.archive import Archive
from lca.background.records import Consequence, Remark
from lca.errors import Finding, InputError, Location, Severity

INDEX = "datapackage.json"
ARRAYS = ("indices", "data", "distributions", "flip", "rescale", "reference")
TABLES = (".csv", ".json")


@dataclass(frozen=True, eq=False)
class Group:
    """The arrays of one resource group by kind, and the policy of its package for duplicates.

    ``vector`` tells one number a cell from an array of scenarios; ``within`` whether duplicates in the group
    add up, ``between`` whether they add to what earlier groups wrote.
    """

    name: str
    matrix: str
    place: Location
    arrays: Mapping[str, NDArray[Any]]
    vector: bool
    within: bool
    between: bool
    about: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Package:
    """All packages of an archive: groups in order, tables of metadata, and what must be told."""

    title: str
    groups: tuple[Group, ...]
    tables: tuple[tuple[str, bytes], ...]
    remarks: tuple[Remark, ...]


@dataclass
class _Gathered:
    groups: list[Group] = field(default_factory=list)
    tables: list[tuple[str, bytes]] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def packages(archive: Archive) -> Package:
    """Read all packages of an archive.

    Raises:
        InputError: B340 where there is no package, B341 where an index cannot be read, B342 where an array
            cannot, B343 where the arrays of a group do not fit together, B344 where indices are no integers.
    """
    found = sorted(name for name in archive.names(INDEX) if PurePosixPath(name).name == INDEX)
    if not found:
        raise InputError(Finding("B340", location=Location(str(archive.path))))
    gathered = _Gathered()
    findings: list[Finding] = []
    titles: list[str] = []
    for name in found:
        try:
            index = _index(archive, name)
            titles.append(str(index.get("name") or ""))
            _package(archive, name, index, gathered)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)
    title = titles[0] if len(titles) == 1 else ""
    return Package(title, tuple(gathered.groups), tuple(gathered.tables), tuple(gathered.remarks))


def _index(archive: Archive, name: str) -> dict[str, Any]:
    place = archive.place(name)
    try:
        index = json.loads(archive.read(name).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise InputError(Finding("B341", {"reason": str(error)}, place)) from error
    resources = index.get("resources") if isinstance(index, dict) else None
    if not isinstance(resources, list) or not all(isinstance(one, dict) for one in resources):
        raise InputError(Finding("B341", {"reason": "resources"}, place))
    return dict(index)


def _package(archive: Archive, name: str, index: Mapping[str, Any], gathered: _Gathered) -> None:
    folder = PurePosixPath(name).parent
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for resource in index["resources"]:
        path = str(folder / str(resource.get("path") or ""))
        if resource.get("group") and resource.get("matrix"):
            grouped.setdefault(str(resource["group"]), []).append(resource)
        elif path.casefold().endswith(TABLES) and path in archive.members:
            gathered.tables.append((path, archive.read(path)))
    findings: list[Finding] = []
    for label, resources in grouped.items():
        place = Location(str(archive.path), path=f"{name}: {label}")
        try:
            gathered.groups += _group(archive, folder, label, resources, index, place, gathered.remarks)
        except InputError as error:
            findings += error.findings
    if findings:
        raise InputError(findings)


def _group(
    archive: Archive,
    folder: PurePosixPath,
    label: str,
    resources: list[Mapping[str, Any]],
    index: Mapping[str, Any],
    place: Location,
    remarks: list[Remark],
) -> Iterator[Group]:
    kinds = {str(one.get("kind")): one for one in resources}
    if any(one.get("profile") == "interface" for one in resources) or "data" not in kinds:
        told = Finding("B345", {"group": label, "matrix": resources[0]["matrix"]}, place, Severity.WARNING)
        remarks.append(Remark(told, Consequence.EXCHANGE_LEFT_OUT, exchange=label))
        return
    arrays = {
        kind: _array(archive, str(folder / str(one.get("path") or "")), place)
        for kind, one in kinds.items()
        if kind in ARRAYS
    }
    vector = resources[0].get("category") != "array"
    _insist(arrays, label, vector, place)
    within, between = bool(index.get("sum_intra_duplicates", True)), bool(index.get("sum_inter_duplicates"))
    about = {key: value for one in resources for key, value in one.items()}
    yield Group(label, str(resources[0]["matrix"]), place, arrays, vector, within, between, about)


def _array(archive: Archive, path: str, place: Location) -> NDArray[Any]:
    data = archive.read(path)
    try:
        if path.endswith(".parquet"):
            return _parquet(data)
        return np.asarray(np.load(io.BytesIO(data), allow_pickle=False))
    except (ValueError, OSError, EOFError, KeyError, TypeError) as error:
        raise InputError(Finding("B342", {"path": path, "reason": str(error)}, place)) from error


def _parquet(data: bytes) -> NDArray[Any]:
    """A table as bw_processing writes it: one column a vector, several a record or the scenarios."""
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(data))
    columns = [column.to_numpy() for column in table.columns]
    names = table.column_names
    if (table.schema.metadata or {}).get(b"object") == b"matrix":
        return np.column_stack(columns)
    if len(columns) == 1:
        return np.asarray(columns[0])
    record = np.empty(len(table), dtype=[(n, c.dtype) for n, c in zip(names, columns, strict=True)])
    for name, column in zip(names, columns, strict=True):
        record[name] = column
    return record


def _insist(arrays: Mapping[str, NDArray[Any]], label: str, vector: bool, place: Location) -> None:
    indices, data = arrays.get("indices"), arrays["data"]
    names = indices.dtype.names if indices is not None else None
    if indices is None or not names or not {"row", "col"} <= set(names):
        raise InputError(Finding("B344", {"group": label}, place))
    if any(indices.dtype[name].kind not in "iu" for name in ("row", "col")) or data.dtype.kind not in "fiu":
        raise InputError(Finding("B344", {"group": label}, place))
    lengths = {kind: len(array) if array.ndim else math.nan for kind, array in arrays.items()}
    if len(set(lengths.values())) > 1 or indices.ndim != 1 or data.ndim != (1 if vector else 2):
        shapes = ", ".join(f"{kind} {array.shape}" for kind, array in sorted(arrays.items()))
        raise InputError(Finding("B343", {"group": label, "shapes": shapes}, place))
