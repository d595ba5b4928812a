"""Whatever stands in a file, it is either a rule or has a finding: nothing crashes."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lca.documents import read_document
from lca.errors import RuleError, Severity
from lca.rules.expression import parse, to_text
from lca.rules.load import examine

METAL = read_document(Path(__file__).with_name("metal.yaml")).data
ODD: tuple[Any, ...] = (
    *(None, 0, -1, 1.5, True, "", "x", "$x", "$row.x", "1 kg", "a + b", "if(", "∞", "text", "factor"),
    *([], [1], ["a"], [[]], {}, {"a": 1}, {"excluded": {}}, {"product": "metal", "amount": "1 t"}),
)


def paths(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in inner for found in paths(value, (*path, key)))]


PATHS = [path for path in paths(METAL) if path]


@given(st.lists(st.tuples(st.sampled_from(PATHS), st.sampled_from(ODD)), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_rule_with_odd_values(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = copy.deepcopy(METAL)
    for path, value in changes:
        holder = data
        for key in path[:-1]:
            holder = holder[key] if holds(holder, key) else None
        if holds(holder, path[-1]):
            holder[path[-1]] = value
    rule, findings = examine(json.dumps(data, ensure_ascii=False, default=str).encode(), "metal.yaml")
    assert (rule is None) == any(finding.severity is Severity.ERROR for finding in findings)
    for finding in findings:
        assert finding.location.line == 1
        assert finding.render("en")
        assert finding.render("zh")


def holds(holder: Any, key: Any) -> bool:
    return (isinstance(holder, dict) and key in holder) or (
        isinstance(holder, list) and isinstance(key, int) and key < len(holder)
    )


@given(st.text("ab1. +-*/^()<>=!,$'\"%kgt·row min sum if and or not", max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_text_is_an_expression_or_refused(text: str) -> None:
    try:
        expression = parse(text)
    except RuleError:
        return
    assert parse(to_text(expression)).tree == expression.tree
