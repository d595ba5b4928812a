"""Sources of uncertainty that suppliers' footprints share with one another and with the system itself.

A supplier says that a share ``s`` of the variance of his number comes from a source ``k``, such as a grid
factor. With the relative standard deviation ``r`` of the number and ``σ_k`` of the source's multiplier, a
part

    w_k = r √s_k / σ_k

of the number varies with that multiplier, so its first-order variance is ``(w_k σ_k)² = s_k r²``, and what
is left varies on its own: ``r √(1 - Σ s_k)``. The parts carry the identity of the source, so they share its
draws: ten suppliers on one grid move together, and with the grid factor of the system where it has it. Shares
do not tell the sign; more of a source is taken to mean a larger footprint.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from lca.distributions import Distribution, Lognormal, ln
from lca.inventory.values import SupplierFootprint
from lca.system.intensity import Intensity, Parameter, Term, supplier_key
from lca.system.product_system import Flow

UNKNOWN: Final = Lognormal(0.0, 0.1)
"""The multiplier of a source that the system does not have itself; its spread cancels."""
SMALLEST: Final = 0.2
"""The least part of a number that may carry what is the supplier's own as a multiplier of its own."""


def correlated(
    flows: Mapping[str, tuple[Flow, ...]], parameters: Mapping[str, Parameter]
) -> dict[str, tuple[Flow, ...]]:
    """The flows, those of suppliers who name shared sources split into a term a source.

    Args:
        flows: by process.
        parameters: of the system as it is without the split, by identity.
    """
    return {key: tuple(_flow(one, parameters) for one in several) for key, several in flows.items()}


def _flow(flow: Flow, parameters: Mapping[str, Parameter]) -> Flow:
    source = flow.intensity.source
    if not isinstance(source, SupplierFootprint) or not source.correlation:
        return flow
    return replace(flow, intensity=_split(flow.intensity, source, parameters))


def _split(intensity: Intensity, source: SupplierFootprint, parameters: Mapping[str, Parameter]) -> Intensity:
    """One term of a supplier's intensity as several; they add up to it at the nominal values."""
    term = intensity.terms[0]
    own = term.parameter
    if len(intensity.terms) != 1 or own is None:
        return intensity
    relative = own.distribution.sd
    terms: list[Term] = []
    weight, share = 1.0, 1.0
    for key, part in source.correlation:
        shared = _parameter(key, parameters)
        if shared is None or key == own.id:
            continue
        portion = relative * math.sqrt(part) / shared.distribution.sd
        terms.append(_times(term, portion, shared))
        weight, share = weight - portion, share - part
    if not terms:
        return intensity
    terms += _rest(term, weight, relative * math.sqrt(max(share, 0.0)), supplier_key(source))
    terms[-1] = _difference(term, terms[:-1], terms[-1].parameter)
    return replace(intensity, terms=tuple(terms))


def _parameter(key: str, parameters: Mapping[str, Parameter]) -> Parameter | None:
    """The multiplier of a source: the system's own, or a customary one; None where it is no multiplier."""
    own = parameters.get(key)
    if own is None:
        return Parameter(key, "factor", 1.0, UNKNOWN, "stated")
    multiplier = own.kind == "factor" and own.value == 1.0 and own.distribution.sd > 0
    return own if multiplier else None


def _rest(term: Term, weight: float, spread: float, key: str) -> list[Term]:
    """What is the supplier's own: all that is left, or as much as carries its spread and the rest fixed."""
    if spread == 0:
        return [_times(term, weight, None)]
    if weight >= max(SMALLEST, spread):
        own = _lognormal(spread / weight)
        return [_times(term, weight, Parameter(key, "factor", 1.0, own, "stated"))]
    portion = spread / UNKNOWN.sd
    varying = _times(term, portion, Parameter(key, "factor", 1.0, UNKNOWN, "stated"))
    return [varying, _times(term, weight - portion, None)]


def _lognormal(sd: float) -> Distribution:
    """A multiplier of median 1 with this standard deviation as a share of the median.

    With ``u = exp(σ²)`` it is ``sd² = u (u - 1)``.
    """
    square = (1 + math.sqrt(1 + 4 * sd**2)) / 2
    return Lognormal(0.0, math.sqrt(ln(square)))


def _times(term: Term, portion: float, parameter: Parameter | None) -> Term:
    return Term({cell: value * portion for cell, value in term.cells.items()}, parameter)


def _difference(whole: Term, others: list[Term], parameter: Parameter | None) -> Term:
    """What others leave of a term, so that all add up to it to the last digit."""
    cells = {
        cell: math.fsum([value, *(-one.cells[cell] for one in others)]) for cell, value in whole.cells.items()
    }
    return Term(cells, parameter)
