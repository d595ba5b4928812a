"""The footprint section of the Catena-X battery pass 6.1.0: ``sustainability.carbonFootprint``.

An entry for each stage of Annex II of Regulation (EU) 2023/1542, which leaves the use stage out; so does this
writer, and says so. Values are for one kilowatt hour; the regulation means energy that the battery delivers
over its service life, so another unit is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import Look, shown
from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats.catena_x_passports import (
    STAGE_WORDS,
    check_entries,
    declaration,
    entries,
    per_kilowatt_hour,
    rulebook,
    stage_rows,
)
from lca.passport.mapping import Field, Written, put, write

NAME = "catena-x-battery-pass"
NODE = "sustainability.carbonFootprint"
ENTRY = f"{NODE}[]"
FACILITY = re.compile(r"BPNA[a-zA-Z0-9]{12}", re.ASCII)


def plant(number: str) -> list[dict[str, str]]:
    """List of one facility, BPNA..."""
    return [{"facility": number}]


SHARED = (
    Field(f"{ENTRY}.rulebook", "rule", rulebook),
    Field(f"{ENTRY}.declaration", "statement.study", declaration, where="study.url"),
    Field(f"{ENTRY}.manufacturingPlant", "statement.catena_x.bpna", plant, where="catena_x.bpna"),
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
    known = per_kilowatt_hour(facts)
    written = write(SHARED, known)
    common = (written.document.get("sustainability") or {}).get("carbonFootprint", [{}])[0]
    made, left = entries(known, STAGE_WORDS, common, NAME)
    document: dict[str, Any] = {}
    put(document, NODE, made)
    return Written(document, written.gaps, (*left, *_unit(known)))


def _unit(facts: Facts) -> Iterator[Finding]:
    if facts.unit.common != "kilowatt hour" or facts.unit.kind != "functional":
        params = {"unit": f"{facts.unit.amount:f} {facts.unit.text}", "of": facts.unit.of}
        yield Finding("P224", params, Location("<statement>", path="unit"), Severity.WARNING)


def check(document: Any) -> tuple[Finding, ...]:
    """What the official schema lets pass: empty lists, stages twice, units that differ, sums."""
    look = Look(document)
    check_entries(look, NODE)
    listed = look.get(NODE)
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        plants = one.get("manufacturingPlant") if isinstance(one, dict) else None
        for number, found in enumerate(plants if isinstance(plants, list) else ()):
            facility = found.get("facility") if isinstance(found, dict) else None
            if not isinstance(facility, str) or not FACILITY.fullmatch(facility):
                path = f"{NODE}[{place}].manufacturingPlant[{number}].facility"
                look.tell("P226", path, value=shown(facility))
    return look.done()


FORMAT = Format(NAME, "Catena-X battery pass 6.1.0, footprint", "application/json", FIELDS, build, check)
