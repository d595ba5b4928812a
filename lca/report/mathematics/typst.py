"""Typst's mathematics. All words stand in string literals, so that no text can be markup or code."""

from __future__ import annotations

from collections.abc import Mapping

from lca.report.mathematics import nodes
from lca.report.mathematics.display import display
from lca.report.mathematics.formula import Formula
from lca.report.mathematics.layout import either_layout, symbol_layout
from lca.report.mathematics.unit_factors import inline
from lca.report.mathematics.writer import Writer
from lca.rules.expression.tree import Node

_COMMA = " \\, "


def typst(formula: Formula) -> str:
    """The formula as the body of a block equation, without its number."""
    return _Typst().write(display(formula))


def typst_inline(what: Node | str, letters: Mapping[str, str] | None = None) -> str:
    """An expression, or a name, as the body of an inline equation."""
    return _Typst().write(either_layout(what, letters))


def typst_symbol(formula: Formula, name: str) -> str:
    """A name of the formula's list of symbols, as it looks in the formula, for running text."""
    return _Typst().write(symbol_layout(formula, name))


class _Typst(Writer):
    def on_number(self, made: nodes.Number) -> str:
        return made.digits if made.tens is None else f"{made.digits} × 10^({made.tens})"

    def on_unit(self, made: nodes.Unit) -> str:
        return ("" if made.close else "thin ") + _text(inline(made)).replace("CO₂", 'CO"_2"')

    def on_symbol(self, made: nodes.Symbol) -> str:
        base = made.base if len(made.base) == 1 else _text(made.base)
        below = [_text(made.words)] * bool(made.words) + [made.index] * bool(made.index)
        return f"{base}_({_COMMA.join(below)})" if below else base

    def on_words(self, made: nodes.Words) -> str:
        return _text(made.text)

    def on_operator(self, made: nodes.Operator) -> str:
        return f"\\{made.sign}" if made.sign in "()" else made.sign

    def on_fraction(self, made: nodes.Fraction) -> str:
        return f"frac({self.write(made.over)}, {self.write(made.under)})"

    def on_power(self, made: nodes.Power) -> str:
        return f"attach({self.write(made.base)}, t: {made.exponent})"

    def on_fenced(self, made: nodes.Fenced) -> str:
        return f"lr(\\( {self.write(made.body)} \\))"

    def on_extreme(self, made: nodes.Extreme) -> str:
        inner = _COMMA.join(map(self.write, made.arguments))
        return f'op("{made.function}") lr(\\( {inner} \\))'

    def on_sum(self, made: nodes.Sum) -> str:
        rows = f"{made.index} ∈ {_text(made.table)}" if made.table else made.index
        return f"limits(∑)_({rows}) {self.write(made.term)}"

    def on_cases(self, made: nodes.Cases) -> str:
        rows = (f"{self.write(value)} quad & {self.write(condition)}" for value, condition in made.branches)
        return f"cases({', '.join(rows)})"

    def on_row(self, made: nodes.Row) -> str:
        return " ".join(map(self.write, made.items))

    def on_lines(self, made: nodes.Lines) -> str:
        return f"{self.write(made.left)} &= " + ' \\ & quad "" '.join(map(self.write, made.lines))


def _text(text: str) -> str:
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
