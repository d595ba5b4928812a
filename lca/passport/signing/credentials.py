"""Credentials: a payload wrapped as one, who issued it, and when it is valid.

A payload that is a verifiable credential already (UNTP) is signed as it is. Any other payload (PACT,
Catena-X, ...) becomes the ``payload`` of a credential's subject, as a JSON literal, unchanged.

Source: W3C Verifiable Credentials Data Model 2.0, sections 4.3 (contexts), 4.7 (issuer), 4.9 (validity).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from lca.errors import Finding, InputError
from lca.passport.signing.strict_json import canonical
from lca.passport.signing.times import read_time, write_time

CONTEXT = "https://www.w3.org/ns/credentials/v2"
TYPE = "VerifiableCredential"
TERMS: Mapping[str, Any] = {
    "payload": {"@id": "urn:zuji:payload:1", "@type": "@json"},
    "payloadFormat": {"@id": "urn:zuji:payload-format:1"},
}
"""What our two words mean, beside the terms of the data model."""
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:zuji:credential:1")


def is_credential(document: Mapping[str, Any]) -> bool:
    """Whether a document is a verifiable credential."""
    kinds = document.get("type")
    return TYPE in (kinds if isinstance(kinds, list) else [kinds])


def credential(
    payload: Mapping[str, Any],
    format: str,
    issuer: str | Mapping[str, Any],
    valid_from: datetime,
    valid_until: datetime | None = None,
    status: Mapping[str, Any] | list[Mapping[str, Any]] | None = None,
) -> dict[str, Any]:
    """The payload as a credential, not yet signed; its id follows from its content.

    Args:
        payload: An object of JSON; it stays as it is.
        format: What the payload is: ``pact-3.0``.
        issuer: Who states it: a DID, or an object with ``id`` and ``name``.
        valid_from: From when it is valid.
        valid_until: Until when, if ever.
        status: ``credentialStatus``: see :func:`lca.passport.signing.status_list.status_entry`.
    """
    made: dict[str, Any] = {
        "@context": [CONTEXT, dict(TERMS)],
        "type": [TYPE],
        "issuer": issuer,
        "validFrom": write_time(valid_from),
    }
    if valid_until is not None:
        made["validUntil"] = write_time(valid_until)
    if status is not None:
        made["credentialStatus"] = status
    made["credentialSubject"] = {"payloadFormat": format, "payload": payload}
    check_validity(made)
    return {"id": f"urn:uuid:{uuid.uuid5(NAMESPACE, canonical(made).decode('utf-8'))}", **made}


def payload_of(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was wrapped by :func:`credential`; the credential itself where nothing was."""
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping) or "payloadFormat" not in subject:
        return document
    payload = subject.get("payload")
    return payload if isinstance(payload, Mapping) else document


def issuer_of(document: Mapping[str, Any]) -> str | None:
    """The id of the issuer, None where there is none."""
    stated = document.get("issuer")
    issuer = stated.get("id") if isinstance(stated, Mapping) else stated
    return issuer if isinstance(issuer, str) else None


def validity(document: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    """``validFrom`` and ``validUntil``; P447 where one is no time."""
    stated = [document.get("validFrom"), document.get("validUntil")]
    start, end = (None if text is None else read_time(text) for text in stated)
    return start, end


def check_validity(document: Mapping[str, Any]) -> None:
    """P446 where the credential ends before it begins, P447 where a time is none."""
    start, end = validity(document)
    if start is not None and end is not None and end <= start:
        raise InputError(Finding("P446", {"time": write_time(end)}))


def validity_findings(
    document: Mapping[str, Any], at: datetime, leeway: timedelta = timedelta(0)
) -> list[Finding]:
    """P445 not valid yet, P446 not valid any more, P447 a time is none; with a tolerance for clocks.

    The JWT claims ``nbf`` and ``exp`` (seconds since 1970) count like the credential's own times.
    """
    try:
        start, end = validity(document)
        before, after = _claim(document, "nbf"), _claim(document, "exp")
    except InputError as error:
        return list(error.findings)
    starts = [time for time in (start, before) if time is not None]
    found = []
    if starts and max(starts) > at + leeway:
        found.append(Finding("P445", {"time": write_time(max(starts))}))
    if end is not None and end < at - leeway:  # validUntil is the last moment, exp the first one after it
        found.append(Finding("P446", {"time": write_time(end)}))
    elif after is not None and after <= at - leeway:
        found.append(Finding("P446", {"time": write_time(after)}))
    return found


def _claim(document: Mapping[str, Any], name: str) -> datetime | None:
    stated = document.get(name)
    if stated is None:
        return None
    try:
        if isinstance(stated, bool) or not isinstance(stated, int | float):
            raise ValueError
        return datetime.fromtimestamp(stated, tz=UTC)
    except (ValueError, OverflowError, OSError):
        raise InputError(Finding("P447", {"time": str(stated)[:40]})) from None
