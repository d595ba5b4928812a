"""Signing passports and verifying them, offline.

In short::

    from lca.passport import signing

    key = signing.read_private_key(Path("signing.pem"))
    signed = signing.sign(payload.document, key, at=now, format="pact-3.0")
    result = signing.verify(signed.text, signing.trust(key.public), at=now)
    result.valid, result.codes, result.fields

Two ways to secure a credential: VC-JOSE, a token around it, and Data Integrity, a proof inside it. Keys
are the user's files. Nothing is fetched: DID documents and status lists are given by the caller.
"""

from __future__ import annotations

from lca.passport.signing.credentials import credential, payload_of
from lca.passport.signing.did import (
    DidDocument,
    did_document,
    did_web_url,
    method_of,
    read_did_document,
)
from lca.passport.signing.issuing import Signed, sign
from lca.passport.signing.jose import envelope
from lca.passport.signing.key_files import read_private_key, read_public_key, write_key_pair
from lca.passport.signing.key_texts import private_key, public_key
from lca.passport.signing.keys import PrivateKey, PublicKey, generate
from lca.passport.signing.status_list import (
    StatusList,
    decode_list,
    empty_list,
    status_entry,
    status_list_credential,
)
from lca.passport.signing.trusting import Trust, trust
from lca.passport.signing.verification import Verification, verify, verify_with

__all__ = [
    "DidDocument",
    "PrivateKey",
    "PublicKey",
    "Signed",
    "StatusList",
    "Trust",
    "Verification",
    "credential",
    "decode_list",
    "did_document",
    "did_web_url",
    "empty_list",
    "envelope",
    "generate",
    "method_of",
    "payload_of",
    "private_key",
    "public_key",
    "read_did_document",
    "read_private_key",
    "read_public_key",
    "sign",
    "status_entry",
    "status_list_credential",
    "trust",
    "verify",
    "verify_with",
    "write_key_pair",
]
