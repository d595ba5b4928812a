"""Solving: sparse matrices by one factorisation, a product's own processes by batched elimination.

``lca.solve.solve`` is the numeric door for those who bring matrices; it is resolved on first use, so that
the batched solver does not wait for sparse algebra to be imported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.solve.linear import Solution, solve

__all__ = ["Solution", "solve"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'lca.solve' has no attribute {name!r}")
    from lca.solve import linear

    return getattr(linear, name)
