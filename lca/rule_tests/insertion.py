"""A test case into the text of a rule file, leaving every other byte as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML

from lca.documents import Document, read_document
from lca.errors import Finding, InputError, Location, RuleError

INDENT = 2
LINE = 110


def case_text(case: Mapping[str, Any], indent: int = INDENT) -> str:
    """A case as an item of a list whose dash stands ``indent`` blanks in, with a final newline."""
    writer = YAML()
    writer.width = LINE
    writer.default_flow_style = False
    writer.indent(mapping=2, sequence=indent + 2, offset=indent)
    stream = io.StringIO()
    writer.dump([dict(case)], stream)
    return stream.getvalue()


def with_case(raw: bytes, case: Mapping[str, Any], file: str | None = None) -> bytes:
    """The bytes of a rule file with one more test at the end of its ``tests``.

    The new lines have the indentation of the tests above and the line ends of the file.

    Raises:
        InputError: the file cannot be read; R355 its tests are written so that no case can be added line
            by line (``[...]`` with items, a document end).
    """
    before = read_document(raw, file)
    text = raw.decode("utf-8")
    lines = text.splitlines(keepends=True)
    newline = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    made = _inserted(lines, before, case, newline)
    if made is None or not _holds(made.encode(), before, case):
        raise RuleError(Finding("R355", {}, _place(before)))
    return made.encode()


def _inserted(lines: list[str], document: Document, case: Mapping[str, Any], newline: str) -> str | None:
    tests = document.data.get("tests") if isinstance(document.data, dict) else None
    start = document.positions.get(("tests",))
    if start is None:
        return _put(lines, len(lines), "tests:\n" + case_text(case), newline)
    if not tests:
        key = re.sub(r":\s*\[\s*\]", ":", lines[start[0] - 1])
        return _put([*lines[: start[0] - 1], key, *lines[start[0] :]], start[0], case_text(case), newline)
    dash = _dash(lines, document, len(tests) - 1)
    if dash is None:
        return None
    return _put(lines, _end(lines, document, dash), case_text(case, dash), newline)


def _put(lines: Sequence[str], index: int, text: str, newline: str) -> str:
    """The lines with a text before the line ``index``; a last line without end gets one."""
    before = "".join(lines[:index])
    if before and not before.endswith("\n"):
        before += newline
    return before + text.replace("\n", newline) + "".join(lines[index:])


def _dash(lines: Sequence[str], document: Document, last: int) -> int | None:
    """How many blanks stand before the dash of the last test; None where it has no dash."""
    line, column = document.positions[("tests", last)]
    head = lines[line - 1][: column - 1]
    found = re.fullmatch(r"(\s*)-\s+", head)
    return len(found[1]) if found else None


def _end(lines: Sequence[str], document: Document, dash: int) -> int:
    """The line after the last one of the tests; blanks and comments that stand no further in come after."""
    starts = [line for path, (line, _) in document.positions.items() if len(path) == 1]
    tests = document.positions[("tests",)][0]
    end = min((line - 1 for line in starts if line > tests), default=len(lines))
    while end > tests and not _belongs(lines[end - 1], dash):
        end -= 1
    return end


def _belongs(line: str, dash: int) -> bool:
    indent = len(line) - len(line.lstrip())
    return bool(line.strip()) and (indent > dash or not line.lstrip().startswith("#"))


def _holds(raw: bytes, before: Document, case: Mapping[str, Any]) -> bool:
    """Whether the new text says what the old one said and, last among the tests, the case."""
    try:
        after = read_document(raw)
    except InputError:
        return False
    tests = [*(before.data.get("tests") or []), read_document(case_text(case, 0).encode()).data[0]]
    return bool(after.data == {**before.data, "tests": tests})


def _place(document: Document) -> Location:
    return document.locate(("tests",))
