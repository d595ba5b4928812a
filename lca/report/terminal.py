"""A footprint as text for a terminal or a mail: 80 columns, in English or Chinese."""

from __future__ import annotations

from rich.text import Text

from lca.i18n import Language
from lca.report import apart, demands, evidence, header, hotspots, parts, requirements
from lca.report.page import WIDTH, Page
from lca.results.footprint import Footprint


def render(
    footprint: Footprint, language: Language = "en", width: int = WIDTH, all_requirements: bool = False
) -> Text:
    """The whole report, styled; ``.plain`` is what one would paste into a mail.

    With ``all_requirements`` every requirement of the general standard is told with its evidence. No line
    is wider than ``width`` terminal cells; a Chinese character takes two. The text ends without a newline.
    """
    page = Page(footprint, language, width)
    sections = (
        [*header.title(page), Text(), *header.total(page)],
        demands.performance(page),
        parts.stages(page),
        parts.compact(page),
        apart.apart(page),
        hotspots.hotspots(page),
        evidence.uncertainty(page),
        demands.sensitivities(page),
        evidence.quality(page),
        evidence.completeness(page),
        apart.balances(page),
        evidence.findings(page),
        requirements.listed(page) if all_requirements else requirements.block(page),
        apart.comparability(page),
        evidence.provenance(page),
    )
    blocks = [Text("\n").join(lines) for lines in sections if lines]
    return Text("\n\n").join(blocks)


def plain(
    footprint: Footprint, language: Language = "en", width: int = WIDTH, all_requirements: bool = False
) -> str:
    """The report without styles, with a final newline and no blanks at the ends of lines."""
    text = render(footprint, language, width, all_requirements).plain
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"
