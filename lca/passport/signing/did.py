"""Decentralised identifiers without a network: did:key, and did:web from documents that the caller has.

A did:key is its own key. A did:web names a document on a host; whoever verifies fetched it before (its
address is :func:`did_web_url`) and hands it over. Documents of other methods are taken the same way.

Sources: W3C DID Core 1.0 and Controlled Identifiers 1.0 (documents, verification relationships), the
did:key and did:web method specifications of the W3C CCG.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NoReturn
from urllib.parse import unquote

from lca.errors import Finding, InputError, Location
from lca.passport.signing.key_texts import public_jwk, public_multikey
from lca.passport.signing.keys import PublicKey
from lca.passport.signing.strict_json import read_object
from lca.passport.signing.times import read_time

DID = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]*[A-Za-z0-9._%-]")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?")
CONTEXT = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
SECRETS = frozenset({"d", "secretKeyMultibase", "privateKeyMultibase", "privateKeyJwk", "privateKeyPem"})


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method: its address, who controls it, its key, whether it may assert, and until when.

    A key that this program cannot use is None; ``ends`` is the earlier of ``expires`` and ``revoked``.
    """

    id: str
    controller: str
    key: PublicKey | None
    kid: str | None
    asserts: bool
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class DidDocument:
    """A DID document: whose it is, and its verification methods."""

    id: str
    methods: tuple[Method, ...]

    def find(self, method: str) -> Method | None:
        """The method with this address, with this fragment, JWK ``kid`` or thumbprint; the first that is."""
        for known in self.methods:
            names = {known.id, known.id.partition("#")[2], known.kid}
            if known.key is not None:
                names.add(known.key.thumbprint)
            if method in names - {None, ""}:
                return known
        return None


def read_did_document(text: str | bytes, file: str | None = None) -> DidDocument:
    """The DID document in a JSON text.

    Raises:
        InputError: P400 to P407 the JSON, P423 it is no DID document, P427 it holds a private key.
    """
    members = read_object(text, file)
    if _secret(members):
        _refuse("P427", file)
    did = members.get("id")
    if not isinstance(did, str) or not DID.fullmatch(did):
        _refuse("P423", file, key="id")
    listed = list(_listed(members, "verificationMethod", file))
    asserting = set()
    stated = members.get("assertionMethod", [])
    if not isinstance(stated, list):
        _refuse("P423", file, key="assertionMethod")
    for item in stated:  # the address of a method, or a method itself
        listed += [item] if isinstance(item, Mapping) else []
        asserting.add(_absolute(item.get("id") if isinstance(item, Mapping) else item, did, file))
    return DidDocument(did, tuple(_method(item, did, asserting, file) for item in listed))


def did_document(did: str, keys: Sequence[PublicKey]) -> dict[str, Any]:
    """A DID document that lets each key make assertions; its fragments are the keys' thumbprints."""
    methods = [
        {
            "id": method_of(did, key),
            "type": "Multikey",
            "controller": did,
            "publicKeyMultibase": key.multikey,
        }
        for key in keys
    ]
    names = [method["id"] for method in methods]
    return {"@context": list(CONTEXT), "id": did, "verificationMethod": methods, "assertionMethod": names}


def method_of(did: str, key: PublicKey) -> str:
    """The address that we give to a key of a DID: did:key repeats itself, others have its thumbprint."""
    return f"{did}#{key.multikey if did.startswith('did:key:') else key.thumbprint}"


def key_of_did(did: str) -> PublicKey:
    """The key that a did:key is; P422 where it is none, P415 where its kind is not supported."""
    if not DID.fullmatch(did) or not did.startswith("did:key:"):
        _refuse("P422", None, did=did[:100])
    try:
        return public_multikey(did.removeprefix("did:key:"))
    except InputError as error:
        if any(finding.code == "P415" for finding in error.findings):
            raise
        _refuse("P422", None, did=did[:100])


def did_web_url(did: str) -> str:
    """Where the document of a did:web stands; P422 where the DID is none.

    ``did:web:example.com`` is ``https://example.com/.well-known/did.json``; further parts are a path,
    and a port is written ``%3A``.
    """
    host, *path = did.removeprefix("did:web:").split(":")
    host = unquote(host)
    parts = [unquote(part) for part in path]
    wrong = any(not part or part in (".", "..") or "/" in part or "\\" in part for part in parts)
    if not DID.fullmatch(did) or not did.startswith("did:web:") or not _HOST.fullmatch(host) or wrong:
        _refuse("P422", None, did=did[:100])
    return f"https://{host}/{'/'.join(path) if path else '.well-known'}/did.json"


def _method(item: Mapping[str, Any], did: str, asserting: set[str], file: str | None) -> Method:
    address = _absolute(item.get("id"), did, file)
    members = item.get("publicKeyJwk")
    kid = members.get("kid") if isinstance(members, Mapping) else None
    ends = [read_time(item[name]) for name in ("expires", "revoked") if name in item]
    controller = item.get("controller", did)
    if not isinstance(controller, str):
        _refuse("P423", file, key="controller")
    return Method(
        id=address,
        controller=controller,
        key=_key(item, file),
        kid=kid if isinstance(kid, str) else None,
        asserts=address in asserting,
        ends=min(ends, default=None),
    )


def _key(item: Mapping[str, Any], file: str | None) -> PublicKey | None:
    """The key of a method; None where it is of a kind that is not used here (a document may hold some)."""
    try:
        if isinstance(item.get("publicKeyMultibase"), str):
            return public_multikey(item["publicKeyMultibase"], file)
        if isinstance(item.get("publicKeyJwk"), Mapping):
            return public_jwk(item["publicKeyJwk"], file)
    except InputError as error:
        if any(finding.code == "P412" for finding in error.findings):
            _refuse("P427", file)
    return None


def _absolute(address: object, did: str, file: str | None) -> str:
    if not isinstance(address, str) or "#" not in address:
        return _refuse("P423", file, key="id")
    return f"{did}{address}" if address.startswith("#") else address


def _listed(members: Mapping[str, Any], key: str, file: str | None) -> Iterator[Mapping[str, Any]]:
    items = members.get(key, [])
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        _refuse("P423", file, key=key)
    yield from items


def _secret(value: object) -> bool:
    if isinstance(value, Mapping):
        return bool(SECRETS & value.keys()) or any(_secret(item) for item in value.values())
    return isinstance(value, list) and any(_secret(item) for item in value)


def _refuse(code: str, file: str | None, **params: object) -> NoReturn:
    raise InputError(Finding(code, params, Location(file))) from None
