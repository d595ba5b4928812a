"""Which analyses of a process ``zuji background show`` is asked for, and their results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.solving import Intensities
    from lca.gases import GwpSet

PATHS = 40
"""Paths that are shown where not all are."""
LEAST = 1e-6
"""Smallest share that paths are followed down to: below it they are countless and mean nothing."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What is asked for beside the portrait; ``paths`` is the cut-off."""

    contributions: bool
    paths: float | None
    exchanges: bool

    @property
    def anything(self) -> bool:
        """Whether anything is."""
        return self.contributions or self.paths is not None or self.exchanges


def cutoff(words: str) -> float:
    """The share above which paths are shown; InputError B475 outside of 0.0001 % to 100 %."""
    from lca.cli.background_options import share
    from lca.errors import Finding, InputError

    found: float = share(words, "--paths")
    if not LEAST <= found <= 1:
        raise InputError(Finding("B475", {"share": words}))
    return found


def analysed(
    background: Background,
    position: int,
    gases: GasFlows,
    gwp: GwpSet,
    known: Intensities | None,
    behind: Behind,
    limit: int | None,
) -> dict[str, Any]:
    """The analyses that are asked for, by name; of a database that is not solved they solve it."""
    from lca.cli.background_decisive import deciding
    from lca.cli.background_origins import chains, origins, solved_for

    if not behind.anything:
        return {}
    solved = solved_for(background, position, gases, gwp, known)
    found: dict[str, Any] = {}
    if behind.contributions:
        found["contributions"] = origins(solved, limit)
    if behind.paths is not None:
        found["paths"] = chains(solved, behind.paths, None if limit is None else PATHS)
    if behind.exchanges:
        found["exchanges"] = deciding(solved, limit)
    return found
