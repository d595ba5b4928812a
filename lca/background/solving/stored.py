"""Results beside the database: ``solutions/<hash>.npy`` with ``<hash>.json``, opened by memory map.

The hash is that of everything that decides the numbers, so a result is never taken for another. The array is
written under another name and renamed, the description after it: what has a description is whole.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background
from lca.background.solving.intensities import Intensities
from lca.errors import Finding, InputError, Location, Severity

FOLDER = "solutions"
VERSION = 3
"""Of the solver and of the sampler: results of another are not taken."""
Array = NDArray[np.floating[Any]]


def stored_intensities(background: Background, gases: GasFlows) -> Intensities | None:
    """The intensities that were stored beside a database, or None.

    Raises:
        InputError: B680 a damaged file.
    """
    found = read(background, intensities_key(background, gases))
    if found is None:
        return None
    values, about = found
    findings = tuple(
        Finding(f["code"], f["params"], severity=Severity(f["severity"])) for f in about["findings"]
    )
    numbers = {name: about[name] for name in ("method", "residual", "sweeps", "error", "disagreement")}
    columns = tuple((gas, origin) for gas, origin in about["columns"])
    exact = np.asarray(values, dtype=np.float64)
    return Intensities(columns=columns, values=exact, findings=findings, **numbers)


def is_solved(background: Background, gases: GasFlows) -> bool:
    """Whether intensities of these gases stand beside a database; looks at no number."""
    if not background.folder:
        return False
    return _place(background, intensities_key(background, gases)).with_suffix(".json").is_file()


def store_intensities(background: Background, gases: GasFlows, solved: Intensities) -> Path:
    """Store intensities beside their database; gives the file of the array.

    Raises:
        InputError: B681 a database in memory.
    """
    about = {
        "kind": "intensities",
        "columns": [list(column) for column in solved.columns],
        **{name: getattr(solved, name) for name in ("method", "residual", "sweeps", "error", "disagreement")},
        "findings": [
            {"code": f.code, "params": dict(f.params), "severity": str(f.severity)} for f in solved.findings
        ],
    }
    key = intensities_key(background, gases)
    temporary = new_array(background, key, solved.values.shape, np.float64)
    temporary[0][:] = solved.values
    return finish(background, key, temporary, about)


def stored_samples(background: Background, gases: GasFlows, gwp_name: str, seed: int) -> Array | None:
    """The samples that were stored beside a database: (products, samples) kg CO2e, memory-mapped; or None.

    Raises:
        InputError: B680 a damaged file.
    """
    found = read(background, samples_key(background, gases, gwp_name, seed))
    return None if found is None else found[0]


def samples_about(
    background: Background, gases: GasFlows, gwp_name: str, seed: int
) -> Mapping[str, Any] | None:
    """What is written beside stored samples: design, count, the samples that did not go the usual way."""
    found = read(background, samples_key(background, gases, gwp_name, seed))
    return None if found is None else found[1]


def samples_key(background: Background, gases: GasFlows, gwp_name: str, seed: int) -> str:
    """The name under which samples are stored."""
    return _hash("samples", background.sha256, *_told(gases), gwp_name, str(seed))


def intensities_key(background: Background, gases: GasFlows) -> str:
    """The name under which intensities are stored."""
    return _hash("intensities", background.sha256, *_told(gases))


def _told(gases: GasFlows) -> Iterator[str]:
    arrays = (gases.flow.astype("<i4").tobytes(), gases.mass.astype("<f8").tobytes())
    yield hashlib.sha256(b"".join(arrays)).hexdigest()
    yield from gases.gas
    yield from gases.origin


def _hash(*parts: str) -> str:
    text = json.dumps([VERSION, *parts])
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _place(background: Background, key: str) -> Path:
    if not background.folder:
        raise InputError(Finding("B681", {"name": background.name}))
    return Path(background.folder) / FOLDER / key


def read(background: Background, key: str) -> tuple[Array, dict[str, Any]] | None:
    """An array by memory map and its description; None where there is none, B680 where it is damaged."""
    if not background.folder:
        return None
    place = _place(background, key)
    described = place.with_suffix(".json")
    if not described.is_file():
        return None
    try:
        about = json.loads(described.read_text(encoding="utf-8"))
        values = np.load(place.with_suffix(".npy"), mmap_mode="r", allow_pickle=False)
        if list(values.shape) != about["shape"] or len(values) != background.size:
            raise ValueError(f"{values.shape}")
    except (OSError, ValueError, KeyError) as error:
        told = {"file": described.name, "reason": " ".join(str(error).split())}
        raise InputError(Finding("B680", told, Location(str(described)))) from error
    return values, about


def new_array(
    background: Background, key: str, shape: tuple[int, ...], dtype: type[np.floating[Any]]
) -> tuple[Array, Path]:
    """A new array on disk, memory-mapped, and the name that it has until it is finished."""
    place = _place(background, key)
    place.parent.mkdir(exist_ok=True)
    temporary = place.with_name(f"{key}.{os.getpid()}.tmp")
    return np.lib.format.open_memmap(temporary, mode="w+", dtype=dtype, shape=shape), temporary


def finish(background: Background, key: str, made: tuple[Array, Path], about: Mapping[str, Any]) -> Path:
    """Give a new array its name, then write its description."""
    values, temporary = made
    place = _place(background, key)
    array, described = place.with_suffix(".npy"), place.with_suffix(".json")
    if isinstance(values, np.memmap):
        values.flush()
    described.unlink(missing_ok=True)
    os.replace(temporary, array)
    text = json.dumps({**about, "shape": list(values.shape), "database": background.sha256}, indent=1)
    beside = described.with_suffix(".json.tmp")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, described)
    return array
