"""Bitstring Status Lists: a bit a credential says whether it was revoked or suspended.

The issuer publishes one list for many credentials, as a credential of its own; each of them names its
place in the list. Reading the list tells nobody which of them is being checked.

Source: W3C Bitstring Status List v1.0 (entry: section 2.1, list: 2.2, encoding: 3.3 and 3.4). The
leftmost bit of the first byte is index 0; the list is compressed by gzip and written as base64url.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from lca.errors import Finding, InputError
from lca.passport.signing.multibase import from_base64url, to_base64url
from lca.passport.signing.times import write_time

MINIMUM = 131_072
"""Entries of the shortest list that hides a credential among others."""
MAXIMUM_BYTES = 64 * 2**20
MAXIMUM_TEXT = 4 * 2**20
MAXIMUM_SIZE = 8
"""Bits of an entry that are read."""
ENTRY = "BitstringStatusListEntry"
LIST = "BitstringStatusList"
CREDENTIAL = "BitstringStatusListCredential"
CONTEXT = "https://www.w3.org/ns/credentials/v2"
GZIP = 31
"""zlib's window bits for the gzip container; its header then holds no time and no name."""


@dataclass(frozen=True, slots=True)
class StatusList:
    """Statuses by index: ``size`` bits each, all zero at first."""

    bits: bytes = field(default=bytes(MINIMUM // 8), repr=False)
    size: int = 1

    @property
    def length(self) -> int:
        """How many statuses the list holds."""
        return len(self.bits) * 8 // self.size

    def get(self, index: int) -> int:
        """The status at ``index``; P452 beyond the list."""
        self._inside(index)
        value = 0
        for position in range(index * self.size, (index + 1) * self.size):
            value = value << 1 | (self.bits[position // 8] >> (7 - position % 8) & 1)
        return value

    def having(self, indexes: Iterable[int], status: int = 1) -> StatusList:
        """The list with ``status`` at each of ``indexes``; P452 beyond the list or what an entry holds."""
        if not 0 <= status < 2**self.size:
            _refuse("P452", index=status, length=2**self.size)
        bits = bytearray(self.bits)
        for index in indexes:
            self._inside(index)
            for place in range(self.size):
                position = index * self.size + place
                mask = 1 << (7 - position % 8)
                on = status >> (self.size - 1 - place) & 1
                bits[position // 8] = bits[position // 8] | mask if on else bits[position // 8] & ~mask
        return StatusList(bytes(bits), self.size)

    def encode(self) -> str:
        """The list as ``encodedList``: gzip, base64url, and the ``u`` of multibase."""
        squeeze = zlib.compressobj(9, zlib.DEFLATED, GZIP)
        return "u" + to_base64url(squeeze.compress(self.bits) + squeeze.flush())

    def _inside(self, index: int) -> None:
        if not 0 <= index < self.length:
            _refuse("P452", index=index, length=self.length)


def empty_list(length: int = MINIMUM, size: int = 1) -> StatusList:
    """A list in which nothing is revoked, of at least ``length`` statuses; P452 where that is too few."""
    if length < MINIMUM or not 1 <= size <= MAXIMUM_SIZE or length * size > MAXIMUM_BYTES * 8:
        _refuse("P452", index=length, length=MINIMUM)
    return StatusList(bytes(-(-length * size // 8)), size)


def decode_list(text: object, size: int = 1) -> StatusList:
    """The list in an ``encodedList``.

    Raises:
        InputError: P457 it is no such text or grows beyond 64 MiB; P452 it is shorter than the minimum.
    """
    if not isinstance(text, str) or not text.startswith("u") or len(text) > MAXIMUM_TEXT:
        _refuse("P457")
    if not 1 <= size <= MAXIMUM_SIZE:
        _refuse("P456", key="statusSize")
    expand = zlib.decompressobj(GZIP)
    try:
        bits = expand.decompress(from_base64url(text[1:]), MAXIMUM_BYTES + 1)
    except (ValueError, zlib.error):
        _refuse("P457")
    if not expand.eof or expand.unused_data or len(bits) > MAXIMUM_BYTES:
        _refuse("P457")
    made = StatusList(bits, size)
    if made.length < MINIMUM:
        _refuse("P452", index=made.length, length=MINIMUM)
    return made


def status_entry(
    address: str, index: int, purpose: str = "revocation", index_as_text: bool = True
) -> dict[str, Any]:
    """The ``credentialStatus`` of a credential: its place in the list at ``address``.

    W3C writes the index as text; the schema of UNTP 0.7 wants a number (``index_as_text=False``).
    """
    if index < 0 or not address.strip():
        _refuse("P456", key="statusListIndex" if index < 0 else "statusListCredential")
    return {
        "id": f"{address}#{index}",
        "type": ENTRY,
        "statusPurpose": purpose,
        "statusListIndex": str(index) if index_as_text else index,
        "statusListCredential": address,
    }


def status_list_credential(
    statuses: StatusList,
    address: str,
    issuer: str,
    valid_from: datetime,
    valid_until: datetime | None = None,
    purpose: str = "revocation",
) -> dict[str, Any]:
    """The credential that publishes a list at ``address``, not yet signed."""
    made: dict[str, Any] = {
        "@context": [CONTEXT],
        "id": address,
        "type": ["VerifiableCredential", CREDENTIAL],
        "issuer": issuer,
        "validFrom": write_time(valid_from),
    }
    if valid_until is not None:
        made["validUntil"] = write_time(valid_until)
    subject = {"id": f"{address}#list", "type": LIST, "statusPurpose": purpose}
    return {**made, "credentialSubject": {**subject, "encodedList": statuses.encode()}}


def list_of(credential: Mapping[str, Any], purpose: str, size: int = 1) -> StatusList:
    """The list of a status list credential for one purpose.

    Raises:
        InputError: P451 it is no such credential, P453 it serves other purposes, P452 and P457 as
            :func:`decode_list`.
    """
    subject = credential.get("credentialSubject")
    kinds = credential.get("type")
    if not isinstance(subject, Mapping) or CREDENTIAL not in (kinds if isinstance(kinds, list) else [kinds]):
        _refuse("P451", address=str(credential.get("id"))[:200], reason=CREDENTIAL)
    stated = subject.get("statusPurpose")
    if purpose not in (stated if isinstance(stated, list) else [stated]):
        _refuse("P453", purpose=purpose, stated=str(stated)[:60])
    return decode_list(subject.get("encodedList"), size)


def _refuse(code: str, **params: object) -> NoReturn:
    raise InputError(Finding(code, params)) from None
