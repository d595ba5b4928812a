"""What python-docx has no words for: fields, bookmarks, fonts for Chinese, rows that stay together."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from lca.report.document.extra import needed

WESTERN, SERIF, SANS = "Times New Roman", "宋体", "黑体"
EPOCH = (1980, 1, 1, 0, 0, 0)
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def clean(words: str) -> str:
    """Words without the characters that XML forbids, on one line."""
    return " ".join(_FORBIDDEN.sub("", words).split())


def qn(name: str) -> str:
    """``w:val`` as the libraries of XML write it."""
    made: str = needed("docx.oxml.ns").qn(name)
    return made


def element(tag: str, /, **attributes: str) -> Any:
    """An element of WordprocessingML with attributes of the same namespace."""
    made = needed("docx.oxml").OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def fonts(style: Any, chinese: str, size: float | None = None, bold: bool | None = None) -> None:
    """Give a style its fonts, also for Chinese, free of the theme; black, as standards are printed."""
    shared = needed("docx.shared")
    style.font.name = WESTERN
    style.font.color.rgb = shared.RGBColor(0, 0, 0)
    if size is not None:
        style.font.size = shared.Pt(size)
    if bold is not None:
        style.font.bold = bold
    found = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in _THEMED:
        found.attrib.pop(qn(f"w:{name}"), None)
    for name, font in (("ascii", WESTERN), ("hAnsi", WESTERN), ("cs", WESTERN), ("eastAsia", chinese)):
        found.set(qn(f"w:{name}"), font)


def language(style: Any, tag: str) -> None:
    """Set the languages of a style, so that spelling and line breaking fit."""
    found = style.element.get_or_add_rPr()
    for old in found.findall(qn("w:lang")):
        found.remove(old)
    found.append(element("w:lang", val=tag if tag != "zh-CN" else "en-US", eastAsia="zh-CN"))


def field(paragraph: Any, instruction: str, shown: str = "", dirty: bool = False) -> None:
    """A field that Word computes, with what it shows until then."""
    begin = element("w:fldChar", fldCharType="begin")
    if dirty:
        begin.set(qn("w:dirty"), "true")
    _run(paragraph, begin)
    code = element("w:instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f" {instruction} "
    _run(paragraph, code)
    _run(paragraph, element("w:fldChar", fldCharType="separate"))
    if shown:
        paragraph.add_run(shown)
    _run(paragraph, element("w:fldChar", fldCharType="end"))


def _run(paragraph: Any, child: Any) -> None:
    paragraph.add_run()._r.append(child)


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Mark a paragraph so that the contents can lead to it."""
    start = element("w:bookmarkStart", id=str(number), name=name)
    properties = paragraph._p.pPr
    paragraph._p.insert(0 if properties is None else 1, start)
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link(paragraph: Any, words: str, name: str) -> None:
    """Words that lead to a bookmark."""
    made = element("w:hyperlink", anchor=name, history="1")
    run = element("w:r")
    text = element("w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words
    run.append(text)
    made.append(run)
    paragraph._p.append(made)


def repeated(row: Any) -> None:
    """Print a row at the head of every page that its table runs over."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))


def together(row: Any) -> None:
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit", val="true"))


def shaded(cell: Any, colour: str = "EDEFF2") -> None:
    """Fill a cell."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def borderless(table: Any) -> None:
    """Take a table's lines away."""
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", val="nil"))
    table._tbl.tblPr.append(borders)


def mathematics(paragraph: Any, omml: str) -> None:
    """Append a formula to a paragraph."""
    paragraph._p.append(needed("docx.oxml").parse_xml(omml))


def package(document: Any) -> bytes:
    """The file of a document; the parts carry no time, so the same document gives the same bytes."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()
