"""Looking a credential up in the status lists that the caller has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lca.errors import Finding, InputError
from lca.passport.signing.credentials import issuer_of, validity
from lca.passport.signing.status_list import ENTRY, list_of
from lca.passport.signing.trusting import Trust

INDEX = re.compile(r"0|[1-9]\d{0,17}")
CODES: Mapping[str, str] = {"revocation": "P454", "suspension": "P455"}
"""Purpose to the code of a status that is set; others say something and make nothing invalid."""


@dataclass(frozen=True, slots=True)
class Published:
    """A status list credential as its own verification found it: codes of what is wrong, else its content."""

    address: str
    codes: tuple[str, ...]
    document: Mapping[str, Any]

    @property
    def order(self) -> tuple[bool, str]:
        """Good ones above bad ones, later ones above earlier ones."""
        if self.codes:
            return False, ""
        start = validity(self.document)[0]
        return True, "" if start is None else start.isoformat()


def check_statuses(
    document: Mapping[str, Any], lists: Iterable[Published], trust: Trust, required: bool
) -> tuple[dict[str, int], list[Finding]]:
    """Purpose to status of a credential, and what is wrong.

    A list counts only if its own signature holds, it is in force, and its issuer is the credential's, one
    that is trusted by name, or signed with a pinned key: else anybody could say that nothing is revoked.
    Of several at one address the latest counts.

    P450 a list is not there (where ``required``), P451 it is not to be trusted, P452 and P457 it cannot
    be read, P453 it serves other purposes, P454 revoked, P455 suspended, P456 the entry is malformed.
    """
    by_address = {one.address: one for one in sorted(lists, key=lambda one: one.order)}
    statuses: dict[str, int] = {}
    problems: list[Finding] = []
    for entry in entries_of(document):
        try:
            address, purpose, index, size = _entry(entry)
            if address not in by_address:
                problems += [Finding("P450", {"address": address})] if required else []
                continue
            _believed(by_address[address], issuer_of(document), trust)
            status = list_of(by_address[address].document, purpose, size).get(index)
        except InputError as error:
            problems += error.findings
            continue
        statuses[purpose] = max(status, statuses.get(purpose, 0))
        if status and purpose in CODES:
            problems.append(Finding(CODES[purpose], {"address": address, "index": index}))
    return statuses, problems


def entries_of(document: Mapping[str, Any]) -> list[object]:
    """The status entries of a credential."""
    stated = document.get("credentialStatus")
    return [] if stated is None else stated if isinstance(stated, list) else [stated]


def _believed(published: Published, issuer: str | None, trust: Trust) -> None:
    reason = ", ".join(published.codes)
    named = issuer_of(published.document)
    if not reason and not (trust.keys or named == issuer or named in (trust.issuers or ())):
        reason = str(named)[:200]
    if reason:
        raise InputError(Finding("P451", {"address": published.address, "reason": reason}))


def _entry(entry: object) -> tuple[str, str, int, int]:
    """Address of the list, purpose, index and bits of an entry. UNTP's index is a number, W3C's a text."""
    if not isinstance(entry, Mapping) or entry.get("type") != ENTRY:
        return _malformed("type")
    address, purpose = entry.get("statusListCredential"), entry.get("statusPurpose")
    index, size = entry.get("statusListIndex"), entry.get("statusSize", 1)
    if not isinstance(address, str) or not address:
        return _malformed("statusListCredential")
    if not isinstance(purpose, str) or not purpose:
        return _malformed("statusPurpose")
    if isinstance(index, bool) or not INDEX.fullmatch(str(index)):
        return _malformed("statusListIndex")
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        return _malformed("statusSize")
    return address, purpose, int(str(index)), size


def _malformed(key: str) -> tuple[str, str, int, int]:
    raise InputError(Finding("P456", {"key": key}))
