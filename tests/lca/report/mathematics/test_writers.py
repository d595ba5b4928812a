"""Formulas in the four notations, and what no text can do to them."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from lca.report.document.blocks import Formula, Symbol
from lca.report.mathematics import (
    latex,
    latex_inline,
    latex_symbol,
    mathml,
    mathml_inline,
    mathml_symbol,
    omml,
    omml_inline,
    omml_symbol,
    typst,
    typst_inline,
    typst_symbol,
)
from lca.rules.expression import parse
from lca.rules.expression.tree import Binary, Node, Option, Text

LETTERS = {"anode_net": "m", "sulfur": "r", "row.mass": "m", "row.distance": "l"}
# MathML Core, https://www.w3.org/TR/mathml-core/: all elements used must be among these.
CORE = set(re.findall("[a-z]+", "math mrow mi mn mo mtext mspace mfrac msub msup munder mtable mtr mtd"))
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
HOSTILE = '#import "x" $ * @ [ ] <b>&amp; // `raw` \\ ^ _ ~ | % { } 中文'


def formula(text: str, **rest: object) -> Formula:
    return Formula("cell_carbon", parse(text).tree, "7", letters=LETTERS | {"cell_carbon": "m"}, **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("anode_net * (1 - sulfur)", r"m_{\text{anode net}} \times \left( 1 - r_{\text{sulfur}} \right)"),
        ("1 t / (1 - sulfur)", r"\frac{1 \,\text{t}}{1 - r_{\text{sulfur}}}"),
        ("sulfur^2 - 3 %", r"{r_{\text{sulfur}}}^{2} - 3 \text{\%}"),
        ("-anode_net * -sulfur", r"- m_{\text{anode net}} \times \left( - r_{\text{sulfur}} \right)"),
        ("0.143 kg CO2e/m3", r"0.143 \,\text{kg CO₂e/m³}"),
        (
            "sum(materials, $row.mass * $row.distance)",
            r"\sum_{i \in \text{materials}} m_{\text{mass},i} \times l_{\text{distance},i}",
        ),
        ("min(sulfur, 1)", r"\min\left( r_{\text{sulfur}}, 1 \right)"),
        (
            'if($a == "b", 1, 2)',
            r"\begin{cases} 1 & \text{a} = \text{“b”} \\ 2 & \text{a} \neq \text{“b”} \end{cases}",
        ),
        ("EF_p * R1", r"\text{EF}_{p} \times R_{\text{1}}"),
        ("sum(p, s_p)", r"\sum_{p} s_{p}"),
    ],
)
def test_latex(text: str, expected: str) -> None:
    assert latex_inline(parse(text).tree, LETTERS) == expected
    assert latex(formula(text)) == r"m_{\text{cell carbon}} = " + expected


def test_sum_within_a_row_has_an_index_of_its_own() -> None:
    tree = parse("$row.mass / sum(materials, $row.mass)").tree
    expected = r"\frac{m_{\text{mass},i}}{\sum_{j \in \text{materials}} m_{\text{mass},j}}"
    assert latex_inline(tree, LETTERS) == expected


def test_typst() -> None:
    shown = typst(formula("anode_net * (1 - sulfur) / 2 kg"))
    over = 'm_("anode net") × lr(\\( 1 − r_("sulfur") \\))'
    assert shown == f'm_("cell carbon") = frac({over}, 2 thin "kg")'
    assert typst_inline(parse("1 kg CO2e").tree) == '1 thin "kg CO"_2"e"'


def test_mathml() -> None:
    shown = mathml(formula("anode_net / 2 kg"))
    net = "<msub><mi>m</mi><mtext>anode net</mtext></msub>"
    under = '<mrow><mn>2</mn><mspace width="0.17em"/><mtext>kg</mtext></mrow>'
    assert shown.startswith('<math display="block"><mrow><msub><mi>m</mi><mtext>cell carbon</mtext></msub>')
    assert f"<mfrac>{net}{under}</mfrac>" in shown


def test_omml_is_a_paragraph_of_mathematics() -> None:
    root = ElementTree.fromstring(omml(formula("anode_net^2 / sulfur")))
    assert root.tag == f"{MATH}oMathPara"
    assert [e.tag.removeprefix(MATH) for e in root.iter() if e.tag.endswith(("f", "sSup"))] == ["f", "sSup"]
    assert "".join(root.itertext()) == "mcell carbon=manode net2rsulfur"


EXPRESSIONS = (
    "anode_net * (1 - sulfur) / 2 kg",
    'if($route == "wet" and sulfur > 1 %, 1e-9, if(not sulfur < 2 %, -3, sulfur^-2))',
    "max(1, 2) + sum(materials, $row.mass / 2)",
    " + ".join(f"a_very_long_name_indeed_{n}" for n in range(12)),
    "3 t * (" + " + ".join(f"a_very_long_name_indeed_{n}" for n in range(12)) + ")",
)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_mathml_is_core_and_well_formed(text: str) -> None:
    root = ElementTree.fromstring(mathml(formula(text)))
    assert {element.tag for element in root.iter()} <= CORE
    arity = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2}
    assert all(len(element) == arity.get(element.tag, len(element)) for element in root.iter())


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_omml_is_well_formed(text: str) -> None:
    root = ElementTree.fromstring(omml(formula(text)))
    assert root.find(f"{MATH}oMath") is not None


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_typst_reads_it(text: str) -> None:
    import typst as compiler

    source = f"$ {typst(formula(text))} $".encode()
    assert compiler.Compiler(source).compile(format="pdf", pdf_standards="a-2b", timestamp=0)


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_braces_of_latex_match(text: str) -> None:
    shown = latex(formula(text))
    depth = 0
    for sign in re.findall(r"(?<!\\)[{}]", shown):
        depth += 1 if sign == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert shown.count(r"\left(") == shown.count(r"\right)")


def hostile() -> Node:
    return Binary("==", Option("route"), Text(HOSTILE))


def test_text_is_never_markup_in_xml() -> None:
    for shown in (mathml_inline(hostile()), omml_inline(hostile())):
        assert f"“{HOSTILE}”" in "".join(ElementTree.fromstring(shown).itertext())


def test_text_is_never_code_in_typst() -> None:
    quoted = HOSTILE.replace("\\", "\\\\").replace('"', '\\"')
    assert typst_inline(hostile()) == f'"route" = "“{quoted}”"'


def test_text_is_never_a_command_in_latex() -> None:
    shown = latex_inline(hostile())
    assert not re.search(r"(?<!\\)[#$&%_^~]", shown)
    assert set(re.findall(r"\\[a-z]+", shown)) == {
        r"\text",
        r"\backslash",
        r"\hat",
        r"\sim",
        r"\lbrace",
        r"\rbrace",
        r"\lt",
        r"\gt",
    }


def test_symbols_look_as_in_their_formula() -> None:
    shown = formula('$row.mass * if($route == "wet", anode_net, sulfur * EF_p)')
    assert latex_symbol(shown, "mass") == latex_symbol(shown, "row.mass") == r"m_{\text{mass},i}"
    assert latex_symbol(shown, "route") == r"\text{route}"
    assert latex_symbol(shown, "EF_p") == r"\text{EF}_{p}"
    assert latex_symbol(shown, "cell_carbon") == r"m_{\text{cell carbon}}"
    for name in ("row.mass", "route", "EF_p", "cell_carbon", "anode_net"):
        assert mathml_symbol(shown, name).removeprefix("<math>").removesuffix("</math>") in mathml(shown)
        assert typst_symbol(shown, name) in typst(shown)
        body = re.fullmatch(r"<m:oMath [^>]*>(.*)</m:oMath>", omml_symbol(shown, name))
        assert body
        assert body[1] in omml(shown)


def test_where_lists_do_not_change_a_formula() -> None:
    where = (Symbol("sulfur", "含硫"),)
    assert latex(formula("sulfur", where=where)) == latex(formula("sulfur"))
