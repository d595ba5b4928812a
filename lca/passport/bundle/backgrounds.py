"""Background databases in a bundle: the products that the result uses, so that it computes without the rest.

A licensed database does not travel. Of each the bundle holds its hash, the intensities and samples of the
products that the run took, the processes of like name (so that a name leads to the same process as before),
and what the completeness ledger needs: the exchanges without supplier behind those products.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final

import numpy as np

from lca.background.selecting import folded
from lca.errors import Finding, InputError
from lca.factors.database import FactorDatabase
from lca.passport.bundle.background_table import FORMAT, FORMAT_VERSION, read_database
from lca.passport.bundle.manifest import Database, role_words
from lca.results.footprint import Footprint
from lca.results.upstream import typical_of
from lca.system.background import LinkedDatabase
from lca.system.backgrounds import Backgrounds, link

PROCESS: Final = ("id", "name", "product", "location", "unit", "kind")
"""What a bundle says of a process."""


@dataclass(frozen=True, eq=False)
class Watched(LinkedDatabase):
    """A database that notes which of its products a run takes."""

    seen: set[int] = field(default_factory=set)

    def _product(self, position: int, *rest: Any) -> Any:
        self.seen.add(position)
        return super()._product(position, *rest)


@dataclass(frozen=True)
class Packed:
    """Databases as they go into a bundle: name and bytes of each, and what the manifest says of it."""

    files: tuple[tuple[str, bytes], ...] = ()
    about: tuple[Database, ...] = ()
    databases: tuple[LinkedDatabase, ...] = ()


def watched(footprint: Footprint, backgrounds: Backgrounds, factors: FactorDatabase) -> tuple[Watched, ...]:
    """The databases of a run, solved; InputError P501 and P502 where they are not those of the result."""
    run = footprint.provenance
    stated = {one.name: one.sha256 for one in run.inputs if one.role == "background"}
    if not stated and not backgrounds:
        return ()
    given = link(backgrounds, factors.gwp(run.gwp_set), run.seed)
    wrong = []
    for name, hashed in stated.items():
        told = {"role": role_words("background"), "name": name, "stated": hashed}
        if name not in given:
            wrong.append(Finding("P502", told))
        elif given[name].background.sha256 != hashed:
            wrong.append(Finding("P501", {**told, "found": given[name].background.sha256}))
    if wrong:
        raise InputError(wrong)
    return tuple(_watched(one) for _, one in sorted(given.items()))


def _watched(one: LinkedDatabase) -> Watched:
    return Watched(**{item.name: getattr(one, item.name) for item in fields(one)})


def packed(databases: Sequence[Watched], factors: FactorDatabase) -> Packed:
    """The databases of which a run took something, as files; ``factors`` has the GWP set."""
    files, about, read = [], [], []
    for one in databases:
        if not one.seen:
            continue
        text = json.dumps(_told(one), ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"
        files.append((one.name, text.encode()))
        read.append(read_database(files[-1][1], one.name, factors))
        about.append(
            Database(
                name=one.name,
                sha256=one.background.sha256,
                products=len(one.seen),
                samples=one.held,
            )
        )
    return Packed(tuple(files), tuple(about), tuple(read))


def _told(one: Watched) -> dict[str, Any]:
    solved, taken = one.intensities, sorted(one.seen)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "name": one.name,
        "own_name": one.background.name,
        "sha256": one.background.sha256,
        "read_from": str(one.background.manifest.get("format_read", "")),
        "gwp_set": one.gwp.name,
        "seed": one.seed,
        "design": one.design,
        "doubtful": list(one.doubtful),
        "columns": [list(column) for column in solved.columns],
        **{key: getattr(solved, key) for key in ("method", "residual", "sweeps", "error", "disagreement")},
        "findings": [_finding(found) for found in solved.findings],
        "gas_findings": [_finding(found) for found in one.gases.findings],
        "typical": dict(_typical(one)),
        "products": [_product(one, position) for position in _alike(one, taken)],
        "unlinked": list(_unlinked(one, taken)),
    }


def _finding(found: Finding) -> dict[str, Any]:
    params = {
        key: value if isinstance(value, int | float) else str(value) for key, value in found.params.items()
    }
    where = {"file": found.location.file} if found.location and found.location.file else {}
    return {"code": found.code, "params": params, "severity": found.severity.value, **where}


def _alike(one: Watched, taken: Sequence[int]) -> list[int]:
    """The positions that a run took, and those that the same words could have meant."""
    found, directory = set(taken), one.directory
    for position in taken:
        for column, names in (("name", directory.names), ("product", directory.products)):
            found.update(names.get(folded(_cell(one, column, position)), ()))
    return sorted(found)


def _cell(one: LinkedDatabase, column: str, position: int) -> str:
    return str(one.background.processes.column(column)[position].as_py() or "")


def _product(one: Watched, position: int) -> dict[str, Any]:
    told: dict[str, Any] = {key: _cell(one, key, position) for key in PROCESS}
    if position not in one.seen:
        return told
    told["values"] = one.intensities.values[position].tolist()
    if one.samples is not None:
        drawn = np.asarray(one.samples[position], dtype=np.float64).tolist()
        told["samples"] = [value if math.isfinite(value) else None for value in drawn]
    return told


def _typical(one: Watched) -> Iterator[tuple[str, float]]:
    """By a unit of its dimension, the intensity that most products stay below."""
    from lca.background.units import source_unit
    from lca.errors import UnitError

    waiting = dict(typical_of(one))
    for text in one.background.processes.column("unit").to_pylist():
        if not waiting:
            return
        try:
            dimension = source_unit(text or "").dimension
        except UnitError:
            continue
        if dimension in waiting:
            yield str(text), waiting.pop(dimension)


def _unlinked(one: Watched, taken: Sequence[int]) -> Iterator[Mapping[str, Any]]:
    """Exchanges without supplier, and how often their process runs for a unit of each product."""
    table = one.background.unlinked
    if not len(table):
        return
    from lca.background.solving import supply

    holders = table.column("process").to_numpy()
    runs = np.stack([supply(one.background, _unit(one, position))[holders] for position in taken])
    amounts, names, units = (table.column(key).to_pylist() for key in ("amount", "name", "unit"))
    for row in np.flatnonzero(np.abs(runs).sum(axis=0)):
        yield {"name": names[row], "unit": units[row], "amount": amounts[row], "runs": runs[:, row].tolist()}


def _unit(one: Watched, position: int) -> np.ndarray[Any, np.dtype[np.float64]]:
    demand = np.zeros(one.background.size)
    demand[position] = 1.0
    return demand
