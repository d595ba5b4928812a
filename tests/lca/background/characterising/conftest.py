"""A small database out of flows and entries."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pytest

from lca.background.database import Background, Exchanges

Row = tuple[str, str, str, str, str]
Build = Callable[..., Background]


def exchanges(entries: Sequence[tuple[int, float]]) -> Exchanges:
    """Exact entries (row, amount), all of process 0."""
    count = len(entries)
    nothing = np.full(count, np.nan)
    return Exchanges(
        row=np.array([row for row, _ in entries], dtype=np.int32),
        column=np.zeros(count, dtype=np.int32),
        amount=np.array([amount for _, amount in entries], dtype=np.float64),
        code=np.zeros(count, dtype=np.uint8),
        loc=nothing,
        scale=nothing,
        minimum=nothing,
        maximum=nothing,
        key=np.zeros((count, 2), dtype=np.uint64),
    )


def build(
    flows: Sequence[Row],
    entries: Sequence[tuple[int, float]] | None = None,
    methods: Mapping[str, Sequence[float]] | None = None,
) -> Background:
    """Flows as (id, name, compartment with slashes, unit, CAS); without entries each flows once, amount 1."""
    table = pa.table(
        {
            "id": [flow[0] for flow in flows],
            "name": [flow[1] for flow in flows],
            "compartment": [flow[2].split("/") if flow[2] else [] for flow in flows],
            "unit": [flow[3] for flow in flows],
            "cas": [flow[4] for flow in flows],
        }
    )
    made = exchanges([(row, 1.0) for row in range(len(flows))] if entries is None else entries)
    process = pa.table({"id": ["p"], "name": ["p"]})
    arrays = {name: np.array(values, dtype=np.float64) for name, values in (methods or {}).items()}
    return Background("test", "", process, table, exchanges([(0, 1.0)]), made, pa.table({}), arrays)


@pytest.fixture(scope="session")
def database() -> Build:
    """Builds a database."""
    return build


@pytest.fixture(scope="session")
def air() -> Callable[..., Background]:
    """Builds a database whose flows have these names and go to air, in kg."""
    return lambda *names, unit="kg": build([("", name, "air/unspecified", unit, "") for name in names])
