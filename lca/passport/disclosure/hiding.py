"""What must stay hidden so that what the policy hides stays hidden.

Whoever reads a view has the rule and every public factor. So of a line's three numbers, amount x factor =
value, two give the third; activity data give the amount; and a public factor, or the GWP of a gas, is known
whatever the view says of it. From there hiding spreads until nothing more follows, and sums are withdrawn
that would still tell a hidden line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lca.errors import Finding, InputError, Severity
from lca.passport.disclosure.audit import TOTAL, Sum, left_over, solved_for, sums, telling
from lca.passport.disclosure.dependence import Rest, rests
from lca.passport.disclosure.policy import CLOSED, Policy, matching
from lca.results.footprint import Footprint

SHOWN = 5
WITHDRAWN = ("gases", "categories", "processes", "stages")
"""The order in which groups of sums are withdrawn where their equations together tell a line."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is hidden.

    ``lines`` are the lines whose number nobody can compute from the view; ``unnamed`` those that are kept
    out of it, whether or not others could compute them. ``factors`` are kept out, ``secret`` those of them
    that no public release holds. ``sums`` are the leaves of the sums that are shown.
    """

    lines: frozenset[str]
    unnamed: frozenset[str]
    activity: frozenset[str]
    factors: frozenset[str]
    secret: frozenset[str]
    sums: frozenset[str] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether all is shown."""
        return not (self.lines or self.unnamed or self.activity or self.factors)


def hiding(
    footprint: Footprint, policy: Policy, closed: frozenset[str]
) -> tuple[Hiding, tuple[Finding, ...]]:
    """What a policy hides of a result, and what is to be told of it.

    ``closed`` are the factors that no public release holds.

    Raises:
        InputError: P551 a line that the total itself tells.
    """
    behind = rests(footprint)
    factors = {factor.id for factor in footprint.factors}
    wanted = [pattern for pattern in policy.hide_factors if pattern != CLOSED]
    out = matching(wanted, factors) | (closed & factors if CLOSED in policy.hide_factors else set())
    unnamed = frozenset(matching(policy.hide_lines, behind))
    asked = Hiding(
        lines=unnamed,
        unnamed=unnamed,
        activity=frozenset(matching(policy.hide_activity, {one.id for one in footprint.activity_data})),
        factors=frozenset(out),
        secret=frozenset(out) & closed,
    )
    found = _enough(footprint, policy, behind, _spread(asked, behind, policy))
    shown = replace(found, sums=frozenset(one.leaf for one in _sums(footprint, policy, found)))
    return shown, tuple(_told(asked, behind, shown))


def _spread(start: Hiding, behind: Mapping[str, Rest], policy: Policy) -> Hiding:
    """Hide whatever would tell something hidden, until nothing more follows."""
    lines, activity = set(start.lines), set(start.activity)
    before = -1
    while before != len(lines) + len(activity):
        before = len(lines) + len(activity)
        for path, rest in behind.items():
            if rest.factor not in start.secret:
                if path in lines:
                    activity |= rest.activity
                elif rest.activity & activity:
                    lines.add(path)
            elif path not in lines and not rest.activity & activity:
                if rest.activity and policy.keep == "values":
                    activity |= rest.activity
                else:
                    lines.add(path)
    known = {path for path in lines if _guessed(behind[path], start.secret)}
    return replace(start, lines=frozenset(lines - known), activity=frozenset(activity))


def _guessed(rest: Rest, secret: frozenset[str]) -> bool:
    """Whether rule and public factors alone give a line: nothing of the company's is in it."""
    return not rest.activity and rest.factor not in secret


def _enough(footprint: Footprint, policy: Policy, behind: Mapping[str, Rest], start: Hiding) -> Hiding:
    """Hide further lines, the smallest first, until the total tells none of those that are hidden."""
    whole, found = next(one for one in sums(footprint) if one.leaf == TOTAL), start
    values = {line.path: abs(line.value) for line in footprint.contributions}
    while telling(whole, set(found.lines), policy.fewest, policy.margin):
        others = [
            path
            for path, value in values.items()
            if value and path not in found.lines and not _guessed(behind[path], found.secret)
        ]
        if not others:
            paths = sorted(found.lines, key=lambda path: -values[path])
            told = {
                "lines": ", ".join(paths[:SHOWN]),
                "fewest": policy.fewest,
                "margin": f"{policy.margin:.0%}",
            }
            raise InputError(Finding("P551", told))
        least = min(others, key=lambda path: (values[path], path))
        wider = replace(found, lines=found.lines | {least})
        found = _spread(wider, behind, policy)
    return found


def _sums(footprint: Footprint, policy: Policy, hidden: Hiding) -> list[Sum]:
    """The sums that may be shown beside each other."""
    every, lines = sums(footprint), set(hidden.lines)
    shown = [one for one in every if one.group == TOTAL]
    for group in policy.sums:
        shown += _of_group([one for one in every if one.group == group], lines, policy)
    shown = _within_stages(shown, every, lines, policy)
    for withdrawn in WITHDRAWN:
        if not solved_for(footprint.contributions, lines, shown):
            break
        shown = [one for one in shown if one.group != withdrawn]
    return shown


def _of_group(group: Sequence[Sum], lines: set[str], policy: Policy) -> list[Sum]:
    """Sums of a group that neither alone, nor by what they leave of the total, tell a line."""
    shown = [one for one in group if not telling(one, lines, policy.fewest, policy.margin)]
    while telling(left_over(shown, group), lines, policy.fewest, policy.margin):
        filled = [one for one in shown if any(one.parts.values())]
        if not filled:
            return []
        shown.remove(min(filled, key=_size))
    return shown


def _within_stages(shown: list[Sum], every: Sequence[Sum], lines: set[str], policy: Policy) -> list[Sum]:
    """Withdraw processes that, taken from their stage, would tell a line."""
    for stage in [one for one in shown if one.group == "stages"]:
        inside = [one for one in every if one.group == "processes" and one.parts.keys() <= stage.parts.keys()]
        kept = [one for one in inside if one in shown]
        while kept and telling(left_over(kept, inside), lines, policy.fewest, policy.margin):
            kept.remove(min(kept, key=_size))
        shown = [one for one in shown if one not in inside or one in kept]
    return shown


def _size(one: Sum) -> tuple[float, str]:
    return abs(sum(one.parts.values())), one.leaf


def _told(asked: Hiding, behind: Mapping[str, Rest], found: Hiding) -> Iterator[Finding]:
    """What a policy cannot hide, and what was hidden beyond it."""
    guessed = sorted(path for path in asked.unnamed if _guessed(behind[path], found.secret))
    if guessed:
        told = {"count": len(guessed), "lines": ", ".join(guessed[:SHOWN])}
        yield Finding("P552", told, severity=Severity.INFO)
    public = sorted(asked.factors - asked.secret)
    if public and not asked.unnamed:
        told = {"count": len(public), "factors": ", ".join(public[:SHOWN])}
        yield Finding("P553", told, severity=Severity.WARNING)
    lines, activity = found.lines - asked.lines, found.activity - asked.activity
    if lines or activity:
        names = ", ".join(sorted((*lines, *activity))[:SHOWN])
        told = {"lines": len(lines), "activity": len(activity), "names": names}
        yield Finding("P554", told, severity=Severity.INFO)
