"""Catena-X PCF 7.0.0, for partners who have not moved to 9.0.0.

The values are for one declared unit (``unitaryProductAmount`` is 1), so that both readings of that version,
per unit and per amount, agree. Excluding biogenic is the fossil part alone, aircraft within it, and including
is the sum of fossil, biogenic other than CO2, land use change and withdrawal; so including may be more than
excluding here. Ratings run from 1 to 3: ours from 1 to 5 are shrunk evenly, and the comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING_OF_THREE,
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
    check_place,
    check_preceding,
    check_spec,
    check_sum,
    check_times,
    check_true_or_false,
)
from lca.passport.formats.catena_x_shared import (
    GATE_TO_GATE,
    INCINERATION,
    PLACES,
    SPEC,
    comment,
    told,
    with_bpn,
    with_section,
)
from lca.passport.formats.catena_x_table_7 import (
    DISTRIBUTION,
    FIELDS,
    LAND_USE,
    METHOD,
    PRODUCTION,
    REPORTS,
    STANDARDS,
    UNITS,
)
from lca.passport.formats.pact_v2 import SCALE_NOTE
from lca.passport.mapping import Written, put, write
from lca.passport.rescaling import per_one

NAME = "catena-x-7.0.0"
MOST_EXEMPTED = 5
MANDATORY = tuple(field.path for field in FIELDS if field.need == "required")
RATINGS = tuple(field.path for field in METHOD if field.path.endswith("DQR"))
TIMES = Times(
    *("created", "pcf.referencePeriodStart", "pcf.referencePeriodEnd"),
    *("validityPeriodStart", "validityPeriodEnd"),
)
OTHERS: dict[str, Bounds] = {
    "version": NOT_NEGATIVE,
    "pcf.unitaryProductAmount": POSITIVE,
    "pcf.productMassPerDeclaredUnit": NOT_NEGATIVE,
    "pcf.extWBCSD_packagingGhgEmissions": NOT_NEGATIVE,
    "pcf.primaryDataShare": PERCENT,
    "pcf.dataQualityRating.coveragePercent": PERCENT,
    **dict.fromkeys(RATINGS, RATING_OF_THREE),
}


def build(facts: Facts) -> Written:
    """The aspect for one piece, kilogram, kilowatt hour ... of the product."""
    known = with_section(facts)
    if known.unit.common in UNITS:
        known = per_one(known)
    else:
        known = replace(known, unit=replace(known.unit, common=None, common_amount=None))
    written = write(FIELDS, known)
    put(written.document, "comment", f"{comment(known)}\n{SCALE_NOTE}")
    ids = written.document.get("companyIds")
    if ids:
        put(written.document, "companyIds", with_bpn(ids, known.company.ids))
    return Written(written.document, written.gaps, (*told(known, NAME), *left_out(known)))


def left_out(facts: Facts) -> Iterator[Finding]:
    """Standards that stand as Other, and a verification that has no field, are told."""
    for name in facts.standards or ():
        if name not in STANDARDS:
            params = {"field": "pcf.crossSectoralStandardsUsed", "value": name}
            yield Finding("P217", params, Location("<statement>", path="standards"), Severity.WARNING)
    section = facts.statement.catena_x
    if facts.statement.verification or (section and section.attestation):
        place = Location("<statement>", path="verification")
        yield Finding("P218", {"format": NAME}, place, Severity.WARNING)
    if section and section.kind != "retrospective":
        place = Location("<statement>", path="catena_x.kind")
        yield Finding("P228", {"format": NAME, "kind": section.kind}, place)


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: versions, places, sums, times, identifiers and numbers."""
    look = Look(document)
    look.present(*MANDATORY)
    look.uuid("id")
    check_spec(look, "specVersion", f"{SPEC}7.0.0")
    check_enum(look, "partialFullPcf", (GATE_TO_GATE, "Cradle-to-grave"))
    check_enum(look, "extWBCSD_pfStatus", ("Active", "Deprecated"))
    check_enum(look, "pcf.declaredUnit", UNITS)
    check_enum(look, "pcf.extWBCSD_characterizationFactors", REPORTS)
    check_enum(look, "pcf.extTFS_allocationWasteIncineration", INCINERATION[:3])
    check_enum(look, "pcf.geographyRegionOrSubregion", PLACES)
    check_ids(look, "companyIds", bpn=True)
    check_ids(look, "productIds")
    check_preceding(look, "precedingPfIds")
    place = "pcf.geography"
    check_place(look, f"{place}RegionOrSubregion", f"{place}Country", f"{place}CountrySubdivision")
    check_times(look, TIMES)
    check_exempted(look, "pcf.exemptedEmissionsPercent", MOST_EXEMPTED)
    check_true_or_false(look, "pcf.extWBCSD_packagingEmissionsIncluded")
    for path, bounds in OTHERS.items():
        look.number(path, bounds)
    carbon = ("carbonContentTotal", "extWBCSD_fossilCarbonContent", "carbonContentBiogenic")
    check_carbon(look, *(f"pcf.{name}" for name in carbon))
    for names, land_use in zip((PRODUCTION, DISTRIBUTION), LAND_USE, strict=True):
        check_sums(look, tuple(f"pcf.{name}" for name in names), land_use)
    check_packaging(look)
    return look.done()


def check_sums(look: Look, paths: tuple[str, ...], land_use: str) -> None:
    """Excluding is the fossil part; including is that and all the others, aircraft within fossil."""
    excluding, including, fossil, others, withdrawal, changed, aircraft = paths
    parts = {
        fossil: look.number(fossil, NOT_NEGATIVE),
        others: look.number(others, NOT_NEGATIVE),
        withdrawal: look.number(withdrawal, NOT_POSITIVE),
        changed: look.number(changed, NOT_NEGATIVE),
        land_use: look.number(land_use, ANY),
    }
    look.equal(excluding, look.number(excluding, NOT_NEGATIVE), parts[fossil], fossil.rpartition(".")[2])
    look.number(including, ANY)
    check_sum(look, including, parts, fossil)
    flown = look.number(aircraft, NOT_NEGATIVE)
    whole = parts[fossil]
    if flown is not None and whole is not None and flown > whole:
        look.tell("P230", aircraft, aircraft=f"{flown:f}", fossil=f"{whole:f}")


def check_packaging(look: Look) -> None:
    """Emissions of packaging stand only where it is included (P206)."""
    flag, path = "pcf.extWBCSD_packagingEmissionsIncluded", "pcf.extWBCSD_packagingGhgEmissions"
    if look.get(flag) is False and look.get(path):
        look.tell("P206", path, flag=flag)


FORMAT = Format(NAME, "Catena-X PCF 7.0.0", "application/json", FIELDS, build, check)
