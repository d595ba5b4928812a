"""The file of a background database in a bundle, read back into a small database that computes the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import GasFlows
from lca.background.database import Background, Exchanges
from lca.background.units import source_unit
from lca.errors import Finding, InputError, Location, Severity
from lca.factors.database import FactorDatabase
from lca.passport.bundle.strict import parsed
from lca.system.background import LinkedDatabase

FORMAT: Final = "zuji.background_subset"
FORMAT_VERSION: Final = "1.0"
TABLE: Final = ("id", "name", "product", "location", "unit", "kind", "flow", "dataset", "about")


@dataclass(frozen=True, eq=False)
class Sent(LinkedDatabase):
    """A database of which only some products are at hand; any other is refused, never zero."""

    known: frozenset[int] = field(default_factory=frozenset)

    def _characterised(self, position: int, *rest: Any) -> Any:
        if position not in self.known:
            told = {"process": self._cell("name", position), "database": self.name}
            raise InputError(Finding("P509", told))
        return super()._characterised(position, *rest)


def read_database(content: bytes, name: str, factors: FactorDatabase) -> Sent:
    """The database of a file that a bundle holds.

    Raises:
        InputError: P508 no such file.
    """
    data = parsed(content, name, "P508")
    try:
        return _database(data, factors)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise InputError(Finding("P508", {"reason": reason}, Location(name))) from error


def _database(data: Mapping[str, Any], factors: FactorDatabase) -> Sent:
    if (data["format"], data["format_version"]) != (FORMAT, FORMAT_VERSION):
        raise ValueError(f"format {data['format']} {data['format_version']}")
    from lca.background.solving import Intensities

    products, columns = data["products"], tuple((str(gas), str(origin)) for gas, origin in data["columns"])
    known = [place for place, one in enumerate(products) if "values" in one]
    background = _background(data, known)
    values = np.full((background.size, len(columns)), np.nan)
    for place in known:
        values[place] = _numbers(products[place]["values"], len(columns))
    solved = Intensities(
        columns=columns,
        values=values,
        method=str(data["method"]),
        residual=float(data["residual"]),
        sweeps=int(data["sweeps"]),
        error=float(data["error"]),
        disagreement=float(data["disagreement"]),
        findings=_findings(data["findings"]),
    )
    empty = np.zeros(0)
    return Sent(
        name=str(data["name"]),
        background=background,
        gases=GasFlows(empty.astype(np.int32), (), (), empty, (), _findings(data["gas_findings"])),
        intensities=solved,
        gwp=factors.gwp(str(data["gwp_set"])),
        seed=int(data["seed"]),
        samples=_samples(products, known, background.size),
        design=str(data["design"]),
        doubtful=tuple(int(number) for number in data["doubtful"]),
        typical={source_unit(text).dimension: float(value) for text, value in data["typical"].items()},
        known=frozenset(known),
    )


def _samples(products: Sequence[Any], known: Sequence[int], size: int) -> NDArray[np.float64] | None:
    drawn = {place: products[place]["samples"] for place in known if "samples" in products[place]}
    if not drawn:
        return None
    count = len(next(iter(drawn.values())))
    values = np.full((size, count), np.nan)
    for place, numbers in drawn.items():
        values[place] = _numbers([np.nan if one is None else one for one in numbers], count)
    return values


def _numbers(cells: Any, count: int) -> list[float]:
    if len(cells) != count or not all(type(cell) in (int, float) for cell in cells):
        raise ValueError("numbers of another count or kind")
    return [float(cell) for cell in cells]


def _findings(told: Sequence[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(one["code"], one["params"], Location(one.get("file")), Severity(one["severity"]))
        for one in told
    )


def _background(data: Mapping[str, Any], known: Sequence[int]) -> Background:
    """A square system: the products, each made by itself, and for each exchange without supplier a process.

    That process runs for a unit of each product as often as the process that has the exchange did.
    """
    import pyarrow as pa

    products, unlinked = data["products"], data["unlinked"]
    size = len(products) + len(unlinked)
    blank = [""] * len(unlinked)
    columns = {key: [str(one.get(key, "")) for one in products] + blank for key in TABLE}
    holders = range(len(products), size)
    lacking = {
        "process": pa.array(list(holders), pa.int32()),
        "flow": pa.array(blank, pa.string()),
        "name": pa.array([one["name"] for one in unlinked], pa.string()),
        "amount": pa.array([one["amount"] for one in unlinked], pa.float64()),
        "unit": pa.array([one["unit"] for one in unlinked], pa.string()),
        "reason": pa.array(blank, pa.string()),
        "wanted": pa.array(blank, pa.string()),
    }
    entries = [(place, place, 1.0) for place in range(size)]
    for holder, one in zip(holders, unlinked, strict=True):
        runs = zip(known, _numbers(one["runs"], len(known)), strict=True)
        entries += [(holder, place, -run) for place, run in runs if run]
    return Background(
        name=str(data["own_name"]),
        sha256=str(data["sha256"]),
        processes=pa.table(columns).append_column("amount", pa.array([1.0] * size, pa.float64())),
        flows=pa.table({"id": pa.array([], pa.string())}),
        technosphere=_exchanges(entries),
        interventions=_exchanges([]),
        unlinked=pa.table(lacking),
        manifest={"format_read": str(data["read_from"])},
    )


def _exchanges(entries: Sequence[tuple[int, int, float]]) -> Exchanges:
    """Exact entries of a matrix."""
    count = len(entries)
    rows, columns, amounts = zip(*entries, strict=True) if entries else ((), (), ())
    unknown = np.full(count, np.nan)
    return Exchanges(
        row=np.array(rows, dtype=np.int32),
        column=np.array(columns, dtype=np.int32),
        amount=np.array(amounts, dtype=np.float64),
        code=np.zeros(count, dtype=np.uint8),
        loc=unknown,
        scale=unknown,
        minimum=unknown,
        maximum=unknown,
        key=np.array([[n, 0] for n in range(count)], dtype=np.uint64).reshape(count, 2),
    )
