"""Brightway's workbooks: blocks, parameters, links, uncertainty, and everything that is wrong with them."""

import math
import zipfile
from pathlib import Path

import pytest
from brightway_cases import workbook

from lca.background.reading.archive import open_archive
from lca.background.reading.brightway_excel import read
from lca.background.reading.brightway_excel.cells import letters
from lca.background.records import Consequence, Dataset, FlowKind, Reading, Role
from lca.distributions import Lognormal, Normal, Triangular, Uniform
from lca.errors import InputError

HEADINGS = ["name", "amount", "reference product", "unit", "location", "type", "categories"]
STEEL = ["Activity", "steel making"]
COAL = ["Activity", "coal mining"]


def said(path: Path) -> Reading:
    with open_archive(path) as archive:
        return read(archive)


def codes(reading: Reading) -> list[str]:
    return [remark.finding.code for remark in reading.remarks]


def dataset(reading: Reading, name: str) -> Dataset:
    return next(one for one in reading.datasets if one.name == name)


def two(*exchanges: list[object], headings: list[str] | None = None) -> list[list[object]]:
    """Coal and steel, the exchanges being those of steel beside its production."""
    return [
        ["Database", "mini"],
        [],
        COAL,
        ["reference product", "coal"],
        ["unit", "kilogram"],
        ["location", "CN"],
        ["Exchanges"],
        HEADINGS,
        ["coal mining", 1, "coal", "kilogram", "CN", "production"],
        [],
        STEEL,
        ["reference product", "steel"],
        ["unit", "kilogram"],
        ["location", "CN"],
        ["Exchanges"],
        headings or HEADINGS,
        ["steel making", 1, "steel", "kilogram", "CN", "production"],
        *exchanges,
    ]


def test_a_supplier_is_found_by_all_its_names_whatever_the_case(tmp_path: Path) -> None:
    rows = two(["Coal Mining ", 0.5, "COAL", "kilogram", "cn", "technosphere "])
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    coal, steel = dataset(reading, "coal mining"), dataset(reading, "steel making")
    made, used = steel.exchanges
    assert (made.role, made.output, made.amount, made.flow) == (Role.REFERENCE, True, 1.0, steel.id)
    assert (used.role, used.output, used.amount, used.provider) == (Role.INPUT, False, 0.5, coal.id)
    assert used.flow == coal.id
    assert reading.flows[coal.id].name == "coal"
    assert used.place == "Sheet!A18"
    assert steel.about["database"] == "mini"
    assert (reading.title, codes(reading)) == ("mini", [])


def test_an_activity_without_a_code_has_the_code_of_bw2io(tmp_path: Path) -> None:
    # printf 'coal miningkilogramcoalcn' | md5sum; bw2io.utils.activity_hash gives the same
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=two()))
    assert dataset(reading, "coal mining").id == "24dcc686dcc434d9ee118ce5e91ad80f"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (["coal mining", 1, "coal", "kilogram", "IN", "technosphere"], "another place"),
        (["coal mining", 1, "coke", "kilogram", "CN", "technosphere"], "another product"),
        (["coal mining", 1, "coal", "cubic meter", "CN", "technosphere"], "a unit that does not convert"),
    ],
)
def test_what_names_no_activity_stays_open_with_all_it_says(
    tmp_path: Path, row: list[object], why: str
) -> None:
    used = dataset(said(workbook(tmp_path / "mini.xlsx", Sheet=two(row))), "steel making").exchanges[1]
    assert used.provider == "", why
    assert used.wanted == {"name": row[0], "product": row[2], "unit": row[3], "location": row[4]}


def test_units_may_be_spelt_otherwise_or_convert(tmp_path: Path) -> None:
    rows = two(
        ["coal mining", 500, "coal", "kg", "CN", "technosphere"],
        ["coal mining", 500, "coal", "gram", "CN", "technosphere"],
    )
    _, one, other = dataset(said(workbook(tmp_path / "mini.xlsx", Sheet=rows)), "steel making").exchanges
    assert one.provider == other.provider != ""
    assert (one.unit, other.unit) == ("kg", "gram")


def test_a_key_goes_before_names(tmp_path: Path) -> None:
    rows = two(
        ["whatever", 1, "", "", "", "technosphere", "", "mini::C"],
        ["whatever", 1, "", "", "", "technosphere", "", "C"],
        ["whatever", 1, "", "", "", "technosphere", "", "other::C"],
        ["Carbon dioxide", 2, "", "kilogram", "", "biosphere", "air", "biosphere3::abc-123"],
        headings=[*HEADINGS, "input"],
    )
    rows[2:4] = [COAL, ["code", "C"], ["reference product", "coal"]]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    _, one, other, away, carbon = dataset(reading, "steel making").exchanges
    assert one.provider == other.provider == "C"
    assert (away.provider, away.wanted["database"], away.wanted["code"]) == ("", "other", "C")
    assert carbon.flow == "abc-123"
    assert reading.flows["abc-123"].compartment == ("air",)


def test_the_three_ways_of_nature_and_of_substitution(tmp_path: Path) -> None:
    rows = two(
        ["Carbon dioxide, fossil", 2, None, "kilogram", None, "biosphere", "air::urban air close to ground"],
        ["Iron", 1.5, None, "kilogram", None, "biosphere", "natural resource::in ground"],
        ["coal mining", 0.25, "coal", "kilogram", "CN", "substitution"],
        ["coal mining", 0.75, "coal", "kilogram", "CN", "generic consumption"],
    )
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    _, carbon, iron, avoided, used = dataset(reading, "steel making").exchanges
    flow = reading.flows[carbon.flow]
    assert (flow.name, flow.kind) == ("Carbon dioxide, fossil", FlowKind.ELEMENTARY)
    assert (flow.compartment, flow.unit) == (("air", "urban air close to ground"), "kilogram")
    assert (carbon.role, carbon.output, carbon.amount) == (Role.OUTPUT, True, 2.0)
    assert (iron.role, iron.output, iron.amount) == (Role.INPUT, False, 1.5)
    assert (avoided.role, avoided.output, avoided.amount) == (Role.AVOIDED, True, 0.25)
    assert (used.role, used.output, used.amount) == (Role.INPUT, False, 0.75)


UNCERTAIN = [*HEADINGS, "uncertainty type", "loc", "scale", "minimum", "maximum", "negative"]


@pytest.mark.parametrize(
    ("amount", "columns", "wanted"),
    [
        (2.0, [2, math.log(2), 0.1], Lognormal(math.log(2), 0.1)),
        (2.0, [2, None, 0.1], Lognormal(math.log(2), 0.1)),
        (-2.0, [2, math.log(2), 0.1, None, None, True], Lognormal(math.log(2), 0.1, -1)),
        (-2.0, [2, math.log(2), 0.1], Lognormal(math.log(2), 0.1, -1)),
        (2.0, ["lognormal", math.log(2), 0.1, None, None, 0], Lognormal(math.log(2), 0.1)),
        (2.0, [3, 2, 0.5], Normal(2.0, 0.5)),
        (2.0, [3, None, 0.5], Normal(2.0, 0.5)),
        (2.0, [4, None, None, 1, 3], Uniform(1.0, 3.0)),
        (2.0, [5, 2, None, 1, 4], Triangular(1.0, 2.0, 4.0)),
        (-2.0, [5, -2, None, -4, -1], Triangular(-4.0, -2.0, -1.0)),
        (2.0, [0, 2], None),
        (2.0, [1], None),
        (2.0, ["(Unknown)"], None),
    ],
)
def test_uncertainty_as_stats_arrays_numbers_it(
    tmp_path: Path, amount: float, columns: list[object], wanted: object
) -> None:
    row = ["coal mining", amount, "coal", "kilogram", "CN", "technosphere", None, *columns]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=two(row, headings=UNCERTAIN)))
    assert dataset(reading, "steel making").exchanges[1].spread == wanted
    assert codes(reading) == []


@pytest.mark.parametrize(
    ("columns", "code", "word"),
    [
        ([6, None, None, 0, 1], "B320", "bernoulli"),
        ([7, None, None, 0, 1], "B320", "discrete uniform"),
        ([8, 1, 2], "B320", "weibull"),
        ([9, 1, 2], "B320", "gamma"),
        ([10, 1, 2], "B320", "beta"),
        ([11, 1, 2], "B320", "generalized extreme value"),
        ([12, 1, 2], "B320", "student's t"),
        ([13, 1, 2], "B320", "13"),
        (["strange"], "B320", "strange"),
        ([2.5], "B320", "2.5"),
        ([2, 0.7], "B321", "scale"),
        ([2, 0.7, -1], "B321", "-1"),
        ([2, 0.7, "wide"], "B321", "wide"),
        ([4, None, None, 3, 1], "B321", "uniform"),
        ([4, None, None, 3], "B321", "maximum"),
        ([5, 9, None, 1, 4], "B321", "triangular"),
        ([3, 2, "inf"], "B321", "inf"),
    ],
)
def test_what_cannot_be_drawn_is_named_and_the_amount_stays(
    tmp_path: Path, columns: list[object], code: str, word: str
) -> None:
    row = ["coal mining", 2.0, "coal", "kilogram", "CN", "technosphere", None, *columns]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=two(row, headings=UNCERTAIN)))
    (remark,) = reading.remarks
    assert (remark.finding.code, remark.consequence) == (code, Consequence.UNCERTAINTY_LEFT_OUT)
    assert word in remark.finding.message()
    assert remark.exchange == "coal mining"
    used = dataset(reading, "steel making").exchanges[1]
    assert (used.amount, used.spread) == (2.0, None)


@pytest.mark.parametrize(("columns", "code"), [([2, 0.0, 0.1], "B322"), ([3, 2, 0.1, 0, 3], "B323")])
def test_a_strange_centre_and_unused_limits_are_told(
    tmp_path: Path, columns: list[object], code: str
) -> None:
    row = ["coal mining", 2.0, "coal", "kilogram", "CN", "technosphere", None, *columns]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=two(row, headings=UNCERTAIN)))
    assert codes(reading) == [code]
    assert dataset(reading, "steel making").exchanges[1].spread is not None


PARAMETERS = [
    ["Project parameters"],
    ["name", "amount", "formula"],
    ["foo", 1, "green / 7"],
    ["green", 7],
    [],
    ["Database", "mini"],
    [],
    ["Database parameters"],
    ["name", "amount", "formula"],
    ["blue", 12],
    ["red", 29, "(foo + blue ** 2) / 5"],
    [],
    ["Activity", "boiler"],
    ["unit", "megajoule"],
    ["Parameters", "group"],
    ["name", "amount", "formula"],
    ["bar", 0, "reference_me + 2"],
    [],
    ["Exchanges"],
    ["name", "amount", "type", "formula", "unit"],
    ["boiler", 1, "production"],
    ["Carbon dioxide", 0, "biosphere", "foo * bar + 4", "kilogram"],
    ["Methane", 5, "biosphere", "CH4", "kilogram"],
    ["Cadmium", 3, "biosphere", "Cd+2", "kilogram"],
    ["Water", 3, "biosphere", "nothing_known * 2", "kilogram"],
    ["Ammonia", None, "biosphere", "nothing_known * 2", "kilogram"],
    ["Nitrogen", 9, "biosphere", "bar", "kilogram"],
    ["Argon", "2 * blue", "biosphere", None, "kilogram"],
    [],
    ["Activity", "pump"],
    ["Parameters", "group"],
    ["name", "amount", "formula"],
    ["reference_me", 3, "sqrt(red - 20)"],
    ["Exchanges"],
    ["name", "amount", "type"],
    ["pump", 10, "production"],
]


def test_parameters_of_project_database_and_group(tmp_path: Path) -> None:
    # foo = 1, red = (1 + 144) / 5 = 29, reference_me = sqrt(9) = 3, bar = 5, 1 * 5 + 4 = 9
    reading = said(workbook(tmp_path / "parameters.xlsx", Sheet=PARAMETERS))
    boiler = dataset(reading, "boiler")
    amounts = {reading.flows[one.flow].name: one.amount for one in boiler.exchanges[1:]}
    wanted = {
        "Carbon dioxide": 9.0,
        "Methane": 5.0,
        "Cadmium": 3.0,
        "Water": 3.0,
        "Nitrogen": 5.0,
        "Argon": 24.0,
    }
    assert amounts == pytest.approx(wanted, rel=1e-14)
    told = {(r.finding.code, r.exchange): r for r in reading.remarks}
    assert set(told) == {("B318", "Water"), ("B318", "Ammonia"), ("B325", "Nitrogen")}
    assert told["B318", "Water"].consequence is Consequence.ASSUMED
    assert told["B318", "Ammonia"].consequence is Consequence.EXCHANGE_LEFT_OUT
    assert "Sheet!D25" in str(told["B318", "Water"].finding.location)
    assert {f.formula for f in reading.flows.values()} >= {"CH4", "Cd+2"}


def test_uncertain_parameters_and_those_without_a_value_are_told(tmp_path: Path) -> None:
    rows = [
        ["Database", "mini"],
        [],
        ["Database parameters"],
        ["name", "amount", "formula", "uncertainty type", "minimum", "maximum"],
        ["a", 2, None, 4, 1, 3],
        ["b", 4, "a / 0"],
        ["c", None, "c + 1"],
        [],
        ["Activity", "boiler"],
        ["Exchanges"],
        ["name", "amount", "type", "formula"],
        ["Carbon dioxide", 1, "biosphere", "b * 2"],
    ]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    assert [(r.finding.code, r.finding.params["name"]) for r in reading.remarks[:3]] == [
        ("B319", "a"),
        ("B318", "b"),
        ("B318", "c"),
    ]
    assert dataset(reading, "boiler").exchanges[1].amount == 8.0


def test_blank_lines_within_an_activity_mean_nothing(tmp_path: Path) -> None:
    rows = two(["coal mining", 0.5, "coal", "kilogram", "CN", "technosphere"])
    blank = [line for row in rows for line in (row, [])]
    plain, airy = workbook(tmp_path / "a.xlsx", S=rows), workbook(tmp_path / "b.xlsx", S=blank)
    one, other = said(plain), said(airy)
    assert [d.exchanges[0].amount for d in one.datasets] == [d.exchanges[0].amount for d in other.datasets]
    assert [len(d.exchanges) for d in one.datasets] == [len(d.exchanges) for d in other.datasets] == [1, 2]


def test_sheets_to_skip_to_cut_and_of_something_else(tmp_path: Path) -> None:
    cut = [["cutoff", 6], *two(["coal mining", 0.5, "coal", "kilogram", "CN", "technosphere", "air::x"])]
    sheets = {"data": cut, "notes": [["Skip"], ["Activity", "x"]], "figures": [["year", 2020]]}
    reading = said(workbook(tmp_path / "mini.xlsx", **sheets))
    told = {remark.finding.code: remark.finding.params for remark in reading.remarks}
    assert set(told) == {"B303", "B304"}
    assert told["B303"]["count"] == 1
    assert len(reading.datasets) == 2
    with pytest.raises(InputError) as refused:
        said(workbook(tmp_path / "cut.xlsx", data=[["cutoff", 0], *two()]))
    assert [finding.code for finding in refused.value.findings] == ["B309", "B305", "B304"][
        : len(refused.value.findings)
    ]


def test_products_with_nodes_of_their_own(tmp_path: Path) -> None:
    rows = [
        ["Database", "products"],
        [],
        ["Activity", "heating"],
        ["type", "process"],
        ["Exchanges"],
        ["name", "amount", "unit", "type"],
        ["heat", 10, "megajoule", "production"],
        ["gas", 0.3, "kilogram", "technosphere"],
        [],
        ["Activity", "heat"],
        ["type", "product"],
        ["unit", "megajoule"],
        [],
        ["Activity", "gas"],
        ["type", "product"],
        ["unit", "kilogram"],
        [],
        ["Activity", "well"],
        ["Exchanges"],
        ["name", "amount", "unit", "type"],
        ["gas", 2, "kilogram", "production"],
    ]
    reading = said(workbook(tmp_path / "products.xlsx", Sheet=rows))
    heating, well = dataset(reading, "heating"), dataset(reading, "well")
    assert len(reading.datasets) == 2
    assert reading.flows[heating.exchanges[0].flow].name == "heat"
    assert heating.exchanges[1].provider == well.id
    assert heating.exchanges[1].flow == well.exchanges[0].flow


def test_production_is_implied_as_in_brightway_and_treatment_is_negative(tmp_path: Path) -> None:
    rows = [
        ["Database", "mini"],
        ["Activity", "mine"],
        ["unit", "kilogram"],
        ["Activity", "landfill"],
        ["unit", "kilogram"],
        ["Exchanges"],
        ["name", "amount", "unit", "type"],
        ["landfill", -1, "kilogram", "production"],
        ["mine", 0.5, "kilogram", "technosphere"],
    ]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    mine, landfill = dataset(reading, "mine"), dataset(reading, "landfill")
    assert mine.exchanges[0].amount == 1.0
    assert codes(reading) == ["B312"]
    assert landfill.exchanges[0].amount == -1.0
    assert reading.flows[landfill.id].kind is FlowKind.WASTE
    assert landfill.exchanges[1].provider == mine.id


@pytest.mark.parametrize(
    ("amount", "kind", "code"),
    [
        (1, "technology", "B310"),
        (1, None, "B310"),
        (None, "technosphere", "B316"),
        ("much", "technosphere", "B316"),
        ("nan", "technosphere", "B316"),
        ("1e999", "technosphere", "B316"),
        (True, "technosphere", "B316"),
        ("=1+1", "technosphere", "B317"),
    ],
)
def test_rows_that_cannot_be_used_are_told_by_their_cell(
    tmp_path: Path, amount: object, kind: str | None, code: str
) -> None:
    row = ["coal mining", amount, "coal", "kilogram", "CN", kind]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=two(row)))
    (remark,) = reading.remarks
    assert (remark.finding.code, remark.consequence) == (code, Consequence.EXCHANGE_LEFT_OUT)
    assert remark.finding.location.path in ("Sheet!A18", "Sheet!B18")
    assert remark.dataset == dataset(reading, "steel making").id
    assert len(dataset(reading, "steel making").exchanges) == 1


@pytest.mark.parametrize(("amount", "code"), [(0, "B314"), (None, "B313"), ("much", "B313")])
def test_a_product_without_an_amount_drops_the_activity(tmp_path: Path, amount: object, code: str) -> None:
    rows = two(["coal mining", 0.5, "coal", "kilogram", "CN", "technosphere"])
    rows[8] = ["coal mining", amount, "coal", "kilogram", "CN", "production"]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    assert [d.name for d in reading.datasets] == ["steel making"]
    dropped = [r for r in reading.remarks if r.consequence is Consequence.DATASET_LEFT_OUT]
    assert [r.finding.code for r in dropped] == [code]
    assert reading.datasets[0].exchanges[1].provider == ""


def test_the_only_product_is_the_own_even_under_another_name(tmp_path: Path) -> None:
    rows = two()
    rows[16] = ["iron making", 1, "iron", "kilogram", "CN", "production"]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    steel = dataset(reading, "steel making")
    assert steel.exchanges[0].flow == steel.id
    assert codes(reading) == ["B315"]


def test_several_products_are_own_co_products_and_additions_to_others(tmp_path: Path) -> None:
    rows = two(
        ["slag", 0.3, "slag", "kilogram", "CN", "production"],
        ["coal mining", 0.1, "coal", "kilogram", "CN", "production"],
    )
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    steel, coal = dataset(reading, "steel making"), dataset(reading, "coal mining")
    own, slag, added = steel.exchanges
    assert (own.role, own.flow) == (Role.REFERENCE, steel.id)
    assert (slag.role, reading.flows[slag.flow].name) == (Role.REFERENCE, "slag")
    assert (added.role, added.flow, added.provider, added.amount) == (Role.AVOIDED, coal.id, coal.id, 0.1)


def test_twice_in_one_file_is_once(tmp_path: Path) -> None:
    rows = [*two(), [], *two()[2:9]]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    assert len(reading.datasets) == 2
    assert codes(reading) == ["B330"]


def test_workbooks_of_a_folder_supply_each_other_and_their_own_go_first(tmp_path: Path) -> None:
    used = ["coal mining", 0.5, "coal", "kilogram", "CN", "technosphere"]
    dearer = two(used)
    dearer[8] = ["coal mining", 2, "coal", "kilogram", "CN", "production"]
    user = [["Database", "user"], ["Activity", "iron"], ["Exchanges"], HEADINGS, used]
    workbook(tmp_path / "a.xlsx", Sheet=two(used))
    workbook(tmp_path / "b.xlsx", Sheet=dearer)
    workbook(tmp_path / "c.xlsx", Sheet=user)
    (tmp_path / "~$c.xlsx").write_bytes(b"what a spreadsheet program leaves")
    reading = said(tmp_path)
    by_file = {(d.file, d.name): d for d in reading.datasets}
    for name in ("a.xlsx", "b.xlsx"):
        supplier = by_file[name, "coal mining"]
        assert by_file[name, "steel making"].exchanges[1].provider == supplier.id
    # c has no coal of its own: of two that differ the first by file is taken, and that is told
    assert by_file["c.xlsx", "iron"].exchanges[1].provider == by_file["a.xlsx", "coal mining"].id
    assert sorted(set(codes(reading))) == ["B311", "B312", "B331"]
    # the steel of b says the same as that of a, but of another coal
    assert by_file["a.xlsx", "steel making"].id != by_file["b.xlsx", "steel making"].id


def test_headings_twice_missing_and_a_database_without_a_name(tmp_path: Path) -> None:
    rows = [
        ["Activity", "steel making"],
        ["Exchanges"],
        ["name", "amount", "unit", "unit", "note"],
        ["steel making", 1, None, "kilogram", "x"],
    ]
    reading = said(workbook(tmp_path / "named by file.xlsx", Sheet=rows))
    assert sorted(codes(reading)) == ["B306", "B308", "B310", "B312", "B327"]
    assert reading.datasets[0].about["database"] == "named by file"


def test_an_activity_without_a_name_and_two_databases(tmp_path: Path) -> None:
    rows = [["Database", "one"], ["Activity"], ["unit", "kg"], [], ["Database", "two"], ["Activity", "x"]]
    reading = said(workbook(tmp_path / "mini.xlsx", Sheet=rows))
    assert sorted(codes(reading)) == ["B307", "B312", "B326"]
    assert reading.datasets[0].about["database"] == "two"


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0 old"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    with pytest.raises(InputError) as refused:
        said(path)
    assert {finding.code for finding in refused.value.findings} <= {"B300", "B309", "B101"}


def test_a_broken_workbook_among_others_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", Sheet=two())
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    reading = said(tmp_path)
    assert [(r.finding.code, r.consequence) for r in reading.remarks] == [
        ("B300", Consequence.DATASET_LEFT_OUT)
    ]


def test_entities_and_bombs_are_refused_before_anything_is_parsed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Sheet=two())
    evil = tmp_path / "evil" / "evil.xlsx"
    evil.parent.mkdir()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(evil, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/"):
                data = b'<!DOCTYPE x [<!ENTITY a "b">]>' + data
            target.writestr(name, data)
    bomb = tmp_path / "bomb" / "bomb.xlsx"
    bomb.parent.mkdir()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", "<Types/>")
        target.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 2**20))
    for wrong, code in ((evil, "B302"), (bomb, "B301")):
        with pytest.raises(InputError) as refused:
            said(wrong.parent)
        assert code in {finding.code for finding in refused.value.findings}


def test_names_of_columns() -> None:
    assert [letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "ZZ", "AAA",
    ]  # fmt: skip
