"""MathML Core, for browsers: only elements and attributes that all of them draw."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from lca.report.mathematics import nodes
from lca.report.mathematics.display import display
from lca.report.mathematics.formula import Formula
from lca.report.mathematics.layout import either_layout, symbol_layout
from lca.report.mathematics.unit_factors import inline
from lca.report.mathematics.writer import Writer
from lca.rules.expression.tree import Node

_THIN = '<mspace width="0.17em"/>'


def mathml(formula: Formula) -> str:
    """The formula as a ``<math display="block">`` element, without its number."""
    return f'<math display="block">{_MathML().write(display(formula))}</math>'


def mathml_inline(what: Node | str, letters: Mapping[str, str] | None = None) -> str:
    """An expression, or a name, as a ``<math>`` element for running text."""
    return f"<math>{_MathML().write(either_layout(what, letters))}</math>"


def mathml_symbol(formula: Formula, name: str) -> str:
    """A name of the formula's list of symbols, as it looks in the formula, for running text."""
    return f"<math>{_MathML().write(symbol_layout(formula, name))}</math>"


class _MathML(Writer):
    def on_number(self, made: nodes.Number) -> str:
        digits = f"<mn>{made.digits}</mn>"
        if made.tens is None:
            return digits
        return f"<mrow>{digits}<mo>×</mo><msup><mn>10</mn>{_signed(made.tens)}</msup></mrow>"

    def on_unit(self, made: nodes.Unit) -> str:
        return ("" if made.close else _THIN) + _text(inline(made))

    def on_symbol(self, made: nodes.Symbol) -> str:
        base = f"<mi>{escape(made.base)}</mi>"
        words, index = _text(made.words), f"<mi>{made.index}</mi>"
        if not made.index:
            return f"<msub>{base}{words}</msub>" if made.words else base
        below = f"<mrow>{words}<mo>,</mo>{index}</mrow>" if made.words else index
        return f"<msub>{base}{below}</msub>"

    def on_words(self, made: nodes.Words) -> str:
        return _text(made.text)

    def on_operator(self, made: nodes.Operator) -> str:
        if made.sign in "()":
            return f'<mo stretchy="false">{made.sign}</mo>'
        form = ' form="prefix"' if made.unary else ' form="infix"' if made.sign in "+−×" else ""
        return f"<mo{form}>{escape(made.sign)}</mo>"

    def on_fraction(self, made: nodes.Fraction) -> str:
        return f"<mfrac>{self.write(made.over)}{self.write(made.under)}</mfrac>"

    def on_power(self, made: nodes.Power) -> str:
        return f"<msup>{self.write(made.base)}{_signed(made.exponent)}</msup>"

    def on_fenced(self, made: nodes.Fenced) -> str:
        return f"<mrow><mo>(</mo>{self.write(made.body)}<mo>)</mo></mrow>"

    def on_extreme(self, made: nodes.Extreme) -> str:
        inner = "<mo>,</mo>".join(map(self.write, made.arguments))
        return f"<mrow><mi>{made.function}</mi><mo>&#x2061;</mo><mo>(</mo>{inner}<mo>)</mo></mrow>"

    def on_sum(self, made: nodes.Sum) -> str:
        index = f"<mi>{made.index}</mi>"
        rows = f"<mrow>{index}<mo>∈</mo>{_text(made.table)}</mrow>" if made.table else index
        return f"<mrow><munder><mo>∑</mo>{rows}</munder>{self.write(made.term)}</mrow>"

    def on_cases(self, made: nodes.Cases) -> str:
        rows = "".join(self.table_row(*branch, side="left") for branch in made.branches)
        return f"<mrow><mo>{{</mo><mtable>{rows}</mtable></mrow>"

    def on_row(self, made: nodes.Row) -> str:
        return f"<mrow>{''.join(map(self.write, made.items))}</mrow>"

    def on_lines(self, made: nodes.Lines) -> str:
        rows = "".join(self.table_row(*pair, side="right") for pair in made.beside)
        return f'<mtable displaystyle="true">{rows}</mtable>'

    def table_row(self, left: nodes.Layout, right: nodes.Layout, side: str) -> str:
        first = f'<mtd style="text-align: {side}">{self.write(left)}</mtd>'
        return f'<mtr>{first}<mtd style="text-align: left">{self.write(right)}</mtd></mtr>'


def _signed(value: int) -> str:
    number = f"<mn>{abs(value)}</mn>"
    return number if value >= 0 else f'<mrow><mo form="prefix">−</mo>{number}</mrow>'


def _text(text: str) -> str:
    return f"<mtext>{escape(text)}</mtext>"
