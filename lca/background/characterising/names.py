"""Reading the name of an elementary flow: its substance and what it says of the origin of carbon.

Nomenclatures write one gas in many ways: ``Methane, tetrafluoro-, R-14`` (ecoinvent), ``Methane,
tetrafluoro-, CFC-14`` (USLCI, SimaPro), ``tetrafluoromethane``, ``FC-14`` (ILCD, EF), ``PFC-14``. A name is
taken apart into what it says of the origin, a systematic name, turned round where it is inverted, and a
refrigerant number; the number names the molecule whatever the letters before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lca.background.characterising.folding import folded, plain
from lca.background.characterising.table import Substance, lookup

_ORIGINS = (
    ("biogenic_uptake", r"to soil (?:or|and) biomass stock|in air|from air|resource correction|uptake|吸收"),
    (
        "land_use_change",
        r"from soil (?:or|and) biomass stock|land[- ]use(?: change)?|land transformation|luluc|luc"
        r"|peat oxidation|土地利用(?:变化)?",
    ),
    ("biogenic", r"non-? ?fossil|biogenic(?:-100 ?yr)?|biotic|biogen|非化石|生物(?:源|质|成因)?"),
    ("fossil", r"fossil|化石(?:源)?"),
)
"""Phrases in the order in which they count: ``non-fossil`` before ``fossil``."""
_PHRASES = tuple((origin, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])")) for origin, words in _ORIGINS)
_FILLERS = re.compile(r"\bresources?\b|\bunspecified\b|\bemissions? to air\b|\bto air\b|\btotal\b")
_SQUARE = re.compile(r"\[[^\]]*\]")
_ROUND = re.compile(r"\(([^()]*)\)")
_LABEL = re.compile(r"(?P<family>h?c?fc|hcc|pfc|freon|halon|refrigerant r?|r)[- ]?(?P<number>c?\d[\da-z-]*)")
_SUSPECT = re.compile(
    r"carbon dioxide|(?<![a-z])co2(?![a-z])|二氧化碳|(?<![a-z])ch4(?![a-z])|甲烷"
    r"|(?<![a-z-])methane(?![a-z])(?! arsonate)(?!, [\w(),-]*-)"
    r"|nitrous oxide|dinitrogen (?:mon)?oxide|(?<![a-z])n2o(?![a-z])|氧化亚氮|hexafluoride"
    r"|(?<![a-z])(?:h?c?fcs?|pfcs?|hfes?|hfos?|halons?|freon)(?![a-z])|perfluoro|fluorocarbon"
    r"|fluoro-?(?:meth|eth|prop|but|pent|hex|cyclo(?:but|pent|hex))[ae]n|greenhouse gas|温室气体"
    r"|(?:meth|eth|prop|but|pent|hex)ane, .*fluoro"
)
_NO_SUSPECT = re.compile(
    r"non-?methane|other than methane|greenhouse(?! gas)|phenyl|benz|acid|sulfon|uron|silicate|uranium"
)
_GROUP = re.compile(r"(?<![a-z])(?:h?c?fcs|pfcs?|hfes|hfos|halons)(?![a-z0-9-])|fluorocarbons")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name says: its substance, the origin of carbon, and a second substance if it names one."""

    substance: Substance | None
    origin: str = ""
    other: Substance | None = None


@lru_cache(maxsize=65536)
def read_name(name: str) -> Reading:
    """Read a name; a name that says nothing known has no substance."""
    text = _SQUARE.sub("", plain(name)).strip()
    origin, rest = _without_origin(text)
    found: list[Substance] = []
    for candidate in _candidates(text, rest):
        substance = lookup().names.get(folded(candidate)) or _numbered(candidate)
        if substance is not None and substance not in found:
            found.append(substance)
    if not found:
        return Reading(None, origin)
    return Reading(found[0], origin, found[1] if len(found) > 1 else None)


def suspicious(name: str) -> bool:
    """Whether a name that is not known looks like that of a greenhouse gas."""
    text = plain(name)
    return bool(_SUSPECT.search(text)) and not _NO_SUSPECT.search(text)


def is_group(name: str) -> bool:
    """Whether a name stands for a family of gases, which has no value of its own (``HFCs, unspecified``)."""
    return bool(_GROUP.search(plain(name)))


def _without_origin(text: str) -> tuple[str, str]:
    """The first origin that the text names, and the text without all such phrases."""
    origin, rest = "", text
    for key, phrase in _PHRASES:
        if phrase.search(rest):
            origin = origin or key
            rest = phrase.sub("", rest)
    return origin, rest


def _candidates(text: str, rest: str) -> Iterator[str]:
    """Names that may stand in a text: whole, without and within brackets, turned round, its label."""
    yield text
    bare = _FILLERS.sub("", _ROUND.sub("", rest))
    parts = [part.strip(" -") for part in re.split(r",\s|;", bare)]
    parts = [part for part in parts if part and part not in ("long-term", ",")]
    if not parts:
        return
    if len(parts) == 1:
        yield parts[0]
    elif len(parts) <= 3:
        yield parts[1] + parts[0]
        if _LABEL.fullmatch(parts[-1]):
            yield from (parts[0], parts[-1]) if len(parts) == 2 else (parts[-1],)
    yield from (inside for inside in _ROUND.findall(rest) if inside.strip())


def _numbered(text: str) -> Substance | None:
    """The substance of a refrigerant number such as ``hfc-134a``, ``r-14`` or ``halon 1301``."""
    label = _LABEL.fullmatch(text.strip())
    if label is None:
        return None
    number = folded(label["number"])
    return lookup().numbers.get(f"halon{number}" if label["family"] == "halon" else number)
