"""The matrices of a database on their way: exchange by exchange, counted, then in one piece."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from lca.background.database import Background, Floats
from lca.background.linking.columns import Columns
from lca.background.linking.exchanges import Linker, Outcome
from lca.background.linking.hashing import content_hash
from lca.background.linking.keys import exchange_keys
from lca.background.linking.linked import Linked
from lca.background.linking.products import Made, Process
from lca.background.linking.tables import Unlinked, flow_table, process_table
from lca.background.records import Characterisation, Consequence, Dataset, Exchange, Flow, Reading, Remark

EXCHANGES = (
    "exchanges_producing",
    "exchanges_linked",
    "exchanges_elementary",
    "exchanges_unlinked",
    "exchanges_left_out",
    "exchanges_of_left_out_datasets",
)
"""What becomes of an exchange; each is counted once."""


@dataclass(eq=False)
class Build:
    """Matrices on their way."""

    name: str
    linker: Linker
    processes: Sequence[Process]
    technosphere: Columns = field(default_factory=Columns)
    interventions: Columns = field(default_factory=Columns)
    unlinked: Unlinked = field(default_factory=Unlinked)
    remarks: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: dict[str, int] = field(default_factory=dict)
    """Elementary flows by id, numbered as they come."""

    def add(self, dataset: Dataset, found: Made) -> None:
        """Add all exchanges of a data set."""
        self.remarks += found.remarks
        if found.refused:
            self.counts["datasets_left_out"] += 1
            self.counts["exchanges_of_left_out_datasets"] += len(dataset.exchanges)
            return
        positions = self.linker.makers.by_dataset[dataset.id]
        own = {self.processes[one].index: one for one in positions}
        keys = exchange_keys(self.name, dataset)
        for index, (exchange, key) in enumerate(zip(dataset.exchanges, keys, strict=True)):
            if index in own:
                self._production(own[index], key)
            elif exchange.role == "reference":
                self.counts["exchanges_left_out"] += 1
            else:
                self._exchange(dataset, exchange, key, self._shares(found, index, positions))

    def _shares(self, found: Made, index: int, positions: Sequence[int]) -> list[tuple[int, float]]:
        """Processes that carry a part of an exchange, and which."""
        shares = [(one, found.shares.of(index, self.processes[one].flow.id)) for one in positions]
        return [(one, share) for one, share in shares if share]

    def _production(self, position: int, key: bytes) -> None:
        outcome = self.linker.production(self.processes[position])
        self._told("exchanges_producing", outcome)
        exchange = self.processes[position].exchange
        self.technosphere.add(position, position, exchange.amount, outcome.factor, 1.0, outcome.spread, key)

    def _exchange(
        self, dataset: Dataset, exchange: Exchange, key: bytes, shares: Sequence[tuple[int, float]]
    ) -> None:
        outcome = self.linker.outcome(dataset, exchange)
        if outcome.code:
            self._told("exchanges_left_out" if outcome.left_out else "exchanges_unlinked", outcome)
            self._without(exchange, outcome, shares)
            return
        self._told("exchanges_elementary" if outcome.flow else "exchanges_linked", outcome)
        matrix = self.interventions if outcome.flow else self.technosphere
        row = self.seen.setdefault(outcome.flow, len(self.seen)) if outcome.flow else outcome.row
        for position, share in shares:
            matrix.add(row, position, exchange.amount, outcome.factor, share, outcome.spread, key)

    def _without(self, exchange: Exchange, outcome: Outcome, shares: Sequence[tuple[int, float]]) -> None:
        name = outcome.remarks[0].exchange
        sign = 1.0 if exchange.output else -1.0
        for position, share in shares:
            amount = sign * exchange.amount * share
            known = amount if math.isfinite(amount) else None
            self.unlinked.add(position, exchange, name, known, outcome.code)

    def _told(self, what: str, outcome: Outcome) -> None:
        self.counts[what] += 1
        self.counts["exchanges_uncertain"] += outcome.spread is not None and outcome.spread.code > 1
        self.remarks += outcome.remarks

    def linked(self, reading: Reading, suppliers: str, distinct: Sequence[Dataset]) -> Linked:
        """The finished database."""
        ids = sorted(self.seen)
        rows = np.empty(len(ids), dtype=np.int32)
        rows[[self.seen[one] for one in ids]] = np.arange(len(ids), dtype=np.int32)
        flows = [reading.flows[one] for one in ids]
        background = _background(self, flows, rows, _methods(reading.methods, flows))
        return Linked(
            background,
            tuple(self.remarks),
            self._counted(reading, distinct, len(flows)),
            suppliers,
            reading.format,
            reading.version,
            reading.title,
        )

    def _counted(self, reading: Reading, distinct: Sequence[Dataset], flows: int) -> dict[str, int]:
        everything = sum(len(one.exchanges) for one in reading.datasets)
        known = {one.id for one in reading.datasets}
        unread = {one.dataset for one in reading.remarks if drops(one)} - known
        refused = self.counts["datasets_left_out"]
        counted = {one: self.counts[one] for one in EXCHANGES}
        repeated = everything - sum(counted.values())
        return {
            "datasets_read": len(reading.datasets) + len(unread),
            "datasets_used": len(distinct) - refused,
            "datasets_left_out": refused + len(unread),
            "datasets_repeated": len(reading.datasets) - len(distinct),
            "processes": len(self.processes),
            "flows": flows,
            "exchanges_read": everything,
            **counted,
            "exchanges_of_repeated_datasets": repeated,
            "exchanges_uncertain": self.counts["exchanges_uncertain"],
        }


def _background(
    build: Build, flows: Sequence[Flow], rows: NDArray[np.int32], methods: dict[str, Floats]
) -> Background:
    tables = {
        "processes": process_table(build.processes),
        "flows": flow_table(flows),
        "unlinked": build.unlinked.table(),
    }
    technosphere = build.technosphere.exchanges()
    interventions = build.interventions.exchanges(rows)
    matrices = {"technosphere": technosphere, "interventions": interventions}
    sha256 = content_hash(build.name, tables, matrices, methods)
    return Background(
        name=build.name,
        sha256=sha256,
        processes=tables["processes"],
        flows=tables["flows"],
        technosphere=technosphere,
        interventions=interventions,
        unlinked=tables["unlinked"],
        methods=methods,
    )


def _methods(methods: Iterable[Characterisation], flows: Sequence[Flow]) -> dict[str, Floats]:
    """Factors by flow; NaN where a method says nothing of it, for nothing missing is zero."""
    found: dict[str, Floats] = {}
    for method in methods:
        factors = np.array([method.factors.get(one.id, np.nan) for one in flows], dtype=np.float64)
        factors.setflags(write=False)
        found[method.name] = factors
    return dict(sorted(found.items()))


def drops(remark: Remark) -> bool:
    """Whether a remark says that a data set was left out."""
    return remark.consequence is Consequence.DATASET_LEFT_OUT
