"""Battery Pass 1.2: kWh delivered and not rated, stages that add up, and what is no battery refused."""

import json
import math
from decimal import Decimal

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from passport_cases import AT, computed, whole_life

from lca.errors import InputError, Severity
from lca.names import Names
from lca.passport.exporting import export, inspect
from lca.passport.facts_parts import Correlated
from lca.passport.formats.battery_pass import check
from lca.passport.uncertainty import Spread, diluted
from lca.results.footprint import AlternativeUnit

NAME = "battery-pass-1.2"
STATED = {
    "study": {"url": "https://example.com/study.pdf"},
    "battery_pass": {"performance_class": "B"},
    "product": {"categories": {"cpc": ["46420"], "hs": ["8507.60"]}},
}
EXTENSION = "urn:zuji:uncertainty:1"


def codes(findings):
    return {one.code for one in findings if one.severity is Severity.ERROR}


def made(footprint, **more):
    return export(footprint, NAME, statement={**STATED, **more}, at=AT)


def delivering(footprint, *, value=0.05, id="per_kwh_delivered", unit="kWh", amount=1.0, kind="functional"):
    """The footprint for one more unit."""
    one = AlternativeUnit(
        id=id,
        kind=kind,
        amount=amount,
        unit=unit,
        of=Names(en="energy delivered", zh="交付电能"),
        reference_flow=value / footprint.total.value * footprint.unit.reference_flow,
        reference_flow_unit="t",
        reference_product="molten_aluminium",
        value=value,
    )
    return footprint.model_copy(update={"alternative_units": (*footprint.alternative_units, one)})


@pytest.mark.shared
def test_the_battery_is_valid_by_the_official_schema(shared):
    path = shared / "standards/batterypass/CarbonFootprintForBatteries-schema.utf8.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    schema = {key: value for key, value in schema.items() if key != "$schema"}
    payload = made(computed("lfp-battery"))
    jsonschema.Draft4Validator(schema).validate(json.loads(payload.content))
    assert check(json.loads(payload.content)) == ()


@pytest.mark.shared
def test_the_official_payload_is_noise_and_told_so(shared):
    path = shared / "standards/batterypass/CarbonFootprintForBatteries-payload.utf8.json"
    found = codes(check(json.loads(path.read_text(encoding="utf-8"))))
    assert {"P141", "P272"} <= found


@pytest.mark.shared
def test_stages_are_those_of_the_official_schema(shared):
    path = shared / "standards/batterypass/CarbonFootprintForBatteries-schema.utf8.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    from lca.passport.formats.battery_units import STAGE_NAMES

    assert list(STAGE_NAMES.values()) == schema["components"]["schemas"]["LifecycleStage"]["enum"]


def test_the_number_is_per_kwh_delivered_and_the_stages_add_up():
    footprint = computed("lfp-battery")
    payload = made(footprint)
    document = payload.document
    unit = next(one for one in footprint.alternative_units if one.id == "per_kwh_delivered")
    pack = next(one for one in footprint.alternative_units if one.id == "per_pack")
    assert document["batteryCarbonFootprint"] == pytest.approx(unit.value, rel=1e-9)
    assert document["absoluteCarbonFootprint"] == pytest.approx(pack.value, rel=1e-9)
    entries = {
        one["lifecycleStage"]: one["carbonFootprint"] for one in document["carbonFootprintPerLifecycleStage"]
    }
    assert list(entries) == ["RawMaterialExtraction", "MainProduction"]
    total = sum(Decimal(repr(one)) for one in entries.values())
    assert total == Decimal(repr(document["batteryCarbonFootprint"]))
    share = footprint.stages[0].value / footprint.total.value
    assert entries["RawMaterialExtraction"] / float(total) == pytest.approx(share, rel=1e-8)
    told = [one.params["stage"] for one in payload.findings if one.code == "P270"]
    assert told == ["Distribution", "Recycling"]


def test_the_uncertainty_is_that_of_one_kwh_delivered():
    footprint = computed("lfp-battery")
    found = made(footprint).document[EXTENSION]
    unit = next(one for one in footprint.alternative_units if one.id == "per_kwh_delivered")
    assert found["p2_5"] == pytest.approx(unit.p2_5, rel=1e-5)
    assert found["p97_5"] == pytest.approx(unit.p97_5, rel=1e-5)
    assert "sd" not in found
    whole = footprint.total.interval
    part = (math.log(whole.p97_5 / whole.p2_5) / math.log(unit.p97_5 / unit.p2_5)) ** 2
    largest = max(one.variance_share for one in footprint.uncertainty.parameters)
    assert part < 0.5
    assert found["correlation"][0]["share"] == pytest.approx(largest * part, rel=1e-5)
    without = {"battery_pass": {"performance_class": "B", "extension": False}}
    assert EXTENSION not in made(footprint, **without).document


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(math.exp(-2), math.exp(2), 0.2), (math.exp(-1), math.exp(1), 0.8), (-1.0, 2.0, None), (1.0, 1.0, None)],
)
def test_shares_of_a_unit_that_is_uncertain_itself(example, low, high, expected):
    """ln X / E has the variance of ln X and of ln E: twice as wide is a quarter of the share."""
    whole = example.total.interval.model_copy(update={"p2_5": math.exp(-1), "p97_5": math.exp(1)})
    found = diluted((Correlated("factor:x", "x", 0.8),), whole, Spread(1.0, None, low, high))
    assert [one.share for one in found] == ([] if expected is None else [pytest.approx(expected)])
    scaled = (Correlated("factor:x", "x", 0.8),)
    assert diluted(scaled, whole, Spread(1.0, 0.1, low, high)) == scaled


@pytest.mark.parametrize("case", ["primary-aluminium", "bf-bof-steel"])
def test_what_is_no_battery_is_refused_and_told_why(case):
    with pytest.raises(InputError) as caught:
        made(computed(case), product={"categories": {"cpc": ["41431"]}})
    found = {one.code: one for one in caught.value.findings}
    assert set(found) == {"P112", "P267", "P268"}
    assert "1 t (declared)" in found["P267"].message("en")
    assert found["P267"].remedy("zh")


def test_a_rated_kilowatt_hour_is_not_a_delivered_one(example):
    rated = delivering(example, kind="declared")
    assert "P267" in codes(inspect(rated, NAME, statement=STATED, at=AT).findings)
    stated = {**STATED, "battery_pass": {"performance_class": "B", "per_kwh": "per_kwh_delivered"}}
    assert "P265" in codes(inspect(rated, NAME, statement=stated, at=AT).findings)


@pytest.mark.parametrize(("unit", "amount", "kwh"), [("MJ", 3.6, 1), ("MWh", 1, 1000), ("kWh", 2, 2)])
def test_units_of_energy_are_converted(example, unit, amount, kwh):
    document = made(delivering(example, unit=unit, amount=amount, value=0.6)).document
    assert document["batteryCarbonFootprint"] == pytest.approx(0.6 / kwh, rel=1e-9)
    assert document["absoluteCarbonFootprint"] == 25_000


def test_of_several_units_one_must_be_named(example):
    two = delivering(delivering(example), id="per_mj", unit="MJ", value=0.01)
    seen = inspect(two, NAME, statement=STATED, at=AT)
    assert "P266" in codes(seen.findings)
    named = {"performance_class": "B", "per_kwh": "per_mj"}
    assert made(two, battery_pass=named).document["batteryCarbonFootprint"] == pytest.approx(0.036)
    assert made(two, unit="per_kwh_delivered").document["batteryCarbonFootprint"] == pytest.approx(0.05)


def test_the_use_stage_is_left_out_and_told(example):
    footprint = delivering(
        whole_life(example, distribution=500.0, use=1_500.0, end_of_life=-2_000.0), value=1.0
    )
    payload = made(footprint)  # 10 000 of 10 000 in all; 1 500 of it in use
    entries = {
        one["lifecycleStage"]: one["carbonFootprint"]
        for one in payload.document["carbonFootprintPerLifecycleStage"]
    }
    assert entries == {
        "RawMaterialExtraction": 0.19,
        "MainProduction": 0.81,
        "Distribution": 0.05,
        "Recycling": -0.2,
    }
    assert payload.document["batteryCarbonFootprint"] == 0.85
    assert [one.params["value"] for one in payload.findings if one.code == "P269"] == ["0.15"]
    assert EXTENSION not in payload.document
    assert "P270" not in {one.code for one in payload.findings}


def test_class_and_study_are_asked_for(example):
    with pytest.raises(InputError) as caught:
        export(delivering(example), NAME, at=AT)
    assert {one.params["key"] for one in caught.value.findings} == {
        "battery_pass.performance_class",
        "study.url",
    }


def right():
    return {
        "batteryCarbonFootprint": 0.05,
        "carbonFootprintPerLifecycleStage": [
            {"lifecycleStage": "RawMaterialExtraction", "carbonFootprint": 0.03},
            {"lifecycleStage": "MainProduction", "carbonFootprint": 0.02},
        ],
        "carbonFootprintPerformanceClass": "A",
        "carbonFootprintStudy": "https://example.com/s.pdf",
        "absoluteCarbonFootprint": 4000,
    }


def _stage(document, place=0):
    return document["carbonFootprintPerLifecycleStage"][place]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(carbonFootprintPerLifecycleStage=[]), "P149"),
        (lambda d: d.update(carbonFootprintPerLifecycleStage={"a": 1}), "P149"),
        (lambda d: d.update(batteryCarbonFootprint="0.05"), "P138"),
        (lambda d: d.update(batteryCarbonFootprint=float("inf")), "P138"),
        (lambda d: d.update(batteryCarbonFootprint=0), "P141"),
        (lambda d: d.update(batteryCarbonFootprint=-1.7e308), "P141"),
        (lambda d: d.update(batteryCarbonFootprint=0.06), "P142"),
        (lambda d: d.update(absoluteCarbonFootprint=0.01), "P271"),
        (lambda d: d.update(carbonFootprintStudy="telnet://example.com"), "P272"),
        (lambda d: d.update(carbonFootprintStudy=7), "P272"),
        (lambda d: d.update(carbonFootprintPerformanceClass=""), "P149"),
        (lambda d: _stage(d).update(lifecycleStage="Use"), "P274"),
        (lambda d: _stage(d).update(lifecycleStage=["Use"]), "P274"),
        (lambda d: _stage(d).update(lifecycleStage="MainProduction"), "P275"),
        (lambda d: _stage(d).pop("carbonFootprint"), "P149"),
        (lambda d: [_stage(d, place).update(carbonFootprint=0.5) for place in (0, 1)], "P276"),
        (lambda d: [_stage(d, place).update(carbonFootprint=50) for place in (0, 1)], "P276"),
    ],
)
def test_wrong_payloads_are_told(change, code):
    document = right()
    assert check(document) == ()
    change(document)
    assert code in codes(check(document))


def test_a_class_that_is_none_is_a_warning():
    found = check({**right(), "carbonFootprintPerformanceClass": "pending"})
    assert [(one.code, one.severity) for one in found] == [("P273", Severity.WARNING)]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(right())), inner),
        max_leaves=12,
    )
)
def test_nothing_at_all_makes_the_check_stumble(document):
    assert check(document)
    for key in right():
        check({**right(), key: document})
