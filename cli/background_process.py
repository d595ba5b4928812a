"""What is known of one process of a database: exchanges, suppliers, emissions, the share of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from lca.background.database import Background, Exchanges

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.solving import Intensities
    from lca.gases import GwpSet

COLUMNS = ("id", "name", "product", "location", "unit", "amount", "kind", "flow", "dataset")


@dataclass(frozen=True, slots=True)
class Line:
    """An exchange for people: ``amount`` as an entry of the matrix, ``share`` of the intensity if solved."""

    amount: float
    unit: str
    name: str
    location: str
    id: str
    uncertain: bool
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """An exchange without a supplier, or of no use: ``reason`` is the code."""

    amount: float | None
    unit: str
    name: str
    reason: str
    wanted: dict[str, str]


@dataclass(frozen=True, slots=True)
class Portrait:
    """One process.

    Attributes:
        facts: its row of the table of processes.
        about: what else the source says.
        value: kg CO2e per unit of product, or per unit of waste treated, if the database is solved.
        by_gas: the same by gas and origin, largest first.
        uses: products and wastes, the largest shares or else amounts first.
        emissions: elementary flows, likewise.
        missing: what has no supplier.
    """

    facts: dict[str, Any]
    about: dict[str, str]
    value: float | None
    by_gas: tuple[tuple[str, float], ...]
    uses: tuple[Line, ...]
    emissions: tuple[Line, ...]
    missing: tuple[Missing, ...]


def portrait(
    background: Background, position: int, gases: GasFlows, solved: Intensities | None, gwp: GwpSet
) -> Portrait:
    """Gather everything about a process; shares add up to 1 with all exchanges of the process."""
    row: dict[str, Any] = background.processes.slice(position, 1).to_pylist()[0]
    # The entry of a treatment is what it takes in, negative; its burden is per unit that it takes in.
    sign = -1 if row["kind"] == "waste" else 1
    reference = abs(row["amount"]) * sign
    intensity = None if solved is None else solved.co2e(gwp)
    value = None if intensity is None else sign * float(intensity[position])
    whole = abs(reference) * value if value else None
    uses = _lines(background, background.technosphere, position, background.processes)
    if whole and intensity is not None:
        uses = [(i, _shared(line, -line.amount * float(intensity[i]) / whole)) for i, line in uses]
    emissions = _lines(background, background.interventions, position, background.flows)
    if whole:
        of = _per_flow(background, gases, gwp)
        emissions = [(i, _shared(line, line.amount * float(of[i]) / whole)) for i, line in emissions]
    return Portrait(
        {key: row[key] for key in COLUMNS},
        json.loads(row["about"]) if row["about"] else {},
        value,
        _by_gas(solved, position, sign, gwp),
        _ordered(_without_production(uses, position, reference)),
        _ordered([line for _, line in emissions]),
        _missing(background, position),
    )


def _lines(background: Background, exchanges: Exchanges, position: int, table: Any) -> list[tuple[int, Line]]:
    """The entries of a column with the row they stand in; columns are sorted, so a search finds them."""
    first, last = np.searchsorted(exchanges.column, [position, position + 1])
    names, units, ids = (table.column(key) for key in ("name", "unit", "id"))
    places = table.column("location") if "location" in table.column_names else table.column("compartment")
    found = []
    for k in range(int(first), int(last)):
        row = int(exchanges.row[k])
        place = places[row].as_py()
        where = place if isinstance(place, str) else " / ".join(place or ())
        line = Line(
            float(exchanges.amount[k]),
            units[row].as_py(),
            names[row].as_py(),
            where,
            ids[row].as_py(),
            bool(exchanges.code[k] > 1),
        )
        found.append((row, line))
    return found


def _shared(line: Line, share: float) -> Line:
    return Line(line.amount, line.unit, line.name, line.location, line.id, line.uncertain, share)


def _without_production(lines: list[tuple[int, Line]], position: int, reference: float) -> list[Line]:
    own = [k for k, (row, line) in enumerate(lines) if row == position and line.amount == reference]
    return [line for k, (_, line) in enumerate(lines) if k not in own[:1]]


def _ordered(lines: list[Line]) -> tuple[Line, ...]:
    return tuple(sorted(lines, key=lambda one: (-abs(one.share or 0.0), -abs(one.amount), one.name, one.id)))


def _per_flow(background: Background, gases: GasFlows, gwp: GwpSet) -> Any:
    """kg CO2e per unit of each elementary flow."""
    from lca.background.solving import factors

    found = np.zeros(len(background.flows))
    pairs = tuple(zip(gases.gas, gases.origin, strict=True))
    found[gases.flow] = gases.mass * factors(pairs, gwp)
    return found


def _by_gas(
    solved: Intensities | None, position: int, sign: int, gwp: GwpSet
) -> tuple[tuple[str, float], ...]:
    from lca.background.solving import factors

    if solved is None:
        return ()
    values = sign * solved.values[position] * factors(solved.columns, gwp)
    named = [
        (f"{gas} {origin}", float(value)) for (gas, origin), value in zip(solved.columns, values, strict=True)
    ]
    return tuple(sorted((one for one in named if one[1]), key=lambda one: -abs(one[1])))


def _missing(background: Background, position: int) -> tuple[Missing, ...]:
    import pyarrow.compute as pc

    table = background.unlinked
    rows = table.filter(pc.equal(table.column("process"), position)).to_pylist()
    return tuple(
        Missing(
            row["amount"],
            row["unit"],
            row["name"],
            row["reason"],
            json.loads(row["wanted"]) if row["wanted"] else {},
        )
        for row in rows
    )
