"""All points of a rule: what of it its tests can exercise."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lca.documents import KeyPath, dotted
from lca.rule_tests.coverage.branches import arms
from lca.rule_tests.coverage.clauses import clause_points
from lca.rule_tests.coverage.points import Kind, Point
from lca.rules.compiled import ColumnSpec, Rule, ScalarSpec, TableSpec
from lca.rules.stages import STAGES


def points(rule: Rule) -> tuple[Point, ...]:
    """Every point of a rule, each once, in no particular order."""
    return (
        *clause_points(rule),
        *_processes(rule),
        *_boundary(rule),
        *_branches(rule),
        *_choices(rule),
        *_supplies(rule),
        *_tables(rule),
        *_numbers(rule),
        *_demands(rule),
    )


def _processes(rule: Rule) -> Iterator[Point]:
    for process in rule.compiled.processes.values():
        yield Point("process", process.key, "", process.location)
    for line in rule.compiled.lines:
        point = Point("line", line.path, "", line.location)
        yield point
        if line.when is not None:
            condition = replace(point, kind="condition", location=line.when.span.at(0), words=line.when.text)
            yield from (replace(condition, arm=arm) for arm in ("true", "false"))


def _boundary(rule: Rule) -> Iterator[Point]:
    for stage in STAGES:
        included = rule.model.boundary.stages.includes(stage)
        place = rule.document.locate(("boundary", "stages", stage))
        yield Point("stage", stage, "included" if included else "excluded", place)
    for index, exclusion in enumerate(rule.model.boundary.exclusions):
        path: KeyPath = ("boundary", "exclusions", index)
        yield Point("exclusion", dotted(path), "", rule.document.locate(path), str(exclusion.name))


def _branches(rule: Rule) -> Iterator[Point]:
    for path, expression in rule.expressions.items():
        for arm, words, offset in arms(expression):
            yield Point("branch", dotted(path), arm, expression.span.at(offset), words)


def _choices(rule: Rule) -> Iterator[Point]:
    for name, spec in rule.compiled.choices.items():
        path: KeyPath = ("activity_data", name)
        yield from _options(rule, path, spec.options)
        yield from _optional(rule, path, spec.required, spec.default is not None)


def _options(rule: Rule, path: KeyPath, options: tuple[str, ...]) -> Iterator[Point]:
    place = rule.document.locate((*path, "options"))
    for option in options:
        yield Point("option", dotted(path), option, place)


def _optional(rule: Rule, path: KeyPath, required: bool, default: bool) -> Iterator[Point]:
    """Given and not given, of what may be left out; without it the default stands in, if there is one."""
    if required and not default:
        return
    place = rule.document.locate(path)
    for arm in ("given", "default" if default else "left_out"):
        yield Point("optional", dotted(path), arm, place)


def _supplies(rule: Rule) -> Iterator[Point]:
    electricity = rule.model.electricity
    for name, spec in rule.compiled.supplies.items():
        path: KeyPath = ("activity_data", name)
        for source in electricity.hierarchy if electricity else ():
            yield Point("supply", dotted(path), source, spec.location)
        yield from _optional(rule, path, spec.required, not spec.required)


def _tables(rule: Rule) -> Iterator[Point]:
    for name, spec in rule.compiled.tables.items():
        path: KeyPath = ("activity_data", name)
        yield Point("table", dotted(path), "rows", spec.location)
        yield Point("table", dotted(path), "empty", spec.location)
        yield from _optional(rule, path, spec.required, default=False)
        yield from _columns(rule, spec)


def _columns(rule: Rule, table: TableSpec) -> Iterator[Point]:
    for name, spec in table.columns.items():
        path: KeyPath = ("activity_data", table.name, "table", name)
        yield from _options(rule, path, spec.options)
        yield from _optional(rule, path, spec.required, spec.default is not None)
        yield from _ends(rule, path, spec)


def _numbers(rule: Rule) -> Iterator[Point]:
    for name, spec in rule.compiled.scalars.items():
        path: KeyPath = ("activity_data", name)
        yield from _optional(rule, path, spec.required, spec.default is not None)
        yield from _ends(rule, path, spec)
    for name, constant in rule.compiled.parameters.items():
        for value in constant.values if len(constant.values) > 1 else ():
            yield Point("date", f"parameters.{name}", str(value.since), value.location)


def _ends(rule: Rule, path: KeyPath, spec: ScalarSpec | ColumnSpec) -> Iterator[Point]:
    unit = spec.unit.text if spec.unit and spec.unit.text != "1" else ""
    place = rule.document.locate((*path, "range"))
    for arm, end in zip(("low", "high"), spec.range or (), strict=False):
        yield Point("range", dotted(path), arm, place, f"{end:g} {unit}".rstrip())


def _demands(rule: Rule) -> Iterator[Point]:
    for key in rule.model.sensitivities:
        yield _demand(rule, "sensitivity", ("sensitivities", key), "")
    for index, band in enumerate(rule.model.classes.bands if rule.model.classes else ()):
        yield _demand(rule, "class", ("classes", "bands", index), band.name)


def _demand(rule: Rule, kind: Kind, path: KeyPath, arm: str) -> Point:
    return Point(kind, dotted(path), arm, rule.document.locate(path))
