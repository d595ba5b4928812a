"""A product of a background database as the origin of an intensity."""

from __future__ import annotations

from dataclasses import dataclass

from lca.factors.schema import Step
from lca.units import Unit


@dataclass(frozen=True, slots=True)
class Lacking:
    """A gas that the run's GWP set has no value for: it is in no number of kg CO2e.

    Attributes:
        gas: its key.
        mass: kg of it for one unit of the product.
        bound: kg CO2e that it would be under the known set with the largest value; None where none has one.
    """

    gas: str
    mass: float
    bound: float | None


@dataclass(frozen=True, slots=True)
class BackgroundProduct:
    """A process of a database, found and solved.

    Attributes:
        database: name under which the run knows the database.
        sha256: of the database's content.
        format: what it was imported from, in words; empty where it was never stored.
        process: id of the process.
        name: of the process.
        product: what it makes, or treats.
        geography: place as the database writes it.
        unit: of the product; its text is as the database writes it.
        value: kg CO2e for one unit under the run's GWP set.
        position: of the process in the database.
        trail: how the process was found and solved.
        lacking: its gases that the GWP set has no value for.
    """

    database: str
    sha256: str
    format: str
    process: str
    name: str
    product: str
    geography: str
    unit: Unit
    value: float
    position: int
    trail: tuple[Step, ...]
    lacking: tuple[Lacking, ...] = ()

    @property
    def key(self) -> str:
        """The identity of the product: what shares it shares its samples."""
        return f"background:{self.database}:{self.process}"
