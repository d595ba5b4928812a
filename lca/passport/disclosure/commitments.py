"""Salted commitments to the parts of a result, and one root over all of them.

A part is a leaf: an id, a content and a salt of 128 bits. Its commitment is

    SHA-256(0x00 || JCS([salt, id, content]))

where JCS is the canonical JSON of RFC 8785. The root is the Merkle tree hash of RFC 6962 (nodes
SHA-256(0x01 || left || right)) over the commitments in ascending order, so that neither the number of a leaf
nor its neighbours say what it is. What follows: a leaf cannot be changed once the root is known (SHA-256 is
collision resistant); a commitment says nothing of its leaf to whoever does not know the salt, even where he
can guess the content (128 bits that nobody can try). What does not: the commitments are not homomorphic, so
that hidden parts add up to what is stated shows only when they are opened.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

SALT_BYTES: Final = 16
CONTEXT: Final = b"zuji.disclosure.1"
LEAF, NODE = b"\x00", b"\x01"
LARGEST: Final = 2**53
"""Whole numbers from here on are no JSON numbers that every reader reads alike."""

Salts = Callable[[str], str]
"""From the id of a leaf to its salt, 32 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a result with the salt that hides it."""

    id: str
    salt: str
    content: Any

    @property
    def digest(self) -> str:
        """The commitment, 64 hexadecimal digits; ValueError where the content has no canonical form."""
        import rfc8785

        try:
            canonical = rfc8785.dumps([self.salt, self.id, self.content])
        except (rfc8785.CanonicalizationError, RecursionError) as error:
            raise ValueError(f"{self.id}: {error}") from error
        return hashlib.sha256(LEAF + canonical).hexdigest()


def safe_numbers(value: Any) -> Any:
    """A JSON value whose large whole numbers are texts: JCS has no other way for them."""
    if isinstance(value, dict):
        return {key: safe_numbers(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [safe_numbers(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= LARGEST:
        return str(value)
    return value


def derived_salts(key: bytes, about: bytes) -> Salts:
    """Salts that follow from a secret key, for a result of this content: the same key, the same root."""

    def salt(name: str) -> str:
        message = b"\x00".join((CONTEXT, hashlib.sha256(about).digest(), name.encode()))
        return hmac.new(key, message, hashlib.sha256).digest()[:SALT_BYTES].hex()

    return salt


def random_salts(_: str) -> str:
    """A salt from the randomness of the operating system."""
    return secrets.token_hex(SALT_BYTES)


def root_of(digests: Sequence[str]) -> str:
    """The root over some commitments, whatever their order; 64 hexadecimal digits."""
    return _tree([bytes.fromhex(one) for one in sorted(digests)]).hex()


def path_of(digests: Sequence[str], digest: str) -> list[tuple[str, str]]:
    """The way from a commitment to the root: the side (``left``, ``right``) and hash of each neighbour."""
    ordered = sorted(digests)
    place = bisect_left(ordered, digest)
    if place == len(ordered) or ordered[place] != digest:
        raise ValueError("not among the commitments")
    return _path([bytes.fromhex(one) for one in ordered], place)


def root_by(digest: str, path: Sequence[tuple[str, str]]) -> str:
    """The root that a commitment and the way from it lead to."""
    found = bytes.fromhex(digest)
    for side, neighbour in path:
        other = bytes.fromhex(neighbour)
        found = _node(other, found) if side == "left" else _node(found, other)
    return found.hex()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _split(count: int) -> int:
    """The largest power of two below a count of at least two."""
    return 1 << ((count - 1).bit_length() - 1)


def _tree(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    middle = _split(len(leaves))
    return _node(_tree(leaves[:middle]), _tree(leaves[middle:]))


def _path(leaves: Sequence[bytes], place: int) -> list[tuple[str, str]]:
    if len(leaves) == 1:
        return []
    middle = _split(len(leaves))
    if place < middle:
        return [*_path(leaves[:middle], place), ("right", _tree(leaves[middle:]).hex())]
    return [*_path(leaves[middle:], place - middle), ("left", _tree(leaves[:middle]).hex())]
