"""One elementary flow to its gas: by identifier, by CAS number, by name, the stronger before the weaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lca.background.characterising.cas import cas_number
from lca.background.characterising.compartments import Medium
from lca.background.characterising.names import Reading, read_name
from lca.background.characterising.table import Substance, lookup

By = Literal["identifier", "cas", "name"]
CARBON = ("co2", "ch4")
"""Gases whose carbon may be of any origin; all others count with the fossil part, as in EN 15804 and EF."""
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a flow was recognised as.

    Attributes:
        substance: the strongest of what its identifier, CAS number and name say; None where none says.
        by: which of them.
        words: the origin of carbon that the name states.
        against: what a weaker one says otherwise, and which; empty where all agree.
        bad_cas: a CAS number whose check digit is wrong; empty otherwise.
    """

    substance: Substance | None
    by: By
    words: str = ""
    against: tuple[tuple[str, str], ...] = ()
    bad_cas: str = ""


def recognise(identifier: str, name: str, cas: str) -> Recognition:
    """Recognise a flow by what the source writes of it; any of the three may be empty."""
    number = cas_number(cas) if cas.strip(" 0-") else None
    read = read_name(name)
    said = _said(identifier, number, read)
    against = tuple((by, other.known_as) for by, other in said[1:] if other.known_as != said[0][1].known_as)
    bad = cas.strip() if cas.strip(" 0-") and number is None else ""
    if not said:
        return Recognition(None, "name", read.origin, bad_cas=bad)
    by, substance = said[0]
    return Recognition(substance, by, substance.origin or read.origin, against, bad)


def origin(gas: str, words: str, medium: Medium) -> str:
    """Origin of the carbon: one of :data:`lca.gases.ORIGINS`.

    Carbon dioxide taken from the air is uptake. What is emitted high in the air without being said to be of
    living or of land use counts as aircraft.
    """
    if gas == "co2" and (words == "biogenic_uptake" or medium is Medium.FROM_AIR):
        return "biogenic_uptake"
    stated = "" if words == "biogenic_uptake" else words
    if not stated:
        stated = "not_stated" if gas in CARBON else "fossil"
    return "aircraft" if medium is Medium.HIGH_AIR and stated in ("fossil", "not_stated") else stated


def _said(identifier: str, number: str | None, read: Reading) -> list[tuple[By, Substance]]:
    """What speaks, strongest first."""
    table = lookup()
    uuid = _UUID.search(identifier.lower())
    spoken: list[tuple[By, Substance | None]] = [
        ("identifier", table.identifiers.get(uuid[0]) if uuid else None),
        ("cas", table.cas.get(number) if number else None),
        ("name", read.substance),
        ("name", read.other),
    ]
    return [(by, substance) for by, substance in spoken if substance is not None]
