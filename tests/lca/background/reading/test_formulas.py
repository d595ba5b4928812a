"""Formulas: values by hand and by Python's own arithmetic; every refusal with its reason."""

import math
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.reading.formula_functions import DIALECTS, DialectName
from lca.background.reading.formulas import evaluate, value_of
from lca.errors import Finding, InputError, Location

ALL: tuple[DialectName, ...] = ("openlca", "simapro", "excel", "ecospold2")


def refused(text: str, dialect: DialectName = "openlca", **values: float) -> Finding:
    with pytest.raises(InputError) as caught:
        value_of(text, values, dialect, Location("f", path="p"))
    (finding,) = caught.value.findings
    assert finding.location == Location("f", path="p")
    assert finding.remedy("zh")
    return finding


@pytest.mark.parametrize("dialect", ALL)
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        (" -1.5e3 ", -1500),
        (".5", 0.5),
        ("2.", 2),
        ("1 + 2 * 3", 7),
        ("(1 + 2) * 3", 9),
        ("10 - 4 - 3", 3),
        ("100 / 10 / 5", 2),
        ("2 ^ 10", 1024),
        ("2 ** -1", 0.5),
        ("2 * -3", -6),
        ("--2", 2),
        ("a * b + a", 14),
        ("=a+1", 3),
        ("a > 1 and b < 7", 1),
        ("a > 1 AND b < 6", 0),
        ("a = 2 or 1 / 0", 1),
        ("a == 2", 1),
        ("a <> 2", 0),
        ("a != 3", 1),
        ("1 xor 1", 0),
        ("not a = 2", 0),
        ("not not a = 2", 1),
        ("(a >= 2) & (b <= 6) | 0", 1),
        ("if(a > 1, 10, 1 / 0)", 10),
        ("IF(a < 1; 1 / 0; 20)", 20),
        ("iff(0; 1)", 0),
        ("min(3, 1, 2) + max(3; 1)", 4),
        ("abs(-3) * sqrt(16)", 12),
        ("exp(ln(5))", 5),
        ("log10(1000)", 3),
        ("floor(-1.5) + ceil(1.2)", 0),
        ("power(2, 3)", 8),
        ("sum(1, 2, 3) / mean(1, 2, 3)", 3),
        ("round(2.6)", 3),
        ("sin(pi / 6)", 0.5),
        ("cos(0) + tan(0)", 1),
        ("ln(e)", 1),
        ("pi()", math.pi),
        ("true + false", 1),
        ("a if b > 5 else 0", 2),
        ("a if b > 6 else 0 if a > 5 else 7", 7),
        ("7 mod 4", 3),
        ("and(1, 1) + or(0, 0) + not(0)", 2),
    ],
)
def test_values_by_hand(text: str, value: float, dialect: DialectName) -> None:
    assert value_of(text, {"a": 2.0, "b": 6.0}, dialect) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    ("dialect", "text", "value"),
    [
        ("openlca", "-2^2", 4),
        ("openlca", "2^3^2", 64),
        ("openlca", "0-2^2", -4),
        ("openlca", "log(100) + lg(10)", 3),
        ("openlca", "round(2.5) + round(-2.5)", 1),
        ("openlca", "int(-2.7)", -2),
        ("openlca", "7 div 2", 3),
        ("openlca", "sqr(3) + frac(2.25)", 9.25),
        ("ecospold2", "-2^2", 4),
        ("ecospold2", "LOG(8; 2)", 3),
        ("ecospold2", "Log(100)", 2),
        ("ecospold2", "ROUND(2.5) + ROUND(-2.5)", 0),
        ("ecospold2", "ROUND(1.235; 2)", 1.24),
        ("ecospold2", "INT(-2.7)", -3),
        ("ecospold2", "MOD(-3; 2)", 1),
        ("simapro", "-2^2", -4),
        ("simapro", "2^3^2", 512),
        ("simapro", "Sqr(3) + IntPower(2; 3)", 17),
        ("simapro", "round(2.5)", 2),
        ("simapro", "LogN(2; 8)", 3),
        ("excel", "-2**2", -4),
        ("excel", "(-2)**2", 4),
        ("excel", "2**3**2", 512),
        ("excel", "2**-2**2", 0.0625),
        ("excel", "log(e)", 1),
        ("excel", "7 // 2 + 7 % 4", 6),
        ("excel", "round(0.125, 2)", 0.12),
    ],
)
def test_where_dialects_differ(dialect: DialectName, text: str, value: float) -> None:
    assert value_of(text, {}, dialect) == pytest.approx(value, rel=1e-12)


def test_case_of_letters() -> None:
    for dialect in ("openlca", "simapro", "ecospold2"):
        assert value_of("A + Ab", {"a": 1.0, "AB": 2.0}, dialect) == 3
        assert value_of("A + a", {"a": 1.0, "A": 10.0}, dialect) == 11
    assert refused("A", "excel", a=1.0).code == "B142"


def test_a_parameter_goes_before_a_constant() -> None:
    assert value_of("e + 1", {"e": 10.0}, "openlca") == 11
    assert value_of("E + 1", {"e": 10.0}, "simapro") == 11


def test_names_of_other_scripts() -> None:
    assert value_of("电耗 * η_1", {"电耗": 3.0, "η_1": 2.0}, "excel") == 6


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1 +",
        "(1",
        "1)",
        "1 2",
        "2a",
        "a b",
        "min(1,,2)",
        "__import__('os')",
        "a.b",
        "[1]",
        "'x'",
        "1 < 2 < 3",
    ],
)
def test_what_cannot_be_read(text: str) -> None:
    assert refused(text, a=1.0, b=1.0).code == "B140"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("alpa * 2", "B142"),
        ("random(1)", "B143"),
        ("exec(1)", "B143"),
        ("sqrt(1, 2)", "B144"),
        ("if(1)", "B144"),
        ("min()", "B144"),
        ("1 / 0", "B145"),
        ("1 mod 0", "B145"),
        ("1 div 0", "B145"),
        ("0 ^ -1", "B145"),
        ("(-8) ^ (1 / 3)", "B145"),
        ("sqrt(-1)", "B145"),
        ("ln(0)", "B145"),
        ("exp(1000)", "B145"),
        ("9 ^ 9 ^ 9 ^ 9", "B145"),
        ("1e200 * 1e200", "B145"),
        ("1 / (1e200 * 1e200)", "B145"),
        ("1e999", "B145"),
        ("(" * 33 + "1" + ")" * 33, "B141"),
        ("1" + "+1" * 5000, "B141"),
    ],
)
def test_what_has_no_value(text: str, code: str) -> None:
    assert refused(text, alpha=1.0).code == code


def test_the_nearest_name_is_told() -> None:
    assert refused("alpa", alpha=1.0).candidates == ("alpha",)
    assert "sqrt" in refused("sqrtt(1)").candidates


def test_the_deepest_formula_is_read() -> None:
    deep = "1 or 0 and 1 < 2 + 3 * 2 ^ -(" * 32 + "1" + ")" * 32
    assert value_of(deep, {}, "excel") == 1
    assert value_of("1" + "+1" * 4000, {}, "openlca") == 4001
    assert value_of("-" * 8000 + "1", {}, "openlca") == 1
    assert value_of("not " * 2000 + "1", {}, "openlca") == 1
    assert value_of("2" + "^1" * 4000, {}, "excel") == 2


def test_parameters_in_the_order_of_their_needs() -> None:
    formulas: Mapping[str, str | float] = {
        "d": "c * 2",
        "c": "A + b",
        "a": 1.0,
        "b": "3",
        "e5": "min(d; 100) - a",
    }
    values, findings = evaluate(formulas, "openlca")
    assert values == {"d": 8.0, "c": 4.0, "a": 1.0, "b": 3.0, "e5": 7.0}
    assert list(values) == list(formulas)
    assert not findings


def test_circles_are_told_apart_from_what_depends_on_them() -> None:
    formulas = {
        "a": "b",
        "b": "c + a",
        "c": "b",
        "user": "a + 1",
        "last": "user",
        "own": "own * 2",
        "fine": "2",
    }
    values, findings = evaluate(formulas, "simapro", Location("f.csv", path="Project"))
    assert values == {"fine": 2.0}
    found = {finding.location.path: finding for finding in findings}
    assert {path.split(".")[1]: f.code for path, f in found.items()} == {
        "a": "B146", "b": "B146", "c": "B146", "own": "B146", "user": "B147", "last": "B147",
    }  # fmt: skip
    assert found["Project.own"].params["circle"] == "own → own"
    assert found["Project.c"].params["circle"] in ("c → b → c", "b → c → b", "b → a → b", "a → b → a")
    assert found["Project.last"].params["cause"] == "user"


def test_a_wrong_parameter_takes_its_users_along_and_no_other() -> None:
    formulas: Mapping[str, str | float] = {
        "zero": 0.0, "bad": "1 / zero", "worse": "bad + 1", "nan": math.nan, "after": "nan", "broken": "1 +",
        "late": "broken", "unknown": "nothing", "fine": "zero + 1",
    }  # fmt: skip
    values, findings = evaluate(formulas, "excel")
    assert values == {"zero": 0.0, "fine": 1.0}
    assert {finding.location.path: finding.code for finding in findings} == {
        "bad": "B145", "worse": "B147", "nan": "B145", "after": "B147", "broken": "B140", "late": "B147",
        "unknown": "B142",
    }  # fmt: skip


def test_a_long_chain_needs_no_stack() -> None:
    count = 20_000
    formulas: dict[str, str | float] = {f"p{i}": f"p{i + 1} + 1" for i in range(count)}
    formulas[f"p{count}"] = 1.0
    values, findings = evaluate(formulas, "openlca")
    assert values["p0"] == count + 1
    assert not findings
    formulas[f"p{count}"] = "p0"
    values, findings = evaluate(
        {name: formulas[name] for name in list(formulas)[-2000:]} | {"p0": "p18001"}, "openlca"
    )
    assert not values
    assert {finding.code for finding in findings} == {"B146"}


NUMBERS = st.floats(0.01, 100).map(lambda x: repr(round(x, 3)))
TREES = st.recursive(
    NUMBERS | st.sampled_from(["x", "y"]),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**", "<", ">="]), inner).map(
            lambda t: f"({t[0]} {t[1]} {t[2]})"
        ),
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "//", "%"]), NUMBERS).map(" ".join),
        inner.map(lambda t: f"-({t})"),
        inner.map(lambda t: f"abs({t})"),
        st.tuples(inner, inner).map(lambda t: f"min({t[0]}, {t[1]})"),
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(TREES)
def test_python_agrees(text: str) -> None:
    names = {"x": 2.5, "y": 0.75}
    try:
        expected = eval(text, {"__builtins__": {}, "abs": abs, "min": min}, dict(names))
        usable = isinstance(expected, (float, int, bool)) and math.isfinite(expected)
    except (ArithmeticError, ValueError):
        usable = False
    if not usable:
        return
    try:
        found = value_of(text, names, "excel")
    except InputError as error:
        # Ours refuses where any part is not finite or not real; Python goes on with infinity.
        assert error.findings[0].code in ("B145", "B141")  # noqa: PT017
        return
    assert found == expected


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab1.+-*/^(),;<=> iforand%&|!", max_size=30), st.sampled_from(ALL))
def test_noise_is_an_input_error_or_a_number(text: str, dialect: DialectName) -> None:
    try:
        assert math.isfinite(value_of(text, {"a": 1.0, "b": 2.0}, dialect))
    except InputError as error:
        assert error.findings[0].code in ("B140", "B141", "B142", "B143", "B144", "B145")  # noqa: PT017


@settings(max_examples=50, deadline=None)
@given(st.permutations(["a", "b", "c", "d", "e1", "f"]))
def test_the_order_of_parameters_changes_nothing(order: list[str]) -> None:
    formulas = {"a": "2", "b": "a + c", "c": "a * 3", "d": "f", "e1": "d", "f": "d + b"}
    values, findings = evaluate({name: formulas[name] for name in order}, "openlca")
    assert values == {"a": 2.0, "b": 8.0, "c": 6.0}
    assert {(f.location.path, f.code) for f in findings} == {("d", "B146"), ("f", "B146"), ("e1", "B147")}


def test_every_function_takes_what_it_says() -> None:
    for name, dialect in DIALECTS.items():
        for function, rule in dialect.functions.items():
            arguments = ", ".join(["0.5"] * max(rule.least, 2 if rule.most > 2 else 1))
            assert math.isfinite(value_of(f"{function}({arguments})", {}, name)), function  # type: ignore[arg-type]
