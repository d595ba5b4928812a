"""Activity data of a rule's own tests."""

import pytest

from lca.documents import read_document
from lca.errors import InventoryError
from lca.inventory.overlay import inventory_of_test

RULE = """\
id: test.rule
title: {zh: 试验, en: trial}
valid: {from: 2025-05-01}
tests:
  - name: plain
    given:
      alumina: 1.9 t
      supply: wind
      materials: [{name: a, mass: 1 kg}]
    footprints: {alumina: {value: 1, unit: kg CO2e/kg}}
    geography: CN-YN
    year: 2023
  - name: over
    inventory: base.yaml
    given: {supply: 3 kg}
  - name: wrong
    given:
      alumina: 1.9 tt
"""


def test_a_test_stands_for_itself() -> None:
    found = inventory_of_test(read_document(RULE.encode(), "rule.yaml"), 0)
    assert found.rule == "test.rule"
    assert found.entries["alumina"].engine == 1900.0
    assert found.entries["alumina"].location.line == 7
    assert found.choices["supply"].text == "wind"
    assert found.tables["materials"][0].cells["mass"].entry.engine == 1.0
    assert found.footprints["alumina"].engine == 1.0
    assert (found.geography, found.period.year) == ("CN-YN", 2023)


def test_given_values_take_the_place_of_the_file(read, complete) -> None:
    base = read(complete)
    found = inventory_of_test(read_document(RULE.encode(), "rule.yaml"), 1, base)
    assert found.entries["alumina"] == base.entries["alumina"]
    assert "supply" not in found.choices
    assert found.entries["supply"].engine == 3.0
    assert found.footprints == base.footprints
    assert (found.period, found.geography) == (base.period, "CN-YN")
    assert found.sha256 not in (base.sha256, read_document(RULE.encode()).sha256)


def test_the_year_falls_back_to_that_of_validity() -> None:
    document = read_document(RULE.replace("1.9 tt", "1.9 t").encode(), "rule.yaml")
    assert inventory_of_test(document, 2).period.year == 2025


def test_wrong_values_point_into_the_rule_file(codes) -> None:
    document = read_document(RULE.encode(), "rule.yaml")
    with pytest.raises(InventoryError) as caught:
        inventory_of_test(document, 2)
    (finding,) = caught.value.findings
    assert finding.code == "U101"
    assert (finding.location.file, finding.location.line) == ("rule.yaml", 18)


def test_a_test_without_a_year_is_refused(codes) -> None:
    text = RULE.replace("valid: {from: 2025-05-01}\n", "").replace("    year: 2023\n", "")
    assert codes(inventory_of_test, read_document(text.encode(), "rule.yaml"), 0) == ["A222"]
