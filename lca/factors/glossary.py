"""The glossary of search words: what people call a thing, and the items that they mean by it.

``factors/glossary.csv`` has a row a group: ``terms`` that mean the same, in either language, and the
``items`` they lead to, the likeliest first. It helps a search; a match never reads it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from lca.content import content

Glossary = Mapping[str, Sequence[str]]


def folded(text: str) -> str:
    """Give a text as it is compared: width and case folded, punctuation as one blank."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\s_/.,;:()（）、，|·-]+", " ", plain).split())


def read_glossary(path: Path | None = None) -> Glossary:
    """Give term, folded, to the items it leads to; the shipped glossary by default."""
    path = path or content("factors") / "glossary.csv"
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for term in filter(None, row["terms"].split("|")):
                items = found.setdefault(folded(term), [])
                items += [item for item in row["items"].split("|") if item and item not in items]
    return MappingProxyType({term: tuple(items) for term, items in found.items()})
