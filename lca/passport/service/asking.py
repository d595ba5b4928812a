"""Requests of data recipients as queries: parameters of a list, and data of an event."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lca.passport.service.catalogue import Query

LARGEST_PAGE = 100
_TEXTS = {
    "productid": "product_ids",
    "companyid": "company_ids",
    "geography": "geographies",
    "classification": "classifications",
    "status": "statuses",
}
_MOMENTS = {"validon": "valid_on", "validafter": "valid_after", "validbefore": "valid_before"}
STATES = ("active", "deprecated")
URN = re.compile(r"urn:", re.IGNORECASE)
OF_URNS = ("productid", "companyid", "classification")
REQUESTED = "org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3"
FULFILLED = "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3"
REJECTED = "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3"
PUBLISHED = "org.wbcsd.pact.ProductFootprint.PublishedEvent.3"
_DATA = {
    REQUESTED: (),
    FULFILLED: ("requestEventId", "pfs"),
    REJECTED: ("requestEventId", "error"),
    PUBLISHED: ("pfIds",),
}


class BadRequestError(Exception):
    """What a data recipient sent cannot be answered; its text is for them."""


@dataclass(frozen=True, slots=True)
class Page:
    """A query, how many footprints of it at most, and how many of them to leave out first."""

    query: Query
    limit: int = LARGEST_PAGE
    offset: int = 0


def page_of(parameters: Iterable[tuple[str, str]]) -> Page:
    """The page that the parameters of a list ask for; names count whatever their case.

    Raises:
        BadRequestError: an unknown parameter, for ignoring a filter would answer another question; a value
            that is no number, date-time, URN or status.
    """
    wanted: dict[str, list[str]] = {}
    for name, value in parameters:
        wanted.setdefault(name.lower(), []).append(value)
    limit = _count(wanted.pop("limit", []), "limit", LARGEST_PAGE)
    offset = _count(wanted.pop("offset", []), "offset", 0)
    return Page(query_of(wanted), min(limit, LARGEST_PAGE), offset)


def query_of(wanted: Mapping[str, Sequence[str]]) -> Query:
    """A query of criteria by their names in small letters."""
    found: dict[str, tuple[Any, ...]] = {}
    for name, values in wanted.items():
        if name in _MOMENTS:
            found[_MOMENTS[name]] = tuple(_moment(name, value) for value in values)
        elif name in _TEXTS:
            found[_TEXTS[name]] = tuple(_text(name, value) for value in values)
        else:
            raise BadRequestError(f"There is no parameter '{name[:40]}'.")
    return Query(**found)


def event_of(data: object) -> tuple[str, Mapping[str, Any]]:
    """The type and data of a CloudEvent.

    Raises:
        BadRequestError: an attribute is missing or of another form, or the type is none of the four.
    """
    if not isinstance(data, Mapping):
        raise BadRequestError("An event is a JSON object.")
    for key in ("type", "specversion", "id", "source", "time"):
        if not isinstance(data.get(key), str) or not data[key]:
            raise BadRequestError(f"The event has no '{key}'.")
    if data["specversion"] != "1.0":
        raise BadRequestError("CloudEvents 1.0 are accepted.")
    _moment("time", data["time"])
    kind, inner = data["type"], data.get("data")
    if kind not in _DATA:
        raise BadRequestError("The type of the event is not known.")
    if not isinstance(inner, Mapping) or any(key not in inner for key in _DATA[kind]):
        raise BadRequestError(f"The event needs 'data' with {', '.join(_DATA[kind]) or 'its criteria'}.")
    return kind, inner


def requested(data: Mapping[str, Any]) -> Query:
    """The query of a RequestCreatedEvent."""
    wanted: dict[str, list[str]] = {}
    for name, value in data.items():
        if name != "comment":
            values = value if isinstance(value, list) else [value]
            if not all(isinstance(one, str) for one in values):
                raise BadRequestError(f"'{name[:40]}' must be text.")
            wanted[name.lower()] = values
    return query_of(wanted)


def _count(values: Sequence[str], name: str, default: int) -> int:
    if not values:
        return default
    if len(values) > 1 or not re.fullmatch(r"\d{1,9}", values[0], re.ASCII):
        raise BadRequestError(f"'{name}' must be a whole number, zero or more.")
    return int(values[0])


def _moment(name: str, value: str) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or "T" not in value.upper():
        raise BadRequestError(
            f"'{name}' must be a date and time with its zone, such as 2025-04-01T00:00:00Z."
        )
    return found


def _text(name: str, value: str) -> str:
    if name in OF_URNS and not URN.match(value):
        raise BadRequestError(f"'{name}' must be a URN.")
    if name == "status" and value.lower() not in STATES:
        raise BadRequestError("'status' must be Active or Deprecated.")
    return value
