"""URNs (RFC 8141) as passports carry them: recognised, taken apart and made."""

from __future__ import annotations

import re

_URN = re.compile(
    r"urn:[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]:"
    r"[A-Za-z0-9\-._~!$&'()*+,;=:@%](?:[A-Za-z0-9\-._~!$&'()*+,;=:@%/?#])*",
    re.IGNORECASE,
)
_PACT = re.compile(r"urn:pact:(?P<domain>[^:]+):(?P<type>[^:]+):(?P<id>.+)", re.IGNORECASE)
_GTIN = re.compile(r"urn:gtin:(?P<digits>.*)", re.IGNORECASE)
_CLASSES = {"cpc": "un-cpc", "cas": "cas", "hs": "hs", "cn": "cn", "unspsc": "unspsc", "eclass": "eclass"}


def is_urn(text: object) -> bool:
    """Whether a text is a URN: a scheme, a namespace, something in it, and no blank."""
    return isinstance(text, str) and _URN.fullmatch(text) is not None


def keeps_namespace(text: str) -> bool:
    """Whether a URN has the form that its namespace wants, where it is one of the two that PACT names.

    These are ``urn:pact:<domain>:<type>:<id>`` and ``urn:gtin:<digits with a right check digit>``.
    """
    if text.lower().startswith("urn:pact:"):
        return _PACT.fullmatch(text) is not None
    gtin = _GTIN.fullmatch(text)
    return gtin is None or is_gtin(gtin["digits"])


def is_gtin(digits: str) -> bool:
    """Whether these are 8, 12, 13 or 14 digits whose last is the check digit (GS1 modulo 10)."""
    if len(digits) not in (8, 12, 13, 14) or not (digits.isascii() and digits.isdigit()):
        return False
    weighted = (int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    return sum(weighted) % 10 == 0


def gtin_urn(digits: str) -> str:
    """The URN of a GTIN."""
    return f"urn:gtin:{digits}"


def classification_urn(system: str, code: str) -> str:
    """The URN of a product classification: ``urn:pact:productclassification:un-cpc:41431``."""
    return f"urn:pact:productclassification:{_CLASSES.get(system.lower(), system.lower())}:{code}"
