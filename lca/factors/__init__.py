"""The factor database: schema, release, match, characterisation.

    from lca.factors import FactorDatabase

The public names are resolved when they are asked for, so that importing a module of this package loads
nothing else.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.factors.database import FactorDatabase, open_with
    from lca.factors.schema import Factor, FactorKind, Match, Release, Request
    from lca.factors.user.read import read_user_factors

__all__ = [
    "Factor",
    "FactorDatabase",
    "FactorKind",
    "Match",
    "Release",
    "Request",
    "open_with",
    "read_user_factors",
]

_HOMES = {
    "Factor": "lca.factors.schema",
    "FactorDatabase": "lca.factors.database",
    "FactorKind": "lca.factors.schema",
    "Match": "lca.factors.schema",
    "Release": "lca.factors.schema",
    "Request": "lca.factors.schema",
    "open_with": "lca.factors.database",
    "read_user_factors": "lca.factors.user.read",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lca.factors' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
