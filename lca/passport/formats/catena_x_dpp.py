"""The footprint section of the Catena-X product passport 7.0.0: ``sustainability.productFootprint.carbon``.

An entry for each stage within the boundary, the use stage as ``use``; values are for the declared unit, which
stands in ``unit``. The plant has an address in parts, which the statement gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lca.errors import Finding
from lca.passport.checks import SUBDIVISION, Look, shown
from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats.catena_x_passports import (
    STAGE_WORDS,
    check_entries,
    declaration,
    entries,
    rulebook,
    stage_rows,
)
from lca.passport.mapping import Field, Written, put, write
from lca.passport.regions import COUNTRIES
from lca.passport.statement_catena_x import Address

NAME = "catena-x-dpp"
NODE = "sustainability.productFootprint.carbon"
ENTRY = f"{NODE}[]"
PLANT = f"{ENTRY}.manufacturingPlant[]"
WORDS = {**STAGE_WORDS, "use": "use"}
POST_CODE = re.compile(r"[a-z0-9][a-z0-9\- ]{0,10}", re.ASCII)
"""Small letters only, as the model has it."""


def street(address: Address) -> dict[str, str]:
    """Object of street and number."""
    return {"technicalKey": "STREET", "value": address.street, "number": address.number}


def city(address: Address) -> dict[str, str]:
    """Object of the city."""
    return {"technicalKey": "CITY", "value": address.city}


def post_code(address: Address) -> dict[str, str]:
    """Object of the post code, in small letters."""
    return {"technicalKey": "REGULAR", "value": address.post_code.lower()}


def place(subdivision: str) -> dict[str, str]:
    """Object with the ISO 3166-2 code, which this model calls the short name of the country."""
    return {"shortName": subdivision}


SHARED = (
    Field(f"{ENTRY}.rulebook", "rule", rulebook),
    Field(f"{ENTRY}.declaration", "statement.study", declaration, where="study.url"),
    Field(f"{PLANT}.facilityIdentification", "facility.id", where="facility.id", note="BPNA goes before it"),
    Field(
        *(f"{PLANT}.facilityAddress.thoroughfare", "statement.catena_x.address", street),
        where="catena_x.address",
    ),
    Field(
        *(f"{PLANT}.facilityAddress.locality", "statement.catena_x.address", city), where="catena_x.address"
    ),
    Field(f"{PLANT}.facilityAddress.country", "geography.subdivision", place, where="geography.subdivision"),
    Field(
        *(f"{PLANT}.facilityAddress.postCode", "statement.catena_x.address", post_code),
        where="catena_x.address",
    ),
    Field(
        *(f"{ENTRY}.performanceClass", "statement.catena_x.performance_class"),
        need="optional",
        where="catena_x.performance_class",
    ),
)
"""What every entry shares."""
FIELDS = (*stage_rows(ENTRY), *SHARED)


def build(facts: Facts) -> Written:
    """The section, an entry a stage."""
    section = facts.statement.catena_x
    if section and section.bpna:
        facts = replace(facts, facility=replace(facts.facility, id=section.bpna))
    written = write(SHARED, facts)
    common = written.document["sustainability"]["productFootprint"]["carbon"][0]
    made, left = entries(facts, WORDS, common, NAME)
    document: dict[str, Any] = {}
    put(document, NODE, made)
    return Written(document, written.gaps, left)


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: empty lists, stages twice, units that differ, sums, places."""
    look = Look(document)
    check_entries(look, NODE)
    listed = look.get(NODE)
    first = look.get(PLANT.removesuffix("[]"))
    for number, one in enumerate(listed if isinstance(listed, list) else ()):
        plants = one.get("manufacturingPlant") if isinstance(one, Mapping) else None
        if number and plants == first:
            continue
        for count in range(len(plants) if isinstance(plants, list) else 0):
            _check_plant(look, f"{NODE}[{number or ''}].manufacturingPlant[{count or ''}]")
    return look.done()


def _check_plant(look: Look, path: str) -> None:
    """Whether a plant is named and its address is where it says (P147, P227)."""
    address = f"{path}.facilityAddress"
    look.present(f"{path}.facilityIdentification", address)
    code = look.get(f"{address}.country.shortName")
    match = SUBDIVISION.fullmatch(code) if isinstance(code, str) else None
    if code is not None and (match is None or match[1] not in COUNTRIES):
        look.tell("P147", f"{address}.country.shortName", value=shown(code))
    post = look.get(f"{address}.postCode.value")
    if post is not None and not (isinstance(post, str) and POST_CODE.fullmatch(post)):
        look.tell("P227", f"{address}.postCode.value", value=shown(post))


FORMAT = Format(NAME, "Catena-X product passport 7.0.0, footprint", "application/json", FIELDS, build, check)
