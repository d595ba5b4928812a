"""Readings made by hand: as short as the case that they are for."""

from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pytest

from lca.background.linking import Linked, link
from lca.background.records import Dataset, Exchange, Flow, FlowKind, Reading, Role

ELEMENTARY = {
    "co2": ("air",),
    "ch4": ("air",),
    "co2_air": ("resource", "in air"),
    "oil": ("resource", "in ground"),
}


@dataclass
class Maker:
    """Gathers data sets; flows are made as exchanges name them."""

    flows: dict[str, Flow] = field(default_factory=dict)
    datasets: list[Dataset] = field(default_factory=list)

    def flow(self, name: str, unit: str = "kg", kind: FlowKind = FlowKind.PRODUCT) -> str:
        compartment = ELEMENTARY.get(name, ())
        kind = FlowKind.ELEMENTARY if compartment else kind
        self.flows.setdefault(name, Flow(name, name.replace("_", " "), kind, unit, compartment))
        return name

    def waste(self, name: str, unit: str = "kg") -> str:
        return self.flow(name, unit, FlowKind.WASTE)

    def exchange(self, role, output, flow, amount, unit="kg", **more) -> Exchange:
        if flow:
            self.flow(flow, unit)
        return Exchange(flow, role, output, amount, unit, **more)

    def makes(self, flow, amount=1.0, unit="kg", **more) -> Exchange:
        return self.exchange(Role.REFERENCE, True, flow, amount, unit, **more)

    def treats(self, flow, amount=1.0, unit="kg", **more) -> Exchange:
        self.waste(flow, unit)
        return self.exchange(Role.REFERENCE, False, flow, amount, unit, **more)

    def uses(self, flow, amount=1.0, unit="kg", **more) -> Exchange:
        return self.exchange(Role.INPUT, False, flow, amount, unit, **more)

    def gives(self, flow, amount=1.0, unit="kg", **more) -> Exchange:
        return self.exchange(Role.OUTPUT, True, flow, amount, unit, **more)

    def avoids(self, flow, amount=1.0, unit="kg", **more) -> Exchange:
        return self.exchange(Role.AVOIDED, True, flow, amount, unit, **more)

    def dataset(self, key, *exchanges, location="", name=None, **more) -> Dataset:
        made = Dataset(key, name if name is not None else f"making {key}", location, tuple(exchanges), **more)
        self.datasets.append(made)
        return made

    def reading(self, **more) -> Reading:
        return Reading("hand", "1", dict(self.flows), tuple(self.datasets), **more)

    def link(self, **options) -> Linked:
        return link(self.reading(), "db", **options)


@pytest.fixture
def make() -> Maker:
    return Maker()


def dense(exchanges, rows: int, columns: int) -> np.ndarray:
    matrix = np.zeros((rows, columns))
    np.add.at(matrix, (exchanges.row, exchanges.column), exchanges.amount)
    return matrix


@pytest.fixture
def matrices():
    """Technosphere and interventions of a linked database as dense arrays."""

    def of(linked: Linked) -> tuple[np.ndarray, np.ndarray]:
        background = linked.background
        size = background.size
        technosphere = dense(background.technosphere, size, size)
        return technosphere, dense(background.interventions, len(background.flows), size)

    return of


@pytest.fixture
def codes():
    """Codes of the remarks of linking, sorted."""
    return lambda linked: sorted(remark.finding.code for remark in linked.remarks)


@pytest.fixture
def solve():
    """Intensities per unit of product, in exact rationals: Gauss on the transposed matrix."""

    def of(technosphere: np.ndarray, burden: np.ndarray) -> list[Fraction]:
        size = len(burden)
        rows = [
            [Fraction(float(technosphere[i, j])) for i in range(size)] + [Fraction(float(burden[j]))]
            for j in range(size)
        ]
        for k in range(size):
            pivot = next(r for r in range(k, size) if rows[r][k])
            rows[k], rows[pivot] = rows[pivot], rows[k]
            rows[k] = [value / rows[k][k] for value in rows[k]]
            for r in range(size):
                if r != k and rows[r][k]:
                    rows[r] = [a - rows[r][k] * b for a, b in zip(rows[r], rows[k], strict=True)]
        return [row[-1] for row in rows]

    return of
