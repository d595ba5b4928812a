"""Catena-X PCF 9.0.0: the aspect ``urn:samm:io.catenax.pcf:9.0.0#Pcf``.

Every node is an array of one object. Emissions are JSON numbers for ``declaredUnitAmount`` of the declared
unit. Acquisition and production are the production stage; distribution stands apart and is not within it;
packaging is within it and told beside it; use and end of life have no place and are told. Aircraft, H, is
a component beside the fossil ones, A (in PACT 3.0 it is within them): excluding = A + C + E + F + G + H,
including = excluding + D, which is uptake. There is no field for uncertainty; the comment carries it.
"""

from __future__ import annotations

from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING,
    Bounds,
    Look,
)
from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats.catena_x_checks import (
    Times,
    check_carbon,
    check_enum,
    check_exempted,
    check_ids,
    check_nodes,
    check_place,
    check_preceding,
    check_spec,
    check_sum,
    check_times,
    check_true_or_false,
    nodes_of,
)
from lca.passport.formats.catena_x_shared import (
    GATE_TO_GATE,
    INCINERATION,
    KINDS,
    PLACES,
    RETROSPECTIVE,
    SPEC,
    comment,
    told,
    with_bpn,
    with_section,
)
from lca.passport.formats.catena_x_table_9 import (
    ASSESSED,
    CARBON,
    COMPANY,
    DISTRIBUTION,
    FIELDS,
    GENERAL,
    METHOD,
    PACKAGING,
    PRODUCT,
    PRODUCTION,
    QUALITY,
    STANDARD_NAMES,
    UNITS,
    named,
)
from lca.passport.mapping import Written, at, put, write

NAME = "catena-x-9.0.0"
MOST_EXEMPTED = 10
RATINGS = tuple(f"{QUALITY}.{name}DQR" for name in ("technological", "temporal", "geographical"))
COMPONENTS = {
    "fossilGhgEmissions": NOT_NEGATIVE,
    "biogenicNonCO2Emissions": NOT_NEGATIVE,
    "landUseChangeGhgEmissions": NOT_NEGATIVE,
    "landManagementBiogenicCO2Emissions": NOT_NEGATIVE,
    "landManagementBiogenicCO2Removals": NOT_POSITIVE,
    "aircraftGhgEmissions": NOT_NEGATIVE,
}
"""Positions A, C, E, F, G and H, which add up to the value without uptake."""
STAGES = ((PRODUCTION, ""), (DISTRIBUTION, "distributionStage"), (PACKAGING, "packaging"))
FLAGS = {
    DISTRIBUTION: f"{DISTRIBUTION}.distributionStageIncluded",
    PACKAGING: f"{PACKAGING}.packagingEmissionsIncluded",
}
MANDATORY = tuple(field.path for field in FIELDS if field.need == "required")
NODES = nodes_of(field.path for field in FIELDS)
TIMES = Times(
    *(f"{ASSESSED}.time[].{name}" for name in ("created", "referencePeriodStart", "referencePeriodEnd")),
    *(f"{ASSESSED}.time[].{name}" for name in ("validityPeriodStart", "validityPeriodEnd")),
)
KIND = f"{ASSESSED}.idAndVersion[].retroOrProspectivePcfType"
BALANCED = f"{METHOD}.massBalancingInformation[]"


def build(facts: Facts) -> Written:
    """The aspect, and what of the result it does not carry."""
    known = with_section(facts)
    written = write(FIELDS, known)
    document = written.document
    put(document, f"{GENERAL}.comment", comment(known))
    ids = at(document, f"{COMPANY}.companyIds")
    if ids:
        put(document, f"{COMPANY}.companyIds", with_bpn(ids, known.company.ids))
    document.setdefault("carbonContent", [{}])
    if str(at(document, KIND)).startswith("Prospective"):
        _without_measured(document)
    return Written(document, written.gaps, (*told(known, NAME), *left_out(known)))


def _without_measured(document: dict[str, Any]) -> None:
    """A prospective footprint tells no primary share and no ratings."""
    quality = at(document, QUALITY)
    for path in (f"{QUALITY}.primaryDataShare", *RATINGS):
        quality.pop(path.rpartition(".")[2], None)


def left_out(facts: Facts) -> tuple[Finding, ...]:
    """A verification without the words that an attestation of Catena-X must have is told."""
    section = facts.statement.catena_x
    if facts.statement.verification is None or (section and section.attestation):
        return ()
    place = Location("<statement>", path="catena_x.attestation")
    return (Finding("P215", {"format": NAME}, place, Severity.WARNING),)


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: nodes, versions, places, sums, flags, times and identifiers."""
    look = Look(document)
    check_nodes(look, NODES)
    look.present(*MANDATORY)
    check_spec(look, "scopeOfPcfForm[].specVersion", f"{SPEC}9.0.0")
    check_enum(look, "scopeOfPcfForm[].partialFullPcf", (GATE_TO_GATE, "Cradle-to-grave"))
    check_ids(look, f"{COMPANY}.companyIds", bpn=True)
    check_ids(look, f"{PRODUCT}.productIds")
    check_enum(look, f"{PRODUCT}.declaredUnitOfMeasurement", UNITS)
    look.number(f"{PRODUCT}.declaredUnitAmount", POSITIVE)
    look.number(f"{PRODUCT}.productMassPerDeclaredUnit", NOT_NEGATIVE)
    check_assessment(look)
    check_method(look)
    check_carbon(look, *(f"{CARBON}.{name}" for name in _CARBON))
    for node, prefix in STAGES:
        check_stage(look, node, prefix)
    check_flags(look)
    return look.done()


_CARBON = ("carbonContentTotal", "fossilCarbonContent", "biogenicCarbonContent")


def check_assessment(look: Look) -> None:
    """Identity, boundary, place, time and quality."""
    which = f"{ASSESSED}.idAndVersion[]"
    look.uuid(f"{which}.id")
    look.number(f"{which}.version", NOT_NEGATIVE)
    check_enum(look, f"{which}.status", ("Active", "Deprecated"))
    check_enum(look, KIND, KINDS.values())
    check_preceding(look, f"{which}.precedingPfIds")
    check_exempted(look, f"{ASSESSED}.boundarySpecifications[].exemptedEmissionsPercent", MOST_EXEMPTED)
    place = f"{ASSESSED}.geography[].geography"
    region = f"{place}RegionOrSubregion"
    check_enum(look, region, PLACES)
    check_place(look, region, f"{place}Country", f"{place}CountrySubdivision")
    check_times(look, TIMES, retrospective=look.get(KIND) in (None, RETROSPECTIVE))
    check_true_or_false(look, f"{ASSESSED}.technology[].ccsTechnologicalCO2CaptureIncluded", *FLAGS.values())
    prospective = str(look.get(KIND)).startswith("Prospective")
    for path, bounds in {f"{QUALITY}.primaryDataShare": PERCENT, **dict.fromkeys(RATINGS, RATING)}.items():
        if look.number(path, bounds) and prospective:
            look.tell("P229", path, kind=str(look.get(KIND)))


def check_method(look: Look) -> None:
    """Standards in their spelling, one assessment report, allocation, mass balancing."""
    path = f"{METHOD}.standards[].crossSectoralStandards"
    names = look.get(path)
    for name in names if isinstance(names, list) else ():
        right = STANDARD_NAMES.get(str(name))
        if right is not None:
            look.tell("P211", path, Severity.WARNING, value=str(name), right=right)
    reports = ("AR4", "AR5", "AR6", "unspecified")
    check_enum(look, f"{METHOD}.gwpCharacterizationFactorDetails[].ipccCharacterizationFactors", reports)
    check_enum(look, f"{METHOD}.allocationInForeground[].allocationWasteIncineration", INCINERATION)
    check_true_or_false(look, f"{BALANCED}.massBalancingUsed")
    attribution = f"{BALANCED}.freeAttributionInMassBalancing"
    check_enum(look, attribution, ("true", "false", "not applicable"))
    if look.get(f"{BALANCED}.massBalancingUsed") is True and look.get(attribution) == "not applicable":
        look.tell("P219", attribution)


def check_stage(look: Look, node: str, prefix: str) -> None:
    """Excluding = A + C + E + F + G + H; including = excluding + D and never more (P142, P160)."""
    if not isinstance(look.get(node), dict):
        return
    excluding, including = (
        f"{node}.{named(prefix, name)}"
        for name in ("pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake")
    )
    parts = {
        f"{node}.{named(prefix, name)}": look.number(f"{node}.{named(prefix, name)}", bounds)
        for name, bounds in COMPONENTS.items()
    }
    uptake = look.number(f"{node}.{named(prefix, 'biogenicCO2Uptake')}", NOT_POSITIVE)
    without, whole = look.number(excluding, NOT_NEGATIVE), look.number(including, _including(prefix))
    if without is not None:
        check_sum(look, excluding, parts, f"{node}.{named(prefix, 'fossilGhgEmissions')}")
        formula = f"{excluding.rpartition('.')[2]} + {named(prefix, 'biogenicCO2Uptake')}"
        look.equal(including, whole, without + (uptake or 0), formula)
    if without is not None and whole is not None and whole > without:
        look.tell("P160", including, including=f"{whole:f}", excluding=f"{without:f}")


def _including(prefix: str) -> Bounds:
    return NOT_NEGATIVE if prefix == "packaging" else ANY


def check_flags(look: Look) -> None:
    """A stage that is not included has no emissions (P206); packaging is part of production (P207)."""
    for node, flag in FLAGS.items():
        stage, name = look.get(node), flag.rpartition(".")[2]
        emitted = (
            [key for key, value in stage.items() if value and key != name] if isinstance(stage, dict) else []
        )
        if look.get(flag) is False and emitted:
            look.tell("P206", f"{node}.{emitted[0]}", flag=flag)
    wrapped = look.get(f"{PACKAGING}.packagingPcfExcludingBiogenicUptake")
    whole = look.get(f"{PRODUCTION}.pcfExcludingBiogenicUptake")
    if isinstance(wrapped, int | float) and isinstance(whole, int | float) and wrapped > whole:
        path = f"{PACKAGING}.packagingPcfExcludingBiogenicUptake"
        look.tell("P207", path, packaging=str(wrapped), production=str(whole))


FORMAT = Format(NAME, "Catena-X PCF 9.0.0", "application/json", FIELDS, build, check)
