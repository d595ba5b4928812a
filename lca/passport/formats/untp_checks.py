"""Checks of UNTP credentials that the official schemas do not make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from lca.passport.checks import NOT_NEGATIVE, Look, shown
from lca.passport.formats.untp_shared import CONTEXTS, GTIN, KILOGRAM, LITERAL
from lca.passport.mapping import Field
from lca.passport.regions import COUNTRIES
from lca.passport.urns import is_gtin

URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+", re.ASCII)
DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%\-]+", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
MEASURE = {"value", "upperTolerance", "lowerTolerance", "unit"}
OF_FOOTPRINT = "product-carbon-footprint"
ROUNDING = Decimal("1e-5")
"""The extension object has six digits."""


def mandatory(fields: Iterable[Field]) -> tuple[str, ...]:
    """What must stand; the types of inner objects may be left out."""
    return tuple(one.path for one in fields if one.need == "required" and not one.path.endswith(".type"))


def check_envelope(look: Look, types: Sequence[str]) -> None:
    """Context and types in their order, identifiers, validity, and no part of version 0.6."""
    contexts = look.get("@context")
    if not isinstance(contexts, list) or contexts[: len(CONTEXTS)] != list(CONTEXTS):
        look.tell("P242", "@context", value=shown(contexts), expected=", ".join(CONTEXTS))
    kinds = look.get("type")
    missing = [name for name in types if not isinstance(kinds, list) or name not in kinds]
    if missing:
        look.tell("P243", "type", value=shown(kinds), expected=", ".join(missing))
    uris(look, "id", "credentialSubject.id")
    issuer = look.get("issuer.id")
    if issuer is not None and not (isinstance(issuer, str) and DID.fullmatch(issuer)):
        look.tell("P244", "issuer.id", value=shown(issuer))
    start, end = look.moment("validFrom"), look.moment("validUntil")
    if start and end and end <= start:
        look.tell("P145", "validUntil", start=start.isoformat(), end=end.isoformat())
    for path in ("credentialSubject.emissionsScorecard", "credentialSubject.conformityClaim"):
        if look.get(path) is not None:
            look.tell("P245", path)


def check_product(look: Look, subject: str) -> None:
    """Identifiers of the product and its facility, its country, and what its granularity needs."""
    uris(look, f"{subject}.idScheme.id", f"{subject}.producedAtFacility.id")
    check_gtin(look, f"{subject}.id")
    country = look.get(f"{subject}.countryOfProduction.countryCode")
    if country is not None and str(country) not in COUNTRIES:
        look.tell("P147", f"{subject}.countryOfProduction.countryCode", value=shown(country))
    needed = {"batch": "batchNumber", "item": "itemNumber"}
    level = look.get(f"{subject}.idGranularity")
    field = needed.get(level) if isinstance(level, str) else None
    if field and not look.get(f"{subject}.{field}"):
        look.tell("P246", f"{subject}.idGranularity", value=level, needed=field)
    for path in rows(look, f"{subject}.productCategory"):
        look.present(f"{path}.code", f"{path}.name")
        uris(look, f"{path}.schemeId")


def check_gtin(look: Look, path: str) -> None:
    """The check digit of a GTIN in a GS1 address."""
    value = look.get(path)
    if isinstance(value, str) and value.startswith(GTIN):
        digits = value.removeprefix(GTIN).partition("/")[0]
        if not is_gtin(digits):
            look.tell("P143", path, value=shown(value))


def check_parties(look: Look, subject: str) -> None:
    """Nobody is his own third party."""
    uris(look, f"{subject}.issuedToParty.id", f"{subject}.referenceScheme.id")
    party, issuer = look.get(f"{subject}.issuedToParty.id"), look.get("issuer.id")
    same = party == issuer or look.get(f"{subject}.issuedToParty.name") == look.get("issuer.name")
    level = look.get(f"{subject}.assessorLevel")
    if level == "3rdParty" and same:
        look.tell("P247", f"{subject}.assessorLevel", value=level, party=str(party))
    for one in rows(look, f"{subject}.conformityAssessment"):
        for product in rows(look, f"{one}.assessedProduct"):
            uris(look, f"{product}.product.id")
            check_gtin(look, f"{product}.product.id")


def check_claims(look: Look, claims: str, performances: str, criteria: str, date: str) -> None:
    """Each claim with its criteria, topics and measures; one of them must be a carbon footprint."""
    found = False
    for claim in rows(look, claims):
        look.present(*(f"{claim}.{key}" for key in ("id", "name", criteria, date, "conformityTopic")))
        uris(look, f"{claim}.id")
        for listed in (criteria, "conformityTopic"):
            for one in rows(look, f"{claim}.{listed}"):
                uris(look, f"{one}.id")
        check_period(look, f"{claim}.applicablePeriod")
        for one in rows(look, f"{claim}.{performances}"):
            footprint = str(look.get(f"{one}.metric.id")).endswith(OF_FOOTPRINT)
            found = found or footprint
            check_measure(look, one, claim, footprint)
    if not found:
        look.tell("P248", claims)


def check_measure(look: Look, performance: str, claim: str, footprint: bool) -> None:
    """A number and tolerances that are distances, no other key, kilograms for a footprint, one interval."""
    path = f"{performance}.measure"
    measure = look.get(path)
    if not isinstance(measure, dict):
        if footprint:
            look.tell("P149", path)
        return
    for key in sorted(measure.keys() - MEASURE):
        look.tell("P249", f"{path}.{key}")
    look.present(f"{path}.value", f"{path}.unit", f"{performance}.metric.id")
    value = look.number(f"{path}.value")
    upper = look.number(f"{path}.upperTolerance", NOT_NEGATIVE)
    lower = look.number(f"{path}.lowerTolerance", NOT_NEGATIVE)
    if footprint and measure.get("unit") not in (None, KILOGRAM):
        look.tell("P250", f"{path}.unit", value=shown(measure.get("unit")))
    if footprint and value is not None:
        for end, tolerance, sign, key in (
            (upper, "upperTolerance", 1, "p97_5"),
            (lower, "lowerTolerance", -1, "p2_5"),
        ):
            if end is not None:
                agree(look, claim, f"{path}.{tolerance}", value + sign * end, key)


def agree(look: Look, claim: str, path: str, end: Decimal, key: str) -> None:
    """Whether an end of the interval is that of the extension object beside it."""
    literal = look.get(f"{claim}.{LITERAL}")
    told = literal.get("@value") if isinstance(literal, dict) else None
    other = told.get(key) if isinstance(told, dict) else None
    if isinstance(other, bool) or not isinstance(other, int | float):
        return
    known = Decimal(repr(other))
    if not known.is_finite() or abs(end - known) > ROUNDING * max(abs(end), abs(known)):
        look.tell("P142", path, value=f"{end:f}", formula=f"{LITERAL} {key}", expected=str(other))


def check_period(look: Look, path: str) -> None:
    """First day not after the last."""
    first, last = look.get(f"{path}.startDate"), look.get(f"{path}.endDate")
    if isinstance(first, str) and isinstance(last, str) and DAY.fullmatch(first) and last < first:
        look.tell("P145", f"{path}.endDate", start=first, end=last)


def uris(look: Look, *paths: str) -> None:
    """Whether what stands at the paths are URIs."""
    for path in paths:
        value: Any = look.get(path)
        if value is not None and not (isinstance(value, str) and URI.fullmatch(value)):
            look.tell("P251", path, value=shown(value))


def rows(look: Look, path: str) -> Iterator[str]:
    """The path of each entry of a list."""
    found = look.get(path)
    if isinstance(found, list):
        yield from (f"{path}[{place}]" for place in range(len(found)))
