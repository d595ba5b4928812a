"""Electricity: from where it comes to what a kilowatt hour at the consumer burdens.

- public grid: the national average as published; transmission and losses are inside, nothing is added;
- on site, direct line: the factor of the technology, divided by 1 - loss where a loss is declared;
- contract (green certificates) over the public grid: the factor of the technology, and transmission with
  losses as published for the same year; where only transmission without losses is published (China
  2023), the factor divided by 1 - loss, the loss declared by the user, and that transmission.

The case is ISO 14067:2018, 6.4.9.4, with the Chinese electricity carbon footprint factors. What a
certificate does not cover is grid average. The parts of one supply are flows of their own, so each
keeps its factor, its trail and the draws that it shares with everybody who buys the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from lca.errors import Finding, InputError, ProductSystemError, Severity
from lca.factors.schema import FactorKind, Match, Request, Step
from lca.i18n import LANGUAGES, text
from lca.inventory.periods import Period
from lca.inventory.values import GRID, Source, Supply
from lca.names import Names
from lca.system.intensity import Intensity, Part
from lca.units import unit

WITH_LOSSES = "electricity.transmission.including_losses"
WITHOUT_LOSSES = "electricity.transmission.excluding_losses"
TRANSMISSION = "transmission"
AT_PLANT = "F308"
"""What a match says of a factor at the generator; here the way to the consumer is counted."""
KWH = unit("kWh").scale


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the certificates of a source prove and what was used of it in the period, both in MJ."""

    volume: float
    used: float

    @property
    def share(self) -> float:
        """The share of the use that is covered, at most one."""
        return min(1.0, self.volume / self.used) if self.used > 0 else 1.0


@dataclass(frozen=True)
class Delivery:
    """How electricity reaches the consumer: asks for factors and adds what the way costs.

    ``base`` is a request for grid electricity at the place and time of use; ``ask`` answers a request,
    ``own`` gives the intensity of a footprint in the activity data by name. ``vintage`` is the rule's
    limit on the years between a certificate and the ``period``.
    """

    base: Request
    period: Period
    ask: Callable[[Request], Intensity]
    own: Callable[[str], Intensity]
    vintage: int | None = None
    covered: Mapping[str, Coverage] | None = None

    def parts(self, supply: Supply) -> tuple[Part, ...]:
        """The parts of a supply, the grid last; their shares (transmission aside) add up to one.

        Raises:
            InputError: no factor, S330 a loss must be declared, S331 no transmission factor.
        """
        found: list[Part] = []
        grid, notes = list[float](), list[Finding]()
        for source in supply.sources:
            if source.type == GRID:
                grid.append(source.share)
                continue
            cover = (self.covered or {}).get(coverage_key(supply, source))
            part = cover.share if cover is not None else 1.0
            if cover is not None and part < 1:
                grid.append(source.share * (1 - part))
                notes.append(_short(cover, source))
            found += self.special(source, source.share * part)
        if (share := math.fsum(grid)) > 0:
            found.append(self.grid(share, tuple(notes)))
        return tuple(found)

    def grid(self, share: float, findings: tuple[Finding, ...] = ()) -> Part:
        """The national average as it is published."""
        found = self.ask(self.base)
        steps = (*_shared(share), Step("supply_grid", {"value": _per_kwh(found)}))
        told = replace(found, steps=(*found.steps, *steps), findings=(*found.findings, *findings))
        return Part(told, GRID, share, _label(GRID))

    def special(self, source: Source, share: float) -> Iterator[Part]:
        """The generation of one technology, and the public grid where it came over that."""
        if source.footprint is not None:
            made = self.own(source.footprint)
        else:
            made = self.ask(replace(self.base, supply=source.technology))
        label = _label(source.type, source.technology or source.footprint)
        named = source.technology or source.footprint
        told = {"technology": _technology(named), "value": _per_kwh(made)}
        first = Step(f"supply_{source.type}", told)
        notes_on_factor = tuple(one for one in made.findings if one.code != AT_PLANT)
        made = replace(made, steps=(*made.steps, *_shared(share), first), findings=notes_on_factor)
        if source.type != "contract":
            yield Part(_after_loss(made, source.line_loss), source.key, share, label)
            return
        network, loss, notes = self.network(source, made)
        proofs = Step("supply_certificates", {"certificates": _proofs(source)})
        made = replace(_after_loss(made, loss), findings=(*made.findings, *self.notes(source), *notes))
        yield Part(replace(made, steps=(*made.steps, proofs)), source.key, share, label)
        yield Part(network, f"{source.key}.{TRANSMISSION}", share, _label(TRANSMISSION, named))

    def network(self, source: Source, made: Intensity) -> tuple[Intensity, float | None, tuple[Finding, ...]]:
        """Transmission over the public grid, the loss still to be applied, and what must be told.

        Only a factor of the generation factor's own year is taken: the two are one publication.
        """
        year = made.source.factor.reference_year if isinstance(made.source, Match) else self.base.year
        whole = self.transmission(WITH_LOSSES, year)
        if whole is not None:
            step = Step("supply_network_with_losses", {"value": _per_kwh(whole)})
            told = {"loss": f"{source.line_loss:.4g}" if source.line_loss is not None else "-"}
            note = Finding("C213", told, source.location, Severity.WARNING)
            return _with(whole, step), None, (note,) if source.line_loss else ()
        bare = self.transmission(WITHOUT_LOSSES, year)
        if bare is None:
            params = {"geography": self.base.geography or "-", "year": year or "-"}
            raise ProductSystemError(Finding("S331", params, source.location))
        if source.line_loss is None:
            raise ProductSystemError(Finding("S330", {"year": year}, source.location))
        return _with(bare, Step("supply_network", {"value": _per_kwh(bare)})), source.line_loss, ()

    def transmission(self, item: str, year: int | None) -> Intensity | None:
        """The transmission factor of exactly this year; None where none is published."""
        request = replace(self.base, item=item, kind=FactorKind.TRANSMISSION, year=year)
        try:
            found = self.ask(request)
        except InputError:
            return None
        return found if isinstance(found.source, Match) and found.source.year_gap == 0 else None

    def notes(self, source: Source) -> Iterator[Finding]:
        """Certificates of another year than the period's, weighed as the rule says."""
        for certificate in source.certificates:
            before, after = self.period.start.year - certificate.vintage, certificate.vintage
            gap = max(before, after - self.period.end.year, 0)
            if not gap:
                continue
            told = {"certificate": certificate.id, "vintage": certificate.vintage, "gap": gap}
            if self.vintage is not None and gap > self.vintage:
                told |= {"limit": self.vintage}
                yield Finding("C212", told, certificate.location, Severity.BLOCKING)
            else:
                weight = Severity.WARNING if self.vintage is None else Severity.INFO
                yield Finding("C211", told, certificate.location, weight)


def coverage_key(supply: Supply, source: Source) -> str:
    """What names a source of a supply among all supplies of the activity data."""
    return f"{supply.name}.{source.key}"


def described(supply: Supply) -> Names:
    """A supply in words: ``60 % contract: wind, 40 % grid average``."""
    told = [
        (source.share, _label(source.type, source.technology or source.footprint))
        for source in supply.sources
    ]
    single = len(told) == 1
    zh = "、".join(name.get("zh") if single else f"{_percent(part)} {name.get('zh')}" for part, name in told)
    en = ", ".join(name.get("en") if single else f"{_percent(part)} {name.get('en')}" for part, name in told)
    return Names(zh=zh, en=en)


def _after_loss(made: Intensity, loss: float | None) -> Intensity:
    """The factor at the consumer: at the generator divided by 1 - loss."""
    if not loss:
        return made
    delivered = made.times(1 / (1 - loss))
    step = Step("supply_loss", {"loss": _percent(loss), "value": _per_kwh(delivered)})
    return _with(delivered, step)


def _with(intensity: Intensity, step: Step) -> Intensity:
    return replace(intensity, steps=(*intensity.steps, step))


def _short(cover: Coverage, source: Source) -> Finding:
    params = {
        "volume": f"{cover.volume / KWH:,.0f}",
        "used": f"{cover.used / KWH:,.0f}",
        "share": f"{cover.share:.1%}",
    }
    return Finding("C210", params, source.certificates[0].location, Severity.WARNING)


def _proofs(source: Source) -> str:
    return "; ".join(f"{proof.id} ({proof.vintage}, {proof.text})" for proof in source.certificates)


def _shared(share: float) -> tuple[Step, ...]:
    return () if share == 1 else (Step("supply_share", {"share": _percent(share)}),)


def _percent(share: float) -> str:
    return f"{100 * share:.6g} %"


def _per_kwh(intensity: Intensity) -> str:
    return f"{intensity.total * KWH:.6g}"


def _technology(name: str | None) -> Names:
    """The words for a technology; a footprint of the activity data has its own name."""
    words = {lang: text(f"supply.technology.{name}", lang, default=name or "-") for lang in LANGUAGES}
    return Names(zh=words["zh"], en=words["en"])


def _label(kind: str, technology: str | None = None) -> Names:
    words = {language: text(f"supply.type.{kind}", language) for language in LANGUAGES}
    if technology is not None:
        own = _technology(technology)
        words = {
            language: text("supply.part", language, type=word, technology=own.get(language))
            for language, word in words.items()
        }
    return Names(zh=words["zh"], en=words["en"])
