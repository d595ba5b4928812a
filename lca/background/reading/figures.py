"""Numbers and spreads as inventory files write them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

from lca.background.reading.notes import Notes
from lca.background.records import Consequence
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform
from lca.errors import Finding, InputError, Severity

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def number(text: str | None, decimal: str = ".") -> float | None:
    """Read a finite number; None where there is none: empty, words, NaN, infinity, another decimal sign."""
    plain = (text or "").strip()
    if decimal != ".":
        if "." in plain:
            return None
        plain = plain.replace(decimal, ".")
    if not _NUMBER.fullmatch(plain):
        return None
    value = float(plain)
    return value if math.isfinite(value) else None


class Spreads:
    """Builds distributions of amounts; what does not fit becomes a remark and no distribution.

    ``exchange`` and ``line`` are those of the exchange that the amounts belong to.
    """

    def __init__(self, notes: Notes, exchange: str, line: int | None) -> None:
        self.notes, self.exchange, self.line = notes, exchange, line

    def lognormal(self, amount: float, sigma: float) -> Distribution | None:
        """Around the amount as median; σ of the logarithm. A σ of 0 is no spread."""
        return self._built(lambda: Lognormal.around(amount, sigma)) if sigma else None

    def squared(self, amount: float, gsd2: float | None) -> Distribution | None:
        """From the squared geometric standard deviation: σ = ln(GSD²) / 2.

        Mean times GSD² is the 97.5th percentile (ecoSpold 1 field 3709, ILCD relativeStandardDeviation95In,
        SimaPro). 1 is no spread. Below 1 it cannot be; writers put 0 for "not stated", which is counted.
        """
        if gsd2 is None:
            return self.lacking("lognormal", "GSD²")
        if gsd2 <= 0:
            self.notes.tally("B211", Consequence.UNCERTAINTY_LEFT_OUT, f"{self.exchange} ({gsd2:g})")
            return None
        if gsd2 < 1:
            return self._refuse("B212", value=gsd2)
        return self.lognormal(amount, math.log(gsd2) / 2)

    def normal(self, amount: float, sd: float | None) -> Distribution | None:
        """Around the amount; a standard deviation of 0 is no spread."""
        if sd is None:
            return self.lacking("normal", "SD")
        return self._built(lambda: Normal(amount, sd)) if sd else None

    def triangular(self, low: float | None, mode: float | None, high: float | None) -> Distribution | None:
        """Between limits with a mode; limits that coincide are no spread."""
        if low is None or high is None or mode is None:
            return self.lacking("triangular", "min, mode, max")
        return self._built(lambda: Triangular(low, mode, high)) if low != high else None

    def uniform(self, amount: float, low: float | None, high: float | None) -> Distribution | None:
        """Between limits that enclose the amount; limits that coincide are no spread."""
        if low is None or high is None:
            return self.lacking("uniform", "min, max")
        if low == high:
            return None
        if not min(low, high) <= amount <= max(low, high):
            return self._refuse("B213", value=amount, low=low, high=high)
        return self._built(lambda: Uniform(low, high))

    def unknown(self, kind: str) -> Distribution | None:
        """Refuse a kind of distribution that the format does not have."""
        return self._refuse("B214", kind=kind)

    def lacking(self, kind: str, what: str) -> Distribution | None:
        """Refuse a distribution without its numbers."""
        return self._refuse("B215", kind=kind, what=what)

    def _refuse(self, code: str, **params: object) -> Distribution | None:
        place = replace(self.notes.place, line=self.line)
        finding = Finding(code, params, place, Severity.WARNING)
        self.notes.adopt([finding], Consequence.UNCERTAINTY_LEFT_OUT, exchange=self.exchange)
        return None

    def _built(self, build: Callable[[], Distribution]) -> Distribution | None:
        try:
            return build()
        except InputError as error:
            consequence = Consequence.UNCERTAINTY_LEFT_OUT
            self.notes.adopt(error.findings, consequence, exchange=self.exchange, line=self.line)
            return None
