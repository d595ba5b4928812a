"""The points that one case exercises."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from lca.documents import KeyPath, dotted
from lca.errors import Finding, InputError
from lca.inventory.bind import given_as
from lca.inventory.bound import BoundValue
from lca.inventory.values import Row as GivenRow
from lca.results.footprint import Footprint
from lca.rule_tests.comparing import performance_class
from lca.rule_tests.coverage.branches import taken
from lca.rule_tests.coverage.clauses import cited, comes_in
from lca.rule_tests.coverage.points import Key
from lca.rule_tests.coverage.tour import Tour, tour
from lca.rule_tests.running import CaseRun
from lca.rules.compiled import Line, Rule, TableSpec
from lca.rules.expression import Expression
from lca.rules.stages import STAGES
from lca.system.environment import Row

_OUTSIDE = ("A204", "A206")


def visited(rule: Rule, run: CaseRun) -> frozenset[Key]:
    """The keys of the points that a case exercises.

    A case whose activity data are refused exercises only the ends of the ranges that they go beyond.
    """
    if run.footprint is None or run.inventory is None:
        return frozenset(_beyond(run.result.refused))
    way = tour(rule, run.inventory)
    return frozenset(
        (
            *(("process", key, "") for key in way.reached),
            *_lines(way),
            *_boundary(way, run),
            *_branches(way),
            *_given(way),
            *_tables(way),
            *_demands(way, run.footprint),
            *(("clause", one.name, "") for one in cited(rule) if _clause(one.path, way, run)),
        )
    )


def _beyond(refused: Iterable[Finding]) -> Iterator[Key]:
    for finding in refused:
        if finding.code in _OUTSIDE:
            name, _, column = str(finding.params["name"]).partition("].")
            path = (
                f"activity_data.{name.partition('[')[0]}.table.{column}"
                if column
                else f"activity_data.{name}"
            )
            high = finding.code == "A204" and float(finding.params["value"]) > float(finding.params["high"])
            yield "range", path, "high" if high else "low"


def _lines(way: Tour) -> Iterator[Key]:
    for line in way.lines:
        yield "line", line.path, ""
        yield "stage", line.stage, "included"
    for path, visits in way.visits.items():
        for visit in visits:
            if visit.holds is not None:
                yield "condition", path, "true" if visit.holds else "false"


def _boundary(way: Tour, run: CaseRun) -> Iterator[Key]:
    """What is left out is exercised where a number is expected that would hold it."""
    numbers = [check.what for check in run.result.checks if check.value is not None]
    whole = any(not what.startswith(("stages.", "quality.")) for what in numbers)
    boundary = way.rule.model.boundary
    for stage in STAGES if whole else ():
        yield "stage", stage, "excluded"
    for index, exclusion in enumerate(boundary.exclusions):
        if whole or f"stages.{exclusion.stage}" in numbers:
            yield "exclusion", f"boundary.exclusions[{index}]", ""


def _clause(path: KeyPath, way: Tour, run: CaseRun) -> bool:
    match path:
        case ("boundary", "stages", stage, *_):
            return ("stage", stage, "excluded") in set(_boundary(way, run))
        case ("boundary", "exclusions", *_):
            return ("exclusion", dotted(path), "") in set(_boundary(way, run))
        case ("sensitivities" | "classes", *_) if run.footprint is not None:
            stated = {key[:2] for key in _demands(way, run.footprint)}
            return any(name.startswith(dotted(path)) for _, name in stated)
    return comes_in(path, way)


def _branches(way: Tour) -> Iterator[Key]:
    owners = {id(e): line for line in way.rule.compiled.lines for e in (line.amount, line.when) if e}
    for path, expression in way.rule.expressions.items():
        line = owners.get(id(expression))
        rows = [None] if line is None else _rows(line, expression, way)
        inside = path[0] != "processes" or path[1] in way.reached
        for row in rows if inside and (line or way.known(expression)) else ():
            for arm in _safely(taken(expression, way.scope, row)):
                yield "branch", dotted(path), arm


def _rows(line: Line, expression: Expression, way: Tour) -> list[Row | None]:
    """The rows for which an expression of a line is evaluated: its amount only where the line is formed."""
    visits = way.visits.get(line.path, ())
    if expression is line.when:
        return [visit.row for visit in visits if visit.holds is not None]
    return [visit.row for visit in visits if visit.amount is not None]


def _safely(arms: Iterator[str]) -> Iterator[str]:
    """The same until a formula that the result does not need cannot be evaluated."""
    try:
        yield from arms
    except InputError:
        return


def _given(way: Tour) -> Iterator[Key]:
    bound, compiled = way.bound, way.rule.compiled
    for name in (*compiled.scalars, *compiled.choices, *compiled.supplies, *compiled.tables):
        given = given_as(bound.inventory, name) is not None
        yield from _arms(f"activity_data.{name}", given)
    for name, value in bound.values.items():
        yield from _ends(f"activity_data.{name}", value)
    for name, option in bound.choices.items():
        yield "option", f"activity_data.{name}", option
    for name, supply in bound.supplies.items():
        yield from (("supply", f"activity_data.{name}", source.type) for source in supply.sources)
    for name, constant in compiled.parameters.items():
        used = constant.at(bound.inventory.period.end)
        yield "date", f"parameters.{name}", str(used.since)


def _arms(path: str, given: bool) -> Iterator[Key]:
    """Both words for what is not given: of the two only the one that the rule declares is a point."""
    if given:
        yield "optional", path, "given"
    else:
        yield "optional", path, "default"
        yield "optional", path, "left_out"


def _ends(path: str, value: BoundValue) -> Iterator[Key]:
    for arm, end in zip(("low", "high"), value.spec.range or (), strict=False):
        if value.entry is not None and math.isclose(value.value, end, rel_tol=1e-9):
            yield "range", path, arm


def _tables(way: Tour) -> Iterator[Key]:
    for name, spec in way.rule.compiled.tables.items():
        rows = way.bound.tables[name]
        yield "table", f"activity_data.{name}", "rows" if rows else "empty"
        for row in rows:
            for column, text in row.texts.items():
                yield "option", f"activity_data.{name}.table.{column}", text
            for column, value in row.values.items():
                yield from _ends(f"activity_data.{name}.table.{column}", value)
        for given in way.bound.inventory.tables.get(name, ()):
            yield from _cells(spec, given)


def _cells(spec: TableSpec, row: GivenRow) -> Iterator[Key]:
    for column in spec.columns:
        yield from _arms(f"activity_data.{spec.name}.table.{column}", column in row.cells)


def _demands(way: Tour, footprint: Footprint) -> Iterator[Key]:
    for case in footprint.sensitivities:
        yield "sensitivity", f"sensitivities.{case.key}", ""
    classes = way.rule.model.classes
    for index, band in enumerate(classes.bands if classes else ()):
        if band.name == performance_class(footprint):
            yield "class", f"classes.bands[{index}]", band.name
