"""Constants by date: which value holds for a period, what is told of a change, what the result says."""

from datetime import date

import pytest
from demanding_case import RATIO, case, demanding
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import InputError
from lca.i18n import LANGUAGES
from lca.report.explanation import render_explanation
from lca.results.explain import explain
from lca.rules.load import load_rule

PLAIN = {"value": "2.5", "source": "one edition"}
SPREAD = {"distribution": {"type": "normal", "sd": "4 %"}}


def period(start, end):
    return {"from": start, "to": end}


def told(found, *codes):
    return [one for one in found.findings if one.code in codes]


@pytest.mark.parametrize(
    ("year", "total"),
    [
        (2020, 4.0),  # 4 x 2 / 2
        (2022, 4.0),
        (2024, 5.0),  # 4 x 2.5 / 2
        (period("2023-07-01", "2024-06-30"), 5.0),
        (period("2022-07-01", "2023-06-30"), 4.0),
    ],
)
def test_the_value_in_force_counts(year, total):
    found = demanding(year=year).footprint()
    assert found.total.value == total
    assert told(found, "C172", "C173", "C174") == []


def test_a_change_within_the_period_is_told_with_both_values():
    found = demanding(year=2023).footprint()
    assert found.total.value == 5.0, "the value of the last day"
    (one,) = told(found, "C172", "C174")
    assert (one.code, one.severity) == ("C172", "warning")
    for language in LANGUAGES:
        assert "2 (2020-01-01)" in one.message.get(language)
        assert "2.5 (2023-07-01)" in one.message.get(language)


def test_every_value_of_the_period_is_told():
    values = [*RATIO, {"from": "2023-10-01", "value": "3", "source": "third edition"}]
    found = demanding(year=2023, ratio={"values": values}).footprint()
    assert found.total.value == 6.0  # 4 x 3 / 2
    (one,) = told(found, "C172")
    assert "2 (2020-01-01); 2.5 (2023-07-01), then 3 (2023-10-01)" in one.message.en


def test_a_period_before_the_first_day_is_refused():
    with pytest.raises(InputError) as caught:
        demanding(year=2019).footprint()
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.path) == ("C173", "period")
    assert finding.location.file == "inventory.yaml"
    assert all("2020-01-01" in finding.message(language) for language in LANGUAGES)
    assert all(finding.remedy(language) for language in LANGUAGES)


def test_a_period_that_begins_before_the_first_day_is_told():
    found = demanding(year=period("2019-07-01", "2020-06-30")).footprint()
    assert found.total.value == 4.0
    assert [one.code for one in told(found, "C172", "C174")] == ["C174"]


def test_a_rule_before_any_value_raises_where_it_is_asked():
    rule, _ = demanding().loaded()
    with pytest.raises(InputError) as caught:
        rule.compiled.parameters["ratio"].at(date(2019, 12, 31))
    assert caught.value.findings[0].code == "C173"


days = st.lists(st.dates(date(1990, 1, 1), date(2040, 1, 1)), min_size=1, max_size=6, unique=True)


@settings(max_examples=40, deadline=None)
@given(days.map(sorted), st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_the_last_value_that_has_begun_is_in_force(days, day):
    values = [{"from": str(one), "value": str(rank), "source": "s"} for rank, one in enumerate(days, 1)]
    spec = demanding(ratio={"values": values}).loaded()[0].compiled.parameters["ratio"]
    begun = sum(one <= day for one in days)
    if begun:
        assert spec.at(day).quantity.engine == begun
        assert spec.at(day).since == days[begun - 1]
    else:
        with pytest.raises(InputError):
            spec.at(day)


def test_a_constant_without_days_holds_always():
    found = demanding(year=1995, ratio=PLAIN).footprint()
    assert found.total.value == 5.0
    assert (found.constants[0].id, found.constants[0].since) == ("rule:test.case.ratio", None)


def test_the_value_stands_in_the_result_with_day_and_source():
    found = demanding(year=2024).footprint()
    (one,) = found.constants
    assert (one.id, one.name) == ("rule:test.case.ratio@2023-07-01", "ratio")
    assert (one.value, one.unit, one.since) == (2.5, "", date(2023, 7, 1))
    assert (one.source, one.distribution) == ("second edition", None)
    assert found.contributions[0].constants == (one.id,)


@pytest.mark.parametrize(
    "asked", ["ratio", "total", "production.plant.co2", "rule:test.case.ratio@2023-07-01"]
)
def test_explain_shows_the_value_its_day_and_its_source(asked):
    found = demanding(year=2024).footprint()
    answer = explain(found, asked)
    assert answer.evidence[0].constants == found.constants
    text = render_explanation(found, answer, "en").plain
    assert "ratio = 2.5 (in force from 2023-07-01)" in text
    assert "second edition" in text
    assert "ratio = 2.5（自 2023-07-01 起有效）" in render_explanation(found, answer, "zh").plain


def test_values_of_different_days_are_different_random_numbers():
    """The identity names the day, so the draws of one value are never those of another."""
    ratio = {"values": RATIO, **SPREAD}
    old, new = (demanding(year=year, ratio=ratio).footprint(samples=50) for year in (2022, 2024))
    assert [one.id for one in old.uncertainty.parameters] == ["rule:test.case.ratio@2020-01-01"]
    assert [one.id for one in new.uncertainty.parameters] == ["rule:test.case.ratio@2023-07-01"]
    assert old.uncertainty.analytic_sd == pytest.approx(0.04 * 4)
    assert new.uncertainty.analytic_sd == pytest.approx(0.04 * 5)
    assert old.total.interval.sd / 4 != pytest.approx(new.total.interval.sd / 5, rel=1e-9)


def test_a_distribution_must_fit_every_value():
    """Uniform from 1.9 to 2.1 holds 2 and not 2.5."""
    narrow = {"distribution": {"type": "uniform", "min": "1.9", "max": "2.1"}}
    with pytest.raises(InputError) as caught:
        demanding(ratio={"values": RATIO, **narrow}).loaded()
    wrong = [one for one in caught.value.findings if one.severity == "error"]
    assert [(one.code, one.location.path) for one in wrong] == [("D110", "parameters.ratio.distribution")]


def test_a_case_may_change_a_dated_constant():
    """20 % more of 2 in 2022: 4 x 2.4 / 2."""
    (one,) = demanding({"more": case(change={"ratio": "+20 %"})}, year=2022).footprint().sensitivities
    assert one.value == pytest.approx(4.8, rel=1e-14)


def test_the_shipped_rules_keep_their_constants():
    rule = load_rule("cn.aluminium.primary")
    assert all(spec.values[0].since is None for spec in rule.compiled.parameters.values())
