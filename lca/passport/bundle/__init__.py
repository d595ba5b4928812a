"""The bundle: a result with all that it was computed from, for a stranger to compute it again.

::

    from lca.passport.bundle import bundle, verify

    content = bundle(footprint, inventory="inventory.yaml")
    verify(content).same  # True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.passport.bundle.comparing import Field
    from lca.passport.bundle.held import Change
    from lca.passport.bundle.making import bundle
    from lca.passport.bundle.manifest import Manifest, manifest_schema
    from lca.passport.bundle.opened import Bundle, Check, open_bundle
    from lca.passport.bundle.payloads import Sent
    from lca.passport.bundle.verifying import Verification, verify

__all__ = [
    "Bundle",
    "Change",
    "Check",
    "Field",
    "Manifest",
    "Sent",
    "Verification",
    "bundle",
    "manifest_schema",
    "open_bundle",
    "verify",
]

_HOMES = {
    "Bundle": "opened",
    "Change": "held",
    "Check": "opened",
    "Field": "comparing",
    "Manifest": "manifest",
    "Sent": "payloads",
    "Verification": "verifying",
    "bundle": "making",
    "manifest_schema": "manifest",
    "open_bundle": "opened",
    "verify": "verifying",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'lca.passport.bundle' has no attribute {name!r}")
    return getattr(import_module(f"lca.passport.bundle.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
