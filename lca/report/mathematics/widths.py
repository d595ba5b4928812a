"""About how wide a formula is, in em: enough to know where it must be broken."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from lca.report.mathematics import nodes
from lca.report.mathematics.unit_factors import inline

_SMALL = 0.62


def text_width(text: str) -> float:
    """The width of upright text in em: 1 for a wide character, about 0.5 for a Latin letter."""
    return sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in text)


def width(made: nodes.Layout) -> float:
    """The width of a layout in em."""
    found: float = _WIDTHS[type(made)](made)
    return found


def _number(made: nodes.Number) -> float:
    return text_width(made.digits) + (0.0 if made.tens is None else 2.5 + _SMALL * text_width(str(made.tens)))


def _symbol(made: nodes.Symbol) -> float:
    below = ", ".join(filter(None, (made.words, made.index)))
    return 0.1 + text_width(made.base) + _SMALL * text_width(below)


def _sum(made: nodes.Sum) -> float:
    return max(1.5, _SMALL * (1.8 + text_width(made.table))) + width(made.term)


def _cases(made: nodes.Cases) -> float:
    values, conditions = zip(*made.branches, strict=True)
    return 2.4 + max(map(width, values)) + max(map(width, conditions))


_WIDTHS: Mapping[type, Callable[[Any], float]] = {
    nodes.Number: _number,
    nodes.Unit: lambda made: 0.2 + text_width(inline(made)),
    nodes.Symbol: _symbol,
    nodes.Words: lambda made: text_width(made.text),
    nodes.Operator: lambda made: 0.8 if made.unary else 1.4,
    nodes.Fraction: lambda made: 0.3 + max(width(made.over), width(made.under)),
    nodes.Power: lambda made: width(made.base) + _SMALL * text_width(str(made.exponent)),
    nodes.Fenced: lambda made: 0.8 + width(made.body),
    nodes.Extreme: lambda made: 2.8 + sum(width(argument) + 0.4 for argument in made.arguments),
    nodes.Sum: _sum,
    nodes.Cases: _cases,
    nodes.Row: lambda made: sum(map(width, made.items)),
    nodes.Lines: lambda made: width(made.left) + 1.4 + max(map(width, made.lines)),
}
