"""YAML text to nodes: by libyaml, fifteen times faster, where it reads the text as the strict reader does.

Only plain text goes the fast way. Whatever the two read differently (tabs, odd line ends, marks of byte
order inside), whatever is refused (anchors, tags, directives) and whatever is wrong goes to the strict
reader, so that data, places and messages are the same with and without libyaml.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_APART = re.compile(r"[\t\x85\u2028\u2029\ufeff]|(?:^|[\s\[{,:?-])[&*!](?=\S)|^(?:%|\.\.\.)", re.MULTILINE)


def compose_all(content: str, reader: YAML) -> list[Node]:
    """The root nodes of all documents; YAMLError or RecursionError where it is no YAML."""
    nodes = None if _APART.search(content) else _fast(content, reader)
    return list(reader.compose_all(content)) if nodes is None else nodes


def _fast(content: str, reader: YAML) -> list[Node] | None:
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
            found.append(_node(library, parser, reader.resolver))
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


def _node(library: _Library, parser: Any, resolver: Any) -> Node:
    event = parser.get_event()
    mark = event.start_mark
    if isinstance(event, library.ScalarEvent):
        tag = resolver.resolve(ScalarNode, event.value, event.implicit)
        return ScalarNode(tag, event.value, mark, event.end_mark, event.style)
    if isinstance(event, library.MappingStartEvent):
        pairs = []
        while not parser.check_event(library.MappingEndEvent):
            pairs.append((_node(library, parser, resolver), _node(library, parser, resolver)))
        parser.get_event()
        return MappingNode("tag:yaml.org,2002:map", pairs, mark)
    items = []
    while not parser.check_event(library.SequenceEndEvent):
        items.append(_node(library, parser, resolver))
    parser.get_event()
    return SequenceNode("tag:yaml.org,2002:seq", items, mark)
