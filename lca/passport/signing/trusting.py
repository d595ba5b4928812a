"""Whom a verifier believes: pinned keys, DID documents, and the issuers that may sign at all.

A signature proves that somebody holds a key. Who that is, the verifier must know from elsewhere: from a
key that he pinned, from a DID document that he fetched, or from a list of issuers. Nothing inside the
signed text (``jwk``, ``jku``, ``x5c``) is ever taken as a key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NoReturn

from lca.errors import Finding, InputError
from lca.passport.signing.did import DidDocument, Method, key_of_did
from lca.passport.signing.keys import PrivateKey, PublicKey


@dataclass(frozen=True, slots=True)
class Resolved:
    """A key that a signature may be checked with, and who controls it; None for a pinned key."""

    key: PublicKey
    controller: str | None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Trust:
    """What a verifier believes.

    With ``keys``, a signature must be of one of them, whatever it says about itself. Without, its
    verification method must be a did:key or stand in one of the ``documents``, and belong to the issuer.
    ``issuers`` names the only ones whose credentials are taken; None takes every issuer whose key is known.
    """

    keys: tuple[PublicKey, ...] = ()
    documents: tuple[DidDocument, ...] = ()
    issuers: frozenset[str] | None = None
    _by_id: dict[str, DidDocument] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        if any(isinstance(key, PrivateKey) for key in self.keys):
            _refuse("P412")
        object.__setattr__(self, "_by_id", {document.id: document for document in self.documents})
        if len(self._by_id) != len(self.documents):
            _refuse("P423", key="id")

    def resolve(self, method: str | None, issuer: str | None, at: datetime) -> tuple[Resolved, ...]:
        """The keys that a signature by ``method`` of a credential of ``issuer`` may be of.

        Raises:
            InputError: P415 and P422 a did:key that is none, P424 no key is known, P425 the method may
                not assert, P426 it had ended at that time, P443 it is not the pinned key.
        """
        if self.keys:
            return self._pinned(method)
        did, mark, name = (method or "").partition("#")
        if not did.startswith("did:"):  # a bare kid names a method of the issuer's document
            did, name = issuer or "", did or name
        if did.startswith("did:key:") and did not in self._by_id:
            return (_self_certified(did, mark + name),)
        if did not in self._by_id:
            _refuse("P424", method=str(method or issuer)[:200])
        found = self._method(self._by_id[did], name, at)
        if found.key is None:
            _refuse("P415", kind=found.id[-100:])
        return (Resolved(found.key, found.controller, found.id),)

    def _method(self, document: DidDocument, name: str, at: datetime) -> Method:
        asserting = [method for method in document.methods if method.asserts and method.key is not None]
        only = asserting[0] if len(asserting) == 1 else None
        found = document.find(name) or document.find(f"{document.id}#{name}") if name else only
        if found is None:
            _refuse("P424", method=f"{document.id}#{name}"[:200])
        if not found.asserts:
            _refuse("P425", method=found.id)
        if found.ends is not None and found.ends <= at:
            _refuse("P426", method=found.id, ended=found.ends.isoformat())
        return found

    def _pinned(self, method: str | None) -> tuple[Resolved, ...]:
        """The pinned keys; only one where the method is itself a key, none where that is another."""
        did = (method or "").partition("#")[0]
        if did.startswith("did:key:"):
            stated = key_of_did(did)
            if stated not in self.keys:
                _refuse("P443", method=did)
            return (Resolved(stated, None, method),)
        return tuple(Resolved(key, None, method) for key in self.keys)


def trust(
    *keys: PublicKey, documents: Sequence[DidDocument] = (), issuers: Sequence[str] | None = None
) -> Trust:
    """A :class:`Trust` in the fewest words."""
    return Trust(keys, tuple(documents), None if issuers is None else frozenset(issuers))


def _self_certified(did: str, fragment: str) -> Resolved:
    key = key_of_did(did)
    if fragment not in ("", "#", f"#{key.multikey}", key.multikey, key.thumbprint):
        _refuse("P424", method=f"{did}{fragment}"[:200])
    return Resolved(key, did, f"{did}#{key.multikey}")


def _refuse(code: str, **params: object) -> NoReturn:
    raise InputError(Finding(code, params))
