"""What a rule stands on, by name and content, so that anybody can compute the same again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lca.documents import Document


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A rule above: what it is called and the SHA-256 of its file."""

    id: str
    version: str
    level: str
    sha256: str
    file: str | None


def ancestors_of(above: Iterable[Document]) -> tuple[Ancestor, ...]:
    """The rules above, in the order of the documents (the nearest first)."""
    return tuple(
        Ancestor(
            str(document.data.get("id", "")),
            str(document.data.get("version", "")),
            str(document.data.get("level", "product")),
            document.sha256,
            document.file,
        )
        for document in above
    )
