"""libyaml is only faster: data, places and messages are those of the strict reader."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.content import content
from lca.documents import Document, read_document
from lca.errors import InputError
from lca.yaml_nodes import _library

FILES = sorted([*content("rules").rglob("*.yaml"), *content("datasets").rglob("*.yaml")])
TEXT = (content("rules") / "cn" / "battery-lfp.yaml").read_text(encoding="utf-8")
LINES = TEXT.splitlines(keepends=True)
SIGNS = ":-{}[],#'\"|>&*!%@`? \n\t~\\é\u3000\ufeff\x85\u2028.0e+_x<="

Read = tuple[object, ...]


def read(raw: bytes) -> Read:
    try:
        found: Document = read_document(raw, "file.yaml")
    except InputError as error:
        return tuple(finding.render() for finding in error.findings)
    return found.data, dict(found.positions), dict(found.values)


def both(raw: bytes) -> tuple[Read, Read]:
    with mock.patch("lca.yaml_nodes._library", return_value=None):
        strict = read(raw)
    return read(raw), strict


def test_libyaml_is_there() -> None:
    assert _library() is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_is_read_alike(path: Path) -> None:
    fast, strict = both(path.read_bytes())
    assert fast == strict


@pytest.mark.parametrize(
    "text",
    [
        "a:\nb: 1\n",
        "a: &x 1\nb: *x\n",
        "a: !!str 1\n",
        "a: !own 1\n",
        "%YAML 1.1\n---\na: yes\n",
        "a: yes\nb: 010\nc: 1:30\nd: 0x1f\ne: 1e3\nf: .nan\n",
        "a: 2025-01-01\nb: 2025-01-01T10:00:00Z\nc: ~\nd: null\n",
        "a: |\n  x\n   y\nb: >-\n  x\n  y\n",
        "a: 'it''s'\nb: \"\\u4e2d\\n\"\n",
        "? a\n: b\n",
        "a: 1\na: 2\n",
        "a: 1\n---\nb: 2\n",
        "a: 1\n...\n",
        "- 1\n- [a, {b: c}]\n",
        "a:\t1\n",
        "\ta: 1\n",
        "a: [1\n",
        "",
        "# nothing\n",
        "<<: {a: 1}\n",
        "a: {b, c: d}\n",
        "[" * 300 + "]" * 300,
    ],
)
def test_a_text_is_read_alike(text: str) -> None:
    fast, strict = both(text.encode())
    assert fast == strict


@given(
    st.integers(0, len(LINES) - 30),
    st.lists(st.tuples(st.integers(0, 900), st.text(SIGNS, max_size=2), st.integers(0, 2)), max_size=3),
)
@settings(max_examples=120, deadline=None)
def test_a_damaged_text_is_read_alike(start: int, damage: list[tuple[int, str, int]]) -> None:
    text = "".join(LINES[start : start + 25])
    for place, signs, left_out in damage:
        text = text[:place] + signs + text[place + left_out :]
    fast, strict = both(text.encode())
    assert fast == strict
