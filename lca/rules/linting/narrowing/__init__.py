"""Proof that a lower rule only narrows the rule above it, or adds to it."""

from lca.rules.linting.narrowing.whole import check_narrowing

__all__ = ["check_narrowing"]
