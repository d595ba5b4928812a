"""What the two UNTP credentials share: identifiers, categories, the claim's words and its measure.

UNTP has one number with tolerances and a unit code without a denominator: KGM is kg. What the kilograms
are for, the boundary and the interval stand in the words beside it; our extension object stands as a JSON
literal under its URN, which is an absolute IRI, so that a reader of JSON-LD keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from lca.errors import Finding, Location, Severity
from lca.passport.facts import Facts
from lca.passport.facts_parts import UncertaintyFacts
from lca.passport.forms import items, moment, number
from lca.passport.mapping import Field
from lca.passport.numbers import plain
from lca.passport.statement_untp import Named, Untp
from lca.passport.uncertainty import IDENTIFIER

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://vocabulary.uncefact.org/untp/0.7.0/context/",
)
TOPIC = "https://vocabulary.uncefact.org/conformity-topics/greenhouse-gas-emissions"
METRIC = "https://vocabulary.uncefact.org/performance-metrics/product-carbon-footprint"
KILOGRAM = "KGM"
PASSPORT = "untp-0.7"
"""Name of the format of product passports."""
GTIN = "https://id.gs1.org/01/"
SCHEMES = {
    "cpc": ("https://unstats.un.org/unsd/classifications/Econ/cpc", "UN Central Product Classification"),
    "hs": ("https://www.wcoomd.org", "Harmonized System"),
    "unspsc": ("https://www.unspsc.org", "UNSPSC"),
    "eclass": ("https://eclass.eu", "ECLASS"),
}


def envelope(
    types: tuple[str, ...], name: Callable[[str], str], where: str, issued_by: str
) -> tuple[Field, ...]:
    """The fields around the subject, the same in both credentials.

    Args:
        types: of the credential.
        name: of the credential, from the product's name.
        where: key of the statement that names the document.
        issued_by: what is to be known of the issuer's identifier.
    """
    return (
        Field("type", value=types, form=items),
        Field("@context", value=CONTEXTS, form=items),
        Field("id", "made.document", where=where, note="else a UUID of result and statement by content"),
        Field("issuer.type", value=("CredentialIssuer",), form=items),
        Field("issuer.id", "statement.issuer.did", where="issuer.did", note=issued_by),
        Field("issuer.name", "made.issuer", where="issuer.name"),
        Field("validFrom", "made.from", moment, where="validity"),
        Field("validUntil", "validity.end", moment, "optional", "validity"),
        Field("name", "product.name", name, where="product.name"),
    )


def view(facts: Facts, name: str) -> dict[str, Any]:
    """The facts by name, and under ``made`` what is made of several of them for the format ``name``."""
    known = {one.name: getattr(facts, one.name) for one in fields(facts)}
    return known | {"made": _derived(facts, name)}


def _derived(facts: Facts, name: str) -> dict[str, Any]:
    stated = section(facts)
    level = stated.granularity or granularity(facts)
    keys = ("document", "claim", "subject")
    made = {key: f"urn:uuid:{uuid5(UUID(facts.id), f'{name} {key}')}" for key in keys}
    given = stated.passport if name == PASSPORT else stated.credential
    rule = named(f"urn:zuji:rule:{facts.rule.id}:{facts.rule.version}", rule_name(facts))
    return {
        "document": given or made["document"],
        "claim": made["claim"],
        "subject": made["subject"],
        "issuer": issuer_name(facts),
        "from": facts.validity.start if facts.validity else facts.created,
        "title": title(facts),
        "words": words(facts),
        "product": product_id(facts, level),
        "scheme": id_scheme(facts),
        "granularity": level,
        "categories": categories(facts),
        "criteria": each(stated.criteria) or [rule],
        "standards": each(stated.standards),
        "regulations": each(stated.regulations),
        "rule": rule,
        "party": stated.attestation.issued_to or product_owner(facts),
        "measure": measure(facts),
    }


def section(facts: Facts) -> Untp:
    """The section of the statement; its defaults where there is none."""
    return facts.statement.untp or Untp()


def each(found: Iterable[Named]) -> list[dict[str, str]]:
    """An object of URI and name for each."""
    return [named(one.id, one.name) for one in found]


def named(id: str, name: str) -> dict[str, str]:
    """An object of a URI and a name."""
    return {"id": id, "name": name}


def rule_name(facts: Facts) -> str:
    """Title, id and version of the rule, and its standards."""
    rule = facts.rule
    return f"{rule.title} ({'; '.join((f'{rule.id} {rule.version}', *rule.standards))})"


def issuer_name(facts: Facts) -> str | None:
    """The issuer as stated, else the company."""
    stated = facts.statement.issuer.name
    return stated.get(facts.statement.language) if stated else facts.company.name


def product_owner(facts: Facts) -> str | None:
    """The first identifier of the company."""
    return facts.company.ids[0] if facts.company.ids else None


def granularity(facts: Facts) -> str:
    """One item where it has a serial number, one batch where it has a number, else the model."""
    return "item" if facts.product.serial else "batch" if facts.product.batch else "model"


def gtin(facts: Facts) -> str | None:
    """The GTIN with fourteen digits."""
    return facts.product.gtin.zfill(14) if facts.product.gtin else None


def product_id(facts: Facts, level: str) -> str | None:
    """As stated, else the GS1 Digital Link of the GTIN with batch and serial number, else a URN."""
    stated, product = section(facts), facts.product
    if stated.product_id:
        return stated.product_id
    digits = gtin(facts)
    if digits is None:
        return product.ids[0] if product.ids else None
    batch = f"/10/{quote(product.batch, safe='')}" if product.batch and level != "model" else ""
    serial = f"/21/{quote(product.serial, safe='')}" if product.serial and level == "item" else ""
    return f"{GTIN}{digits}{batch}{serial}"


def id_scheme(facts: Facts) -> dict[str, str] | None:
    """As stated, else GTIN, else the issuer, who named the product himself."""
    stated = section(facts)
    if stated.id_scheme:
        return named(stated.id_scheme.id, stated.id_scheme.name)
    if facts.product.gtin and not stated.product_id:
        return named(GTIN, "Global Trade Item Number (GTIN)")
    did, name = facts.statement.issuer.did, issuer_name(facts)
    return named(did, name) if did and name else None


def categories(facts: Facts) -> list[dict[str, str]] | None:
    """List of classification codes with names and schemes; a code without a name is told by its scheme."""
    names = section(facts).category_names
    found = []
    for system, codes in facts.product.categories.items():
        key = system.lower()
        scheme, title = SCHEMES.get(key, (f"urn:pact:productclassification:{key}", system))
        for code in codes:
            name = names.get(code, f"{title} {code}")
            found.append({"code": code, "name": name, "schemeId": scheme, "schemeName": title})
    return found or None


def amount(facts: Facts) -> str:
    """The declared unit in words: ``1 t hot rolled coil``."""
    return f"{plain(facts.unit.amount)} {facts.unit.text} {facts.unit.of}"


def title(facts: Facts) -> str:
    """The name of the claim; the unit code has no denominator, so the declared unit stands here."""
    bounds = facts.boundary_type.replace("_", "-")
    if facts.statement.language == "zh":
        return f"产品碳足迹，每 {amount(facts)}（{bounds}）"
    return f"Product carbon footprint per {amount(facts)} ({bounds})"


def words(facts: Facts) -> str:
    """What the number holds: unit, boundary, GWP set, period, interval, and the comment."""
    period, spread = facts.period, facts.uncertainty
    parts = [
        f"kg CO2e per {amount(facts)}, including biogenic uptake.",
        f"{facts.boundary}.",
        f"GWP100 of {', '.join(facts.gwp_sets)}; reference period {period.first} to {period.last}.",
    ]
    if spread is not None:
        parts.append(f"Tolerances reach from P2.5 to P97.5 of {spread.samples} samples.")
    return " ".join((*parts, facts.comment))


def measure(facts: Facts) -> dict[str, Any]:
    """Value and unit; tolerances are the distances to P2.5 and P97.5, where the value lies between them."""
    total, spread = facts.emissions.total, facts.uncertainty
    found: dict[str, Any] = {"value": number(total)}
    if spread is not None and spread.low <= total <= spread.high:
        found |= {"upperTolerance": number(spread.high - total), "lowerTolerance": number(total - spread.low)}
    return found | {"unit": KILOGRAM}


def performance(measure: dict[str, Any]) -> list[dict[str, Any]]:
    """List of one performance: the metric Product Carbon Footprint and its measure."""
    metric = {"type": ["PerformanceMetric"], **named(METRIC, "Product Carbon Footprint")}
    return [{"metric": metric, "measure": measure}]


def topics(name: str) -> list[dict[str, Any]]:
    """List of the topic Greenhouse Gas Emissions."""
    return [{"type": ["ConformityTopic"], **named(TOPIC, name)}]


def extension(found: UncertaintyFacts) -> dict[str, Any]:
    """JSON literal of the uncertainty object."""
    return {"@type": "@json", "@value": dict(found.document)}


def link(name: str) -> Any:
    """A form that makes a link of an address."""

    def made(address: str) -> dict[str, str]:
        return {"linkURL": address, "linkName": name}

    made.__doc__ = f"Link with the name {name}."
    return made


def listed(kind: str) -> Any:
    """A form that gives the objects of a list their type; an empty list is left out."""

    def made(rows: list[dict[str, str]]) -> list[dict[str, Any]] | None:
        return [{"type": [kind], **row} for row in rows] or None

    made.__doc__ = f"List of {kind} with id and name."
    return made


def notes(facts: Facts) -> Iterator[Finding]:
    """What the credential says otherwise: the metric's boundary, a value off its interval."""
    place = Location("<result>", path="stages")
    if facts.stages.excluded:
        params = {"boundary": facts.boundary_type, "stages": ", ".join(facts.stages.excluded)}
        yield Finding("P240", params, place, Severity.INFO)
    spread = facts.uncertainty
    if spread is not None and not spread.low <= facts.emissions.total <= spread.high:
        params = {"value": plain(facts.emissions.total), "low": plain(spread.low), "high": plain(spread.high)}
        yield Finding("P241", params, Location("<result>", path="total"), Severity.WARNING)


LITERAL = IDENTIFIER
