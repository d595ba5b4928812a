from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from lca.errors import InternalError, Location, RuleError
from lca.rules.expression import evaluate, parse
from lca.rules.expression.evaluation import constant

VALUES: Mapping[str, Any] = {"a": 6.0, "b": 4.0, "zero": 0.0}
PARTS = ({"mass": 2.0, "mode": "road"}, {"mass": 5.0, "mode": "rail"})


def value(text: str, **values: Any) -> Any:
    return evaluate(parse(text), {**VALUES, **values}, tables={"parts": PARTS}, options={"supply": "wind"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b * 2", 14.0),
        ("(a + b) * 2", 20.0),
        ("a - b - 1", 1.0),
        ("-a^2", -36.0),
        ("2^-2", 0.25),
        ("a^0", 1.0),
        ("min(a, b, 9)", 4.0),
        ("max(a, b, 9)", 9.0),
        ("if(a > b, 1, 2)", 1.0),
        ("if(a <= b, 1, 2)", 2.0),
        ("if(a == 6 and not b != 4, 1, 2)", 1.0),
        ("if(a < b or b >= 4, 1, 2)", 1.0),
        ("sum(parts, $row.mass^2)", 29.0),
        ("sum(parts, if($row.mode == 'rail', $row.mass, 0))", 5.0),
        ("if($supply == 'wind', 1, 2)", 1.0),
        ("if($supply != 'wind', 1, 2)", 2.0),
        ("if(zero == 0, 0, a / zero)", 0.0),
        ("if(zero > 0 and a / zero > 1, 1, 2)", 2.0),
        ("1 t + 1 kg", 1001.0),
        ("3 %", 0.03),
        ("1 kWh", 3.6),
        ("2 kWh/t * 500 kg", 3.6),
    ],
)
def test_scalars(text: str, expected: float) -> None:
    assert value(text) == pytest.approx(expected, rel=1e-15)


def test_the_row() -> None:
    assert evaluate(parse("$row.mass * a"), VALUES, row={"mass": 3.0}) == 18.0


def test_a_table_without_rows_sums_to_zero() -> None:
    assert evaluate(parse("sum(parts, $row.mass)"), {}, tables={"parts": ()}) == 0.0


def test_samples() -> None:
    a = np.array([1.0, 2.0, 3.0])
    np.testing.assert_array_equal(value("a * b + 1", a=a), [5.0, 9.0, 13.0])
    np.testing.assert_array_equal(value("min(a, 2)", a=a), [1.0, 2.0, 2.0])
    np.testing.assert_array_equal(value("if(a > 1.5, a, -a)", a=a), [-1.0, 2.0, 3.0])
    np.testing.assert_array_equal(value("a > 1.5", a=a), [False, True, True])
    np.testing.assert_array_equal(value("a > 1.5 and a < 2.5", a=a), [False, True, False])


def test_products_by_samples() -> None:
    a, b = np.arange(1.0, 4.0)[:, None], np.arange(1.0, 3.0)[None, :]
    np.testing.assert_array_equal(value("a * b", a=a, b=b), a * b)


def test_division_that_no_sample_needs() -> None:
    a = np.array([0.0, 2.0])
    np.testing.assert_array_equal(value("if(a > 0, 1 / a, 0)", a=a), [0.0, 0.5])
    np.testing.assert_array_equal(value("if(a > 0, a^-1, 0)", a=a), [0.0, 0.5])
    np.testing.assert_array_equal(value("a > 0 and 1 / a > 0.1", a=a), [False, True])
    np.testing.assert_array_equal(value("a == 0 or 1 / a > 0.6", a=a), [True, False])


def test_complex_steps_give_derivatives() -> None:
    step = 1e-20
    result = value("a^3 / (a + b)", a=complex(6.0, step))
    assert result.imag / step == pytest.approx((3 * 36 * 10 - 216) / 100, rel=1e-14)
    assert value("max(a, b)", a=complex(6.0, step)) == complex(6.0, step)
    assert value("if(a > b, a, b)", a=np.array([complex(6.0, step)]))[0] == complex(6.0, step)


@pytest.mark.parametrize(
    ("text", "values", "code"),
    [
        ("a / zero", {}, "E301"),
        ("a / (b - 4)", {}, "E301"),
        ("zero^-1", {}, "E301"),
        ("a / b", {"b": np.array([1.0, 0.0])}, "E301"),
        ("a / b", {"b": complex(0.0, 1e-20)}, "E301"),
        ("a * b", {"a": 1e308, "b": 1e308}, "E302"),
        ("a * b", {"a": float("nan")}, "E302"),
        ("if(a > b, 1, 2)", {"a": float("nan")}, "E302"),
        ("min(a, b)", {"a": float("nan")}, "E302"),
        ("a + gone", {}, "E303"),
        ("sum(gone, 1)", {}, "E303"),
        ("$row.mass", {}, "E303"),
        ("if($gone == 'x', 1, 2)", {}, "E303"),
    ],
)
def test_no_number(text: str, values: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleError) as caught:
        value(text, **values)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.params["expression"] == text
    assert finding.render("en") != finding.render("zh")


def test_division_by_zero_names_the_divisor_and_the_place() -> None:
    with pytest.raises(RuleError) as caught:
        evaluate(parse("a / (b - 4)", Location("rule.yaml", 3, 5)), VALUES)
    (finding,) = caught.value.findings
    assert finding.params["divisor"] == "b - 4"
    assert (finding.location.line, finding.location.column) == (3, 7)


def test_constant() -> None:
    assert constant(parse("44.009 / 12.011").tree) == 44.009 / 12.011
    with pytest.raises(InternalError):
        constant(parse("a + 1").tree)
