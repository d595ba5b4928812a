"""What became of the tests of a rule: checks, cases, and all cases of one rule together."""

from __future__ import annotations

from dataclasses import dataclass, field

from lca.errors import Finding, Location


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation of a case and what came out.

    ``what`` is ``total``, ``stages.production``, ``gases.cf4``, ``findings``, …; ``value``, ``margin`` and
    ``actual`` are in ``unit`` (kg CO2e, kg of a gas, or none). Expectations of names have no numbers, and
    ``found`` holds the names that came.
    """

    what: str
    expected: str
    passed: bool
    value: float | None = None
    margin: float | None = None
    actual: float | None = None
    unit: str = ""
    found: tuple[str, ...] = ()

    @property
    def deviation(self) -> float | None:
        """Actual less expected, relative to the expected; None where there is no such number."""
        if not self.value or self.actual is None:
            return None
        return (self.actual - self.value) / abs(self.value)


@dataclass(frozen=True, slots=True)
class LargeLine:
    """A line of the footprint of a failed case: its path and kg CO2e for the unit."""

    path: str
    value: float


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case.

    ``refused`` holds the findings that kept it from being computed. ``largest`` are the largest lines of a
    case that was computed and failed. ``seconds`` is what it took; it takes no part in comparisons.
    """

    name: str
    source: str
    location: Location
    checks: tuple[Check, ...]
    refused: tuple[Finding, ...] = ()
    largest: tuple[LargeLine, ...] = ()
    seconds: float = field(default=0.0, compare=False)

    @property
    def passed(self) -> bool:
        """Whether every expectation was met."""
        return all(check.passed for check in self.checks)
