"""Tiered disclosure: public, customer and verifier views of one calculation, under one root.

::

    from lca.passport import disclosure

    made = disclosure.disclose(footprint, "public", key=secret)
    made.view.to_json()                                       # to publish
    disclosure.open_line(made.secrets, "production.potroom.electricity")   # later, for one reader

What a reader may rely on: every shown part, and the sum of the hidden lines, is bound to the root; a part
that is opened later was there from the start; views with the same root are of the same calculation. What he
may not: that the hidden lines add up, before all of them are opened to somebody he trusts (the view of a
verifier has the same root); that hidden numbers cannot be estimated from sizes, signs and the trade.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.passport.disclosure.opening import (
        CheckedView,
        Opening,
        check_opening,
        check_view,
        open_leaf,
        open_line,
        read_opening,
        read_secrets,
        read_view,
    )
    from lca.passport.disclosure.policy import CUSTOMER, POLICIES, PUBLIC, VERIFIER, Policy, policy_of
    from lca.passport.disclosure.view import Disclosed, Secrets, View, disclose, view_schema

__all__ = [
    "CUSTOMER",
    "POLICIES",
    "PUBLIC",
    "VERIFIER",
    "CheckedView",
    "Disclosed",
    "Opening",
    "Policy",
    "Secrets",
    "View",
    "check_opening",
    "check_view",
    "disclose",
    "open_leaf",
    "open_line",
    "policy_of",
    "read_opening",
    "read_secrets",
    "read_view",
    "view_schema",
]

_HOMES = {
    **dict.fromkeys(("CUSTOMER", "POLICIES", "PUBLIC", "VERIFIER", "Policy", "policy_of"), "policy"),
    **dict.fromkeys(("Disclosed", "Secrets", "View", "disclose", "view_schema"), "view"),
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'lca.passport.disclosure' has no attribute {name!r}")
    return getattr(import_module(f"lca.passport.disclosure.{_HOMES.get(name, 'opening')}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
