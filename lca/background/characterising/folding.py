"""Names of substances brought to one spelling, so that variants of it compare equal."""

from __future__ import annotations

import re
import unicodedata

_LEFT_OUT = re.compile(r"[\s_·,'’\-–—()\[\]{}.]+")


def plain(name: str) -> str:
    """Lower case, compatibility characters resolved, ``sulph`` as ``sulf``, blanks single."""
    text = unicodedata.normalize("NFKC", name).casefold().replace("sulph", "sulf")
    return " ".join(text.split())


def folded(name: str) -> str:
    """:func:`plain` without blanks, commas, hyphens and brackets: ``1,1-difluoro-`` is ``11difluoro``."""
    return _LEFT_OUT.sub("", plain(name))
