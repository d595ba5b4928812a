"""Clients and bearer tokens of the OAuth 2.0 client credentials grant (RFC 6749, section 4.4).

A token says for whom it is and until when, under an HMAC-SHA256 of the service's key; nothing is stored. Of a
secret only a hash is kept, and neither stands in any text.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal
from urllib.parse import unquote_plus

LIFETIME = 3600
"""Seconds for which a token holds."""
SHORTEST_KEY = 32

Refusal = Literal["expired", "invalid"]


def everything(document: Mapping[str, Any]) -> bool:
    """A client who may see every footprint."""
    return True


@dataclass(frozen=True, slots=True)
class Client:
    """A data recipient: its id, a hash of its secret, and which footprints it may see."""

    id: str
    digest: bytes = field(repr=False)
    may_see: Callable[[Mapping[str, Any]], bool] = everything

    @classmethod
    def of(cls, id: str, secret: str, may_see: Callable[[Mapping[str, Any]], bool] = everything) -> Client:
        """A client of an id and a secret, which should be as long as a machine makes it."""
        return cls(id, _digest(id, secret), may_see)


def authenticated(clients: Iterable[Client], id: str, secret: str) -> Client | None:
    """The client whose secret this is; every client takes the same time to refuse."""
    given, found = _digest(id, secret), None
    for client in clients:
        if hmac.compare_digest(client.digest, given) and client.id == id:
            found = client
    return found


def issue(key: bytes, client: Client, at: datetime) -> str:
    """A bearer token for a client.

    Raises:
        ValueError: the key is shorter than 32 bytes.
    """
    if len(key) < SHORTEST_KEY:
        raise ValueError(f"the key must have at least {SHORTEST_KEY} bytes")
    body = _text(json.dumps({"sub": client.id, "exp": int(at.timestamp()) + LIFETIME}).encode())
    return f"{body}.{_text(_mac(key, body))}"


def holder(key: bytes, token: str, at: datetime) -> str | Refusal:
    """The id of the client that a token was issued for as ``"client:<id>"``, or why it does not hold."""
    body, _, mac = token.partition(".")
    try:
        right = hmac.compare_digest(_mac(key, body), _bytes(mac))
        stated = json.loads(_bytes(body)) if right else None
    except (ValueError, binascii.Error):
        return "invalid"
    if not isinstance(stated, dict):
        return "invalid"
    return f"client:{stated['sub']}" if at.timestamp() < stated["exp"] else "expired"


def basic(header: str) -> tuple[str, str] | None:
    """Id and secret of an ``Authorization: Basic`` header, form-decoded as RFC 6749, section 2.3.1, asks."""
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        id, colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (ValueError, binascii.Error):
        return None
    return (unquote_plus(id), unquote_plus(secret)) if colon else None


def _digest(id: str, secret: str) -> bytes:
    return hashlib.sha256(f"{len(id)}:{id}:{secret}".encode()).digest()


def _mac(key: bytes, body: str) -> bytes:
    return hmac.new(key, body.encode(), hashlib.sha256).digest()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
