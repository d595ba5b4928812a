"""SimaPro CSV (``.csv``, ``.txt``): exports of processes, of SimaPro 7 (header without braces) to 9.

Read here and not by ``bw_simapro_csv``, which stops a file at its first bad record, configures logging for
the whole program, writes log files unless told not to, leaves product stages unmentioned and evaluates
formulas as Python. It serves the tests as the other opinion.

Identity: a process has its ``Process identifier`` (else its ``PlatformId``, else its product's name).
Products are known by their names, which SimaPro keeps unique; where one process of the delivery makes the
name, it is the provider. The place is that in the product's name (``{RER}``, ``/CH U``), else ``Geography``.

Signs: a waste treatment takes its waste in. What goes "to treatment" is an output of waste; where the
treatment is written as a process with a product (a service of disposal), it is an input of that service
(B273). Amounts are converted to the unit of the flow by the file's own table of units, unless this
contradicts what the unit means (B270). A waste scenario passes its waste on to its treatments in the stated
shares; where these go by kinds of waste, the shares are unknown (B276).

Product stages, methods and the uncertainty of parameters are not read (B275, B261, B274).
"""

from __future__ import annotations

from collections.abc import Iterator

from lca.background.reading.archive import Archive
from lca.background.reading.notes import Flows, Notes, chosen, finished, told, unread
from lca.background.reading.simapro.blocks import Block, blocks_of
from lca.background.reading.simapro.dialect import Dialect, open_text
from lca.background.reading.simapro.linking import linked
from lca.background.reading.simapro.parameters import shared_scope
from lca.background.reading.simapro.process import process_of
from lca.background.reading.simapro.substances import Substances
from lca.background.reading.simapro.units import Units
from lca.background.records import Consequence, Dataset, Reading
from lca.errors import InputError, Location

SUFFIXES = (".csv", ".txt")
LISTS = ("Raw materials", "Airborne emissions", "Waterborne emissions", "Emissions to soil")
OTHER_LISTS = ("Final waste flows", "Non material emissions", "Social issues", "Economic issues")
METHODS = ("Method", "Impact category", "Normalization-Weighting set", "Damage category")
QUIET = ("Quantities", "Literature reference", "System description")
PARAMETERS = (
    "Database Input parameters",
    "Database Calculated parameters",
    "Project Input parameters",
    "Project Calculated parameters",
)


def read(archive: Archive) -> Reading:
    """Read every process of an export, or of several; InputError where not one can be used.

    Remarks: no SimaPro export (B260), methods (B261), blocks or lines that belong nowhere (B262, B263),
    product stages (B275), and all that :mod:`lca.background.reading.simapro.process` says of records.
    """
    notes, flows, units = Notes(Location(str(archive.path))), Flows(), Units()
    datasets: list[Dataset] = []
    names = chosen(archive, SUFFIXES)
    versions, titles = [], []
    for name in names:
        here = notes.at(told(archive, name))
        try:
            dialect, rows = open_text(archive.read(name))
        except InputError as error:
            here.adopt(error.findings, Consequence.DATASET_LEFT_OUT)
            continue
        if dialect is None:
            here.remark("B260", Consequence.NOTED)
            continue
        versions.append(dialect.version)
        titles.append(dialect.project)
        datasets += _file(blocks_of(rows, here), dialect, name, flows, units, here)
    unread(archive, (name for name in archive.names() if name not in names), notes)
    version, title = next(filter(None, versions), ""), next(filter(None, titles), "")
    ready = linked(datasets, flows, units, archive, notes)
    return finished("simapro", version, flows, ready, notes, archive, title)


def _file(
    blocks: list[Block], dialect: Dialect, name: str, flows: Flows, units: Units, notes: Notes
) -> Iterator[Dataset]:
    substances = Substances()
    for block in blocks:
        if block.name in (*LISTS, *OTHER_LISTS):
            substances.add(block)
        elif block.name == "Units":
            units.add(block, dialect, notes)
        elif block.name not in ("Process", *PARAMETERS):
            _unused(block, notes)
    scope = shared_scope((block for block in blocks if block.name in PARAMETERS), dialect, notes)
    notes.settle()
    for block in blocks:
        if block.name == "Process":
            dataset = process_of(block, scope, substances, name, flows, notes)
            if dataset is not None:
                yield dataset


def _unused(block: Block, notes: Notes) -> None:
    """Say what becomes of a block that is neither process, list, unit nor parameter."""
    if block.name == "Product stage":
        products = block.section("Products")
        told_name = products[0].cells[0] if products else ""
        notes.remark("B275", Consequence.DATASET_LEFT_OUT, line=block.line, name=told_name)
    elif block.name in METHODS:
        notes.tally("B261", Consequence.NOTED, block.name)
    elif block.name not in QUIET:
        notes.remark("B263", Consequence.NOTED, line=block.line, block=block.name)
