"""ecoSpold 2 (``.spold``): a file, a folder or a zip, with or without master data.

Identity: a data set is ``<activity id>_<product id>``, as ecoinvent names its files; one with several
reference products (a data set without a system model) is ``<activity id>``. An exchange with an
``activityLinkId`` has the data set with that activity and the exchange's product as its provider; where the
delivery lacks it, the provider is the id that it would have. The product's id is its intermediate exchange
id, the elementary flow's its elementary exchange id.

Groups: outputs 0 reference product, 2 by-product, 3 material for treatment, 4 to the environment, 5 stock
addition; inputs 1 to 3 and 5 from the technosphere, 4 from the environment (ecoSpold 2 data format, fields
1500 and 1510). A treatment has a negative reference amount, which is kept as it stands.

Amounts stand in the file; a ``mathematicalRelation`` is computed only where an amount is missing.
Properties, pedigree scores and production volumes are not kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lca.background.reading.archive import Archive
from lca.background.reading.ecospold2.activity import activity_of
from lca.background.reading.ecospold2.flows import master
from lca.background.reading.elements import attribute, local
from lca.background.reading.notes import Flows, Notes, chosen, finished, told, unread
from lca.background.reading.xml import parse_xml
from lca.background.records import Consequence, Dataset, Exchange, Reading, Role
from lca.errors import InputError, Location

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIXES = (".spold", ".xml")
ACTIVITIES = ("activityDataset", "childActivityDataset")


def read(archive: Archive) -> Reading:
    """Read every data set of a delivery; InputError where not one can be used.

    Remarks: files that are no XML (their findings), no ecoSpold 2 (B202) or hold no data set (B206), and
    all that :mod:`lca.background.reading.ecospold2.activity` says of records.
    """
    notes, flows = Notes(Location(str(archive.path))), Flows()
    names = chosen(archive, SUFFIXES)
    datasets: list[Dataset] = []
    versions: list[str] = []
    for name in names:
        here = notes.at(told(archive, name))
        try:
            root = parse_xml(archive.read(name), str(here.place.file))
        except InputError as error:
            here.adopt(error.findings, Consequence.DATASET_LEFT_OUT)
            continue
        if not master(root, flows):
            versions += _version(root)
            datasets += _datasets(root, name, flows, here)
    unread(archive, (name for name in archive.names() if name not in names), notes)
    linked = _linked(datasets)
    return finished("ecospold2", next(iter(versions), "2"), flows, linked, notes, archive)


def _datasets(root: _Element, name: str, flows: Flows, notes: Notes) -> list[Dataset]:
    if local(root) != "ecoSpold":
        notes.remark("B202", Consequence.NOTED, root=local(root), format="ecoSpold 2")
        return []
    activities = [element for element in root if local(element) in ACTIVITIES]
    if not activities:
        notes.remark("B206", Consequence.NOTED, format="ecoSpold 2")
    read = (activity_of(element, name, flows, notes) for element in activities)
    return [dataset for dataset in read if dataset is not None]


def _version(root: _Element) -> list[str]:
    found = (attribute(e, "internalSchemaVersion") for e in root.iter("{*}fileAttributes"))
    return [version for version in found if version][:1]


def _linked(datasets: list[Dataset]) -> list[Dataset]:
    """Resolve providers that make several products: their data set is named by the activity alone."""
    several = {
        f"{dataset.id}_{exchange.flow}": dataset.id
        for dataset in datasets
        for exchange in dataset.exchanges
        if exchange.role is Role.REFERENCE and not dataset.id.endswith(f"_{exchange.flow}")
    }
    if not several:
        return datasets

    def resolved(exchange: Exchange) -> Exchange:
        target = several.get(exchange.provider)
        return replace(exchange, provider=target) if target else exchange

    return [
        replace(dataset, exchanges=tuple(resolved(exchange) for exchange in dataset.exchanges))
        for dataset in datasets
    ]
