"""A drawing as pixels, for documents that cannot hold SVG."""

from __future__ import annotations

import re
import tempfile

from lca.report.document.extra import needed
from lca.report.document.fonts import check_characters, drawn_text, find_fonts

RESOLUTION = 220
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#image(bytes(sys.inputs.svg), format: "svg", width: float(sys.inputs.width) * 1pt)"""
_VIEW = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def size(svg: str) -> tuple[float, float]:
    """The width and height of a drawing in its own units; a square where it does not say."""
    match = _VIEW.search(svg)
    return (float(match[1]), float(match[2])) if match else (1.0, 1.0)


def png(svg: str, resolution: int = RESOLUTION) -> bytes:
    """An SVG drawing as PNG, its text in the fonts of the document; ``resolution`` in dots for 72 units.

    Raises:
        InputError: Typst is not installed, or no font has a character of the drawing.
    """
    typst = needed("typst")
    fonts = find_fonts()
    check_characters([drawn_text(svg)], fonts)
    inputs = {"svg": svg, "fonts": fonts.listed, "width": str(size(svg)[0])}
    with tempfile.TemporaryDirectory() as nowhere:
        compiler = typst.Compiler(
            _PAGE,
            root=nowhere,
            font_paths=fonts.loaded,
            ignore_system_fonts=not fonts.system,
            sys_inputs=inputs,
            package_path=nowhere,
            package_cache_path=nowhere,
        )
        made = compiler.compile(format="png", ppi=float(resolution))
    pixels: bytes = made if isinstance(made, bytes) else made[0]
    return pixels
