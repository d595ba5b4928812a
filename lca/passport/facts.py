"""The facts of one passport: footprint and statement read together, everything named once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from lca.errors import Finding, InputError, Location, Severity
from lca.passport import facts_numbers as numeric
from lca.passport import facts_words as verbal
from lca.passport.contradictions import contradictions
from lca.passport.facts_parts import (
    CompanyFacts,
    Emissions,
    ExemptedFacts,
    FacilityFacts,
    FurtherUnit,
    GeographyFacts,
    Moments,
    ProductFacts,
    ProvenanceFacts,
    Quality,
    RuleFacts,
    Source,
    Stages,
    StatedFacts,
    UncertaintyFacts,
    UnitFacts,
)
from lca.passport.numbers import rounded
from lca.passport.statement import Statement
from lca.passport.uncertainty import uncertainty_of
from lca.results.footprint import Footprint

NAMESPACE = uuid5(NAMESPACE_URL, "urn:zuji:passport:1")
CO2_OF_CARBON = Decimal("44.009") / Decimal("12.011")
SAME_CARBON = Decimal("0.02")
"""Biogenic carbon and uptake may differ by this share before it is told."""


@dataclass(frozen=True)
class Facts:
    """Everything a writer may need; a field that is None is not known."""

    id: str
    """UUID of footprint and statement by content: the same content, the same id."""
    created: datetime
    status: str
    illustrative: bool
    unit: UnitFacts
    units: tuple[FurtherUnit, ...]
    emissions: Emissions
    gate: Emissions
    """Of acquisition and production only, for formats that go from cradle to gate."""
    distribution: Emissions | None
    """Of distribution, for formats that tell it apart; None where it is outside the boundary."""
    stages: Stages
    gwp: str
    gwp_sets: tuple[str, ...]
    period: Moments
    validity: Moments | None
    previous: tuple[str, ...] | None
    company: CompanyFacts
    product: ProductFacts
    facility: FacilityFacts
    geography: GeographyFacts
    primary_percent: Decimal
    quality: Quality
    exempted: ExemptedFacts
    standards: tuple[str, ...] | None
    rule: RuleFacts
    sources: tuple[Source, ...] | None
    boundary: str
    boundary_type: str
    allocation: str | None
    stated: StatedFacts
    uncertainty: UncertaintyFacts | None
    gate_uncertainty: UncertaintyFacts | None
    """The same where nothing lies beyond the gate; else None, for the samples are of the whole."""
    provenance: ProvenanceFacts
    comment: str
    findings: tuple[Finding, ...]
    statement: Statement = field(repr=False)
    footprint: Footprint = field(repr=False)


def facts(footprint: Footprint, statement: Statement | None, at: datetime) -> Facts:
    """Read a footprint and a statement together.

    Args:
        footprint: the result.
        statement: what it cannot know; None for nothing.
        at: the moment of issue, with its zone; ``issued`` of the statement goes before it.

    Raises:
        InputError: P121 a unit that the result does not have; P123 a moment without a zone;
            P124 a result whose parts do not add up to its total, P129 a further
            unit whose number is not that of the total.
    """
    stated = statement or Statement()
    created = (stated.issued or at).replace(microsecond=0)
    if created.tzinfo is None:
        raise InputError(Finding("P123", {"at": at.isoformat()}, Location("--at")))
    if broken := numeric.consistent(footprint):
        raise InputError(broken)
    language = stated.language
    one, total = numeric.chosen_unit(footprint, stated.unit)
    decimals = numeric.decimals_of(footprint, total)
    result = hashlib.sha256(footprint.to_json().encode()).hexdigest()
    said = stated.sha256 if statement is not None else None
    emissions = numeric.emissions(footprint, total, decimals)
    gate = numeric.ends_at_gate(footprint)
    spread = uncertainty_of(footprint, stated.unit, decimals)
    sets = verbal.gwp_sets(footprint)
    validity = stated.validity
    return Facts(
        id=str(identity(result, said)),
        created=created.astimezone(UTC),
        status=stated.status,
        illustrative=footprint.illustrative or stated.illustrative,
        unit=numeric.unit_facts(one, stated, stated.unit),
        units=tuple(numeric.further_unit(other, language) for other in footprint.alternative_units),
        emissions=emissions,
        gate=emissions if gate else numeric.gate_emissions(footprint, total, decimals),
        distribution=numeric.distribution_emissions(footprint, total, decimals),
        stages=numeric.stages(footprint, total, decimals, language),
        gwp=footprint.provenance.gwp_set,
        gwp_sets=sets,
        period=verbal.span(footprint.period.start, footprint.period.end),
        validity=verbal.span(validity.start, validity.end) if validity else None,
        previous=tuple(str(one) for one in stated.previous) or None,
        company=verbal.company(footprint, stated, language),
        product=verbal.product(footprint, stated, language),
        facility=verbal.facility(footprint, stated, language),
        geography=verbal.geography(footprint, stated),
        primary_percent=rounded(footprint.data_quality.primary_share * 100, numeric.PERCENT_PLACES),
        quality=numeric.quality(footprint),
        exempted=verbal.exempted(footprint, stated, language),
        standards=verbal.standards(footprint, stated),
        rule=verbal.rule(footprint, language),
        sources=verbal.sources(footprint),
        boundary=stated.boundary or verbal.boundary(footprint, language),
        boundary_type=footprint.boundary.type,
        allocation=stated.allocation or verbal.allocation(footprint),
        stated=numeric.stated_facts(stated),
        uncertainty=spread,
        gate_uncertainty=spread if gate else None,
        provenance=verbal.provenance(footprint, result, said),
        comment=comment(footprint, stated, result, emissions),
        findings=tuple(notes(footprint, stated, emissions, sets)),
        statement=stated,
        footprint=footprint,
    )


def identity(result: str, statement: str | None) -> UUID:
    """A UUID (version 5) of the SHA-256 of a result and of a statement."""
    return uuid5(NAMESPACE, f"{result} {statement or '-'}")


def comment(footprint: Footprint, statement: Statement, result: str, emissions: Emissions) -> str:
    """What a reader must know beside the numbers, in one English paragraph."""
    rule, made = footprint.rule, footprint.provenance
    parts = [statement.comment] if statement.comment else []
    if footprint.illustrative or statement.illustrative:
        parts.append("Illustrative: rule or data are examples; not for use.")
    parts.append(
        f"Calculated by {made.engine} {made.engine_version} under rule {rule.id} {rule.version} "
        f"({rule.status}), factors {made.factor_release}; SHA-256 of the result {result}."
    )
    if emissions.not_stated:
        parts.append(
            f"{emissions.not_stated:f} kg CO2e of the fossil emissions are from sources that do not split "
            "fossil from biogenic."
        )
    return " ".join(parts)


def notes(
    footprint: Footprint, statement: Statement, emissions: Emissions, sets: tuple[str, ...]
) -> Iterator[Finding]:
    """What every format must be told: refused results, parts that cannot be told apart, several GWP sets."""
    place = Location("<result>")
    if footprint.blocking:
        codes = {one.code for one in footprint.findings if one.severity in ("error", "blocking")}
        yield Finding("P130", {"codes": ", ".join(sorted(codes))}, place)
    if footprint.illustrative or statement.illustrative:
        yield Finding("P131", {}, place, Severity.WARNING)
    if emissions.not_stated:
        share = emissions.not_stated / emissions.total if emissions.total else Decimal(0)
        yield Finding("P132", {"share": f"{share:.1%}"}, place, Severity.INFO)
    if emissions.undecided_biogenic:
        yield Finding("P133", {"value": f"{emissions.undecided_biogenic:f}"}, place, Severity.WARNING)
    if emissions.net_biogenic_co2:
        yield Finding("P134", {"value": f"{emissions.net_biogenic_co2:f}"}, place, Severity.WARNING)
    if len(sets) > 1:
        yield Finding("P135", {"sets": ", ".join(sets)}, place, Severity.INFO)
    if footprint.uncertainty.method == "none":
        yield Finding("P136", {}, place, Severity.INFO)
    yield from carbon_differs(footprint, statement, emissions)
    yield from place_missing(footprint, statement)
    yield from contradictions(footprint, statement)


def place_missing(footprint: Footprint, statement: Statement) -> Iterator[Finding]:
    """A place of the asked granularity that nobody gave; without it the number would be said to be global."""
    found = verbal.geography(footprint, statement)
    if found.granularity != "global" and getattr(found, f"one_{found.granularity}") is None:
        place = Location("<statement>", path=f"geography.{found.granularity}")
        yield Finding("P125", {"granularity": found.granularity}, place)


def carbon_differs(footprint: Footprint, statement: Statement, emissions: Emissions) -> Iterator[Finding]:
    """Where the biogenic carbon of the product and the uptake that is left in it are not the same carbon."""
    content = verbal.biogenic_carbon(footprint, statement)
    if content is None:
        return
    bound, held = content * CO2_OF_CARBON, -emissions.product_uptake
    if abs(bound - held) > SAME_CARBON * max(bound, held):
        params = {"content": f"{content:f}", "expected": f"{bound:.6g}", "uptake": f"{-held:f}"}
        yield Finding("P137", params, Location("<result>"), Severity.WARNING)
