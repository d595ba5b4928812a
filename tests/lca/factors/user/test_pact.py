"""Supplier footprints in PACT v3: official samples read, what the schema wrongly lets through refused."""

import copy
import json

import pytest

from lca.errors import FactorError, Severity
from lca.factors import FactorKind, Request, read_user_factors
from lca.units import unit

ID = "f4b1225a-bd44-4c8e-861d-079e4e1dfd69"
URN = "urn:pact:acme.example:product:alloy-7"
FOOTPRINT = {
    "id": ID,
    "specVersion": "3.0.0",
    "created": "2025-03-01T00:00:00Z",
    "status": "Active",
    "companyName": "Acme Metals",
    "companyIds": ["urn:pact:acme.example:company:1"],
    "productDescription": "an alloy",
    "productIds": [URN, "urn:gtin:4712345060507"],
    "productNameCompany": "Alloy 7",
    "pcf": {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "2",
        "productMassPerDeclaredUnit": "2",
        "referencePeriodStart": "2024-01-01T00:00:00Z",
        "referencePeriodEnd": "2025-01-01T00:00:00Z",
        "geographyCountry": "DE",
        "pcfExcludingBiogenicUptake": "9.0",
        "pcfIncludingBiogenicUptake": "8.6",
        "biogenicCO2Uptake": "-0.4",
        "fossilGhgEmissions": "8.9",
        "fossilCarbonContent": "0",
        "ipccCharacterizationFactors": ["AR6"],
        "crossSectoralStandards": ["ISO14067"],
        "exemptedEmissionsPercent": "0.5",
        "primaryDataShare": "61.5",
        "dqi": {"technologicalDQR": "1.5", "geographicalDQR": "2.0", "temporalDQR": "3"},
    },
}


@pytest.fixture
def written(tmp_path):
    def write(*footprints, wrap=None):
        data = list(footprints) if len(footprints) > 1 else footprints[0]
        path = tmp_path / "supplier.json"
        path.write_text(json.dumps({wrap: data} if wrap else data), encoding="utf-8")
        return path

    return write


def changed(key, value):
    """A footprint with one thing changed; a dotted key stands inside, None takes away."""
    data = copy.deepcopy(FOOTPRINT)
    *path, last = key.split(".")
    holder = data
    for name in path:
        holder = holder[name]
    if value is None:
        del holder[last]
    else:
        holder[last] = value
    return data


def refused(path):
    with pytest.raises(FactorError) as error:
        read_user_factors(path)
    return error.value.findings


def test_a_footprint_becomes_a_factor(written):
    user = read_user_factors(written(FOOTPRINT), name="acme")
    (factor,) = user.factors
    assert factor.id == ID
    assert factor.kind is FactorKind.FOOTPRINT
    assert (factor.value, factor.unit) == (4.5, "kg")
    assert factor.life_cycle_scope == "cradle_to_gate"
    assert factor.gwp_set == "AR6"
    assert (factor.geography, factor.reference_year) == ("DE", 2024)
    assert str(factor.published) == "2025-03-01"
    assert (str(factor.valid_from), str(factor.valid_to)) == ("2025-01-01", "2028-01-01")
    shown = {name: (known.text, known.unit) for name, known in factor.properties.items()}
    assert shown["value_including_biogenic_uptake"] == ("4.3", "kg CO2e/kg")
    assert shown["primary_data_share"] == ("61.5", "%")
    assert shown["technological_dqr"] == ("1.5", "1")
    assert factor.source.publisher == "Acme Metals"
    assert factor.source.locator == "2024-01-01 / 2025-01-01"
    assert [(f.code, f.severity) for f in user.findings] == [("F714", Severity.INFO)]


@pytest.mark.parametrize("name", [URN, "Alloy 7", "urn:gtin:4712345060507"])
def test_it_is_asked_for_by_product_id_or_name(written, db, name):
    over = db.with_layer(read_user_factors(written(FOOTPRINT), name="acme"))
    assert over.match(Request(name, unit=unit("t"), geography="DE", year=2024)).factor.id == ID


def test_it_can_be_made_an_item_of_the_release(written, db):
    user = read_user_factors(written(FOOTPRINT), items={URN: "material.aluminium.primary"})
    found = db.with_layer(user).match(Request("原铝", unit=unit("kg"), geography="DE", year=2024))
    assert found.factor.id == ID


def test_wrappers_and_lists(written):
    other = changed("id", "079e425a-464f-528d-341d-4a944a1dfd70")
    assert len(read_user_factors(written(FOOTPRINT, other, wrap="data"))) == 2
    assert len(read_user_factors(written(FOOTPRINT, wrap="data"))) == 1


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("pcf.pcfExcludingBiogenicUptake", "banana", "F704"),
        ("pcf.pcfExcludingBiogenicUptake", "1e-3", "F704"),
        ("pcf.pcfExcludingBiogenicUptake", "NaN", "F704"),
        ("pcf.pcfExcludingBiogenicUptake", "1,5", "F704"),
        ("pcf.pcfExcludingBiogenicUptake", "٣", "F704"),
        ("pcf.pcfExcludingBiogenicUptake", 9.0, "F704"),
        ("pcf.pcfExcludingBiogenicUptake", None, "F703"),
        ("pcf.declaredUnitAmount", "0", "F705"),
        ("pcf.declaredUnitAmount", "-1", "F705"),
        ("pcf.productMassPerDeclaredUnit", "-1", "F705"),
        ("pcf.fossilGhgEmissions", "-0.1", "F705"),
        ("pcf.biogenicCO2Uptake", "0.4", "F705"),
        ("pcf.exemptedEmissionsPercent", "101", "F705"),
        ("pcf.primaryDataShare", "140", "F705"),
        ("pcf.dqi.temporalDQR", "9", "F705"),
        ("pcf.dqi.temporalDQR", "0.5", "F705"),
        ("pcf.declaredUnitOfMeasurement", "megabit second", "F707"),
        ("pcf.declaredUnitOfMeasurement", "stone", "F707"),
        ("pcf.geographyRegionOrSubregion", "Europe", "F715"),
        ("pcf.referencePeriodEnd", "2023-01-01T00:00:00Z", "F716"),
        ("pcf.referencePeriodEnd", "2025-01-01", "F708"),
        ("pcf.pcfIncludingBiogenicUptake", "7", "F710"),
        ("pcf.pcfIncludingBiogenicUptake", "9.2", "F710"),
        ("pcf", None, "F703"),
        ("specVersion", "2.3.0", "F706"),
        ("specVersion", "three", "F706"),
        ("status", "Retired", "F709"),
        ("id", "42", "F709"),
        ("productIds", ["alloy"], "F709"),
        ("productIds", None, "F703"),
        ("companyName", "<script>x</script>", "F615"),
        ("productNameCompany", "=HYPERLINK(1)", "F614"),
    ],
)
def test_what_a_schema_lets_through_is_refused(written, key, value, code):
    findings = [f for f in refused(written(changed(key, value))) if f.code == code]
    assert findings
    assert key.rpartition(".")[2] in findings[0].location.path
    for language in ("en", "zh"):
        assert findings[0].message(language)
        assert findings[0].remedy(language)


def test_nothing_of_a_file_with_one_wrong_footprint_is_taken(written):
    wrong = changed("pcf.declaredUnitAmount", "x") | {"id": "079e425a-464f-528d-341d-4a944a1dfd70"}
    findings = refused(written(FOOTPRINT, wrong))
    assert {f.location.path for f in findings} >= {"[1].pcf.declaredUnitAmount"}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("status", "Deprecated", "F711"),
        ("pcf.primaryDataShare", "0.72", "F712"),
        ("pcf.ipccCharacterizationFactors", ["AR5", "AR6"], "F713"),
        ("pcf.biogenicCO2Uptake", None, "F710"),
        ("pcf.geographyCountry", "ZZ", "F632"),
    ],
)
def test_what_is_doubtful_is_told(written, key, value, code):
    user = read_user_factors(written(changed(key, value)))
    (finding,) = [f for f in user.findings if f.code == code]
    assert finding.severity is Severity.WARNING
    assert finding.message("zh") != finding.message("en")


def test_several_sets_are_not_stated(written):
    user = read_user_factors(written(changed("pcf.ipccCharacterizationFactors", ["AR5", "AR6"])))
    assert user.factors[0].gwp_set is None


def test_without_a_place_it_is_of_the_world(written):
    assert read_user_factors(written(changed("pcf.geographyCountry", None))).factors[0].geography == "GLOBAL"


def test_a_part_of_a_known_country_lies_in_it(written, db):
    data = changed("pcf.geographyCountry", None)
    data["pcf"]["geographyCountrySubdivision"] = "DE-BW"
    over = db.with_layer(read_user_factors(written(data), name="s"))
    assert over.geography.chain("DE-BW") == (("DE-BW",), ("DE",), ("GLOBAL",))


def test_a_newer_footprint_supersedes_the_one_it_names(written):
    newer = changed("id", "079e425a-464f-528d-341d-4a944a1dfd70") | {"precedingPfIds": [ID]}
    older = read_user_factors(written(FOOTPRINT, newer)).factors[0]
    assert older.superseded_by == "079e425a-464f-528d-341d-4a944a1dfd70"


def test_the_correction_of_the_same_year_is_taken(written, db):
    newer = changed("id", "079e425a-464f-528d-341d-4a944a1dfd70") | {"precedingPfIds": [ID]}
    over = db.with_layer(read_user_factors(written(FOOTPRINT, newer), name="s"))
    found = over.match(Request(URN, unit=unit("kg"), geography="DE", year=2024))
    assert found.factor.id == newer["id"]
    assert "corrected" in [step.action for step in found.trail]


@pytest.mark.shared
def test_the_official_samples_can_be_read(shared):
    files = sorted((shared / "standards" / "pact" / "examples").glob("*.json"))
    assert len(files) == 8
    for path in files:
        stated = json.loads(path.read_text(encoding="utf-8"))
        user = read_user_factors(path)
        assert len(user) == len(stated)
        for factor, one in zip(user.factors, stated, strict=True):
            pcf = one["pcf"]
            wanted = float(pcf["pcfExcludingBiogenicUptake"]) / float(pcf["declaredUnitAmount"])
            assert factor.value == pytest.approx(wanted, rel=1e-12)
            assert factor.source.publisher == one["companyName"]
