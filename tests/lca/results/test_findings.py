"""Conformity findings and data quality of small results, decided by hand."""

import json

import pytest

GOOD = {"reliability": 1, "completeness": 1, "temporal": 1, "geographical": 1, "technological": 1}
POOR = {**GOOD, "temporal": 5}
RULE = {
    "activity_data": {"burnt": {"unit": "kg", "per": "kg"}, "made": {"unit": "kg", "per": "kg"}},
    "processes": {
        "plant": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "emissions": [
                {"id": "a", "gas": "co2", "origin": "fossil", "amount": "burnt"},
                {"id": "b", "gas": "co2", "origin": "fossil", "amount": "made"},
            ],
        }
    },
}
DATA = {
    "activity_data": {
        "burnt": {"value": 3, "unit": "kg", "pedigree": GOOD, "primary": True},
        "made": {"value": 1, "unit": "kg", "pedigree": POOR, "primary": False},
    }
}


@pytest.fixture
def codes(case):
    def found(rule=None, data=None, **options):
        footprint = case({**RULE, **(rule or {})}, {**DATA, **(data or {})}).footprint(**options)
        return {finding.code: finding for finding in footprint.findings}, footprint

    return found


def test_quality_is_weighted_by_contribution(codes):
    quality = codes()[1].data_quality
    assert quality.temporal == pytest.approx((3 * 1 + 1 * 5) / 4)
    assert quality.geographical == 1.0
    assert quality.covered_share == 1.0
    assert quality.primary_share == pytest.approx(0.75)
    assert quality.primary_activity_share == pytest.approx(0.75)


def test_a_result_without_scores_says_that_the_demand_cannot_be_decided(codes):
    bare = {"activity_data": {"burnt": "3 kg", "made": "1 kg"}}
    found, footprint = codes({"data_quality": {"minimum": {"temporal": 3}}}, bare)
    assert found["C112"].severity == "blocking"
    assert footprint.data_quality.temporal is None


def test_the_rules_limits_block(codes):
    found, footprint = codes({"data_quality": {"minimum": {"temporal": 1}, "primary_share": "80 %"}})
    assert {"C110", "C111"} <= found.keys()
    assert footprint.blocking
    assert "时间代表性" in found["C111"].message.zh
    assert "time" in found["C111"].message.en


def test_what_is_met_is_silent(codes):
    found, footprint = codes({"data_quality": {"minimum": {"temporal": 2}, "primary_share": "70 %"}})
    assert not {"C110", "C111", "C112"} & found.keys()
    assert not footprint.blocking


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (["0.5 %"], set()),
        (["2 %"], {"C122"}),
        (["1 %"] * 6, {"C120"}),
        ([None], {"C121"}),
    ],
)
def test_cut_off_is_judged_single_and_in_total(codes, case, bounds, expected):
    boundary = json.loads(json.dumps(case().rule["boundary"]))
    boundary["exclusions"] = [
        {
            "name": {"zh": f"项{n}", "en": f"item {n}"},
            "stage": "production",
            "reason": {"zh": "小", "en": "small"},
            **({"bound": bound} if bound else {}),
        }
        for n, bound in enumerate(bounds)
    ]
    found, footprint = codes({"boundary": boundary})
    assert {"C120", "C121", "C122"} & found.keys() == expected
    assert footprint.blocking == bool(expected & {"C120", "C122"})
    if all(bounds):
        stated = sum(float(bound.removesuffix(" %")) for bound in bounds) / 100
        assert footprint.boundary.omitted_share == pytest.approx(stated)


def test_illustrative_rules_and_data_say_so(codes):
    found, footprint = codes({"status": "illustrative"}, {"illustrative": True})
    assert {"C101", "C102"} <= found.keys()
    assert footprint.illustrative


def test_a_rule_whose_validity_ended_before_the_data_is_told(codes):
    assert "C103" in codes({"valid": {"from": "2020-01-01", "to": "2023-12-31"}})[0]
    assert "C103" not in codes({"valid": {"from": "2025-01-01"}})[0]


def test_a_strongly_nonlinear_model_is_told(codes, case):
    """1 / x with a wide x: the first-order spread is far from the sampled one."""
    processes = json.loads(json.dumps(RULE["processes"]))
    processes["plant"]["emissions"][0]["amount"] = "1 kg * 1 kg / burnt"
    wide = json.loads(json.dumps(DATA["activity_data"]))
    wide["burnt"] |= {"value": 1, "distribution": {"type": "uniform", "min": 0.02, "max": 2}}
    found, _ = codes({"processes": processes}, {"activity_data": wide}, samples=4_000)
    assert found["C151"].severity == "info"
