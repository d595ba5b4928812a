"""JSON from strangers: one reading only, bounded, nothing guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from lca.errors import Finding, InputError, Location

DEEPEST: Final = 60


def parsed(raw: bytes, file: str, code: str) -> Any:
    """The data of a JSON document; InputError with ``code`` where it is none that all readers read alike.

    Refused: not UTF-8, keys that stand twice, NaN and infinities, numbers without end, deep nesting.
    """
    try:
        data = json.loads(raw.decode("utf-8"), parse_constant=_refuse, object_pairs_hook=_single)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        raise InputError(Finding(code, {"reason": error.msg}, place)) from error
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:120]
        raise InputError(Finding(code, {"reason": reason}, Location(file))) from error
    if _depth(data) > DEEPEST:
        raise InputError(Finding(code, {"reason": f"deeper than {DEEPEST} levels"}, Location(file)))
    return data


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number in JSON")


def _single(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key '{next(key for key in keys if keys.count(key) > 1)}' stands twice")
    for key, value in pairs:
        if isinstance(value, float) and value in (float("inf"), float("-inf")):
            raise ValueError(f"'{key}' is beyond all numbers")
    return found


def _depth(data: Any) -> int:
    """Levels of nesting, without recursion."""
    deepest, waiting = 0, [(data, 1)]
    while waiting:
        one, level = waiting.pop()
        deepest = max(deepest, level)
        inside = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(part, level + 1) for part in inside]
    return deepest
