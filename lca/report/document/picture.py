"""A drawing as pixels, for documents that cannot hold SVG."""

from __future__ import annotations

import tempfile

from lca.report.document.extra import needed
from lca.report.document.fonts import check_characters, drawn_text, find_fonts

RESOLUTION = 220
_PAGE = b"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: json(bytes(sys.inputs.fonts)))
#image(bytes(sys.inputs.svg), format: "svg")"""


def png(svg: str, resolution: int = RESOLUTION) -> bytes:
    """An SVG drawing as PNG, its text in the fonts of the document; ``resolution`` in dots for 72 units.

    Raises:
        InputError: Typst is not installed, or no font has a character of the drawing.
    """
    typst = needed("typst")
    fonts = find_fonts()
    check_characters([drawn_text(svg)], fonts)
    inputs = {"svg": svg, "fonts": fonts.listed}
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
