"""What a line of a footprint rests on: factor, activity data, constants, and who needs its process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lca.results.footprint import Activity, Constant, Contribution, FactorUse, Footprint, Supply
from lca.validation import Frozen


class Demand(Frozen):
    """What one process takes from another, with the activity data behind the amount."""

    supply: Supply
    activities: tuple[Activity, ...] = ()
    constants: tuple[Constant, ...] = ()


class Evidence(Frozen):
    """One line of the footprint with all that it rests on.

    ``activities`` and ``constants`` are behind its own formula. ``demands`` are what other processes take
    from the line's process, the nearest first, up to the reference product: they say how much of the process
    the unit needs, and with which activity data.
    """

    line: Contribution
    factor: FactorUse | None = None
    activities: tuple[Activity, ...] = ()
    constants: tuple[Constant, ...] = ()
    demands: tuple[Demand, ...] = ()


def evidence(footprint: Footprint, lines: Iterable[Contribution]) -> Iterator[Evidence]:
    """The evidence of each line, the largest first."""
    factors = {factor.id: factor for factor in footprint.factors}
    for line in sorted(lines, key=lambda line: -abs(line.value)):
        yield Evidence(
            line=line,
            factor=factors.get(line.factor or ""),
            activities=_given(footprint, line.inputs),
            constants=_cited(footprint, line.constants),
            demands=tuple(_demands(footprint, line.process)),
        )


def _given(footprint: Footprint, inputs: Iterable[str]) -> tuple[Activity, ...]:
    wanted = set(inputs)
    return tuple(one for one in footprint.activity_data if one.id in wanted)


def _cited(footprint: Footprint, ids: Iterable[str]) -> tuple[Constant, ...]:
    wanted = set(ids)
    return tuple(one for one in footprint.constants if one.id in wanted)


def _demands(footprint: Footprint, process: str) -> Iterator[Demand]:
    """The supplies from ``process`` and, in turn, from those that take them; each process once."""
    reached, waiting = {process}, [process]
    while waiting:
        maker = waiting.pop(0)
        for supply in footprint.supplies:
            if supply.maker == maker:
                yield Demand(
                    supply=supply,
                    activities=_given(footprint, supply.inputs),
                    constants=_cited(footprint, supply.constants),
                )
                if supply.process not in reached:
                    reached.add(supply.process)
                    waiting.append(supply.process)


def short(identity: str) -> str:
    """An activity's id as people write it, without the prefix that keys its random draws."""
    return identity.removeprefix("activity:")
