"""Brightway's workbooks: one file or a folder of them, read as one set in which they supply each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from lca.background.reading.archive import Archive
from lca.background.reading.brightway_excel.amounts import Values, amount, group, scopes
from lca.background.reading.brightway_excel.blocks import Activity, Row, Workbook, blocks
from lca.background.reading.brightway_excel.cells import sheets
from lca.background.reading.brightway_nodes.convert import reading
from lca.background.reading.brightway_nodes.records import Edge, Key, Node, plain
from lca.background.records import Consequence, Reading, Remark
from lca.errors import Finding, InputError, Location

__all__ = ["read"]

NEEDED = ("name", "amount", "type")


def read(archive: Archive) -> Reading:
    """Read a workbook, or all workbooks of a folder or zip.

    Raises:
        InputError: B300 to B302 where no workbook at all can be read, B309 where none has an activity.
    """
    books: list[Workbook] = []
    remarks: list[Remark] = []
    for name in sorted({*archive.names(".xlsx"), *archive.names(".xlsm")}):
        if PurePath(name).name.startswith("~$"):
            continue  # what a spreadsheet program leaves beside a file that is open
        try:
            books.append(blocks(name, sheets(archive.read(name), name)))
        except InputError as error:
            remarks += [Remark(finding, Consequence.DATASET_LEFT_OUT) for finding in error.findings]
    nodes = [node for book in books for node in _nodes(book)]
    remarks += [remark for book in books for remark in book.remarks]
    if not nodes:
        place = Location(str(archive.path))
        raise InputError([Finding("B309", location=place), *(remark.finding for remark in remarks)])
    titles = list(dict.fromkeys(name for book in books for name, _ in book.databases))
    title = titles[0] if len(titles) == 1 else ""
    return reading(nodes, "brightway_excel", title=title, remarks=remarks)


def _nodes(book: Workbook) -> list[Node]:
    if not book.databases and book.activities:
        stem = PurePath(book.file).stem
        book.say("B306", book.activities[0].place, Consequence.ASSUMED, sheet=stem)
        book.databases.append((stem, book.activities[0].place))
    if len(book.databases) > 1:
        names = ", ".join(name for name, _ in book.databases)
        book.say("B326", book.databases[1][1], Consequence.NOTED, names=names)
    values = scopes(book)
    return [_node(book, activity, values) for activity in book.activities]


def _node(book: Workbook, activity: Activity, values: dict[str, Values]) -> Node:
    known = values.get(group(activity), values[""])
    database = activity.database or book.databases[0][0]
    node = Node(
        database, plain(activity.fields.get("code")), activity.name, activity.fields, (), activity.place
    )
    edges = [_edge(book, node, row, known) for row in activity.exchanges]
    _headings(book, activity)
    return Node(database, node.code, node.name, node.fields, edges, node.place)


def _headings(book: Workbook, activity: Activity) -> None:
    """Say once which headings a table of exchanges lacks."""
    rows: Sequence[Row] = activity.exchanges[:1]
    lacking = [name for row in rows for name in NEEDED if name not in row.columns]
    if lacking and not ("amount" in lacking and rows and "formula" in rows[0].columns and len(lacking) == 1):
        place = rows[0].place()
        book.say("B327", place, Consequence.NOTED, name=activity.name, headings=", ".join(lacking))


def _edge(book: Workbook, node: Node, row: Row, values: Values) -> Edge:
    found = amount(row, values)
    if found.finding is not None:
        exchange = plain(row.fields.get("name"))
        known = node.code or node.hash
        book.remarks.append(Remark(found.finding, found.consequence, known, exchange))
    kind = plain(row.fields.get("type")).casefold()
    return Edge(kind, found.value, row.fields, row.place("name"), _input(row, node))


def _input(row: Row, node: Node) -> Key | None:
    """The key of the supplier where the row states it: ``database::code``, or a code with its database."""
    stated = plain(row.fields.get("input"))
    if not stated:
        return None
    text = stated.strip("()").replace("'", "").replace('"', "")
    for mark in ("::", ","):
        first, found, code = text.partition(mark)
        if found:
            return first.strip(), code.strip()
    return plain(row.fields.get("database")) or node.database, stated
