"""A rule in which everything stands once, and the same rule with pieces written otherwise."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from lca.documents import read_document
from lca.rules.comparison import Comparison, compare
from lca.rules.frames import FrameRule
from lca.rules.schema.rule import Frame

RICH = read_document(Path(__file__).with_name("rich.yaml"))
Differ = Callable[..., Comparison]


def put(data: Any, path: str, value: Any) -> None:
    """Write a value at a path; None takes away what stands there."""
    *above, last = [int(key) if key.isdigit() else key for key in path.split(".")]
    for key in above:
        data = data.setdefault(key, {}) if isinstance(data, dict) else data[key]
    if value is None:
        data.pop(last, None)
    elif isinstance(data, list) and last == len(data):
        data.append(value)
    else:
        data[last] = value


def edition(puts: dict[str, Any]) -> FrameRule:
    """The rule with pieces written otherwise: what it says, not whether it could be computed with."""
    data = copy.deepcopy(RICH.data)
    for path, value in puts.items():
        put(data, path, value)
    text = json.dumps(data, ensure_ascii=False, indent=1, default=str).encode()
    document = read_document(text, "rich.yaml")
    return FrameRule(Frame.model_validate(document.data), document, (), ())


@pytest.fixture(scope="session")
def differ() -> Differ:
    """``differ({path: value})``: the rule against itself as written otherwise; ``back`` the other way."""

    rich = edition({})

    def found(puts: dict[str, Any], back: bool = False) -> Comparison:
        other = edition(puts)
        return compare(other, rich) if back else compare(rich, other)

    return found
