"""Lines of text in terminal cells: wrapping, padding and bars that know the width of Chinese characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len
from rich.text import Text

# A Chinese character is a token of its own and takes punctuation that must not begin a line with it.
_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING = "[，。；：、！？）》”]"
_TOKEN = re.compile(rf"\s+|[（《“]?[{_WIDE}]{_CLOSING}*|[^\s{_WIDE}]+{_CLOSING}*")


def clip(words: str, width: int) -> str:
    """``words`` in at most ``width`` cells, with an ellipsis where something was cut off."""
    if cell_len(words) <= width:
        return words
    kept = ""
    for character in words:
        if cell_len(kept) + cell_len(character) > width - 1:
            break
        kept += character
    return kept.rstrip() + "…"


def left(words: str, width: int) -> str:
    """``words`` clipped and padded on the right to exactly ``width`` cells."""
    shown = clip(words, width)
    return shown + " " * (width - cell_len(shown))


def right(words: str, width: int) -> str:
    """``words`` clipped and padded on the left to exactly ``width`` cells."""
    shown = clip(words, width)
    return " " * (width - cell_len(shown)) + shown


def wrap(words: str, width: int) -> list[str]:
    """``words`` in lines of at most ``width`` cells, broken at spaces and between Chinese characters."""
    return list(_wrapped(words, width))


@lru_cache(maxsize=4096)
def _wrapped(words: str, width: int) -> tuple[str, ...]:
    """As :func:`wrap`; the same remedies and references stand below many findings."""
    lines = [""]
    for token in _tokens(words, width):
        if cell_len(lines[-1] + token.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        if lines[-1] or not token.isspace():
            lines[-1] += token
    lines[-1] = lines[-1].rstrip()
    return tuple(lines)


def _tokens(words: str, width: int) -> Iterator[str]:
    for token in _TOKEN.findall(words):
        yield from [" "] if token.isspace() else _pieces(token, width)


def _pieces(token: str, width: int) -> Iterator[str]:
    rest = token
    while cell_len(rest) > width:
        head = _head(rest, width)
        yield head
        rest = rest[len(head) :]
    yield rest


def _head(token: str, width: int) -> str:
    """The longest beginning that fits; a path breaks after one of its marks where it can."""
    size = 1
    while size < len(token) and cell_len(token[: size + 1]) <= width:
        size += 1
    marks = [i + 1 for i, character in enumerate(token[:size]) if character in "./_-[" and i >= size // 2]
    return token[: marks[-1] if marks else size]


def paragraph(words: str, width: int, indent: int = 0, style: str = "") -> list[Text]:
    """``words`` wrapped to ``width`` cells, every line indented."""
    return [Text(" " * indent + line, style) for line in wrap(words, width - indent)]


def labelled(label: str, words: str, width: int, column: int, style: str = "") -> list[Text]:
    """A dim label and, from cell ``column`` on, the words, wrapped."""
    first, *rest = wrap(words, width - column)
    head = Text.assemble((left(label, column - 1) + " ", "dim"), (first, style))
    return [head, *(Text(" " * column + line, style) for line in rest)]


def heading(words: str, width: int, right_words: str = "") -> Text:
    """The heading of a section, with the name of the number column, if any, at the right end."""
    return Text((left(words, width - cell_len(right_words)) + right_words).rstrip(), "bold")


def bars(values: Sequence[float], width: int) -> list[str]:
    """Horizontal bars on one common scale, exactly ``width`` cells each.

    Negative values reach left from the common zero and are hatched. What is not zero shows at least a
    thin mark.
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    if low == high:
        return [" " * width for _ in values]
    zero = min(max(round(-low / (high - low) * width), int(low < 0)), width - int(high > 0))
    return [_bar(value, zero, width, low, high) for value in values]


def _bar(value: float, zero: int, width: int, low: float, high: float) -> str:
    if value < 0:
        cells = round(value / low * zero)
        return ("░" * cells or "▕").rjust(zero) + " " * (width - zero)
    eighths = max(round(value / high * (width - zero) * 8), int(value > 0)) if high else 0
    drawn = "█" * (eighths // 8) + (" ▏▎▍▌▋▊▉"[eighths % 8] if eighths % 8 else "")
    return " " * zero + drawn.ljust(width - zero)
