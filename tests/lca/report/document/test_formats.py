"""The same words in every format, safe against what a rule may say, and the same bytes every time."""

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import docx as word
import pytest
from document_case import RULES, letters, printed, rule

from lca.errors import InputError
from lca.i18n import LANGUAGES, Language
from lca.report.document import docx_parts
from lca.report.document.blocks import Document, Figure, Formula, Heading, Items, Paragraph, Table
from lca.report.document.docx import docx
from lca.report.document.extra import needed
from lca.report.document.html import html
from lca.report.document.markdown import escaped, markdown

CASES = [(name, language) for name in RULES for language in LANGUAGES]
VOID = {"meta", "col", "br", "wbr", "hr", "img", "link"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


@cache
def page(name: str, language: Language) -> str:
    return html([printed(name, language)])


@cache
def file(name: str, language: Language) -> bytes:
    return docx([printed(name, language)])


@cache
def text(name: str, language: Language) -> str:
    return markdown([printed(name, language)]).text


class Reader(HTMLParser):
    """Reads a page: its words, its tags, its references; complains about tags that do not match."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words.append(data)

    def all(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.tags if (value := attrs.get(attribute)) is not None]


def words_of(file: bytes) -> str:
    """All text of a Word file's body, mathematics among it."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter() if node.tag in (f"{W}t", f"{M}t"))


def blocks_of(made: Document) -> Iterator[str]:
    """All that a reader of any format must find."""
    yield made.title
    yield from (words for fact in made.facts for words in fact)
    for block in made.blocks:
        match block:
            case Heading():
                yield block.number + block.text
            case Paragraph():
                yield block.text
            case Items():
                yield from block.items
            case Table():
                yield from (block.caption, *block.head, *(cell for row in block.rows for cell in row))
            case Formula():
                yield from (symbol.meaning for symbol in block.where)
            case Figure():
                yield block.caption


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_format_holds_every_word(name: str, language: Language) -> None:
    wanted = [letters(words) for words in blocks_of(printed(name, language))]
    for found in (
        "".join(Reader(page(name, language)).words),
        words_of(file(name, language)),
        text(name, language),
    ):
        there = letters(found)
        assert [words for words in wanted if words not in there] == []


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_formula_and_quantity_is_there_as_mathematics(name: str, language: Language) -> None:
    formulas = [block for block in printed(name, language).blocks if isinstance(block, Formula)]
    assert page(name, language).count('<math display="block">') == len(formulas)
    assert [int(n) for n in re.findall(r"\\tag\{(\d+)\}", text(name, language))] == list(
        range(1, len(formulas) + 1)
    )
    with zipfile.ZipFile(io.BytesIO(file(name, language))) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    assert sum(1 for _ in root.iter(f"{M}oMathPara")) == len(formulas)
    for quantity in rule(name).compiled.quantities:
        spoken = quantity.replace("_", " ")
        assert f"<mtext>{spoken}</mtext>" in page(name, language)
        assert f"\\text{{{spoken}}}" in text(name, language)


@pytest.mark.parametrize(("name", "language"), CASES)
def test_a_page_needs_nothing_from_outside(name: str, language: Language) -> None:
    source = page(name, language)
    reader = Reader(source)
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "link", "iframe", "object", "embed", "img", "form", "base"}
    assert not [key for _, attrs in reader.tags for key in attrs if key.startswith("on") or key == "src"]
    assert all(reference.startswith("#") for reference in reader.all("href"))
    assert "url(" not in source
    assert "@import" not in source
    assert "default-src 'none'" in source


@pytest.mark.parametrize(("name", "language"), CASES)
def test_the_contents_lead_somewhere_and_names_stand_once(name: str, language: Language) -> None:
    reader = Reader(page(name, language))
    names = reader.all("id")
    assert len(names) == len(set(names))
    targets = [reference[1:] for reference in reader.all("href")]
    assert len(targets) > 40
    assert set(targets) <= set(names)


def test_a_page_says_its_language() -> None:
    both = html([printed("everything", "zh"), printed("everything", "en")])
    reader = Reader(both)
    assert ("html", {"lang": "zh-Hans"}) in reader.tags
    articles = [attrs["lang"] for tag, attrs in reader.tags if tag == "article"]
    assert articles == ["zh-Hans", "en"]
    assert len(reader.all("id")) == len(set(reader.all("id")))


def test_what_a_rule_says_is_never_markup() -> None:
    source = page("everything", "en")
    assert "<i>" not in source
    assert "<script>" not in source
    assert "&lt;i&gt;*star*&lt;/i&gt;" in source
    assert "by hand &lt;script&gt;" in source
    assert "used <i>*star*</i> $x$ [link](http://evil.example)" in "".join(Reader(source).words)


def test_markdown_prints_what_a_rule_says_as_it_is() -> None:
    prose = "\n".join(line for line in text("everything", "en").splitlines() if not line.startswith("- $"))
    assert "<i>" not in prose.replace("\\<i\\>", "")
    assert r"wood \| used \<i\>\*star\*\</i\> \$x\$ \[link\](http:\//evil.example)" in prose
    assert escaped("a_b _c_ `x` ~ $y$ &amp; & 1|2\nnext") == (r"a_b \_c\_ \`x\` \~ \$y\$ \&amp; & 1\|2 next")


def test_markdown_tables_are_rectangular() -> None:
    lines = text("everything", "en").splitlines()
    tables = [line for line in lines if line.startswith("| ")]
    assert len(tables) > 100
    for line, following in pairwise(lines):
        if line.startswith("| ") and following.startswith("| "):
            assert line.replace("\\|", "").count("|") == following.replace("\\|", "").count("|")


def test_drawings_of_markdown_stand_at_its_end_or_beside_it() -> None:
    documents = [printed("everything", "zh"), printed("everything", "en")]
    inside = markdown(documents)
    assert inside.files == {}
    assert all(len(line) < 3000 for line in inside.text.split("[figure-1]: data:")[0].splitlines())
    assert inside.text.count("data:image/svg+xml;base64,") == 2
    beside = markdown(documents, "box")
    assert list(beside.files) == ["box.zh.1.svg", "box.en.2.svg"]
    assert all(drawing.startswith("<svg") for drawing in beside.files.values())
    assert "](<box.zh.1.svg>)" in beside.text
    assert "data:" not in beside.text


@pytest.mark.parametrize(("name", "language"), CASES)
def test_word_has_real_headings_in_order(name: str, language: Language) -> None:
    made = word.Document(io.BytesIO(file(name, language)))
    wanted = [
        (b.level, letters(b.number + b.text))
        for b in printed(name, language).blocks
        if isinstance(b, Heading)
    ]
    found = [(p.style.name, letters(p.text)) for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert found == [(f"Heading {level}", words) for level, words in wanted]


def test_word_is_a_page_of_a_standard() -> None:
    made: Any = word.Document(io.BytesIO(docx([printed("everything", "zh"), printed("everything", "en")])))
    first, second = made.sections
    assert (round(first.page_width.mm), round(first.page_height.mm)) == (210, 297)
    assert "木箱" in first.header.paragraphs[0].text
    assert "Wooden boxes <b>&</b> more" in second.header.paragraphs[0].text
    assert " PAGE " in first.footer._element.xml
    body = made.element.xml
    assert body.count(" TOC \\o &quot;1-2&quot;") + body.count(' TOC \\o "1-2"') == 2
    assert made.styles["Normal"].element.rPr.rFonts.get(f"{W}eastAsia") == "宋体"
    assert made.styles["Heading 1"].element.rPr.rFonts.get(f"{W}eastAsia") == "黑体"
    assert made.core_properties.created.year == 1980
    assert made.core_properties.author == ""
    drawings = re.findall(r'descr="([^"]+)"', body)
    assert len(drawings) == 2
    assert "锯木" in drawings[0]


def test_heads_of_tables_are_repeated_in_word() -> None:
    made: Any = word.Document(io.BytesIO(file("everything", "zh")))
    tables = [block for block in printed("everything", "zh").blocks if isinstance(block, Table)]
    repeated = [
        t for t in made.tables if t.rows[0]._tr.trPr is not None and "tblHeader" in t.rows[0]._tr.trPr.xml
    ]
    assert [t.rows[0].cells[0].text for t in repeated] == [table.head[0] for table in tables]
    assert all(len(t.rows) == len(table.rows) + 1 for t, table in zip(repeated, tables, strict=True))


def test_the_fields_of_word_are_closed() -> None:
    made: Any = word.Document(io.BytesIO(file("everything", "zh")))
    kinds = re.findall(r'w:fldCharType="(\w+)"', made.element.xml)
    assert kinds == ["begin", "separate", "end"]


def test_words_that_xml_forbids_are_left_out() -> None:
    assert docx_parts.clean("a\x00b\x0bc\ufffe \n d") == "abc d"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_document_gives_the_same_bytes(language: Language) -> None:
    made = printed("everything", language)
    assert docx([made]) == file("everything", language)
    assert html([made]) == page("everything", language)
    assert markdown([made]).text == text("everything", language)


def test_a_missing_library_is_told_with_the_way_to_it() -> None:
    with pytest.raises(InputError) as caught:
        needed("no_such_library")
    finding = caught.value.findings[0]
    assert finding.code == "V360"
    assert "no_such_library" in finding.message("zh")
    assert "zuji[document]" in finding.render("en")
