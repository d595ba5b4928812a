"""A small rule that is in order, and how tests spoil it."""

from collections.abc import Callable, Sequence

import pytest

from lca.errors import Finding
from lca.rules.load import lint

RULE = """\
zuji: 1
id: test.metal
version: 1.0.0
title: {zh: 金属, en: metal}
standards: [{id: GB/T 24067-2024, relation: general_rule}]
status: illustrative
product: {name: {zh: 金属, en: metal}, categories: {hs: ["7601"]}}
unit:
  kind: declared
  amount: 1 t
  of: {zh: 金属, en: metal}
  reference_flow: {product: metal, amount: 1 t}
alternative_units:
  - {id: per_kilogram, kind: declared, amount: 1 kg, of: {zh: 金属, en: metal}, reference_flow: 1 kg}
boundary:
  type: cradle_to_gate
  stages:
    raw_material_acquisition: included
    production: included
    distribution: {excluded: {clause: "5.3"}}
    use: {excluded: {clause: "5.3"}}
    end_of_life: {excluded: {clause: "5.3"}}
cut_off: {basis: footprint, single: 1 %, total: 5 %}
parameters:
  carbon_ratio: {value: "3.664", source: molar masses, label: {zh: 碳比, en: carbon ratio}}
activity_data:
  ore: {unit: t, per: t, range: [1.5, 3], label: {zh: 矿石, en: ore}}
  electricity: {unit: kWh, per: kg, label: {zh: 电, en: electricity}}
  coke: {unit: kg, per: t, label: {zh: 焦, en: coke}}
  supply: {options: [grid_average, wind], required: false, default: grid_average, label: {zh: 电源, en: supply}}
  freight:
    label: {zh: 运输, en: freight}
    key: name
    table:
      name: text
      mass: t
      distance: {unit: km, required: false}
      mode: {options: [freight.road, freight.rail]}
      material: factor
quantities:
  burnt: coke * 0.9
processes:
  mining:
    label: {zh: 采矿, en: mining}
    stage: raw_material_acquisition
    output: {product: ore_mined, amount: 1 t}
    inputs:
      - {of: diesel, amount: 20 MJ, factor: {item: diesel}}
    wastes:
      - {product: tailings, amount: 0.5 t}
  tailings_pond:
    label: {zh: 尾矿库, en: tailings pond}
    stage: raw_material_acquisition
    treats: {product: tailings, amount: 1 t}
    inputs:
      - {of: pumping, amount: 3 kWh, factor: {item: electricity}}
  smelting:
    label: {zh: 冶炼, en: smelting}
    stage: production
    output: {product: metal, amount: 1 t}
    inputs:
      - {product: ore_mined, amount: ore}
      - {of: electricity, amount: electricity, factor: {item: electricity, supply: $supply}}
      - {for_each: freight, of: transport, when: $row.distance > 0 km, amount: $row.mass * $row.distance, factor: {item: $row.mode}}
      - {for_each: freight, of: material, amount: $row.mass, factor: $row.material}
    emissions:
      - {gas: co2, origin: fossil, amount: burnt * carbon_ratio}
    co_products:
      - {product: slag, amount: 0.3 t, label: {zh: 渣, en: slag}}
    allocation: {method: mass, justification: {zh: 同一用途, en: same use}}
allocation: [subdivision, {physical: mass}, economic]
end_of_life: {method: cut_off}
tests:
  - name: a smelter
    given: {ore: 2 t, electricity: 13 kWh, coke: 400 kg, freight: []}
    expect: {total: 14.9 t ± 2 %}
    source: a textbook
"""

Spoil = Callable[..., bytes]
Found = Callable[..., Sequence[Finding]]


@pytest.fixture
def spoil() -> Spoil:
    """The rule with pieces of its text replaced; each piece must be there."""

    def replace(*pairs: tuple[str, str]) -> bytes:
        text = RULE
        for old, new in pairs:
            assert old in text, old
            text = text.replace(old, new, 1)
        return text.encode()

    return replace


@pytest.fixture
def found(spoil: Spoil) -> Found:
    """What linting finds in the spoilt rule."""
    return lambda *pairs: lint(spoil(*pairs), "metal.yaml")
