"""Shares and flows that can be proven wrong: allocation, the reference flow, sums that tests expect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lca.documents import KeyPath, dotted
from lca.errors import InputError
from lca.rules.case import expected_footprint
from lca.rules.linting.intervals import Interval
from lca.rules.linting.study import Study
from lca.rules.schema.process import Process
from lca.rules.schema.rule import RuleTest
from lca.rules.stages import STAGES
from lca.units import Dimension

MEASURES: Final[Mapping[str, str]] = {"mass": "mass", "energy": "energy", "economic": "price"}
MASS, ENERGY = Dimension((("mass", 1),)), Dimension((("energy", 1),))
TOLERANCE = 1e-6


def check_sharing(study: Study) -> None:
    """Measures without shares (R304), against the amount (R305), flows (R306), sums of stages (R307)."""
    for key, process in study.model.processes.items():
        _measures(study, key, process)
    _flows(study)
    for index, test in enumerate(study.model.tests):
        _sums(study, index, test)


def _at(study: Study, path: KeyPath) -> Interval | None:
    expression = study.context.expressions.get(path)
    return None if expression is None else study.bounds.number(expression.tree)


def _measures(study: Study, key: str, process: Process) -> None:
    """What is shared by must be positive: then the shares lie between 0 and 1 and add up to one."""
    sides = list(_sides(key, process))
    for path, _ in sides:
        _contradicted(study, path)
    measure = MEASURES.get(process.allocation.method) if process.allocation else None
    if measure is None or len(sides) < 2:
        return
    written: list[tuple[KeyPath, Interval]] = []
    for path, own in sides:
        if own is None or own in MEASURES:
            place = (*path, measure)
            found = _at(study, place) or _own_amount(study, path, measure)
            written += [(place, found)] if found is not None else []
    negative = next((path for path, found in written if found.high < 0), None)
    nothing = bool(written) and all(found.low == found.high == 0 for _, found in written)
    if negative is not None or nothing:
        place = negative or written[0][0]
        study.context.refuse("R304", place, process=key, measure=measure)


def _sides(key: str, process: Process) -> Iterator[tuple[KeyPath, str | None]]:
    """The products of a process, each with its own method."""
    if process.output is not None:
        yield ("processes", key, "output"), None
    for index, entry in enumerate(process.co_products):
        yield ("processes", key, "co_products", index), entry.method


def _own_amount(study: Study, path: KeyPath, measure: str) -> Interval | None:
    return _at(study, (*path, "amount")) if _dimension(study, path) == measure else None


def _dimension(study: Study, path: KeyPath) -> str | None:
    """The measure that the amount of a product itself is, where its dimension is known."""
    product = getattr(_entry(study, path), "product", "")
    made = study.made.get(product)
    return {MASS: "mass", ENERGY: "energy"}.get(made) if made is not None else None


def _entry(study: Study, path: KeyPath) -> object:
    process = study.model.processes[str(path[1])]
    return process.output if path[2] == "output" else process.co_products[int(path[3])]


def _contradicted(study: Study, path: KeyPath) -> None:
    """A mass or energy that is stated beside an amount of the same dimension, and differs from it."""
    measure = _dimension(study, path)
    stated = _at(study, (*path, measure)) if measure else None
    amount = _at(study, (*path, "amount"))
    if stated is None or amount is None or _refused(study, (*path, str(measure))):
        return
    slack = TOLERANCE * max(abs(amount.low), abs(amount.high))
    if stated.low > amount.high + slack or stated.high < amount.low - slack:
        study.context.warn("R305", (*path, str(measure)), measure=measure)


def _refused(study: Study, path: KeyPath) -> bool:
    """Whether a finding stands at the path already."""
    return any(finding.location.path == dotted(path) for finding in study.context.findings)


def _flows(study: Study) -> None:
    """The amount of the reference product behind each unit must be able to be positive."""
    paths: list[KeyPath] = [("unit", "reference_flow", "amount")]
    paths += [("alternative_units", i, "reference_flow") for i in range(len(study.model.alternative_units))]
    for path in paths:
        found = _at(study, path)
        if found is not None and found.high <= 0:
            study.context.refuse("R306", path)


def _sums(study: Study, index: int, test: RuleTest) -> None:
    """A total and all stages with it: within their margins, the stages must be able to add up to it."""
    included = [stage for stage in STAGES if study.model.boundary.stages.includes(stage)]
    if test.expect.total is None or not all(stage in test.expect.stages for stage in included):
        return
    try:
        total = expected_footprint(test.expect.total)
        stages = [expected_footprint(test.expect.stages[stage]) for stage in included]
    except InputError:
        return
    parts = sum(stage.value.engine for stage in stages)
    gap = abs(parts - total.value.engine)
    margin = total.margin + sum(stage.margin for stage in stages)
    if gap > margin * (1 + TOLERANCE):
        path = ("tests", index, "expect", "stages")
        whole, slack = f"{total.value.engine:.6g}", f"{margin:.3g}"
        study.context.refuse("R307", path, test=test.name, sum=f"{parts:.6g}", total=whole, margin=slack)
