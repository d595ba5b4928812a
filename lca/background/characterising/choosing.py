"""By what a database is characterised where nobody says it: names of its flows, else a method of its own."""

from __future__ import annotations

from collections.abc import Callable

from lca.background.characterising.flows import GasFlows
from lca.background.characterising.mapping import greenhouse_gases
from lca.background.database import Background
from lca.errors import Finding, InputError, Location

Known = Callable[[Background, GasFlows], bool]
"""Whether a database was solved for these gases."""


def choose_gases(
    background: Background, method: str | None = None, *, known: Known | None = None
) -> GasFlows:
    """The greenhouse gases of a database, as its flows are recognised or as a method of the source says.

    A method that is stated serves alone. Where no flow is recognised, the only method there is serves, or the
    only one that the database was solved with.

    Args:
        background: the database.
        method: name of a method of the source.
        known: tells what the database was solved for.

    Raises:
        InputError: B515 or B516 as :func:`greenhouse_gases`, B519 several methods could be meant.
    """
    found = greenhouse_gases(background, method=method)
    if method is not None or len(found) or not background.methods:
        return found
    methods = sorted(background.methods)
    if len(methods) == 1:
        return greenhouse_gases(background, method=methods[0])
    if known is not None:
        ready = [
            gases for name in methods if known(background, gases := greenhouse_gases(background, method=name))
        ]
        if len(ready) == 1:
            return ready[0]
    told = {"name": background.name, "methods": ", ".join(methods), "folder": background.folder or "FOLDER"}
    raise InputError(Finding("B519", told, Location(background.folder or None)))


def method_of(gases: GasFlows) -> str | None:
    """The method of the source that characterises a database; None where gases were recognised."""
    return next((str(one.params["method"]) for one in gases.findings if one.code == "B517"), None)
