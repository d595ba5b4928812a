"""Values of formula trees over names that have values; everything without a finite real value is refused."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lca.background.reading.formula_functions import CONSTANTS, IFS, SIGNS, Dialect, power
from lca.background.reading.formula_parsing import refused
from lca.errors import Location, nearest

if TYPE_CHECKING:
    from lark import Token, Tree


class Names:
    """Values by name; where the case of letters does not matter, the exact name goes first.

    ``values`` may grow; ``known`` are all names that there will be.
    """

    def __init__(self, values: Mapping[str, float], folded: bool, known: Iterable[str] = ()) -> None:
        self.values = values
        self.folded = folded
        self.known = known or values
        self._spelt: dict[str, str] | None = None

    def find(self, name: str) -> str | None:
        """Give the name as it is known; None where it is not."""
        if name in self.values or not self.folded:
            return name if name in self.values else None
        if self._spelt is None:
            self._spelt = {known.casefold(): known for known in reversed(list(self.known))}
        return self._spelt.get(name.casefold())


def evaluated(tree: Tree[Token], names: Names, dialect: Dialect, text: str, place: Location) -> float:
    """Give the value of a parsed formula; InputError where it has none."""
    try:
        return _Evaluator(names, dialect, text, place).of(tree)
    except ZeroDivisionError as error:
        raise refused("B145", text, place, reason="x / 0") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise refused("B145", text, place, reason=str(error)) from error


@dataclass(frozen=True, slots=True)
class _Evaluator:
    """Walks a tree of lark; each method takes the children of its node."""

    names: Names
    dialect: Dialect
    text: str
    place: Location

    def of(self, tree: Any) -> float:
        value: float = getattr(self, f"_{tree.data}")(tree.children)
        if not math.isfinite(value):
            raise OverflowError(str(value))
        return value

    def _number(self, parts: list[Any]) -> float:
        return float(parts[0])

    def _group(self, parts: list[Any]) -> float:
        return self.of(parts[0])

    def _name(self, parts: list[Any]) -> float:
        name = str(parts[0])
        known = self.names.find(name)
        if known is not None:
            return self.names.values[known]
        constant = CONSTANTS.get(name.casefold())
        if constant is None:
            near = nearest(name, self.names.known)
            raise refused("B142", self.text, self.place, near, name=name)
        return constant

    def _conditional(self, parts: list[Any]) -> float:
        return self.of(parts[0] if self.of(parts[2]) else parts[4])

    def _negation(self, parts: list[Any]) -> float:
        truth = bool(self.of(parts[-1]))
        return float(truth if len(parts) % 2 else not truth)

    def _signed(self, parts: list[Any]) -> float:
        return _signs(parts[:-1]) * self.of(parts[-1])

    def _power(self, parts: list[Any]) -> float:
        operands = parts[::2]
        if self.dialect.tight:
            value = self.of(operands[0])
            for exponent in operands[1:]:
                value = power(value, self.of(exponent))
            return value
        exponent = 1.0
        for operand in reversed(operands):
            # A sign before a base belongs to the whole power: -2**2 is -(2**2).
            bare = operand.data == "signed"
            base = self.of(operand.children[-1] if bare else operand)
            raised = base if operand is operands[-1] else power(base, exponent)
            exponent = (_signs(operand.children[:-1]) if bare else 1.0) * raised
        return exponent

    def _chain(self, parts: list[Any]) -> float:
        value = self.of(parts[0])
        for sign, operand in zip(parts[1::2], parts[2::2], strict=True):
            value = self._step(value, sign, operand)
        return value

    def _step(self, left: float, sign: Any, operand: Any) -> float:
        if sign.type == "AND":
            return float(bool(left) and bool(self.of(operand)))
        if sign.type == "OR":
            return float(bool(left) or bool(self.of(operand)))
        return SIGNS[sign.lower()](left, self.of(operand))

    def _call(self, parts: list[Any]) -> float:
        name = parts[0].lower() if self.dialect.folded else str(parts[0])
        arguments = [part for part in parts[1:] if hasattr(part, "data")]
        if name.lower() in IFS:
            self._count(name, len(arguments), 2, 3)
            chosen = 1 if self.of(arguments[0]) else 2
            return self.of(arguments[chosen]) if chosen < len(arguments) else 0.0
        if not arguments and name.lower() in CONSTANTS:
            return CONSTANTS[name.lower()]
        # Workbooks of Brightway may spell a function as Excel does.
        function = self.dialect.functions.get(name) or self.dialect.functions.get(name.lower())
        if function is None:
            near = nearest(name, [*self.dialect.functions, "if"])
            raise refused("B143", self.text, self.place, near, name=name)
        self._count(name, len(arguments), function.least, function.most)
        return function.apply(*map(self.of, arguments))

    def _count(self, name: str, count: int, least: int, most: int) -> None:
        if not least <= count <= most:
            wanted = str(least) if least == most else f"{least}–{most}"
            raise refused("B144", self.text, self.place, name=name, count=count, wanted=wanted)


def _signs(signs: list[Any]) -> float:
    return -1.0 if sum(sign == "-" for sign in signs) % 2 else 1.0
