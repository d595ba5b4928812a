"""Signs that steer a terminal: names in files of strangers may hold them, and none is to reach the screen."""

from __future__ import annotations

from typing import Final

KEPT: Final = "\n\t"
BIDIRECTIONAL: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Embeddings, overrides and isolates of Unicode, which let a text show in another order than it is in."""
_SIGNS: Final = {
    code: "\ufffd"
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0), *BIDIRECTIONAL)
    if chr(code) not in KEPT
}


def harmless(words: str) -> str:
    """``words`` with a replacement sign for each that steers; as long as before."""
    return words.translate(_SIGNS)
