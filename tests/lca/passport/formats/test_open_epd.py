"""openEPD: held to the models of the package, parts that add up, deviations and their distribution."""

import copy
import json
import math
import sys
from decimal import Decimal
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, EXAMPLES, computed, whole_life, without

from lca.errors import InputError, Severity
from lca.passport import load_statement
from lca.passport.exporting import export, inspect
from lca.passport.facts_parts import UncertaintyFacts
from lca.passport.formats.open_epd_check import check
from lca.passport.formats.open_epd_impacts import family, method

pytest.importorskip("openepd")
NAME = "openepd"
STATED = {
    "validity": {"from": "2025-07-01", "to": "2027-06-30"},
    "product": {
        "categories": {"cpc": ["41431"], "unspsc": ["30102300", "30102301"]},
        "carbon_content": {"fossil": "1 kg", "biogenic": "0 kg"},
    },
    "openepd": {"web_domain": "example.com", "program_operator": "Operator", "version": 1},
    "verification": {"provider": "Verifier"},
    "study": {"url": "https://example.com/study.pdf"},
}
EXTENSION = "urn:zuji:uncertainty:1"


def made(footprint, **more):
    return export(footprint, NAME, statement={**STATED, **more}, at=AT)


def gwp(document, part="gwp"):
    return document["impacts"]["IPCC AR6"][part]


def codes(findings):
    return {one.code for one in findings if one.severity is Severity.ERROR}


@pytest.mark.parametrize("case", EXAMPLES)
def test_every_example_is_valid_by_the_full_models_of_the_package(case):
    from openepd.model.epd import EpdFactory

    payload = made(computed(case))
    content = json.loads(payload.content)
    epd = EpdFactory.from_dict(copy.deepcopy(content))
    assert epd.impacts.get_impact_set("IPCC AR6").gwp.A1A2A3.mean == float(payload.facts.gate.total)
    assert json.loads(epd.to_json()) == content
    assert check(content) == ()
    assert content == payload.document


@pytest.mark.parametrize("case", EXAMPLES)
def test_parts_add_up_and_the_deviation_is_that_of_the_samples(case):
    footprint = computed(case)
    document = made(footprint).document
    whole = gwp(document)["A1A2A3"]
    parts = [gwp(document, f"gwp-{part}")["A1A2A3"] for part in ("fossil", "biogenic", "luluc", "nonCO2")]
    assert sum(Decimal(repr(one["mean"])) for one in parts) == Decimal(repr(whole["mean"]))
    assert whole["mean"] == pytest.approx(footprint.total.value, rel=1e-9)
    assert whole["rsd"] * whole["mean"] == pytest.approx(footprint.total.interval.sd, rel=1e-5)
    assert whole["dist"] in ("normal", "log-normal")
    assert document["ext"][EXTENSION]["samples"] == 200


def test_the_unit_of_the_statement(battery):
    footprint, statement = battery
    document = export(footprint, NAME, statement=statement, at=AT).document
    assert document["declared_unit"] == {"qty": 1, "unit": "item"}
    assert document["kg_per_declared_unit"] == {"qty": 428, "unit": "kg"}
    pack = next(one for one in footprint.alternative_units if one.id == "per_pack")
    assert gwp(document)["A1A2A3"]["mean"] == pytest.approx(pack.value, rel=1e-9)


def test_fields_by_hand(example):
    document = made(example).document
    assert document["declared_unit"] == {"qty": 1000, "unit": "kg"}
    assert document["kg_per_declared_unit"] == {"qty": 1000, "unit": "kg"}
    assert document["kg_C_per_declared_unit"] == {"qty": 1, "unit": "kg"}
    assert document["product_classes"] == {"UN CPC": "41431", "UNSPSC": ["30102300", "30102301"]}
    assert document["manufacturer"] == {"name": "Smelter B", "web_domain": "example.com"}
    assert document["plants"] == [{"name": "Qujing works", "location": {"country": "CN"}}]
    assert document["pcr"] == {
        "name": "Primary aluminium",
        "issuer_doc_id": "cn.aluminium.primary",
        "version": "1.0.0",
    }
    assert document["compliance"] == [{"short_name": "GB/T 44905-2024"}]
    assert (document["date_of_issue"], document["valid_until"]) == (
        "2025-07-01T08:00:00Z",
        "2027-06-30T00:00:00Z",
    )
    assert document["third_party_verifier"] == {"name": "Verifier"}
    assert document["attachments"] == {"LCA_Report": "https://example.com/study.pdf"}
    assert gwp(document)["A1A2A3"] == {"mean": 10_000, "unit": "kgCO2e", "rsd": 0.031, "dist": "normal"}


def test_avoided_production_is_told(example):
    found = [one for one in made(example).findings if one.code == "P281"]
    assert [one.params["share"] for one in found] == ["-3"]  # 302.5 of 10 000, to a tenth of a percent


def test_modules_of_use_and_end_of_life_are_stated_or_asked_for(example):
    footprint = whole_life(example, distribution=500.0, use=1_500.0, end_of_life=200.0)
    seen = inspect(footprint, NAME, statement=STATED, at=AT)
    assert {gap.where for gap in seen.gaps if gap.need == "required"} == {
        "openepd.scopes.use",
        "openepd.scopes.end_of_life",
    }
    document = made(footprint, openepd={"scopes": {"use": "B6", "end_of_life": "C4"}}).document
    means = {scope: one["mean"] for scope, one in gwp(document).items()}
    assert means == {"A1A2A3": 10_000, "A4": 500, "B6": 1_500, "C4": 200}
    assert "rsd" not in gwp(document)["A1A2A3"]


def test_a_module_of_another_stage_is_refused():
    with pytest.raises(InputError) as caught:
        load_statement({"openepd": {"scopes": {"use": "C1"}}})
    assert {one.code for one in caught.value.findings} == {"P280"}


@pytest.mark.parametrize("stage", ["raw_material_acquisition", "production"])
def test_without_one_of_its_stages_there_is_no_a1a2a3(example, stage):
    with pytest.raises(InputError) as caught:
        made(without(example, stage))
    assert "impacts" in {one.params.get("field") for one in caught.value.findings if one.code == "P112"}


def test_removals_want_the_biogenic_carbon(made_of_biomass):
    with pytest.raises(InputError) as caught:
        made(made_of_biomass, product={})
    assert "product.carbon_content.biogenic" in {one.params.get("key") for one in caught.value.findings}
    product = {"carbon_content": {"biogenic": "3 kg"}}
    document = made(made_of_biomass, product=product).document
    values = {
        part: gwp(document, f"gwp-{part}")["A1A2A3"]["mean"] for part in ("fossil", "biogenic", "nonCO2")
    }
    assert values == {"fossil": 20, "biogenic": -11, "nonCO2": 2}
    assert gwp(document)["A1A2A3"]["mean"] == 11
    assert document["kg_C_biogenic_per_declared_unit"] == {"qty": 3, "unit": "kg"}


@pytest.fixture
def made_of_biomass(made_lines):
    return made_lines(
        ("raw_material_acquisition", {"biogenic_uptake": -15.0}, {"co2": -15.0}),
        ("production", {"fossil": 20.0}, {"co2": 20.0}),
        ("production", {"biogenic_emission": 6.0}, {"co2": 4.0, "ch4": 2.0}),
    )


@pytest.fixture
def made_lines(request):
    return request.getfixturevalue("made")


def spread(mean, sd, low, high):
    numbers = (Decimal(repr(one)) for one in (mean, sd, low, high))
    mean_, sd_, low_, high_ = numbers
    return UncertaintyFacts(mean_, sd_, low_, high_, None, "monte_carlo", 1000, 1, (), {})


@given(st.floats(1e-3, 1e6), st.floats(0.01, 0.1))
def test_a_normal_interval_is_called_normal(mean, relative):
    ends = NormalDist(mean, mean * relative)
    found = family(spread(mean, mean * relative, ends.inv_cdf(0.025), ends.inv_cdf(0.975)))
    assert found == "normal"


@given(st.floats(1e-3, 1e6), st.floats(0.2, 1.0))
def test_a_skewed_interval_is_called_log_normal(median, sigma):
    mean = median * math.exp(sigma**2 / 2)
    sd = mean * math.sqrt(math.expm1(sigma**2))
    ends = [median * math.exp(sigma * sign * NormalDist().inv_cdf(0.975)) for sign in (-1, 1)]
    assert family(spread(mean, sd, *ends)) == "log-normal"


@pytest.mark.parametrize("ends", [(9.0, 30.0), (10.0, 10.0), (-30.0, 11.0)])
def test_an_interval_of_neither_has_no_name(ends):
    assert family(spread(10.0, 1.0, *ends)) is None


def test_methods():
    assert [method(one) for one in ("AR6", "AR5", "own")] == ["IPCC AR6", "IPCC AR5", "own"]


def test_without_the_package_the_extra_is_named(example, monkeypatch):
    monkeypatch.setitem(sys.modules, "openepd.model.light.epd", None)
    with pytest.raises(InputError) as caught:
        made(example)
    assert [one.code for one in caught.value.findings] == ["P122"]
    assert "zuji[openepd]" in caught.value.findings[0].remedy()


def _scope(document, part="gwp", scope="A1A2A3"):
    return gwp(document, part)[scope]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(doctype="openIndustryEpd"), "P283"),
        (lambda d: d.update(openepd_version="7.0"), "P283"),
        (lambda d: d.update(product_name="x" * 201), "P283"),
        (lambda d: d.update(valid_until="2025-01-01T00:00:00Z"), "P145"),
        (lambda d: d.update(impacts={}), "P149"),
        (lambda d: d["declared_unit"].update(qty=0), "P141"),
        (lambda d: d["declared_unit"].update(unit="cup"), "P161"),
        (lambda d: d["kg_per_declared_unit"].update(qty=428), "P142"),
        (lambda d: _scope(d).update(mean="1e4"), "P138"),
        (lambda d: _scope(d).update(mean=9_000), "P142"),
        (lambda d: _scope(d).update(unit="tCO2e"), "P282"),
        (lambda d: _scope(d).update(rsd=0), "P141"),
        (lambda d: _scope(d).update(rsd=0.31), "P142"),
        (lambda d: _scope(d).update(dist="gaussian"), "P284"),
        (lambda d: gwp(d, "gwp-fossil")["A1A2A3"].update(mean=1), "P142"),
        (lambda d: d["impacts"]["IPCC AR6"].pop("gwp"), "P149"),
        (lambda d: gwp(d).update({k: {"mean": 1, "unit": "kgCO2e"} for k in ("A1", "A2", "A3")}), "P142"),
    ],
)
def test_wrong_declarations_are_told(example, change, code):
    document = copy.deepcopy(made(example).document)
    change(document)
    assert code in codes(check(document))


def test_some_count_other_gases_within_the_biogenic_part(example):
    document = copy.deepcopy(made(example).document)
    gwp(document, "gwp-biogenic")["A1A2A3"]["mean"] = 5
    gwp(document, "gwp-nonCO2")["A1A2A3"]["mean"] = 5
    gwp(document, "gwp-fossil")["A1A2A3"]["mean"] = 9_995
    assert codes(check(document)) == set()


KEYS = ["impacts", "declared_unit", "ext", "IPCC AR6", "gwp", "A1A2A3", "mean", "unit", EXTENSION, "plants"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
        max_leaves=12,
    )
)
def test_nothing_at_all_makes_the_check_stumble(document):
    assert check(document)
    assert check({"doctype": "openEPD", "openepd_version": "0.1", "impacts": document})


def test_package_examples_are_read():
    from openepd.model.examples.epd import EXAMPLE_EPD_WORK_SURFACES

    found = check(json.loads(json.dumps(EXAMPLE_EPD_WORK_SURFACES, default=str)))
    assert "P283" not in codes(found)
