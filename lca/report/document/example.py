"""The example of a rule's document: the first of its own tests that can be computed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lca.calculation import calculate
from lca.errors import Finding, InputError
from lca.factors.database import FactorDatabase
from lca.gases import GwpSet
from lca.inventory.load import load_inventory
from lca.inventory.overlay import inventory_of_test
from lca.inventory.values import Inventory
from lca.results.footprint import Footprint
from lca.rules.compiled import Rule
from lca.system.backgrounds import Backgrounds, link

GWP = "AR6"


@dataclass(frozen=True, slots=True)
class Example:
    """Test ``index`` of a rule, its footprint and activity data; None where ``reasons`` kept all from it.

    ``release`` is the version of the factors and ``gwp`` the set of values that were used.
    """

    release: str
    gwp: GwpSet
    index: int | None = None
    footprint: Footprint | None = None
    inventory: Inventory | None = None
    reasons: tuple[Finding, ...] = ()


def example(
    rule: Rule,
    factors: FactorDatabase | None = None,
    gwp: str = GWP,
    backgrounds: Backgrounds = (),
) -> Example:
    """Compute the tests of a rule, without Monte Carlo, until one succeeds.

    A test that expects findings rather than a number is no example. Never raises about a test: what kept
    the tests from being computed stands in ``reasons``.

    Raises:
        InputError: a background database cannot be opened or solved.
    """
    database = factors or FactorDatabase.open()
    values = database.gwp(gwp)
    linked = link(backgrounds, values)
    reasons: list[Finding] = []
    for index in _numeric(rule):
        try:
            inventory = _inventory(rule, index)
            footprint = calculate(inventory, rule, factors=database, gwp=gwp, samples=0, backgrounds=linked)
        except InputError as error:
            reasons += error.findings
        else:
            return Example(database.release.version, values, index, footprint, inventory)
    return Example(database.release.version, values, reasons=tuple(reasons))


def _numeric(rule: Rule) -> Iterator[int]:
    for index, test in enumerate(rule.model.tests):
        if test.expect.total or test.expect.stages:
            yield index


def _inventory(rule: Rule, index: int) -> Inventory:
    return inventory_of_test(rule.document, index, _base(rule, index))


def _base(rule: Rule, index: int) -> Inventory | None:
    name = rule.model.tests[index].inventory
    folder = Path(rule.document.file).parent if rule.document.file else Path()
    return load_inventory(folder / name) if name else None
