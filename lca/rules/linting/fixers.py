"""What can be mended for certain: for a finding, the edits of the only text that can have been meant.

Each fixer returns None where more than one reading is left. None may change a number of a rule that could be
loaded; :mod:`lca.rules.linting.fixes` holds every edit against that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from lca.documents import KeyPath
from lca.errors import Finding
from lca.rules.linting.layout import blanks
from lca.rules.linting.source_text import Edit, SourceText

Fixer: TypeAlias = Callable[[Finding, SourceText], tuple[Edit, ...] | None]
SHORTEST = 4
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_SIGNS: Final = str.maketrans("（）＋－−×∗＊÷／，＜＞“”％＄", '()+--***//,<>""%$')
_SIGN_WORDS: Final[Mapping[str, str]] = {"≤": "<=", "≥": ">=", "≠": "!=", "＝": "==", "=": "=="}
_FLAGS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("yes", "y", "on", "true"), "true"),
    **dict.fromkeys(("no", "n", "off", "false"), "false"),
}


def misspelt_key(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """Y110: one known key differs by one letter, a capital or a hyphen, and does not stand beside it."""
    path, start = source.path(finding.location), source.at(finding.location)
    written = str(finding.params["key"])
    if start is None or not path or path[-1] != written:
        return None
    near = _only([key for key in finding.candidates if _like(written, key)])
    if near is None or near in _inside(source.document.data, path[:-1]):
        return None
    return _replaced(start, source.key(start), written, near)


def misspelt_word(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """Y125: one allowed value differs by one letter, a capital or a hyphen."""
    path = source.path(finding.location)
    written = _inside(source.document.data, path, None)
    found = source.scalar(path)
    if not isinstance(written, str) or found is None:
        return None
    near = _only([word for word in finding.candidates if _like(written, word)])
    return None if near is None else _replaced(*found, written, near)


def unquoted(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """Y120: text is expected and a bare number or date stands there; quotes keep it as it is written."""
    path = source.path(finding.location)
    found, value = source.scalar(path), _inside(source.document.data, path, None)
    if found is None or value is None or isinstance(value, str | dict | list) or found[1][0] in "\"'":
        return None
    start, text = found
    return (Edit(start, start + len(text), f'"{text}"'),)


def flag(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """Y124: yes, no, on, off, or true and false in quotes or capitals, where true or false is expected."""
    path = source.path(finding.location)
    found, value = source.scalar(path), _inside(source.document.data, path, None)
    plain = _FLAGS.get(value.strip().lower()) if isinstance(value, str) else None
    if found is None or plain is None:
        return None
    return (Edit(found[0], found[0] + len(found[1]), plain),)


def reversed_interval(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """R119: of two numbers in brackets the greater stands first; they change places."""
    path = source.path(finding.location)
    first, second = source.scalar((*path, 0)), source.scalar((*path, 1))
    if first is None or second is None:
        return None
    if not all(_NUMBER.fullmatch(text) for _, text in (first, second)):
        return None
    ends = ((first, second[1]), (second, first[1]))
    return tuple(Edit(start, start + len(text), new) for (start, text), new in ends)


def repeated(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """R109, R336: a value that stands twice in a list; the second is taken out, with its comma or line."""
    found = source.scalar(source.path(finding.location))
    if found is None:
        return None
    start, text = found
    end = start + len(text)
    comma = re.search(r",[ \t\r\n]*$", source.text[:start])
    if comma is not None:
        return (Edit(comma.start(), end, ""),)
    begin, after = source.line_around(start)
    whole = re.fullmatch(rf"[ \t]*-[ \t]+{re.escape(text)}[ \t]*\r?\n?", source.text[begin:after])
    return (Edit(begin, after, ""),) if whole else None


def unit_spelling(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """U101: exactly one listed unit has the same letters with other capitals."""
    written, start = str(finding.params["unit"]), source.at(finding.location)
    same = _only([name for name in finding.candidates if name.casefold() == written.casefold()])
    if same is None or start is None:
        return None
    _, end = source.line_around(start)
    words = [*re.finditer(rf"(?<![\w]){re.escape(written)}(?![\w])", source.text[start:end])]
    match = words[0] if words else None
    return None if match is None else (Edit(start + match.start(), start + match.end(), same),)


def one_candidate(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """R333, R334: another spelling of the same standard, another name of the same gas."""
    path = source.path(finding.location)
    found, written = source.scalar(path), _inside(source.document.data, path, None)
    if found is None or len(finding.candidates) != 1 or not isinstance(written, str):
        return None
    return _replaced(*found, written, finding.candidates[0])


def tidy(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """R335: blanks at ends of lines go, tabs between words become a blank."""
    found, start = [], 0
    for line in source.text.split("\n"):
        for blank in blanks(line):
            inside = blank.end() < len(line.rstrip("\r"))
            found.append(Edit(start + blank.start(), start + blank.end(), " " if inside else ""))
        start += len(line) + 1
    return tuple(found)


def tab(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """Y102: a tab between words, where YAML takes only blanks; how far a tab indents is another matter."""
    start = source.at(finding.location)
    if start is None or source.text[start] != "\t":
        return None
    begin, after = source.line_around(start)
    end = start + len(source.text[start:after]) - len(source.text[start:after].lstrip(" \t"))
    return (Edit(start, end, " "),) if source.text[begin:start].strip() else None


def sign(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """E101: a full-width or typographic sign of arithmetic, or = where two values are compared."""
    start = source.at(finding.location)
    found = str(finding.params["found"])[:1]
    if start is None or source.text[start : start + 1] != found:
        return None
    new = _SIGN_WORDS.get(found) or found.translate(_SIGNS)
    return None if new == found else (Edit(start, start + 1, new),)


def missing_dollar(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """E202: a choice that is compared with a text, without the $ before its name."""
    start, name = source.at(finding.location), str(finding.params["name"])
    compared = rf"{name}\s*[=!]=\s*[\"']"
    if start is None or not re.match(compared, source.text[start:]):
        return None
    return (Edit(start, start, "$"),)


def extra_dollar(finding: Finding, source: SourceText) -> tuple[Edit, ...] | None:
    """E204: a number of the rule with a $ before its name."""
    start, name = source.at(finding.location), str(finding.params["name"])
    if start is None or not source.text.startswith(f"${name}", start):
        return None
    return (Edit(start, start + 1, ""),) if _is_number(source.document.data, name) else None


FIXERS: Final[Mapping[str, Fixer]] = {
    "E101": sign,
    "E202": missing_dollar,
    "E204": extra_dollar,
    "R109": repeated,
    "R119": reversed_interval,
    "R333": one_candidate,
    "R334": one_candidate,
    "R335": tidy,
    "R336": repeated,
    "U101": unit_spelling,
    "Y102": tab,
    "Y110": misspelt_key,
    "Y120": unquoted,
    "Y124": flag,
    "Y125": misspelt_word,
}
"""Code of a finding to what mends it."""


def _is_number(data: Any, name: str) -> bool:
    asked = _inside(data, ("activity_data", name), {})
    scalar = isinstance(asked, dict) and "unit" in asked
    return scalar or any(name in _inside(data, (section,)) for section in ("parameters", "quantities"))


def _inside(data: Any, path: KeyPath, default: Any = ()) -> Any:
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return default
    return data


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _replaced(start: int, text: str | None, written: str, new: str) -> tuple[Edit, ...] | None:
    """The edit of a word, its quotes kept; None where the text is not the word as it was read."""
    if text is None or text.strip("\"'") != written:
        return None
    shift = text.index(written)
    return (Edit(start + shift, start + shift + len(written), new),)


def _like(written: str, known: str) -> bool:
    """Whether only a capital, a hyphen or blank for an underscore, or one letter of four is different."""
    plain = re.sub(r"[-\s]", "_", written).lower()
    return plain == known.lower() or (min(len(plain), len(known)) >= SHORTEST and _one_off(plain, known))


def _one_off(first: str, second: str) -> bool:
    """Whether one letter is changed, added, left out, or changes places with its neighbour."""
    if len(first) > len(second):
        first, second = second, first
    head = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if len(first) < len(second):
        return len(second) - len(first) == 1 and first[head:] == second[head + 1 :]
    swapped = (
        first[head : head + 2][::-1] == second[head : head + 2] and first[head + 2 :] == second[head + 2 :]
    )
    return first[head + 1 :] == second[head + 1 :] or swapped
