"""Footprint sections of the Catena-X battery pass and product passport: official schemas, and by hand."""

import json
from decimal import Decimal

import jsonschema
import pytest
from catena_x_cases import FOLDER, stated, stated_for
from passport_cases import AT, EXAMPLES, computed, whole_life

from lca.errors import InputError, Severity
from lca.passport import export, inspect
from lca.passport.formats import format_of
from lca.passport.mapping import at
from lca.passport.uncertainty import parse_line

BATTERY, PRODUCT = "catena-x-battery-pass", "catena-x-dpp"
NODES = {BATTERY: "sustainability.carbonFootprint", PRODUCT: "sustainability.productFootprint.carbon"}
FILES = {
    BATTERY: ("battery.battery_pass-6.1.0", "BatteryPass"),
    PRODUCT: ("generic.digital_product_passport-7.0.0", "DigitalProductPassport"),
}


def official(shared, to):
    folder, name = FILES[to]
    return tuple(
        json.loads((shared / f"{FOLDER}{folder}" / f"{name}{end}.json").read_text())
        for end in ("-schema", "")
    )


@pytest.fixture(params=[(name, to) for name in EXAMPLES for to in NODES], ids=" ".join)
def payload(request):
    name, to = request.param
    return export(computed(name), to, statement=stated_for(name), at=AT)


@pytest.mark.shared
def test_the_section_is_valid_in_a_whole_passport(payload, shared):
    """The official example with our section in the place of its own."""
    schema, example = official(shared, payload.format)
    way, _, last = NODES[payload.format].rpartition(".")
    at(example, way)[last] = at(json.loads(payload.content), NODES[payload.format])
    checker = jsonschema.FormatChecker()
    jsonschema.Draft4Validator(schema, format_checker=checker).validate(example)


@pytest.mark.shared
@pytest.mark.parametrize("to", NODES)
def test_the_official_examples_are_read(shared, to):
    _, example = official(shared, to)
    assert not format_of(to).check(example)


def test_entries_add_up_to_the_result(payload):
    entries = at(payload.document, NODES[payload.format])
    whole = sum(Decimal(repr(one["value"])) for one in entries)
    assert whole == payload.facts.emissions.total
    assert [one["lifecycle"] for one in entries] == [
        "raw material acquisition and pre-processing",
        "main product production",
    ]


def test_comment_and_uncertainty_stand_in_a_document(payload):
    for entry in at(payload.document, NODES[payload.format]):
        link, remark = entry["declaration"]
        assert link == {
            "content": "https://example.org/study.pdf",
            "contentType": "URL",
            "header": "Study of the carbon footprint",
        }
        assert remark["content"].startswith("Illustrative")
        assert parse_line(remark["content"])["samples"] == 200


def test_battery_for_energy_delivered():
    said = stated(unit="per_kwh_delivered", product={"mass": "3.302 g", "carbon_content": {}})
    payload = export(computed("lfp-battery"), BATTERY, statement=said, at=AT)
    entries = at(payload.document, NODES[BATTERY])
    assert {one["unit"] for one in entries} == {"kg CO2e / kWh"}
    assert sum(one["value"] for one in entries) == pytest.approx(0.031156967, rel=1e-8)
    assert "P224" not in {one.code for one in payload.findings}
    rated = inspect(computed("lfp-battery"), BATTERY, statement=stated(), at=AT)
    assert "P224" in {one.code for one in rated.findings}


def test_stages_by_hand(example):
    footprint = whole_life(example, distribution=100.0, use=50.0, end_of_life=3.0)
    passport = export(footprint, PRODUCT, statement=stated(), at=AT)
    entries = {one["lifecycle"]: one["value"] for one in at(passport.document, NODES[PRODUCT])}
    assert sum(entries.values()) == 10_153
    assert (entries["distribution"], entries["use"], entries["end of life and recycling"]) == (100, 50, 3)
    battery = export(footprint, BATTERY, statement=stated(), at=AT)
    entries = {one["lifecycle"]: one["value"] for one in at(battery.document, NODES[BATTERY])}
    assert "use" not in entries
    left = next(one for one in battery.findings if one.code == "P223")
    assert left.params["value"] == "50"
    assert left.severity is Severity.WARNING


def test_one_entry_for_all(example):
    said = stated(catena_x={"split": "total", "performance_class": "A"})
    footprint = whole_life(example, distribution=100.0)
    (entry,) = at(export(footprint, PRODUCT, statement=said, at=AT).document, NODES[PRODUCT])
    assert entry["value"] == 10_100
    assert entry["unit"] == "kg CO2e / t"
    assert entry["performanceClass"] == "A"
    assert entry["lifecycle"].startswith("sum of: raw material acquisition")


def test_a_stage_of_credits_is_refused_unless_it_is_summed(example):
    footprint = whole_life(example, credit=-500.0)
    with pytest.raises(InputError) as caught:
        export(footprint, PRODUCT, statement=stated(), at=AT)
    assert {one.code for one in caught.value.findings} == {"P141", "P231"}
    (entry,) = at(
        export(footprint, PRODUCT, statement=stated(catena_x={"split": "total"}), at=AT).document,
        NODES[PRODUCT],
    )
    assert entry["value"] == 9_500


def test_the_plant(example):
    document = export(example, PRODUCT, statement=stated(), at=AT).document
    (plant,) = at(document, NODES[PRODUCT])[0]["manufacturingPlant"]
    assert plant["facilityIdentification"] == "BPNAEXAMPLE00001"
    assert plant["facilityAddress"]["country"] == {"shortName": "CN-GX"}
    assert plant["facilityAddress"]["postCode"]["value"] == "ab 100"
    document = export(example, PRODUCT, statement=stated(catena_x={"bpna": None}), at=AT).document
    assert at(document, NODES[PRODUCT])[0]["manufacturingPlant"][0]["facilityIdentification"] == "plant-1"


@pytest.mark.parametrize("to", NODES)
def test_what_is_missing_is_named_with_its_key(example, to):
    with pytest.raises(InputError) as caught:
        export(example, to, at=AT)
    keys = {one.location.path for one in caught.value.findings if one.code == "P110"}
    plant = {"catena_x.bpna"} if to == BATTERY else {"catena_x.address", "facility.id"}
    assert keys == {"study.url"} | plant
    assert "P149" not in {one.code for one in caught.value.findings}  # not told twice
