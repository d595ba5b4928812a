"""OMML, the mathematics of Word documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from lca.report.mathematics import nodes
from lca.report.mathematics.display import display
from lca.report.mathematics.formula import Formula
from lca.report.mathematics.layout import either_layout, symbol_layout
from lca.report.mathematics.unit_factors import inline
from lca.report.mathematics.writer import Writer
from lca.rules.expression.tree import Node

_SPACES = (
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
)
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
_SUM = '<m:naryPr><m:chr m:val="∑"/><m:limLoc m:val="undOvr"/><m:supHide m:val="1"/></m:naryPr>'
_THIN = "\u2009"


def omml(formula: Formula) -> str:
    """The formula as an ``<m:oMathPara>`` element, to stand in a paragraph; without its number."""
    body = _Omml().write(display(formula))
    return f"<m:oMathPara {_SPACES}><m:oMath>{body}</m:oMath></m:oMathPara>"


def omml_inline(what: Node | str, letters: Mapping[str, str] | None = None) -> str:
    """An expression, or a name, as an ``<m:oMath>`` element for running text."""
    return f"<m:oMath {_SPACES}>{_Omml().write(either_layout(what, letters))}</m:oMath>"


def omml_symbol(formula: Formula, name: str) -> str:
    """A name of the formula's list of symbols, as it looks in the formula, for running text."""
    return f"<m:oMath {_SPACES}>{_Omml().write(symbol_layout(formula, name))}</m:oMath>"


class _Omml(Writer):
    def on_number(self, made: nodes.Number) -> str:
        if made.tens is None:
            return _run(made.digits, upright=True)
        return _run(f"{made.digits}×", upright=True) + _raised(_run("10", upright=True), made.tens)

    def on_unit(self, made: nodes.Unit) -> str:
        return _words(("" if made.close else _THIN) + inline(made))

    def on_symbol(self, made: nodes.Symbol) -> str:
        base = _words(made.base) if len(made.base) > 1 else _run(made.base)
        below = [_words(made.words)] * bool(made.words) + [_run(made.index)] * bool(made.index)
        under = _run(",", upright=True).join(below)
        return f"<m:sSub><m:e>{base}</m:e><m:sub>{under}</m:sub></m:sSub>" if below else base

    def on_words(self, made: nodes.Words) -> str:
        return _words(made.text)

    def on_operator(self, made: nodes.Operator) -> str:
        return _words(made.sign) if made.sign in "()" else _run(made.sign, upright=True)

    def on_fraction(self, made: nodes.Fraction) -> str:
        over, under = self.write(made.over), self.write(made.under)
        return f"<m:f><m:num>{over}</m:num><m:den>{under}</m:den></m:f>"

    def on_power(self, made: nodes.Power) -> str:
        return _raised(self.write(made.base), made.exponent)

    def on_fenced(self, made: nodes.Fenced) -> str:
        return _fenced(self.write(made.body))

    def on_extreme(self, made: nodes.Extreme) -> str:
        inner = _fenced(_run(", ", upright=True).join(map(self.write, made.arguments)))
        name = _words(made.function)
        return f"<m:func><m:fName>{name}</m:fName><m:e>{inner}</m:e></m:func>"

    def on_sum(self, made: nodes.Sum) -> str:
        table = _run("∈", upright=True) + _words(made.table) if made.table else ""
        rows = _run(made.index) + table
        term = self.write(made.term)
        return f"<m:nary>{_SUM}<m:sub>{rows}</m:sub><m:sup/><m:e>{term}</m:e></m:nary>"

    def on_cases(self, made: nodes.Cases) -> str:
        return _fenced(self.matrix("left", made.branches), "{", "")

    def on_row(self, made: nodes.Row) -> str:
        return "".join(map(self.write, made.items))

    def on_lines(self, made: nodes.Lines) -> str:
        """Two columns; a sign at the edge of a cell is text: it has nothing on its other side."""
        head = nodes.Row((made.left, nodes.Words("\u2009=\u2009")))
        rest = [(nodes.Words("\u2009"), _opening(line)) for line in made.lines[1:]]
        return self.matrix("right", [(head, made.lines[0]), *rest])

    def matrix(self, first: str, rows: Iterable[tuple[nodes.Layout, nodes.Layout]]) -> str:
        columns = "".join(
            f'<m:mc><m:mcPr><m:count m:val="1"/><m:mcJc m:val="{side}"/></m:mcPr></m:mc>'
            for side in (first, "left")
        )
        cells = ("".join(f"<m:e>{self.write(cell)}</m:e>" for cell in row) for row in rows)
        body = "".join(f"<m:mr>{row}</m:mr>" for row in cells)
        return f"<m:m><m:mPr><m:mcs>{columns}</m:mcs></m:mPr>{body}</m:m>"


def _opening(line: nodes.Layout) -> nodes.Layout:
    first, *rest = line.items if isinstance(line, nodes.Row) else (line,)
    if not isinstance(first, nodes.Operator):
        return line
    return nodes.Row((nodes.Words(f"{first.sign}\u2009"), *rest))


def _raised(base: str, exponent: int) -> str:
    number = _run(str(exponent).replace("-", "−"), upright=True)
    return f"<m:sSup><m:e>{base}</m:e><m:sup>{number}</m:sup></m:sSup>"


def _fenced(body: str, begin: str = "(", end: str = ")") -> str:
    settings = f'<m:dPr><m:begChr m:val="{begin}"/><m:endChr m:val="{end}"/></m:dPr>'
    return f"<m:d>{settings}<m:e>{body}</m:e></m:d>"


def _run(text: str, upright: bool = False) -> str:
    style = '<m:rPr><m:sty m:val="p"/></m:rPr>' if upright else ""
    return f'<m:r>{style}{_FONT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _words(text: str) -> str:
    """Upright words; ``nor`` keeps Word from reading them as mathematics."""
    return f'<m:r><m:rPr><m:nor/></m:rPr>{_FONT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'
