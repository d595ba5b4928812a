"""SimaPro CSV: layouts, parameters, units, waste and spreads by hand; another reader on public files."""

import importlib.util
import json
import math
import os
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.background.characterising import greenhouse_gases
from lca.background.linking import link
from lca.background.reading.archive import open_archive
from lca.background.reading.simapro import read
from lca.background.reading.simapro.process import location_of
from lca.background.records import Consequence, Exchange, FlowKind, Reading, Role
from lca.background.solving import intensities
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError

Make = Callable[..., Reading]
HEADER = """{SimaPro 9.1.0.7}
{processes}
{Project: Foundry}
{CSV Format version: 9.0.0}
{CSV separator: Semicolon}
{Decimal separator: ,}
"""


def process(*sections: str, id: str = "P1", name: str = "", kind: str = "material") -> str:
    head = f"Process\n\nCategory type\n{kind}\n\nProcess identifier\n{id}\n\nProcess name\n{name}\n\n"
    head += "Time period\n2005-2009\n\nGeography\nUnspecified\n\nComment\n\n\n"
    return head + "\n\n".join(sections) + "\n\nEnd\n\n"


def block(name: str, *rows: str) -> str:
    return f"{name}\n" + "\n".join(rows) + "\n\nEnd\n\n"


def section(name: str, *rows: str) -> str:
    return "\n".join((name, *rows))


UNITS = block(
    "Units", "kg;Mass;1;kg", "g;Mass;0,001;kg", "ton;Mass;1000;kg", "kWh;Energy;3,6;MJ", "MJ;Energy;1;MJ"
)
STEEL = section("Products", "steel {CN};kg;1;100;not defined;Metals\\Ferro;")


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(*texts: str, header: str = HEADER, encoding: str = "utf-8") -> Reading:
        path = tmp_path / "export.csv"
        path.write_bytes((header + "\n" + "".join(texts)).replace("\n", "\r\n").encode(encoding))
        with open_archive(path) as archive:
            return read(archive)

    return made


def codes(reading: Reading) -> list[tuple[str, Consequence]]:
    return [(remark.finding.code, remark.consequence) for remark in reading.remarks]


def named(reading: Reading, position: int = 0) -> dict[str, Exchange]:
    return {reading.flows[e.flow].name: e for e in reading.datasets[position].exchanges}


def entries(reading: Reading) -> list[tuple[int, int, float]]:
    found = link(reading, "x").background.technosphere
    return sorted(zip(found.row.tolist(), found.column.tolist(), found.amount.tolist(), strict=True))


def test_a_process_with_everything(make: Make) -> None:
    reading = make(
        process(
            STEEL,
            section("Avoided products", "slag cement;ton;0,1;Undefined;0;0;0;"),
            section("Resources", "Iron ore;in ground;kg;1,5;Undefined;0;0;0;"),
            section("Materials/fuels", "coke {RER};kg;0,4;Undefined;0;0;0;"),
            section("Electricity/heat", "electricity {CN};kWh;0,1;Undefined;0;0;0;"),
            section("Emissions to air", "Carbon dioxide, fossil;low. pop.;kg;1,8;Undefined;0;0;0;"),
            section("Emissions to water", "Iron;river;g;2;Undefined;0;0;0;"),
            section("Emissions to soil", "Zinc;;g;3;Undefined;0;0;0;"),
            section("Final waste flows", "Slag;;kg;0,2;Undefined;0;0;0;"),
            section("Waste to treatment", "dust;kg;0,01;Undefined;0;0;0;"),
        ),
        UNITS,
        block("Airborne emissions", "Carbon dioxide, fossil;kg;000124-38-9;Formula: CO2\x7f;DBE27C73"),
        block("Waterborne emissions", "Iron;kg;007439-89-6;"),
    )
    (dataset,) = reading.datasets
    assert (dataset.id, dataset.name, dataset.location) == ("P1", "steel {CN}", "CN")
    assert dataset.about == {"type": "material", "category": "Metals\\Ferro", "period": "2005-2009"}
    found = named(reading)
    told = {name: (e.role, e.output, e.amount, e.unit) for name, e in found.items()}
    assert told == {
        "steel {CN}": (Role.REFERENCE, True, 1.0, "kg"),
        "slag cement": (Role.AVOIDED, True, 0.1, "ton"),
        "Iron ore": (Role.INPUT, False, 1.5, "kg"),
        "coke {RER}": (Role.INPUT, False, 0.4, "kg"),
        "electricity {CN}": (Role.INPUT, False, 0.1, "kWh"),
        "Carbon dioxide, fossil": (Role.OUTPUT, True, 1.8, "kg"),
        "Iron": (Role.OUTPUT, True, 0.002, "kg"),
        "Zinc": (Role.OUTPUT, True, 3.0, "g"),
        "Slag": (Role.OUTPUT, True, 0.2, "kg"),
        "dust": (Role.OUTPUT, True, 0.01, "kg"),
    }
    gas = reading.flows[found["Carbon dioxide, fossil"].flow]
    assert (gas.kind, gas.cas, gas.formula) == (FlowKind.ELEMENTARY, "000124-38-9", "CO2")
    assert gas.compartment == ("air", "low. pop.")
    assert reading.flows[found["Slag"].flow].kind is FlowKind.ELEMENTARY
    assert reading.flows[found["dust"].flow].kind is FlowKind.WASTE
    assert found["coke {RER}"].wanted == {"product": "coke {RER}"}
    assert (reading.format, reading.version, reading.title) == ("simapro", "9.1.0.7", "Foundry")
    assert reading.remarks == ()


def test_products_link_by_name_and_in_the_maker_s_unit(make: Make) -> None:
    coke = process(section("Products", "coke;ton;2;100;not defined;Fuels;"), id="P2")
    used = process(STEEL, section("Materials/fuels", "coke;kg;500;Lognormal;1,21;0;0;"))
    reading = make(used, coke, UNITS)
    found = named(reading)["coke"]
    assert (found.provider, found.amount, found.unit) == ("P2", 0.5, "ton")
    assert isinstance(found.spread, Lognormal)
    assert found.spread.median == pytest.approx(0.5, rel=1e-15)
    assert found.spread.scale == math.log(1.21) / 2
    assert entries(reading) == [(0, 0, 1.0), (1, 0, -0.5), (1, 1, 2.0)]


def test_two_makers_of_one_name_are_no_link(make: Make) -> None:
    makers = [process(section("Products", "coke;kg;1;100;not defined;;"), id=id) for id in ("P2", "P3")]
    reading = make(process(STEEL, section("Materials/fuels", "coke;kg;1;Undefined;0;0;0;")), *makers)
    assert named(reading)["coke"].provider == ""


FACTORS = "g;Mass;1;kg"


def test_a_factor_that_cannot_be_is_not_used(make: Make) -> None:
    """A real export says that a gram is a kilogram; the unit itself says better."""
    coke = process(section("Products", "coke;kg;1;100;not defined;;"), id="P2")
    used = process(STEEL, section("Materials/fuels", "coke;g;500;Undefined;0;0;0;"))
    reading = make(used, coke, block("Units", "kg;Mass;1;kg", FACTORS))
    found = named(reading)["coke"]
    assert (found.amount, found.unit) == (500.0, "g")
    assert codes(reading) == [("B270", Consequence.ASSUMED)]
    assert entries(reading)[1] == (1, 0, pytest.approx(-0.5)), "linking knows grams"


@pytest.mark.parametrize("row", ["lb;Mass;x;kg", "lb;Mass;0;kg", "lb;Mass;-1;kg", "g;Mass;1;kg"])
def test_units_that_say_nothing_or_contradict_are_told(make: Make, row: str) -> None:
    reading = make(process(STEEL), block("Units", "g;Mass;0,001;kg", row))
    assert codes(reading) == [("B271", Consequence.NOTED)]


def test_allocation_in_percent_by_number_and_formula(make: Make) -> None:
    products = section(
        "Products", "rice;kg;6250;95,8%;not defined;Crops;", "straw;kg;3125;100-95,8;not defined;Crops;"
    )
    reading = make(process(products))
    (dataset,) = reading.datasets
    assert dataset.name == "rice; straw"
    assert dataset.shares == pytest.approx({"product|rice": 0.958, "product|straw": 0.042})
    assert reading.remarks == ()


def test_shares_that_miss_the_whole_are_scaled_and_told(make: Make) -> None:
    reading = make(process(section("Products", "a;kg;1;100;;;", "b;kg;1;100;;;")))
    assert reading.datasets[0].shares == {"product|a": 0.5, "product|b": 0.5}
    assert codes(reading) == [("B266", Consequence.ASSUMED)]


@pytest.mark.parametrize(("first", "second"), [("", "100"), ("-10", "110"), ("0", "0"), ("x", "100")])
def test_shares_that_mean_nothing_are_told(make: Make, first: str, second: str) -> None:
    reading = make(process(section("Products", f"a;kg;1;{first};;;", f"b;kg;1;{second};;;")))
    assert reading.datasets[0].shares == {}
    assert codes(reading) == [("B268", Consequence.NOTED)]


def treatment(name: str, id: str, amount: str = "1") -> str:
    gas = section("Emissions to air", "Carbon dioxide;;kg;1,5;Undefined;0;0;0;")
    row = f"{name};kg;{amount};All waste types;Others;"
    return process(section("Waste treatment", row), gas, id=id, kind="waste treatment")


def test_a_treatment_takes_its_waste_in(make: Make) -> None:
    used = process(STEEL, section("Waste to treatment", "dust, to landfill;kg;0,2;Undefined;0;0;0;"))
    reading = make(used, treatment("dust, to landfill", "T1"))
    waste = named(reading)["dust, to landfill"]
    assert (waste.role, waste.output, waste.provider) == (Role.OUTPUT, True, "T1")
    taken = reading.datasets[1].exchanges[0]
    assert (taken.role, taken.output, taken.amount) == (Role.REFERENCE, False, 1.0)
    assert reading.flows[taken.flow].kind is FlowKind.WASTE
    assert entries(reading) == [(0, 0, 1.0), (1, 0, 0.2), (1, 1, -1.0)]
    assert reading.remarks == ()


def test_a_treatment_of_a_negative_amount_takes_in_the_positive_one(make: Make) -> None:
    reading = make(treatment("scrap", "T1", "-1"))
    assert reading.datasets[0].exchanges[0].amount == 1.0
    assert codes(reading) == [("B267", Consequence.ASSUMED)]


def test_disposal_sold_as_a_product_is_used_and_no_credit(make: Make) -> None:
    service = process(section("Products", "disposal, dust;kg;1;100;not defined;;"), id="P2")
    used = process(STEEL, section("Waste to treatment", "disposal, dust;kg;2;Undefined;0;0;0;"))
    reading = make(used, service)
    assert entries(reading) == [(0, 0, 1.0), (1, 0, -2.0), (1, 1, 1.0)]
    assert codes(reading) == [("B273", Consequence.ASSUMED)]


def test_a_treatment_used_as_a_material_gets_the_waste(make: Make) -> None:
    used = process(STEEL, section("Materials/fuels", "dust;kg;2;Undefined;0;0;0;"))
    reading = make(used, treatment("dust", "T1"))
    assert entries(reading) == [(0, 0, 1.0), (1, 0, 2.0), (1, 1, -1.0)]
    assert codes(reading) == [("B277", Consequence.ASSUMED)]


def test_a_treatment_that_is_avoided_takes_its_burden_off(make: Make) -> None:
    """2 kg of dust not treated at 3 kg CO2 a kg, and 10 kg of own: 10 - 6 = 4 kg a kg of steel."""
    air = "Emissions to air", "Carbon dioxide, fossil;;kg;{};Undefined;0;0;0;"
    saving = section("Avoided products", "dust;kg;2;Undefined;0;0;0;")
    emitted = section(air[0], air[1].format(10))
    burnt = process(section("Waste treatment", "dust;kg;1;All waste types;Others;"), id="T1").replace(
        "\n\nEnd", f"\n\n{section(air[0], air[1].format(3))}\n\nEnd"
    )
    reading = make(process(STEEL, saving, emitted), burnt)
    assert entries(reading) == [(0, 0, 1.0), (1, 0, -2.0), (1, 1, -1.0)]
    background = link(reading, "x").background
    solved = intensities(background, greenhouse_gases(background))
    assert solved.values.tolist() == [[4.0], [-3.0]]


@pytest.mark.parametrize("turned", [False, True])
def test_waste_that_nobody_treats_is_no_co_product_whoever_comes_first(make: Make, turned: bool) -> None:
    """One kg of steel carries all of its burden, not a third of it beside 2 kg of sludge."""
    giving = process(STEEL, section("Waste to treatment", "sludge;kg;2;Undefined;0;0;0;"))
    made = section("Products", "iron {CN};kg;1;100;not defined;Metals\\Ferro;")
    using = process(made, section("Materials/fuels", "sludge;kg;1;Undefined;0;0;0;"), id="P2")
    linked = link(make(*((using, giving) if turned else (giving, using))), "x").background
    assert linked.processes.column("id").to_pylist() == ["P1", "P2"]
    assert linked.unlinked.column("amount").to_pylist() == [2.0, -1.0]


def scenario(*rows: str, rest: tuple[str, ...] = (), amount: str = "2") -> str:
    return process(
        section("Waste scenario", f"mixed waste;kg;{amount};All waste types;Others;"),
        section("Separated waste", *rows),
        section("Remaining waste", *rest),
        id="S",
        kind="waste scenario",
    )


def test_a_scenario_passes_its_waste_on(make: Make) -> None:
    """Of 2 kg a quarter is recycled; of the rest 60 % are burnt and 40 % buried: 0.5, 0.9 and 0.6 kg."""
    reading = make(
        scenario("recycling;All waste types;25", rest=("burning;;60;", "landfill;;40;")),
        *(treatment(name, f"T{index}") for index, name in enumerate(("recycling", "burning", "landfill"))),
    )
    found = named(reading)
    amounts = {name: (e.role, e.amount) for name, e in found.items() if e.role is Role.OUTPUT}
    assert amounts == {
        "recycling": (Role.OUTPUT, 0.5),
        "burning": (Role.OUTPUT, pytest.approx(0.9)),
        "landfill": (Role.OUTPUT, pytest.approx(0.6)),
    }
    assert [e.provider for e in found.values()] == ["", "T0", "T1", "T2"]
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (("recycling;Packaging plastic;25",), "B276"),
        (("recycling;All waste types;125",), "B269"),
        (("recycling;All waste types;some",), "B269"),
        (("recycling;All waste types;-25",), "B269"),
    ],
)
def test_scenarios_without_known_amounts_are_left_out(make: Make, rows: tuple[str, ...], code: str) -> None:
    reading = make(scenario(*rows, rest=("landfill;;100;",)), process(STEEL))
    assert [dataset.id for dataset in reading.datasets] == ["P1"]
    assert codes(reading) == [(code, Consequence.DATASET_LEFT_OUT)]


@pytest.mark.parametrize("rest", [(), ("landfill;;50;",)])
def test_waste_that_goes_nowhere_is_told(make: Make, rest: tuple[str, ...]) -> None:
    reading = make(scenario("recycling;All waste types;25", rest=rest))
    total = 25.0 if not rest else 62.5
    assert codes(reading) == [("B278", Consequence.ASSUMED)]
    assert reading.remarks[0].finding.params["total"] == pytest.approx(total)


def test_remaining_waste_without_a_share_leaves_the_scenario_out(make: Make) -> None:
    reading = make(scenario(rest=("landfill;;most;",)), process(STEEL))
    assert codes(reading) == [("B269", Consequence.DATASET_LEFT_OUT)]


PARAMETERS = (
    block("Database Input parameters;;;;;;;", "x;2;Undefined;0;0;0;No;", "f;1,5;Lognormal;1,2;0;0;No;"),
    block("Database Calculated parameters", "y;X * f;", "unused;1/0;"),
    block("Project Input parameters", "f;4;Undefined;0;0;0;No;"),
    block("Project Calculated parameters", 'm1;"Iff(x=2; y ^ 2; 0)";'),
)


def test_parameters_of_three_levels(make: Make) -> None:
    """x = 2, f = 4 (the project's), y = 8, m1 = 64; the process redefines x: 2,5 · 8 + 64 = 84."""
    reading = make(
        process(
            STEEL,
            section("Materials/fuels", "coke;kg;z + m1;Undefined;0;0;0;", "lime;kg;y/16;Undefined;0;0;0;"),
            section("Input parameters", "X;2,5;Uniform;0;1;3;No;"),
            section("Calculated parameters", "z;x * y;"),
        ),
        *PARAMETERS,
    )
    found = named(reading)
    assert (found["coke"].amount, found["lime"].amount) == (84.0, 0.5)
    assert Counter(code for code, _ in codes(reading)) == {"B274": 2, "B145": 1}, "two spreads; 1/0"


def test_parameters_in_a_circle_leave_out_what_needs_them(make: Make) -> None:
    circle = section("Calculated parameters", "a;b + 1;", "b;a + 1;")
    rows = section("Materials/fuels", "coke;kg;a;Undefined;0;0;0;", "lime;kg;1;Undefined;0;0;0;")
    reading = make(process(STEEL, rows, circle))
    assert list(named(reading)) == ["steel {CN}", "lime"]
    assert ("B14", Consequence.EXCHANGE_LEFT_OUT) in [(code[:3], what) for code, what in codes(reading)]


def test_parameters_without_a_value_are_told(make: Make) -> None:
    own = section("Input parameters", "x;1.5;Undefined;0;0;0;No;"), section("Calculated parameters", "y;;")
    reading = make(process(STEEL, *own))
    assert codes(reading) == [("B272", Consequence.NOTED), ("B272", Consequence.NOTED)]


@pytest.mark.parametrize("amount", ["", "1.5", "1.000,5", "NaN", "unknown", "1/0", "__import__('os')"])
def test_what_is_no_number_is_left_out_and_never_zero(make: Make, amount: str) -> None:
    """With a decimal comma, a point is either another country's or a separator of thousands."""
    reading = make(process(STEEL, section("Materials/fuels", f"coke;kg;{amount};Undefined;0;0;0;")))
    if amount == "1.5":
        assert named(reading)["coke"].amount == 1.5, "a formula with a point is a formula"
        return
    assert list(named(reading)) == ["steel {CN}"]
    assert codes(reading)[0][1] is Consequence.EXCHANGE_LEFT_OUT
    assert reading.remarks[0].exchange == "coke"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Lognormal;1,21;0;0", Lognormal.around(2, math.log(1.21) / 2)),
        ("Normal;0,6;0;0", Normal(2, 0.3)),
        ("Triangle;0;1;5", Triangular(1, 2, 5)),
        ("Uniform;0;1;5", Uniform(1, 5)),
        ("Undefined;7;8;9", None),
        ("Lognormal;1;0;0", None),
    ],
)
def test_spreads(make: Make, told: str, expected: Distribution | None) -> None:
    reading = make(process(STEEL, section("Emissions to air", f"Carbon dioxide;;kg;2;{told};(1,2)")))
    assert named(reading)["Carbon dioxide"].spread == expected
    assert reading.remarks == ()


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Lognormal;0;0;0", "B211"),
        ("Lognormal;0,5;0;0", "B212"),
        ("Lognormal;;0;0", "B215"),
        ("Uniform;0;3;5", "B213"),
        ("Triangle;0;3;5", "D110"),
        ("Gamma;0;3;5", "B214"),
    ],
)
def test_spreads_that_do_not_fit_are_told(make: Make, told: str, code: str) -> None:
    reading = make(process(STEEL, section("Emissions to air", f"Carbon dioxide;;kg;2;{told};")))
    assert (named(reading)["Carbon dioxide"].amount, named(reading)["Carbon dioxide"].spread) == (2.0, None)
    assert codes(reading) == [(code, Consequence.UNCERTAINTY_LEFT_OUT)]


OLD = """SimaPro 7.3\tprocesses\tDate:\t29.08.2013\tTime:\t00:00:00
Project\tW00t

Process

Category type\tmaterial
Process identifier\tInsert
Process name\trule

Products
Fish food\t1\tp\t100\tnot defined\tAgricultural\\Animal

Materials/fuels
lunch/CA U\t0.00000000025\tkg\tLognormal\t1.21\t\t\tline of a comment
\t\t\t\t\t\tsecond line of the comment

Emissions to air
Zinc oxide\tlow. pop.\t0,5\tkg\tUndefined

Process

Process identifier\tOther

Products
lunch/CA U\t1\tkg\t100
"""


def test_the_layout_of_simapro_7(make: Make) -> None:
    reading = make(OLD, header="")
    assert [dataset.name for dataset in reading.datasets] == ["rule", "lunch/CA U"]
    assert [dataset.location for dataset in reading.datasets] == ["", "CA"]
    found = named(reading)
    assert (found["Fish food"].amount, found["Fish food"].unit) == (1.0, "p")
    assert (found["lunch/CA U"].amount, found["lunch/CA U"].provider) == (2.5e-10, "Other")
    assert (found["Zinc oxide"].amount, found["Zinc oxide"].unit) == (0.5, "kg"), "no sign was declared"
    assert (reading.version, reading.title) == ("7.3", "W00t")


def test_an_amount_before_its_unit_is_seen(make: Make) -> None:
    rows = section("Materials/fuels", "coke;0,4;kg;Undefined;0;0;0;")
    found = named(make(process(STEEL, rows)))["coke"]
    assert (found.amount, found.unit) == (0.4, "kg")


def test_a_damaged_member_is_told_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "exports.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        file.writestr("bad.csv", HEADER + process(STEEL, id="damaged"))
        file.writestr("good.csv", HEADER + process(STEEL))
    path.write_bytes(path.read_bytes().replace(b"damaged", b"dAmaged", 1))
    reading = reading_of(path)
    assert [dataset.file for dataset in reading.datasets] == ["good.csv"]
    assert codes(reading) == [("B103", Consequence.DATASET_LEFT_OUT)]


def test_separators_quotes_and_line_breaks(make: Make) -> None:
    header = HEADER.replace("Semicolon", "Comma").replace("separator: ,", "separator: .")
    header = header.replace("{processes}", '"{processes}"')
    text = process(
        section("Products", '"steel, ""hot"" {CN}",kg,1,100,not defined,Metals,"one\x7ftwo"'),
        section("Materials/fuels", '"coke, good",kg,"4*(1.5+min(1,2))",Undefined,0,0,0,"unclosed'),
        section("Electricity/heat", "power,kWh,2,Undefined,0,0,0,"),
    )
    found = named(make(text, header=header))
    assert {name: e.amount for name, e in found.items()} == {
        'steel, "hot" {CN}': 1.0, "coke, good": 10.0, "power": 2.0
    }  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1"])
def test_encodings(make: Make, encoding: str) -> None:
    rows = section("Materials/fuels", "Käse;µg;1;Undefined;0;0;0;")
    assert named(make(process(STEEL, rows), encoding=encoding))["Käse"].unit == "µg"


@pytest.mark.parametrize(
    ("name", "geography", "expected"),
    [
        ("Steel {RER}| production | Alloc Rec, U", "Mixed data", "RER"),
        ("Rice, at farm (WFLDB 3.0)/IN U", "Unspecified", "IN"),
        ("dinner/CH/I S", "", "CH"),
        ("Transport/US-NY U", "", "US-NY"),
        ("Steel", "Mixed data", "Mixed data"),
        ("Steel", "Unspecified", ""),
        ("AC/DC converter", "", ""),
    ],
)
def test_the_place_is_in_the_name(name: str, geography: str, expected: str) -> None:
    assert location_of([name], geography) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (("",), ["B205"]),
        ((section("Products", "a;kg;0;100;;;"),), ["B207", "B205"]),
        ((section("Products", "a;kg;x;100;;;"),), ["B14", "B205"]),
        ((section("Products", "a;kg;1;50;;;", "b;kg;;50;;;"),), ["B210", "B205"]),
    ],
)
def test_processes_without_a_usable_product_are_left_out(
    make: Make, body: tuple[str, ...], expected: list[str]
) -> None:
    reading = make(process(*body, id="bad"), process(STEEL))
    assert [dataset.id for dataset in reading.datasets] == ["P1"]
    assert all(code.startswith(start) for (code, _), start in zip(codes(reading), expected, strict=True))
    assert (reading.remarks[-1].dataset, reading.remarks[-1].consequence) == (
        "bad",
        Consequence.DATASET_LEFT_OUT,
    )


def test_ids_come_from_the_next_best(make: Make) -> None:
    quoted = process(STEEL, id='""').replace("Category type", "PlatformId\n298f\n\nCategory type", 1)
    nothing = process(section("Products", "coke;kg;1;100;;;"), id="")
    assert [dataset.id for dataset in make(quoted, nothing).datasets] == ["298f", "coke"]


def test_repeated_ids_are_left_to_linking(make: Make) -> None:
    reading = make(process(STEEL), process(STEEL, section("Materials/fuels", "steel {CN};kg;0,1;;;;;")))
    assert [dataset.id for dataset in reading.datasets] == ["P1", "P1"]
    assert link(reading, "x").background.size == 1


def test_what_belongs_nowhere_is_told(make: Make) -> None:
    reading = make(
        block("Method", "Name", "ILCD"),
        block("Surprise", "a;b"),
        "stray;line\n",
        process(STEEL, section("Curious emissions", "a;b;kg;1;Undefined;0;0;0;")),
        process(section("Products", ";kg;1;100;;;", "c;kg;1;100;;;"), id="P2"),
        "Product stage\n\nCategory type\nassembly\n\nProducts\ncar;p;1;Others;;\n\nEnd\n",
    )
    assert Counter(code for code, _ in codes(reading)) == {
        "B261": 1, "B262": 1, "B263": 1, "B264": 1, "B265": 1, "B275": 1
    }  # fmt: skip
    assert all(
        remark.finding.location.line
        for remark in reading.remarks
        if remark.finding.code not in ("B261", "B262")
    )


def test_no_export_of_simapro_is_an_error(make: Make) -> None:
    with pytest.raises(InputError) as caught:
        make("Joe's LCA Software\tprocesses", header="")
    assert [finding.code for finding in caught.value.findings] == ["B200", "B260"]


@given(st.floats(min_value=1e-300, max_value=1e300))
def test_any_number_comes_through_whatever_the_decimal_sign(
    tmp_path_factory: pytest.TempPathFactory, value: float
) -> None:
    path = tmp_path_factory.mktemp("number") / "x.csv"
    written = repr(value).replace(".", ",")
    rows = section("Materials/fuels", f"coke;kg;{written};Undefined;0;0;0;")
    path.write_text(HEADER + process(STEEL, rows), encoding="utf-8")
    with open_archive(path) as archive:
        assert read(archive).datasets[0].exchanges[1].amount == value


OTHER = """
import json, sys
from pathlib import Path
from bw_simapro_csv import SimaProCSV
from bw_simapro_csv.blocks import Process
told = {}
for name in sys.argv[2:]:
    data = SimaProCSV(Path(name), stderr_logs=False, write_logs=False, database_name="x")
    told[Path(name).name] = [
        [
            [e["name"], e["amount"] / e.get("unit conversion factor", 1), e.get("scale")]
            for kind, part in found.blocks.items()
            if "parameters" not in kind and kind not in ("Separated waste", "Remaining waste")
            for e in part.parsed
        ]
        for found in data
        if isinstance(found, Process)
    ]
Path(sys.argv[1]).write_text(json.dumps(told))
"""
FOLDER = "lci/simapro_csv_fixtures/tests/fixtures"
BOTH = (
    "allocation.csv",
    "cas_missing_check_number.csv",
    "external_documents_and_literature_references.csv",
    "inventory.csv",
    "missing-project.csv",
    "process.csv",
    "process_identifiers.csv",
    "process_with_invalid_lognormal_scale.csv",
    "project_params.csv",
    "python_builtin_as_unit_name.csv",
    "waste.csv",
    "waste_scenario.csv",
    "weird_units.csv",
)


def reading_of(path: Path) -> Reading:
    with open_archive(path) as archive:
        return read(archive)


@pytest.mark.shared
def test_bw_simapro_csv_reads_the_same_numbers(shared: Path, tmp_path: Path) -> None:
    if importlib.util.find_spec("bw_simapro_csv") is None:
        pytest.skip("bw_simapro_csv is not installed")
    files = [str(shared / FOLDER / file) for file in BOTH]
    command = [sys.executable, "-W", "ignore", "-c", OTHER, str(tmp_path / "out.json"), *files]
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path)}
    subprocess.run(command, env=environment, check=True, capture_output=True)
    theirs = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    for file in files:
        reading = reading_of(Path(file))
        other = theirs[Path(file).name]
        assert len(reading.datasets) == len(other), file
        for dataset, rows in zip(reading.datasets, other, strict=True):
            own = [e for e in dataset.exchanges if "scenario" not in dataset.about["type"] or not e.output]
            ours = sorted((reading.flows[e.flow].name, e.amount, e) for e in own)
            assert [one[:2] for one in ours] == [
                (name, pytest.approx(amount, rel=1e-12))
                for name, amount, _ in sorted(rows, key=lambda r: r[:2])
            ], file
            for (_, _, exchange), (_, _, scale) in zip(ours, sorted(rows, key=lambda r: r[:2]), strict=True):
                if isinstance(exchange.spread, Lognormal):
                    assert exchange.spread.scale == pytest.approx(scale, rel=1e-12)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "datasets", "exchanges"),
    [
        ("comments.txt", 1, 3),
        ("empty.txt", 1, 1),
        ("metadata.txt", 1, 1),
        ("missing.txt", 2, 3),
        ("multioutput.txt", 1, 2),
        ("new-order.csv", 1, 12),
        ("simple.txt", 2, 6),
    ],
)
def test_old_exports_that_the_other_reader_refuses(
    shared: Path, file: str, datasets: int, exchanges: int
) -> None:
    reading = reading_of(shared / FOLDER / file)
    assert len(reading.datasets) == datasets
    assert sum(len(dataset.exchanges) for dataset in reading.datasets) == exchanges
    assert {remark.finding.code for remark in reading.remarks} <= {"B266"}


@pytest.mark.shared
def test_numbers_of_an_old_export(shared: Path) -> None:
    found = named(reading_of(shared / FOLDER / "new-order.csv"))
    water = next(e for name, e in found.items() if name.startswith("Water, completely softened"))
    assert (water.amount, water.unit) == (0.0946, "kg")
    assert (found["Transport, freight, rail/RER U"].amount, found["Transport, freight, rail/RER U"].unit) == (
        0.00473,
        "tkm",
    )
    avoided = found["Zinc oxide, from hydrolysis of zinc"]
    assert (avoided.role, avoided.amount) == (Role.AVOIDED, 0.3)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("damagecategory.txt", {"B200", "B261"}),
        ("method.csv", {"B200", "B261"}),
        ("method_end.csv", {"B200", "B261"}),
        ("header.csv", {"B200"}),
        ("header_translations.csv", {"B200"}),
        ("minimal_header.csv", {"B200"}),
        ("literature.csv", {"B200", "B260"}),
        ("invalid.txt", {"B200", "B260"}),
    ],
)
def test_files_without_processes_are_refused_with_the_reason(
    shared: Path, file: str, expected: set[str]
) -> None:
    with pytest.raises(InputError) as caught:
        reading_of(shared / FOLDER / file)
    assert {finding.code for finding in caught.value.findings} == expected


@pytest.mark.shared
def test_a_whole_folder_is_one_delivery(shared: Path) -> None:
    reading = reading_of(shared / FOLDER)
    left_out = [r for r in reading.remarks if r.consequence is Consequence.DATASET_LEFT_OUT]
    assert sorted(Counter(remark.finding.code for remark in left_out).items()) == [("B275", 5), ("B276", 1)]
