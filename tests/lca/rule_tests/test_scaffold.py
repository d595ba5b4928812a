"""A case made from a run: it passes, says where its number comes from, and holds what was asked."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lca.content import content
from lca.errors import InputError
from lca.factors.database import FactorDatabase
from lca.rule_tests import run_tests
from lca.rule_tests.scaffold import Wish, scaffold
from lca.rules.case import COMPUTED, computed, expected_footprint
from lca.rules.compiled import Rule
from lca.rules.load import lint, load_rule

DAY = date(2026, 5, 4)
INVENTORY = """zuji: 1
rule: test.part
product: {name: {zh: 零件, en: a part}}
period: {from: 2024-01-01, to: 2024-12-31}
site: {geography: CN-JS}
activity_data: {metal: 1.25 t, power: {value: 300, unit: kWh, source: a meter}}
footprints:
  metal: {value: 2, unit: kg CO2e/kg}
  power: {value: 0.5, unit: kg CO2e/kWh}
  extra: {value: 4, unit: kg CO2e/kg}
"""
SHIPPED = {
    "cn.aluminium.primary": "primary-aluminium",
    "cn.battery.lfp": "lfp-battery",
    "cn.steel.bf-bof": "bf-bof-steel",
}

Text = Callable[..., str]


@pytest.fixture
def rule(tmp_path: Path, part_text: Text, case: Text) -> Rule:
    (tmp_path / "rules").mkdir()
    file = tmp_path / "rules" / "part.yaml"
    file.write_text(part_text(case("old", "{total: 2.65 t}")), encoding="utf-8")
    return load_rule(file)


@pytest.fixture
def inventory(tmp_path: Path) -> Path:
    file = tmp_path / "plant.yaml"
    file.write_text(INVENTORY, encoding="utf-8")
    return file


def refused(rule: Rule, inventory: Path, factors: FactorDatabase, wish: Wish) -> list[str]:
    with pytest.raises(InputError) as caught:
        scaffold(rule, inventory, DAY, wish, factors=factors)
    assert all(f.remedy("en") and f.remedy("zh") for f in caught.value.findings)
    return [finding.code for finding in caught.value.findings]


def test_a_case_expects_total_and_stages(rule: Rule, inventory: Path, factors: FactorDatabase) -> None:
    made = scaffold(rule, inventory, DAY, factors=factors)
    (case,) = YAML(typ="safe", pure=True).load(made.text)
    source = case.pop("source")
    assert case == {
        "name": "a part",
        "inventory": "../plant.yaml",
        "expect": {
            "total": "2.650 t ± 0.1 %",
            "stages": {"raw_material_acquisition": "2.500 t ± 0.1 %", "production": "150.0 kg ± 0.1 %"},
        },
    }
    assert COMPUTED.match(source)
    assert source.endswith(f"computed 2026-05-04 with factor release {factors.release.version}")
    assert made.file.decode().endswith(made.text)


def test_the_source_of_a_computed_number_is_known_again() -> None:
    assert COMPUTED.match(computed("0.4.0", DAY, "2026.1"))
    assert not COMPUTED.match("Spreadsheet arithmetic; zuji 0.4.0, computed 2026-05-04")


@pytest.mark.parametrize("inline", [False, True])
def test_the_case_passes_and_breaks_nothing(
    rule: Rule, inventory: Path, factors: FactorDatabase, inline: bool
) -> None:
    made = scaffold(rule, inventory, DAY, Wish("new", "1 %", inline), factors=factors)
    file = Path(rule.document.file or "")
    before = {(finding.code, finding.location) for finding in lint(file)}
    after = {(finding.code, finding.location) for finding in lint(made.file, str(file))}
    new = {(code, place.path) for code, place in after - before}
    assert all(path.startswith("tests[1]") for _, path in new)
    results = run_tests(load_rule(made.file, str(file)), factors=factors)
    assert [(result.name, result.passed) for result in results] == [("old", True), ("new", True)]


def test_activity_data_stand_in_the_case_itself(rule: Rule, inventory: Path, factors: FactorDatabase) -> None:
    made = scaffold(rule, inventory, DAY, Wish(inline=True), factors=factors)
    (case,) = YAML(typ="safe", pure=True).load(made.text)
    assert case["given"] == {"metal": "1.25 t", "power": {"value": 300, "unit": "kWh", "source": "a meter"}}
    assert (case["geography"], case["year"]) == ("CN-JS", 2024)
    assert sorted(case["footprints"]) == ["extra", "metal", "power"]


def test_activity_data_that_need_their_file_are_not_put_into_a_case(
    rule: Rule, inventory: Path, factors: FactorDatabase
) -> None:
    total = INVENTORY.replace("300, unit: kWh", "30000, unit: kWh, basis: total").replace(
        "site:", "production: 100 t\nsite:"
    )
    inventory.write_text(total, encoding="utf-8")
    assert scaffold(rule, inventory, DAY, factors=factors).name == "a part"
    assert refused(rule, inventory, factors, Wish(inline=True)) == ["R353"]


@pytest.mark.parametrize(
    ("margin", "total", "production"),
    [
        ("2 %", "2.650 t ± 2 %", "150.0 kg ± 2 %"),
        ("0.0001 %", "2.650 t ± 0.0001 %", "150.0 kg ± 0.0001 %"),
        ("1 kg", "2.650 t ± 1 kg", "150.0 kg ± 1 kg"),
    ],
)
def test_the_margin_is_as_asked(
    rule: Rule, inventory: Path, factors: FactorDatabase, margin: str, total: str, production: str
) -> None:
    made = scaffold(rule, inventory, DAY, Wish(margin=margin), factors=factors)
    assert f"total: {total}\n" in made.text
    assert f"production: {production}\n" in made.text


def test_a_narrow_margin_takes_as_many_digits_as_it_needs(
    rule: Rule, inventory: Path, factors: FactorDatabase
) -> None:
    inventory.write_text(INVENTORY.replace("1.25 t", "1.2345678 t"), encoding="utf-8")
    made = scaffold(rule, inventory, DAY, Wish(margin="0.1 g"), factors=factors)
    # 1234.5678 x 2 + 150 = 2619.1356 kg; half of the last digit is at most a tenth of the margin.
    (line,) = [line for line in made.text.splitlines() if "total" in line]
    read = expected_footprint(line.partition(": ")[2])
    assert abs(read.value.engine - 2619.1356) <= read.margin / 10
    assert "2.6191356 t" in line or "2.61914 t" in line or "2.619136 t" in line


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        (Wish(name="old"), "R354"),
        (Wish(margin="1 kWh"), "R181"),
        (Wish(margin="-1 %"), "R182"),
        (Wish(margin="much"), "U201"),
    ],
)
def test_what_is_wrong_with_a_wish(
    rule: Rule, inventory: Path, factors: FactorDatabase, wish: Wish, code: str
) -> None:
    assert refused(rule, inventory, factors, wish) == [code]


def test_a_name_that_is_taken_gets_a_number(rule: Rule, inventory: Path, factors: FactorDatabase) -> None:
    inventory.write_text(INVENTORY.replace("en: a part", "en: old"), encoding="utf-8")
    assert scaffold(rule, inventory, DAY, factors=factors).name == "old (2)"
    assert scaffold(rule, inventory, DAY, Wish(language="zh"), factors=factors).name == "零件"


def test_wrong_activity_data_are_told_as_they_are(
    rule: Rule, inventory: Path, factors: FactorDatabase
) -> None:
    inventory.write_text(INVENTORY.replace("metal: 1.25 t", "metal: 7 t"), encoding="utf-8")
    assert refused(rule, inventory, factors, Wish()) == ["A204"]


def test_no_path_leads_to_the_inventory(
    rule: Rule, inventory: Path, factors: FactorDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def relpath(*_: object) -> str:
        raise ValueError("path is on mount 'C:', start on mount 'D:'")

    monkeypatch.setattr("lca.rule_tests.scaffold.os.path.relpath", relpath)
    assert refused(rule, inventory, factors, Wish()) == ["R352"]
    assert scaffold(rule, inventory, DAY, Wish(inline=True), factors=factors).name == "a part"


@pytest.mark.parametrize("name", SHIPPED)
def test_round_trip_of_the_shipped_rules(name: str, factors: FactorDatabase) -> None:
    rule = load_rule(name)
    inventory = content("datasets") / "examples" / SHIPPED[name] / "inventory.yaml"
    made = scaffold(rule, inventory, DAY, factors=factors)
    old = Path(rule.document.file or "").read_bytes()
    assert made.file.startswith(old.rstrip())
    again = load_rule(made.file, rule.document.file)
    (result,) = run_tests(again, factors=factors, select=[made.name])
    assert result.passed
    assert {check.what for check in result.checks} == {
        "total",
        "stages.raw_material_acquisition",
        "stages.production",
    }
