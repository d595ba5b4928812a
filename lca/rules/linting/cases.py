"""The tests of a rule: do they give what the rule asks for, and expect what can be expected?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from lca.documents import KeyPath
from lca.errors import InputError, nearest
from lca.rules.compiled import ChoiceSpec, ScalarSpec, TableSpec
from lca.rules.compiling.context import Context
from lca.rules.compiling.declared import Declared
from lca.rules.expectations import read_expectations
from lca.rules.schema.rule import RuleModel, RuleTest
from lca.units import quantity


def check_tests(context: Context, model: RuleModel, declared: Declared) -> None:
    """Everything about tests that can be told without running them."""
    seen: set[str] = set()
    for index, test in enumerate(model.tests):
        path: KeyPath = ("tests", index)
        if test.name in seen:
            context.refuse("R170", (*path, "name"), name=test.name)
        seen.add(test.name)
        _given(context, (*path, "given"), test, model, declared)
        _expect(context, index, model)
        _inventory(context, path, test, declared)


def _given(context: Context, path: KeyPath, test: RuleTest, model: RuleModel, declared: Declared) -> None:
    for name, value in test.given.items():
        place = (*path, name)
        if name not in model.activity_data and name not in declared.unreadable:
            context.refuse("R121", place, nearest(name, model.activity_data), name=name, test=test.name)
        else:
            check_value(context, place, name, value, declared)


def check_value(context: Context, path: KeyPath, name: str, value: Any, declared: Declared) -> None:
    """Whether a value can stand for the activity data ``name``, as far as that shows without binding."""
    if name in declared.scalars:
        _scalar(context, path, value, declared.scalars[name].unit.text)
    elif name in declared.choices:
        options = declared.choices[name].options
        if isinstance(value, str) and value not in options:
            context.refuse("R150", path, nearest(value, options), value=value)
    elif name in declared.tables:
        _rows(context, path, value, declared.tables[name])


def _scalar(context: Context, path: KeyPath, value: Any, unit: str) -> None:
    """A short quantity must have the unit's dimension; the long form is the inventory's matter."""
    if isinstance(value, dict):
        return
    try:
        quantity(value, like=unit or "1")
    except InputError as error:
        place = context.place(path, str(value))
        context.findings.extend(replace(finding, location=place) for finding in error.findings)


def _rows(context: Context, path: KeyPath, value: Any, spec: TableSpec) -> None:
    if not isinstance(value, list):
        context.refuse("R175", path, table=spec.name)
        return
    for index, row in enumerate(value):
        for column in row if isinstance(row, dict) else ():
            if column not in spec.columns:
                near = nearest(column, spec.columns)
                context.refuse("E206", (*path, index, column), near, name=column, table=spec.name)


def _expect(context: Context, index: int, model: RuleModel) -> None:
    found, findings = read_expectations(model, context.document, index)
    context.findings.extend(findings)
    if not found and not findings:
        context.refuse("R149", ("tests", index, "expect"), test=model.tests[index].name)


def _inventory(context: Context, path: KeyPath, test: RuleTest, declared: Declared) -> None:
    if test.inventory is None:
        asked: Mapping[str, ScalarSpec | ChoiceSpec] = {**declared.scalars, **declared.choices}
        missing = [name for name, spec in asked.items() if spec.required and name not in test.given]
        if missing:
            context.warn("R173", path, test=test.name, names=", ".join(missing))
        return
    if not _beside(test.inventory):
        context.refuse("R300", (*path, "inventory"), inventory=test.inventory)
        return
    file = context.document.file
    if file is not None and Path(file).is_file() and not (Path(file).parent / test.inventory).is_file():
        context.refuse("R172", (*path, "inventory"), inventory=test.inventory)


def _beside(name: str) -> bool:
    """Whether a name is that of a YAML file by its way from the rule file, and nothing else."""
    if re.search(r"[\\:$%*?<>|\x00-\x1f]", name):
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and name[0] != "~" and path.suffix in (".yaml", ".yml")
