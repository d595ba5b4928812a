"""Formulas as trees: a grammar, limits of length and nesting, and findings that show where reading ended."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from lca.errors import Finding, InputError, Location

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

MAXIMUM_LENGTH = 8192
MAXIMUM_NESTING = 32
SHOWN = 80


def parse(text: str, place: Location) -> Tree[Token]:
    """Read a formula, with or without a leading ``=``; InputError names what cannot be read."""
    from lark.exceptions import UnexpectedInput

    if len(text) > MAXIMUM_LENGTH or _nesting(text) > MAXIMUM_NESTING:
        raise refused("B141", text, place, length=MAXIMUM_LENGTH, depth=MAXIMUM_NESTING)
    content = text.strip().removeprefix("=")
    try:
        return _tree(content)
    except UnexpectedInput as error:
        offset = error.pos_in_stream
        found = content[offset : offset + 12] if offset is not None and offset >= 0 else ""
        raise refused("B140", text, place, found=found or "…") from error


def names_in(tree: Tree[Token]) -> frozenset[str]:
    """Give the names of parameters and constants that a formula uses."""
    return frozenset(str(found.children[0]) for found in tree.find_data("name"))


@cache
def _lark() -> Lark:
    from lark import Lark

    grammar = resources.files("lca.background.reading").joinpath("formulas.lark")
    return Lark(grammar.read_text(encoding="utf-8"), parser="lalr")


@lru_cache(maxsize=4096)
def _tree(text: str) -> Tree[Token]:
    return _lark().parse(text)


def _nesting(text: str) -> int:
    depth = deepest = 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        deepest = max(deepest, depth)
    return deepest


def refused(code: str, text: str, place: Location, near: tuple[str, ...] = (), **params: Any) -> InputError:
    """Give the error of a formula, whose text is shown up to a length."""
    shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return InputError(Finding(code, {"formula": shown, **params}, place, candidates=near))
