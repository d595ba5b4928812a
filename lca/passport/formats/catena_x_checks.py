"""Checks that both versions of the Catena-X footprint share; no official schema makes them.

Numbers are JSON numbers, the region must stand and country and subdivision lie in it, components add up,
identifiers are URNs with a business partner number among them, and nodes hold one entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lca.errors import Severity
from lca.passport.checks import NOT_NEGATIVE, Bounds, Look, added, shown
from lca.passport.formats.catena_x_shared import MOST_EXEMPTED_BY_RULEBOOK
from lca.passport.formats.pact_shared import years_later
from lca.passport.mapping import at, steps
from lca.passport.regions import SUBREGION
from lca.passport.urns import is_urn, keeps_namespace

LOOSE_URN = re.compile(r"urn:\S+", re.IGNORECASE)
BPNL = re.compile(r"urn:(?:\S+:)?BPNL[A-Z0-9]{12}", re.IGNORECASE)
WORLD = ("Global", "Several")


@dataclass(frozen=True)
class Times:
    """Paths of the times of a version."""

    created: str
    start: str
    end: str
    valid_from: str
    valid_to: str


def nodes_of(paths: Iterable[str]) -> tuple[str, ...]:
    """Every node on the way of some paths that is a one-element array."""
    found: dict[str, None] = {}
    for path in paths:
        way = [key + "[]" * many for key, many in steps(path)]
        for place, key in enumerate(way):
            if key.endswith("[]"):
                found[".".join(way[: place + 1]).removesuffix("[]")] = None
    return tuple(found)


def check_nodes(look: Look, nodes: Iterable[str]) -> None:
    """Each node is an array of exactly one object (P208)."""
    for path in nodes:
        node = look.get(path)
        if node is None:
            continue
        if not isinstance(node, list) or len(node) != 1 or not isinstance(node[0], Mapping):
            look.tell("P208", path, value=shown(node))


def check_enum(look: Look, path: str, known: Iterable[str], severity: Severity = Severity.ERROR) -> None:
    """A text out of a list (P210); an array of texts is none."""
    value = look.get(path)
    words = tuple(known)
    if value is not None and (not isinstance(value, str) or value not in words):
        look.tell("P210", path, severity, value=shown(value), known=", ".join(words))


def check_true_or_false(look: Look, *paths: str) -> None:
    """A JSON boolean (P210)."""
    for path in paths:
        if look.get(path) is not None and not isinstance(look.get(path), bool):
            look.tell("P210", path, value=shown(look.get(path)), known="true, false")


def check_ids(look: Look, path: str, *, bpn: bool = False) -> None:
    """A list of URNs (P143), none twice (P139), with a business partner number where asked (P213).

    Names of domains stand as namespaces in them (``urn:mycompany.com:product-id:1``), which RFC 8141 does
    not allow and the format's own examples do: a warning.
    """
    values = look.get(path)
    if not isinstance(values, list):
        if values is not None:
            look.tell("P143", path, value=shown(values))
        return
    for value in values:
        if not isinstance(value, str) or not LOOSE_URN.fullmatch(value):
            look.tell("P143", path, value=shown(value))
        elif not (BPNL.fullmatch(value) or (is_urn(value) and keeps_namespace(value))):
            look.tell("P143", path, Severity.WARNING, value=shown(value))
    if len({str(value).lower() for value in values}) != len(values):
        look.tell("P139", path)
    if bpn and not any(isinstance(value, str) and BPNL.fullmatch(value) for value in values):
        look.tell("P213", path)


def check_preceding(look: Look, path: str) -> None:
    """A list of objects with a UUID each (P212)."""
    values = look.get(path)
    if values is None:
        return
    for place, value in enumerate(values if isinstance(values, list) else [values]):
        if not isinstance(value, Mapping) or value.get("id") is None:
            look.tell("P212", f"{path}[{place}]", value=shown(value))
        else:
            look.uuid(f"{path}[{place}].id")


def check_spec(look: Look, path: str, expected: str) -> None:
    """The version as its URN (P209)."""
    if look.get(path) not in (None, expected):
        look.tell("P209", path, value=shown(look.get(path)), expected=expected)


def check_place(look: Look, region: str, country: str, subdivision: str) -> None:
    """Region, country and subdivision that there are, each within the wider one (P147)."""
    for path in (region, country, subdivision):
        if not isinstance(look.get(path), str | None):
            look.tell("P147", path, value=shown(look.get(path)))
            return
    world = look.get(region) in WORLD
    look.place("-" if world else region, country, subdivision)
    if world or look.get(country) is None:
        return
    name, home = look.get(region), SUBREGION.get(look.get(country))
    if home is not None and name in SUBREGION.values() and name != home:
        look.tell("P147", country, value=shown(look.get(country)))


def check_times(look: Look, paths: Times, *, retrospective: bool = True) -> None:
    """Periods in order; a retrospective one is past, and its validity begins no sooner than it ends."""
    made = look.moment(paths.created)
    _, end = look.period(paths.start, paths.end, made if retrospective else None)
    first, last = look.moment(paths.valid_from), look.moment(paths.valid_to)
    if first and last and last <= first:
        look.tell("P145", paths.valid_to, start=first.isoformat(), end=last.isoformat())
    if retrospective and first and end and first < end:
        look.tell("P150", paths.valid_from, start=first.isoformat(), end=end.isoformat())
    if last and made and last <= made:
        look.tell("P152", paths.valid_to, end=last.isoformat(), made=made.isoformat())
    begun = first or made
    if begun and last and made and made < last < years_later(begun, 1):
        look.tell("P203", paths.valid_to, Severity.INFO, end=last.isoformat(), start=begun.isoformat())


def check_exempted(look: Look, path: str, most: int) -> None:
    """Zero to the most that the format allows (P141); beyond the Rulebook's 3 % a warning (P205)."""
    share = look.number(path, Bounds(Decimal(0), Decimal(most)))
    if share is not None and share > MOST_EXEMPTED_BY_RULEBOOK:
        params = {"value": f"{share:f}", "most": MOST_EXEMPTED_BY_RULEBOOK}
        look.tell("P205", path, Severity.WARNING, **params)


def check_carbon(look: Look, total: str, fossil: str, biogenic: str) -> None:
    """Carbon is not negative, and its parts are no more than the total (P214)."""
    whole, one, other = (look.number(path, NOT_NEGATIVE) for path in (total, fossil, biogenic))
    parts = added((one, other))
    if whole is not None and parts > whole * Decimal("1.000001"):
        look.tell("P214", total, total=f"{whole:f}", parts=f"{parts:f}")


def check_sum(look: Look, path: str, parts: Mapping[str, Decimal | None], must: str) -> None:
    """Whether a number is the sum of its parts (P142), where the part that must stand does."""
    found = at(look.document, path)
    if parts[must] is None or isinstance(found, bool) or not isinstance(found, int | float):
        return
    names = " + ".join(name.rpartition(".")[2] for name, value in parts.items() if value) or "0"
    look.equal(path, Decimal(repr(found)), added(parts), names)
