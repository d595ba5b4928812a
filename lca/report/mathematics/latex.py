"""LaTeX as the viewers of Markdown read it: the common subset of MathJax and KaTeX."""

from __future__ import annotations

from collections.abc import Mapping

from lca.report.mathematics import nodes
from lca.report.mathematics.display import display
from lca.report.mathematics.formula import Formula
from lca.report.mathematics.layout import either_layout, symbol_layout
from lca.report.mathematics.unit_factors import inline
from lca.report.mathematics.writer import Writer
from lca.rules.expression.tree import Node

_SIGNS: Mapping[nodes.Sign, str] = {
    "−": "-",
    "×": r"\times",
    "≠": r"\neq",
    "<": r"\lt",
    ">": r"\gt",
    "≤": r"\leq",
    "≥": r"\geq",
    "∧": r"\land",
    "∨": r"\lor",
    "¬": r"\lnot",
}
_LETTERS = {"λ": r"\lambda", "ρ": r"\rho"}
_ESCAPES = str.maketrans(
    {
        "\\": r"}\backslash\text{",
        "{": r"}\lbrace\text{",
        "}": r"}\rbrace\text{",
        "~": r"}\sim\text{",
        "^": r"}\hat{}\text{",
        "`": "‘",
        "|": "∣",
        "<": r"}\lt\text{",
        ">": r"}\gt\text{",
        "*": "∗",
        **{sign: "\\" + sign for sign in "$%#&_"},
    }
)


def latex(formula: Formula) -> str:
    """The formula as the body of a block between ``$$``, without its number."""
    return _Latex().write(display(formula))


def latex_inline(what: Node | str, letters: Mapping[str, str] | None = None) -> str:
    """An expression, or a name, as the body between single ``$``."""
    return _Latex().write(either_layout(what, letters))


def latex_symbol(formula: Formula, name: str) -> str:
    """A name of the formula's list of symbols, as it looks in the formula, for running text."""
    return _Latex().write(symbol_layout(formula, name))


class _Latex(Writer):
    def on_number(self, made: nodes.Number) -> str:
        return made.digits if made.tens is None else rf"{made.digits} \times 10^{{{made.tens}}}"

    def on_unit(self, made: nodes.Unit) -> str:
        return ("" if made.close else r"\,") + _text(inline(made))

    def on_symbol(self, made: nodes.Symbol) -> str:
        base = _LETTERS.get(made.base, made.base) if len(made.base) == 1 else _text(made.base)
        below = [_text(made.words)] * bool(made.words) + [made.index] * bool(made.index)
        return f"{base}_{{{','.join(below)}}}" if below else base

    def on_words(self, made: nodes.Words) -> str:
        return _text(made.text)

    def on_operator(self, made: nodes.Operator) -> str:
        return _SIGNS.get(made.sign, made.sign)

    def on_fraction(self, made: nodes.Fraction) -> str:
        return rf"\frac{{{self.write(made.over)}}}{{{self.write(made.under)}}}"

    def on_power(self, made: nodes.Power) -> str:
        return f"{{{self.write(made.base)}}}^{{{made.exponent}}}"

    def on_fenced(self, made: nodes.Fenced) -> str:
        return rf"\left( {self.write(made.body)} \right)"

    def on_extreme(self, made: nodes.Extreme) -> str:
        return rf"\{made.function}\left( {', '.join(map(self.write, made.arguments))} \right)"

    def on_sum(self, made: nodes.Sum) -> str:
        rows = rf"{made.index} \in {_text(made.table)}" if made.table else made.index
        return rf"\sum_{{{rows}}} {self.write(made.term)}"

    def on_cases(self, made: nodes.Cases) -> str:
        rows = r" \\ ".join(f"{self.write(value)} & {self.write(when)}" for value, when in made.branches)
        return rf"\begin{{cases}} {rows} \end{{cases}}"

    def on_row(self, made: nodes.Row) -> str:
        return " ".join(map(self.write, made.items))

    def on_lines(self, made: nodes.Lines) -> str:
        body = r" \\ & \quad {} ".join(map(self.write, made.lines))
        return rf"\begin{{aligned}} {self.write(made.left)} &= {body} \end{{aligned}}"


def _text(text: str) -> str:
    return r"\text{" + _plain(text) + "}"


def _plain(text: str) -> str:
    """What stands between the braces of a text command, whatever its characters; line ends are blanks."""
    return " ".join(text.split()).translate(_ESCAPES)
