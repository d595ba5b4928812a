"""Chapters 1 and 6.2 to 6.3.4: what counts at all, by which rule, for which unit, in which boundary."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from lca.results.footprint import STAGES
from lca.results.omitted import MORE, left_out
from lca.results.requirements.decision import (
    Decider,
    Decision,
    asked,
    fact,
    failed,
    met,
    outside,
    percent,
    unique,
)
from lca.results.requirements.study import Study

OF_TYPE: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = MappingProxyType(
    {
        "cradle_to_gate": (STAGES[:2], STAGES[3:]),
        "cradle_to_grave": (STAGES, ()),
        "gate_to_gate": (("production",), (STAGES[0], *STAGES[3:])),
        "gate_to_grave": (STAGES[4:], STAGES[:1]),
    }
)
"""Boundary type to the stages that must be inside and those that must not, as linting has them."""


def single_impact(study: Study) -> Decision:
    """The document has one impact: every result in it is a mass of CO2 equivalent."""
    return met("single_impact", fact("total.value", study.result.total.value, unit="kg CO2e"))


def no_offsets(study: Study) -> Decision:
    """Nothing that lowers the total, and no number of others that may hold a deduction."""
    result = study.result
    lower = [line.path for line in result.contributions if line.value < 0]
    suppliers = [factor.id for factor in result.factors if factor.supplier_specific]
    layers = [file.name for file in result.provenance.inputs if file.role == "factor_layer"]
    told = (
        ("contributions[value < 0]", lower),
        ("factors[supplier_specific]", suppliers),
        ("provenance.inputs[factor_layer]", layers),
    )
    facts = [fact(path, *found) for path, found in told if found]
    if facts:
        return asked("offsets_open", *facts)
    return met("no_offsets", fact("contributions[value < 0]", 0))


def pcr(study: Study) -> Decision:
    """A published rule is one; an illustrative or drafted one is a person's to judge."""
    rule = study.result.rule
    facts = (fact("rule.id", f"{rule.id}@{rule.version}"), fact("rule.status", rule.status))
    if rule.status == "superseded":
        return failed("pcr_superseded", *facts)
    return met("pcr_published", *facts) if rule.status == "published" else asked("pcr_open", *facts)


def in_force(study: Study) -> Decision:
    """The rule's validity holds the day of the study where it is known, else the end of the period."""
    valid, period = study.model.valid, study.result.period
    day = study.result.provenance.as_of or period.end
    told = fact("period", f"{period.start}..{period.end}")
    if valid is None:
        return asked("validity_unknown", told)
    facts = (fact("rule.valid", f"{valid.from_}..{valid.to or ''}"), told)
    if valid.to is not None and valid.to < period.end:
        return failed("rule_ended", *facts)
    started = valid.from_ <= day and (valid.to is None or day <= valid.to)
    return met("in_force", *facts, day=day) if started else asked("not_yet_in_force", *facts, day=day)


def goal(study: Study) -> Decision:
    """What the rule is for is not yet what the study is for."""
    known = study.model.text is not None and study.model.text.goal is not None
    return asked("goal_of_rule", fact("rule.text.goal", "given")) if known else asked("goal_unknown")


def product(study: Study) -> Decision:
    """A name, and a description or category codes in the rule."""
    text, categories = study.model.text, study.model.product.categories
    facts = [fact(f"rule.product.categories.{key}", *codes) for key, codes in categories.items()]
    if text is not None and text.description is not None:
        facts.append(fact("rule.text.description", "given"))
    named = study.result.product.name or study.model.product.name
    if named is None or not facts:
        return asked("product_unknown")
    return met("product", *facts, name=named)


def unit(study: Study) -> Decision:
    """Kind and amount; a result cannot be without."""
    known = study.result.unit
    amount = fact("unit.amount", known.amount, unit=known.unit)
    return met(f"unit_{known.kind}", fact("unit.kind", known.kind), amount, of=known.of)


def declared_unit(study: Study) -> Decision:
    """A full footprint for a declared unit is the one thing that must not be."""
    facts = (fact("unit.kind", study.result.unit.kind), fact("kind", study.result.kind))
    wrong = study.result.unit.kind == "declared" and study.result.kind == "full"
    return failed("declared_unit_full", *facts) if wrong else met("unit_suits", *facts)


def reference_flow(study: Study) -> Decision:
    """The amount of the reference product."""
    known = study.result.unit
    flow = fact("unit.reference_flow", known.reference_flow, unit=known.reference_flow_unit)
    return met("stated", flow, fact("unit.reference_product", known.reference_product))


def service_life(study: Study) -> Decision:
    """Stated with the unit, and what it rests on."""
    life = study.result.unit.service_life
    if life is None:
        return asked("service_life_unknown")
    stated = fact("unit.service_life", life.amount, unit=life.unit)
    return asked("service_life_bare", stated) if life.basis is None else met("stated", stated)


def boundary(study: Study) -> Decision:
    """The stages inside are those that the type asks for."""
    kind = study.result.boundary.type
    inside = [stage.key for stage in study.result.stages if stage.included]
    facts = (fact("boundary.type", kind), f"stages[included] = {', '.join(inside)}")
    needed, barred = OF_TYPE[kind]
    wrong = [key for key in needed if key not in inside] + [key for key in barred if key in inside]
    return failed("boundary_differs", *facts, fact("stages", *wrong)) if wrong else met("boundary", *facts)


def stages_left_out(study: Study) -> Decision:
    """Each excluded stage has its reason."""
    excluded = [stage for stage in study.result.stages if not stage.included]
    bare = [stage.key for stage in excluded if stage.reason is None]
    if not excluded:
        return outside("no_stage_left_out")
    if bare:
        return asked("reason_missing", fact("stages[without reason]", *bare))
    return met("reasons_given", fact("stages[excluded].reason", *(stage.key for stage in excluded)))


def processes_left_out(study: Study) -> Decision:
    """Each exclusion of the rule has its reason; data that were not given never have one."""
    given = [entry for entry in study.result.completeness if entry.kind == "not_given"]
    bare = [item.name.get("en") for item in study.model.boundary.exclusions if item.reason is None]
    if given or bare:
        return asked("reason_missing", fact("completeness", *bare, *(entry.path for entry in given)))
    return met("reasons_given", fact("rule.boundary.exclusions", len(study.model.boundary.exclusions)))


def process_list(study: Study) -> Decision:
    """The processes that the lines and the links between processes name."""
    lines, links = study.result.contributions, study.result.supplies
    names = unique([*(line.process for line in lines), *(link.process for link in links)])
    return met("processes_listed", fact("contributions.process", *names), count=len(names))


def cut_off(study: Study) -> Decision:
    """Basis and limits."""
    known = study.result.boundary
    if known.cut_off_basis is None or known.cut_off_single is None or known.cut_off_total is None:
        return asked("cut_off_unknown")
    return met(
        "stated",
        fact("boundary.cut_off_basis", known.cut_off_basis),
        fact("boundary.cut_off_single", percent(known.cut_off_single)),
        fact("boundary.cut_off_total", percent(known.cut_off_total)),
    )


def effect(study: Study) -> Decision:
    """The omitted share, one by one and together, against the rule's limits."""
    known, entries = study.result.boundary, left_out(study.result.completeness)
    unknown = [entry.name.get("en") if entry.name else entry.path for entry in entries if entry.share is None]
    shares = [entry.share for entry in entries if entry.share is not None]
    omitted, largest = known.omitted_share or 0.0, max(shares, default=0.0)
    single, total = known.cut_off_single, known.cut_off_total
    facts = (fact("boundary.omitted_share", percent(omitted)), fact("completeness.share", percent(largest)))
    limits = ((omitted, total), (largest, single))
    if any(limit is not None and share > limit * MORE for share, limit in limits):
        return failed("cut_off_exceeded", *facts)
    if unknown or single is None or total is None:
        return asked("omitted_unknown", fact("completeness[share unknown]", *unknown), *facts)
    return met("omitted_known", *facts, single=percent(single), total=percent(total))


DECIDERS: Mapping[str, Decider] = MappingProxyType(
    {
        "gbt24067.1.single_impact": single_impact,
        "gbt24067.1.no_offsets": no_offsets,
        "gbt24067.6.2.pcr": pcr,
        "gbt24067.6.2.in_force": in_force,
        "gbt24067.6.3.1.goal": goal,
        "gbt24067.6.3.2.product": product,
        "gbt24067.6.3.3.unit": unit,
        "gbt24067.6.3.3.declared_unit": declared_unit,
        "gbt24067.6.3.3.reference_flow": reference_flow,
        "gbt24067.6.3.3.service_life": service_life,
        "gbt24067.6.3.4.boundary": boundary,
        "gbt24067.6.3.4.stages_left_out": stages_left_out,
        "gbt24067.6.3.4.processes_left_out": processes_left_out,
        "gbt24067.6.3.4.process_list": process_list,
        "gbt24067.6.3.4.3.cut_off": cut_off,
        "gbt24067.6.3.4.3.effect": effect,
    }
)
