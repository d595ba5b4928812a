"""A test case made from a run: what the activity data give today, to be held against tomorrow.

Such a number guards against change. It does not prove that the rule is right, and its source says so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from lca.calculation import calculate
from lca.documents import read_document
from lca.errors import Finding, InputError, InternalError, Location, RuleError
from lca.factors.database import FactorDatabase
from lca.i18n import Language
from lca.inventory.load import load_inventory
from lca.inventory.values import Inventory
from lca.results.footprint import Footprint
from lca.rule_tests.insertion import case_text, with_case
from lca.rule_tests.outcome import CaseResult
from lca.rule_tests.running import run_case
from lca.rules.case import computed, expected_footprint
from lca.rules.compiled import Rule
from lca.rules.load import load_rule
from lca.system.backgrounds import Backgrounds

MARGIN: Final = "0.1 %"
SLACK: Final = 10
"""Rounding takes at most one part in ten of the margin."""
LEAST_DIGITS, MOST_DIGITS = 4, 17
UNITS: Final = (("t", 1000.0), ("kg", 1.0), ("g", 1e-3), ("mg", 1e-6))


@dataclass(frozen=True, slots=True)
class Scaffold:
    """A case as text, indented for the list of tests, and the whole rule file with it at the end."""

    name: str
    text: str
    file: bytes


@dataclass(frozen=True, slots=True)
class Wish:
    """How a case is to be made; without a name it is that of the product, in ``language``.

    ``margin`` is a share or a mass of CO2e; ``inline`` puts the activity data themselves into the case.
    """

    name: str | None = None
    margin: str = MARGIN
    inline: bool = False
    language: Language = "en"


def scaffold(
    rule: Rule,
    inventory: Path,
    day: date,
    wish: Wish | None = None,
    *,
    factors: FactorDatabase,
    backgrounds: Backgrounds = (),
) -> Scaffold:
    """A case that expects the total and the stages that an inventory gives under a rule.

    It is run before it is handed out: it passes, and the rule with it is in order.

    Raises:
        InputError: the inventory, the rule or the margin (R181 to R183) is wrong; R352 no path leads from
            the rule to the inventory; R353 the activity data cannot stand in a test by themselves; R354
            the name is taken; R355 the tests are written so that none can be added.
    """
    asked = wish or Wish()
    expected_footprint(f"1 kg ± {asked.margin}", Location("--margin"))
    file = Path(rule.document.file or "")
    data = load_inventory(inventory)
    footprint = calculate(data, rule, factors=factors, samples=0, backgrounds=backgrounds)
    name = _name(rule, data, asked)
    case = {
        "name": name,
        **(_given(inventory, data) if asked.inline else _base(file, inventory)),
        "expect": _expected(footprint, asked.margin),
        "source": computed(footprint.provenance.engine_version, day, footprint.provenance.factor_release),
    }
    whole = with_case(file.read_bytes(), case, str(file))
    made = load_rule(whole, str(file))
    proof = run_case(made, len(made.model.tests) - 1, factors=factors, backgrounds=backgrounds)
    _insist(proof.result, inventory, asked)
    return Scaffold(name, case_text(case), whole)


def _name(rule: Rule, inventory: Inventory, wish: Wish) -> str:
    taken = {test.name for test in rule.model.tests}
    if wish.name is not None:
        if wish.name in taken:
            place = rule.document.locate(("tests",))
            raise RuleError(Finding("R354", {"name": wish.name}, place))
        return wish.name
    product = inventory.product.name.get(wish.language)
    names = (product, *(f"{product} ({number})" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _base(rule: Path, inventory: Path) -> dict[str, Any]:
    start, end = os.path.abspath(rule.parent), os.path.abspath(inventory)
    try:
        return {"inventory": Path(os.path.relpath(end, start)).as_posix()}
    except ValueError as error:
        raise RuleError(Finding("R352", {"inventory": end}, Location(str(rule)))) from error


def _given(path: Path, inventory: Inventory) -> dict[str, Any]:
    """The activity data themselves, as they are written."""
    written = read_document(path).data
    parts = {
        "given": written.get("activity_data") or None,
        "footprints": written.get("footprints") or None,
        "geography": inventory.geography,
        "year": inventory.period.end.year,
    }
    return {key: value for key, value in parts.items() if value is not None}


def _expected(footprint: Footprint, margin: str) -> dict[str, Any]:
    stages = {s.key: _number(s.value, margin) for s in footprint.stages if s.included}
    return {"total": _number(footprint.total.value, margin), "stages": stages}


def _number(value: float, margin: str) -> str:
    """A footprint in kg CO2e with as few digits as its margin bears."""
    unit, scale = next(((u, s) for u, s in UNITS if abs(value) >= s), UNITS[1])
    room = expected_footprint(f"{value!r} kg ± {margin}").margin / SLACK
    for digits in range(LEAST_DIGITS, MOST_DIGITS + 1):
        shown = Decimal(f"{value / scale:.{digits - 1}e}")
        if abs(float(shown) * scale - value) <= room:
            break
    return f"{shown:f} {unit} ± {margin}"


def _insist(result: CaseResult, inventory: Path, wish: Wish) -> None:
    """The case as the rule now has it must give what it expects."""
    if result.passed:
        return
    failed = [check for check in result.checks if not check.passed]
    told = [f"{check.what}: {check.actual} ≠ {check.expected}" for check in failed]
    reason = result.refused[0].message(wish.language) if result.refused else "; ".join(told)
    if not wish.inline:
        raise InternalError(f"a case made from a run does not pass: {reason}")
    raise InputError(Finding("R353", {"reason": reason}, Location(str(inventory))))
