"""Payloads of every version: what is taken of them, what is refused, and what was exported read back."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from payload_cases import BATTERY, FORMATS, ID, PACT_2, PACT_3, changed

from lca.errors import InputError, Severity
from lca.factors import read_user_factors
from lca.factors.user.payloads.spread import relative_sd
from lca.passport import reading
from lca.passport.mapping import at as at_path

VALUE = {
    "pact-3.0": ("pcf.pcfExcludingBiogenicUptake", "pcf.declaredUnitAmount"),
    "pact-2.3": ("pcf.pCfIncludingBiogenic", "pcf.unitaryProductAmount"),
    "catena-x-9.0.0": (
        "productLifeCycleStagesAndEmissions[].productionStage[].pcfExcludingBiogenicUptake",
        "companyAndProductInformation[].productInformation[].declaredUnitAmount",
    ),
    "catena-x-7.0.0": ("pcf.pcfIncludingBiogenic", "pcf.unitaryProductAmount"),
}


def refused(data, **options):
    with pytest.raises(InputError) as error:
        reading.read(data, **options)
    return {finding.code for finding in error.value.findings}


@pytest.mark.parametrize("to", FORMATS)
def test_what_was_exported_is_read_back(sent, to):
    document = sent(to)
    (one,) = reading.read(document)
    value, amount = (Decimal(str(at_path(document, path))) for path in VALUE[to])
    assert one.format == to
    assert one.value == value
    assert one.per_unit == value / amount
    assert one.company == "Example Battery Co., Ltd."
    assert one.days == (date(2024, 1, 1), date(2024, 12, 31))
    # Two sets stand behind the number: PACT names both, Catena-X the earliest.
    assert one.gwp_set == ("not stated" if to.startswith("pact") else "AR5")
    assert sum(one.parts.values()) == one.value
    assert not one.errors


@pytest.mark.parametrize("to", FORMATS)
def test_shares_ratings_and_uncertainty_come_back(sent, battery, to):
    (one,) = reading.read(sent(to))
    quality = battery[0].data_quality
    assert float(one.primary_share) == pytest.approx(100 * quality.primary_share, rel=1e-6)
    assert float(one.ratings["technological"]) == pytest.approx(quality.technological, abs=0.006)
    relative = relative_sd(one.uncertainty, one.value)
    whole = battery[0].total.interval
    assert one.uncertainty["samples"] == battery[0].uncertainty.samples
    assert relative == pytest.approx(whole.sd / whole.mean, rel=0.05)
    assert any(row["key"].startswith("factor:") for row in one.uncertainty["correlation"])


@pytest.mark.parametrize("to", FORMATS)
def test_what_was_exported_is_a_factor_to_the_printed_digit(sent, to, tmp_path):
    document = sent(to)
    path = tmp_path / "supplier.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    (factor,) = read_user_factors(path).factors
    value, amount = (Decimal(str(at_path(document, path))) for path in VALUE[to])
    assert factor.value == float(value / amount)
    assert factor.distribution is not None
    assert factor.properties["primary_data_share"].text


def test_three_by_hand():
    (one,) = reading.read(PACT_3)
    assert (one.per_unit, one.unit, one.geography) == (Decimal(5), "kg", "CN")
    assert one.parts == {"fossil": Decimal("8.5"), "aircraft": Decimal("0.5"), "land_use_change": Decimal(1)}
    assert one.ratings == {
        "technological": Decimal("1.5"),
        "geographical": Decimal(2),
        "temporal": Decimal(3),
    }
    assert one.uncertainty["sd"] == 2.0
    steps = {step.fact: (step.field, step.text) for step in one.trail}
    assert steps["excluding"] == ("pcf.pcfExcludingBiogenicUptake", "10")
    assert steps["id"] == ("id", ID)


def test_two_by_hand_is_all_of_it_without_the_uptake():
    (one,) = reading.read(PACT_2)
    assert one.value == Decimal("3.5")  # 2.5 - (-1)
    assert one.parts == {
        "fossil": Decimal(3),
        "land_use_change": Decimal("0.25"),
        "biogenic": Decimal("0.25"),
    }
    # Ratings of 1 to 3 stretched evenly to 1 to 5.
    assert one.ratings == {"technological": 2, "temporal": 3, "geographical": 5}
    assert [finding.code for finding in one.findings if finding.severity is Severity.INFO] == ["P614"]


def test_two_without_its_biogenic_part_is_told():
    (one,) = reading.read(changed(PACT_2, "pcf.pCfIncludingBiogenic", None))
    assert one.value == Decimal(3)
    assert "P613" in {finding.code for finding in one.findings}


def test_a_battery_before_its_gate():
    (one,) = reading.read(BATTERY | {"batteryCarbonFootprint": 0.1})
    # 12000 kg of which 0.06 + 0.03 of 0.1 stand before the gate.
    assert (one.value, one.unit) == (Decimal(10800), "item")
    (one,) = reading.read(changed(BATTERY, "absoluteCarbonFootprint", None))
    assert (one.value, one.unit) == (Decimal("0.09"), "kWh")
    assert [finding.code for finding in one.findings] == ["P617"]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("batteryCarbonFootprint", "0.1", "P610"),
        ("batteryCarbonFootprint", -1, "F705"),
        ("batteryCarbonFootprint", 0.2, "P605"),
        ("absoluteCarbonFootprint", 0.01, "P615"),
        ("carbonFootprintPerLifecycleStage", [], "P602"),
        ("carbonFootprintPerLifecycleStage", ["x"], "F709"),
        (
            "carbonFootprintPerLifecycleStage",
            [{"lifecycleStage": "MainProduction", "carbonFootprint": 0.1}],
            "P616",
        ),
        ("carbonFootprintPerLifecycleStage", [{"lifecycleStage": "MainProduction"}], "P602"),
    ],
)
def test_wrong_batteries(path, value, code):
    assert code in refused(changed(BATTERY, path, value))


@pytest.mark.parametrize(
    ("data", "path", "value", "code"),
    [
        (PACT_3, "specVersion", "2.3.0", "F706"),
        (PACT_2, "specVersion", "3.0.0", "P600"),
        (PACT_2, "pcf.pCfIncludingBiogenic", "two", "F704"),
        (PACT_2, "pcf.pCfIncludingBiogenic", "25e-1", "F704"),
        (PACT_2, "pcf.pCfIncludingBiogenic", 2.5, "F704"),
        (PACT_2, "pcf.pCfIncludingBiogenic", "4", "P605"),
        (PACT_2, "pcf.primaryDataShare", "40", "P610"),
        (PACT_2, "pcf.dqi.temporalDQR", 4, "F705"),
        (PACT_2, "pcf.unitaryProductAmount", "1000", "P604"),
        (PACT_2, "pcf.declaredUnit", "piece of cake", "F707"),
        (PACT_2, "pcf.referencePeriodEnd", "2022-01-01T00:00:00Z", "F716"),
        (PACT_2, "pcf.fossilGhgEmissions", None, "P602"),
        (PACT_3, "pcf.referencePeriodEnd", "2025-01-01T00:00:00Z", "P606"),
        (PACT_3, "validityPeriodEnd", "2024-04-01T00:00:00Z", "P607"),
        (PACT_3, "pcf.pcfIncludingBiogenicUptake", "11", "F710"),
        (PACT_3, "pcf.dqi.temporalDQR", "5.5", "F705"),
        (PACT_3, "pcf.fossilGhgEmissions", "1" + "0" * 20, "F705"),
    ],
)
def test_wrong_footprints(data, path, value, code):
    assert code in refused(changed(data, path, value))


NINE = [
    ("scopeOfPcfForm.specVersion", "urn:io.catenax.pcf:datamodel:version:8.0.0", "P600"),
    ("scopeOfPcfForm", [], "P602"),
    ("general", [{"comment": ""}, {"comment": ""}], "P603"),
    ("companyAndProductInformation.productInformation.declaredUnitAmount", "1", "P610"),
    ("companyAndProductInformation.productInformation.declaredUnitAmount", True, "P610"),
    (
        "productLifeCycleStagesAndEmissions.productionStage.pcfIncludingBiogenicUptake",
        1e9,
        "F710",
    ),
    ("pcfAssessmentAndMethodology.dataSourcesAndQuality.temporalDQR", 6, "F705"),
    (
        "pcfAssessmentAndMethodology.pcfAssessmentInformation.idAndVersion.retroOrProspectivePcfType",
        "Progressive PCF",
        "P608",
    ),
]


@pytest.mark.parametrize(("path", "value", "code"), NINE)
def test_wrong_nines(sent, path, value, code):
    assert code in refused(changed(sent("catena-x-9.0.0"), path, value))


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("specVersion", "urn:io.catenax.pcf:datamodel:version:6.0.0", "P600"),
        ("pcf.dataQualityRating.temporalDQR", 3.5, "F705"),
        ("pcf.pcfIncludingBiogenic", "1", "P610"),
        ("pcf.unitaryProductAmount", 1000, "P604"),
    ],
)
def test_wrong_sevens(sent, path, value, code):
    assert code in refused(changed(sent("catena-x-7.0.0"), path, value))


def test_a_boundary_beyond_the_gate_is_told(sent):
    (one,) = reading.read(changed(sent("catena-x-7.0.0"), "partialFullPcf", "Cradle-to-grave"))
    assert "P609" in {finding.code for finding in one.findings}


def test_expired_and_future_at_a_moment():
    assert reading.read(PACT_3, at=datetime(2026, 1, 1, tzinfo=UTC))
    assert refused(PACT_3, at=datetime(2027, 1, 2, tzinfo=UTC)) == {"P620"}  # three years from the end
    assert refused(PACT_3, at=datetime(2022, 1, 1, tzinfo=UTC)) == {"P621"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"pcf": {}, "pcf": {}}', "P401"),
        (b'{"pcf": NaN}', "P405"),
        (b"[" * 100000, "P403"),
        (b'{"pcf": ' + b" " * (17 * 2**20) + b"}", "P402"),
        (b"not json", "P400"),
        (b"\xff\xfe", "P406"),
        (b'{"a": 1}', "P633"),
        (b'[{"credentialSubject": {}}]', "P601"),
        (b'{"assetAdministrationShells": []}', "P601"),
    ],
    ids=["twice", "nan", "deep", "huge", "words", "utf-16", "another", "untp", "aas"],
)
def test_texts_that_are_refused_before_they_are_believed(text, code):
    assert refused(text) == {code}


@pytest.mark.parametrize(
    ("text", "code"),
    [('{"pcf": {}, "pcf": {}}', "F701"), ("[" * 100000, "F701"), ('{"pcf": Infinity}', "F701")],
)
def test_the_same_of_user_factors(text, code, tmp_path):
    path = tmp_path / "s.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        read_user_factors(path)
    assert {finding.code for finding in error.value.findings} == {code}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"sd": "2"}, "P611"),
        ({"sd": -2}, "P611"),
        ({"sd": 2, "correlation": [{"key": "factor:x", "share": 2}]}, "P611"),
        ({"p2_5": 900, "p97_5": 1000, "sd": 25}, "P612"),
    ],
)
def test_an_uncertainty_that_cannot_be_is_told_and_not_used(data, code):
    wrong = changed(PACT_3, "extensions.data", data)
    (one,) = reading.read(wrong)
    assert one.uncertainty is None
    assert code in {finding.code for finding in one.findings}


def test_the_line_of_a_comment_serves_where_there_is_no_extension():
    line = 'Sums hold. urn:zuji:uncertainty:1 {"mean": 9, "sd": 1.5}'
    (one,) = reading.read(changed(PACT_3, "extensions", []) | {"comment": line})
    assert one.uncertainty["sd"] == 1.5


def test_every_code_has_words_and_a_remedy(root):
    import tomllib

    words = tomllib.loads((root / "lca/messages/passport_reading.toml").read_text(encoding="utf-8"))
    assert all(set(entry) == {"en", "zh", "fix_en", "fix_zh"} for entry in words.values())


@pytest.mark.shared
def test_the_official_samples(shared):
    """8 files with 120 PACT footprints: all accepted; 240 objections of our own checks."""
    from collections import Counter

    counts = Counter()
    for path in sorted((shared / "standards" / "pact" / "examples").glob("*.json")):
        for one in reading.examine(path):
            counts["rejected" if one.errors else "accepted"] += 1
            counts.update(finding.code for finding in one.findings)
    assert (counts["accepted"], counts["rejected"]) == (120, 0)
    assert counts["F712"] == 120  # shares are written as 0.72, which is defined as per cent
    assert counts["F714"] == 30  # uptake
    # Our own checks: components that are not the value, and a field that the schema does not demand.
    assert {code: number for code, number in counts.items() if code.startswith("P")} == OBJECTIONS


OBJECTIONS = {"P142": 120, "P149": 120}
EXAMPLES = {
    "catena-x/io.catenax.pcf-9.0.0/Pcf.json": {"P606"},
    "catena-x/io.catenax.pcf-7.0.0/Pcf.json": {"F709", "P604", "P605", "P606"},
    "batterypass/CarbonFootprintForBatteries-payload.utf8.json": {"F705"},
}


@pytest.mark.shared
@pytest.mark.parametrize("name", EXAMPLES)
def test_the_official_examples_are_rejected_and_why(shared, name):
    """Generated examples: periods that end after their making, sums that do not hold, noise."""
    (one,) = reading.examine(shared / "standards" / name)
    assert {finding.code for finding in one.errors} == EXAMPLES[name]


@pytest.mark.shared
def test_the_catena_x_example_is_accepted_once_it_was_made_after_its_period(shared):
    path = shared / "standards/catena-x/io.catenax.pcf-9.0.0/Pcf.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    time = "pcfAssessmentAndMethodology.pcfAssessmentInformation.time"
    data = changed(data, f"{time}.created", "2023-01-22T00:00:00Z")
    data = changed(data, f"{time}.validityPeriodEnd", "2024-12-31T00:00:00Z")
    (one,) = reading.examine(data)
    assert not one.errors
    assert (one.per_unit, one.unit, one.geography) == (Decimal("2.9"), "L", "US-NY")
    assert "P142" in {finding.code for finding in one.findings}


def test_the_result_counts_the_share_of_a_payload_that_was_given_as_a_factor(tmp_path):
    from small_case import Case

    import lca
    from lca.factors import FactorDatabase

    path = tmp_path / "ore.json"
    path.write_text(json.dumps(PACT_3), encoding="utf-8")
    over = FactorDatabase.open().with_layer(read_user_factors(path))
    line = {"of": "ore", "amount": "ore", "factor": {"item": "Cathode 7"}}
    rule, inventory = Case(
        {
            "activity_data": {"ore": {"unit": "kg", "per": "kg"}},
            "processes": {
                "plant": {
                    "stage": "production",
                    "output": {"product": "product", "amount": "1 kg"},
                    "inputs": [line],
                }
            },
        },
        {"activity_data": {"ore": "3 kg"}},
    ).loaded()
    found = lca.calculate(inventory, rule, factors=over, samples=0)
    assert found.total.value == pytest.approx(15.0)
    assert found.data_quality.primary_share == pytest.approx(0.6)
    assert found.uncertainty.analytic_sd == pytest.approx(3.0)


def test_reading_is_quick(sent):
    """A payload of ours in well under the 20 ms that an export may take."""
    from time import perf_counter

    document = sent("pact-3.0")
    reading.read(document)
    start = perf_counter()
    for _ in range(20):
        reading.read(document)
    assert (perf_counter() - start) / 20 < 0.02
