"""The look of a Word file: page, styles, properties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lca.i18n import Language
from lca.report.document import docx_parts as parts
from lca.report.document.blocks import Document
from lca.report.document.extra import needed

TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en-GB"}
PAGE = (21.0, 29.7)
MARGINS = (2.5, 2.0, 2.5, 2.2)
WIDTH = PAGE[0] - MARGINS[2] - MARGINS[3]
HEADINGS = ((14.0, 18.0), (12.0, 12.0), (11.0, 9.0), (10.5, 8.0))
"""Size and space before of the headings by level, in points."""


def properties(made: Any, document: Document) -> None:
    """What the file says about itself; no clock and no author."""
    known = made.core_properties
    known.title, known.subject = parts.clean(document.title)[:250], parts.clean(document.subtitle)[:250]
    known.author = known.last_modified_by = known.comments = known.keywords = ""
    known.created = known.modified = datetime(*parts.EPOCH)
    known.revision, known.language = 1, TAGS[document.language]


def styles(made: Any, language: Language) -> None:
    """Fonts, sizes and spaces of the styles, also for Chinese."""
    points = needed("docx.shared").Pt
    normal = made.styles["Normal"]
    parts.fonts(normal, parts.SERIF, 10.5)
    parts.language(normal, TAGS[language])
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = points(4), 1.25
    parts.fonts(made.styles["Title"], parts.SANS, 22, bold=True)
    for border in made.styles["Title"].element.xpath(".//w:pBdr"):
        border.getparent().remove(border)
    for level, (size, before) in enumerate(HEADINGS, 1):
        style = made.styles[f"Heading {level}"]
        parts.fonts(style, parts.SANS, size, bold=True)
        style.font.italic = False
        style.paragraph_format.space_before, style.paragraph_format.space_after = points(before), points(4)
        style.paragraph_format.keep_with_next = True
    caption = made.styles["Caption"]
    parts.fonts(caption, parts.SANS, 9.5, bold=True)
    caption.paragraph_format.alignment = 1
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = points(6), points(3)
    for name in ("Header", "Footer", "List Bullet"):
        parts.fonts(made.styles[name], parts.SERIF)


def page(section: Any, document: Document) -> None:
    """A4, the title at the head, the number of the page at the foot."""
    centimetres = needed("docx.shared").Cm
    section.page_width, section.page_height = centimetres(PAGE[0]), centimetres(PAGE[1])
    section.top_margin, section.bottom_margin = centimetres(MARGINS[0]), centimetres(MARGINS[1])
    section.left_margin, section.right_margin = centimetres(MARGINS[2]), centimetres(MARGINS[3])
    section.header.is_linked_to_previous = section.footer.is_linked_to_previous = False
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    head.text, head.alignment = parts.clean(document.title), 1
    foot.alignment = 1
    parts.field(foot, "PAGE", "1")
