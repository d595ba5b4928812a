"""A company's own tables: CSV, workbook, YAML say the same; what is wrong is told by file, row and column."""

import hashlib
import math
from dataclasses import replace

import pytest
from openpyxl import Workbook

from lca.errors import FactorError, Severity
from lca.factors import FactorDatabase, FactorKind, Request, open_with, read_user_factors
from lca.units import unit

HEADER = "id,item,name_zh,name_en,unit,value,gwp_set,geography,year,source,licence,distribution,scores"
ALUMINIUM = (
    "acme.al.1,原铝,自产原铝,own aluminium,kg CO2e/t,14500,AR6,CN,2025,Smelter audit,own data,"
    "type=lognormal; gsd=1.1,1 2 2 1 3"
)
WIDGET = "acme.w.1,acme.widget,小部件,widget,item,2.5,AR6,CN-SD,2024,Report,own data,,"


@pytest.fixture
def table(tmp_path):
    def write(*rows, header=HEADER, name="acme.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def row(**cells):
    names = HEADER.split(",")
    given = dict(zip(names, WIDGET.split(","), strict=True)) | cells
    return ",".join(given[name] for name in names)


def refused(path, **options):
    with pytest.raises(FactorError) as error:
        read_user_factors(path, **options)
    for finding in error.value.findings:
        for language in ("en", "zh"):
            assert finding.message(language)
            assert finding.remedy(language)
    return error.value.findings


def test_a_table_becomes_typed_factors(table):
    path = table(ALUMINIUM, WIDGET)
    user = read_user_factors(path)
    aluminium, widget = user.factors
    assert aluminium.item == "material.aluminium.primary"
    assert (aluminium.value, aluminium.unit, aluminium.unit_published) == (14500, "t", "kg CO2e/t")
    assert aluminium.gwp_set == "AR6"
    assert aluminium.distribution.median == pytest.approx(1)
    assert math.exp(aluminium.distribution.scale) == pytest.approx(1.1)
    assert aluminium.quality.technological == 3
    assert widget.kind is FactorKind.FOOTPRINT
    assert user.layer.name == "acme"
    assert user.layer.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (user.layer.file, user.layer.count) == ("acme.csv", 2)


def test_workbook_and_yaml_say_the_same(table, tmp_path):
    wanted = [replace(f, source=f.source) for f in read_user_factors(table(ALUMINIUM, WIDGET)).factors]
    book = Workbook()
    sheet = book.active
    sheet.title = "因子"
    sheet.append(HEADER.split(","))
    for line in (ALUMINIUM, WIDGET):
        cells = line.split(",")
        sheet.append(
            [
                float(cell) if name == "value" else cell
                for name, cell in zip(HEADER.split(","), cells, strict=True)
            ]
        )
    book.save(tmp_path / "acme.xlsx")
    yaml = """factors:
- {id: acme.al.1, item: 原铝, name_zh: 自产原铝, name_en: own aluminium, unit: kg CO2e/t, value: 14500,
   gwp_set: AR6, geography: CN, year: 2025, source: Smelter audit, licence: own data,
   distribution: {type: lognormal, gsd: 1.1}, scores: [1, 2, 2, 1, 3]}
- {id: acme.w.1, item: acme.widget, name_zh: 小部件, name_en: widget, unit: item, value: 2.5, gwp_set: AR6,
   geography: CN-SD, year: 2024, source: Report, licence: own data}
"""
    (tmp_path / "acme.yaml").write_text(yaml, encoding="utf-8")
    for name in ("acme.xlsx", "acme.yaml"):
        found = read_user_factors(tmp_path / name).factors
        for one, other in zip(found, wanted, strict=True):
            locator = other.source.locator
            assert replace(one, source=replace(one.source, locator=locator)) == other


def test_chinese_headings(table):
    header = "编号,项目,名称,单位,数值,GWP版本,地区,年份,来源,许可"
    user = read_user_factors(table("a.1,电力,园区电,kWh,0.5,AR6,山东,2024,园区,自有数据", header=header))
    (factor,) = user.factors
    assert (factor.item, factor.geography, factor.value) == ("electricity", "CN-SD", 0.5)


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"unit": "kWhh"}, "F624", 5),
        ({"unit": "kWh or MJ"}, "F624", 5),
        ({"unit": ""}, "F621", 5),
        ({"unit": "kg CO2e"}, "F626", 5),
        ({"unit": "kg/kWh"}, "F626", 5),
        ({"value": "banana"}, "F627", 6),
        ({"value": "nan"}, "F627", 6),
        ({"value": "inf"}, "F627", 6),
        ({"value": "0.5 kg CO2e/kWh"}, "F627", 6),
        ({"value": ""}, "F623", 6),
        ({"value": "=1+1"}, "F614", 6),
        ({"value": "#N/A"}, "F616", 6),
        ({"value": "-2"}, "F639", 6),
        ({"name_en": "<b>widget</b>"}, "F615", 4),
        ({"name_en": "a &amp; b"}, "F615", 4),
        ({"name_en": "", "name_zh": ""}, "F622", 3),
        ({"source": ""}, "F621", 10),
        ({"licence": ""}, "F621", 11),
        ({"geography": "SC"}, "F215", 8),
        ({"geography": "Atlantis"}, "F204", 8),
        ({"year": "24"}, "F633", 9),
        ({"year": "2024.5"}, "F633", 9),
        ({"gwp_set": "AR7"}, "F636", 7),
        ({"distribution": "wide"}, "F642", 12),
        ({"distribution": "type=lognormal; gsd=0.5"}, "F642", 12),
        ({"scores": "1 2 3"}, "F638", 13),
        ({"scores": "1 2 3 4 6"}, "F638", 13),
        ({"item": ""}, "F621", 2),
    ],
)
def test_every_wrong_cell_is_named(table, cells, code, column):
    findings = refused(table(ALUMINIUM, row(**cells)))
    (finding,) = [one for one in findings if one.code == code]
    assert (finding.location.line, finding.location.column) == (3, column)
    assert finding.location.file.endswith("acme.csv")


def test_all_wrong_cells_at_once_and_nothing_in_part(table):
    findings = refused(table(ALUMINIUM, row(unit="kWhh", value="x"), row(id="acme.w.2", year="?")))
    assert [one.code for one in findings] == ["F624", "F627", "F633"]


def test_duplicate_id_names_the_first(table):
    (finding,) = refused(table(WIDGET, WIDGET))
    assert finding.code == "F640"
    assert ":2:1" in finding.message("en")


def test_header_mistakes(table):
    (finding,) = refused(table(WIDGET, header=HEADER.replace("scores", "scoress")))
    assert (finding.code, finding.candidates[0]) == ("F611", "scores")
    codes = {one.code for one in refused(table(WIDGET + ",5", WIDGET))}
    assert codes >= {"F617"}
    assert refused(table())[0].code == "F618"


def test_a_formula_in_a_workbook_is_named_by_sheet_and_cell(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "factors"
    sheet.append(HEADER.split(","))
    sheet.append([float(c) if c == "2.5" else c for c in WIDGET.split(",")])
    sheet["F2"] = "=1.25*2"
    book.create_sheet("Notes")["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    findings = refused(tmp_path / "a.xlsx")
    assert findings[0].code == "F614"
    assert findings[0].location.path == "factors!F2"
    sheet["F2"] = 2.5
    book.save(tmp_path / "a.xlsx")
    user = read_user_factors(tmp_path / "a.xlsx")
    assert [(f.code, f.severity) for f in user.findings] == [("F619", Severity.INFO)]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.xlsx", b"no workbook", "F610"),
        ("a.csv", b"\xff\xfe", "F610"),
        ("a.yaml", b"a: [", "Y102"),
        ("a.yaml", b"a: 1", "F620"),
        ("a.json", b"{", "F701"),
        ("a.json", b'[{"a": NaN}]', "F701"),
        ("a.json", b"[1]", "F702"),
        ("a.doc", b"", "F648"),
    ],
)
def test_files_that_cannot_be_read(tmp_path, name, content, code):
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name)[0].code == code


def test_a_missing_file_is_said_with_its_neighbours(table, tmp_path):
    table(WIDGET)
    (finding,) = refused(tmp_path / "acne.csv")
    assert (finding.code, finding.candidates) == ("F610", ("acme.csv",))


def test_a_biogenic_or_credit_negative_is_allowed(table):
    header = HEADER + ",carbon,scope"
    rows = (WIDGET.replace("2.5", "-2") + ",biogenic_uptake,", row(id="w.2", value="-1") + ",,credit")
    assert [f.value for f in read_user_factors(table(*rows, header=header)).factors] == [-2, -1]


def test_grams_become_kilograms_exactly(table):
    (factor,) = read_user_factors(table(row(unit="g CO2e/kWh", value="577.7"))).factors
    assert (factor.value, factor.unit) == (0.5777, "kWh")


def test_gases_by_any_name(table):
    header = HEADER + ",gases"
    line = row(value="", gwp_set="") + ",CO2=2.1; 甲烷=0.0003"
    (factor,) = read_user_factors(table(line, header=header)).factors
    assert dict(factor.gases) == {"co2": 2.1, "ch4": 0.0003}
    assert factor.value is None


def test_the_layer_goes_first_only_where_it_fits_as_well(table, db):
    own = row(id="acme.el", item="电力", unit="kWh", value="0.4", geography="CN", year="2024")
    over = db.with_layer(read_user_factors(table(own), name="park"))
    asked = Request("electricity", unit=unit("kWh"), geography="CN-SD", year=2024)
    found = over.match(asked)
    assert found.factor.id == "acme.el"
    assert found.trail[-2].params["layer"] == "park"
    assert "park" in found.explain("zh")
    assert over.match(replace(asked, year=2023)).factor.id == "cn.mee.elec_footprint.national_avg.2023"
    assert over.match(replace(asked, year=2025)).factor.id == "acme.el"
    assert db.match(asked).factor.id == "cn.mee.elec_footprint.national_avg.2024"
    assert [layer.name for layer in over.release.layers] == ["park"]
    assert db.release.layers == ()
    assert over.layer_of("acme.el") == "park"
    assert over.release.sha256 == db.release.sha256
    assert len(over) == len(db) + 1


def test_conflicts_are_told_with_both_values(table, db):
    own = row(id="acme.el", item="电力", unit="MWh", value="400", geography="CN", year="2024")
    (finding,) = [f for f in db.with_layer(read_user_factors(table(own))).findings if f.code == "F647"]
    assert finding.severity is Severity.WARNING
    assert "400.0 kg CO2e/MWh" in finding.message("en")
    assert "0.5777 kg CO2e/kWh" in finding.message("en")
    same = row(id="acme.el", item="电力", unit="MWh", value="577.7", geography="CN", year="2024")
    assert db.with_layer(read_user_factors(table(same))).findings == ()


def test_an_id_means_one_factor(table, db):
    taken = "cn.mee.elec_footprint.national_avg.2024"
    user = read_user_factors(table(row(id=taken)))
    with pytest.raises(FactorError) as error:
        db.with_layer(user)
    assert error.value.findings[0].code == "F646"
    own = read_user_factors(table(WIDGET))
    with pytest.raises(FactorError) as error:
        db.with_layer(own).with_layer(own)
    assert {f.code for f in error.value.findings} == {"F645", "F646"}


def test_a_name_of_the_release_keeps_its_meaning(table, db):
    stranger = row(id="x.1", item="acme.fuel", name_en="diesel", name_zh="柴油")
    over = db.with_layer(read_user_factors(table(stranger)))
    asked = Request("柴油", kind=FactorKind.DIRECT_EMISSION, unit=unit("t"), geography="CN")
    assert over.match(asked).factor == db.match(asked).factor


def test_layers_lie_in_the_order_they_were_given(table, db):
    low = table(row(), name="low.csv")
    high = table(row(id="acme.w.2", value="3"), name="high.csv")
    over = open_with([low, high], db)
    assert over.match(Request("acme.widget", unit=unit("item"), geography="CN-SD")).factor.value == 3
    assert [layer.name for layer in over.release.layers] == ["low", "high"]
    assert "F647" in {finding.code for finding in over.findings}


def test_open_with_tells_the_errors_of_all_files(table, db):
    bad, worse = table(row(year="x"), name="bad.csv"), table(row(unit="x"), name="worse.csv")
    with pytest.raises(FactorError) as error:
        open_with([bad, worse], db)
    files = {finding.location.file.rsplit("/", 1)[-1] for finding in error.value.findings}
    assert files == {"bad.csv", "worse.csv"}


def test_user_factors_are_found_and_framed(table, db):
    over = db.with_layer(read_user_factors(table(WIDGET), name="acme"))
    assert over.search("小部件")[0].factor.id == "acme.w.1"
    rows = over.to_arrow().to_pylist()
    assert (rows[-1]["id"], rows[-1]["layer"], rows[-1]["value"]) == ("acme.w.1", "acme", 2.5)
    assert over.get("acme.w.1").source.licence == "own data"


def test_defaults_fill_what_no_cell_states(table):
    path = table(row(licence="", year=""))
    user = read_user_factors(path, defaults={"licence": "permission of 2025-01-02", "year": "2022"})
    assert user.factors[0].source.licence == "permission of 2025-01-02"
    assert user.factors[0].reference_year == 2022
    assert refused(path, defaults={"licens": "x"})[0].code == "F611"


def test_supersession_inside_a_table(table):
    header = HEADER + ",superseded_by"
    older, newer = row(id="w.1", year="2023") + ",w.2", row(id="w.2") + ","
    assert read_user_factors(table(older, newer, header=header)).factors[0].superseded_by == "w.2"
    circle = row(id="w.2") + ",w.1"
    assert {f.code for f in refused(table(older, circle, header=header))} == {"F644"}
    assert refused(table(row() + ",w.9", header=header))[0].code == "F643"


def test_without_a_set_is_told_and_not_stated_is_a_word(table):
    assert [f.code for f in read_user_factors(table(row(gwp_set=""))).findings] == ["F637"]
    user = read_user_factors(table(row(gwp_set="not stated")))
    assert (user.findings, user.factors[0].gwp_set) == ((), None)


def test_the_shipped_release_is_the_default_base(table):
    over = FactorDatabase.open().with_layer(read_user_factors(str(table(WIDGET))))
    assert over.get("acme.w.1").value == 2.5
