"""XML from strangers: no entities, no document type, no network, bounded depth and size.

The parser is lxml with everything switched off that reaches outside or grows; libxml2 itself bounds depth
(256), the length of a text (10 MB) and the growth by entities. What has a document type is refused, for no
format of life cycle inventories has one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lca.errors import Finding, InputError, Location

if TYPE_CHECKING:
    from lxml.etree import XMLParser, XMLSyntaxError, _Element

MAXIMUM_BYTES = 512 * 2**20
_TAIL = re.compile(r", line \d+, column \d+.*$", re.DOTALL)


def parse_xml(data: bytes, file: str) -> _Element:
    """Give the root element; comments and processing instructions are left out.

    InputError with file, line and column: empty, too large, not well-formed, wrong encoding, too deep, or
    with a document type or entities. ``element.sourceline`` gives the place of an element later.
    """
    from lxml import etree

    if not data.strip():
        raise InputError(Finding("B120", {}, Location(file)))
    if len(data) > MAXIMUM_BYTES:
        raise InputError(Finding("B107", {"size": len(data), "limit": MAXIMUM_BYTES}, Location(file)))
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise InputError(_broken(error, file)) from error
    except (ValueError, LookupError) as error:
        raise InputError(Finding("B121", {"problem": str(error)}, Location(file))) from error
    kind = root.getroottree().docinfo
    if kind.doctype or kind.internalDTD is not None or kind.externalDTD is not None:
        raise InputError(Finding("B122", {"name": kind.root_name}, Location(file, 1)))
    return root


def _parser() -> XMLParser:
    from lxml import etree

    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        no_network=True,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def _broken(error: XMLSyntaxError, file: str) -> Finding:
    line, column = error.position
    problem = _TAIL.sub("", error.msg or "syntax")
    return Finding("B121", {"problem": problem}, Location(file, line or 1, column or None))
