"""A supplier's payload beside the activity data: found, read, completed, refused; what results say of it."""

import hashlib
import json

import pytest
from payload_cases import BATTERY, ID, PACT_3, changed
from small_case import INVENTORY

import lca
from lca.errors import InputError, Severity
from lca.inventory.load import examine, load_inventory
from lca.results.reading import read_footprint

SENT = json.dumps(PACT_3).encode()


def data(entry, **more):
    period = {"from": "2024-01-01", "to": "2024-12-31"}
    whole = {**INVENTORY, "period": period, "activity_data": {"ore": "3 kg"}, **more}
    return json.dumps({**whole, "footprints": {"ore": entry}}).encode()


def loaded(entry=None, content=SENT, path="ore.json", **more):
    found = load_inventory(data(entry or {"payload": path}, **more), "inventory.yaml", {path: content})
    return found.footprints["ore"], found


def refused(entry, content=SENT, file="inventory.yaml", **more):
    reading = examine(data(entry, **more), file, {"ore.json": content})
    assert all(finding.severity is Severity.ERROR for finding in reading.findings)
    for finding in reading.findings:
        assert finding.message("zh") != finding.message("en")
        assert finding.remedy("zh")
        assert finding.remedy("en")
    return {finding.code for finding in reading.findings}


def test_what_a_payload_becomes():
    one, found = loaded()
    assert (one.value, one.unit.text, one.supplier) == (5.0, "kg", "Acme Metals")
    assert one.primary_share == pytest.approx(0.6)
    assert (one.period.start.isoformat(), one.period.end.isoformat()) == ("2023-01-01", "2023-12-31")
    assert (one.scope, one.geography, one.gwp_set) == ("cradle_to_gate", "CN", "AR6")
    assert one.carbon == {"fossil": 4.25, "aircraft": 0.25, "land_use_change": 0.5}
    assert one.ratings == {"technological": 1.5, "geographical": 2.0, "temporal": 3.0}
    assert one.distribution.median == pytest.approx(5.0)
    assert one.distribution.sd == pytest.approx(1.0)  # 2 kg for 2 kg of product
    assert one.correlation == (("factor:grid", 0.64),)
    assert one.payload.sha256 == hashlib.sha256(SENT).hexdigest()
    assert (one.payload.path, one.payload.id, one.payload.format) == ("ore.json", ID, "pact-3.0")
    assert [file.path for file in found.payloads] == ["ore.json"]
    assert [finding.code for finding in found.findings] == ["F714"]


def test_it_is_read_from_beside_the_file(tmp_path):
    (tmp_path / "suppliers").mkdir()
    (tmp_path / "suppliers" / "ore.json").write_bytes(SENT)
    path = tmp_path / "inventory.yaml"
    path.write_bytes(data({"payload": "suppliers/ore.json"}))
    assert load_inventory(path).footprints["ore"].value == 5.0


def test_one_of_several_by_its_id():
    other = changed(PACT_3, "id", "079e425a-464f-528d-341d-4a944a1dfd70")
    other["pcf"] |= {"pcfExcludingBiogenicUptake": "20", "pcfIncludingBiogenicUptake": "19"}
    content = json.dumps({"data": [PACT_3, other]}).encode()
    one, _ = loaded({"payload": "ore.json", "id": other["id"]}, content)
    assert one.value == 10.0
    assert refused({"payload": "ore.json"}, content) == {"P634"}
    assert refused({"payload": "ore.json", "id": "nobody"}, content) == {"P634"}


def test_per_kilogram_of_a_piece_of_known_mass():
    piece = changed(PACT_3, "pcf.declaredUnitOfMeasurement", "piece")
    piece["pcf"] |= {"declaredUnitAmount": "1", "productMassPerDeclaredUnit": "4"}
    content = json.dumps(piece).encode()
    one, _ = loaded({"payload": "ore.json", "per": "kg"}, content)
    assert (one.value, one.unit.text) == (2.5, "kg")
    assert refused({"payload": "ore.json", "per": "m3"}, content) == {"P636"}


def test_what_a_battery_payload_does_not_say_is_added():
    entry = {
        "payload": "ore.json",
        "supplier": "Acme Cells",
        "period": {"from": "2023-01-01", "to": "2023-12-31"},
        "geography": "CN",
        "primary_share": "35 %",
        "gwp_set": "AR6",
    }
    one, _ = loaded(entry, json.dumps(BATTERY).encode())
    assert (one.value, one.unit.text, one.supplier) == (10800.0, "item", "Acme Cells")
    assert (one.primary_share, one.geography, one.gwp_set) == (pytest.approx(0.35), "CN", "AR6")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"value": 3}, "P630"),
        ({"unit": "kg CO2e/kg"}, "P630"),
        ({"supplier": "Somebody else"}, "P635"),
        ({"primary_share": "90 %"}, "P635"),
        ({"payload": "../ore.json"}, "P631"),
        ({"payload": "/etc/ore.json"}, "P631"),
        ({"payload": "C:\\ore.json"}, "P631"),
        ({"payload": "another.json"}, "P632"),
        ({"per": "m3"}, "P636"),
    ],
)
def test_wrong_entries(more, code):
    assert refused({"payload": "ore.json", **more}) == {code}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"pcf": 1, "pcf": 2}', "F701"),
        (b"[" * 100000, "F701"),
        (b'{"a": 1}', "P633"),
        (json.dumps(changed(PACT_3, "pcf.declaredUnitAmount", "two")).encode(), "F704"),
        (json.dumps(changed(PACT_3, "pcf.dqi.temporalDQR", "9")).encode(), "F705"),
    ],
)
def test_wrong_payloads(content, code):
    assert code in refused({"payload": "ore.json"}, content)


def test_expired_and_future_against_the_period_of_the_activity_data():
    assert refused({"payload": "ore.json"}, period={"from": "2027-02-01", "to": "2027-12-31"}) == {"P620"}
    assert refused({"payload": "ore.json"}, period={"from": "2022-01-01", "to": "2022-12-31"}) == {"P621"}


def test_without_a_folder_there_is_no_payload():
    assert {f.code for f in examine(data({"payload": "ore.json"})).findings} == {"P632"}


def test_a_missing_file_is_told_with_its_neighbours(tmp_path):
    (tmp_path / "ores.json").write_bytes(SENT)
    path = tmp_path / "inventory.yaml"
    path.write_bytes(data({"payload": "ore.json"}))
    (finding,) = examine(path).findings
    assert finding.code == "Y100"
    assert any(name.endswith("ores.json") for name in finding.candidates)


RULE = {
    "activity_data": {"ore": {"unit": "kg", "per": "kg"}},
    "processes": {
        "plant": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"of": "ore", "amount": "ore"}],
        }
    },
}


@pytest.fixture
def footprint():
    from small_case import Case

    rule, _ = Case(RULE).loaded()
    inventory = load_inventory(data({"payload": "ore.json"}), "inventory.yaml", {"ore.json": SENT})
    return lca.calculate(inventory, rule, samples=200)


def test_the_result_shows_the_primary_share_and_the_ratings(footprint):
    assert footprint.total.value == pytest.approx(15.0, rel=1e-14)
    quality = footprint.data_quality
    assert quality.primary_share == pytest.approx(0.6)
    assert (quality.technological, quality.geographical, quality.temporal) == (1.5, 2.0, 3.0)
    assert (quality.reliability, quality.completeness) == (None, None)


def test_the_result_names_the_file_and_where_the_number_stood(footprint):
    (sent,) = [one for one in footprint.provenance.inputs if one.role == "supplier_payload"]
    assert (sent.name, sent.version) == ("ore.json", ID)
    assert sent.sha256 == hashlib.sha256(SENT).hexdigest()
    (factor,) = footprint.factors
    assert factor.document == ID
    assert factor.verification == f"sha256:{sent.sha256}"
    told = [step.detail.get("en") for step in factor.trail]
    assert any("pcf.pcfExcludingBiogenicUptake says 10" in text for text in told)
    assert "F714" in {finding.code for finding in footprint.findings}


def test_the_document_reads_back(footprint):
    assert read_footprint(footprint.to_json().encode()) == footprint


def test_the_entry_says_what_stands_in_the_schema():
    import jsonschema

    from lca.inventory.schema import inventory_schema

    jsonschema.validate(json.loads(data({"payload": "ore.json", "id": ID})), inventory_schema())


def test_refusals_are_input_errors():
    with pytest.raises(InputError):
        load_inventory(data({"payload": "../x"}), "inventory.yaml", {})
