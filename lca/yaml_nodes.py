"""YAML text to nodes: by libyaml, fifteen times faster, where it reads the text as the strict reader does.

Only plain text goes the fast way. Whatever the two read differently (tabs, odd line ends, marks of byte
order inside), whatever is refused (anchors, tags, directives) and whatever is wrong goes to the strict
reader, so that data, places and messages are the same with and without libyaml.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import import_module
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.tag import Tag

_APART = re.compile(r"[\t\x85\u2028\u2029\ufeff]|(?:^|[\s\[{,:?-])[&*!](?=\S)|^(?:%|\.\.\.)", re.MULTILINE)


_MAP, _SEQ = Tag(suffix="tag:yaml.org,2002:map"), Tag(suffix="tag:yaml.org,2002:seq")


def compose_all(content: str, reader: YAML) -> list[Node]:
    """The root nodes of all documents; YAMLError or RecursionError where it is no YAML."""
    nodes = None if _APART.search(content) else _fast(content)
    return list(reader.compose_all(content)) if nodes is None else nodes


def first_deeper(content: str, limit: int) -> tuple[int, int]:
    """Line and column where a text nests deeper than ``limit``: events need no recursion, nodes do."""
    depth = 0
    for event in YAML(typ="safe", pure=True).parse(content):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth > limit:
            return event.start_mark.line + 1, event.start_mark.column + 1
    return 1, 1


def _fast(content: str) -> list[Node] | None:
    """The nodes by libyaml; None where it is not installed, or refuses the text."""
    library = _library()
    if library is None:
        return None
    parser = library.CParser(content)
    found: list[Node] = []
    try:
        parser.get_event()
        while not parser.check_event(library.StreamEndEvent):
            parser.get_event()
            found.append(_node(library, parser, parser.get_event()))
            parser.get_event()
    except (library.YAMLError, RecursionError):
        return None
    return found


@cache
def _library() -> Any:
    try:
        return _Library(import_module("yaml.cyaml").CParser, import_module("yaml"))
    except ImportError:
        return None


class _Library:
    """The parts of PyYAML that are needed, looked up once."""

    def __init__(self, parser: Any, module: Any) -> None:
        self.CParser = parser
        self.YAMLError = module.YAMLError
        self.StreamEndEvent = module.StreamEndEvent
        self.ScalarEvent = module.ScalarEvent
        self.SequenceEndEvent = module.SequenceEndEvent
        self.MappingEndEvent = module.MappingEndEvent
        self.MappingStartEvent = module.MappingStartEvent


@lru_cache(maxsize=20_000)
def _tag(value: str, implicit: tuple[bool, bool]) -> Any:
    """The tag of a scalar; the same words stand again and again in a file, and resolving them is slow."""
    return _resolver().resolve(ScalarNode, value, implicit)


@cache
def _resolver() -> Any:
    return YAML(typ="safe", pure=True).resolver


def _node(library: _Library, parser: Any, event: Any) -> Node:
    """The node that begins with an event; the next event is asked for once."""
    mark, kind = event.start_mark, event.__class__
    if kind is library.ScalarEvent:
        tag = _tag(event.value, event.implicit)
        return ScalarNode(tag, event.value, mark, event.end_mark, event.style)
    ask = parser.get_event
    if kind is library.MappingStartEvent:
        pairs = []
        while (key := ask()).__class__ is not library.MappingEndEvent:
            pairs.append((_node(library, parser, key), _node(library, parser, ask())))
        return MappingNode(_MAP, pairs, mark)
    items = []
    while (item := ask()).__class__ is not library.SequenceEndEvent:
        items.append(_node(library, parser, item))
    return SequenceNode(_SEQ, items, mark)
