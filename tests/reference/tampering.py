"""Random changes of one field of a signed credential, for tests and ``tests/benchmarks/signing.py``.

Every kind of slip and of malice that one field can suffer: a value, a digit, a type, a key, a place in a
list; a field more, a field less. A change that leaves the canonical form as it was is no change and is
drawn again.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import rfc8785

PAYLOAD: dict[str, Any] = {
    "id": "6a1f3b5e-0000-4000-8000-000000000001",
    "specVersion": "3.0.4",
    "created": "2026-01-31T12:00:00Z",
    "companyName": "示例铝业 Example Aluminium",
    "companyIds": ["urn:pact:example.com:company:1", "urn:uuid:0b9c9c4e-0000-4000-8000-000000000002"],
    "productIds": ["urn:gtin:4712345060507"],
    "pcf": {
        "declaredUnitOfMeasurement": "kilogram",
        "declaredUnitAmount": "1000",
        "pcfExcludingBiogenicUptake": "14870.25",
        "pcfIncludingBiogenicUptake": "14868.5",
        "fossilGhgEmissions": "14870.25",
        "ipccCharacterizationFactors": ["AR6"],
        "exemptedEmissionsPercent": 0.5,
        "packagingEmissionsIncluded": False,
        "geographyCountry": "CN",
        "boundary": None,
        "dqi": {"technologicalDQR": 1.5, "geographicalDQR": 2, "temporalDQR": 1.25},
        "assurance": {"coverage": "product level", "level": "limited", "standards": []},
    },
    "extensions": [{"specVersion": "2.0.0", "data": {"sd": 120.5, "samples": 10000, "seed": 42}}],
}
"""A payload with every kind of value that JSON has; its numbers are invented."""


@dataclass(frozen=True)
class Tampering:
    """What was done, where (JSON pointer), and the document after it."""

    kind: str
    pointer: str
    document: dict[str, Any]


def tamperings(document: dict[str, Any], count: int, seed: int) -> Iterator[Tampering]:
    """``count`` changes of one field each, the same for the same seed."""
    chance = random.Random(seed)
    before = rfc8785.dumps(document)
    made = 0
    while made < count:
        one = _tamper(copy.deepcopy(document), chance)
        if one is not None and rfc8785.dumps(one.document) != before:
            made += 1
            yield one


def places(value: Any, pointer: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Every field: its pointer, what holds it, and its key there."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        path = f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"
        yield path, value, key
        yield from places(item, path)


def _tamper(document: dict[str, Any], chance: random.Random) -> Tampering | None:
    pointer, holder, key = chance.choice(list(places(document)))
    kind = chance.choice(("value", "value", "value", "type", "remove", "add", "rename", "swap", "null"))
    if kind == "value":
        holder[key] = _other(holder[key], chance)
    elif kind == "type":
        holder[key] = _retyped(holder[key])
    elif kind == "null":
        holder[key] = None
    elif kind == "remove":
        del holder[key]
    elif kind == "add":
        _add(holder, chance)
    elif kind == "rename" and isinstance(holder, dict):
        holder[f"{key}{chance.choice('xyz~/')}"] = holder.pop(key)
    elif kind == "swap" and isinstance(holder, list):
        chance.shuffle(holder)
    else:
        return None
    return Tampering(kind, pointer, document)


def _other(value: Any, chance: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return chance.choice((value + 1, -value, value * 10, round(value * 0.999, 6), value + 1e-9))
    if isinstance(value, str) and value:
        place = chance.randrange(len(value))
        letter = chance.choice("0123456789abcXYZ ._-:/零é")
        change = chance.choice(("replace", "insert", "delete", "case"))
        middle = {
            "replace": letter,
            "insert": letter + value[place],
            "delete": "",
            "case": value[place].swapcase(),
        }
        return value[:place] + middle[change] + value[place + 1 :]
    return "x" if value in ("", None) else {} if isinstance(value, list) else []


def _retyped(value: Any) -> Any:
    if isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return [value]
    return json.dumps(value)


def _add(holder: Any, chance: random.Random) -> None:
    new = chance.choice((0, "", None, "x", True, {}, []))
    if isinstance(holder, dict):
        holder[f"added{chance.randrange(100)}"] = new
    else:
        holder.insert(chance.randrange(len(holder) + 1), new)
