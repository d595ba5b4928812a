"""A background database as a datapackage of bw_processing.

Rows and columns get whole numbers: product and process ``j`` the number ``j + 1``, elementary flow ``k`` the
number ``size + k + 1``; two tables in the package say what they are called. Inputs are positive and flipped,
as Brightway writes them; every process has its reference flagged. Amounts keep their precision, distributions
have the single precision of Brightway.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background, Exchanges, Floats
from lca.background.solving.weighing import factors as values_of
from lca.errors import Finding, InputError, Location

if TYPE_CHECKING:
    from lca.gases import GwpSet


def factors_of(background: Background, gases: GasFlows, gwp: GwpSet) -> Floats:
    """Give kg CO2e per unit of each elementary flow, zero for what is no greenhouse gas; shape (flows,).

    Masses of gas times the value of the set for the gas and its origin; what the source gives as CO2e only
    stays as it is. Uptake is negative.

    Raises:
        FactorError: B661 a main gas, or every gas, has no value in this set.
    """
    pairs = tuple(zip(gases.gas, gases.origin, strict=True))
    columns = tuple(sorted(set(pairs)))
    value = dict(zip(columns, values_of(columns, gwp).tolist(), strict=True))
    found = np.zeros(len(background.flows))
    found[gases.flow] = gases.mass * np.array([value[pair] for pair in pairs])
    return found


def to_brightway(
    background: Background,
    path: Path | None = None,
    *,
    factors: Mapping[str, Floats] | None = None,
    characterised_only: bool = False,
    distributions: bool = True,
) -> Any:
    """Make a datapackage with technosphere, biosphere and characterisation.

    Args:
        background: the database.
        path: a zip file to write, which must not exist yet; None keeps the package in memory.
        factors: name of a method to kg CO2e per unit of flow, shape (flows,); NaN and zero are left out. See
            :func:`factors_of`.
        characterised_only: leave out elementary flows that no factor characterises.
        distributions: write them, so that Brightway can draw.

    Returns:
        The ``bw_processing`` datapackage; of a path it is the one that was written, read again.

    Raises:
        InputError: B360 Brightway is not installed, B366 the path exists.
    """
    try:
        import bw_processing
    except ImportError as error:
        raise InputError(Finding("B360", {"reason": str(error)})) from error
    if path is None:
        package = bw_processing.create_datapackage(name=_name(background), sum_intra_duplicates=True)
        _fill(package, background, factors or {}, characterised_only, distributions)
        return package
    return _written(bw_processing, background, Path(path), factors or {}, characterised_only, distributions)


def _written(
    bw: Any,
    background: Background,
    path: Path,
    factors: Mapping[str, Floats],
    characterised_only: bool,
    distributions: bool,
) -> Any:
    """Write beside the path and move it there when it is whole."""
    from fsspec.implementations.zip import ZipFileSystem

    if path.exists():
        raise InputError(Finding("B366", {"path": str(path)}, Location(str(path))))
    with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        part = Path(folder, "part.zip")
        files = ZipFileSystem(str(part), mode="w")
        package = bw.create_datapackage(fs=files, name=_name(background), sum_intra_duplicates=True)
        _fill(package, background, factors, characterised_only, distributions)
        package.finalize_serialization()
        os.replace(part, path)
    return bw.load_datapackage(ZipFileSystem(str(path), mode="r"))


def _name(background: Background) -> str:
    kept = "".join(c if c.isalnum() or c in "-." else "_" for c in background.name)
    return kept.strip("_.") or "background"


def _fill(
    package: Any,
    background: Background,
    factors: Mapping[str, Floats],
    characterised_only: bool,
    distributions: bool,
) -> None:
    size = background.size
    technosphere, interventions = background.technosphere, background.interventions
    reference = references(background)
    _vector(package, "technosphere_matrix", "technosphere", technosphere, (1, 1), distributions, reference)
    kept = np.ones(len(interventions), dtype=bool)
    if characterised_only:
        known = np.any([np.nan_to_num(values) != 0 for values in factors.values()], axis=0)
        kept = np.asarray(known)[interventions.row] if len(factors) else ~kept
    _vector(package, "biosphere_matrix", "biosphere", interventions, (size + 1, 1), distributions, None, kept)
    for number, (name, values) in enumerate(factors.items()):
        flows = np.flatnonzero(np.nan_to_num(values))
        package.add_persistent_vector(
            matrix="characterization_matrix",
            name=f"characterization{number}",
            identifier=name.split(" | "),
            indices_array=_indices(flows + size + 1, np.zeros(len(flows), dtype=np.int64)),
            data_array=np.ascontiguousarray(values[flows], dtype=np.float64),
            global_index=0,
        )
    _tables(package, background)


def references(background: Background) -> NDArray[np.bool_]:
    """The production entry of each process: of those in its own cell, the one of the stated amount."""
    exchanges = background.technosphere
    stated = np.asarray(background.processes.column("amount").to_numpy(), dtype=np.float64)
    own = np.flatnonzero(exchanges.row == exchanges.column)
    away = np.abs(np.abs(exchanges.amount[own]) - np.abs(stated[exchanges.row[own]]))
    order = own[np.lexsort((away, exchanges.row[own]))]
    first = np.append(True, exchanges.row[order][1:] != exchanges.row[order][:-1])[: len(order)]
    found = np.zeros(len(exchanges), dtype=bool)
    found[order[first]] = True
    return found


def _vector(
    package: Any,
    matrix: str,
    name: str,
    exchanges: Exchanges,
    start: tuple[int, int],
    distributions: bool,
    reference: NDArray[np.bool_] | None = None,
    kept: NDArray[np.bool_] | None = None,
) -> None:
    which = np.flatnonzero(kept) if kept is not None else np.arange(len(exchanges))
    amount = np.asarray(exchanges.amount)[which]
    flip = (amount < 0) if matrix == "technosphere_matrix" else np.zeros(len(which), dtype=bool)
    row = np.asarray(exchanges.row)[which].astype(np.int64) + start[0]
    column = np.asarray(exchanges.column)[which].astype(np.int64) + start[1]
    if reference is not None:
        flip = flip & ~reference
    more = {"distributions_array": _distributions(exchanges, which, flip)} if distributions else {}
    package.add_persistent_vector(
        matrix=matrix,
        name=name,
        indices_array=_indices(row, column),
        data_array=np.where(flip, -amount, amount),
        flip_array=flip,
        **({"reference_array": reference} if reference is not None else {}),
        **more,
    )


def _indices(row: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[Any]:
    from bw_processing import INDICES_DTYPE

    made = np.empty(len(row), dtype=INDICES_DTYPE)
    made["row"], made["col"] = row, column
    return made


def _distributions(exchanges: Exchanges, which: NDArray[np.int64], flip: NDArray[np.bool_]) -> NDArray[Any]:
    """Distributions of what is written: of the entry, turned where it is flipped."""
    from bw_processing import UNCERTAINTY_DTYPE

    code, amount = np.asarray(exchanges.code)[which], np.asarray(exchanges.amount)[which]
    turn = np.where(flip, -1.0, 1.0)
    loc, scale, low, high = (
        np.asarray(getattr(exchanges, name))[which] for name in ("loc", "scale", "minimum", "maximum")
    )
    made = np.zeros(len(which), dtype=UNCERTAINTY_DTYPE)
    made["uncertainty_type"] = code
    made["loc"] = np.where(code < 2, amount * turn, np.where(code == 2, loc, loc * turn))
    made["scale"], made["shape"] = scale, np.nan
    made["minimum"] = np.where(flip, -high, low)
    made["maximum"] = np.where(flip, -low, high)
    made["negative"] = (code == 2) & (amount * turn < 0)
    return made


def _tables(package: Any, background: Background) -> None:
    """What numbers are called, for people and for reading the package again."""
    processes = background.processes.to_pandas()[["id", "name", "product", "location", "unit", "about"]]
    processes = processes.rename(columns={"id": "code"})
    processes.insert(0, "id", range(1, background.size + 1))
    groups = [("technosphere", "rows"), ("technosphere", "cols"), ("biosphere", "cols")]
    package.add_csv_metadata(dataframe=processes, valid_for=groups, name="processes")
    flows = background.flows.to_pandas().rename(columns={"id": "code"})
    flows["compartment"] = ["::".join(path) for path in flows["compartment"]]
    flows.insert(0, "id", range(background.size + 1, background.size + 1 + len(flows)))
    package.add_csv_metadata(dataframe=flows, valid_for=[("biosphere", "rows")], name="flows")
