"""Words that are still to be written: placeholders that a new rule brings with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lca.documents import KeyPath
from lca.rules.compiling.context import Context
from lca.rules.linting.sources import is_placeholder

NUMBERS = ("parameters", "activity_data", "classes", "tests")
"""Where sources of numbers stand."""
_OPEN = re.compile(r"\s*(?:(?:TODO|TBD|FIXME)\b|待补|待定|待填)")


def check_placeholders(context: Context) -> None:
    """R380 for words of this file that begin with TODO, TBD, FIXME, 待补, 待定 or 待填.

    Sources of numbers are left to R311, which knows more ways of naming none.
    """
    for path, words in _texts(context.document.data, ()):
        if not _OPEN.match(words) or _names_no_source(path, words):
            continue
        if context.document.locate(path).file == context.document.file:
            context.warn("R380", path, words=words)


def _names_no_source(path: KeyPath, words: str) -> bool:
    return path[0] in NUMBERS and path[-1] == "source" and is_placeholder(words)


def _texts(value: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
