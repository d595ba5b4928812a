"""Laws that hold for every expression."""

from __future__ import annotations

import math
import operator
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lca.rules.expression import Scope, dimension, evaluate, parse, to_text
from lca.rules.expression.tree import (
    Binary,
    Column,
    Extreme,
    If,
    Name,
    Node,
    Number,
    Option,
    Power,
    Sum,
    Text,
    Unary,
)
from lca.units import Dimension, unit

UNITS = ("", "kg", "t", "kWh/t", "%", "kg CO2e/kg", "m3", "t·km", "min")
NAMES = ("a", "b", "anode_net", "ash")
exact = st.integers(-20, 20)
numbers = st.builds(
    Number,
    st.floats(0, 1e6, allow_nan=False).map(abs),
    st.sampled_from(UNITS).map(lambda text: unit(text) if text else parse("1").tree.unit),  # type: ignore[union-attr]
)
leaves = numbers | st.sampled_from(NAMES).map(Name) | st.sampled_from(("mass", "share")).map(Column)


def arithmetic(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Unary, st.just("-"), inner),
        st.builds(Power, inner, st.integers(-9, 9)),
        st.builds(
            Extreme, st.sampled_from(("min", "max")), st.lists(inner, min_size=1, max_size=3).map(tuple)
        ),
        st.builds(If, conditions(inner), inner, inner),
        st.builds(Sum, st.sampled_from(("parts", "freight")), inner),
    )


def conditions(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    compared = st.builds(Binary, st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), inner, inner)
    chosen = st.builds(
        Binary,
        st.sampled_from(("==", "!=")),
        st.builds(Option, st.just("supply")),
        st.builds(Text, st.just("x.y")),
    )
    simple = compared | chosen
    return (
        simple
        | st.builds(Binary, st.sampled_from(("and", "or")), simple, simple)
        | st.builds(Unary, st.just("not"), simple)
    )


trees = st.recursive(leaves, arithmetic, max_leaves=12)


@given(trees)
@settings(max_examples=150, deadline=None)
def test_what_is_printed_reads_back(tree: Node) -> None:
    assume(len(to_text(tree)) <= 2000)
    assert parse(to_text(tree)).tree == tree


@given(
    st.recursive(
        conditions(leaves),
        lambda c: (
            st.builds(Binary, st.sampled_from(("and", "or")), c, c) | st.builds(Unary, st.just("not"), c)
        ),
        max_leaves=5,
    )
)
@settings(max_examples=60, deadline=None)
def test_conditions_read_back(tree: Node) -> None:
    assume(len(to_text(tree)) <= 2000)
    assert parse(to_text(tree)).tree == tree


whole = st.recursive(
    st.integers(1, 50).map(str) | st.sampled_from(("x", "y")),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner)
        | st.builds("-({})".format, inner)
        | st.builds("({})^{}".format, inner, st.integers(0, 3))
    ),
    max_leaves=8,
)


@given(whole, st.integers(1, 9), st.integers(1, 9))
@settings(max_examples=150, deadline=None)
def test_agrees_with_exact_arithmetic(text: str, x: int, y: int) -> None:
    """Python's own parser over fractions is the reference; cancellation bounds the comparison."""
    names = {"x": Fraction(x), "y": Fraction(y), "F": Fraction}
    code = compile(_fractions(text), "reference", "eval")
    try:
        expected = eval(code, {"__builtins__": {}}, names)
    except ZeroDivisionError:
        return
    size = _size(text, x, y)
    assume(size < 1e12)
    got = evaluate(parse(text), {"x": float(x), "y": float(y)})
    assert math.isclose(got, float(expected), rel_tol=1e-9, abs_tol=1e-6 * size**0.5)


def _fractions(text: str) -> str:
    import re

    exponents = text.replace("^", "**")
    return re.sub(r"(?<!\*\*)\b(\d+)\b", r"F(\1)", exponents)


def _size(text: str, x: int, y: int) -> float:
    import re

    return float(math.prod(int(n) + 1 for n in re.findall(r"\d+", text)) * max(x, y))


@given(st.floats(0.001, 1e6), st.floats(0.001, 1e6), st.sampled_from(("+", "-", "*", "/")))
@settings(max_examples=100, deadline=None)
def test_same_bits_as_python(a: float, b: float, sign: str) -> None:
    plain = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv}[sign]
    assert evaluate(parse(f"a {sign} b"), {"a": a, "b": b}) == plain(a, b)


@given(st.integers(1, 10**6), st.floats(0.01, 100))
@settings(max_examples=100, deadline=None)
def test_the_unit_written_does_not_matter(grams: int, factor: float) -> None:
    texts = [f"{grams} g * x", f"{grams / 1000!r} kg * x", f"{grams / 1e6!r} t * x"]
    values = [evaluate(parse(text), {"x": factor}) for text in texts]
    assert values[0] == pytest.approx(values[1], rel=1e-14)
    assert values[0] == pytest.approx(values[2], rel=1e-14)


def test_a_tonne_is_a_thousand_kilograms() -> None:
    assert evaluate(parse("1 t"), {}) == evaluate(parse("1000 kg"), {}) == 1000.0


powers = st.dictionaries(st.sampled_from(("mass", "energy", "length", "time")), st.integers(-3, 3))
dimensions = powers.map(Dimension.of)


@given(dimensions, dimensions, st.integers(-5, 5))
@settings(max_examples=100, deadline=None)
def test_dimensions_multiply_as_their_quantities(a: Dimension, b: Dimension, n: int) -> None:
    scope = Scope(numbers={"a": a, "b": b})

    def of(text: str) -> Dimension:
        return dimension(parse(text), scope)

    assert of("a * b") == of("b * a") == a * b
    assert of("a * b / b") == a
    assert of(f"a^{n}") == a**n
    assert of("(a * b)^2") == of("a^2 * b^2")
    assert of("a / a") == Dimension()
    assert of("a * b + b * a") == a * b
