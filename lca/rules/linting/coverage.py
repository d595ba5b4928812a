"""What the tests of a rule leave untried, as far as it can be told without running them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lca.documents import KeyPath
from lca.errors import Finding, InputError, Severity
from lca.rules.linting.study import Study, listed
from lca.rules.schema.rule import RuleTest
from lca.rules.specs import ScalarSpec
from lca.rules.stages import STAGES
from lca.units import quantity

NEAR = 0.1


def check_coverage(study: Study) -> None:
    """Data (R302), ends of ranges (R303), stages (R308), options (R309)."""
    if not study.model.tests:
        return
    _unvaried(study)
    _ends(study)
    _stages(study)
    _options(study)


def _note(study: Study, code: str, path: KeyPath, **params: object) -> None:
    place = study.context.document.locate(path)
    study.context.findings.append(Finding(code, params, place, Severity.INFO))


def _unvaried(study: Study) -> None:
    """Activity data for which no two tests give different values."""
    tests = study.model.tests
    names = [
        name for name in study.model.activity_data if len({_given(study, test, name) for test in tests}) == 1
    ]
    if names:
        _note(study, "R302", ("tests",), count=len(names), names=listed(names))


def _given(study: Study, test: RuleTest, name: str) -> str:
    """A mark of what a test gives for a name: the value, else the inventory that it starts from."""
    if name not in test.given:
        return f"inventory {test.inventory}"
    value, spec = test.given[name], study.declared.scalars.get(name)
    number = None if spec is None else _number(value, spec)
    return f"number {number!r}" if number is not None else f"given {value!r}"


def _number(value: Any, spec: ScalarSpec) -> float | None:
    """The number of a given value in the unit of its specification, where it is written in the short form."""
    if isinstance(value, Mapping):
        value = value.get("value")
    try:
        return quantity(value).engine / spec.unit.scale
    except InputError:
        return None


def _ends(study: Study) -> None:
    """Ranges of which no test comes near an end: within a tenth of the range, or beyond it.

    Where an inventory gives the value of a test, it is not known here and nothing is said.
    """
    names = [
        name
        for name, spec in study.declared.scalars.items()
        if spec.range is not None
        and spec.range[0] < spec.range[1]
        and all(name in test.given or test.inventory is None for test in study.model.tests)
        and not _near_an_end(study, spec)
    ]
    if names:
        _note(study, "R303", ("tests",), count=len(names), names=listed(names))


def _near_an_end(study: Study, spec: ScalarSpec) -> bool:
    low, high = spec.range or (0.0, 0.0)
    slack = NEAR * (high - low)
    given = (_number(t.given[spec.name], spec) for t in study.model.tests if spec.name in t.given)
    return any(number is not None and not low + slack < number < high - slack for number in given)


def _stages(study: Study) -> None:
    """Included stages that happen and for which no test expects a number."""
    busy = {process.stage for process in study.model.processes.values()}
    busy |= {entry.stage for _, entry in study.lines if entry.stage is not None}
    expected = {stage for test in study.model.tests for stage in test.expect.stages}
    inside = [stage for stage in STAGES if stage in busy and study.model.boundary.stages.includes(stage)]
    missing = [stage for stage in inside if stage not in expected]
    if len(busy) > 1 and missing:
        _note(study, "R308", ("tests",), stages=listed(missing))


def _options(study: Study) -> None:
    """Options that no test chooses; where an inventory may choose, nothing is said."""
    for name, path, options, tried in _choices(study):
        untried = [option for option in options if option not in tried]
        if untried:
            _note(study, "R309", path, name=name, options=listed(untried))


def _choices(study: Study) -> Iterator[tuple[str, KeyPath, tuple[str, ...], set[object]]]:
    for name, spec in study.declared.choices.items():
        tests = study.model.tests
        if all(name in test.given or test.inventory is None for test in tests):
            tried = {_text(test.given.get(name, spec.default)) for test in tests}
            yield name, ("activity_data", name), spec.options, tried


def _text(value: Any) -> object:
    value = value.get("value") if isinstance(value, Mapping) else value
    return value if isinstance(value, str) else None
