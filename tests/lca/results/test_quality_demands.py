"""Demands on single activity data and on the length of their period."""

from datetime import date

import pytest

from lca.results.quality_demands import last_day
from lca.units import quantity

GOOD = {"reliability": 1, "completeness": 1, "temporal": 2, "geographical": 1, "technological": 3}


def rule(quality, **spec):
    coke = {
        "unit": "kg",
        "label": {"zh": "焦炭", "en": "coke"},
        "clause": "6.3.5",
        "quality": quality,
        **spec,
    }
    return {
        "activity_data": {"coke": coke},
        "quantities": {"burnt": "coke * 0.9"},
        "processes": {
            "plant": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "emissions": [{"gas": "co2", "id": "burning", "amount": "burnt * 3"}],
            }
        },
    }


def data(pedigree=GOOD):
    given = {"value": 2, "unit": "kg", **({"pedigree": pedigree} if pedigree else {})}
    return {"activity_data": {"coke": given}}


def found(case, quality, given=None, **spec):
    footprint = case(rule(quality, **spec), data() if given is None else given).footprint()
    return [one for one in footprint.findings if one.code in ("C143", "C144")]


def test_scores_as_good_as_demanded_are_silent(case):
    assert found(case, {"temporal": 2, "technological": 3}) == []


def test_a_worse_score_blocks_and_says_where_the_number_is_used(case):
    (finding,) = found(case, {"temporal": 1.5, "technological": 3})
    assert (finding.code, finding.severity, finding.clause) == ("C143", "blocking", "6.3.5")
    for part in ("time", "coke", "is 2", "1.5", "production.plant.burning"):
        assert part in finding.message.en
    assert all(part in finding.message.zh for part in ("时间代表性", "焦炭"))
    assert finding.location.startswith("inventory.yaml")


def test_each_indicator_is_told(case):
    assert [one.code for one in found(case, {"temporal": 1, "technological": 2})] == ["C143", "C143"]


def test_no_scores_block(case):
    (finding,) = found(case, {"temporal": 3, "reliability": 3}, data(None))
    assert (finding.code, finding.severity) == ("C144", "blocking")
    assert "reliability, time" in finding.message.en
    assert "可靠性、时间代表性" in finding.message.zh


def test_a_default_has_no_scores(case):
    spec = {"required": False, "default": {"value": "2 kg", "source": "handbook"}}
    (finding,) = found(case, {"temporal": 3}, {"activity_data": {}}, **spec)
    assert finding.code == "C144"
    assert finding.location.startswith("rule.yaml")


def test_a_demand_that_names_nothing_asks_nothing(case):
    assert found(case, {}, data(None)) == []


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2024-01-01", "1 year", "2024-12-31"),
        ("2023-01-01", "1 year", "2023-12-31"),
        ("2023-03-01", "1 year", "2024-02-29"),
        ("2024-02-29", "1 year", "2025-02-28"),
        ("2024-02-29", "4 year", "2028-02-28"),
        ("2023-07-01", "1 年", "2024-06-30"),
        ("2024-01-01", "365 day", "2024-12-30"),
        ("2023-01-01", "365 day", "2023-12-31"),
        ("2024-01-01", "0.5 year", "2024-07-01"),
        ("2024-01-01", "90.5 d", "2024-03-31"),
        ("2024-01-01", "1 h", "2024-01-01"),
        ("9999-06-01", "3 year", "9999-12-31"),
        ("2024-01-01", "1e9 d", "9999-12-31"),
    ],
)
def test_years_go_by_the_calendar_and_days_are_counted(start, length, end):
    """Both days included; 0.5 x 365 = 182.5 days: 183, which end on 1 July of a leap year."""
    assert last_day(date.fromisoformat(start), quantity(length)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "short"),
    [
        ("2024-01-01", "2024-12-31", False),
        ("2024-01-01", "2024-12-30", True),
        ("2023-01-01", "2023-12-31", False),
        ("2023-03-01", "2024-02-28", True),
        ("2023-03-01", "2024-02-29", False),
        ("2022-01-01", "2024-12-31", False),
    ],
)
def test_a_period_is_as_long_as_demanded(case, start, end, short):
    demanded = {"data_quality": {"period": "1 year", "clause": "6.3.5"}}
    given = {**data(), "period": {"from": start, "to": end}}
    footprint = case({**rule({}), **demanded}, given).footprint()
    findings = [one for one in footprint.findings if one.code == "C145"]
    assert [one.severity for one in findings] == (["blocking"] if short else [])
    if findings:
        assert findings[0].clause == "6.3.5"
        assert start in findings[0].message.zh
        assert "1 year" in findings[0].message.en
