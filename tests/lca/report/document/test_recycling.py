"""The formula of each method as the document prints it, against the published formula written out here."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from document_case import EVERYTHING, rule

from lca.i18n import LANGUAGES
from lca.report.document.blocks import Formula
from lca.report.document.content import document
from lca.report.document.example import example
from lca.report.document.recycling import formula, symbol
from lca.rules.expression import tree
from lca.rules.load import load_rule

BUCKET = EVERYTHING.with_name("bucket.yaml")
V = {
    "R_1": 0.3,
    "R_2": 0.6,
    "R_3": 0.25,
    "A": 0.5,
    "B": 0.1,
    "Q_in": 0.9,
    "Q_out": 0.8,
    "LHV": 40.0,
    "X_heat": 0.2,
    "X_elec": 0.25,
    "E_V": 2.0,
    "E_rec": 0.5,
    "E_recEoL": 0.4,
    "E_V.rep": 1.8,
    "E_ER": 3.0,
    "E_SE.heat": 0.06,
    "E_SE.elec": 0.2,
    "E_D": 0.1,
}


def value(node: tree.Node, values: Mapping[str, float]) -> float:
    match node:
        case tree.Name(name=name):
            return values[name]
        case tree.Number(value=number):
            return number
        case tree.Binary(operator=sign, left=left, right=right):
            one, other = value(left, values), value(right, values)
            return {"+": one + other, "-": one - other, "*": one * other}[sign]
        case _:
            raise AssertionError(node)


def test_the_circular_footprint_formula_is_that_of_the_recommendation() -> None:
    """Recommendation (EU) 2021/2279, annex I, 4.4.8.1."""
    bought = (1 - 0.3) * 2.0 + 0.3 * (0.5 * 0.5 + (1 - 0.5) * 2.0 * 0.9)
    recycled = (1 - 0.5) * 0.6 * (0.4 - 1.8 * 0.8)
    energy = (1 - 0.1) * 0.25 * (3.0 - 40.0 * 0.2 * 0.06 - 40.0 * 0.25 * 0.2)
    disposal = (1 - 0.6 - 0.25) * 0.1
    assert value(formula("cff"), V) == pytest.approx(bought + recycled + energy + disposal, rel=1e-12)


def test_the_other_methods_by_hand() -> None:
    """With E_EoL = R2 ErecEoL + R3 EER + (1 - R2 - R3) ED = 0.24 + 0.75 + 0.015 = 1.005."""
    assert value(formula("closed_loop"), V) == pytest.approx(2.0 + 1.005 - 0.6 * 1.8)
    assert value(formula("open_loop"), V) == pytest.approx(2.0 + 1.005 - 0.5 * 0.6 * 1.8)
    assert value(formula("cut_off"), V) == pytest.approx(0.7 * 2.0 + 0.3 * 0.5 + 0.75 + 0.015)
    net = 0.7 * 2.0 + 0.3 * 0.5 - (0.6 - 0.3) * (1.8 - 0.4)
    assert value(formula("net_scrap"), V) == pytest.approx(net + 0.75 + 0.015)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_symbol_is_explained(language: str) -> None:
    one = load_rule(BUCKET)
    made = document(one, language, example(one))  # type: ignore[arg-type]
    printed = [b for b in made.blocks if isinstance(b, Formula) and b.left == "E_M"]
    assert len(printed) == 1
    used = {node.name for node in tree.walk(printed[0].right) if isinstance(node, tree.Name)}
    assert used == set(V)
    assert {one.name for one in printed[0].where} == used | {"E_M"}
    assert len({one.meaning for one in printed[0].where}) == len(used) + 1


def test_a_rule_without_materials_prints_no_formula() -> None:
    one = rule("cn.steel.bf-bof")
    made = document(one, "en", replace(example(one)))
    assert not [b for b in made.blocks if isinstance(b, Formula) and b.left == "E_M"]


def test_symbols_have_units() -> None:
    from lca.report.document.matter import Matter

    one = rule("everything")
    matter = Matter(one, "en", example(one), {})
    assert symbol(matter, "E_V").unit == "kg CO2e/kg"
    assert symbol(matter, "LHV").unit == "MJ/kg"
    assert symbol(matter, "R_1").unit == "1"
