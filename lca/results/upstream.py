"""What the background databases behind a result lack: counted and bounded in the completeness ledger.

An exchange without a supplier, and a gas without a value in the run's GWP set, bring no burden to the number,
so they must not be passed over. One forward solve a database gives how much of each exchange is behind the
result; it is bounded at an intensity that most of the database's own products of the same unit stay below.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lca.background.product import BackgroundProduct, Lacking
from lca.background.units import source_unit
from lca.dimensions import Dimension
from lca.errors import UnitError
from lca.names import Names
from lca.results.completeness import bilingual, gas_name, listed
from lca.results.lines import LineResult
from lca.results.records import LedgerEntry
from lca.system.background import LinkedDatabase

BELOW = 0.95
"""The share of products whose intensity stays below the one that bounds an exchange without supplier."""
Members = Sequence[tuple[LineResult, BackgroundProduct]]
"""Lines with the products of one database that they take."""


def upstream(lines: Sequence[LineResult], databases: Mapping[str, LinkedDatabase]) -> Iterator[LedgerEntry]:
    """What each database lacks behind the result: exchanges without supplier, gases without a value."""
    groups: dict[str, list[tuple[LineResult, BackgroundProduct]]] = {}
    for line in lines:
        source = line.flow.intensity.source
        if isinstance(source, BackgroundProduct):
            groups.setdefault(source.database, []).append((line, source))
    for name, members in sorted(groups.items()):
        yield from _unlinked(databases[name], members)
        yield from _lacking(databases[name], members)


def _unlinked(database: LinkedDatabase, members: Members) -> Iterator[LedgerEntry]:
    """One entry for all exchanges without a supplier in processes that run for the result."""
    table = database.background.unlinked
    if not len(table):
        return
    runs = np.abs(_runs(database, members))[table.column("process").to_numpy()]
    behind = np.flatnonzero(runs)
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


def _lacking(database: LinkedDatabase, members: Members) -> Iterator[LedgerEntry]:
    """One entry a gas that the run's GWP set has no value for."""
    for gas in sorted({one.gas for _, product in members for one in product.lacking}):
        resting = [(line, _units(line, product), one) for line, product, one in _with(gas, members)]
        bounds = [None if one.bound is None else amount * one.bound for _, amount, one in resting]
        known = [bound for bound in bounds if bound is not None]
        mass = math.fsum(amount * abs(one.mass) for _, amount, one in resting)
        yield LedgerEntry(
            kind="not_characterised",
            path=f"background:{database.name}:{gas}",
            reason=bilingual(
                "ledger.not_characterised",
                gas=gas_name(gas),
                mass=f"{mass:.3g}",
                database=database.name,
                gwp_set=database.gwp.name,
            ),
            affected=math.fsum(abs(line.value) for line, _, _ in resting),
            bound=math.fsum(known) if len(known) == len(bounds) else None,
        )


def _with(gas: str, members: Members) -> Iterator[tuple[LineResult, BackgroundProduct, Lacking]]:
    return ((line, made, one) for line, made in members for one in made.lacking if one.gas == gas)


def _units(line: LineResult, product: BackgroundProduct) -> float:
    """How many units of the product, as the database counts them, a line takes."""
    return abs(line.amount * line.flow.intensity.conversion) / product.unit.scale


def _runs(database: LinkedDatabase, members: Members) -> NDArray[np.float64]:
    """How often each process of the database runs for all lines together; nothing cancels."""
    from lca.background.solving import supply

    demand = np.zeros(database.background.size)
    for line, product in members:
        demand[product.position] += database.sign(product.position) * _units(line, product)
    return supply(database.background, demand)


def _bounds(
    database: LinkedDatabase, amounts: NDArray[np.float64], units: Sequence[str]
) -> Iterator[tuple[int, float]]:
    """kg CO2e that each amount stays below, by its place; none where the amount or its unit is not known."""
    typical = typical_of(database)
    for place, text in enumerate(units):
        try:
            unit = source_unit(text)
        except UnitError:
            continue
        if unit.dimension in typical and math.isfinite(amounts[place]):
            yield place, float(amounts[place]) * unit.scale * typical[unit.dimension]


def typical_of(database: LinkedDatabase) -> Mapping[Dimension, float]:
    """By dimension, the intensity per engine unit that most products of the database stay below."""
    if database.typical is not None:
        return database.typical
    found: dict[Dimension, list[float]] = {}
    values = np.abs(database.co2e)
    for text, value in zip(database.background.processes.column("unit").to_pylist(), values, strict=True):
        try:
            unit = source_unit(text or "")
        except UnitError:
            continue
        found.setdefault(unit.dimension, []).append(float(value) / unit.scale)
    return {dimension: float(np.quantile(parts, BELOW)) for dimension, parts in found.items()}
