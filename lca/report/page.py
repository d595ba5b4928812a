"""What every section of a report knows: the footprint, the language, the width, the precision."""

from __future__ import annotations

from dataclasses import dataclass

from lca.i18n import Language, text
from lca.names import Names
from lca.report.numbers import last_place, rounded, written
from lca.results.footprint import AlternativeUnit, Footprint, Interval, Unit

WIDTH = 80
MASS = "kg CO2e"
NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True)
class Page:
    """A footprint on its way to a reader, with the words and the precision that all sections share."""

    footprint: Footprint
    language: Language
    width: int = WIDTH

    def say(self, key: str, /, default: str | None = None, **params: object) -> str:
        """The label ``report.KEY`` of the catalogue."""
        return text(f"report.{key}", self.language, default=default, **params)

    def term(self, group: str, key: str) -> str:
        """The label of a fixed term, such as a boundary type; the key itself where it has none."""
        return self.say(f"{group}.{key}", default=key.replace("_", " "))

    def name(self, names: Names | None) -> str:
        """The words of a bilingual name; empty where there is none."""
        return names.get(self.language) if names else ""

    @property
    def place(self) -> int:
        """The last decimal place that the total carries; all masses of CO2e share it."""
        interval = self.footprint.uncertainty.interval
        return last_place(self.footprint.total.value, interval.sd if interval else None)

    def mass(self, value: float) -> str:
        """A mass of CO2e at the precision of the total, without its unit."""
        return rounded(value, self.place)

    def spread(self, interval: Interval) -> str:
        """The 95 % interval at the precision of the total."""
        return self.span(interval.p2_5, interval.p97_5, self.place)

    def span(self, low: float, high: float, place: int) -> str:
        """From one number to another, in words."""
        return self.say("range", low=rounded(low, place), high=rounded(high, place))

    def per(self, unit: Unit) -> str:
        """What the number is for: ``per 1 t molten primary aluminium``."""
        return self.say("per", amount=written(unit.amount), unit=unit.unit, of=self.name(unit.of))

    def alternative(self, unit: AlternativeUnit) -> str:
        """The footprint for a further unit, at its own precision, with its interval where there is one."""
        if unit.p2_5 is None or unit.p97_5 is None:
            return f"{rounded(unit.value, last_place(unit.value))} {MASS} {self.per(unit)}"
        place = last_place(unit.value, (unit.p97_5 - unit.p2_5) / (2 * NORMAL_95))
        span = self.span(unit.p2_5, unit.p97_5, place)
        return f"{rounded(unit.value, place)} {MASS} {self.per(unit)} ({span})"
