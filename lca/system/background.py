"""Products of background databases behind the lines of a rule: wish, process, intensity, samples.

A database is solved once for all its products, in masses of gas, so one solution serves every GWP set and
every product of a run. Its samples were made before (``zuji background solve``); a line takes them as the
multiplier of its product, so that two products of one database keep their correlation.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lca.background.characterising import MAIN
from lca.background.product import BackgroundProduct
from lca.background.selecting import Directory, select
from lca.background.units import source_unit
from lca.errors import Finding, InputError, Location, UnitError, nearest
from lca.factors.schema import Step
from lca.gases import GwpSet
from lca.inventory.values import BackgroundLink
from lca.system.categories import MIXTURE
from lca.system.characterised import Characterised, Column, Sets, characterised, weights
from lca.system.intensity import Cell, Intensity, Parameter, Term
from lca.system.sampled import Sampled
from lca.system.supplier import unstated_bound
from lca.units import Dimension, Unit

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.solving import Intensities


@dataclass(frozen=True, slots=True)
class Wish:
    """What a rule or a company asks of a background database, and where it does."""

    background: str
    process: str
    geography: str | None
    place: Location

    @classmethod
    def of_link(cls, link: BackgroundLink) -> Wish:
        """The wish of an entry under ``footprints``."""
        return cls(link.background, link.process, link.geography, link.location)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of a run decides a product's intensity: the site's place, and the other GWP sets by name."""

    near: str | None
    sets: Sets


@dataclass(frozen=True, eq=False)
class LinkedDatabase:
    """A background database of a run, solved.

    Attributes:
        name: under which the run knows it.
        background: the database.
        gases: its greenhouse gas flows.
        intensities: of every product, in masses of gas.
        gwp: the GWP set of the run.
        seed: of the run, and so of the samples.
        samples: kg CO2e per unit of product under that set, products x samples; None without. A sample that
            has no solution is NaN.
        design: of the samples.
        doubtful: numbers of the samples in which a loop takes more than it makes.
        typical: by dimension, the intensity per engine unit that most products stay below, where only some of
            the products are at hand; None where it follows from all of them.
    """

    name: str
    background: Background
    gases: GasFlows
    intensities: Intensities
    gwp: GwpSet
    seed: int = 1
    samples: NDArray[np.floating[Any]] | None = None
    design: str = "random"
    doubtful: tuple[int, ...] = ()
    typical: Mapping[Dimension, float] | None = None

    @cached_property
    def directory(self) -> Directory:
        """The names of its processes."""
        return Directory(self.background)

    @property
    def held(self) -> int:
        """How many samples there are."""
        return 0 if self.samples is None else int(self.samples.shape[1])

    @cached_property
    def co2e(self) -> NDArray[np.float64]:
        """kg CO2e per unit of each product; gases that the set has no value for are not in it."""
        found: NDArray[np.float64] = self.intensities.values @ weights(self.intensities.columns, self.gwp)
        return found

    def intensity(self, wish: Wish, wanted: Dimension, around: Surroundings) -> Intensity:
        """The intensity of one engine unit of the product that is wished for.

        Raises:
            InputError: B702 to B704 no such process or several, B706 its unit does not convert, B707 its
                unit is not known, S104 the GWP set lacks a main gas.
        """
        chosen = select(
            self.directory,
            wish.process,
            geography=wish.geography,
            near=around.near,
            place=wish.place,
        )
        of = self._unit(chosen.position, wanted, wish)
        found = self._characterised(chosen.position, wish, around.sets)
        cells = {cell: value / of.scale for cell, value in found.cells.items()}
        product = self._product(chosen.position, of, found, chosen.trail)
        return Intensity(
            (Term(cells, self._parameter(product)),),
            source=product,
            masses={gas: mass / of.scale for gas, mass in found.masses.items()},
            mixed_bound=_mixed(cells, self.gwp, around.sets),
            findings=chosen.findings,
        )

    def _unit(self, position: int, wanted: Dimension, wish: Wish) -> Unit:
        text = self._cell("unit", position)
        told = {"process": self._cell("name", position), "database": self.name, "unit": text}
        try:
            of = source_unit(text)
        except UnitError as error:
            raise InputError(Finding("B707", told, wish.place)) from error
        if of.dimension != wanted:
            raise InputError(Finding("B706", {**told, "wanted": wanted}, wish.place))
        return of

    def sign(self, position: int) -> float:
        """1 for a product; -1 for a treatment: an intensity is per unit of waste made, a line treats it."""
        return -1.0 if self._cell("kind", position) == "waste" else 1.0

    def _characterised(self, position: int, wish: Wish, sets: Sets) -> Characterised:
        row, sign = self.intensities.values[position].tolist(), self.sign(position)
        flows: list[tuple[Column, float]] = [
            (column, sign * mass) for column, mass in zip(self.intensities.columns, row, strict=True) if mass
        ]
        found = characterised(flows, self.gwp, sets)
        main = [one.gas for one in found.lacking if one.gas in MAIN]
        if main:
            raise InputError(
                Finding("S104", {"gas": gas, "gwp_set": self.gwp.name}, wish.place) for gas in main
            )
        return found

    def _parameter(self, product: BackgroundProduct) -> Parameter | None:
        if self.samples is None or product.value == 0:
            return None
        drawn = np.asarray(self.samples[product.position], dtype=np.float64)
        drawn = self.sign(product.position) * drawn / product.value
        drawn.setflags(write=False)
        return Parameter(product.key, "factor", 1.0, Sampled(drawn, self.background.name), "source")

    def _product(
        self, position: int, of: Unit, found: Characterised, trail: tuple[Step, ...]
    ) -> BackgroundProduct:
        manifest = self.background.manifest
        return BackgroundProduct(
            database=self.name,
            sha256=self.background.sha256,
            format=str(manifest.get("format_read", "")),
            process=self._cell("id", position),
            name=self._cell("name", position),
            product=self._cell("product", position),
            geography=self._cell("location", position),
            unit=of,
            value=math.fsum(found.cells.values()),
            position=position,
            trail=(*trail, *self._made()),
            lacking=found.lacking,
        )

    def _made(self) -> Iterator[Step]:
        solved = self.intensities
        yield Step("background_solved", {"method": solved.method, "residual": f"{solved.residual:.1e}"})
        if self.samples is not None:
            yield Step("background_sampled", {"count": self.held, "design": self.design})

    def _cell(self, column: str, position: int) -> str:
        return self.background.processes.column(column)[position].as_py() or ""


def database_of(known: Mapping[str, LinkedDatabase], wish: Wish) -> LinkedDatabase:
    """The database of a wish; InputError B701 where it was not given."""
    if wish.background in known:
        return known[wish.background]
    near = nearest(wish.background, known) or tuple(known)
    raise InputError(Finding("B701", {"database": wish.background}, wish.place, candidates=near))


def _mixed(cells: Mapping[Cell, float], gwp: GwpSet, sets: Sets) -> float | None:
    """The bound of what the source characterised itself, under a set that it does not state."""
    gross = math.fsum(abs(value) for value in cells.values())
    unsplit = math.fsum(abs(value) for (gas, _), value in cells.items() if gas == MIXTURE)
    return unsplit / gross * unstated_bound(gwp, sets) if unsplit else None
