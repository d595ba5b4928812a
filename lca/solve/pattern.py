"""Symbolic elimination: which numbers of a small technosphere matrix meet, worked out once for a pattern.

All products under one rule share one pattern of nonzeros. The pivots are the production exchanges (each
process on the product it makes), so no pivoting is needed for a productive system, and the order of
elimination and the fill-in depend on positions alone.

Sources: H. M. Markowitz (1957), The elimination form of the inverse, Management Science 3(3), for the order;
A. Berman, R. J. Plemmons (1994), Nonnegative Matrices in the Mathematical Sciences, chapter 6, for the
pivots of an M-matrix being positive in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from lca.errors import Finding, ProductSystemError

Position = tuple[int, int]
"""(product, process): a row and a column of the technosphere matrix."""


@dataclass(frozen=True, slots=True)
class Step:
    """One elimination: the pivot, the products whose rows change, the processes whose entries move."""

    product: int
    process: int
    rows: tuple[int, ...]
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Pattern:
    """A pattern of nonzeros with its plan of elimination.

    ``production[j]`` is the product that process ``j`` makes (or, for a waste treatment, takes).
    """

    size: int
    positions: tuple[Position, ...]
    production: tuple[int, ...]
    steps: tuple[Step, ...]

    @classmethod
    def from_positions(
        cls, size: int, positions: Iterable[Position], production: Sequence[int] | None = None
    ) -> Pattern:
        """The plan for ``size`` products and as many processes with nonzeros at ``positions``.

        Args:
            size: at least 1.
            positions: (product, process) pairs, from 0; order and repetition do not matter.
            production: the product of each process; left out, process ``j`` makes product ``j``.

        Raises:
            ProductSystemError: S220 a position outside of the matrix, S221 ``production`` that does not give
                each process a product of its own, S222 a process without its production exchange.
        """
        unique = tuple(sorted(set(positions)))
        made = tuple(range(size)) if production is None else tuple(production)
        _check(size, unique, made)
        return cls(size, unique, made, _eliminate(size, unique, made))

    @cached_property
    def fill(self) -> int:
        """How many entries elimination adds to the nonzeros."""
        met = {(i, step.process) for step in self.steps for i in (step.product, *step.rows)}
        met |= {(step.product, j) for step in self.steps for j in step.columns}
        return len(met) - len(self.positions)


def _check(size: int, positions: tuple[Position, ...], production: tuple[int, ...]) -> None:
    outside = [p for p in positions if not (0 <= p[0] < size and 0 <= p[1] < size)]
    findings = [Finding("S220", {"position": position, "size": size}) for position in outside]
    if size < 1 or sorted(production) != list(range(size)):
        raise ProductSystemError([*findings, Finding("S221", {"size": size, "production": list(production)})])
    present = set(positions)
    missing = [(i, j) for j, i in enumerate(production) if (i, j) not in present]
    findings += [Finding("S222", {"process": j, "product": i}) for i, j in missing]
    if findings:
        raise ProductSystemError(findings)


def _eliminate(size: int, positions: tuple[Position, ...], production: tuple[int, ...]) -> tuple[Step, ...]:
    """Least fill first (rows times columns met by the pivot), the lower process number first in a tie."""
    rows: list[set[int]] = [set() for _ in range(size)]
    columns: list[set[int]] = [set() for _ in range(size)]
    for i, j in positions:
        rows[i].add(j)
        columns[j].add(i)
    waiting = list(range(size))
    steps: list[Step] = []
    while waiting:
        process = min(waiting, key=lambda j: (_cost(rows, columns, production[j], j), j))
        waiting.remove(process)
        steps.append(_step(rows, columns, production[process], process))
    return tuple(steps)


def _cost(rows: list[set[int]], columns: list[set[int]], product: int, process: int) -> int:
    return (len(rows[product]) - 1) * (len(columns[process]) - 1)


def _step(rows: list[set[int]], columns: list[set[int]], product: int, process: int) -> Step:
    """Take the pivot's row and column out of the sets and put the fill-in in."""
    met_columns = tuple(sorted(rows[product] - {process}))
    met_rows = tuple(sorted(columns[process] - {product}))
    for i in met_rows:
        rows[i].discard(process)
        rows[i].update(met_columns)
    for j in met_columns:
        columns[j].discard(product)
        columns[j].update(met_rows)
    return Step(product, process, met_rows, met_columns)
