"""What the signs of a boundary diagram mean, below it."""

from __future__ import annotations

from collections.abc import Iterator

from lca.i18n import text
from lca.report.diagram import shapes
from lca.report.diagram.content import Content

SIZE, LINE, MARK, GAP = 8.5, 16.0, 29.0, 16.0


def legend(shown: Content, top: float, width: float, loops: bool) -> tuple[str, float]:
    """The legend from ``top`` down, and where it ends."""
    x, y = 10.0, top + LINE
    parts = []
    for mark, words in _entries(shown, loops):
        needed = MARK + shapes.extent(words, SIZE) + GAP
        if x > 10 and x + needed > width:
            x, y = 10.0, y + LINE
        parts.append(f'<g transform="translate({shapes.number(x)} {shapes.number(y)})">{mark}</g>')
        parts.append(shapes.texts([words], x + MARK, y, SIZE, 0))
        x += needed
    return "".join(parts), y + LINE / 2


def _entries(shown: Content, loops: bool) -> Iterator[tuple[str, str]]:
    def say(key: str) -> str:
        return text(f"diagram.legend_{key}", shown.language)

    yield shapes.box(0, -8, 20, 10, radius=2), say("process")
    yield shapes.box(0, -8, 20, 10, thickness=2, radius=2), say("reference")
    yield shapes.arrow(((0, -3), (20, -3))), say("link")
    if loops:
        yield shapes.arrow(((0, -3), (20, -3)), dash="4 2.5"), say("loop")
    yield shapes.box(0, -8, 20, 10, thickness=1.6, dash="8 4"), say("boundary")
    if not all(band.included for band in shown.bands):
        yield shapes.box(0, -8, 20, 10, shapes.GREY, 0.8, dash="4 3"), say("excluded")
    for letter, name in shown.hubs:
        mark = shapes.sign(letter, 6, -3, filled=True) + shapes.sign(letter, 20, -3, filled=False)
        yield mark, text("diagram.legend_hub", shown.language, process=name)
