"""Which field was tampered with: digests of the fields, which travel inside the signed proof.

A signature says of a document as a whole whether it is the one that was signed. To name the field that
changed, the proof options of a Data Integrity proof carry, under :data:`KEY`, the SHA-256 of the
canonical document and a short digest of each of its leaves. The options are signed too. Where the
document no longer fits, the signature is tried with the *stated* hash of the document: if it holds, the
options are genuine, so the stated digests are, and the leaves that differ from them are the ones that
were changed, added or removed.

The short digests only name; whether a document is genuine is decided by the signature alone. The key is
an absolute IRI and its value a JSON literal, so that JSON-LD processors take the proof as it is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from lca.passport.signing.multibase import from_base64url, to_base64url
from lca.passport.signing.strict_json import canonical, escape

KEY = "urn:zuji:fields:1"
SHORT = 9
"""Bytes of a leaf's digest: twelve characters."""


def manifest(document: Mapping[str, Any], digest: bytes) -> dict[str, Any]:
    """What :data:`KEY` holds: the SHA-256 of the canonical document and a digest of each leaf."""
    leaves = {pointer: _digest(pointer, value) for pointer, value in leaves_of(document)}
    whole = to_base64url(digest)
    return {"@type": "@json", "@value": {"document": whole, "fields": leaves}}


def stated_document(options: Mapping[str, Any]) -> bytes | None:
    """The SHA-256 of the document as the proof options state it; None where they do not."""
    stated = _content(options).get("document")
    try:
        digest = from_base64url(stated) if isinstance(stated, str) else b""
    except ValueError:
        return None
    return digest if len(digest) == hashlib.sha256().digest_size else None


def changed(document: Mapping[str, Any], options: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Pointers of the leaves of ``document`` that differ from the stated digests, are new, or are gone.

    None where no digests are stated.
    """
    stated = _content(options).get("fields")
    if not isinstance(stated, Mapping):
        return None
    found = {pointer: _digest(pointer, value) for pointer, value in leaves_of(document)}
    return tuple(p for p in sorted({*found, *stated}) if found.get(p) != stated.get(p))


def differences(one: object, other: object) -> tuple[str, ...]:
    """Pointers of the leaves in which two values differ, as their canonical forms see them."""
    found = [{p: canonical(value) for p, value in leaves_of(value)} for value in (one, other)]
    return tuple(p for p in sorted({*found[0], *found[1]}) if found[0].get(p) != found[1].get(p))


def leaves_of(value: object, pointer: str = "") -> Iterator[tuple[str, object]]:
    """Every scalar and every empty object or array in a value, with its JSON pointer (RFC 6901)."""
    if isinstance(value, Mapping) and value:
        for key, item in value.items():
            yield from leaves_of(item, f"{pointer}/{escape(key)}")
    elif isinstance(value, list | tuple) and value:
        for position, item in enumerate(value):
            yield from leaves_of(item, f"{pointer}/{position}")
    else:
        yield pointer, value


def _digest(pointer: str, value: object) -> str:
    return to_base64url(hashlib.sha256(canonical([pointer, value])).digest()[:SHORT])


def _content(options: Mapping[str, Any]) -> Mapping[str, Any]:
    literal = options.get(KEY)
    content = literal.get("@value") if isinstance(literal, Mapping) else None
    return content if isinstance(content, Mapping) else {}
