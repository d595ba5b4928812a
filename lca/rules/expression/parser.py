"""Text to tree: a real parser, limits, and findings at the column where something is wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from lca.documents import Span
from lca.errors import Finding, Location, RuleError, UnitError, nearest
from lca.rules.expression import tree
from lca.units import NOWHERE, PURE, unit

if TYPE_CHECKING:
    from lark import Lark
    from lark.exceptions import UnexpectedInput

MAXIMUM_LENGTH = 2000
MAXIMUM_NESTING = 50
MAXIMUM_DEPTH = 200
MAXIMUM_EXPONENT = 9
FUNCTIONS = ("if", "min", "max", "sum")
RESERVED = frozenset((*FUNCTIONS, "and", "or", "not", "row"))

_NUMBER = re.compile(r"(\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_ATOM = re.compile(r"[^\W\d_]\w*")
_PUNCTUATION = str.maketrans("（）＋－−×∗＊÷／，＜＞≤≥≠＝“”％＄", '()+--***//,<><>!=""%$')
_TWO = {"≤": "<=", "≥": ">=", "≠": "!=", "＝": "==", "=": "==", "&": "and", "|": "or", "!": "not"}


def parse(text: str, place: Location | Span = NOWHERE, names: Collection[str] = ()) -> tree.Expression:
    """Read an expression; raise RuleError with everything that is wrong in it.

    ``place`` is where it stands; a column in a finding is that of the wrong sign. ``names`` are those
    that the rule declares: they only make the findings better.
    """
    span = place if isinstance(place, Span) else _span(place)
    if finding := _too_large(text, span):
        raise RuleError(finding)
    builder = _Builder(span, frozenset(names))
    node = builder.build(text)
    if builder.findings:
        raise RuleError(builder.findings)
    return tree.Expression(text, node, span)


def _span(location: Location) -> Span:
    if location.column is None:
        return Span(location) if location.line else Span(location, ((0, 1, 1),))
    return Span(location, ((0, location.line or 1, location.column),))


def _too_large(text: str, span: Span) -> Finding | None:
    if not text.strip():
        return Finding("E100", {}, span.at(0))
    if len(text) > MAXIMUM_LENGTH:
        return Finding("E103", {"length": len(text), "limit": MAXIMUM_LENGTH}, span.at(0))
    depth = 0
    for offset, sign in enumerate(text):
        depth += (sign in "(（") - (sign in ")）")
        if depth > MAXIMUM_NESTING:
            return Finding("E104", {"limit": MAXIMUM_NESTING}, span.at(offset))
    return None


@cache
def _lark() -> Lark:
    from lark import Lark

    grammar = resources.files("lca.rules").joinpath("expression.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", maybe_placeholders=False)


@dataclass
class _Builder:
    """Turns lark's tree into ours and collects findings."""

    span: Span
    names: frozenset[str]
    findings: list[Finding] = field(default_factory=list)

    def build(self, text: str) -> tree.Node:
        from lark.exceptions import UnexpectedInput

        try:
            parsed = _lark().parse(text)
        except UnexpectedInput as error:
            self.findings.append(self.unexpected(error, text))
            return tree.Number(math.nan, PURE)
        return self.node(parsed, 0)

    def refuse(self, code: str, offset: int, candidates: tuple[str, ...] = (), **params: object) -> None:
        self.findings.append(Finding(code, params, self.span.at(offset), candidates=candidates))

    def unexpected(self, error: UnexpectedInput, text: str) -> Finding:
        offset = error.pos_in_stream
        if offset is None or offset < 0 or offset >= len(text.rstrip()) or getattr(error, "token", "x") == "":
            return Finding("E105", {}, self.span.at(max(len(text.rstrip()) - 1, 0)))
        found = str(getattr(error, "token", "")) or text[offset]
        instead = _TWO.get(found[0]) or found[0].translate(_PUNCTUATION)
        candidates = (instead,) if instead != found[0] else ()
        return Finding("E101", {"found": found}, self.span.at(offset), candidates=candidates)

    def node(self, parsed: Any, depth: int) -> tree.Node:
        if depth > MAXIMUM_DEPTH:
            self.refuse("E104", 0, limit=MAXIMUM_DEPTH)
            return tree.Number(math.nan, PURE)
        made: tree.Node = getattr(self, parsed.data)(parsed.children, depth + 1)
        return made

    def binary(self, parts: list[Any], depth: int) -> tree.Node:
        left, sign, right = parts
        return tree.Binary(str(sign), self.node(left, depth), self.node(right, depth), sign.start_pos)  # type: ignore[arg-type]

    def unary(self, parts: list[Any], depth: int) -> tree.Node:
        sign, operand = parts
        return tree.Unary(str(sign), self.node(operand, depth), sign.start_pos)  # type: ignore[arg-type]

    def power(self, parts: list[Any], depth: int) -> tree.Node:
        base, sign, written = parts
        exponent = int(written) if re.fullmatch(r"[+-]?\d+", written) else None
        if exponent is None or abs(exponent) > MAXIMUM_EXPONENT:
            self.refuse("E106", written.start_pos, exponent=str(written), limit=MAXIMUM_EXPONENT)
        return tree.Power(self.node(base, depth), exponent or 0, sign.start_pos)

    def name(self, parts: list[Any], _: int) -> tree.Node:
        return tree.Name(str(parts[0]), parts[0].start_pos)

    def column(self, parts: list[Any], _: int) -> tree.Node:
        return tree.Column(parts[0].split(".")[1].strip(), parts[0].start_pos)

    def option(self, parts: list[Any], _: int) -> tree.Node:
        return tree.Option(parts[0][1:], parts[0].start_pos)

    def text(self, parts: list[Any], _: int) -> tree.Node:
        return tree.Text(parts[0][1:-1], parts[0].start_pos)

    def number(self, parts: list[Any], _: int) -> tree.Node:
        token = parts[0]
        match = _NUMBER.match(token)
        digits = match[0] if match else ""
        written = token[len(digits) :].strip()
        value = float(digits)
        if not math.isfinite(value):
            self.refuse("E108", token.start_pos, number=digits)
        if not written:
            return tree.Number(value, PURE, token.start_pos)
        clash = sorted(self.names & set(_ATOM.findall(written)))
        offset = token.start_pos + token.index(written, len(digits))
        if clash:
            self.refuse("E107", offset, unit=written, name=clash[0])
            return tree.Number(value, PURE, token.start_pos)
        return tree.Number(value, self.unit(written, offset), token.start_pos)

    def unit(self, written: str, offset: int) -> Any:
        try:
            return unit(written, self.span.at(offset))
        except UnitError as error:
            self.findings.extend(error.findings)
            return PURE

    def call(self, parts: list[Any], depth: int) -> tree.Node:
        function, *rest = parts
        offset = function.start_pos
        arguments = tuple(self.node(part, depth) for part in rest)
        match str(function), arguments:
            case "if", (condition, then, otherwise):
                return tree.If(condition, then, otherwise, offset)
            case "min" | "max" as extreme, _:
                return tree.Extreme(extreme, arguments, offset)
            case "sum", (tree.Name(name=table), term):
                return tree.Sum(table, term, offset)
            case ("if" | "sum") as known, _:
                self.refuse("E109" if known == "if" else "E110", offset, count=len(arguments))
            case unknown, _:
                self.refuse("E102", offset, nearest(unknown.lower(), FUNCTIONS), function=unknown)
        return tree.Number(math.nan, PURE, offset)
