"""What each line's number rests on: activity data, through all processes between, and a factor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lca.results.footprint import Footprint


@dataclass(frozen=True, slots=True)
class Rest:
    """What a line rests on.

    ``activity`` are the activity data behind its amount that are not defaults of the rule; ``factor`` is the
    id of its factor, None where the number per amount is a definition (the GWP of a gas).
    """

    activity: frozenset[str]
    factor: str | None


def rests(footprint: Footprint) -> Mapping[str, Rest]:
    """What every line rests on, by path.

    Activity data that no formula of the result names (they allocate, or say what a process makes) may move
    every line, so they count for all.
    """
    own = frozenset(one.id for one in footprint.activity_data if not one.default)
    named = {key for line in footprint.contributions for key in line.inputs}
    unplaced = own - named - {key for supply in footprint.supplies for key in supply.inputs}
    runs = _runs(footprint)
    return {
        line.path: Rest(
            frozenset(own & (set(line.inputs) | runs.get(line.process, set()))) | unplaced, line.factor
        )
        for line in footprint.contributions
    }


def amounts_of_supplies(footprint: Footprint) -> Mapping[str, frozenset[str]]:
    """The activity data behind what a process takes from another, by path."""
    runs = _runs(footprint)
    return {one.path: frozenset(one.inputs) | runs.get(one.process, set()) for one in footprint.supplies}


def _runs(footprint: Footprint) -> dict[str, set[str]]:
    """The activity data behind how often each process runs: those of all that take from it, and so on up."""
    found: dict[str, set[str]] = {}
    changed = True
    while changed:
        changed = False
        for one in footprint.supplies:
            behind = set(one.inputs) | found.get(one.process, set())
            if not behind <= found.get(one.maker, set()):
                found.setdefault(one.maker, set()).update(behind)
                changed = True
    return found
