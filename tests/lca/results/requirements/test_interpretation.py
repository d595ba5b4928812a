"""Potentials, interpretation, report, contents of the rule: pass and otherwise."""

import pytest
from demanding_case import names
from study_case import base, decided, first, model, part, result, stage

from lca.results.footprint import FactorUse, LedgerEntry, Parameter
from lca.results.requirements import interpretation
from lca.rules.schema.demands import Condition
from lca.rules.schema.general import DataQuality, Product, Validity
from lca.rules.schema.prose import Prose, Term


@pytest.fixture(scope="module")
def study():
    return base()


def published(study, *sets):
    """A factor for each set (None: unstated), 1 kg CO2e of the 5 resting on each, 0.1 kg at most astray."""
    factors = tuple(
        FactorUse(id=f"f{i}", kind="footprint", name=names("f"), value=1, unit="kg", gwp_set=name)
        for i, name in enumerate(sets)
    )
    entries = tuple(
        LedgerEntry(kind="gwp_set", path=one.id, reason=names("x"), affected=1.0, bound=0.1)
        for one in factors
    )
    return result(study, factors=factors, completeness=entries)


def unknown(study, kind="excluded_process"):
    return result(study, completeness=(LedgerEntry(kind=kind, path="paint", reason=names("x")),))


def sampled(study, **fields):
    return part(study, "uncertainty", **fields)


def varied(study):
    parameter = {
        "id": "activity:coal",
        "kind": "activity",
        "label": names("coal"),
        "distribution": "normal",
        "origin": "stated",
        "value": 4,
        "sensitivity": 1.25,
        "elasticity": 1,
        "variance_share": 1,
    }
    return sampled(study, parameters=(Parameter.model_validate(parameter),))


def ending(study, key="end_of_life"):
    return first(stage(study, key, included=True), "sensitivities", changes=("end_of_life: cff",))


def whole(study):
    return model(
        study,
        product=Product(categories={"cpc": ("41431",)}),
        text=Prose(description=names("what")),
        terms=(Term(term=names("a"), definition=names("b")),),
        data_quality=DataQuality(),
        comparability=(Condition(text=names("same")),),
        valid=Validity.model_validate({"from": "2024-01-01", "to": "2029-12-31"}),
    )


CASES = [
    ("6.5.gwp100", lambda s: s, "pass", "AR6"),
    ("6.5.gwp100", lambda s: part(s, "provenance", gwp_set="AR5"), "needs_person", "AR5"),
    ("6.5.one_set", lambda s: s, "pass", "AR6"),
    ("6.5.one_set", lambda s: published(s, "AR5"), "fail", "20 %"),
    ("6.5.one_set", lambda s: published(s, "AR5", None), "fail", "unstated] = f1"),
    ("6.5.one_set", lambda s: published(s, None), "needs_person", "2 %"),
    ("6.5.gases", lambda s: s, "needs_person", "gases = co2"),
    ("6.6.significant", lambda s: s, "pass", "100 %"),
    ("6.6.completeness", lambda s: s, "pass", "excluded_stage 3"),
    ("6.6.completeness", lambda s: result(s, completeness=()), "pass", "= 0"),
    ("6.6.completeness", unknown, "needs_person", "paint"),
    ("6.6.completeness", lambda s: unknown(s, "not_given"), "needs_person", "paint"),
    ("6.6.sensitivity", varied, "pass", "sensitivities = 1"),
    ("6.6.sensitivity", lambda s: result(varied(s), sensitivities=()), "needs_person", "no case"),
    ("6.6.sensitivity", lambda s: s, "needs_person", "elasticity = 0"),
    ("6.6.uncertainty", lambda s: s, "pass", "5..5 kg CO2e"),
    ("6.6.uncertainty", lambda s: sampled(s, interval=None, analytic_sd=0.5), "pass", "0.5 kg CO2e"),
    ("6.6.uncertainty", lambda s: sampled(s, interval=None, analytic_sd=0.0), "needs_person", "= 0"),
    ("6.6.uncertainty", lambda s: sampled(s, failed_samples=3), "needs_person", "= 3"),
    ("6.6.scenarios", ending, "pass", "= energy"),
    ("6.6.scenarios", lambda s: ending(s, "use"), "needs_person", "= 1"),
    ("6.6.scenarios", lambda s: stage(s, "end_of_life", included=True), "needs_person", "= 1"),
    ("6.6.scenarios", lambda s: s, "not_applicable", ""),
    ("7.total", lambda s: s, "pass", "total.value = 5 kg CO2e"),
    ("7.stages", lambda s: s, "pass", "stages[production] = 5 kg CO2e (100 %)"),
    ("B.comparison", whole, "needs_person", "comparability = 0"),
    ("gb.rule_contents", whole, "pass", ""),
    ("gb.rule_contents", lambda s: model(whole(s), terms=()), "needs_person", "= terms"),
    ("gb.rule_contents", lambda s: s, "needs_person", "product.categories, text.description"),
    ("7.limitations", lambda s: s, "needs_person", ""),
    ("8.review", lambda s: s, "needs_person", ""),
]


@pytest.mark.parametrize(("id", "change", "verdict", "words"), CASES)
def test_a_verdict_with_its_evidence(study, id, change, verdict, words):
    found = decided(change(study), id)
    assert found.verdict == verdict
    assert words in " ; ".join((*found.facts, found.evidence.get("en") if found.evidence else ""))
    assert (found.ask is not None) is (verdict == "needs_person")


@pytest.mark.parametrize(("values", "count", "share"), [((8, 1, 1), 1, "80 %"), ((5, -4, 1), 2, "90 %")])
def test_the_largest_lines_of_the_gross_total_matter(study, values, count, share):
    (line,) = study.result.contributions
    lines = tuple(line.model_copy(update={"value": float(v), "path": f"p{v}"}) for v in values)
    found = decided(result(study, contributions=lines), "6.6.significant")
    assert found.evidence.get("en") == f"{share} of the footprint comes from {count} of its lines."
    assert found.facts[0].startswith(f"contributions[p{values[0]}].share")


def test_every_decider_is_shown_at_two_verdicts_at_least():
    """But for those whose fields a result cannot lack, and those that only ask with what is known."""
    verdicts = {id: {verdict for other, _, verdict, _ in CASES if other == id} for id, *_ in CASES}
    assert {id for id, found in verdicts.items() if len(found) < 2} == {
        "6.5.gases",
        "6.6.significant",
        "7.total",
        "7.stages",
        "B.comparison",
        "7.limitations",
        "8.review",
    }
    assert {f"gbt24067.{id}" for id in verdicts} >= set(interpretation.DECIDERS)
