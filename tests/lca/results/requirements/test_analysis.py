"""Collection, balances, relation to the unit, allocation, recycling, time, sums: pass and otherwise."""

from dataclasses import replace

import pytest
from demanding_case import names
from study_case import base, decided, first, model, part, result, stage

from lca.results.footprint import Balance, DelayedEmission, LedgerEntry, ReportedApart
from lca.results.requirements import analysis
from lca.results.requirements.study import Shared
from lca.rules.schema.process import Selector
from lca.rules.schema.recycling import EndOfLife, Material


@pytest.fixture(scope="module")
def study():
    return base()


def gap(study, kind):
    entry = LedgerEntry(kind=kind, path="steam", reason=names("not given"), share=0.0)
    return result(study, completeness=(entry,))


def balanced(study, *passed):
    found = (
        Balance(
            process="plant",
            process_label=names("plant"),
            key=f"b{i}",
            label=names("mass"),
            inputs=10,
            outputs=9.9,
            unit="kg",
            difference=None if one is None else -0.01,
            tolerance=0.02,
            passed=one,
        )
        for i, one in enumerate(passed)
    )
    return result(study, balances=tuple(found))


def solver(study, **fields):
    known = study.result.provenance.solver.model_copy(update=fields)
    return part(study, "provenance", solver=known)


def shared(study, justified=True, total=1.0):
    return replace(study, shared=(Shared("plant", names("plant"), ("mass",), justified, total),))


def alone(study):
    return replace(study, shared=())


def recycled(study, method="closed_loop", **materials):
    return model(study, end_of_life=EndOfLife(method=method, materials=materials))


def silent(study):
    """A rule that does not say how recycling is treated: the language's default stands in."""
    written = study.model.model_dump(by_alias=True, exclude_unset=True, exclude={"end_of_life"})
    return replace(study, model=type(study.model).model_validate(written))


def later(study, effect=-1.0):
    delayed = DelayedEmission(
        path="use.plant.x", label=names("x"), stage="use", value=5, years=20, effect=effect
    )
    return result(study, reported_apart=ReportedApart(delayed_emissions=(delayed,), delay_effect=effect))


def using(study):
    return stage(study, "use", included=True)


STEEL = Material(amount="1 kg", virgin=Selector(item="steel"))
CASES = [
    ("6.4.2.collected", lambda s: s, "pass", "activity_data = 1"),
    ("6.4.2.collected", lambda s: gap(s, "not_given"), "needs_person", "not_given] = steam"),
    ("6.4.2.collected", lambda s: gap(s, "default_value"), "needs_person", "default_value] = steam"),
    ("6.4.2.collected", lambda s: gap(s, "proxy_factor"), "pass", ""),
    ("6.4.3.balances", lambda s: balanced(s, True, True), "pass", "balances.difference = 1 %"),
    ("6.4.3.balances", lambda s: balanced(s, True, False, None), "fail", "= plant.b1"),
    ("6.4.3.balances", lambda s: balanced(s, True, None), "needs_person", "= plant.b1"),
    ("6.4.3.balances", lambda s: s, "needs_person", "balances = 0"),
    ("6.4.4.related", lambda s: s, "pass", "residual"),
    ("6.4.4.related", lambda s: solver(s, residual=1e-6), "fail", "1e-06"),
    ("6.4.4.related", lambda s: solver(s, forward_adjoint_difference=1e-3), "fail", "0.001"),
    ("6.4.5.refined", lambda s: part(s, "boundary", omitted_share=0.01), "needs_person", "1 %"),
    ("6.4.6.allocation", lambda s: s, "pass", "plant: mass"),
    ("6.4.6.allocation", lambda s: shared(s, justified=False), "needs_person", "= plant"),
    ("6.4.6.allocation", alone, "not_applicable", ""),
    ("6.4.6.sum", lambda s: s, "pass", "= 1"),
    ("6.4.6.sum", lambda s: shared(s, total=0.99), "fail", "plant"),
    ("6.4.6.sum", alone, "not_applicable", ""),
    ("6.4.6.alternatives", lambda s: s, "pass", "+50.00%"),  # 7.5 for 5 kg CO2e
    ("6.4.6.alternatives", lambda s: result(s, sensitivities=()), "needs_person", "plant: mass"),
    ("6.4.6.alternatives", lambda s: first(s, "sensitivities", changes=("given.x",)), "needs_person", ""),
    ("6.4.6.alternatives", alone, "not_applicable", ""),
    ("6.4.6.recycling", lambda s: s, "pass", "= cut_off"),
    ("6.4.6.recycling", silent, "needs_person", "= cut_off"),
    ("6.4.6.recycling_reason", recycled, "needs_person", ""),
    ("6.4.6.recycling_reason", lambda s: recycled(s, "cut_off", steel=STEEL), "needs_person", ""),
    ("6.4.6.recycling_reason", lambda s: s, "not_applicable", "materials = 0"),
    ("6.4.8.timing", later, "pass", "delay_effect = -1 kg CO2e"),
    ("6.4.8.timing", lambda s: later(s, None), "pass", "[use.plant.x] = 20 year"),
    ("6.4.8.timing", using, "needs_person", ""),
    ("6.4.8.timing", lambda s: s, "not_applicable", "cradle_to_gate"),
    ("6.5.sum", lambda s: s, "pass", "total.value = 5"),
    ("6.5.sum", lambda s: part(s, "total", value=5.1), "fail", "sum(stages)"),
    ("6.5.sum", lambda s: first(s, "gases", value=4.0), "fail", "sum(gases) = 4"),
]  # fmt: skip


@pytest.mark.parametrize(("id", "change", "verdict", "words"), CASES)
def test_a_verdict_with_its_evidence(study, id, change, verdict, words):
    found = decided(change(study), id)
    assert found.verdict == verdict
    assert words in " ; ".join((*found.facts, found.evidence.get("en") if found.evidence else ""))
    assert (found.ask is not None) is (verdict == "needs_person")


def test_every_decider_is_shown_at_two_verdicts_at_least():
    """But for those whose fields a result cannot lack, and those that only ask with what is known."""
    verdicts = {id: {verdict for other, _, verdict, _ in CASES if other == id} for id, *_ in CASES}
    assert {id for id, found in verdicts.items() if len(found) < 2} == {"6.4.5.refined"}
    assert {f"gbt24067.{id}" for id in verdicts} >= set(analysis.DECIDERS)
