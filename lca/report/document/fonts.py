"""The fonts of the PDF: found without knowing the machine, and proven to have every character."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from lca.errors import Finding, InputError

if TYPE_CHECKING:
    import typst

PACKAGE = "justmytype_intl_cjk"
PACKAGED = ("Noto Sans SC",)
INSTALLED = (
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
LATIN = "Libertinus Serif"
SHOWN = 20
_BLANK = frozenset(" \t\n\r\u200b")
# What Typst says of text without a glyph, and of characters that PDF/A does not allow.
_REFUSED = ("could not be displayed", "contains the codepoint")


@dataclass(frozen=True)
class Fonts:
    """The loaded fonts and the families to ask for; ``system`` says that they are the machine's own."""

    loaded: typst.Fonts
    families: tuple[str, ...]
    system: bool

    @property
    def listed(self) -> str:
        """The families as JSON, for a template."""
        return json.dumps(list(self.families))


def find_fonts() -> Fonts:
    """The packaged Chinese font, so that the same document has the same bytes anywhere, or the machine's."""
    import typst

    folder = packaged_folder()
    if folder:
        return Fonts(typst.Fonts(include_system_fonts=False, font_paths=[folder]), PACKAGED, system=False)
    loaded = typst.Fonts(include_system_fonts=True)
    have = set(loaded.families())
    found = tuple(family for family in INSTALLED if family in have)[:1]
    return Fonts(loaded, found or (LATIN,), system=True)


def packaged_folder() -> Path | None:
    """The folder of the font that the extra ``document`` installs."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    folder = Path(places[0], "fonts", "ofl", "notosanssc") if places else None
    return folder if folder and folder.is_dir() else None


def check_characters(texts: Iterable[str], fonts: Fonts) -> None:
    """Refuse a text of which a character would vanish; InputError names all such characters."""
    characters = sorted({sign for text in texts for sign in text} - _BLANK)
    if _can_show("".join(characters), fonts):
        return
    missing = [sign for sign in characters if not _can_show(sign, fonts)]
    shown = ", ".join(map(_named, missing[:SHOWN]))
    raise InputError(Finding("V350", {"characters": shown + (", …" if len(missing) > SHOWN else "")}))


def _named(sign: str) -> str:
    code = f"U+{ord(sign):04X}"
    return f"{sign} ({code})" if sign.isprintable() else code


def _can_show(text: str, fonts: Fonts) -> bool:
    import typst

    source = b"#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text"
    inputs = {"text": text, "fonts": fonts.listed}
    try:
        typst.Compiler(source, font_paths=fonts.loaded, sys_inputs=inputs).compile(
            format="pdf", pdf_standards="a-2a", timestamp=0
        )
    except typst.TypstError as error:
        if not any(words in error.message for words in _REFUSED):
            raise
        return False
    return True


def drawn_text(svg: str) -> str:
    """The words of a drawing, without its marks."""
    return unescape(re.sub(r"<[^>]*>", " ", svg))
