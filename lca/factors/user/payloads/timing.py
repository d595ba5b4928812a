"""Whether a supplier's footprint fits the time for which it is used."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lca.errors import Finding, Location
from lca.factors.user.payloads.declared import Declared


def out_of_time(one: Declared, first: date, last: date, place: Location) -> Iterator[Finding]:
    """P620 it had expired before the first day; P621 its reference period begins after the last."""
    name = one.name or one.id
    if one.valid_to is not None and one.valid_to.date() < first:
        until = one.valid_to.date().isoformat()
        yield Finding("P620", {"name": name, "until": until, "day": first.isoformat()}, place)
    if one.start is not None and one.start.date() > last:
        begin = one.start.date().isoformat()
        yield Finding("P621", {"name": name, "begin": begin, "day": last.isoformat()}, place)
