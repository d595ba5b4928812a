"""Passports: payloads that other systems accept, from a footprint and a statement.

::

    from lca import passport

    payload = passport.export(footprint, "pact-3.0", statement="passport.yaml", at=now)
    payload.content  # bytes

The names are resolved on first use, so that signing alone loads no more than it needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.passport.exporting import Payload, export, inspect
    from lca.passport.facts import Facts
    from lca.passport.statement import Statement, load_statement

__all__ = ["Facts", "Payload", "Statement", "export", "inspect", "load_statement"]

_HOMES = {
    "Facts": "facts",
    "Payload": "exporting",
    "Statement": "statement",
    "export": "exporting",
    "inspect": "exporting",
    "load_statement": "statement",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lca.passport' has no attribute {name!r}")
    return getattr(import_module(f"lca.passport.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
