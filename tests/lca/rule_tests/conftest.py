"""A small rule, and cases to put under it.

A tonne of a part: metal at 2 kg CO2e/kg, power at 0.5 kg CO2e/kWh, paint by rows at 3 kg CO2e/kg, and an
extra at 4 kg CO2e/kg.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from lca.factors.database import FactorDatabase
from lca.rules.compiled import Rule
from lca.rules.load import load_rule

PART = Path(__file__).with_name("part.yaml").read_text(encoding="utf-8")
PLAIN = "metal: 1.25 t, power: 300 kWh"
FOOTPRINTS = """    footprints:
      metal: {value: 2, unit: kg CO2e/kg}
      power: {value: 0.5, unit: kg CO2e/kWh}
      paint: {value: 3, unit: kg CO2e/kg}
      extra: {value: 4, unit: kg CO2e/kg}
"""

Case = Callable[..., str]
Part = Callable[..., Rule]


@pytest.fixture(scope="session")
def case() -> Case:
    """A case of the rule as text."""

    def text(name: str, expect: str, given: str = PLAIN, source: str = "by hand") -> str:
        head = f"  - name: {name}\n    given: {{{given}}}\n{FOOTPRINTS}"
        return f"{head}    expect: {expect}\n    source: {source}\n"

    return text


@pytest.fixture(scope="session")
def part_text() -> Callable[..., str]:
    """The rule with cases as text; ``changes`` are pieces to replace, each of which must be there."""

    def text(*cases: str, changes: tuple[tuple[str, str], ...] = ()) -> str:
        whole = PART + "tests:\n" + "".join(cases) if cases else PART
        for old, new in changes:
            assert old in whole, old
            whole = whole.replace(old, new, 1)
        return whole

    return text


@pytest.fixture(scope="session")
def part(part_text: Callable[..., str]) -> Part:
    """The rule with cases, loaded."""
    return lambda *cases, changes=(): load_rule(part_text(*cases, changes=changes).encode(), "part.yaml")


@pytest.fixture(scope="session")
def factors() -> FactorDatabase:
    return FactorDatabase.open()
