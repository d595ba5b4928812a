"""Fields of openLCA's JSON objects in both generations: tolerant of what is absent or of another kind.

Generation 1 (openLCA 1.x) writes ``input``, ``referenceUnit``, ``category`` as a reference; generation 2
writes ``isInput``, ``isRefUnit``, ``category`` as a path. Whatever is not of the kind that is asked for
counts as absent; what must be there is checked by whoever needs it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

Record = Mapping[str, Any]
NOTHING: Record = {}


def text(data: Record, key: str) -> str:
    """A text without blanks around it; empty where there is none."""
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def flag(data: Record, *keys: str) -> bool:
    """Whether any of the keys is true."""
    return any(data.get(key) is True for key in keys)


def number(value: object) -> float | None:
    """A finite number; None for anything else. Numbers that are written as text count."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def record(data: Record, key: str) -> Record:
    """An object; an empty one where there is none."""
    value = data.get(key)
    return value if isinstance(value, dict) else NOTHING


def records(data: Record, key: str) -> list[Record]:
    """The objects of a list, in order; what is no object counts as an empty one, so that numbers hold."""
    value = data.get(key)
    return [item if isinstance(item, dict) else NOTHING for item in value] if isinstance(value, list) else []


def reference(data: Record, key: str) -> str:
    """The id of what a key refers to; empty where there is none."""
    value = data.get(key)
    return value.strip() if isinstance(value, str) else text(record(data, key), "@id")


def identity(data: Record) -> str:
    """The object's own id; empty where there is none."""
    return text(data, "@id") or text(data, "id")


def words(data: Record, key: str) -> tuple[str, ...]:
    """A list of texts, or a text with separators, as texts."""
    value = data.get(key)
    parts = value.replace(";", ",").split(",") if isinstance(value, str) else value
    if not isinstance(parts, list):
        return ()
    return tuple(part.strip() for part in parts if isinstance(part, str) and part.strip())
