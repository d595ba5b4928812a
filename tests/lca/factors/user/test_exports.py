"""Scores that Brightway, the Activity Browser and openLCA export."""

import json

import pytest

from lca.errors import FactorError
from lca.factors import read_user_factors

DEFAULTS = {"year": "2023", "licence": "licence of the background database"}
GWP = "IPCC 2021 | climate change | global warming potential (GWP100)"
BROWSER = (
    f",amount,unit,name,location,database,{GWP},EF v3.1 | acidification | AE\n"
    "0,2.0,kilogram,market for copper,GLO,ecoinvent-3.10-cutoff,9.0,0.4\n"
    '1,1.0,kilowatt hour,"market for electricity, medium voltage",CN-SD,ecoinvent-3.10-cutoff,0.9,0.1\n'
)
RECORDS = [
    {"name": "steel making", "location": "CN", "unit": "kilogram", "score": 2.1, "method": GWP},
    {"name": "steel making", "location": "CN", "unit": "kilogram", "score": 0.3, "method": "acidification"},
]
OPENLCA = {
    "@type": "Result",
    "@id": "6a1b6c1c-8a63-4b40-8b06-d7d0cbd0e1a0",
    "name": "cement, at plant",
    "flowResults": [
        {"flow": {"name": "cement", "refUnit": "kg"}, "amount": 1000.0, "isInput": False, "isRefFlow": True,
         "location": {"name": "China"}},
        {"flow": {"name": "Carbon dioxide", "refUnit": "kg"}, "amount": 812.0, "isInput": False},
    ],
    "impactResults": [
        {"indicator": {"name": "Climate change - IPCC AR6 GWP100", "refUnit": "kg CO2 eq"}, "amount": 850.0},
        {"indicator": {"name": "Acidification", "refUnit": "mol H+ eq"}, "amount": 1.0},
    ],
}  # fmt: skip


def file(tmp_path, name, content):
    path = tmp_path / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def refused(path, **options):
    with pytest.raises(FactorError) as error:
        read_user_factors(path, **options)
    return error.value.findings


def test_the_table_of_the_activity_browser(tmp_path):
    user = read_user_factors(file(tmp_path, "scores.csv", BROWSER), defaults=DEFAULTS)
    copper, power = user.factors
    assert (copper.value, copper.unit, copper.geography) == (4.5, "kg", "GLOBAL")
    assert (power.value, power.unit, power.geography) == (0.9, "kWh", "CN-SD")
    assert copper.gwp_set == "AR6"
    assert copper.source.title == "ecoinvent-3.10-cutoff"
    assert copper.source.notes == GWP
    (left,) = user.findings
    assert left.code == "F728"
    assert "acidification" in left.message("en")


def test_rows_of_other_methods_are_counted(tmp_path):
    path = file(tmp_path, "scores.json", RECORDS)
    user = read_user_factors(path, defaults=DEFAULTS | {"source": "own model"})
    assert [factor.value for factor in user.factors] == [2.1]
    assert [finding.code for finding in user.findings] == ["F725"]


def test_a_result_of_openlca(tmp_path):
    path = file(tmp_path, "result.json", OPENLCA)
    user = read_user_factors(path, defaults=DEFAULTS | {"source": "own model"})
    (factor,) = user.factors
    assert factor.id == OPENLCA["@id"]
    assert factor.value == 0.85
    assert (factor.unit, factor.geography, factor.gwp_set) == ("kg", "CN", "AR6")


def test_the_older_names_of_openlca(tmp_path):
    older = {
        "name": "cement",
        "flowResults": [{"flow": {"name": "cement", "refUnit": "kg"}, "value": 1.0, "input": False}],
        "impactResults": [{"impactCategory": {"name": "GWP 100a", "refUnit": "kg CO2-Eq"}, "value": 0.85}],
    }
    more = DEFAULTS | {"source": "own model", "geography": "CN"}
    assert read_user_factors(file(tmp_path, "r.json", older), defaults=more).factors[0].value == 0.85


def test_an_export_without_year_and_licence_is_refused(tmp_path):
    findings = refused(file(tmp_path, "scores.csv", BROWSER))
    assert {finding.params["column"] for finding in findings if finding.code == "F621"} == {"year", "licence"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"method": None}, "F723"),
        ({"method": "acidification"}, "F721"),
        ({"method": "climate change: fossil"}, "F721"),
        ({"method": "IPCC 2021 GWP 20"}, "F721"),
        ({"method": None, "score unit": "mol H+ eq"}, "F724"),
        ({"score": "n/a"}, "F627"),
        ({"amount": 0}, "F727"),
        ({"unit": "guest night"}, "F624"),
        ({"name": ""}, "F621"),
    ],
)
def test_what_is_no_climate_score_per_unit(tmp_path, change, code):
    row = {key: value for key, value in (RECORDS[0] | change).items() if value is not None}
    findings = refused(file(tmp_path, "s.json", [row]), defaults=DEFAULTS | {"source": "own"})
    assert code in {finding.code for finding in findings}
    for finding in findings:
        assert finding.remedy("zh") != finding.remedy("en")


def test_a_score_whose_unit_says_what_it_is(tmp_path):
    row = {"name": "x", "location": "CN", "unit": "kg", "score": 500, "score unit": "g CO2-Eq"}
    user = read_user_factors(file(tmp_path, "s.json", [row]), defaults=DEFAULTS | {"source": "own"})
    assert user.factors[0].value == 0.5
    assert user.factors[0].gwp_set is None


def test_two_climate_columns_are_ambiguous(tmp_path):
    text = "name,unit,location,IPCC 2013 GWP 100a,IPCC 2021 GWP 100a\nx,kg,CN,1,1.1\n"
    (finding,) = [f for f in refused(file(tmp_path, "s.csv", text), defaults=DEFAULTS) if f.code == "F722"]
    assert "IPCC 2013" in finding.message("en")


def test_a_result_without_reference_flow(tmp_path):
    result = OPENLCA | {"flowResults": []}
    assert refused(file(tmp_path, "r.json", result), defaults=DEFAULTS)[0].code == "F726"
