"""Remarks of linking: which data set and exchange, why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lca.background.records import Consequence, Dataset, Exchange, Remark
from lca.errors import Finding, Location, Severity


def about_dataset(
    code: str,
    dataset: Dataset,
    consequence: Consequence,
    severity: Severity = Severity.WARNING,
    **params: Any,
) -> Remark:
    """A remark on a data set as a whole; ``dataset`` of the message is its name unless given."""
    told = {"dataset": dataset.name or dataset.id, **params}
    return Remark(Finding(code, told, Location(dataset.file or None), severity), consequence, dataset.id)


def about_exchange(
    code: str,
    dataset: Dataset,
    exchange: Exchange,
    name: str,
    consequence: Consequence,
    candidates: Iterable[str] = (),
    **params: Any,
) -> Remark:
    """A remark on one exchange; ``flow`` of the message is its name, ``dataset`` that of its data set."""
    told = {"flow": name, "dataset": dataset.name or dataset.id, **params}
    calm = consequence in (Consequence.ASSUMED, Consequence.NOTED)
    severity = Severity.INFO if calm else Severity.WARNING
    place = Location(dataset.file or None, path=exchange.place)
    return Remark(Finding(code, told, place, severity, tuple(candidates)), consequence, dataset.id, name)
