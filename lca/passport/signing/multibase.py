"""Bytes as text: base64url without padding, multibase, and keys as Multikey.

Every decoding is strict: one text for one value. A lenient decoder that ignores padding, blanks or
unused bits would let a signed text be changed without changing what it decodes to.

Sources: RFC 4648, section 5; W3C Controlled Identifiers 1.0, sections 2.4 (multibase) and 2.2.2
(Multikey); the multicodec table for the prefixes.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping

BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
MAXIMUM_BASE58 = 256
"""Characters of base58 that are read; its decoding takes quadratic time."""

PREFIXES: Mapping[str, bytes] = {
    "Ed25519": b"\xed\x01",
    "P-256": b"\x80\x24",
}
"""Kind of a public key to its multicodec prefix: ed25519-pub (0xed), p256-pub (0x1200), as varints."""

SECRET_PREFIXES: Mapping[str, bytes] = {
    "Ed25519": b"\x80\x26",
    "P-256": b"\x86\x26",
}
"""The same for private keys: ed25519-priv (0x1300), p256-priv (0x1306)."""


def to_base64url(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: str) -> bytes:
    """The bytes of base64url without padding; ValueError where the text is not the one form of them."""
    if not BASE64URL.fullmatch(text):
        raise ValueError("a character is not of base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(data) != text:
        raise ValueError("unused bits are set")
    return data


def to_base58(data: bytes) -> str:
    """Base58btc as multibase: with its leading ``z``."""
    import base58

    return "z" + base58.b58encode(data).decode("ascii")


def from_base58(text: str) -> bytes:
    """The bytes of a base58btc multibase text; ValueError where it is none."""
    import base58

    if not text.startswith("z") or len(text) > MAXIMUM_BASE58 or not text.isascii():
        raise ValueError("no base58btc multibase text")
    data: bytes = base58.b58decode(text[1:])
    if to_base58(data) != text:
        raise ValueError("not the one form of its bytes")
    return data


def to_multikey(kind: str, raw: bytes) -> str:
    """A public key as Multikey: multibase of its prefix and its bytes."""
    return to_base58(PREFIXES[kind] + raw)


def from_multikey(text: str, prefixes: Mapping[str, bytes] = PREFIXES) -> tuple[str, bytes]:
    """Kind and bytes of a Multikey; ValueError where it is none, KeyError where the kind is unknown."""
    data = from_base58(text)
    for kind, prefix in prefixes.items():
        if data.startswith(prefix):
            return kind, data[len(prefix) :]
    raise KeyError(data[:2].hex())
