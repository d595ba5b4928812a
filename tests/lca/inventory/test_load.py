"""Reading activity data: what a file says, and everything that a file can get wrong."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.distributions import Lognormal, Normal
from lca.errors import InventoryError
from lca.inventory.load import load_inventory
from lca.inventory.values import Entry, Inventory
from lca.units import quantity

HEADER = "zuji: 1\nrule: r\nproduct: {name: p}\nperiod: {from: 2024-01-01, to: 2024-12-31}\nactivity_data:"
SCORES = "{reliability: 2, completeness: 1, temporal: 1, geographical: 1, technological: 1}"


def entry(text: str) -> Entry:
    return load_inventory(f"{HEADER} {{x: {text}}}".encode()).entries["x"]


def test_header_is_read(read, complete) -> None:
    inventory: Inventory = read(complete)
    assert inventory.product.name.en == "molten aluminium"
    assert (inventory.period.start, inventory.period.end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert inventory.period.days == 366
    assert inventory.period.year == 2024
    assert inventory.geography == "CN-YN"
    assert inventory.production == quantity("500000 t")
    assert len(inventory.sha256) == 64


def test_a_company_in_plain_text_reads_alike_in_both_languages() -> None:
    text = HEADER.replace("period", "company: {name: 乙铝业, country: CN}\nperiod") + " {}"
    inventory = load_inventory(text.encode())
    assert inventory.company is not None
    assert inventory.company.name.get("en") == inventory.company.name.get("zh") == "乙铝业"
    assert inventory.geography == "CN"


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("1.92 t", "{value: 1.92, unit: t}"),
        ("0.42", "{value: 0.42}"),
        ("1.5 %", "{value: 1.5, unit: '%'}"),
        ("-3 kg", "{value: -3, unit: kg}"),
        ("12 万m³", "{value: 12, unit: 万m³}"),
    ],
)
def test_short_form_equals_long_form(short: str, long: str) -> None:
    one, other = entry(short), entry(long)
    assert (one.value, one.unit.dimension, one.engine) == (other.value, other.unit.dimension, other.engine)


def test_long_form_keeps_all_that_is_known() -> None:
    found = entry(
        f"{{value: 81000, unit: t, basis: total, pedigree: {SCORES}, primary: false, source: scales}}"
    )
    assert (found.basis, found.primary, found.source) == ("total", False, "scales")
    assert found.pedigree is not None
    assert found.pedigree.reliability == 2
    assert found.location.line == 5


def test_stated_distribution_wins_over_scores() -> None:
    found = entry(f"{{value: 100, unit: kWh, distribution: {{type: normal, sd: 5 %}}, pedigree: {SCORES}}}")
    assert found.distribution == Normal(100.0, 5.0)
    assert found.distribution_origin == "stated"


@pytest.mark.parametrize(
    ("unit", "basic"), [("kg", 0.0006), ("kWh", 0.0006), ("km", 0.12), ("t·km", 0.12), ("m3", 0.0006)]
)
def test_scores_without_distribution_give_a_lognormal(unit: str, basic: float) -> None:
    # Weidema et al. (2013): basic variances in table 10.3; reliability 2 adds 0.0006 in table 10.5.
    found = entry(f"{{value: 7, unit: {unit}, pedigree: {SCORES}}}")
    assert found.distribution_origin == "pedigree"
    assert isinstance(found.distribution, Lognormal)
    assert found.distribution.median == pytest.approx(7.0)
    assert found.distribution.scale**2 == pytest.approx(basic + 0.0006)


def test_scores_of_zero_give_no_spread() -> None:
    found = entry(f"{{value: 0, unit: kg, pedigree: {SCORES}}}")
    assert found.distribution is None
    assert found.distribution_origin is None


def test_rows_keep_cells_with_their_places(read, complete) -> None:
    rows = read(complete).tables["materials"]
    assert [row.cells["name"].text for row in rows] == ["cathode", "brick"]
    mass = rows[0].cells["mass"].entry
    assert mass is not None
    assert mass.engine == 2.1
    assert mass.location.path == "activity_data.materials[0].mass"
    assert mass.location.line == 13


def test_a_name_that_looks_like_a_quantity_stays_text(read) -> None:
    cell = read("  materials: [{name: 18650 cell, code: 100 kg}]\n").tables["materials"][0].cells
    assert cell["name"].text == "18650 cell"
    assert cell["name"].entry is None
    assert cell["name"].problems
    assert (cell["code"].text, cell["code"].entry.engine) == ("100 kg", 100.0)


def test_words_are_choices(read, complete) -> None:
    choice = read(complete).choices["supply"]
    assert (choice.text, choice.location.line) == ("grid_average", 11)


FOOTPRINT = "  {}\nfootprints:\n  x: "


def test_supplier_footprint_in_kilograms_per_unit(read) -> None:
    text = (
        "{value: 0.95, unit: t CO2e/t, gwp_set: AR6, carbon: {fossil: 0.9, land_use_change: 0.05}, "
        f"gases: {{co2: 850 g/kg, ch4: 1 kg/t}}, primary_share: 80 %, quality: {SCORES}, supplier: S, "
        "scope: cradle_to_gate, distribution: {type: lognormal, gsd: 1.1}, source: letter, "
        "period: {from: 2023-01-01, to: 2023-12-31}, geography: CN}"
    )
    found = read(FOOTPRINT + text).footprints["x"]
    assert found.value == pytest.approx(950.0)
    assert found.engine == pytest.approx(0.95)
    assert found.unit.text == "t"
    assert found.carbon == pytest.approx({"fossil": 900.0, "land_use_change": 50.0})
    assert found.gases == pytest.approx({"co2": 850.0, "ch4": 1.0})
    assert found.primary_share == pytest.approx(0.8)
    assert found.distribution.median == pytest.approx(950.0)
    assert (found.supplier, found.scope, found.gwp_set) == ("S", "cradle_to_gate", "AR6")


@pytest.mark.parametrize(
    ("unit", "denominator", "engine"),
    [
        ("kg CO2e/kWh", "kWh", 1 / 3.6),
        ("kg CO2e/t·km", "t·km", 1e-6),
        ("kg CO2e/(t·km)", "(t·km)", 1e-6),
        ("g CO2e/MJ", "MJ", 1e-3),
        ("kgCO2e/m3", "m3", 1.0),
        ("kg CO2e/item", "item", 1.0),
    ],
)
def test_denominators_of_every_kind(read, unit: str, denominator: str, engine: float) -> None:
    found = read(f"{FOOTPRINT}{{value: 1, unit: {unit}}}").footprints["x"]
    assert found.unit.text == denominator
    assert found.engine == pytest.approx(engine)


@pytest.mark.parametrize(
    ("activity_data", "expected"),
    [
        ("{x: 1 kgg}", ["U101"]),
        ("{x: nan kg}", ["U202"]),
        ("{x: 1e999 kg}", ["U202"]),
        ("{x: .inf}", ["Y109"]),
        ("{x: {value: .nan, unit: kg}}", ["Y109"]),
        ("{x: {value: 3, unit: kWhh}}", ["U101"]),
        ("{x: {value: three, unit: kg}}", ["Y121"]),
        ("{x: {value: true, unit: kg}}", ["A101"]),
        ("{x: true}", ["A101"]),
        ("{x: 2024-01-01}", ["A101"]),
        ("{x: }", ["A104"]),
        ("{x: ''}", ["A104"]),
        ("{x: {unit: kg}}", ["Y111"]),
        ("{x: {value: 1, unti: kg}}", ["Y110"]),
        ("{x: {value: 1, basis: yearly}}", ["Y125"]),
        ("{x: {value: 1, distribution: {type: lognormal, gsd: 0.5}}}", ["D102"]),
        ("{x: {value: 1, distribution: {type: lognormal, gsd: 1.1, sigma: 1}}}", ["D103"]),
        ("{x: {value: 9, distribution: {type: uniform, min: 1, max: 2}}}", ["D110"]),
        ("{x: {value: 0, distribution: {type: lognormal, gsd: 1.1}}}", ["D104"]),
        ("{x: {value: 1, pedigree: {reliability: 6, completeness: 1, temporal: 1, geographical: 1, "
         "technological: 1}}}", ["Y131"]),
        ("{x: {value: 1, distribution: {type: lognorml, gsd: 1.1}}}", ["A106"]),
        ("{x: {value: 1, distribution: {gsd: 1.1}}}", ["A106"]),
        ("{x: {value: 1, pedigree: {reliabilty: 1, completeness: 1, temporal: 1, geographical: 1, "
         "technological: 1}}}", ["A107"]),
        ("{x: [{mass: {value: 1, unit: kgg}}]}", ["U101"]),
        ("{x: [{material: {item: a, geo: CN}}]}", ["Y110"]),
        ("{x: [{material: {geography: CN, item: }}]}", ["A103"]),
        ("{x: [{mass: }]}", ["A104"]),
        ("{x: [{mass: [1, 2]}]}", ["A101"]),
        ("{x: 1 kg, x: 2 kg}", ["Y108"]),
        ("[1, 2]", ["Y126"]),
    ],
)  # fmt: skip
def test_wrong_activity_data(codes, activity_data: str, expected: list[str]) -> None:
    found = codes(load_inventory, f"{HEADER} {activity_data}".encode(), "wrong.yaml")
    assert found == expected


@pytest.mark.parametrize(
    ("footprint", "expected"),
    [
        ("{value: 1, unit: kg/kg}", ["A110"]),
        ("{value: 1, unit: kg CO2e}", ["A110"]),
        ("{value: 1, unit: kg CO2/kg}", ["U106"]),
        ("{value: 1, unit: kg CO2e/kgg}", ["U101"]),
        ("{value: 1, unit: kg CO2e/kg, carbon: {fossil: 0.8}}", ["A111"]),
        ("{value: 1, unit: kg CO2e/kg, carbon: {fosil: 1}}", ["Y125"]),
        ("{value: 1, unit: kg CO2e/kWh, gases: {co2: 1 kg/kg}}", ["A112"]),
        ("{value: 1, unit: kg CO2e/kg, gases: {co2: 0.9}}", ["A112"]),
        ("{value: 1, unit: kg CO2e/kg, primary_share: 120 %}", ["A113"]),
        ("{value: 1, unit: kg CO2e/kg, primary_share: 3 kg}", ["A113"]),
        ("{value: 1, unit: kg CO2e/kg, period: {from: 2024-12-31, to: 2024-01-01}}", ["A102"]),
        ("{value: 1, unit: kg CO2e/kg, gases: {co2: 0.9}, primary_share: 2, carbon: {fossil: 2}}",
         ["A112", "A113", "A111"]),
    ],
)  # fmt: skip
def test_wrong_footprints(codes, footprint: str, expected: list[str]) -> None:
    found = codes(load_inventory, f"{HEADER} {{}}\nfootprints: {{x: {footprint}}}".encode(), "wrong.yaml")
    assert found == expected


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "Y104"),
        (b"\xff\xfezuji", "Y101"),
        ("产量: 1 t".encode("gbk"), "Y101"),
        (b"zuji: [1", "Y102"),
        (b"zuji: 1\n---\nzuji: 1", "Y103"),
        (b"- 1", "Y126"),
    ],
)
def test_files_that_are_no_activity_data(codes, raw: bytes, code: str) -> None:
    found = codes(load_inventory, raw, "wrong.yaml")
    assert found == [code]


def test_a_missing_file_names_its_neighbours(tmp_path) -> None:
    (tmp_path / "inventory.yaml").write_text("zuji: 1")
    with pytest.raises(InventoryError) as caught:
        load_inventory(tmp_path / "inventry.yaml")
    assert caught.value.findings[0].code == "Y100"
    assert caught.value.findings[0].candidates == (str(tmp_path / "inventory.yaml"),)


def test_missing_headers_and_unknown_keys_come_together(codes) -> None:
    assert codes(load_inventory, b"zuji: 1\nruel: r\nactivity_data: {}", "x") == ["Y111"] * 3 + ["Y110"]


def test_production_must_be_positive(codes) -> None:
    assert codes(load_inventory, f"production: 0 t\n{HEADER} {{}}".encode(), "x") == ["A105"]


def test_all_findings_of_a_file_in_one_report(codes) -> None:
    text = (
        f"production: 5 tt\n{HEADER}\n  a: 1 kgg\n  b: {{value: 3, unit: kWhh}}\n"
        "  c: [{mass: {value: 1, unit: furlongs}}]\n"
        "footprints:\n  d: {value: 1, unit: kg}\n"
    )
    with pytest.raises(InventoryError) as caught:
        load_inventory(text.encode(), "many.yaml")
    findings = caught.value.findings
    assert sorted(f.code for f in findings) == ["A110", "U101", "U101", "U101", "U101"]
    assert {f.location.line for f in findings} == {1, 7, 8, 9, 11}
    assert all(f.location.file == "many.yaml" for f in findings)


def test_a_refused_part_hides_no_other_finding() -> None:
    text = (
        "zuji: 2\nproduct: {name: p}\nperiod: {from: 2024-01-01, to: 2023-12-31}\nproduction: 5 tt\n"
        "activity_data:\n  a: {value: true}\n  b: 1 kgg\n"
        "  c:\n    - {name: x, mass: [1]}\n    - 3\n    - {mass: {value: 1, unit: kgg}, name: }\n"
        "footprints:\n  d: {value: 1, unit: kg}\n  e: {unit: kg}\n"
    )
    with pytest.raises(InventoryError) as caught:
        load_inventory(text.encode(), "many.yaml")
    found = [(finding.location.line, finding.code) for finding in caught.value.findings]
    assert found == [
        (1, "Y125"),
        (1, "Y111"),
        (3, "A102"),
        (4, "U101"),
        (6, "A101"),
        (7, "U101"),
        (9, "A101"),
        (10, "Y126"),
        (11, "U101"),
        (11, "A104"),
        (13, "A110"),
        (14, "Y111"),
    ]


@pytest.mark.parametrize(
    "section", ["activity_data: 3", "activity_data: {}\nfootprints: [1]", "footprints: {}"]
)
def test_a_section_of_the_wrong_form_is_refused(codes, section: str) -> None:
    header = HEADER.replace("activity_data:", "production: 1 tt\n") + section
    assert "U101" in codes(load_inventory, header.encode(), "x")


def test_a_misspelt_key_names_the_nearest(codes) -> None:
    with pytest.raises(InventoryError) as caught:
        load_inventory(f"{HEADER} {{x: {{value: 1, unti: kg}}}}".encode())
    assert "unit" in caught.value.findings[0].candidates


@settings(max_examples=50, deadline=None)
@given(st.floats(min_value=1e-6, max_value=1e9))
def test_a_unit_changes_no_amount(tonnes: float) -> None:
    one = entry(f"{tonnes!r} t")
    other = entry(f"{{value: {tonnes * 1000!r}, unit: kg}}")
    assert one.engine == pytest.approx(other.engine, rel=1e-15)


@settings(max_examples=50, deadline=None)
@given(st.floats(min_value=1e-3, max_value=1e6), st.floats(min_value=1.001, max_value=3))
def test_a_distribution_follows_its_value_into_another_unit(value: float, gsd: float) -> None:
    one = entry(f"{{value: {value!r}, unit: kWh, distribution: {{type: lognormal, gsd: {gsd!r}}}}}")
    other = entry(f"{{value: {value * 3.6!r}, unit: MJ, distribution: {{type: lognormal, gsd: {gsd!r}}}}}")
    assert one.distribution.mean * one.unit.scale == pytest.approx(other.distribution.mean, rel=1e-9)
    assert one.distribution.scale == other.distribution.scale
