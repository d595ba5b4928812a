"""Chapters 6.3.5 to 6.3.8: data and their quality, time, place, use and end of life."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Literal

from lca.results.footprint import Activity
from lca.results.requirements.decision import Decider, Decision, asked, fact, failed, met, percent, unique
from lca.results.requirements.study import Study
from lca.rules.schema.activity import QuantityColumn, Scalar, Table

QUALITY_CODES = ("C110", "C111", "C112", "C143", "C144", "C145")
WHOLE = 1 - 1e-9
Indicator = Literal["temporal", "geographical", "technological"]


def primary(study: Study) -> Decision:
    """What the rule wants as primary data is primary, and nothing else is secondary; else a person knows."""
    wanted, share = tuple(_wanted(study)), study.result.data_quality.primary_activity_share
    facts = (
        fact("activity_data[primary: required]", len(wanted)),
        fact("data_quality.primary_activity_share", percent(share)),
    )
    missing = [one.id for one in wanted if _other(one)]
    if missing:
        return failed("primary_missing", fact("activity_data[not primary]", *missing), *facts)
    other = [one.id for one in study.result.activity_data if _other(one)]
    if other:
        return asked("primary_in_part", fact("activity_data[not primary]", *other), *facts)
    return met("primary", *facts) if wanted else asked("primary_unmarked", *facts)


def _other(one: Activity) -> bool:
    """Whether a number is not the company's own."""
    return one.default or one.primary is False


def _wanted(study: Study) -> Iterator[Activity]:
    """The activity data in the result that the rule demands as primary data."""
    names, columns = set[str](), set[tuple[str, str]]()
    for name, spec in study.model.activity_data.items():
        if isinstance(spec, Scalar) and spec.primary == "required":
            names.add(f"activity:{name}")
        if isinstance(spec, Table):
            held = ((key, column) for key, column in spec.table.items() if isinstance(column, QuantityColumn))
            columns |= {(name, key) for key, column in held if column.primary == "required"}
    for one in study.result.activity_data:
        table, _, rest = one.id.removeprefix("activity:").partition("[")
        if one.id in names or (table, rest.rpartition("].")[2]) in columns:
            yield one


def secondary(study: Study) -> Decision:
    """How much of the result rests on data that are not the company's own."""
    known = study.result
    other = [one.id for one in known.activity_data if _other(one)]
    factors = [one for one in known.factors if not one.supplier_specific]
    if not other and not factors:
        return met(
            "no_secondary", fact("data_quality.primary_share", percent(known.data_quality.primary_share))
        )
    return asked(
        "secondary",
        *([fact("activity_data[secondary]", *other)] if other else []),
        fact("factors[database]", len(factors)),
        share=percent(1 - known.data_quality.primary_share),
    )


def sources(study: Study) -> Decision:
    """Every number says where it comes from."""
    data, factors = study.result.activity_data, study.result.factors
    bare = [one.id for one in data if one.source is None and not one.default]
    untold = [one.id for one in factors if not (one.title or one.document or one.publisher)]
    counts = (fact("activity_data", len(data)), fact("factors", len(factors)))
    if bare or untold:
        return asked(
            "sources_missing",
            *([fact("activity_data[without source]", *bare)] if bare else []),
            *([fact("factors[without source]", *untold)] if untold else []),
            count=len(bare) + len(untold),
            all=len(data) + len(factors),
        )
    return met("sources", *counts)


def quality(study: Study) -> Decision:
    """Scores behind all of the total, weighted by contribution."""
    known = study.result.data_quality
    covered = fact("data_quality.covered_share", percent(known.covered_share))
    if known.overall is None or known.covered_share < WHOLE:
        return asked("quality_open", covered)
    return met("quality", covered, fact("data_quality.overall", round(known.overall, 2)))


def representative(study: Study, indicator: Indicator) -> Decision:
    """A score against the limit of the rule; without a limit it is a person's to judge."""
    known, demanded = study.result.data_quality, study.model.data_quality
    score = getattr(known, indicator)
    limit = getattr(demanded.minimum, indicator) if demanded is not None and demanded.minimum else None
    if score is None:
        return asked("score_unknown")
    told = fact(f"data_quality.{indicator}", round(score, 2))
    if limit is None:
        return asked("score_without_limit", told)
    facts = (told, fact(f"rule.data_quality.minimum.{indicator}", limit))
    if score > limit:
        return failed("score_too_poor", *facts)
    if known.covered_share < WHOLE:
        return asked("score_of_a_part", *facts, share=percent(known.covered_share))
    return met("score_reached", *facts)


def precision(study: Study) -> Decision:
    """Which numbers carry a spread."""
    known = study.result
    bare = [one.id for one in known.activity_data if one.distribution is None]
    bare += [one.id for one in known.factors if one.distribution is None]
    count = len(known.activity_data) + len(known.factors)
    if bare:
        return asked("precision_open", fact("distribution[none]", *bare), count=len(bare), all=count)
    assigned = sum(one.origin == "assigned" for one in known.uncertainty.parameters)
    return met(
        "precision", fact("uncertainty.parameters", len(known.uncertainty.parameters)), assigned=assigned
    )


def reproducible(study: Study) -> Decision:
    """Inputs by hash, engine, release and seed."""
    known = study.result.provenance
    return met(
        "reproducible",
        fact("provenance.engine_version", known.engine_version),
        fact("provenance.inputs[sha256]", len(known.inputs)),
        fact("provenance.factor_release", known.factor_release),
        fact("provenance.seed", known.seed),
    )


def rule_demands(study: Study) -> Decision:
    """The findings on the rule's demands on data, or their absence."""
    codes = study.found(*QUALITY_CODES)
    return failed("demands_missed", fact("findings", *codes)) if codes else met("demands_met")


def geography(study: Study) -> Decision:
    """Where it is made, and where the factors are of."""
    site = study.result.site.geography
    areas = unique(one.geography for one in study.result.factors if one.geography)
    facts = [fact("factors.geography", *areas)] if areas else []
    if site is None:
        return asked("place_unknown", *facts)
    proxies = [one.path for one in study.result.completeness if one.kind == "proxy_factor"]
    return met("place", fact("site.geography", site), *facts, proxies=len(proxies))


def period(study: Study) -> Decision:
    """First and last day."""
    known = study.result.period
    return met("stated", fact("period", f"{known.start}..{known.end}"))


def period_representative(study: Study) -> Decision:
    """The least length that the rule demands stands for what represents ordinary production."""
    known, demanded = study.result.period, study.model.data_quality
    days = fact("period", (known.end - known.start).days + 1, unit="d")
    if demanded is None or demanded.period is None:
        return asked("period_free", days)
    wanted = fact("rule.data_quality.period", demanded.period)
    return failed("period_short", days, wanted) if study.found("C145") else met("period_long", days, wanted)


def scenario(study: Study, stage: Literal["use", "end_of_life"]) -> Decision:
    """How many lines model a later stage; what they rest on is for a person to tell."""
    lines = [line.path for line in study.result.contributions if line.stage == stage]
    value = next(one.value for one in study.result.stages if one.key == stage)
    facts = (fact(f"stages[{stage}].value", value, unit="kg CO2e"),)
    return (
        asked("scenario", fact("contributions", *lines), *facts) if lines else asked("scenario_empty", *facts)
    )


DECIDERS: Mapping[str, Decider] = MappingProxyType(
    {
        "gbt24067.6.3.5.primary": primary,
        "gbt24067.6.3.5.secondary": secondary,
        "gbt24067.6.3.5.sources": sources,
        "gbt24067.6.3.5.quality": quality,
        "gbt24067.6.3.5.temporal": partial(representative, indicator="temporal"),
        "gbt24067.6.3.5.geographical": partial(representative, indicator="geographical"),
        "gbt24067.6.3.5.technological": partial(representative, indicator="technological"),
        "gbt24067.6.3.5.precision": precision,
        "gbt24067.6.3.5.reproducible": reproducible,
        "gbt24067.6.3.5.rule_demands": rule_demands,
        "gbt24067.gb.geography": geography,
        "gbt24067.6.3.6.period": period,
        "gbt24067.6.3.6.representative": period_representative,
        "gbt24067.6.3.7.use_profile": partial(scenario, stage="use"),
        "gbt24067.6.3.8.end_of_life": partial(scenario, stage="end_of_life"),
    }
)
