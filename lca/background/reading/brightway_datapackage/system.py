"""The matrices of a package with names: what the records and the columns of a database are made of.

Names are ids of the package as text where no table says more. Elementary flows without a table have no name,
so that nobody takes a number for one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lca.background.reading.archive import Archive
from lca.background.reading.brightway_datapackage.entries import Entries, Ids, entries
from lca.background.reading.brightway_datapackage.labels import Labels, labels
from lca.background.reading.brightway_datapackage.package import Group, Package, packages
from lca.background.reading.brightway_datapackage.square import Square, square
from lca.background.reading.brightway_nodes.records import categories, plain
from lca.background.records import Consequence, Flow, FlowKind, Remark
from lca.errors import Finding, InputError, Location, Severity

TECHNOSPHERE = "technosphere_matrix"
BIOSPHERE = "biosphere_matrix"
CHARACTERISATION = "characterization_matrix"
KNOWN = (TECHNOSPHERE, BIOSPHERE, CHARACTERISATION)


@dataclass(frozen=True, eq=False)
class Process:
    """A column by its names."""

    id: str
    name: str
    location: str
    about: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class System:
    """A package, read.

    Attributes:
        title: its name.
        square: processes and their products by id; ``entry`` among the entries of usable columns.
        processes: what the columns are called, in the order of ``square``.
        products: what the products of these columns are called, in the same order.
        others: products that nobody makes, by id.
        flows: elementary flows by id.
        technosphere: entries of usable columns.
        biosphere: the same.
        methods: name of a method to factor by id of flow.
        remarks: what must be told.
        dropped: entries of columns that cannot be used.
    """

    title: str
    square: Square
    processes: Sequence[Process]
    products: Sequence[Flow]
    others: Mapping[int, Flow]
    flows: Mapping[int, Flow]
    technosphere: Entries
    biosphere: Entries
    methods: Mapping[str, tuple[Ids, NDArray[np.float64]]]
    remarks: tuple[Remark, ...]
    dropped: int


def system(archive: Archive) -> System:
    """Read the packages of an archive.

    Raises:
        InputError: as :func:`~.package.packages`, B346 for infinite numbers, B356 without a technosphere.
    """
    package = packages(archive)
    said, remarks = labels(package.tables)
    remarks = [*package.remarks, *remarks, *_strangers(package.groups)]
    place = Location(str(archive.path))
    technosphere, told = entries(package.groups, TECHNOSPHERE)
    biosphere, more = entries(package.groups, BIOSPHERE)
    if not len(technosphere):
        raise InputError([Finding("B356", location=place), *(one.finding for one in [*remarks, *told])])
    made = square(technosphere, place)
    remarks += [*told, *more, *made.remarks]
    return _named(package, said, technosphere, biosphere, made, remarks, place)


def _named(
    package: Package,
    said: Labels,
    technosphere: Entries,
    biosphere: Entries,
    made: Square,
    remarks: list[Remark],
    place: Location,
) -> System:
    inside, own = np.isin(technosphere.column, made.process), np.isin(biosphere.column, made.process)
    strangers = int((~np.isin(biosphere.column, technosphere.column)).sum())
    if strangers:
        finding = Finding("B357", {"count": strangers}, place, Severity.WARNING)
        remarks.append(Remark(finding, Consequence.EXCHANGE_LEFT_OUT))
    dropped = int((~inside).sum() + (~own).sum())
    made = replace(made, entry=(np.cumsum(inside) - 1)[made.entry])
    technosphere, biosphere = technosphere.take(inside), biosphere.take(own)
    ids = _texts(made.process, said)
    rest = np.setdiff1d(technosphere.row, made.product)
    products, others = (
        _products(made, technosphere, ids, said),
        dict(zip(rest.tolist(), _texts(rest, said), strict=True)),
    )
    taken = {*(one.id for one in products), *others.values()}
    columns = zip(ids, made.process.tolist(), strict=True)
    return System(
        package.title,
        made,
        [_process(key, said.get(number, {}), package.title) for key, number in columns],
        products,
        {number: _product(key, said.get(number, {}), key, waste=False) for number, key in others.items()},
        _flows(np.unique(biosphere.row), said, taken),
        technosphere,
        biosphere,
        _methods(package.groups, remarks),
        tuple(remarks),
        dropped,
    )  # fmt: skip


def _texts(numbers: Ids, said: Labels) -> list[str]:
    """Ids as text: the code where a table gives one that is unique, else the number."""
    codes = [plain(said.get(number, {}).get("code")) for number in numbers.tolist()]
    count = Counter(codes)
    return [
        code if code and count[code] == 1 else f"{code} ({number})" if code else str(number)
        for code, number in zip(codes, numbers.tolist(), strict=True)
    ]


def _process(key: str, fields: Mapping[str, Any], title: str) -> Process:
    about = fields.get("about")
    try:
        more = json.loads(about) if isinstance(about, str) else {}
    except ValueError:
        more = {}
    known = {str(name): str(value) for name, value in more.items()} if isinstance(more, dict) else {}
    return Process(
        key, plain(fields.get("name")) or key, plain(fields.get("location")), known or _database(title)
    )


def _database(title: str) -> dict[str, str]:
    return {"database": title} if title else {}


def _products(made: Square, technosphere: Entries, ids: Sequence[str], said: Labels) -> list[Flow]:
    """Products in the order of processes; one with the id of its process shares its text."""
    texts = _texts(made.product, said)
    waste = technosphere.amount[made.entry] < 0
    rows = zip(made.process.tolist(), made.product.tolist(), ids, texts, waste.tolist(), strict=True)
    found = []
    for process, product, key, text, treats in rows:
        fields = said.get(product, {})
        own = key if process == product else text
        name = plain(said.get(process, {}).get("name")) or own
        found.append(_product(own, fields, name, waste=treats))
    return found


def _product(key: str, fields: Mapping[str, Any], name: str, *, waste: bool) -> Flow:
    kind = FlowKind.WASTE if waste else FlowKind.PRODUCT
    stated = plain(fields.get("reference product")) or plain(fields.get("product"))
    return Flow(key, stated or name, kind, plain(fields.get("unit")), location=plain(fields.get("location")))


def _flows(numbers: Ids, said: Labels, taken: Iterable[str]) -> dict[int, Flow]:
    texts, taken = _texts(numbers, said), set(taken)
    clash = any(text in taken for text in texts)
    found = {}
    for number, text in zip(numbers.tolist(), texts, strict=True):
        fields = said.get(number, {})
        path = categories(fields.get("compartment") or fields.get("categories"))
        found[number] = Flow(
            f"flow {text}" if clash else text,
            plain(fields.get("name")),
            FlowKind.ELEMENTARY,
            plain(fields.get("unit")),
            path,
            plain(fields.get("cas")),
            plain(fields.get("formula")),
        )
    return found


def _methods(groups: Sequence[Group], remarks: list[Remark]) -> dict[str, tuple[Ids, NDArray[np.float64]]]:
    """Factors of each method; those of one place only where the package says which place is the world."""
    named: dict[str, list[Group]] = {}
    for group in groups:
        if group.matrix == CHARACTERISATION:
            named.setdefault(_method(group), []).append(group)
    found = {}
    for name, own in named.items():
        factors, told = entries(own, CHARACTERISATION)
        remarks += told
        world = own[0].about.get("global_index")
        keep = factors.column == world if isinstance(world, int) else np.ones(len(factors), dtype=bool)
        rows, back = np.unique(factors.row[keep], return_inverse=True)
        total = np.zeros(len(rows), dtype=np.float64)
        np.add.at(total, back, factors.amount[keep])
        found[name] = rows, total
    return found


def _method(group: Group) -> str:
    stated = group.about.get("identifier")
    parts = stated if isinstance(stated, list) else [stated or group.name]
    return " | ".join(map(str, parts))


def _strangers(groups: Sequence[Group]) -> list[Remark]:
    """Matrices that are none of an inventory: weighting, normalisation, dynamic ones."""
    found: dict[str, Group] = {group.matrix: group for group in groups if group.matrix not in KNOWN}
    return [
        Remark(Finding("B358", {"matrix": name}, group.place, Severity.INFO), Consequence.NOTED)
        for name, group in found.items()
    ]
