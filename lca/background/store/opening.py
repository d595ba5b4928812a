"""A database from its folder: manifest, memory maps, and what must hold before anyone computes with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from lca.background.database import Background, Exchanges
from lca.background.linking.hashing import content_hash
from lca.background.store.arrow import exchanges_of, load, methods_of
from lca.background.store.manifest import TABLES, file_hash, read_manifest
from lca.errors import Finding, InputError, Location

NEEDED = {
    "processes": ("id", "name", "product", "location", "unit", "amount", "kind", "flow", "dataset", "about"),
    "flows": ("id", "name", "compartment", "unit", "cas", "formula"),
    "unlinked": ("process", "flow", "name", "amount", "unit", "reason", "wanted"),
}


def open_background(folder: Path | str) -> Background:
    """Open a stored database by memory map; its arrays are read-only.

    Version, files, their sizes, columns and positions are checked, hashes are not: :func:`damages` does.

    Raises:
        InputError: B461 no database, B462 another version, B463 damaged.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    try:
        tables = {name: load(folder / f"{name}.arrow") for name in TABLES if name != "report"}
        technosphere = exchanges_of(tables["technosphere"])
        interventions = exchanges_of(tables["interventions"])
        methods = methods_of(tables["methods"])
    except (pa.ArrowException, OSError, KeyError, TypeError, ValueError) as error:
        what = " ".join(str(error).split())
        raise InputError(Finding("B463", {"what": what}, Location(str(folder)))) from error
    background = Background(
        name=manifest["name"],
        sha256=manifest["content_sha256"],
        processes=tables["processes"],
        flows=tables["flows"],
        technosphere=technosphere,
        interventions=interventions,
        unlinked=tables["unlinked"],
        methods=methods,
        manifest=manifest,
        folder=str(folder),
    )
    wrong = [Finding("B463", {"what": what}, Location(str(folder))) for what in _wrong(background)]
    if wrong:
        raise InputError(wrong)
    return background


def open_report(folder: Path | str) -> pa.Table:
    """The report of a database's import; see :mod:`lca.background.store.report`.

    Raises:
        InputError: as :func:`open_background`.
    """
    folder = Path(folder)
    read_manifest(folder)
    try:
        return load(folder / "report.arrow")
    except (pa.ArrowException, OSError) as error:
        what = f"report.arrow: {' '.join(str(error).split())}"
        raise InputError(Finding("B463", {"what": what}, Location(str(folder)))) from error


def damages(background: Background) -> tuple[Finding, ...]:
    """What of a stored database is not as it was written: the hash of each file, that of the content."""
    folder = Path(background.folder)
    files = background.manifest["files"]
    wrong = [name for name in sorted(files) if file_hash(folder / name) != files[name].get("sha256")]
    if not wrong and _content(background) != background.sha256:
        wrong.append("SHA-256")
    return tuple(Finding("B463", {"what": what}, Location(background.folder)) for what in wrong)


def _content(background: Background) -> str:
    tables = {name: getattr(background, name) for name in NEEDED}
    matrices = {"technosphere": background.technosphere, "interventions": background.interventions}
    return content_hash(background.name, tables, matrices, background.methods)


def _wrong(background: Background) -> Iterator[str]:
    """What would let a computation read beyond its arrays, or fail on the way."""
    for name, needed in NEEDED.items():
        missing = [one for one in needed if one not in getattr(background, name).column_names]
        yield from (f"{name}.arrow: {one}" for one in missing)
    size, flows = background.size, len(background.flows)
    yield from _outside("technosphere", background.technosphere, size, size)
    yield from _outside("interventions", background.interventions, flows, size)
    for name, values in background.methods.items():
        if len(values) != flows:
            yield f"methods.arrow: {name}"


def _outside(name: str, exchanges: Exchanges, rows: int, columns: int) -> Iterator[str]:
    for axis, limit in (("row", rows), ("column", columns)):
        positions = getattr(exchanges, axis)
        if len(positions) and not (positions.min() >= 0 and positions.max() < limit):
            yield f"{name}.arrow: {axis}"
    if not np.isfinite(exchanges.amount).all():
        yield f"{name}.arrow: amount"
