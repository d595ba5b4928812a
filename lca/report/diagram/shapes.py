"""Shapes of SVG as text: boxes, lines with rounded corners and arrow heads, wrapped text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from rich.cells import cell_len

from lca.report.layout import wrap

FAMILY = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
INK = "#000"
GREY = "#666"
_CELL = 0.53
_RADIUS = 4.0
_SMALL = re.compile("[₀-₉]+")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def wrapped(words: str, size: float, width: float) -> list[str]:
    """Lines of text of this size in this width: a Chinese character takes 1.06 em, a Latin one half."""
    return wrap(words, max(int(width / (size * _CELL)), 2))


def extent(words: str, size: float) -> float:
    """About how wide a line of text is."""
    return size * _CELL * cell_len(words)


def texts(
    lines: Sequence[str],
    x: float,
    y: float,
    size: float,
    leading: float,
    bold: bool = False,
    anchor: str = "start",
    fill: str = INK,
    halo: bool = False,
) -> str:
    """Lines of text below each other; ``y`` is the base line of the first. A ``halo`` hides lines below."""
    weight = 700 if bold else 400
    # Renderers that read the axes of a variable font from this property alone are common enough.
    style = f"font-weight:{weight};font-variation-settings:&quot;wght&quot; {weight}"
    style += ";paint-order:stroke;stroke:#fff;stroke-width:4" if halo else ""
    return "".join(
        f'<text x="{number(x)}" y="{number(y + i * leading)}" font-size="{number(size)}" '
        f'text-anchor="{anchor}" fill="{fill}" style="{style}">{_lowered(line, size)}</text>'
        for i, line in enumerate(lines)
    )


def _lowered(line: str, size: float) -> str:
    """Text with the small digits of formulas set as lowered ones: many fonts have none of their own."""
    drop = number(size * 0.2)

    def low(match: re.Match[str]) -> str:
        digits = match[0].translate(_DIGITS)
        return f'<tspan font-size="{number(size * 0.72)}" dy="{drop}">{digits}</tspan><tspan dy="-{drop}">'

    first, *rest = _SMALL.split(escape(line))
    marks = [low(match) for match in _SMALL.finditer(line)]
    return first + "".join(f"{mark}{part}</tspan>" for mark, part in zip(marks, rest, strict=True))


def box(
    x: float,
    y: float,
    width: float,
    height: float,
    stroke: str = INK,
    thickness: float = 1.0,
    dash: str = "",
    fill: str = "#fff",
    radius: float = 0.0,
) -> str:
    """A rectangle."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" '
        f'rx="{number(radius)}" fill="{fill}" stroke="{stroke}" stroke-width="{number(thickness)}"{dashes}/>'
    )


def arrow(points: Sequence[Point], thickness: float = 1.0, dash: str = "") -> str:
    """A line through points, at right angles, with rounded corners and an arrow head at its end."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    path = _path(_simplified(points))
    line = f'<path d="{path}" fill="none" stroke="{INK}" stroke-width="{number(thickness)}"{dashes}/>'
    return line + _head(points[-2], points[-1])


def _simplified(points: Sequence[Point]) -> list[Point]:
    """Points without those that lie on the line between their neighbours."""
    kept = [points[0]]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        if not (before[0] == here[0] == after[0] or before[1] == here[1] == after[1]):
            kept.append(here)
    return [*kept, points[-1]]


def _path(points: Sequence[Point]) -> str:
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        enter, leave = _toward(here, before), _toward(here, after)
        parts.append(f"L{number(enter[0])} {number(enter[1])}")
        parts.append(f"Q{number(here[0])} {number(here[1])} {number(leave[0])} {number(leave[1])}")
    return " ".join([*parts, f"L{number(points[-1][0])} {number(points[-1][1])}"])


def _toward(here: Point, other: Point) -> Point:
    """The point a corner's radius from ``here`` towards ``other``, at most half way."""
    away = abs(other[0] - here[0]) + abs(other[1] - here[1])
    part = min(_RADIUS, away / 2) / away if away else 0.0
    return here[0] + (other[0] - here[0]) * part, here[1] + (other[1] - here[1]) * part


def _head(before: Point, tip: Point) -> str:
    (x0, y0), (x, y) = before, tip
    dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
    corners: Iterable[Point] = (
        (x, y),
        (x - 6 * dx - 2.8 * dy, y - 6 * dy - 2.8 * dx),
        (x - 6 * dx + 2.8 * dy, y - 6 * dy + 2.8 * dx),
    )
    spots = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return f'<polygon points="{spots}" fill="{INK}"/>'


def sign(letter: str, x: float, y: float, filled: bool) -> str:
    """A letter in a circle: filled where a hub is, hollow where it feeds."""
    fill, ink = (INK, "#fff") if filled else ("#fff", INK)
    circle = f'<circle cx="{number(x)}" cy="{number(y)}" r="6" fill="{fill}" stroke="{INK}"/>'
    return circle + texts([letter], x, y + 3, 8.5, 0, bold=True, anchor="middle", fill=ink)


def drawing(body: str, width: float, height: float, title: str, description: str) -> str:
    """The whole SVG with its words for those who cannot see it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(width)}" height="{number(height)}" role="img" aria-label={quoteattr(title)} '
        f'font-family="{FAMILY}"><title>{escape(title)}</title><desc>{escape(description)}</desc>'
        f'<rect width="100%" height="100%" fill="#fff"/>{body}</svg>'
    )
