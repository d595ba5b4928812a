"""VAA identifiers, ``national.park.enterprise/object[security]``: made, taken apart, held to their profile.

Which segments a prefix has and how long they may be is data (``vaa.toml``); which codes a registry
allocated is data as well, given by whoever was allocated them. Nothing is assumed about either.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType

from lca.errors import Finding, InputError, Location, nearest
from lca.names import Names

DOT, SLASH = ".", "/"
SUFFIX = MappingProxyType(
    {"object": Names(zh="对象代码", en="object code"), "security": Names(zh="安全代码", en="security code")}
)
LONGEST = 200
"""No identifier is longer; none is read that is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a prefix: its name and how many characters it has; ``longest`` None is not limited."""

    key: str
    label: Names
    shortest: int = 1
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile: the segments of its prefix in their order."""

    key: str
    label: Names
    prefix: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier in its parts; ``codes`` by key of the segment, in the order of the profile.

    The profile fixes no border between object and security code: it is the enterprise's. An identifier
    that is read has all of its suffix as ``object`` unless the length of the security code is told.
    """

    profile: str
    codes: Mapping[str, str]
    object: str
    security: str = ""
    allowed: Mapping[str, tuple[str, ...]] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", MappingProxyType(dict(self.codes)))
        object.__setattr__(self, "allowed", MappingProxyType(dict(self.allowed)))

    @property
    def prefix(self) -> str:
        """What stands before the stroke: whom the registry allocated it to."""
        return DOT.join(self.codes.values())

    def __str__(self) -> str:
        return f"{self.prefix}{SLASH}{self.object}{self.security}"


@cache
def profiles() -> Mapping[str, Profile]:
    """The profiles by key."""
    raw = resources.files("lca.passport").joinpath("vaa.toml").read_text(encoding="utf-8")
    return MappingProxyType({key: _profile(key, table) for key, table in tomllib.loads(raw).items()})


def identifier(
    profile: str,
    codes: Mapping[str, str],
    object: str,
    security: str = "",
    *,
    allowed: Mapping[str, tuple[str, ...]] | None = None,
) -> Identifier:
    """An identifier from its parts.

    Args:
        profile: key of a profile.
        codes: the code of each segment of the prefix, by key.
        object: code of the object, chosen by the enterprise.
        security: code that makes guessing the identifier hard; may be empty.
        allowed: codes that a registry allocated, by key of the segment; a segment without entry is free.

    Raises:
        InputError: P300 no such profile, P301 a segment is missing, P302 its length, P303 its characters,
            P304 its code is not among the allocated ones, P305 a segment that the profile has not.
    """
    found = _profile_of(profile)
    known = {segment.key for segment in found.prefix}
    findings = [
        Finding("P305", {"segment": key, "profile": profile}, candidates=nearest(key, known))
        for key in codes
        if key not in known
    ]
    for segment in found.prefix:
        findings += _segment(segment, codes.get(segment.key, ""), (allowed or {}).get(segment.key))
    findings += _suffix(object, security)
    if findings:
        raise InputError([_placed(finding) for finding in findings])
    ordered = {segment.key: codes[segment.key] for segment in found.prefix}
    return Identifier(profile, ordered, object, security, allowed or {})


def parse(
    text: str,
    profile: str,
    *,
    security: int = 0,
    allowed: Mapping[str, tuple[str, ...]] | None = None,
) -> Identifier:
    """An identifier from its text; ``security`` is the length of the security code at its end.

    Raises:
        InputError: P306 it has not the form of the profile; and as :func:`identifier`.
    """
    found = _profile_of(profile)
    prefix, stroke, suffix = text[: LONGEST + 1].partition(SLASH)
    codes = prefix.split(DOT)
    if not stroke or len(codes) != len(found.prefix) or len(text) > LONGEST or len(suffix) <= security:
        form = DOT.join(segment.key for segment in found.prefix)
        raise InputError(_placed(Finding("P306", {"text": text[:60], "form": form, "profile": profile})))
    parts = {segment.key: code for segment, code in zip(found.prefix, codes, strict=True)}
    border = len(suffix) - security
    return identifier(profile, parts, suffix[:border], suffix[border:], allowed=allowed)


def _profile_of(key: str) -> Profile:
    if key not in profiles():
        known = ", ".join(profiles())
        found = Finding("P300", {"profile": key, "known": known}, candidates=nearest(key, profiles()))
        raise InputError(_placed(found))
    return profiles()[key]


def _segment(segment: Segment, code: str, allowed: tuple[str, ...] | None) -> list[Finding]:
    params = {"segment": segment.key, "label": segment.label}
    if not code:
        return [Finding("P301", params)]
    if not _visible(code) or DOT in code or SLASH in code:
        return [Finding("P303", {**params, "code": code})]
    if len(code) < segment.shortest or (segment.longest is not None and len(code) > segment.longest):
        return [Finding("P302", {**params, "code": code, "limits": _limits(segment), "length": len(code)})]
    if allowed is not None and code not in allowed:
        known = ", ".join(allowed)
        return [Finding("P304", {**params, "code": code, "known": known}, candidates=nearest(code, allowed))]
    return []


def _suffix(object: str, security: str) -> list[Finding]:
    wrong = []
    for key, code in (("object", object), ("security", security)):
        params = {"segment": key, "label": SUFFIX[key]}
        if not code and key == "object":
            wrong.append(Finding("P301", params))
        elif code and not _visible(code):
            wrong.append(Finding("P303", {**params, "code": code}))
    return wrong


def _visible(code: str) -> bool:
    """Characters that print and that no reader takes for a border: no blank, no control character."""
    return code.isprintable() and not re.search(r"\s", code)


def _limits(segment: Segment) -> str:
    longest = "" if segment.longest is None else str(segment.longest)
    return longest if longest == str(segment.shortest) else f"{segment.shortest}–{longest}"


def _placed(finding: Finding) -> Finding:
    place = Location("<statement>", path="vaa")
    return Finding(finding.code, finding.params, place, finding.severity, finding.candidates)


def _profile(key: str, table: Mapping[str, object]) -> Profile:
    rows = table["prefix"]
    assert isinstance(rows, list)
    segments = tuple(
        Segment(row["key"], _names(row), row.get("shortest", 1), row.get("longest")) for row in rows
    )
    return Profile(key, _names(table), segments)


def _names(table: Mapping[str, object]) -> Names:
    return Names(zh=str(table["zh"]), en=str(table["en"]))
