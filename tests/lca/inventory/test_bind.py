"""Activity data against a rule: what must be refused, what is taken, and laws of units, order, totals."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lca.distributions import Lognormal, Normal
from lca.errors import InventoryError, Severity
from lca.inventory.bind import bind
from lca.inventory.bound import BoundInventory
from lca.inventory.load import load_inventory
from lca.units import unit

SCORES = "{reliability: 2, completeness: 1, temporal: 1, geographical: 1, technological: 1}"
GOOD = "alumina: 1.92 t, electricity: 13450 kWh, materials: []"


def test_complete_data_fit(read, complete, specs) -> None:
    bound: BoundInventory = bind(read(complete), specs.rule())
    assert bound.values["alumina"].engine == 1920.0
    assert bound.values["electricity"].engine == 13450 * 3.6
    assert bound.values["sulfur"].engine == 0.02
    assert bound.choices == {"supply": "grid_average"}
    assert bound.missing == {"spare"}
    assert bound.findings == ()
    assert [row.key for row in bound.tables["materials"]] == ["brick", "cathode"]
    brick, cathode = bound.tables["materials"]
    assert brick.factors["material"].footprint == "own_brick"
    assert (cathode.factors["material"].item, cathode.factors["material"].footprint) == ("graphite", None)
    assert cathode.values["distance"].engine == 300e3
    assert cathode.texts["mode"] == "freight.road"


def test_identities_name_the_parameter(read, complete, specs) -> None:
    bound = bind(read(complete), specs.rule())
    assert {"activity:alumina", "activity:materials[cathode].mass"} <= set(bound.all_values)
    assert all(bound.all_values[identity].identity == identity for identity in bound.all_values)


def test_defaults_are_used_and_recorded(read, specs) -> None:
    bound = bind(
        read("  {alumina: 1.92 t, electricity: 13450 kWh, "
             "materials: [{name: a, material: graphite, mass: 1 kg}]}\n"),
        specs.rule(),
    )  # fmt: skip
    assert bound.values["sulfur"].engine == pytest.approx(0.015)
    assert bound.values["sulfur"].entry is None
    assert not bound.values["sulfur"].primary
    row = bound.tables["materials"][0]
    assert row.values["distance"].engine == 0.0
    assert row.texts["mode"] == "freight.road"
    used = {default.name: (default.text, default.source) for default in bound.defaults_used}
    assert used == {
        "sulfur": ("1.5 %", "a handbook"),
        "supply": ("grid_average", ""),
        "materials[a].distance": ("0 km", ""),
        "materials[a].mode": ("freight.road", ""),
    }


@pytest.mark.parametrize(
    ("activity_data", "expected"),
    [
        (f"{{{GOOD}, aluminna: 1 t}}", ["A201"]),
        ("{electricity: 1 kWh, materials: []}", ["A202"]),
        ("{alumina: 1.92 t, electricity: 1 kWh}", ["A214"]),
        ("{}", ["A202", "A202", "A214"]),
        (f"{{{GOOD}, spare: 3 kWh}}", ["A203"]),
        (f"{{{GOOD}, spare: 3}}", ["U204"]),
        (f"{{{GOOD}, spare: 3 kg CO2e}}", ["U303"]),
        (f"{{{GOOD}, sulfur: 2 kg}}", ["A203"]),
        ("{alumina: 1.87 t, electricity: 1 kWh, materials: []}", ["A204"]),
        ("{alumina: 2001 kg, electricity: 1 kWh, materials: []}", ["A204"]),
        (f"{{{GOOD}, spare: -3 kg}}", ["A206"]),
        ("{alumina: 1.92 t, electricity: {value: 1, unit: kWh, primary: false}, materials: []}", ["A207"]),
        (f"{{{GOOD}, spare: much}}", ["A210"]),
        (f"{{{GOOD}, spare: []}}", ["A213"]),
        (f"{{{GOOD}, supply: grid_averge}}", ["A211"]),
        (f"{{{GOOD}, supply: 3 kg}}", ["A211"]),
        (f"{{{GOOD}, supply: [{{a: b}}]}}", ["A213"]),
        ("{alumina: 1.92 t, electricity: 1 kWh, materials: 3 kg}", ["A212"]),
        ("{alumina: 1.92 t, electricity: 1 kWh, materials: many}", ["A212"]),
    ],
)
def test_what_does_not_fit(read, specs, codes, activity_data: str, expected: list[str]) -> None:
    assert codes(bind, read(f"  {activity_data}\n"), specs.rule()) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("{name: a, material: x}", ["A216"]),
        ("{material: x, mass: 1 kg}", ["A216"]),
        ("{name: a, mass: 1 kg}", ["A216"]),
        ("{name: a, material: x, mass: 1 kg}, {name: a, material: x, mass: 2 kg}", ["A217"]),
        ("{name: a, material: x, mass: 1 kg, massa: 2 kg}", ["A215"]),
        ("{name: a, material: x, mass: 1 kWh}", ["A203"]),
        ("{name: a, material: x, mass: 1 kgg}", ["U101"]),
        ("{name: a, material: x, mass: heavy}", ["A210"]),
        ("{name: a, material: x, mass: {item: x}}", ["A210"]),
        ("{name: a, material: x, mass: -1 kg}", ["A206"]),
        ("{name: a, material: x, mass: 1 kg, mode: freight.rode}", ["A211"]),
        ("{name: {item: x}, material: x, mass: 1 kg}", ["A218"]),
        ("{name: a, material: {value: 3}, mass: 1 kg}", ["A219"]),
    ],
)
def test_rows_that_do_not_fit(read, specs, codes, rows: str, expected: list[str]) -> None:
    text = f"  {{alumina: 1.92 t, electricity: 1 kWh, materials: [{rows}]}}\n"
    assert codes(bind, read(text), specs.rule()) == expected


def test_misspelt_names_have_candidates(read, specs) -> None:
    text = "  {aluminna: 1.92 t, electricity: 1 kWh, materials: [], supply: wnd}\nfootprints:\n"
    text += "  alumnia: {value: 1, unit: kg CO2e/kg}\n"
    with pytest.raises(InventoryError) as caught:
        bind(read(text), specs.rule())
    near = {finding.code: finding.candidates for finding in caught.value.findings}
    assert near["A201"][0] == "alumina"
    assert near["A211"] == ("wind",)
    assert near["A221"][0] == "alumina"
    assert "A202" in near


def test_a_range_names_value_limits_place_and_clause(read, specs) -> None:
    with pytest.raises(InventoryError) as caught:
        bind(read("  alumina: 2.5 t\n  electricity: 1 kWh\n  materials: []\n"), specs.rule())
    (finding,) = caught.value.findings
    assert dict(finding.params) == {
        "name": "alumina",
        "value": "2.5",
        "unit": "t",
        "low": "1.88",
        "high": "2",
    }
    assert (finding.location.line, finding.location.path) == (8, "activity_data.alumina")
    assert finding.clause == "6.2"


def test_dimension_finding_says_both_units(read, specs) -> None:
    with pytest.raises(InventoryError) as caught:
        bind(read("  {alumina: 3 kWh, electricity: 1 kWh, materials: []}\n"), specs.rule())
    message = caught.value.findings[0].message("en")
    assert "3 kWh" in message
    assert "mass" in message
    assert "(t)" in message


def test_outside_typical_is_a_warning(read, specs) -> None:
    bound = bind(read("  {alumina: 1.99 t, electricity: 1 kWh, materials: []}\n"), specs.rule())
    assert [(f.code, f.severity) for f in bound.findings] == [("A205", Severity.WARNING)]
    assert bound.values["alumina"].engine == 1990.0


@pytest.mark.parametrize(
    ("period", "warned"),
    [
        ("2024-01-01, to: 2024-12-31", False),
        ("2023-07-01, to: 2024-06-30", False),
        ("2024-01-01, to: 2024-06-30", True),
        ("2022-01-01, to: 2024-12-31", True),
    ],
)
def test_a_period_other_than_a_year_is_a_warning(read, specs, header, period: str, warned: bool) -> None:
    head = header.replace("2024-01-01, to: 2024-12-31", period)
    bound = bind(read(f"  {{{GOOD}}}\n", head), specs.rule())
    assert [finding.code for finding in bound.findings] == (["A220"] if warned else [])


def test_all_findings_in_one_report_in_the_order_of_the_file(read, specs, codes) -> None:
    text = (
        "  alumina: 3 t\n  electricty: 3 kWh\n  spare: -1 kg\n  supply: gird\n"
        "  materials:\n    - {name: a, material: x, mass: 1 kWh}\n    - {name: a, material: x, mass: 1 kg}\n"
    )
    assert codes(bind, read(text), specs.rule()) == ["A202", "A204", "A201", "A206", "A211", "A203", "A217"]


def test_a_total_needs_the_production(read, specs, codes, header) -> None:
    text = "  {alumina: {value: 960000, unit: t, basis: total}, electricity: 1 kWh, materials: []}\n"
    assert codes(bind, read(text, header.replace("production: 500000 t\n", "")), specs.rule()) == ["A208"]
    wrong = header.replace("500000 t", "500000 item")
    assert codes(bind, read(text, wrong), specs.rule()) == ["A209"]


def test_a_total_is_divided_by_the_production(read, specs) -> None:
    text = "  {alumina: {value: 960000, unit: t, basis: total}, electricity: 1 kWh, materials: []}\n"
    value = bind(read(text), specs.rule()).values["alumina"]
    assert value.engine == pytest.approx(1920.0, rel=1e-15)
    assert value.value == pytest.approx(1.92, rel=1e-15)


def test_values_stand_for_the_whole_declared_amount(read, specs) -> None:
    # 0.5 kg per kg of product and a declared unit of 1 t: the variable is 500 kg.
    rule = specs.rule([specs.scalar("coke", "kg", per=unit("kg"), multiplier=1000.0)])
    per_unit = bind(read("  {coke: 0.5 kg, materials: []}\n"), rule).values["coke"]
    assert (per_unit.engine, per_unit.value) == (500.0, 0.5)
    total = bind(read("  {coke: {value: 250000, unit: t, basis: total}, materials: []}\n"), rule).values[
        "coke"
    ]
    assert total.engine == pytest.approx(500.0, rel=1e-15)
    assert total.value == pytest.approx(0.5, rel=1e-15)


def test_a_total_without_per_stands_for_the_declared_amount(read, specs) -> None:
    # 1 000 t in a year in which 500 000 t were made is 20 kg in a declared unit of 10 t.
    rule = specs.rule([specs.scalar("lime", "kg", per=None)], declared="10 t")
    text = "  lime: {value: 1000, unit: t, basis: total}\n  materials: []\n"
    assert bind(read(text), rule).values["lime"].engine == pytest.approx(20.0)


def test_distributions_are_those_of_the_engine_value(read, specs) -> None:
    text = (
        "  alumina: {value: 960000, unit: t, basis: total, distribution: {type: normal, sd: 9600 t}}\n"
        f"  electricity: {{value: 10, unit: kWh, pedigree: {SCORES}}}\n  materials: []\n"
    )
    values = bind(read(text), specs.rule()).values
    assert isinstance(values["alumina"].distribution, Normal)
    assert values["alumina"].distribution.mean == pytest.approx(1920.0)
    assert values["alumina"].distribution.sd == pytest.approx(19.2)
    assert isinstance(values["electricity"].distribution, Lognormal)
    assert values["electricity"].distribution.median == pytest.approx(36.0)
    assert values["electricity"].distribution_origin == "pedigree"
    assert values["electricity"].primary


def test_a_negative_amount_where_the_rule_allows_it(read, specs) -> None:
    rule = specs.rule([specs.scalar("stock_change", "kg", sign="any")])
    assert bind(read("  {stock_change: -3 kg, materials: []}\n"), rule).values["stock_change"].engine == -3.0


def test_an_empty_table_is_a_statement_and_a_missing_one_is_none(read, specs) -> None:
    assert bind(read(f"  {{{GOOD}}}\n"), specs.rule()).tables["materials"] == ()
    optional = specs.rule(materials=specs.table(*specs.materials, required=False))
    bound = bind(read("  {alumina: 1.92 t, electricity: 1 kWh}\n"), optional)
    assert bound.tables["materials"] == ()
    assert "materials" in bound.missing


def test_a_footprint_that_a_selector_names_is_used(read, specs) -> None:
    text = f"  {{{GOOD}}}\nfootprints:\n  alumina.item: {{value: 1, unit: kg CO2e/kg}}\n"
    assert bind(read(text), specs.rule()).inventory.footprints["alumina.item"].engine == 1.0


def test_both_ends_belong_to_a_range_after_conversion(read, specs) -> None:
    rule = specs.rule([specs.scalar("heat", "kWh", range=(0.1, 0.3))])
    for text in ("0.3 kWh", "1.08 MJ", "0.36 MJ", "300 Wh", "100 Wh"):
        value = bind(read(f"  {{heat: {text}, materials: []}}\n"), rule).values["heat"]
        assert 0.1 - 1e-9 < value.value < 0.3 + 1e-9


ROWS = [f"{{name: part{n}, material: steel, mass: {n + 1} kg}}" for n in range(6)]
TWINS = [*ROWS, "{name: same, material: steel, mass: 3 kg}", "{name: same, material: steel, mass: 3 kg}"]


def rows_of(header: str, rows: list[str], rule) -> list[tuple[object, ...]]:
    text = f"{header}  {{alumina: 1.92 t, electricity: 1 kWh, materials: [{', '.join(rows)}]}}\n"
    bound = bind(load_inventory(text.encode()), rule)
    return [
        (row.key, {v.identity: v.engine for v in row.values.values()}, dict(row.texts))
        for row in bound.tables["materials"]
    ]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_changes_nothing(specs, header, seed: int) -> None:
    shuffled = random.Random(seed).sample(ROWS, len(ROWS))
    assert rows_of(header, shuffled, specs.rule()) == rows_of(header, ROWS, specs.rule())
    keyless = specs.rule(materials=specs.table(*specs.materials, key=None))
    twins = random.Random(seed).sample(TWINS, len(TWINS))
    assert rows_of(header, twins, keyless) == rows_of(header, TWINS, keyless)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(min_value=1.88, max_value=2.0))
def test_a_unit_changes_no_bound_value(read, specs, tonnes: float) -> None:
    rule = specs.rule()
    engines = [
        bind(read(f"  {{alumina: {text}, electricity: 1 kWh, materials: []}}\n"), rule)
        .values["alumina"]
        .engine
        for text in (f"{tonnes!r} t", f"{tonnes * 1e3!r} kg", f"{tonnes * 1e6!r} g")
    ]
    assert engines == pytest.approx([engines[0]] * 3, rel=1e-15)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(min_value=1e-3, max_value=1e3), st.floats(min_value=1e-3, max_value=1e9))
def test_a_total_over_production_is_the_value_per_unit(
    read, specs, header, value: float, production: float
) -> None:
    rule = specs.rule([specs.scalar("coke", "kg", per=unit("t"))])
    head = header.replace("500000 t", f"{production!r} t")
    total = {"value": value * production, "unit": "kg", "basis": "total"}
    one = bind(read(f"  {{coke: {value!r} kg, materials: []}}\n", head), rule).values["coke"]
    other = bind(read(f"  coke: {total}\n  materials: []\n", head), rule).values["coke"]
    assert other.engine == pytest.approx(one.engine, rel=1e-14)
