"""Data Integrity proofs: eddsa-jcs-2022 and ecdsa-jcs-2019 (P-256), a signature beside the document.

The signed bytes are SHA-256(JCS(proof options)) followed by SHA-256(JCS(document without its proof)).

One thing is stricter than the specification: it lets a document add further ``@context`` entries after
those that were signed. That changes what the words of the document mean, so it counts as tampering here.

Sources: W3C Data Integrity EdDSA Cryptosuites 1.0, section 3.3; Data Integrity ECDSA Cryptosuites 1.0,
section 3.3; RFC 8785.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lca.errors import Finding, InputError
from lca.passport.signing import fields
from lca.passport.signing.keys import Kind, PrivateKey, PublicKey
from lca.passport.signing.multibase import from_base58, to_base58
from lca.passport.signing.strict_json import canonical
from lca.passport.signing.times import write_time

SUITES: Mapping[str, Kind] = {"eddsa-jcs-2022": "Ed25519", "ecdsa-jcs-2019": "P-256"}
SUITE_OF: Mapping[Kind, str] = {kind: suite for suite, kind in SUITES.items()}
PROOF = "DataIntegrityProof"
PURPOSE = "assertionMethod"
SIGNATURE = 64
"""Bytes of a signature of either suite."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof taken apart: what was signed about it, and the signature."""

    options: Mapping[str, Any]
    signature: bytes
    kind: Kind
    method: str


def add_proof(
    document: Mapping[str, Any], key: PrivateKey, method: str, created: datetime, name_fields: bool = True
) -> dict[str, Any]:
    """The document with its proof.

    Args:
        document: An object of JSON without ``proof``.
        key: Its kind decides the suite.
        method: The address of the public key, a DID URL.
        created: When it is signed.
        name_fields: Put digests of the fields into the proof, so that a tampered field can be named.

    Raises:
        InputError: P433 the document has a proof already; P403 to P408 what has no canonical form.
    """
    if "proof" in document:
        raise InputError(Finding("P433", {"kind": "proof"}))
    digest = _hash(document)
    options: dict[str, Any] = {
        "type": PROOF,
        "cryptosuite": SUITE_OF[key.kind],
        "created": write_time(created),
        "verificationMethod": method,
        "proofPurpose": PURPOSE,
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    if name_fields:
        options[fields.KEY] = fields.manifest(document, digest)
    signature = key.sign(_hash(options) + digest)
    return {**document, "proof": {**options, "proofValue": to_base58(signature)}}


def split(document: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Mapping[str, Any], ...]]:
    """The document without its proof, and its proofs (more than one are a set: each must hold)."""
    bare = {key: value for key, value in document.items() if key != "proof"}
    stated = document.get("proof")
    listed = stated if isinstance(stated, list) else [stated]
    if not listed or not all(isinstance(proof, Mapping) for proof in listed):
        raise InputError(Finding("P433", {"kind": "none"}))
    return bare, tuple(listed)


def read_proof(proof: Mapping[str, Any]) -> Proof:
    """A proof taken apart.

    Raises:
        InputError: P439 the signature is malformed, P440 another type, suite or a chain of proofs, P441
            another purpose, P424 it names no key.
    """
    suite = proof.get("cryptosuite")
    kind = SUITES.get(suite) if isinstance(suite, str) else None
    if proof.get("type") != PROOF or kind is None or "previousProof" in proof:
        named = suite if isinstance(suite, str) else proof.get("type")
        raise InputError(Finding("P440", {"suite": str(named)[:60]}))
    if proof.get("proofPurpose") != PURPOSE:
        raise InputError(Finding("P441", {"purpose": str(proof.get("proofPurpose"))[:60]}))
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise InputError(Finding("P424", {"method": "-"}))
    options = {key: value for key, value in proof.items() if key != "proofValue"}
    return Proof(options, _signature(proof.get("proofValue")), kind, method)


def check(
    document: Mapping[str, Any], proof: Proof, key: PublicKey
) -> tuple[Finding | None, tuple[str, ...]]:
    """What is wrong with a signature, and the fields that were changed as far as they can be told.

    P435 the key is of another kind; P442 the ``@context`` is not the one that was signed; P431 the
    document was changed in the named fields; P432 the proof was changed, or another key made it; P430
    one of both, without more to be said.
    """
    if key.kind != proof.kind:
        return Finding("P435", {"algorithm": SUITE_OF[proof.kind], "kind": key.kind}), ()
    context = proof.options.get("@context", document.get("@context"))
    if canonical(context) != canonical(document.get("@context")):
        as_signed = key.verify(_hashes(proof.options, {**document, "@context": context}), proof.signature)
        return (Finding("P442"), ("/@context",)) if as_signed else _reason(document, proof, key)
    if key.verify(_hashes(proof.options, document), proof.signature):
        return None, ()
    return _reason(document, proof, key)


def _reason(document: Mapping[str, Any], proof: Proof, key: PublicKey) -> tuple[Finding, tuple[str, ...]]:
    stated = fields.stated_document(proof.options)
    different = fields.changed(document, proof.options)
    genuine = stated is not None and key.verify(_hash(proof.options) + stated, proof.signature)
    if genuine and different:
        return Finding("P431", {"fields": ", ".join(different[:8]), "count": len(different)}), different
    if different == () or stated == _hash(document):  # the document fits what the proof says of it
        return Finding("P432"), ("/proof",)
    return Finding("P430"), ("",)


def _hashes(options: Mapping[str, Any], document: Mapping[str, Any]) -> bytes:
    return _hash(options) + _hash(document)


def _hash(value: object) -> bytes:
    return hashlib.sha256(canonical(value)).digest()


def _signature(text: object) -> bytes:
    try:
        signature = from_base58(text) if isinstance(text, str) else b""
    except ValueError:
        signature = b""
    if len(signature) != SIGNATURE:
        raise InputError(Finding("P439"))
    return signature
