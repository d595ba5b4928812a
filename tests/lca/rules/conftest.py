"""A small rule that is in order, and how tests spoil it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from lca.errors import Finding
from lca.rules.load import examine

RULE = Path(__file__).with_name("metal.yaml").read_text(encoding="utf-8")

Spoil = Callable[..., bytes]
Found = Callable[..., Sequence[Finding]]


@pytest.fixture
def spoil() -> Spoil:
    """The rule with pieces of its text replaced; each piece must be there."""

    def replace(*pairs: tuple[str, str]) -> bytes:
        text = RULE
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text.encode()

    return replace


@pytest.fixture
def found(spoil: Spoil) -> Found:
    """What reading, compiling and checking find in the spoilt rule; what linting advises besides is apart."""
    return lambda *pairs: list(examine(spoil(*pairs), "metal.yaml")[1])
