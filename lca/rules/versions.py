"""The order of versions (Semantic Versioning 2.0.0, item 11), and ids with a version."""

from __future__ import annotations

import re
from typing import TypeAlias

from lca.rules.schema.words import ID, VERSION

Precedence: TypeAlias = tuple[tuple[int, int, int], bool, tuple[tuple[bool, int, str], ...]]
LOWEST: Precedence = ((0, 0, 0), False, ())
"""Below every version."""
_SPLIT = re.compile(r"(\d+)\.(\d+)\.(\d+)(?:-([^+]*))?")


def precedence(version: str) -> Precedence | None:
    """What versions are compared by; None where the text is none.

    Numbers count as numbers; a version before its release (``1.0.0-rc.1``) stands below the release, and
    among such, identifiers that are numbers stand below words. What follows a ``+`` does not count.
    """
    found = _SPLIT.match(version) if re.fullmatch(VERSION, version) else None
    if found is None:
        return None
    numbers = (int(found[1]), int(found[2]), int(found[3]))
    marks = found[4].split(".") if found[4] else []
    return numbers, found[4] is None, tuple(_mark(mark) for mark in marks)


def _mark(mark: str) -> tuple[bool, int, str]:
    number = mark.isascii() and mark.isdecimal()
    return not number, int(mark) if number else 0, mark


def split(text: str) -> tuple[str, str | None] | None:
    """``id`` or ``id@version`` as its two parts; None where the text is neither."""
    name, at, version = text.partition("@")
    if not re.fullmatch(ID, name) or (at and precedence(version) is None):
        return None
    return name, version or None
