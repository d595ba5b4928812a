"""An expectation held against a footprint."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping

from lca.errors import Finding
from lca.results.footprint import Footprint
from lca.rule_tests.outcome import Check, LargeLine
from lca.rules.case import Expected
from lca.rules.expectations import Expectation

LARGEST = 3
DATA = "activity_data."
_PATH = re.compile(r"\((\S+)\)$")


def compare(expectation: Expectation, footprint: Footprint | None, refused: Iterable[Finding] = ()) -> Check:
    """Whether an expectation is met by a footprint, or by the findings where there is none."""
    if expectation.number is not None:
        return _number(expectation, expectation.number, footprint)
    if expectation.section == "findings":
        return _findings(expectation, _told(footprint, refused))
    name = performance_class(footprint) if footprint else None
    found = (name,) if name is not None else ()
    return Check(expectation.what, expectation.text, found == expectation.names, found=found)


def performance_class(footprint: Footprint) -> str | None:
    """The name of the performance class that a result states, if it states one."""
    return footprint.performance_class.name if footprint.performance_class else None


def largest_lines(footprint: Footprint) -> tuple[LargeLine, ...]:
    """The lines that weigh most, by their absolute value."""
    ranked = sorted(footprint.contributions, key=lambda line: (-abs(line.value), line.path))
    return tuple(LargeLine(line.path, line.value) for line in ranked[:LARGEST])


def _number(expectation: Expectation, expected: Expected, footprint: Footprint | None) -> Check:
    dimension = str(expected.value.unit.dimension)
    unit = {"co2e": "kg CO2e", "mass": "kg"}.get(dimension, "")
    actual = _actual(expectation, unit, footprint) if footprint else None
    passed = actual is not None and expected.accepts(actual)
    return Check(
        expectation.what, expected.text, passed, expected.value.engine, expected.margin, actual, unit
    )


def _actual(expectation: Expectation, unit: str, footprint: Footprint) -> float | None:
    """The number of the result, None where it has none: nothing that is missing is taken as zero."""
    if expectation.section == "total":
        return footprint.total.value
    if expectation.section == "quality":
        score: float | None = getattr(footprint.data_quality, expectation.key)
        return score
    if expectation.section == "lines":
        return _lines(expectation.key, footprint)
    return _parts(expectation.section, unit, footprint).get(expectation.key)


def _parts(section: str, unit: str, footprint: Footprint) -> Mapping[str, float | None]:
    if section == "stages":
        return {stage.key: stage.value for stage in footprint.stages if stage.included}
    if section == "gases" and unit == "kg":
        return {gas.key: gas.mass_kg for gas in footprint.gases}
    if section == "gases":
        return {gas.key: gas.value for gas in footprint.gases}
    if section == "units":
        return {unit.id: unit.value for unit in footprint.alternative_units}
    parts = footprint.categories if section == "categories" else footprint.sensitivities
    return {part.key: part.value for part in parts}


def _lines(name: str, footprint: Footprint) -> float | None:
    """The sum of the lines of that name, and of those below it; None where there is none."""
    found = [line.value for line in footprint.contributions if _below(name, line.path)]
    return math.fsum(found) if found else None


def _below(name: str, path: str) -> bool:
    """Whether a path is the name, or begins with it at a border, with or without its stage."""
    short = path.partition(".")[2]
    return any(one == name or one.startswith((f"{name}.", f"{name}[")) for one in (path, short))


def _told(footprint: Footprint | None, refused: Iterable[Finding]) -> list[tuple[str, str]]:
    """The code of every finding and the key path of what it is about, empty where it is told without."""
    if footprint is None:
        return [(finding.code, finding.location.path) for finding in refused]
    paths = [_PATH.search(finding.location or "") for finding in footprint.findings]
    return [(f.code, path[1] if path else "") for f, path in zip(footprint.findings, paths, strict=True)]


def _findings(expectation: Expectation, told: Iterable[tuple[str, str]]) -> Check:
    """Every expected finding must be there; an empty list demands that none is."""
    there = set(told)
    met = [any(_meant(name, *one) for one in there) for name in expectation.names]
    named = any(" " in name for name in expectation.names)
    shown = {f"{code} {path.removeprefix(DATA)}".strip() if named else code for code, path in there}
    passed = all(met) if met else not there
    return Check(expectation.what, expectation.text, passed, found=tuple(sorted(shown)))


def _meant(name: str, code: str, path: str) -> bool:
    wanted, _, about = name.partition(" ")
    return wanted == code and (not about or path in (about, DATA + about))
