"""The text of a file apart from what it says: blanks at the ends of lines, tabs between words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lca.errors import Finding, Location, Severity

_TRAILING = re.compile(r"[ \t]+(?=\r?$)")
_TAB = re.compile(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)")


def check_layout(lines: Sequence[str], file: str | None) -> Iterator[Finding]:
    """One finding (R335) for all blanks at ends of lines and all tabs of the file, at the first of them."""
    places = [(number, blank.start() + 1) for number, line in enumerate(lines, 1) for blank in blanks(line)]
    if places:
        count = len({number for number, _ in places})
        yield Finding("R335", {"count": count}, Location(file, *places[0]), Severity.INFO)


def blanks(line: str) -> Iterator[re.Match[str]]:
    """The blanks of a line that end it or hold a tab."""
    yield from _TAB.finditer(line)
    yield from _TRAILING.finditer(line)
