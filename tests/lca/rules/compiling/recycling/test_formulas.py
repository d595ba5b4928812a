"""The terms of the methods as formulas: in the letters of the standard, without empty factors."""

import pytest

from lca.rules.compiling.recycling.formulas import ONE, RULES, ZERO, filled, literal, share, times
from lca.rules.compiling.recycling.terms import printed
from lca.rules.expression import parse, to_text


def written(method: str) -> dict[str, str]:
    return {rule.term: printed(rule) for rule in RULES[method]}


def test_the_circular_footprint_formula_has_every_term() -> None:
    """Recommendation (EU) 2021/2279, annex I: material, energy and disposal."""
    assert written("cff") == {
        "virgin": "(1 - R1) * Ev",
        "recycled": "A * R1 * Erecycled",
        "recycled_virgin": "(1 - A) * R1 * Qsin/Qp * Ev",
        "recycling": "(1 - A) * R2 * ErecyclingEoL",
        "avoided_virgin": "(1 - A) * R2 * Qsout/Qp * E*v",
        "energy_recovery": "(1 - B) * R3 * EER",
        "heat_credit": "(1 - B) * R3 * LHV * XER,heat * ESE,heat",
        "electricity_credit": "(1 - B) * R3 * LHV * XER,elec * ESE,elec",
        "disposal": "(1 - R2 - R3) * Ed",
    }


def test_the_loops_take_all_material_as_primary() -> None:
    closed, opened = written("closed_loop"), written("open_loop")
    assert (closed["virgin"], closed["avoided_virgin"]) == ("Ev", "R2 * E*v")
    assert opened == closed | {"avoided_virgin": "A * R2 * E*v"}


def test_cut_off_and_net_scrap() -> None:
    assert written("cut_off") == {
        "virgin": "(1 - R1) * Ev",
        "recycled": "R1 * Erecycled",
        "energy_recovery": "R3 * EER",
        "disposal": "(1 - R2 - R3) * Ed",
    }
    net = written("net_scrap")
    assert (net["recycling"], net["avoided_virgin"]) == ("(R2 - R1) * ErecyclingEoL", "(R2 - R1) * E*v")


@pytest.mark.parametrize("method", RULES)
def test_only_what_is_saved_is_a_credit(method: str) -> None:
    saved = {rule.term for rule in RULES[method] if rule.kind == "credit"}
    assert saved == {"avoided_virgin", "heat_credit", "electricity_credit"} & {r.term for r in RULES[method]}


@pytest.mark.parametrize(
    ("formula", "values", "text"),
    [
        ("(1 - a) * r2", {"a": "0"}, "r2"),
        ("(1 - a) * r2", {"a": "100 %"}, "0"),
        ("(1 - a) * r2", {"r2": "x / y"}, "(1 - a) * (x / y)"),
        ("1 - r2 - r3", {"r3": "0 %"}, "1 - r2"),
        ("1 - r2 - r3", {"r2": "0.7", "r3": "30 %"}, "0"),
        ("1 - r2 - r3", {"r2": "90 %", "r3": "5 %"}, "1 - 90 % - 5 %"),
        ("r2 - r1", {"r1": "0.85", "r2": "85 %"}, "0"),
        ("r3 * lhv", {"r3": "b", "lhv": "1 MJ/kg"}, "b * 1 MJ/kg"),
        ("a * r2", {"a": "1", "r2": "1"}, "1"),
    ],
)
def test_zeros_and_ones_do_not_stand_in_a_formula(formula: str, values: dict[str, str], text: str) -> None:
    trees = {name: parse(value).tree for name, value in values.items()}
    assert to_text(filled(share(formula), trees)) == text


def test_a_product_has_no_needless_parentheses() -> None:
    assert to_text(times(parse("mass").tree, share("(1 - a) * r1 * q_in"))) == "mass * (1 - a) * r1 * q_in"
    assert times(parse("mass").tree, ONE) == parse("mass").tree
    assert times(parse("mass").tree, ZERO) == ZERO


def test_what_depends_on_anything_is_no_literal() -> None:
    assert literal(parse("2 * 30 %").tree) == pytest.approx(0.6)
    assert literal(parse("min(1, x)").tree) is None
    assert literal(parse("sum(t, $row.x)").tree) is None
