"""Signing a payload: one call, two ways of securing it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from lca.errors import Finding, InputError
from lca.passport.signing.credentials import check_validity, credential, is_credential, issuer_of
from lca.passport.signing.data_integrity import add_proof
from lca.passport.signing.did import DID, key_of_did, method_of
from lca.passport.signing.jose import envelope, sign_token
from lca.passport.signing.keys import PrivateKey, PublicKey
from lca.passport.signing.times import write_time

Securing = Literal["jose", "data-integrity"]


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed credential: ``text`` is what goes into a file.

    ``securing`` "jose": the token, and ``document`` is its envelope. "data-integrity": the document with
    its proof, as JSON.
    """

    text: str
    document: Mapping[str, Any]
    securing: Securing
    issuer: str
    method: str


def sign(
    payload: Mapping[str, Any],
    key: PrivateKey,
    *,
    at: datetime,
    securing: Securing = "jose",
    format: str = "",
    issuer: str | None = None,
    method: str | None = None,
    valid_until: datetime | None = None,
    status: Mapping[str, Any] | list[Mapping[str, Any]] | None = None,
    name_fields: bool = True,
) -> Signed:
    """The payload signed; the same inputs give the same bytes.

    Args:
        payload: An object of JSON. A verifiable credential is signed as it is, apart from what the
            arguments add; anything else is wrapped as one.
        key: P-256 gives ES256 or ecdsa-jcs-2019, Ed25519 gives EdDSA or eddsa-jcs-2022.
        at: When it is signed; from then on it is valid, unless the credential says so itself.
        securing: "jose" (a token around the credential) or "data-integrity" (a proof inside it).
        format: What the payload is, such as ``pact-3.0``; for one that is wrapped.
        issuer: The DID of the issuer; else the one in the credential, else the key's own did:key.
        method: The address of the key, a DID URL; else derived from the issuer and the key.
        valid_until: Until when it is valid.
        status: Its entry in a status list.
        name_fields: Let a Data Integrity proof carry digests of the fields, so that a tampered field can
            be named.

    Raises:
        InputError: P403 to P408 the payload has no canonical form, P412 a public key, P422 the issuer is
            no DID, P433 it is signed already, P443 the key is not the issuer's, P446 and P447 its times.
    """
    if isinstance(key, PublicKey):
        raise InputError(Finding("P413"))
    document = _document(dict(payload), key, at, format, issuer, valid_until, status)
    name = _issuer(document, key)
    address = method or method_of(name, key.public)
    if address.partition("#")[0] != name:
        raise InputError(Finding("P443", {"method": address}))
    if securing == "jose":
        if "proof" in document:
            raise InputError(Finding("P433", {"kind": "proof"}))
        token = sign_token(document, key, address, name)
        return Signed(token, envelope(token), securing, name, address)
    signed = add_proof(document, key, address, at, name_fields)
    text = json.dumps(signed, ensure_ascii=False, allow_nan=False) + "\n"
    return Signed(text, signed, securing, name, address)


def _document(
    payload: Mapping[str, Any],
    key: PrivateKey,
    at: datetime,
    format: str,
    issuer: str | None,
    valid_until: datetime | None,
    status: Mapping[str, Any] | list[Mapping[str, Any]] | None,
) -> dict[str, Any]:
    if not is_credential(payload):
        return credential(payload, format, issuer or key.public.did, at, valid_until, status)
    stated = issuer_of(payload)
    if issuer is not None and stated not in (None, issuer):
        raise InputError(Finding("P443", {"method": issuer}))
    added: dict[str, Any] = {}
    if stated is None:
        added["issuer"] = issuer or key.public.did
    if "validFrom" not in payload:
        added["validFrom"] = write_time(at)
    if valid_until is not None:
        added["validUntil"] = write_time(valid_until)
    if status is not None:
        added["credentialStatus"] = status
    document = {**payload, **added}
    check_validity(document)
    return document


def _issuer(document: Mapping[str, Any], key: PrivateKey) -> str:
    """The issuer, who must be a DID, and if a did:key, that of this key."""
    name = issuer_of(document)
    if name is None or not DID.fullmatch(name):
        raise InputError(Finding("P422", {"did": str(name)[:100]}))
    if name.startswith("did:key:") and key_of_did(name) != key.public:
        raise InputError(Finding("P443", {"method": name}))
    return name
