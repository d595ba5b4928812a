"""Bounds hold every value that can occur; what they decide about a condition is so for every value."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import RuleError
from lca.rules.expression import evaluate, parse
from lca.rules.linting.conditions import decide
from lca.rules.linting.intervals import EVERYTHING, Bounds, Interval

NAMES = ("a", "b", "c")
ENDS = st.integers(-4, 4).map(float)


def bounds(**names: tuple[float, float]) -> Bounds:
    return Bounds({name: Interval(*ends) for name, ends in names.items()}, options={"way": ("wet", "dry")})


@st.composite
def numbers(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0 or draw(st.booleans()):
        return draw(st.sampled_from((*NAMES, "0", "1", "2.5", "3")))
    first, second = draw(numbers(depth - 1)), draw(numbers(depth - 1))
    form = draw(
        st.sampled_from(
            ("({} + {})", "({} - {})", "({} * {})", "({} / {})", "min({}, {})", "max({}, {})", "(-{}) + {}")
        )
    )
    if draw(st.integers(0, 5)) == 0:
        return f"({first})^{draw(st.integers(-3, 3))}"
    if draw(st.integers(0, 5)) == 0:
        return f"if({draw(conditions(depth - 1))}, {first}, {second})"
    return form.format(first, second)


@st.composite
def conditions(draw: st.DrawFn, depth: int = 2) -> str:
    if depth <= 0 or draw(st.booleans()):
        first, second = draw(numbers(1)), draw(numbers(1))
        sign = draw(st.sampled_from(("<", "<=", ">", ">=", "==", "!=")))
        text = draw(st.sampled_from((f"{first} {sign} {second}", '$way == "wet"', '$way != "dry"')))
        return text
    inner = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    return draw(st.sampled_from(("({} and {})", "({} or {})", "not ({})"))).format(*inner)


@st.composite
def cases(
    draw: st.DrawFn, texts: st.SearchStrategy[str]
) -> tuple[str, Bounds, dict[str, float], dict[str, str]]:
    ends = {name: tuple(sorted((draw(ENDS), draw(ENDS)))) for name in NAMES}
    values = {name: draw(st.floats(low, high)) for name, (low, high) in ends.items()}
    return draw(texts), bounds(**ends), values, {"way": draw(st.sampled_from(("wet", "dry")))}


@given(cases(numbers()))
@settings(max_examples=300, deadline=None)
def test_every_value_lies_within_the_bounds(case: Any) -> None:
    text, known, values, options = case
    expression = parse(text)
    try:
        value = evaluate(expression, values, options=options)
    except RuleError:
        return
    found = known.number(expression.tree)
    slack = 1e-9 * (1 + abs(value))
    assert found.low - slack <= value <= found.high + slack


@given(cases(conditions()))
@settings(max_examples=300, deadline=None)
def test_what_is_decided_is_so(case: Any) -> None:
    text, known, values, options = case
    expression = parse(text)
    holds = decide(expression.tree, known)
    try:
        happens = bool(evaluate(expression, values, options=options))
    except RuleError:
        return
    assert holds in (None, happens)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("a + b", 3, 7),
        ("a - b", -3, 1),
        ("a * b", 2, 12),
        ("a / b", 0.25, 1.5),
        ("(a - 2)^2", 0, 1),
        ("a^-2", 1 / 9, 1),
        ("a / (a - 2)", -math.inf, math.inf),
        ("1 / (b - 2)", 0.5, math.inf),
        ("max(a, 2)", 2, 3),
        ("if(a > 5, 100, b)", 2, 4),
        ("-a", -3, -1),
        ("sum(rows, 2)", 0, math.inf),
    ],
)
def test_by_hand(text: str, low: float, high: float) -> None:
    """a from 1 to 3, b from 2 to 4."""
    found = bounds(a=(1, 3), b=(2, 4)).number(parse(text).tree)
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("a > 3", False),
        ("a >= 1", True),
        ("a > 1", None),
        ("a == 2", None),
        ("a != 5", True),
        ("a > 2 and a < 2", False),
        ("a < 2 or a >= 2", True),
        ("not (a > 0)", False),
        ('$way == "wet" and $way == "dry"', False),
        ('$way == "wet" or $way == "dry"', True),
        ('$way == "wet"', None),
        ("a == a", True),
        ("a < a", False),
        ("x > 1", None),
    ],
)
def test_conditions_by_hand(text: str, holds: bool | None) -> None:
    assert decide(parse(text).tree, bounds(a=(1, 3))) is holds


def test_nothing_is_known_of_what_is_not_declared() -> None:
    assert Bounds().number(parse("x * 2").tree) == EVERYTHING
