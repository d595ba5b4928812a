"""From records to a square system: a data set becomes processes, an exchange an entry or a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from lca.background.linking.allocation import Unshared
from lca.background.linking.building import Build, drops
from lca.background.linking.exchanges import Linker
from lca.background.linking.linked import Linked
from lca.background.linking.products import Made, Process, made, treated
from lca.background.linking.suppliers import Makers, Suppliers
from lca.background.linking.unique import unique
from lca.background.records import Dataset, Reading, Remark

STEP = 256
"""Data sets between two tellings of the progress."""


def link(
    reading: Reading,
    name: str,
    *,
    suppliers: Literal["unique", "geography"] = "geography",
    unshared: Unshared = "refuse",
    progress: Callable[[int, int], None] | None = None,
) -> Linked:
    """Link records to a square database called ``name``.

    ``suppliers`` says what decides where a source names no supplier and several exist: ``geography`` takes
    the nearest by place (:mod:`lca.background.linking.suppliers`) and tells so, ``unique`` none. ``unshared``
    is for data sets with several products and no shares (:mod:`lca.background.linking.allocation`). The order
    of data sets and exchanges changes no bit. Nothing is raised: what cannot be used is a remark, and what
    has no supplier stands in ``unlinked``. ``progress`` is told data sets done and all there are.
    """
    datasets, remarks = unique(reading.datasets)
    wastes = treated(datasets)
    all_made = [(dataset, made(dataset, reading.flows, wastes, unshared)) for dataset in datasets]
    processes = sorted((one for _, found in all_made for one in found.processes), key=_order)
    makers = Makers(
        processes,
        _left_out(reading.remarks, all_made),
        _lost(all_made, processes),
        _databases(reading, name),
        Suppliers(suppliers),
    )
    build = Build(name, Linker(reading.flows, makers), processes)
    build.remarks += [*reading.remarks, *remarks]
    for done, (dataset, found) in enumerate(all_made):
        if progress is not None and done % STEP == 0:
            progress(done, len(all_made))
        build.add(dataset, found)
    return build.linked(reading, suppliers, datasets)


def _order(process: Process) -> tuple[str, str]:
    return process.dataset.id, process.flow.id


def _left_out(remarks: Iterable[Remark], all_made: Iterable[tuple[Dataset, Made]]) -> dict[str, str]:
    """Data sets that are no process, with the code of the reason."""
    read = {one.dataset: one.finding.code for one in remarks if drops(one) and one.dataset}
    return read | {dataset.id: found.refused for dataset, found in all_made if found.refused}


def _lost(all_made: Iterable[tuple[Dataset, Made]], processes: Sequence[Process]) -> set[str]:
    """Flows that only data sets make which were left out."""
    refused = (dataset for dataset, found in all_made if found.refused)
    lost = {one.flow for dataset in refused for one in dataset.exchanges if one.role == "reference"}
    return lost - {one.flow.id for one in processes}


def _databases(reading: Reading, name: str) -> set[str]:
    """Names under which the source may speak of its own data sets."""
    own = {dataset.about.get("database", "") for dataset in reading.datasets}
    return (own | {name, reading.title}) - {""}
