"""Zuji (足迹): product carbon footprints from executable product category rules.

The public names are resolved on first use, so that ``import lca`` loads nothing heavy::

    import lca

    footprint = lca.calculate("inventory.yaml")

Those who bring matrices instead of rules find their door in :func:`lca.solve.solve`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca import passport
    from lca.calculation import calculate
    from lca.factors.database import FactorDatabase
    from lca.inventory.load import load_inventory
    from lca.results.footprint import Footprint
    from lca.rule_tests import run_tests
    from lca.rule_tests.coverage import rule_coverage
    from lca.rules.load import load_rule

    __version__: str

__all__ = [
    "FactorDatabase",
    "Footprint",
    "__version__",
    "calculate",
    "load_inventory",
    "load_rule",
    "passport",
    "rule_coverage",
    "run_tests",
]

_HOMES = {
    "FactorDatabase": "lca.factors.database",
    "Footprint": "lca.results.footprint",
    "calculate": "lca.calculation",
    "load_inventory": "lca.inventory.load",
    "load_rule": "lca.rules.load",
    "rule_coverage": "lca.rule_tests.coverage",
    "run_tests": "lca.rule_tests",
}


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
    if name == "passport":  # the five lines of a service need no second import
        return import_module("lca.passport")
    if name not in _HOMES:
        raise AttributeError(f"module 'lca' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    """Tell the version of the installed distribution; a bare folder has none to tell."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zuji")
    except PackageNotFoundError:
        return "0+unknown"
