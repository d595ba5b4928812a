"""ecoSpold 1 (``.xml``, ``.spold``): a file, a folder or a zip, of one data set a file or many.

Identity: a data set has its ``number``. Writers that number nothing (every file says 1) share one: their ids
are then ``<number>@<file>``. Numbers of exchanges are those of the supplying data set in some deliveries and
mere row numbers in others, so an exchange is linked by number only where name and unit of that data set's
product agree; otherwise its name and location say what is wanted. A product's id is name, location and unit;
an elementary flow's is name, category, subcategory and unit.

Groups: outputs 0 reference product, 1 avoided product, 2 co-product, 3 waste to treatment, 4 to nature;
inputs 1 to 3 and 5 from the technosphere, 4 from nature (ecoSpold 1 data format, fields 3503 and 3506). The
format has no treatments that take a waste in: a data set sells its disposal as a product. Waste to treatment
whose treatment is in the delivery is therefore an input of that service (B273).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from lca.background.reading.archive import Archive
from lca.background.reading.ecospold1.process import process_of
from lca.background.reading.elements import attribute, children, local
from lca.background.reading.notes import Flows, Notes, chosen, finished, told, unread
from lca.background.reading.xml import parse_xml
from lca.background.records import Consequence, Dataset, Exchange, Flow, Reading, Role
from lca.errors import InputError, Location

SUFFIXES = (".xml", ".spold")
LINKABLE = (Role.INPUT, Role.OUTPUT, Role.AVOIDED)


def read(archive: Archive) -> Reading:
    """Read every data set of a delivery; InputError where not one can be used.

    Remarks: files that are no XML (their findings), no ecoSpold 1 (B202) or hold no data set (B206), numbers
    that several data sets have (B230), and all that :mod:`lca.background.reading.ecospold1.process` says.
    """
    notes, flows = Notes(Location(str(archive.path))), Flows()
    names = chosen(archive, SUFFIXES)
    found: list[Dataset] = []
    for name in names:
        found += _file(archive, name, flows, notes.at(told(archive, name)))
    unread(archive, (name for name in archive.names() if name not in names), notes)
    linked = _linked(_identified(found, notes), flows, archive, notes)
    return finished("ecospold1", "1", flows, linked, notes, archive)


def _file(archive: Archive, name: str, flows: Flows, notes: Notes) -> list[Dataset]:
    try:
        root = parse_xml(archive.read(name), str(notes.place.file))
    except InputError as error:
        notes.adopt(error.findings, Consequence.DATASET_LEFT_OUT)
        return []
    elements = list(children(root, "dataset")) if local(root) == "ecoSpold" else []
    if local(root) != "ecoSpold":
        notes.remark("B202", Consequence.NOTED, root=local(root), format="ecoSpold 1")
    elif not elements:
        notes.remark("B206", Consequence.NOTED, format="ecoSpold 1")
    read = [
        process_of(element, name, flows, notes.at(notes.place, attribute(element, "number")))
        for element in elements
    ]
    return [dataset for dataset in read if dataset is not None]


def _identified(found: list[Dataset], notes: Notes) -> list[Dataset]:
    """Tell data sets of one number apart by their files."""
    files = {(dataset.id, dataset.file) for dataset in found}
    shared = {number for number, count in Counter(number for number, _ in files).items() if count > 1}
    for number in sorted(shared):
        count = sum(dataset.id == number for dataset in found)
        notes.at(notes.place, number).remark("B230", Consequence.ASSUMED, number=number, count=count)
    return [
        replace(dataset, id=f"{dataset.id}@{dataset.file}") if dataset.id in shared else dataset
        for dataset in found
    ]


def _linked(datasets: Iterable[Dataset], flows: Flows, archive: Archive, notes: Notes) -> list[Dataset]:
    """Give exchanges their providers, where number, name and unit agree."""
    kept = list(datasets)
    made = {
        (dataset.id, flow.name.casefold(), flow.unit): (dataset.id, flow)
        for dataset in kept
        for flow in (flows.flows[e.flow] for e in dataset.exchanges if e.role is Role.REFERENCE)
    }

    services = {e.flow for dataset in kept for e in dataset.exchanges if e.role is Role.REFERENCE}

    def resolved(exchange: Exchange, notes: Notes) -> Exchange:
        number, flow = exchange.wanted.get("number", ""), flows.flows[exchange.flow]
        wanted = {key: value for key, value in exchange.wanted.items() if key != "number"}
        target: tuple[str, Flow] | None = None
        if exchange.role in LINKABLE and number:
            target = made.get((number, flow.name.casefold(), flow.unit))
        linked = replace(exchange, wanted=wanted)
        if target is not None:
            linked = replace(linked, provider=target[0], flow=target[1].id)
        if linked.role is Role.OUTPUT and linked.flow in services:
            notes.tally("B273", Consequence.ASSUMED, flow.name)
            return replace(linked, role=Role.INPUT, output=False)
        return linked

    ready = []
    for dataset in kept:
        here = notes.at(told(archive, dataset.file), dataset.id)
        exchanges = tuple(resolved(exchange, here) for exchange in dataset.exchanges)
        here.settle()
        ready.append(replace(dataset, exchanges=exchanges))
    return ready
