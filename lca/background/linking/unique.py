"""Each data set once: repeated ids are told, and the second of two that differ is left out."""

from __future__ import annotations

from collections.abc import Iterable

from lca.background.linking.remarks import about_dataset
from lca.background.records import Consequence, Dataset, Remark
from lca.errors import Severity


def unique(datasets: Iterable[Dataset]) -> tuple[list[Dataset], list[Remark]]:
    """Data sets by ascending id, each id once, and remarks.

    Of two with one id the one that comes first by file name and content is kept, whatever their order in
    the source.
    """
    kept: dict[str, Dataset] = {}
    remarks: list[Remark] = []
    for dataset in sorted(datasets, key=lambda one: (one.id, one.file)):
        first = kept.setdefault(dataset.id, dataset)
        if first is dataset:
            continue
        if _content(first) == _content(dataset):
            remarks.append(_remark("B404", dataset, first, Consequence.NOTED))
        else:
            keep, other = sorted((first, dataset), key=_order)
            kept[dataset.id] = keep
            remarks.append(_remark("B405", other, keep, Consequence.DATASET_LEFT_OUT))
    return list(kept.values()), remarks


def _remark(code: str, dataset: Dataset, first: Dataset, consequence: Consequence) -> Remark:
    severity = Severity.INFO if consequence is Consequence.NOTED else Severity.WARNING
    params = {"id": dataset.id, "first": first.file or first.name}
    return about_dataset(code, dataset, consequence, severity, **params)


def _content(dataset: Dataset) -> tuple[object, ...]:
    """What the data set says, apart from the file it stands in and the order of its exchanges."""
    said = sorted(
        repr(
            (
                one.flow,
                one.role,
                one.output,
                one.amount,
                one.unit,
                one.provider,
                one.spread,
                sorted(one.wanted.items()),
            )
        )
        for one in dataset.exchanges
    )
    return dataset.name, dataset.location, said, sorted(dataset.shares.items())


def _order(dataset: Dataset) -> tuple[str, str]:
    return dataset.file, repr(_content(dataset))
