"""Small background databases from matrices, for tests of solving, sampling and analysing."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from lca.background.characterising import GasFlows
from lca.background.database import Background, Exchanges
from lca.gases import GwpSet

PLAIN = GwpSet("plain", {("co2", "default"): 1.0, ("ch4", "default"): 28.0, ("ch4", "fossil"): 30.0})


def key(*parts: object) -> tuple[int, int]:
    """Identity of a draw from whatever names the exchange."""
    digest = hashlib.sha256(repr(parts).encode()).digest()
    return int.from_bytes(digest[:8], "little"), int.from_bytes(digest[8:16], "little")


def entry(row: int, column: int, amount: float, spread: tuple = (), label: object = 0) -> dict:
    """An exchange; ``spread`` is (code, loc, scale, minimum, maximum), missing ones NaN."""
    code, *rest = spread or (0,)
    loc, scale, low, high = (*rest, *[np.nan] * (4 - len(rest)))
    about = {"row": row, "column": column, "amount": amount, "code": code, "loc": loc, "scale": scale}
    return {**about, "minimum": low, "maximum": high, "key": key(row, column, label)}


def lognormal(row: int, column: int, amount: float, sigma: float, label: object = 0) -> dict:
    """An exchange whose median is the amount."""
    return entry(row, column, amount, (2, float(np.log(abs(amount))), sigma), label)


def exchanges(entries: Sequence[dict]) -> Exchanges:
    """Entries as columns."""
    kinds = {"row": np.int32, "column": np.int32, "code": np.uint8}
    columns = {
        f.name: np.array([e[f.name] for e in entries], dtype=kinds.get(f.name, np.float64))
        for f in dataclasses.fields(Exchanges)
        if f.name != "key"
    }
    keys = np.array([e["key"] for e in entries], dtype=np.uint64).reshape(-1, 2)
    return Exchanges(**columns, key=keys)


def background(
    size: int,
    technosphere: Sequence[dict],
    interventions: Sequence[dict],
    flows: int = 1,
    folder: Path | None = None,
) -> Background:
    """A database of so many processes, named p0, p1, ..."""
    names = [f"p{j}" for j in range(size)]
    same = dict.fromkeys(("id", "name", "product", "flow", "dataset"), names)
    processes = pa.table({**same, "location": ["GLO"] * size, "unit": ["kg"] * size})
    table = pa.table({"id": [f"f{i}" for i in range(flows)]})
    t, b = exchanges(technosphere), exchanges(interventions)
    sha = hashlib.sha256(
        b"".join(getattr(x, f.name).tobytes() for x in (t, b) for f in dataclasses.fields(x))
    )
    stored = "" if folder is None else str(folder)
    return Background("small", sha.hexdigest(), processes, table, t, b, pa.table({}), folder=stored)


def dense(matrix: Sequence, burdens: Sequence, **options: object) -> Background:
    """A database of a matrix (products x processes) and of interventions (flows x processes)."""
    a, b = np.array(matrix, dtype=float), np.array(burdens, dtype=float)
    t = [entry(int(i), int(j), a[i, j]) for i, j in np.argwhere(a)]
    g = [entry(int(i), int(j), b[i, j], label="b") for i, j in np.argwhere(b)]
    return background(len(a), t, g, len(b), **options)


def co2(background: Background, mass: float = 1.0) -> GasFlows:
    """Every flow is fossil CO2."""
    count = len(background.flows)
    flow = np.arange(count, dtype=np.int32)
    return GasFlows(flow, ("co2",) * count, ("fossil",) * count, np.full(count, mass), ("cas",) * count)


def each(background: Background) -> GasFlows:
    """Every flow is a column of its own: as many gases as there are flows."""
    names = tuple(f"gas{i:03}" for i in range(len(background.flows)))
    count = len(names)
    flow = np.arange(count, dtype=np.int32)
    return GasFlows(flow, names, ("not_stated",) * count, np.ones(count), ("cas",) * count)


def shuffled(background: Background, seed: int) -> Background:
    """The same database with its exchanges in another order."""
    random = np.random.default_rng(seed)

    def mixed(x: Exchanges) -> Exchanges:
        order = random.permutation(len(x))
        return dataclasses.replace(x, **{f.name: getattr(x, f.name)[order] for f in dataclasses.fields(x)})

    parts = {name: mixed(getattr(background, name)) for name in ("technosphere", "interventions")}
    return dataclasses.replace(background, **parts)


def productive(seed: int, size: int, sigma: float = 0.0, loops: float = 0.9) -> Background:
    """A random productive database: badly scaled; loops, wastes, self-use, several exchanges in a cell."""
    random = np.random.default_rng(seed)
    use = random.random((size, size)) * (random.random((size, size)) < min(1.0, 4 / size))
    use *= loops / np.maximum(use.sum(axis=0), 1.0)
    np.fill_diagonal(use, 0.0)
    price = 10.0 ** random.integers(-3, 4, size)
    signs = np.where(random.random(size) < 0.2, -1.0, 1.0)
    t: list[dict] = []
    for i, j in np.argwhere(use):
        amount = -use[i, j] * price[j] / price[i] * signs[i]
        parts = (0.25, 0.75) if random.random() < 0.2 else (1.0,)
        t += [lognormal(int(i), int(j), amount * part, sigma or 0.1, n) for n, part in enumerate(parts)]
    t += [entry(j, j, float(signs[j])) for j in range(size)]
    t += [lognormal(j, j, float(-0.03 * signs[j]), sigma or 0.1, "self") for j in range(0, size, 5)]
    b = [lognormal(int(i), j, float(random.lognormal() * price[j]), sigma or 0.1, "b")
         for j in range(size) for i in random.permutation(3)[:2]]  # fmt: skip
    if not sigma:
        t = [{**e, "code": 0} for e in t]
        b = [{**e, "code": 0} for e in b]
    return background(size, t, b, 3)


def matrices(background: Background) -> tuple[np.ndarray, np.ndarray]:
    """Technosphere and interventions, dense, exchanges of a cell added."""
    size = background.size
    a, b = np.zeros((size, size)), np.zeros((len(background.flows), size))
    np.add.at(
        a, (background.technosphere.row, background.technosphere.column), background.technosphere.amount
    )
    np.add.at(
        b, (background.interventions.row, background.interventions.column), background.interventions.amount
    )
    return a, b
