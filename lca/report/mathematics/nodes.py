"""What a formula looks like, before any notation: symbols, numbers, fractions, cases, rows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Sign = Literal["+", "−", "×", "=", "≠", "<", "≤", ">", "≥", "∧", "∨", "¬", "(", ")"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as decimal digits, and the power of ten where it is written with one."""

    digits: str
    tens: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """The unit of a number: factors with their powers above and below the slash, upright.

    ``close`` says that no space stands before it (percent, degrees).
    """

    above: tuple[tuple[str, int], ...]
    below: tuple[tuple[str, int], ...] = ()
    close: bool = False


@dataclass(frozen=True, slots=True)
class Symbol:
    """An italic letter, or upright letters, with upright words below and the italic index of a row."""

    base: str
    words: str = ""
    index: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Upright words: a choice, a table, a quoted text."""

    text: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A sign between two things, or before one (``unary``)."""

    sign: Sign
    unary: bool = False


@dataclass(frozen=True, slots=True)
class Fraction:
    """One thing over another."""

    over: Layout
    under: Layout


@dataclass(frozen=True, slots=True)
class Power:
    """A base with a whole exponent."""

    base: Layout
    exponent: int


@dataclass(frozen=True, slots=True)
class Fenced:
    """Something in parentheses."""

    body: Layout


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least or the greatest of some values."""

    function: Literal["min", "max"]
    arguments: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over the rows of a table, ``index`` being the letter of the row; without one, over the index."""

    index: str
    table: str
    term: Layout


@dataclass(frozen=True, slots=True)
class Cases:
    """Values, each under its condition; exactly one condition holds."""

    branches: tuple[tuple[Layout, Layout], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Things beside each other."""

    items: tuple[Layout, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """A formula too long for one line: what stands left, the sign, and one line below the other."""

    left: Layout
    lines: tuple[Layout, ...]

    @property
    def beside(self) -> tuple[tuple[Layout, Layout], ...]:
        """Two columns: what stands left with the sign, or nothing; then the line."""
        heads = [Row((self.left, Operator("="))), *[Row(())] * (len(self.lines) - 1)]
        return tuple(zip(heads, self.lines, strict=True))


Layout: TypeAlias = (
    Number
    | Unit
    | Symbol
    | Words
    | Operator
    | Fraction
    | Power
    | Fenced
    | Extreme
    | Sum
    | Cases
    | Row
    | Lines
)
