"""Elements of XML without their namespaces: writers of inventories use several for one format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def local(element: _Element) -> str:
    """The name of an element without its namespace."""
    tag: str = element.tag
    return tag.rpartition("}")[2]


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """Children of a name."""
    if element is not None:
        yield from element.iterchildren(f"{{*}}{name}")


def child(element: _Element | None, *path: str) -> _Element | None:
    """The first descendant along a path of names."""
    for name in path:
        element = None if element is None else element.find(f"{{*}}{name}")
    return element


def text(element: _Element | None, *path: str) -> str:
    """The text at a path, in English where there are several languages; blanks run together, else empty."""
    parent, first = child(element, *path[:-1]), ""
    for found in children(parent, path[-1]):
        words = " ".join((found.text or "").split())
        if words and (found.get(LANGUAGE) or "en") == "en":
            return words
        first = first or words
    return first


def texts(element: _Element | None, *path: str) -> tuple[str, ...]:
    """All texts at a path, in order, whatever their language."""
    parent = child(element, *path[:-1])
    told = (" ".join((found.text or "").split()) for found in children(parent, path[-1]))
    return tuple(dict.fromkeys(words for words in told if words))


def attribute(element: _Element | None, name: str) -> str:
    """An attribute without blanks around; empty where there is none."""
    return (element.get(name) or "").strip() if element is not None else ""


def kept(**about: str) -> dict[str, str]:
    """What there is to say of a data set, without what is empty."""
    return {key: value for key, value in about.items() if value}
