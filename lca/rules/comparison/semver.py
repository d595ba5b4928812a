"""The version that changes ask for (Semantic Versioning 2.0.0), and whether a version is enough."""

from __future__ import annotations

from collections.abc import Iterable

from lca.rules.comparison.change import WEIGHT, Impact
from lca.rules.versions import precedence


def heaviest(impacts: Iterable[Impact]) -> Impact | None:
    """The heaviest of several impacts; None without any."""
    return max(impacts, key=WEIGHT.__getitem__, default=None)


def proposed(version: str, impact: Impact | None) -> str:
    """The lowest version that may follow ``version`` after changes of this weight.

    Breaking changes raise the first number, minor ones the second, patches the third. Below 1.0.0, where
    nothing is promised, breaking changes raise the second number and all others the third. A version before
    its release (``1.2.0-rc.1``) promises nothing either and is followed by that release.
    """
    (major, minor, patch), released = _numbers(version)
    if impact is None or not released:
        numbers = (major, minor, patch)
    elif impact is Impact.BREAKING and major:
        numbers = (major + 1, 0, 0)
    elif impact is Impact.BREAKING or (impact is Impact.MINOR and major):
        numbers = (major, minor + 1, 0)
    else:
        numbers = (major, minor, patch + 1)
    return ".".join(map(str, numbers))


def enough(version: str, wanted: str) -> bool:
    """Whether a version, or the release that it comes before, is not lower than the one wanted."""
    return _numbers(version)[0] >= _numbers(wanted)[0]


def lower(version: str, other: str) -> bool:
    """Whether a version stands below another."""
    first, second = precedence(version), precedence(other)
    return first is not None and second is not None and first < second


def _numbers(version: str) -> tuple[tuple[int, int, int], bool]:
    """The three numbers of a version, and whether it is a release."""
    found = precedence(version)
    return (found[0], found[1]) if found is not None else ((0, 0, 0), True)
