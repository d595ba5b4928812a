"""Chapters 6.5 to 7: potentials, what matters, checks, uncertainty, the report, the rule's own contents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lca.results.omitted import left_out
from lca.results.requirements.decision import Decider, Decision, asked, fact, failed, met, percent, unique
from lca.results.requirements.study import Study
from lca.rules.schema.rule import RuleModel

LATEST = "AR6"
"""The latest assessment report of the IPCC whose potentials are complete: the sixth, 2021."""
MOST = 0.8
KG = "kg CO2e"


def gwp100(study: Study) -> Decision:
    """The set of the run."""
    name = study.result.provenance.gwp_set
    known = fact("provenance.gwp_set", name)
    return met("gwp_latest", known) if name.startswith(LATEST) else asked("gwp_other", known, latest=LATEST)


def one_set(study: Study) -> Decision:
    """What entered as CO2e of another set is proof; of an unstated set, it is open."""
    result, used = study.result, study.result.provenance.gwp_set
    entries = [one for one in result.completeness if one.kind == "gwp_set"]
    published = {factor.id: factor.gwp_set for factor in result.factors}
    other = [one for one in entries if published.get(one.path)]
    if not entries:
        return met("one_set", fact("provenance.gwp_set", used))
    told = other or entries
    gross = sum(abs(line.value) for line in result.contributions) or 1.0
    params = {
        "share": percent(sum(one.affected or 0.0 for one in told) / gross),
        "bound": percent(sum(one.bound or 0.0 for one in told) / gross),
        "used": used,
    }
    facts = [fact("completeness[gwp_set]", *(one.path for one in told))]
    if not other:
        return asked("set_unstated", *facts, **params)
    sets = unique(published[one.path] for one in other)
    unstated = [one.path for one in entries if not published.get(one.path)]
    facts += [fact("completeness[gwp_set unstated]", *unstated)] if unstated else []
    return failed("other_set", fact("factors.gwp_set", *sets), *facts, **params)


def gases(study: Study) -> Decision:
    """The gases of the result; which are missing is for a person to say."""
    known = [gas.key for gas in study.result.gases]
    return asked("gases", f"gases = {', '.join(known)}", count=sum(key != "co2e" for key in known))


def significant(study: Study) -> Decision:
    """The largest lines that together make most of the gross total."""
    ordered = sorted(study.result.contributions, key=lambda line: -abs(line.value))
    gross = sum(abs(line.value) for line in ordered) or 1.0
    chosen, reached = 0, 0.0
    while chosen < len(ordered) and reached < MOST * gross:
        reached += abs(ordered[chosen].value)
        chosen += 1
    top = tuple(fact(f"contributions[{line.path}].share", percent(line.share)) for line in ordered[:3])
    return met("significant", *top, count=chosen, share=percent(reached / gross))


def completeness(study: Study) -> Decision:
    """The ledger; gaps whose size is not known are a person's to weigh."""
    entries = study.result.completeness
    unknown = [one.path for one in left_out(entries) if one.share is None]
    if unknown:
        return asked("gaps", fact("completeness[share unknown]", *unknown))
    kinds = (f"{kind} {sum(one.kind == kind for one in entries)}" for kind in unique(e.kind for e in entries))
    told = ", ".join(kinds) or "0"
    return met("ledger", f"completeness = {told}")


def sensitivity(study: Study) -> Decision:
    """Derivatives of the data and cases for methods; both make a check."""
    cases, known = study.result.sensitivities, study.result.uncertainty.parameters
    facts = (fact("uncertainty.parameters.elasticity", len(known)), fact("sensitivities", len(cases)))
    if not known:
        return asked("sensitivity_open", *facts)
    return met("sensitivity", *facts) if cases else asked("sensitivity_of_data", *facts)


def uncertainty(study: Study) -> Decision:
    """The sampled interval, else the first-order deviation."""
    known = study.result.uncertainty
    if known.failed_samples:
        return asked("samples_failed", fact("uncertainty.failed_samples", known.failed_samples))
    if known.interval is not None:
        span = f"{known.interval.p2_5:.6g}..{known.interval.p97_5:.6g}"
        samples = fact("uncertainty.samples", known.samples)
        return met("interval", fact("uncertainty.interval.p2_5..p97_5", span, unit=KG), samples)
    deviation = fact("uncertainty.analytic_sd", known.analytic_sd, unit=KG)
    return met("first_order", deviation) if known.analytic_sd else asked("uncertainty_none", deviation)


def scenarios(study: Study) -> Decision:
    """Sensitivity cases that change the treatment at the end of life or what the use rests on."""
    cases = study.result.sensitivities
    ends = [one.key for one in cases if any(change.startswith("end_of_life: ") for change in one.changes)]
    if study.included("end_of_life") and not study.included("use") and ends:
        return met("scenarios", fact("sensitivities", *ends))
    return asked("scenarios_open", fact("sensitivities", len(cases)))


def total(study: Study) -> Decision:
    """The number and its kind."""
    result = study.result
    return met("stated", fact("total.value", result.total.value, unit=KG), fact("kind", result.kind))


def stages(study: Study) -> Decision:
    """Value and share of each stage inside the boundary."""
    inside = [one for one in study.result.stages if one.included]
    told = (fact(f"stages[{one.key}]", one.value, unit=f"{KG} ({percent(one.share)})") for one in inside)
    return met("stated", *told)


def comparison(study: Study) -> Decision:
    """The conditions of the rule, for a person to hold two results against."""
    return asked("comparison", fact("comparability", len(study.result.comparability)))


def rule_contents(study: Study) -> Decision:
    """What ISO 14025 wants a product rule to define, as far as the rule language has a place for it."""
    missing = tuple(_missing(study.model))
    return asked("rule_open", f"rule[missing] = {', '.join(missing)}") if missing else met("rule_whole")


def _missing(model: RuleModel) -> Iterator[str]:
    """The keys of sections that the rule leaves out, in the order of the language."""
    if not model.product.categories:
        yield "product.categories"
    if model.text is None or model.text.description is None:
        yield "text.description"
    for section in ("terms", "allocation", "electricity", "data_quality", "comparability"):
        if not getattr(model, section):
            yield section
    if "end_of_life" not in model.model_fields_set:
        yield "end_of_life"
    if model.valid is None or model.valid.to is None:
        yield "valid.to"


DECIDERS: Mapping[str, Decider] = MappingProxyType(
    {
        "gbt24067.6.5.gwp100": gwp100,
        "gbt24067.6.5.one_set": one_set,
        "gbt24067.6.5.gases": gases,
        "gbt24067.6.6.significant": significant,
        "gbt24067.6.6.completeness": completeness,
        "gbt24067.6.6.sensitivity": sensitivity,
        "gbt24067.6.6.uncertainty": uncertainty,
        "gbt24067.6.6.scenarios": scenarios,
        "gbt24067.7.total": total,
        "gbt24067.7.stages": stages,
        "gbt24067.B.comparison": comparison,
        "gbt24067.gb.rule_contents": rule_contents,
    }
)
