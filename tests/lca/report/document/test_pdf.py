"""The PDF: every word arrives as it was written, always in the same bytes, and nothing vanishes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from lca.errors import InputError
from lca.i18n import Language
from lca.report.diagram import boundary_diagram
from lca.report.document import fonts
from lca.report.document.blocks import (
    Block,
    Document,
    Figure,
    Formula,
    Heading,
    Items,
    Paragraph,
    Symbol,
    Table,
)
from lca.report.document.pdf import pdf
from lca.report.document.picture import png
from lca.rules.expression import parse
from lca.rules.load import load_rule

HOSTILE = '#import "x.typ" #read("/etc/passwd") $ * _ @key <b> [x] // no `raw` \\ = ~ {y}'
A4 = (595, 842)


def document(*blocks: Block, language: Language = "zh", title: str = "产品碳足迹 示例") -> Document:
    return Document(title, "副标题", language, (("状态", "示例"),), blocks)


def pages(data: bytes) -> list[str]:
    import pypdfium2

    opened = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in opened]
    finally:
        opened.close()


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b\ufffe]+", "", text)


EVERYTHING: tuple[Block, ...] = (
    Heading("范围", 1, "1"),
    Paragraph("本文件规定了方法。"),
    Paragraph("注意。", emphasis=True),
    Items(("甲", "乙"), ordered=True),
    Items(("丙",)),
    Heading("系统边界", 2, "1.1"),
    Figure(boundary_diagram(load_rule("cn.steel.bf-bof"), "zh"), "图1 系统边界", "各阶段与过程"),
    Table("表1 数据", ("名称", "单位"), (("电", "kWh"), ("煤", "GJ"))),
    Formula(
        "m_c", parse("anode_net * (1 - ash) / 2 kg CO2e").tree, "1", (Symbol("anode_net", "阳极净耗", "kg"),)
    ),
    Heading("数据收集表", 1, "附录A"),
)


def test_same_document_same_bytes() -> None:
    assert pdf(document(*EVERYTHING)) == pdf(document(*EVERYTHING))


def test_the_file_says_that_it_is_pdf_a_and_pdf_ua() -> None:
    data = pdf(document(*EVERYTHING)).decode("latin-1")
    assert data.startswith("%PDF-1.7")
    assert "<pdfaid:part>2</pdfaid:part>" in data
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in data
    assert "<pdfuaid:part>1</pdfuaid:part>" in data


def test_front_page_contents_and_body() -> None:
    front, contents, *body = pages(pdf(document(*EVERYTHING)))
    assert "产品碳足迹 示例" in front
    assert "状态" in front
    assert squeezed(contents).startswith("产品碳足迹示例目次1范围")
    assert "附录A数据收集表" in squeezed(contents)
    whole = squeezed("".join(body))
    for words in (
        "本文件规定了方法。",
        "a)甲",
        "图1系统边界",
        "表1数据",
        "阳极净耗，单位为kg",
        "（1）",
        "转炉炼钢",
    ):
        assert words in whole


def test_pages_are_numbered_from_the_body() -> None:
    _, contents, first, *_ = pages(pdf(document(Heading("范围", 1, "1"), Paragraph("甲"))))
    assert contents.split()[-1] == "i"
    assert first.split()[-1] == "1"


def test_pages_are_a4() -> None:
    import pypdfium2

    opened = pypdfium2.PdfDocument(pdf(document(Paragraph("甲"))))
    assert {tuple(map(round, page.get_size())) for page in opened} == {A4}
    opened.close()


@pytest.mark.parametrize(
    "block",
    [
        Heading(HOSTILE, 1, "1"),
        Paragraph(HOSTILE),
        Paragraph(HOSTILE, emphasis=True),
        Items((HOSTILE,)),
        Table(HOSTILE, ("h",), (("c",),)),
        Table("t", (HOSTILE,), (("c",),)),
        Table("t", ("h",), ((HOSTILE,),)),
        Formula("x", parse("y").tree, "1", (Symbol("y", HOSTILE, "kg"),)),
    ],
    ids=lambda block: type(block).__name__,
)
def test_text_is_never_code(block: Block) -> None:
    whole = squeezed("".join(pages(pdf(document(block)))))
    assert squeezed(HOSTILE) in whole.replace("’", "'")


def test_hostile_front_page_and_texts_of_formulas() -> None:
    from lca.rules.expression.tree import Binary, If, Number, Option, Text
    from lca.units import PURE

    tree = If(Binary("==", Option("route"), Text(HOSTILE)), Number(1.0, PURE), Number(2.0, PURE))
    whole = squeezed("".join(pages(pdf(document(Formula("x", tree, "1"), title=HOSTILE)))))
    assert whole.count(squeezed(HOSTILE)) >= 3


def test_a_long_table_repeats_its_head() -> None:
    rows = tuple((f"row number {n}", "v") for n in range(120))
    body = pages(pdf(document(Table("表1", ("column head", "x"), rows))))[2:]
    assert len(body) > 2
    assert all("column head" in page for page in body)
    assert "row number 119" in body[-1]


def test_two_languages_in_one_file() -> None:
    first = document(Heading("范围", 1, "1"), Paragraph("甲"))
    second = replace(document(Heading("Scope", 1, "1"), Paragraph("words"), language="en"), title="Example")
    found = pages(pdf(first, second))
    assert len(found) == 6
    assert "范围" in found[1]
    assert "Scope" not in found[1]
    assert "Contents" in found[4]
    assert "Scope" in found[4]
    assert "范围" not in found[4]


def test_headings_that_are_not_listed_stay_out_of_the_contents() -> None:
    _, contents, body = pages(pdf(document(Heading("一章", 1, "1"), Heading("术语", 2, "1.1", listed=False))))
    assert "术语" not in contents
    assert "术语" in body


def test_a_formula_too_wide_for_the_page_is_made_smaller() -> None:
    import pypdfium2

    names = " + ".join(f"quantity_with_a_very_long_name_{n}" for n in range(14))
    data = pdf(document(Formula("x", parse(f"({names}) / (1 + {names})").tree, "1")))
    opened = pypdfium2.PdfDocument(data)
    text = opened[2].get_textpage()
    seen = [n for n in range(text.count_chars()) if not text.get_text_range(n, 1).isspace()]
    assert max(text.get_charbox(n)[2] for n in seen) <= 595 - 70
    opened.close()


def test_characters_that_no_font_has_are_all_named() -> None:
    with pytest.raises(InputError) as caught:
        pdf(document(Paragraph("甲\ue000"), Table("t", ("h",), (("乙\U00020000",),))))
    (finding,) = caught.value.findings
    assert finding.code == "V350"
    assert finding.params["characters"] == "U+E000, 𠀀 (U+20000)"
    assert "pip install" in finding.remedy("zh")


def test_characters_in_drawings_count_too() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><text y="9">&#xE000;</text></svg>'
    with pytest.raises(InputError, match="V350"):
        pdf(document(Figure(svg, "图", "图")))
    with pytest.raises(InputError, match="V350"):
        png(svg)


def test_without_a_chinese_font_chinese_is_refused() -> None:
    import typst

    latin = fonts.Fonts(typst.Fonts(include_system_fonts=False), (fonts.LATIN,), system=False)
    fonts.check_characters(["plain words"], latin)
    with pytest.raises(InputError, match=r"界 .*边 "):
        fonts.check_characters(["系统边界"], latin)


def test_the_packaged_font_goes_first() -> None:
    found = fonts.find_fonts()
    assert (found.families, found.system) == (("Noto Sans SC",), False)


def test_fonts_of_the_machine_where_none_is_packaged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "packaged_folder", lambda: None)
    found = fonts.find_fonts()
    assert found.system
    assert found.families[0] in (*fonts.INSTALLED, fonts.LATIN)
    fonts.check_characters(["plain words"], found)


def test_png_has_the_size_of_the_drawing_and_its_words() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 72 36" width="72" height="36">'
    text = '<text x="2" y="20" font-size="12" font-family="Noto Sans SC">边界</text>'
    made, empty = png(f"{head}{text}</svg>", 144), png(f"{head}</svg>", 144)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(made[16:20], "big"), int.from_bytes(made[20:24], "big")) == (144, 72)
    assert made != empty
    assert made == png(f"{head}{text}</svg>", 144)
