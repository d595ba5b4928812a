"""A package as records.

An entry below zero is an input. One above zero is an output that replaces the product of others, except of
what treatments take in: there it is what is given to the treatment, an input of a negative amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from lca.background.linking.nature import is_resource
from lca.background.reading.archive import Archive
from lca.background.reading.brightway_datapackage.entries import Entries
from lca.background.reading.brightway_datapackage.system import System, system
from lca.background.records import Characterisation, Dataset, Exchange, Flow, Reading, Role
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform

FORMAT = "brightway_datapackage"


def read(archive: Archive) -> Reading:
    """Read the packages of a zip or a folder as one database.

    Raises:
        InputError: see :func:`~.system.system`.
    """
    found = system(archive)
    exchanges: list[list[Exchange]] = [[] for _ in found.processes]
    _technosphere(found, exchanges)
    _biosphere(found, exchanges)
    datasets = tuple(
        Dataset(one.id, one.name, one.location, tuple(own), about=one.about)
        for one, own in zip(found.processes, exchanges, strict=True)
    )
    flows = {flow.id: flow for flow in [*found.products, *found.others.values(), *found.flows.values()]}
    methods = tuple(
        Characterisation(name, {
            found.flows[row].id: value
            for row, value in zip(rows.tolist(), factors.tolist(), strict=True)
            if row in found.flows
        })
        for name, (rows, factors) in found.methods.items()
    )  # fmt: skip
    return Reading(FORMAT, "", flows, datasets, found.remarks, found.title, methods)


def _technosphere(found: System, exchanges: Sequence[list[Exchange]]) -> None:
    flows = {int(number): flow for number, flow in zip(found.square.product, found.products, strict=True)}
    makers = {int(number): one.id for number, one in zip(found.square.product, found.processes, strict=True)}
    production = np.zeros(len(found.technosphere), dtype=bool)
    production[found.square.entry] = True
    rows = found.technosphere.row.tolist()
    replaced = avoided(found).tolist()
    columns = np.searchsorted(found.square.process, found.technosphere.column).tolist()
    parts = zip(rows, columns, _stated(found.technosphere), production.tolist(), replaced, strict=True)
    for row, column, (amount, spread), own, out in parts:
        flow = flows.get(row) or found.others[row]
        if own:
            made = Exchange(flow.id, Role.REFERENCE, True, amount, flow.unit, spread=spread)
        elif out:
            made = Exchange(
                flow.id, Role.AVOIDED, True, amount, flow.unit, makers.get(row, ""), spread=spread
            )
        else:
            given = _negative(spread)
            made = Exchange(flow.id, Role.INPUT, False, -amount, flow.unit, makers.get(row, ""), spread=given)
        exchanges[column].append(made)


def avoided(found: System) -> NDArray[np.bool_]:
    """Which technosphere entries replace a product of others: above zero, and not of what is treated."""
    treated = found.square.product[found.technosphere.amount[found.square.entry] < 0]
    above = (found.technosphere.amount > 0) & ~np.isin(found.technosphere.row, treated)
    above[found.square.entry] = False
    return above


def _biosphere(found: System, exchanges: Sequence[list[Exchange]]) -> None:
    out = {number: not is_resource(flow) for number, flow in found.flows.items()}
    columns = np.searchsorted(found.square.process, found.biosphere.column).tolist()
    rows = found.biosphere.row.tolist()
    for row, column, (amount, spread) in zip(rows, columns, _stated(found.biosphere), strict=True):
        flow: Flow = found.flows[row]
        role = Role.OUTPUT if out[row] else Role.INPUT
        exchanges[column].append(Exchange(flow.id, role, out[row], amount, flow.unit, spread=spread))


def _stated(entries: Entries) -> Iterator[tuple[float, Distribution | None]]:
    """Amounts of entries with their distributions."""
    columns = (entries.amount, entries.code, entries.loc, entries.scale, entries.minimum, entries.maximum)
    for amount, code, loc, scale, low, high in zip(*(column.tolist() for column in columns), strict=True):
        yield amount, _distribution(code, amount, loc, scale, low, high)


def spread_text(entries: Entries, turned: NDArray[np.bool_], at: int) -> str:
    """The distribution of an entry as its exchange states it, as text."""
    _, spread = next(_stated(entries.take(np.array([at]))))
    return repr(_negative(spread) if turned[at] else spread)


def _distribution(
    code: int, amount: float, loc: float, scale: float, low: float, high: float
) -> Distribution | None:
    match code:
        case 2:
            return Lognormal(loc, scale, 1 if amount > 0 else -1)
        case 3:
            return Normal(loc, scale)
        case 4:
            return Uniform(low, high)
        case 5:
            return Triangular(low, loc, high)
    return None


def _negative(spread: Distribution | None) -> Distribution | None:
    match spread:
        case Lognormal():
            return Lognormal(spread.loc, spread.scale, -spread.sign)
        case Normal():
            return Normal(-spread.loc, spread.scale)
        case Uniform():
            return Uniform(-spread.maximum, -spread.minimum)
        case Triangular():
            return Triangular(-spread.maximum, -spread.mode, -spread.minimum)
    return None
