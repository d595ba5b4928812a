"""Suppliers' payloads read: the door for programs.

::

    from lca.passport import reading

    for one in reading.read("cathode.json", at=now):
        one.format, one.per_unit, one.unit, one.primary_share, one.trail

In activity data a payload stands under ``footprints`` (``cathode: {payload: cathode.json}``), and
``zuji calc --user-factors cathode.json`` takes it as a factor; both read by the same tables, which are in
:mod:`lca.factors.user.payloads`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lca.documents import read_bytes
from lca.errors import Finding, InputError, Location, Severity
from lca.factors.user.json_files import objects_in
from lca.factors.user.payloads.declared import Declared, Source
from lca.factors.user.payloads.reading import FORMATS, is_payload, read_payloads
from lca.factors.user.payloads.timing import out_of_time
from lca.passport.reading.doubts import doubts
from lca.passport.signing.strict_json import read_json

__all__ = ["FORMATS", "Declared", "Source", "examine", "read"]

Payload = str | Path | bytes | Mapping[str, Any]


def read(source: Payload, *, at: datetime | None = None, file: str = "<payload>") -> tuple[Declared, ...]:
    """The footprints in a payload, one or many, bare or under ``data``.

    Args:
        source: the path of a file, its bytes, or the object.
        at: the moment at which they shall be valid; left out, expiry is not looked at.
        file: what the bytes or the object are called in findings.

    Raises:
        InputError: P400 to P408 no strict JSON, too large or too deep; and every error of every footprint.
    """
    found = examine(source, at=at, file=file)
    wrong = [finding for one in found for finding in one.errors]
    if wrong:
        raise InputError(wrong)
    return found


def examine(source: Payload, *, at: datetime | None = None, file: str = "<payload>") -> tuple[Declared, ...]:
    """As :func:`read`, with errors among the findings of each footprint instead of raised.

    Further warnings are what our own checks of the format object to: official samples fail them, so nothing
    is refused for that alone.

    Raises:
        InputError: the text is no strict JSON, or P633 there is no footprint in it.
    """
    name = str(source) if isinstance(source, str | Path) else file
    objects, path = _objects(source, name)
    if not all(is_payload(one) for one in objects):
        raise InputError(Finding("P633", {"path": name}, Location(name)))
    found = read_payloads(objects, name, path)
    return tuple(_examined(one, data, at) for one, data in zip(found, objects, strict=True))


def _objects(source: Payload, name: str) -> tuple[list[dict[str, Any]], str]:
    if isinstance(source, Mapping):
        return objects_in(dict(source), name)
    content = source if isinstance(source, bytes) else read_bytes(Path(source))
    return objects_in(read_json(content, name), name)


def _examined(one: Declared, data: Mapping[str, Any], at: datetime | None) -> Declared:
    more: tuple[Finding, ...] = ()
    if at is not None:
        more = tuple(out_of_time(one, at.date(), at.date(), one.place))
    known = {finding.location.path for finding in one.findings if finding.severity is Severity.ERROR}
    more += tuple(finding for finding in doubts(one, data) if finding.location.path not in known)
    return replace(one, findings=(*one.findings, *more))
