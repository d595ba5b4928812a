"""The synthetic database of the reference data as a Background, straight from its arrays."""

from __future__ import annotations

import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pyarrow as pa

from lca.background.characterising import GasFlows
from lca.background.database import Background, Exchanges


def generator(shared: Path) -> ModuleType:
    """The generator of the reference data, as a module."""
    spec = importlib.util.spec_from_file_location("synthetic", shared / "tools/synthetic_background.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def keys(label: str, count: int) -> np.ndarray:
    """Identities that look like the real ones: 128 bits of SHA-256, in one go."""
    stream = hashlib.shake_256(label.encode()).digest(16 * count)
    return np.frombuffer(stream, dtype="<u8").reshape(count, 2).copy()


def lognormals(row: Any, column: Any, amount: Any, sigma: Any, label: str, fixed: int = 0) -> Exchanges:
    """Exchanges, all lognormal but the last ``fixed`` ones."""
    count = len(amount)
    code, nothing = np.full(count, 2, dtype=np.uint8), np.full(count, np.nan)
    loc, scale = np.log(np.abs(amount)), np.append(sigma, np.full(fixed, np.nan))
    code[count - fixed :] = 0
    integers = (np.asarray(x, dtype=np.int32) for x in (row, column))
    return Exchanges(*integers, amount, code, loc, scale, nothing, nothing, keys(label, count))


def background(d: Any) -> tuple[Background, GasFlows]:
    """The database, and its flows with a characterisation factor as kg CO2e."""
    n, own = int(d["n"]), np.arange(int(d["n"]))
    amount = np.append(-d["t_amt"] * d["diag"][d["t_row"]], d["diag"])
    rows, columns = np.append(d["t_row"], own), np.append(d["t_col"], own)
    technosphere = lognormals(rows, columns, amount, d["t_scale"], "technosphere", fixed=n)
    interventions = lognormals(d["b_row"], d["b_col"], d["b_amt"], d["b_scale"], "interventions")
    names = [f"process {j}" for j in range(n)]
    table = dict.fromkeys(("id", "name", "product", "flow", "dataset"), names)
    processes = pa.table({**table, "location": ["GLO"] * n, "unit": ["kg"] * n, "amount": d["diag"],
                          "kind": ["product"] * n, "about": ["{}"] * n})  # fmt: skip
    count = int(d["nb"])
    names, nothing = [f"flow {i}" for i in range(count)], [""] * count
    air = pa.array([["air"]] * count, pa.list_(pa.string()))
    flows = pa.table({"id": names, "name": names, "compartment": air, "unit": ["kg"] * count,
                      "cas": nothing, "formula": nothing})  # fmt: skip
    texts = ("flow", "name", "unit", "reason", "wanted")
    unlinked = pa.table({"process": pa.array([], pa.int32()), "amount": pa.array([], pa.float64()),
                         **{name: pa.array([], pa.string()) for name in texts}})  # fmt: skip
    factor = d["cf"][0]
    chosen = np.flatnonzero(factor)
    gases = GasFlows(
        chosen.astype(np.int32), ("co2e",) * len(chosen), ("not_stated",) * len(chosen), factor[chosen],
        ("method",) * len(chosen),
    )  # fmt: skip
    sha = hashlib.sha256(amount.tobytes()).hexdigest()
    return Background("synthetic", sha, processes, flows, technosphere, interventions, unlinked), gases
