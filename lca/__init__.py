"""Zuji (足迹): product carbon footprints from executable product category rules.

The public names are resolved on first use, so that ``import lca`` loads nothing heavy::

    import lca

    footprint = lca.calculate("inventory.yaml")

``lca.solve`` is also a package; as an attribute of this one it may be called like the function of the same
name, whichever of the two was imported first.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.calculation import calculate
    from lca.factors.database import FactorDatabase
    from lca.inventory.load import load_inventory
    from lca.results.footprint import Footprint
    from lca.rules.load import load_rule
    from lca.solve.linear import solve

    __version__: str

__all__ = [
    "FactorDatabase",
    "Footprint",
    "__version__",
    "calculate",
    "load_inventory",
    "load_rule",
    "solve",
]

_HOMES = {
    "FactorDatabase": "lca.factors.database",
    "Footprint": "lca.results.footprint",
    "calculate": "lca.calculation",
    "load_inventory": "lca.inventory.load",
    "load_rule": "lca.rules.load",
    "solve": "lca.solve.linear",
}


class _Door(ModuleType):
    """A submodule that answers a call as the public function of the same name does."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        name = self.__name__.rpartition(".")[2]
        return getattr(import_module(_HOMES[name]), name)(*args, **kwargs)


class _Package(ModuleType):
    """The package itself; a submodule with the name of a public function arrives as a door to it."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            value.__class__ = _Door
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return _version()
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
