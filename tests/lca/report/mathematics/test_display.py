"""Formulas on their own: when they take several lines, and that nothing is lost on the way."""

from __future__ import annotations

from lca.report.document.blocks import Formula
from lca.report.mathematics.display import display
from lca.report.mathematics.layout import layout
from lca.report.mathematics.nodes import Fenced, Lines, Operator, Row
from lca.report.mathematics.widths import text_width, width
from lca.rules.expression import parse


def formula(text: str) -> Formula:
    return Formula("total", parse(text).tree, "1")


def test_a_short_formula_is_one_line() -> None:
    assert isinstance(display(formula("a + b")), Row)


def test_a_long_sum_breaks_before_its_signs() -> None:
    text = "first_of_all_terms + second_of_all_terms - third_of_all_terms + fourth_of_all_terms"
    shown = display(formula(text), limit=30)
    assert isinstance(shown, Lines)
    assert len(shown.lines) > 1
    assert all(isinstance(line, Row) and line.items[0] in map(Operator, "+−") for line in shown.lines[1:])
    whole = tuple(item for line in shown.lines if isinstance(line, Row) for item in line.items)
    assert Row(whole) == layout(parse(text).tree)


def test_every_line_has_room() -> None:
    text = " * ".join(f"factor_number_{n}" for n in range(20))
    shown = display(formula(text), limit=40)
    assert isinstance(shown, Lines)
    assert max(map(width, shown.lines)) <= 40


def test_a_long_sum_in_parentheses_breaks_within_them() -> None:
    text = "3 t * (" + " + ".join(f"term_number_{n}" for n in range(12)) + ")"
    shown = display(formula(text), limit=30)
    assert isinstance(shown, Lines)
    items = [item for line in shown.lines if isinstance(line, Row) for item in line.items]
    assert not any(isinstance(item, Fenced) for item in items)
    assert items.count(Operator("(", unary=True)) == items.count(Operator(")", unary=True)) == 1
    assert items[-1] == Operator(")", unary=True)


def test_what_cannot_break_stays_whole() -> None:
    text = "(" + " + ".join(f"term_number_{n}" for n in range(12)) + ") / 2"
    assert isinstance(display(formula(text), limit=30), Row)


def test_chinese_is_twice_as_wide_as_latin() -> None:
    assert text_width("边界") == 2 * text_width("ab")


def test_every_layout_has_a_width() -> None:
    text = 'if($route == "wet", sum(rows, $row.x^2), max(1e-9, -y / 2 kg)) * (1 - z)'
    assert 20 < width(layout(parse(text).tree)) < 40
