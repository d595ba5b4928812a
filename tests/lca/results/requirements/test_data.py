"""Data and their quality, place, time, later stages: each decider at a pass and at what else it can say."""

from datetime import date

import pytest
from demanding_case import names
from study_case import base, decided, first, model, part, result, stage

from lca.results.footprint import ConformityFinding, FactorUse, LedgerEntry, Period
from lca.results.requirements.data import DECIDERS
from lca.rules.schema.general import DataQuality, Minimum

SCORED = {"technological": 2.0, "geographical": 2.0, "temporal": 2.0, "overall": 2.0, "covered_share": 1.0}
FACTOR = FactorUse(
    id="f",
    kind="footprint",
    name=names("f"),
    value=1,
    unit="kg",
    geography="CN",
    title="Table",
    distribution="normal",
)


@pytest.fixture(scope="module")
def study():
    return base()


def data(study, **fields):
    return first(study, "activity_data", **fields)


def used(study, **fields):
    return result(study, factors=(FACTOR.model_copy(update=fields),))


def wanted(study, **fields):
    """The rule wants the coal as primary data."""
    coal = study.model.activity_data["coal"].model_copy(update={"primary": "required"})
    return data(model(study, activity_data={"coal": coal}), **fields)


def scored(study, limit=None, **fields):
    minimum = Minimum(temporal=limit, geographical=limit, technological=limit)
    demanded = model(study, data_quality=DataQuality(minimum=minimum) if limit else None)
    return part(demanded, "data_quality", **{**SCORED, **fields})


def demanding(study, *codes, period=None):
    known = names("no")
    found = tuple(ConformityFinding(code=code, severity="blocking", message=known) for code in codes)
    return result(model(study, data_quality=DataQuality(period=period)), findings=found)


def placed(study, geography="CN-GX"):
    return part(used(study), "site", geography=geography)


def staged(study, key, line=True):
    """The stage inside the boundary, with or without a line."""
    inside = stage(study, key, included=True)
    return first(inside, "contributions", stage=key) if line else inside


CASES = [
    ("6.3.5.primary", wanted, "pass", "required] = 1"),
    ("6.3.5.primary", lambda s: wanted(s, primary=False), "fail", "activity:coal"),
    ("6.3.5.primary", lambda s: wanted(s, default=True), "fail", "activity:coal"),
    ("6.3.5.primary", lambda s: data(s, primary=False), "needs_person", "activity:coal"),
    ("6.3.5.primary", lambda s: s, "needs_person", "required] = 0"),
    ("6.3.5.secondary", lambda s: s, "pass", "100 %"),
    ("6.3.5.secondary", used, "needs_person", "database] = 1"),
    ("6.3.5.secondary", lambda s: used(s, supplier_specific=True), "pass", ""),
    ("6.3.5.secondary", lambda s: data(s, default=True), "needs_person", "activity:coal"),
    ("6.3.5.sources", lambda s: data(used(s), source="scale"), "pass", "factors = 1"),
    ("6.3.5.sources", lambda s: data(used(s), default=True), "pass", ""),
    ("6.3.5.sources", lambda s: s, "needs_person", "1 of 1"),
    ("6.3.5.sources", lambda s: data(used(s, title=None), source="scale"), "needs_person", "source] = f"),
    ("6.3.5.quality", scored, "pass", "overall = 2"),
    ("6.3.5.quality", lambda s: scored(s, covered_share=0.9), "needs_person", "90 %"),
    ("6.3.5.quality", lambda s: s, "needs_person", "0 %"),
    ("6.3.5.temporal", lambda s: scored(s, 3), "pass", "temporal = 2"),
    ("6.3.5.temporal", lambda s: scored(s, 2), "pass", ""),
    ("6.3.5.temporal", lambda s: scored(s, 1.9), "fail", "minimum.temporal = 1.9"),
    ("6.3.5.temporal", scored, "needs_person", "no limit"),
    ("6.3.5.temporal", lambda s: scored(s, 3, covered_share=0.5), "needs_person", "50 %"),
    ("6.3.5.temporal", lambda s: scored(s, 3, temporal=None), "needs_person", "no scores"),
    ("6.3.5.geographical", lambda s: scored(s, 3), "pass", "geographical = 2"),
    ("6.3.5.geographical", lambda s: scored(s, 3, geographical=3.5), "fail", "3.5"),
    ("6.3.5.technological", lambda s: scored(s, 3), "pass", "technological = 2"),
    ("6.3.5.technological", lambda s: scored(s, 3, technological=4), "fail", "4"),
    ("6.3.5.precision", lambda s: data(used(s), distribution="normal"), "pass", ""),
    ("6.3.5.precision", lambda s: data(used(s, distribution=None), distribution="n"), "needs_person", "= f"),
    ("6.3.5.precision", lambda s: s, "needs_person", "1 of 1"),
    ("6.3.5.reproducible", lambda s: s, "pass", "seed = 1"),
    ("6.3.5.rule_demands", demanding, "pass", ""),
    ("6.3.5.rule_demands", lambda s: demanding(s, "C143"), "fail", "C143"),
    ("6.3.5.rule_demands", lambda s: demanding(s, "C170"), "pass", ""),
    ("6.3.5.rule_demands", lambda s: s, "not_applicable", ""),
    ("gb.geography", placed, "pass", "CN-GX"),
    ("gb.geography", lambda s: placed(s, None), "needs_person", "factors.geography = CN"),
    ("6.3.6.period", lambda s: s, "pass", "2024-01-01..2024-12-31"),
    ("6.3.6.representative", lambda s: demanding(s, period="1 year"), "pass", "366 d"),
    ("6.3.6.representative", lambda s: demanding(s, "C145", period="2 year"), "fail", "2 year"),
    ("6.3.6.representative", lambda s: s, "needs_person", "366 d"),
    ("6.3.7.use_profile", lambda s: staged(s, "use"), "needs_person", "plant"),
    ("6.3.7.use_profile", lambda s: staged(s, "use", line=False), "needs_person", "no line"),
    ("6.3.7.use_profile", lambda s: s, "not_applicable", ""),
    ("6.3.8.end_of_life", lambda s: staged(s, "end_of_life"), "needs_person", "plant"),
    ("6.3.8.end_of_life", lambda s: s, "not_applicable", "stages[end_of_life].included = false"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "change", "verdict", "words"), CASES)
def test_a_verdict_with_its_evidence(study, id, change, verdict, words):
    found = decided(change(study), id)
    assert found.verdict == verdict
    assert words in " ; ".join((*found.facts, found.evidence.get("en") if found.evidence else ""))
    assert (found.ask is not None) is (verdict == "needs_person")


def test_days_count_both_ends(study):
    one_day = result(study, period=Period(start=date(2024, 3, 1), end=date(2024, 3, 1)))
    assert decided(one_day, "6.3.6.representative").facts == ("period = 1 d",)


def test_a_column_of_a_table_may_be_wanted_as_primary(study):
    from lca.rules.schema.activity import Table

    table = Table.model_validate(
        {"table": {"name": "text", "mass": {"unit": "kg", "primary": "required"}, "km": {"unit": "km"}}}
    )
    rows = [f"activity:parts[a.b [1]].{column}" for column in ("mass", "km")]
    (known,) = study.result.activity_data
    held = tuple(known.model_copy(update={"id": id, "primary": id.endswith("km")}) for id in rows)
    found = decided(result(model(study, activity_data={"parts": table}), activity_data=held), "6.3.5.primary")
    assert found.verdict == "fail"
    assert found.facts[0] == f"activity_data[not primary] = {rows[0]}"


def test_a_proxy_is_counted_with_the_place(study):
    entry = LedgerEntry(kind="proxy_factor", path="f", reason=names("elsewhere"))
    found = decided(result(placed(study), completeness=(entry,)), "gb.geography")
    assert "elsewhere: 1." in found.evidence.get("en")


def test_every_decider_is_shown_at_two_verdicts_at_least():
    """But for those whose fields a result cannot lack, and those that only ask with what is known."""
    verdicts = {id: {verdict for other, _, verdict, _ in CASES if other == id} for id, *_ in CASES}
    assert {id for id, found in verdicts.items() if len(found) < 2} == {"6.3.5.reproducible", "6.3.6.period"}
    assert {f"gbt24067.{id}" for id in verdicts} >= set(DECIDERS)
