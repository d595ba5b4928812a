"""Data quality: contribution-weighted scores and shares of primary data.

A line's score for an indicator is the worse of its activity data's and its factor's, weighted by the
size of its contribution (the weighting of PACT Methodology 3 and of the PEF method; taking the worse
of the two instead of their mean is this engine's choice, so that a good meter does not hide a poor
factor). Scores run from 1, best, to 5, worst.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from lca.factors.schema import Match
from lca.inventory.values import SupplierFootprint
from lca.results.footprint import DataQuality
from lca.results.lines import LineResult

INDICATORS = ("technological", "geographical", "temporal", "reliability", "completeness")
PRIMARY_SHARE = "primary_data_share"
"""The property of a factor that was read from a supplier's payload."""
OVERALL = ("technological", "geographical", "temporal")


def line_quality(line: LineResult) -> dict[str, float] | None:
    """The line's score by indicator; None where neither its data nor its factor carry scores.

    A supplier's own ratings stand in for the scores of his footprint, for the indicators that he rated.
    """
    source = line.flow.intensity.source
    ratings = dict(source.ratings) if isinstance(source, SupplierFootprint) else {}
    pedigrees = [value.entry.pedigree for value in line.inputs if value.entry and value.entry.pedigree]
    if line.flow.intensity.quality is not None:
        pedigrees.append(line.flow.intensity.quality)
    scores = {name: [float(getattr(one, name)) for one in pedigrees] for name in INDICATORS}
    worst = {name: max([*known, ratings.get(name, 0.0)]) for name, known in scores.items() if known}
    return worst or {name: ratings[name] for name in INDICATORS if name in ratings} or None


def primary_share_of(line: LineResult) -> float:
    """The share of a line that rests on primary data only: its activity data and its factor.

    Direct emissions count as primary where their activity data are: the GWP is a definition. A
    supplier's footprint counts with the primary share that the supplier states, also where it was
    given as a factor of one's own; a database factor never counts.
    """
    if line.primary is False:
        return 0.0
    if line.flow.line.gas is not None:
        return 1.0 if line.primary else 0.0
    source = line.flow.intensity.source
    if isinstance(source, SupplierFootprint):
        return line.flow.intensity.primary_share
    stated = source.factor.properties.get(PRIMARY_SHARE) if isinstance(source, Match) else None
    return stated.value / 100 if stated is not None and stated.unit == "%" else 0.0


def data_quality(lines: Sequence[LineResult]) -> DataQuality:
    """The scores of the whole result, weighted by absolute contributions."""
    weights = [abs(line.value) for line in lines]
    gross = math.fsum(weights)
    scored = [
        (weight, scores)
        for weight, line in zip(weights, lines, strict=True)
        if (scores := line_quality(line))
    ]
    covered = math.fsum(weight for weight, _ in scored)
    means = {name: _mean(name, scored) for name in INDICATORS}
    known = [value for name in OVERALL if (value := means[name]) is not None]
    primary = math.fsum(w * primary_share_of(line) for w, line in zip(weights, lines, strict=True))
    activity = math.fsum(w for w, line in zip(weights, lines, strict=True) if line.primary)
    return DataQuality(
        technological=means["technological"],
        geographical=means["geographical"],
        temporal=means["temporal"],
        reliability=means["reliability"],
        completeness=means["completeness"],
        overall=math.fsum(known) / len(known) if known else None,
        covered_share=covered / gross if gross else 0.0,
        primary_share=primary / gross if gross else 0.0,
        primary_activity_share=activity / gross if gross else 0.0,
    )


def _mean(name: str, scored: Sequence[tuple[float, dict[str, float]]]) -> float | None:
    """The mean of an indicator over the lines that have it, by weight."""
    rated = [(weight, scores[name]) for weight, scores in scored if name in scores]
    whole = math.fsum(weight for weight, _ in rated)
    return math.fsum(weight * score for weight, score in rated) / whole if whole else None
