"""Laws of printed formulas: what LaTeX says, read by the rules of mathematics, is what the tree says."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from lca.report.mathematics import latex_inline, mathml_inline, omml_inline, typst_inline
from lca.report.mathematics.layout import branches, name_layout
from lca.rules.expression import evaluate, parse, to_text
from lca.rules.expression.tree import (
    Binary,
    Column,
    Expression,
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
from lca.units import PURE, unit

LETTERS = dict.fromkeys(("a", "b", "anode_net", "ash", "row.mass", "row.share"), "x")
UNITS = (None, "kg", "kWh/t", "%", "kg CO2e/kg", "m3", "t·km")
TOKEN = re.compile(
    r"(?P<number>\d[\d.]*(?: \\times 10\^\{-?\d+\})?)"
    r"|x_\{\\text\{(?P<name>[^{}]*)\}(?:,(?P<index>[a-z]))?\}"
    r"|\\sum_\{(?P<row>[a-z]) \\in \\text\{(?P<table>[^{}]*)\}\}"
    r"|\\text\{“(?P<quoted>[^{}]*)”\}|(?:\\,)?\\text\{(?P<words>[^{}]*)\}"
    r"|(?P<sign>\\frac|\\left\(|\\right\)|\\begin\{cases\}|\\end\{cases\}|\\\\|\\[a-z]+|[{}^+\-=&,])"
)
SIGNS = {
    "\\times": "*",
    "-": "-",
    "+": "+",
    "=": "==",
    "\\neq": "!=",
    "\\lt": "<",
    "\\gt": ">",
    "\\leq": "<=",
    "\\geq": ">=",
    "\\land": " and ",
    "\\lor": " or ",
    "\\lnot": " not ",
}
ENDS_SUM = (*(sign for sign in SIGNS if sign != "\\times"), "&", "\\\\", ",", "}")


class Reader:
    """Reads LaTeX as a mathematician does, into the text of the rule language.

    Parentheses come only from what is seen: fractions, braces, fences. A sum reaches to the next plus,
    minus, relation or end.
    """

    def __init__(self, text: str) -> None:
        self.tokens = list(TOKEN.finditer(text))
        assert re.sub(r"\s", "", "".join(m[0] for m in self.tokens)) == re.sub(r"\s", "", text)
        self.at = 0
        self.rows: list[str] = []

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> str:
        token = self.peek()
        assert not expected or token == expected
        self.at += 1
        return token

    def run(self, *ends: str) -> str:
        parts = []
        while self.peek() and self.peek() not in ends:
            parts.append(self.one())
        return " ".join(parts)

    def braced(self) -> str:
        self.take("{")
        inner = self.run("}")
        self.take("}")
        return inner

    def one(self) -> str:
        match = self.tokens[self.at]
        if match["number"]:
            return self.number()
        if match["name"] is not None:
            self.at += 1
            if match["index"]:
                assert match["index"] == (self.rows or ["i"])[-1]
            return ("$row." if match["index"] else "") + match["name"].replace(" ", "_")
        if match["table"] is not None:
            return self.sum(match)
        if match["quoted"] is not None or match["words"] is not None:
            self.at += 1
            quoted = match["quoted"] is not None
            return f'"{match["quoted"]}"' if quoted else "$" + match["words"].replace(" ", "_")
        return self.sign()

    def number(self) -> str:
        digits = re.sub(r" \\times 10\^\{(-?\d+)\}", r"e\1", self.take())
        following = self.tokens[self.at] if self.at < len(self.tokens) else None
        if following is None or following["words"] is None:
            return digits
        self.at += 1
        plain = following["words"].replace("CO₂e", "CO2e").replace("³", "3").replace("\\%", "%")
        return f"{digits} {plain}"

    def sum(self, match: re.Match[str]) -> str:
        self.at += 1
        self.rows.append(match["row"])
        term = self.run(*ENDS_SUM, "\\right)")
        self.rows.pop()
        return f"sum({match['table']}, {term})"

    def sign(self) -> str:
        token = self.take()
        if token == "\\frac":
            return f"(({self.braced()}) / ({self.braced()}))"
        if token == "{":
            self.at -= 1
            base = self.braced()
            self.take("^")
            return f"{base}^{self.exponent()}"
        if token in ("\\min", "\\max"):
            self.take("\\left(")
            inner = []
            while True:
                inner.append(self.run(",", "\\right)"))
                if self.take() != ",":
                    return f"{token[1:]}({', '.join(inner)})"
        if token == "\\left(":
            inner_text = self.run("\\right)")
            self.take("\\right)")
            return f"({inner_text})"
        if token == "\\begin{cases}":
            return self.cases()
        return SIGNS[token]

    def exponent(self) -> str:
        self.take("{")
        sign = self.take() if self.peek() == "-" else ""
        value = self.take()
        self.take("}")
        return sign + value

    def cases(self) -> str:
        pairs = []
        while True:
            value = self.run("&")
            self.take("&")
            pairs.append((value, self.run("\\\\", "\\end{cases}")))
            if self.take() == "\\end{cases}":
                break
        text = pairs[-1][0]
        for value, condition in reversed(pairs[:-1]):
            text = f"if({condition}, {value}, {text})"
        return text


def read(node: Node) -> Node:
    return parse(Reader(latex_inline(node, LETTERS)).run()).tree


leaves = (
    st.builds(
        Number,
        st.floats(0, 1e6, allow_nan=False).map(abs) | st.sampled_from((1e-7, 3e22)),
        st.sampled_from(UNITS).map(lambda text: unit(text) if text else PURE),
    )
    | st.sampled_from(("a", "anode_net", "ash")).map(Name)
    | st.sampled_from(("mass", "share")).map(Column)
)


def arithmetic(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Binary, st.sampled_from("+-*/"), inner, inner),
        st.builds(Unary, st.just("-"), inner),
        st.builds(Power, inner, st.integers(-9, 9)),
        st.builds(
            Extreme, st.sampled_from(("min", "max")), st.lists(inner, min_size=1, max_size=3).map(tuple)
        ),
        st.builds(Sum, st.sampled_from(("parts", "freight")), inner),
    )


trees = st.recursive(leaves, arithmetic, max_leaves=12)
compared = st.builds(Binary, st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), trees, trees)
chosen = st.builds(Binary, st.sampled_from(("==", "!=")), st.just(Option("supply")), st.just(Text("x.y")))
conditions = st.recursive(
    compared | chosen,
    lambda c: st.builds(Binary, st.sampled_from(("and", "or")), c, c) | st.builds(Unary, st.just("not"), c),
    max_leaves=4,
)


@given(trees)
@settings(max_examples=250, deadline=None)
def test_what_is_seen_is_what_is_meant(tree: Node) -> None:
    assume(len(to_text(tree)) < 600)
    assert read(tree) == tree


@given(conditions)
@settings(max_examples=60, deadline=None)
def test_conditions_are_seen_as_meant(tree: Node) -> None:
    assume(len(to_text(tree)) < 600)
    assert read(tree) == tree


small = st.integers(0, 3).map(lambda n: Number(float(n), PURE)) | st.sampled_from("ab").map(Name)
simple = st.builds(Binary, st.sampled_from(("<", "<=", ">", ">=", "==", "!=")), small, small)
decided = st.recursive(
    simple,
    lambda c: st.builds(Binary, st.sampled_from(("and", "or")), c, c) | st.builds(Unary, st.just("not"), c),
    max_leaves=3,
)
chains = st.recursive(
    small,
    lambda inner: (
        st.builds(If, decided, inner, inner) | st.builds(Binary, st.sampled_from("+-*"), inner, inner)
    ),
    max_leaves=6,
)


@given(chains, st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_cases_have_the_value_of_the_if(tree: Node, a: int, b: int) -> None:
    values = {"a": float(a), "b": float(b)}
    seen = read(tree)
    assert evaluate(Expression("", seen), values) == evaluate(Expression("", tree), values)


@given(st.builds(If, decided, small, chains), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=150, deadline=None)
def test_exactly_one_case_holds(tree: If, a: int, b: int) -> None:
    values = {"a": float(a), "b": float(b)}
    held = [bool(evaluate(Expression("", condition), values)) for _, condition in branches(tree)]
    assert sum(held) == 1


names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)


@given(st.lists(names, min_size=2, max_size=8, unique=True), st.sampled_from("mrQ"))
@settings(max_examples=100, deadline=None)
def test_no_two_names_print_the_same(found: list[str], letter: str) -> None:
    letters = dict.fromkeys([*found, *(f"row.{name}" for name in found)], letter)
    printed = [
        write(name, letters)
        for write in (latex_inline, mathml_inline, omml_inline, typst_inline)
        for name in letters
    ]
    assert all(one != other for one, other in combinations(printed, 2))


@given(names)
@settings(max_examples=100, deadline=None)
def test_a_name_is_read_back_from_its_subscript(name: str) -> None:
    words = name_layout(name, {name: "m"}).words
    assert (words if "_" in words else words.replace(" ", "_")) == name


def test_the_reader_does_not_add_parentheses() -> None:
    seen = parse(Reader(r"x_{\text{a}} - x_{\text{b}} + x_{\text{ash}}").run()).tree
    assert seen == parse("(a - b) + ash").tree
