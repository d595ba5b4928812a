"""Verifying a signed credential: one call that tells everything that is wrong and never raises for it.

What is checked, in this order: the text (strict JSON, strict encodings), the signature, that its key is
the issuer's and may sign, that the issuer is believed, the times, and the status lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lca.errors import Finding, InputError, Severity, once
from lca.passport.signing import data_integrity, fields, jose
from lca.passport.signing.credentials import issuer_of, payload_of, validity_findings
from lca.passport.signing.issuing import Securing
from lca.passport.signing.keys import PublicKey
from lca.passport.signing.status_check import Published, check_statuses, entries_of
from lca.passport.signing.strict_json import check_value, read_object
from lca.passport.signing.times import read_time, write_time
from lca.passport.signing.trusting import Resolved, Trust

SignedText = str | bytes | Mapping[str, Any]
WHOLE = ("",)
"""The pointer of a document as a whole: all that a token's signature can tell."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What a verifier found.

    ``problems`` make it invalid; ``remarks`` do not. ``fields`` are JSON pointers (RFC 6901) of what was
    tampered with, as far as the format tells: "" is the document as a whole, "/proof" the proof.
    ``document`` is the credential and only there if its signature holds.
    """

    problems: tuple[Finding, ...] = ()
    fields: tuple[str, ...] = ()
    remarks: tuple[Finding, ...] = ()
    securing: Securing | None = None
    issuer: str | None = None
    method: str | None = None
    statuses: Mapping[str, int] = field(default_factory=dict)
    document: Mapping[str, Any] | None = None

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    @property
    def codes(self) -> tuple[str, ...]:
        """The stable codes of the problems."""
        return tuple(finding.code for finding in self.problems)

    @property
    def payload(self) -> Mapping[str, Any] | None:
        """What the credential carries; None unless its signature holds."""
        return None if self.document is None else payload_of(self.document)


@dataclass(frozen=True, slots=True)
class Checked:
    """What the signature alone says: the credential, its problems, the fields, the keys that made it."""

    document: Mapping[str, Any]
    securing: Securing
    problems: tuple[Finding, ...] = ()
    fields: tuple[str, ...] = ()
    keys: tuple[Resolved, ...] = ()


def verify(
    signed: SignedText,
    trust: Trust,
    *,
    at: datetime,
    status_lists: Sequence[SignedText] = (),
    check_status: bool = True,
    leeway: timedelta = timedelta(0),
    original: Mapping[str, Any] | None = None,
) -> Verification:
    """What is wrong with a signed credential, if anything.

    Args:
        signed: A token, an EnvelopedVerifiableCredential, or a document with a proof; text or parsed.
        trust: Whose signatures are believed, and by which keys.
        at: The time of the verification.
        status_lists: The signed status list credentials that the credential may refer to.
        check_status: Whether a status that cannot be looked up makes the credential invalid (P450).
        leeway: How far clocks may differ.
        original: The credential as it should be; names tampered fields where the format does not.

    Returns:
        Every problem with its code; nothing is raised for a bad signature or a bad text.
    """
    write_time(at)  # a time without a zone is the caller's mistake
    try:
        checked = _signature(signed, trust, at)
    except InputError as error:
        return Verification(problems=error.findings, fields=WHOLE)
    problems, remarks = [*checked.problems], list[Finding]()
    issuer = issuer_of(checked.document)
    named = checked.fields
    if original is not None and checked.problems:
        named = _compared(original, checked.document) or named
    statuses: Mapping[str, int] = {}
    if not checked.problems:
        wrong, remarks = _issuer(issuer, checked.keys, trust)
        problems += wrong + _proof_times(checked, at, leeway)
        problems += validity_findings(checked.document, at, leeway)
        lists = _published(status_lists, trust, at, leeway) if entries_of(checked.document) else []
        statuses, wrong = check_statuses(checked.document, lists, trust, check_status)
        problems += wrong
    return Verification(
        problems=once(problems),
        fields=named,
        remarks=tuple(remarks),
        securing=checked.securing,
        issuer=issuer,
        method=checked.keys[0].method if checked.keys else None,
        statuses=statuses,
        document=None if checked.problems else checked.document,
    )


def _signature(signed: SignedText, trust: Trust, at: datetime) -> Checked:
    text = signed.decode("utf-8", "replace") if isinstance(signed, bytes) else signed
    if isinstance(text, str) and not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _token(text.strip("\r\n"), trust, at)
    if isinstance(signed, Mapping):
        document = dict(signed)
        check_value(document)
    else:
        document = read_object(signed)
    token = jose.opened(document)
    return _proofs(document, trust, at) if token is None else _token(token, trust, at)


def _token(text: str, trust: Trust, at: datetime) -> Checked:
    token = jose.read_token(text)
    resolved = trust.resolve(token.kid, issuer_of(token.payload), at)
    found, used = _first([(jose.check_token(token, known.key), (), known) for known in resolved])
    problems = () if found is None else (found[0],)
    return Checked(token.payload, "jose", problems, WHOLE if problems else (), used)


def _proofs(document: Mapping[str, Any], trust: Trust, at: datetime) -> Checked:
    bare, proofs = data_integrity.split(document)
    problems: list[Finding] = []
    named: list[str] = []
    keys: list[Resolved] = []
    for stated in proofs:
        try:
            proof = data_integrity.read_proof(stated)
            resolved = trust.resolve(proof.method, issuer_of(bare), at)
        except InputError as error:
            problems += error.findings
            named.append("/proof")
            continue
        tried = [(*data_integrity.check(bare, proof, known.key), known) for known in resolved]
        found, used = _first(tried)
        keys += used
        if found is not None:
            problems.append(found[0])
            named += found[1]
    whole = tuple(dict.fromkeys(named))
    return Checked({**document}, "data-integrity", tuple(problems), whole, tuple(keys))


def _first(
    tried: list[tuple[Finding | None, tuple[str, ...], Resolved]],
) -> tuple[tuple[Finding, tuple[str, ...]] | None, tuple[Resolved, ...]]:
    """None and the key that the signature is of; else the most telling of what is wrong."""
    for finding, _, known in tried:
        if finding is None:
            return None, (known,)
    order = ("P431", "P442", "P432", "P430", "P435")
    wrong = [(finding, named) for finding, named, _ in tried if finding is not None]
    return min(wrong, key=lambda item: order.index(item[0].code)), ()


def _issuer(
    issuer: str | None, keys: Sequence[Resolved], trust: Trust
) -> tuple[list[Finding], list[Finding]]:
    problems = [
        Finding("P443", {"method": known.method or known.controller})
        for known in keys
        if known.controller not in (None, issuer)
    ]
    if trust.issuers is not None and issuer not in trust.issuers:
        problems.append(Finding("P444", {"issuer": str(issuer)[:200]}))
    alone = issuer is not None and issuer.startswith("did:key:") and not trust.keys and trust.issuers is None
    remarks = [Finding("P459", {"issuer": issuer}, severity=Severity.WARNING)] if alone else []
    return problems, remarks


def _proof_times(checked: Checked, at: datetime, leeway: timedelta) -> list[Finding]:
    """P448 a proof made in the future, P449 one that has expired, P447 a time that is none."""
    if checked.securing != "data-integrity":
        return []
    found: list[Finding] = []
    for proof in data_integrity.split(checked.document)[1]:
        try:
            times = {name: read_time(proof[name]) for name in ("created", "expires") if name in proof}
        except InputError as error:
            found += error.findings
            continue
        if "created" in times and times["created"] > at + leeway:
            found.append(Finding("P448", {"time": write_time(times["created"])}))
        if "expires" in times and times["expires"] <= at - leeway:
            found.append(Finding("P449", {"time": write_time(times["expires"])}))
    return found


def _published(
    status_lists: Sequence[SignedText], trust: Trust, at: datetime, leeway: timedelta
) -> list[Published]:
    """Each list with what is wrong with it; its address is its id, claimed only where it is not valid."""
    found = []
    for signed in status_lists:
        verified = verify(signed, trust, at=at, check_status=False, leeway=leeway)
        document = verified.document or _claimed(signed)
        address = document.get("id")
        if isinstance(address, str):
            found.append(Published(address, verified.codes, document))
    return found


def _claimed(signed: SignedText) -> Mapping[str, Any]:
    """What a text says that nobody vouches for: only to say whose signature failed."""
    try:
        if not isinstance(signed, Mapping):
            text = signed.decode("utf-8") if isinstance(signed, bytes) else signed
            if not text.lstrip().startswith("{"):
                return jose.read_token(text.strip()).payload
            signed = read_object(text)
        token = jose.opened(signed)
        return signed if token is None else jose.read_token(token).payload
    except (InputError, UnicodeError):
        return {}


def _compared(original: Mapping[str, Any], document: Mapping[str, Any]) -> tuple[str, ...]:
    bare = [{key: value for key, value in one.items() if key != "proof"} for one in (original, document)]
    return fields.differences(*bare)


def verify_with(signed: SignedText, *keys: PublicKey, at: datetime) -> Verification:
    """:func:`verify` with pinned keys and nothing else; status lists are not looked at."""
    return verify(signed, Trust(keys), at=at, check_status=False)
