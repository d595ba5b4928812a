"""What the background databases behind a result could not link: counted and bounded in the ledger.

An exchange without a supplier brings no burden to the number, so it must not be passed over. One forward
solve a database gives how much of each is behind the result; it is bounded at an intensity that most of the
database's own products of the same unit stay below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lca.background.product import BackgroundProduct
from lca.background.units import source_unit
from lca.dimensions import Dimension
from lca.errors import UnitError
from lca.names import Names
from lca.results.completeness import bilingual, listed
from lca.results.lines import LineResult
from lca.results.records import LedgerEntry
from lca.system.background import LinkedDatabase

BELOW = 0.95
"""The share of products whose intensity stays below the one that bounds an exchange without supplier."""
SMALL = 1e-12
"""Supply below this share of the largest is rounding."""


def unlinked(lines: Sequence[LineResult], databases: Mapping[str, LinkedDatabase]) -> Iterator[LedgerEntry]:
    """One entry a database that has exchanges without supplier behind the result."""
    groups: dict[str, list[tuple[LineResult, BackgroundProduct]]] = {}
    for line in lines:
        source = line.flow.intensity.source
        if isinstance(source, BackgroundProduct):
            groups.setdefault(source.database, []).append((line, source))
    for name, members in sorted(groups.items()):
        yield from _entries(databases[name], members)


def _entries(
    database: LinkedDatabase, members: Sequence[tuple[LineResult, BackgroundProduct]]
) -> Iterator[LedgerEntry]:
    table = database.background.unlinked
    if not len(table):
        return
    runs = np.abs(_runs(database, members))[table.column("process").to_numpy()]
    behind = np.flatnonzero(runs > SMALL * runs.max(initial=0.0))
    if not len(behind):
        return
    amounts = runs[behind] * np.abs(table.column("amount").to_numpy()[behind])
    texts = (table.column(key).take(behind).to_pylist() for key in ("name", "unit"))
    names, units = ([text or "" for text in column] for column in texts)
    sizes = dict(_bounds(database, amounts, units))
    bound = math.fsum(sizes.values()) if len(sizes) == len(behind) else None
    largest = sorted(range(len(behind)), key=lambda one: (-sizes.get(one, math.inf), names[one]))
    shown = list(dict.fromkeys(names[one] for one in largest))
    reason = bilingual(
        "ledger.unlinked",
        database=database.name,
        count=len(behind),
        names=listed([Names(zh=name, en=name) for name in shown]),
        share=f"{BELOW:.0%}",
    )
    yield LedgerEntry(
        kind="unlinked",
        path=f"background:{database.name}",
        reason=reason,
        affected=math.fsum(abs(line.value) for line, _ in members),
        bound=bound,
    )


def _runs(
    database: LinkedDatabase, members: Iterable[tuple[LineResult, BackgroundProduct]]
) -> NDArray[np.float64]:
    """How often each process of the database runs for all lines together; nothing cancels."""
    from lca.background.solving import supply

    demand = np.zeros(database.background.size)
    for line, product in members:
        demand[product.position] += abs(line.amount * line.flow.intensity.conversion) / product.unit.scale
    return supply(database.background, demand)


def _bounds(
    database: LinkedDatabase, amounts: NDArray[np.float64], units: Sequence[str]
) -> Iterator[tuple[int, float]]:
    """kg CO2e that each amount stays below, by its place; none where the unit is not known."""
    typical = _typical(database)
    for place, text in enumerate(units):
        try:
            unit = source_unit(text)
        except UnitError:
            continue
        if unit.dimension in typical:
            yield place, float(amounts[place]) * unit.scale * typical[unit.dimension]


def _typical(database: LinkedDatabase) -> dict[Dimension, float]:
    """By dimension, the intensity per engine unit that most products of the database stay below."""
    found: dict[Dimension, list[float]] = {}
    values = np.abs(database.intensities.co2e(database.gwp))
    for text, value in zip(database.background.processes.column("unit").to_pylist(), values, strict=True):
        try:
            unit = source_unit(text or "")
        except UnitError:
            continue
        found.setdefault(unit.dimension, []).append(float(value) / unit.scale)
    return {dimension: float(np.quantile(parts, BELOW)) for dimension, parts in found.items()}
