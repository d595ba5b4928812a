"""Payloads in a bundle: made again from the recomputed result and compared field by field."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from lca.errors import Finding, InputError, Location
from lca.passport.bundle.comparing import Field, compared
from lca.passport.bundle.opened import Bundle, Check
from lca.results.footprint import Footprint

if TYPE_CHECKING:
    from lca.passport.bundle.manifest import Member

UNKNOWN: Final = "-"
"""The format of a payload that none of our writers made."""
MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
MOST_MOMENTS: Final = 8
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A payload to be put into a bundle; ``format`` is the name of ours, or empty where it is to be found."""

    name: str
    content: bytes
    format: str = ""


def format_found(sent: Sent, footprint: Footprint, statement: Mapping[str, Any] | None) -> str:
    """The format under which the footprint gives exactly this payload; ``-`` where none does.

    Raises:
        InputError: P516 the format that is stated gives another payload; P120 there is no such format.
    """
    from lca.passport.formats import FORMATS, format_of

    names = [format_of(sent.format).name] if sent.format else list(FORMATS)
    found = (name for name in names if _made(name, sent.content, footprint, statement) == sent.content)
    name = next(found, UNKNOWN)
    if sent.format and name == UNKNOWN:
        raise InputError(Finding("P516", {"format": sent.format}, Location(sent.name)))
    return name


def payload_checks(bundle: Bundle, footprint: Footprint) -> Iterator[Check]:
    """Every payload against what the recomputed result gives; undecided where no writer of ours made it."""
    statement = stated(bundle)
    for member in bundle.manifest.having("payload"):
        if member.path in bundle.files:
            yield from _checked(bundle, member, footprint, statement)


def stated(bundle: Bundle) -> Mapping[str, Any] | None:
    """The statement in a bundle, where there is one."""
    from lca.documents import read_document

    members = bundle.manifest.having("statement")
    if not members or members[0].path not in bundle.files:
        return None
    data = read_document(bundle.content(members[0]), members[0].name).data
    return data if isinstance(data, dict) else None


def _checked(
    bundle: Bundle, member: Member, footprint: Footprint, statement: Mapping[str, Any] | None
) -> Iterator[Check]:
    from lca.passport.formats import FORMATS

    content = bundle.content(member)
    if member.name not in (UNKNOWN, *FORMATS):
        yield Check("payload", member.path, False, member.name, UNKNOWN)
        return
    if member.name == UNKNOWN:
        yield Check("payload", member.path, None)
        return
    made = _made(member.name, content, footprint, statement)
    if made is None or made == content:
        yield Check("payload", member.path, made is not None, member.name, UNKNOWN)
        return
    unlike = _unlike(content, made)
    for one in unlike[:SHOWN]:
        yield Check("payload", f"{member.path}:{one.path}", False, _short(one.stated), _short(one.found))
    if not unlike:
        yield Check("payload", member.path, False)


def _short(value: object) -> str:
    return UNKNOWN if value is None else str(value)[:80]


def _made(
    name: str, content: bytes, footprint: Footprint, statement: Mapping[str, Any] | None
) -> bytes | None:
    """The payload of a format, for the moment that brings it nearest to the one at hand; None without."""
    from lca.passport.exporting import export
    from lca.passport.formats import FORMATS

    if name not in FORMATS:
        return None
    best: tuple[int, bytes] | None = None
    for moment in _moments(content):
        try:
            made = export(footprint, name, statement=statement, at=moment).content
        except (InputError, ImportError):
            continue
        if made == content:
            return made
        distance = len(_unlike(content, made))
        best = min(best, (distance, made)) if best else (distance, made)
    return best[1] if best else None


def _moments(content: bytes) -> Sequence[datetime]:
    """The moments that a payload names: one of them is that of its issue."""
    words = dict.fromkeys(MOMENT.findall(content.decode("utf-8", "replace")))
    found = [datetime.fromisoformat(word) for word in list(words)[:MOST_MOMENTS]]
    return found or [datetime.fromisoformat("2000-01-01T00:00:00+00:00")]


def _unlike(content: bytes, made: bytes) -> list[Field]:
    try:
        stated, found = json.loads(content), json.loads(made)
    except (ValueError, RecursionError):
        return []
    return [one for one in compared(stated, found, one_version=True).fields if one.status != "identical"]
