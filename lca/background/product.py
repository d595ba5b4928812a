"""A product of a background database as the origin of an intensity."""

from __future__ import annotations

from dataclasses import dataclass

from lca.factors.schema import Step
from lca.units import Unit


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

    @property
    def key(self) -> str:
        """The identity of the product: what shares it shares its samples."""
        return f"background:{self.database}:{self.process}"
