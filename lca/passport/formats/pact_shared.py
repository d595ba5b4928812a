"""What both PACT versions share: forms of the data owner's rule, sources and uncertainty; common checks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import Look
from lca.passport.facts import Facts
from lca.passport.facts_parts import RuleFacts, Source, UncertaintyFacts
from lca.passport.uncertainty import IDENTIFIER, line

PLACES = ("geographyRegionOrSubregion", "geographyCountry", "geographyCountrySubdivision")
EXTENSION_VERSION = "2.0.0"
YEARS_VALID = 3
MOST_EXEMPTED = 5
GATE_FIRST = ("raw_material_acquisition", "production")


def rules(rule: RuleFacts) -> list[dict[str, Any]]:
    """List of one rule of another operator, its standards beside it."""
    names = list(dict.fromkeys((f"{rule.id} {rule.version}", *rule.standards)))
    return [{"operator": "Other", "ruleNames": names, "otherOperatorName": operator(rule)}]


def operator(rule: RuleFacts) -> str:
    """Who stands behind a rule: the letters of its first standard (``T/CISA``), else its registry."""
    return next((name.partition(" ")[0] for name in rule.standards), rule.id.partition(".")[0])


def sources(found: Iterable[Source]) -> list[dict[str, str]]:
    """List of names and versions."""
    return [{"name": one.name, "version": one.version} for one in found]


def extension(found: UncertaintyFacts) -> list[dict[str, Any]]:
    """List of one data model extension, urn:zuji:uncertainty:1."""
    data = dict(found.document)
    return [{"specVersion": EXTENSION_VERSION, "dataSchema": IDENTIFIER, "data": data}]


def remark(facts: Facts) -> str:
    """The comment: what a reader must know, and the uncertainty on one line."""
    spread = facts.gate_uncertainty
    return facts.comment if spread is None else f"{facts.comment}\n{line(spread)}"


def beyond_gate(facts: Facts, format: str) -> Iterator[Finding]:
    """What PACT, which goes from cradle to gate, does not carry of the result."""
    stages = facts.stages
    place = Location("<result>", path="stages")
    for key in GATE_FIRST:
        if key in stages.excluded:
            yield Finding("P156", {"format": format, "stage": key}, place)
    for key in ("use", "end_of_life"):
        value = getattr(stages, key)
        if value is not None:
            params = {"format": format, "stage": key, "value": f"{value:f}"}
            yield Finding("P157", params, place, Severity.WARNING)
    if facts.gate is not facts.emissions:
        yield Finding("P158", {"format": format}, place, Severity.WARNING)


def check_times(look: Look) -> None:
    """Reference and validity periods; at most three years from the end of the reference period."""
    made = look.moment("created")
    _, end = look.period("pcf.referencePeriodStart", "pcf.referencePeriodEnd", made)
    first, last = look.moment("validityPeriodStart"), look.moment("validityPeriodEnd")
    limit = end and years_later(end, YEARS_VALID)
    if first and last and last <= first:
        look.tell("P145", "validityPeriodEnd", start=first.isoformat(), end=last.isoformat())
    if first and end and first < end:
        look.tell("P150", "validityPeriodStart", start=first.isoformat(), end=end.isoformat())
    if last and limit and last > limit:
        look.tell("P151", "validityPeriodEnd", end=last.isoformat(), limit=limit.isoformat())
    until = last or limit
    if until and made and until <= made:
        look.tell("P152", "validityPeriodEnd", end=until.isoformat(), made=made.isoformat())


def years_later(moment: datetime, years: int) -> datetime:
    """The same day some years later; 28 February for the 29th."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def check_envelope(look: Look, version: str) -> None:
    """Who, what and which: identifiers in their forms, the version, the status, the place."""
    for path in ("id", "precedingPfIds"):
        look.uuid(path)
    for path in ("companyIds", "productIds", "productClassifications"):
        look.urns(path)
    stated = look.get("specVersion")
    if stated is not None and not str(stated).startswith(version):
        look.tell("P153", "specVersion", value=str(stated), version=version)
    if look.get("status") not in (None, "Active", "Deprecated"):
        look.tell("P154", "status", value=str(look.get("status")))
    places = [f"pcf.{name}" for name in PLACES]
    look.place(*places)
    look.only_one(*places)


def check_packaging(look: Look) -> None:
    """Emissions of packaging stand only where packaging is included."""
    if (
        look.get("pcf.packagingEmissionsIncluded") is not True
        and look.get("pcf.packagingGhgEmissions") is not None
    ):
        look.tell("P159", "pcf.packagingGhgEmissions", flag="pcf.packagingEmissionsIncluded")


def check_exempted(look: Look, share: Any) -> None:
    """Whether more was left out than the PACT Methodology allows (a warning)."""
    if share is not None and share > MOST_EXEMPTED:
        params = {"value": f"{share:f}", "most": MOST_EXEMPTED}
        look.tell("P155", "pcf.exemptedEmissionsPercent", Severity.WARNING, **params)
