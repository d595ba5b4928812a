"""Two editions of a small kiln whose footprint is a product of numbers that a reader can multiply."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lca.factors.database import FactorDatabase
from lca.rule_diff import RuleDifference, diff_rules
from lca.rules.load import load_rule

KILN = Path(__file__).with_name("kiln.yaml").read_text(encoding="utf-8")
Pairs = tuple[tuple[str, str], ...]
Compared = Callable[..., RuleDifference]


def edition(pairs: Pairs) -> bytes:
    """The rule with pieces of its text replaced; each piece must be there."""
    text = KILN
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


@pytest.fixture(scope="session")
def factors() -> FactorDatabase:
    return FactorDatabase.open()


@pytest.fixture
def compared(factors: FactorDatabase) -> Compared:
    """``compared((old, new), …)``: the kiln against itself with pieces of its text replaced."""

    def found(*pairs: tuple[str, str], old: Pairs = (), inventories: tuple[Path, ...] = ()) -> RuleDifference:
        before = load_rule(edition(old), "old.yaml")
        after = load_rule(edition(pairs), "new.yaml")
        return diff_rules(before, after, inventories=inventories, factors=factors)

    return found
