"""Whether a system can deliver at all: no loop may take more than it makes.

With every row turned so that its production entry is positive, and substituted (avoided) production left
out, a productive system is a nonsingular M-matrix: a matrix without positive entries off the production
that sends some nonnegative vector to a positive one (A. Berman, R. J. Plemmons 1994, Nonnegative Matrices
in the Mathematical Sciences, chapter 6, condition I27; D. Hawkins, H. A. Simon 1949, Econometrica 17).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from lca.errors import Finding, Severity
from lca.solve.factorisation import Factorisation, factorise
from lca.solve.matrices import Matrices, listed
from lca.solve.structure import Integers, loops, matched_production, nonzeros, own_production

Floats = NDArray[np.float64]

MATCHED = 2000
"""Processes up to which other readings of the production are tried where the diagonal is one."""


def production(system: Matrices, factorisation: Factorisation | None) -> Integers:
    """The product that each process makes (or, treating a waste, takes): shape (processes,).

    Each process makes the product of its own number where all give it, or where that makes a productive
    system in which no waste is demanded like a good. Otherwise the reading with the largest magnitudes, if it
    makes such a system without substitution; else the one with the fewest wastes.
    """
    a = system.technosphere
    size = len(system.processes)
    own = np.arange(size, dtype=np.int64)
    if (a.diagonal() > 0).all():
        return own
    if own_production(a) and (size > MATCHED or _fits(system, own, factorisation, substitution=True)):
        return own
    largest = matched_production(a, prefer_positive=False)
    if _fits(system, largest, factorisation, substitution=False):
        return largest
    return matched_production(a, prefer_positive=True)


def _fits(
    system: Matrices, reading: Integers, factorisation: Factorisation | None, *, substitution: bool
) -> bool:
    """Whether a reading makes a productive system without demanded wastes, without substitution if told."""
    signs = _signs(system.technosphere, reading)
    if (system.demand[signs < 0] > 0).any():
        return False
    if not substitution and _turned(system.technosphere, reading)[1]:
        return False
    return _is_productive(system.technosphere, reading, factorisation)


def productivity(
    system: Matrices, reading: Integers, factorisation: Factorisation, supply: Floats
) -> list[Finding]:
    """Findings about loops that take more than they make and wastes that are demanded like goods.

    A loop that cannot deliver is an error (S210) where it would have to run backwards for this demand, as
    any such loop must that a demand for goods reaches; elsewhere a warning (S211). A waste with a positive
    demand is a warning (S212).
    """
    signs = _signs(system.technosphere, reading)
    wastes = [system.products[i] for i in np.flatnonzero((signs < 0) & (system.demand > 0))]
    findings = [Finding("S212", {"products": listed(wastes)}, severity=Severity.WARNING)] if wastes else []
    if _is_productive(system.technosphere, reading, factorisation):
        return findings
    turned, _ = _turned(system.technosphere, reading)
    for loop in loops(len(reading), nonzeros(turned), np.arange(len(reading))):
        if not _delivers(turned[list(loop), :][:, list(loop)].tocsc()):
            backwards = bool((supply[list(loop)] < 0).any())
            code, severity = ("S210", Severity.ERROR) if backwards else ("S211", Severity.WARNING)
            names = listed([system.processes[j] for j in loop])
            findings.append(Finding(code, {"processes": names}, severity=severity))
    return findings


def _is_productive(
    technosphere: sparse.csc_array, reading: Integers, factorisation: Factorisation | None
) -> bool:
    """Whether processes can deliver some of every product; the system's own factors serve if they may."""
    turned, substitutes = _turned(technosphere, reading)
    if substitutes or factorisation is None:
        return _delivers(turned)
    demand = _signs(technosphere, reading) / factorisation.rows
    return bool((factorisation.forward(demand).value >= 0).all())


def _signs(technosphere: sparse.csc_array, reading: Integers) -> Floats:
    """By product, the sign of its production entry: -1 for a waste, which its process takes."""
    signs = np.empty(len(reading))
    signs[reading] = np.sign(technosphere.tocsr()[reading, np.arange(len(reading))])
    return signs


def _turned(technosphere: sparse.csc_array, reading: Integers) -> tuple[sparse.csc_array, bool]:
    """Processes × processes with positive diagonal, others not positive; whether some were, and left out."""
    signs = _signs(technosphere, reading)
    ordered = (sparse.diags_array(signs) @ technosphere).tocsr()[reading, :].tocoo()
    keep = (ordered.row == ordered.col) | (ordered.data < 0)
    kept = (ordered.data[keep], (ordered.row[keep], ordered.col[keep]))
    return sparse.csc_array(kept, shape=ordered.shape), not bool(keep.all())


def _delivers(turned: sparse.csc_array) -> bool:
    """Whether a matrix without positive entries off its diagonal is a nonsingular M-matrix."""
    try:
        factorisation = factorise(turned)
    except RuntimeError:
        return False
    return bool((factorisation.forward(1.0 / factorisation.rows).value >= 0).all())
