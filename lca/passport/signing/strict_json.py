"""JSON that means one thing: strict reading, and the canonical form of RFC 8785 (JCS).

Two readers of one signed text must see the same values. So a key that stands twice, a number that a
double cannot hold, NaN, a lone surrogate, and text beyond the limits of size and depth are refused
before anything is hashed or believed.
"""

from __future__ import annotations

import json
import math
import re
from decimal import Decimal
from typing import Any, NoReturn

from lca.errors import Finding, InputError, Location

MAXIMUM_BYTES = 16 * 2**20
MAXIMUM_DEPTH = 64
MAXIMUM_INTEGER = 2**53 - 1
WITH_EXPONENT = 1e21
"""From here on the canonical form of a double has an exponent (ECMAScript)."""
COMMON = (1e-4, 1e16)
"""Between these, Python and ECMAScript write a double that is not whole the same way."""
FIRST_RARE = "\ud800"
"""From here on the order of characters by code point is not that of their UTF-16."""
MAXIMUM_DIGITS = 17
"""Digits that a double can carry; a longer literal must be exactly what the double prints."""

Path = tuple[Any, ...]
"""Where a value stands: the path of what holds it, and its key there; a JSON pointer once it is told."""
_TOKENS = re.compile(r'"(?:[^"\\]++|\\.)*+\\?(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_LITERAL_SHOWN = 40


def read_json(text: str | bytes, file: str | None = None) -> Any:
    """The value that a JSON text states.

    Raises:
        InputError: P400 no JSON, P401 a key twice, P402 too large, P403 too deep, P404 a number that
            cannot be kept, P405 NaN or infinity, P406 no UTF-8 or half a character.
    """
    words = _decoded(text, file)
    _bounded(words, file)
    value = _parsed(words, file)
    if "\\ud" in words.lower():  # an escape may stand for half a character
        check_value(value)
    return value


def _parsed(words: str, file: str | None) -> Any:
    try:
        return json.loads(
            words,
            object_pairs_hook=lambda pairs: _object(pairs, file),
            parse_int=lambda literal: _integer(literal, file),
            parse_float=lambda literal: _float(literal, file),
            parse_constant=lambda literal: _refuse("P405", file, literal=literal),
        )
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
        raise InputError(Finding("P400", {"reason": error.msg}, place)) from None


def read_object(text: str | bytes, file: str | None = None) -> dict[str, Any]:
    """As :func:`read_json`, for a text that must be an object (P407)."""
    value = read_json(text, file)
    if not isinstance(value, dict):
        raise InputError(Finding("P407", {"kind": type(value).__name__}, Location(file)))
    return value


def canonical(value: object) -> bytes:
    """The canonical form (RFC 8785) of a value made of dict, list, str, int, float, bool and None.

    Where nothing rare is in it, the standard library's encoder gives the same bytes, many times faster.

    Raises:
        InputError: P403 too deep, P404 an integer beyond 2^53 - 1, P405 NaN or infinity, P406 half a
            character, P408 what is no JSON value.
    """
    rare: list[object] = []
    plain = _plain(value, (), 0, rare)
    if not rare:
        return _ENCODER.encode(plain).encode("utf-8")
    import rfc8785

    return rfc8785.dumps(value)  # type: ignore[arg-type]


def check_value(value: object) -> None:
    """Raise what :func:`canonical` would refuse, with the JSON pointer of the place."""
    _plain(value, (), 0, [])


def _plain(value: object, path: Path, depth: int, rare: list[object]) -> object:
    """The value with whole doubles as integers; into ``rare``, what the standard encoder writes otherwise.

    Rare are doubles that one of both writes with an exponent, and keys whose order by UTF-16 is not that
    by code points.
    """
    if isinstance(value, str):
        return value if value.isascii() else _whole(value, path)
    if depth > MAXIMUM_DEPTH:
        _refuse("P403", None, path, limit=MAXIMUM_DEPTH)
    if isinstance(value, dict):
        for key in value:
            if not isinstance(key, str):
                _refuse("P408", None, path, kind=f"key: {type(key).__name__}")
            if not key.isascii() and max(_whole(key, path)) >= FIRST_RARE:
                rare.append(key)
        return {key: _plain(item, (path, key), depth + 1, rare) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, (path, place), depth + 1, rare) for place, item in enumerate(value)]
    return _number(value, path, rare)


def escape(key: str) -> str:
    """A key as one token of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def _number(value: object, path: Path, rare: list[object]) -> object:
    """As :func:`_plain`, for numbers, true, false and null."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > MAXIMUM_INTEGER:
            _refuse("P404", None, path, number=_short(str(value)))
        return value
    if not isinstance(value, float):
        _refuse("P408", None, path, kind=type(value).__name__)
    if not math.isfinite(value):
        _refuse("P405", None, path, literal=str(value))
    if MAXIMUM_INTEGER < abs(value) < WITH_EXPONENT:  # would be written as an integer that nobody reads
        _refuse("P404", None, path, number=repr(value))
    if value.is_integer() and abs(value) <= MAXIMUM_INTEGER:
        return int(value)
    if not COMMON[0] <= abs(value) < COMMON[1]:
        rare.append(value)
    return value


def _whole(text: str, path: Path) -> str:
    """The text, which must be whole characters: half of a surrogate pair is none."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        _refuse("P406", None, path)
    return text


def _decoded(text: str | bytes, file: str | None) -> str:
    if len(text) > MAXIMUM_BYTES:
        _refuse("P402", file, size=len(text), limit=MAXIMUM_BYTES)
    try:
        return text.encode("utf-8").decode() if isinstance(text, str) else text.decode("utf-8-sig")
    except UnicodeError:
        _refuse("P406", file)


def _bounded(words: str, file: str | None) -> None:
    """Refuse deep nesting before the parser, which recurses, meets it."""
    depth = 0
    for token in _TOKENS.finditer(words):
        mark = words[token.start()]
        if mark in "[{":
            depth += 1
            if depth > MAXIMUM_DEPTH:
                _refuse("P403", file, limit=MAXIMUM_DEPTH)
        elif mark in "]}":
            depth -= 1


def _object(pairs: list[tuple[str, Any]], file: str | None) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            _refuse("P401", file, key=_short(key))
        made[key] = value
    return made


def _integer(literal: str, file: str | None) -> int:
    if len(literal) > MAXIMUM_DIGITS or abs(int(literal)) > MAXIMUM_INTEGER:
        _refuse("P404", file, number=_short(literal))
    return int(literal)


def _float(literal: str, file: str | None) -> float:
    value = float(literal)
    if not math.isfinite(value):
        _refuse("P404", file, number=_short(literal))
    digits = literal.lower().partition("e")[0].lstrip("-").replace(".", "").lstrip("0")
    vanished = value == 0 and digits
    if vanished or (len(digits) > MAXIMUM_DIGITS and Decimal(literal) != Decimal(repr(value))):
        _refuse("P404", file, number=_short(literal))
    return value


def _short(text: str) -> str:
    return text if len(text) <= _LITERAL_SHOWN else text[: _LITERAL_SHOWN - 1] + "…"


def _refuse(code: str, file: str | None, path: Path = (), **params: object) -> NoReturn:
    raise InputError(Finding(code, params, Location(file, path=_pointer(path))))


def _pointer(path: Path) -> str:
    return f"{_pointer(path[0])}/{escape(str(path[1]))}" if path else ""
