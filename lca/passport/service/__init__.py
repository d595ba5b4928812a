"""A worked PACT 3.0 data-exchange endpoint over the library (extra ``service``).

::

    from lca.passport import export
    from lca.passport.service import Client, create_app

    payload = export(footprint, "pact-3.0", statement="passport.yaml", at=now)
    app = create_app([payload.document], [Client.of("buyer", secret)], key=key)

``example.py`` serves one of the shipped examples. The names are resolved on first use, so that nothing here
is loaded without the extra.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.passport.service.app import create_app
    from lca.passport.service.catalogue import Catalogue, Query, catalogue_of
    from lca.passport.service.tokens import Client

__all__ = ["Catalogue", "Client", "Query", "catalogue_of", "create_app"]

_HOMES = {
    "Catalogue": "catalogue",
    "Client": "tokens",
    "Query": "catalogue",
    "catalogue_of": "catalogue",
    "create_app": "app",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lca.passport.service' has no attribute {name!r}")
    return getattr(import_module(f"lca.passport.service.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
