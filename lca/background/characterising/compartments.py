"""Where a flow goes to or comes from: the words of nomenclatures brought to a few media."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from lca.background.characterising.folding import plain


class Medium(StrEnum):
    """What a compartment is to a greenhouse gas."""

    AIR = "air"
    HIGH_AIR = "high_air"
    """Stratosphere and upper troposphere: where aircraft emit.

    The troposphere as such begins at the ground: the Federal LCA Commons Elementary Flow List divides it into
    ``ground-level``, ``low`` and ``high`` (stacks) and ``very high``.
    """
    FROM_AIR = "from_air"
    """A resource that is not said to come out of the ground or of water."""
    RESOURCE = "resource"
    WATER = "water"
    SOIL = "soil"
    OTHER = "other"
    """Waste to be deposited, indicators, economic and social flows."""
    UNKNOWN = "unknown"

    @property
    def taken(self) -> bool:
        """Whether processes take such flows from nature."""
        return self in (Medium.RESOURCE, Medium.FROM_AIR)

    @property
    def emission(self) -> bool:
        """Whether IPCC values hold for what goes there; an unstated compartment is taken for air."""
        return self in (Medium.AIR, Medium.HIGH_AIR, Medium.UNKNOWN)


_WORDS = {
    Medium.RESOURCE: r"resources?|raw( materials?)?|资源|ressourcen?",
    Medium.OTHER: r"waste|inventory indicator|economic|social|non-?material|deposited|final-waste-flow|废物",
    Medium.HIGH_AIR: r"stratosphere|upper troposphere|troposphere / very[- ]high|平流层",
    Medium.AIR: r"air|airborne|atmosphere|troposphere|high\.? ?pop\.?|low\.? ?pop\.?|空气|大气|luft|indoor",
    Medium.WATER: r"(?:fresh ?)?water|waterborne|ocean|river|lake|sea ?water|ground-?water|水体?|wasser",
    Medium.SOIL: r"soil|ground|agricultural|forestry|industrial|土壤|boden",
}
_READ = {medium: re.compile(rf"(?<![a-z])(?:{words})(?![a-z])") for medium, words in _WORDS.items()}
_NOT_FROM_AIR = re.compile(r"ground|water|fossil|well|land|地下|水|土地")


def medium(compartment: str | Iterable[str] | None) -> Medium:
    """The medium of a compartment: a path such as ``("air", "low population density")``, or its text."""
    if compartment is None:
        return Medium.UNKNOWN
    return _medium(tuple(compartment.split("/") if isinstance(compartment, str) else compartment))


@lru_cache(maxsize=4096)
def _medium(path: tuple[str, ...]) -> Medium:
    """Resources first: ``Resources from air`` is no emission. Then the widest part that says something."""
    parts = [plain(part) for part in path]
    whole = " / ".join(parts)
    if _READ[Medium.RESOURCE].search(whole):
        return Medium.RESOURCE if _NOT_FROM_AIR.search(whole) else Medium.FROM_AIR
    for part in parts:
        for kind in (Medium.OTHER, Medium.HIGH_AIR, Medium.AIR, Medium.WATER, Medium.SOIL):
            if _READ[kind].search(part):
                high = kind is Medium.AIR and _READ[Medium.HIGH_AIR].search(whole)
                return Medium.HIGH_AIR if high else kind
    return Medium.UNKNOWN
