"""Narrower: allocation, electricity, end of life, data quality, sensitivity cases, carbon storage."""

from __future__ import annotations

from lca.documents import KeyPath
from lca.rules.linting.narrowing.comparison import Comparison
from lca.rules.schema.general import DataQuality, Electricity, Minimum
from lca.rules.schema.recycling import EndOfLife
from lca.rules.schema.rule import Frame, Physical


def check_methods_of(compare: Comparison, high: Frame, low: Frame) -> None:
    """The sections that say how it is computed and how good the data must be."""
    compare.subsequence(("allocation",), _rungs(high), _rungs(low))
    if high.electricity and low.electricity:
        _electricity(compare, high.electricity, low.electricity)
    if high.end_of_life and low.end_of_life:
        _end_of_life(compare, high.end_of_life, low.end_of_life)
    if high.data_quality and low.data_quality:
        _data_quality(compare, high.data_quality, low.data_quality)
    compare.entries(("sensitivities",), high.sensitivities, low.sensitivities)
    compare.entries(("carbon_storage",), high.carbon_storage, low.carbon_storage)


def _rungs(frame: Frame) -> list[str]:
    return [rung.physical if isinstance(rung, Physical) else rung for rung in frame.allocation]


def _electricity(compare: Comparison, high: Electricity, low: Electricity) -> None:
    compare.subsequence(("electricity", "hierarchy"), high.hierarchy, low.hierarchy)
    compare.equal(("electricity", "sensitivity"), high.sensitivity, low.sensitivity)
    compare.at_most(("electricity", "vintage"), high.vintage, low.vintage)


def _end_of_life(compare: Comparison, high: EndOfLife, low: EndOfLife) -> None:
    compare.equal(("end_of_life", "method"), high.method, low.method)
    compare.entries(("end_of_life", "materials"), high.materials, low.materials)


def _data_quality(compare: Comparison, high: DataQuality, low: DataQuality) -> None:
    """Balances demanded above are demanded below by merging; the rest may only become stricter."""
    scores(compare, ("data_quality", "minimum"), high.minimum, low.minimum)
    compare.at_least(("data_quality", "primary_share"), high.primary_share, low.primary_share)
    compare.at_least(("data_quality", "period"), high.period, low.period)


def scores(compare: Comparison, path: KeyPath, high: Minimum | None, low: Minimum | None) -> None:
    """Scores count from 1 (best) to 5: the worst allowed is not worse than above."""
    for name in Minimum.model_fields if high is not None else ():
        compare.at_most((*path, name), getattr(high, name), getattr(low, name, None))
