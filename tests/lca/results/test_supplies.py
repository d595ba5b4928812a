"""What processes take from each other: amounts against sums done by hand."""

from pathlib import Path

import pytest

from lca.factors.database import FactorDatabase
from lca.inventory.bind import bind
from lca.inventory.load import load_inventory
from lca.results.footprint import Supply
from lca.results.supplies import supplies
from lca.rules.load import load_rule
from lca.solve.foreground import evaluate, foreground
from lca.system.build import build
from lca.system.resolve import Resolver

RULE = """
zuji: 1
id: test.chain
version: 1.0.0
title: {zh: 链, en: chain}
status: illustrative
product: {name: {zh: 产品, en: product}}
unit:
  kind: declared
  amount: 1 t
  of: {zh: 产品, en: product}
  reference_flow: {product: part, amount: 1 t}
boundary:
  type: cradle_to_gate
  stages:
    raw_material_acquisition: included
    production: included
    distribution: {excluded: {reason: {zh: 无, en: none}}}
    use: {excluded: {reason: {zh: 无, en: none}}}
    end_of_life: {excluded: {reason: {zh: 无, en: none}}}
cut_off: {basis: footprint, single: 1 %, total: 5 %}
activity_data:
  power: {unit: kWh, per: t, label: {zh: 用电, en: power}}
  loss: {unit: "%", label: {zh: 损耗, en: loss}}
quantities:
  blanks: 1 t / (1 - loss)
processes:
  press:
    label: {zh: 冲压, en: press}
    stage: production
    output: {product: part, amount: 1 t}
    inputs:
      - {product: blank, amount: blanks}
      - {product: site_power, amount: power}
  cut:
    label: {zh: 下料, en: cutting}
    stage: production
    output: {product: blank, amount: 2 t}
    inputs:
      - {of: metal, stage: raw_material_acquisition, amount: 2.2 t}
      - {product: site_power, amount: 100 kWh}
  supply:
    label: {zh: 供电, en: power supply}
    stage: production
    output: {product: site_power, amount: 1 kWh}
    inputs:
      - {of: bought_power, amount: 1 kWh}
"""
DATA = """
zuji: 1
rule: test.chain
product: {name: {zh: 产品, en: product}}
period: {from: 2024-01-01, to: 2024-12-31}
illustrative: true
activity_data: {power: 300 kWh, loss: 20 %}
footprints:
  metal: {value: 2, unit: kg CO2e/kg}
  bought_power: {value: 0.5, unit: kg CO2e/kWh}
"""


@pytest.fixture(scope="module")
def taken() -> dict[str, Supply]:
    rule = load_rule(RULE.encode(), "chain.yaml")
    database = FactorDatabase.open()
    bound = bind(load_inventory(DATA.encode(), "data.yaml"), rule.compiled)
    resolver = Resolver(database, database.gwp("AR6"), bound, None, True)
    plan = foreground(build(rule, bound, resolver))
    return {supply.path: supply for supply in supplies(plan.system, evaluate(plan, {}))}


def test_every_link_is_there_in_the_order_of_paths(taken: dict[str, Supply]) -> None:
    assert list(taken) == [
        "production.cut.site_power",
        "production.press.blank",
        "production.press.site_power",
    ]


@pytest.mark.parametrize(
    ("path", "maker", "amount", "unit"),
    [
        ("production.press.blank", "cut", 1.25, "t"),  # 1 t / (1 - 20 %)
        ("production.press.site_power", "supply", 300, "kWh"),
        ("production.cut.site_power", "supply", 62.5, "kWh"),  # 1.25 t of batches of 2 t, 100 kWh each
    ],
)
def test_the_amount_is_for_the_unit(
    taken: dict[str, Supply], path: str, maker: str, amount: float, unit: str
) -> None:
    supply = taken[path]
    assert supply.maker == maker
    assert supply.amount.unit == unit
    assert supply.amount.value == pytest.approx(amount, rel=1e-12)


def test_it_names_the_activity_data_behind_it_through_named_quantities(taken: dict[str, Supply]) -> None:
    assert taken["production.press.blank"].inputs == ("activity:loss",)
    assert taken["production.press.site_power"].inputs == ("activity:power",)
    assert taken["production.cut.site_power"].inputs == ()


def test_it_stands_in_the_rule(taken: dict[str, Supply]) -> None:
    supply = taken["production.press.blank"]
    assert supply.formula == "blanks"
    assert (supply.rule_location or "").startswith("chain.yaml:")
    assert supply.label.en == "cutting"
    assert not Path(supply.rule_location or "").is_absolute()
