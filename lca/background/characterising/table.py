"""The content table of elementary flows: which identifiers, CAS numbers and names belong to which gas."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lca.background.characterising.cas import cas_number
from lca.background.characterising.folding import folded
from lca.content import content
from lca.errors import InternalError
from lca.gases import ORIGINS, gases

STATUSES: Final = ("", "no_value", "indirect")


@dataclass(frozen=True, slots=True)
class Substance:
    """What a flow is.

    ``gas`` is a key of :func:`lca.gases.gases`, or empty with the ``status`` that says why there is none:
    ``no_value`` (it warms, but no shipped GWP set from AR4 on has a value) or ``indirect`` (it warms through
    what it becomes). ``origin`` is empty where the name must say it.
    """

    gas: str
    origin: str = ""
    status: str = ""

    @property
    def known_as(self) -> str:
        """What messages call it."""
        return self.gas or self.status


@dataclass(frozen=True, eq=False)
class Lookup:
    """Substances by identifier, by CAS number, by folded name and by refrigerant number."""

    identifiers: Mapping[str, Substance]
    cas: Mapping[str, Substance]
    names: Mapping[str, Substance]
    numbers: Mapping[str, Substance]


@cache
def lookup() -> Lookup:
    """The shipped table, with the names of ``gases.csv``; a row that does not hold is an internal error."""
    with (content("factors") / "elementary_flows.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, dict[str, Substance]] = {"identifier": {}, "cas": {}, "name": {}, "number": {}}
    found["name"] = _own_names()
    found["number"] = _own_numbers()
    for row in rows:
        _add(found[row["match"]], _key(row["match"], row["text"]), _substance(row))
    return Lookup(*(MappingProxyType(found[match]) for match in ("identifier", "cas", "name", "number")))


def _substance(row: Mapping[str, str]) -> Substance:
    gas, origin, status = row["gas"], row["origin"], row["status"]
    known = gas in gases() if gas else bool(status)
    if not known or status not in STATUSES or (origin and origin not in ORIGINS):
        raise InternalError(f"elementary_flows.csv: {row['text']!r} names no gas, origin or status")
    return Substance(gas, origin, status)


def _key(match: str, text: str) -> str:
    if match == "cas":
        number = cas_number(text)
        if number is None:
            raise InternalError(f"elementary_flows.csv: {text!r} is no CAS number")
        return number
    return text.lower() if match == "identifier" else folded(text)


def _add(into: dict[str, Substance], key: str, substance: Substance) -> None:
    if into.setdefault(key, substance) != substance:
        raise InternalError(f"elementary_flows.csv: {key!r} stands for two substances")


def _own_names() -> dict[str, Substance]:
    """Keys, formulas, names and aliases of the gases; the key of ``C2F6`` is also its formula."""
    found: dict[str, Substance] = {}
    for gas in gases().values():
        for name in filter(None, (gas.key, gas.formula, gas.name_en, gas.name_zh, *gas.aliases)):
            found.setdefault(folded(name), Substance(gas.key))
    return found


def _own_numbers() -> dict[str, Substance]:
    """Refrigerant numbers of keys such as ``hfc134a`` and ``cfc11``; ``halon1301`` keeps its word."""
    found: dict[str, Substance] = {}
    for key in gases():
        for family in ("hcfc", "hfc", "cfc"):
            if key.startswith(family) and key[len(family)].isdigit():
                _add(found, key.removeprefix(family), Substance(key))
        if key.startswith("halon"):
            _add(found, key, Substance(key))
    return found
