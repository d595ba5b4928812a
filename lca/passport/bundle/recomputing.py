"""From the files of a bundle to the result again: the same calculation, nothing from outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from lca.calculation import calculate
from lca.documents import read_document
from lca.factors.database import FactorDatabase
from lca.factors.user.layer import UserFactors
from lca.factors.user.read import read_user_factors
from lca.inventory.load import load_inventory
from lca.passport.bundle.packing import safe
from lca.passport.bundle.sources import NAMELESS, Named, Sources
from lca.results.footprint import Footprint
from lca.results.records import Provenance
from lca.rules.load import load_rule
from lca.system.background import LinkedDatabase


@dataclass(frozen=True)
class Asked:
    """What a calculation was asked for, beside its inputs.

    ``samples`` and ``precision`` are those that were asked for, which the result does not state: it states
    how many samples were drawn.
    """

    provenance: Provenance
    samples: int | None = None
    precision: float | None = None

    @property
    def count(self) -> int:
        """Samples to ask for."""
        return self.provenance.samples if self.samples is None else self.samples


@dataclass(frozen=True)
class Inputs:
    """All inputs of a calculation: files, the names of the layers, factors and background databases."""

    sources: Sources
    names: Sequence[str]
    factors: FactorDatabase = field(repr=False)
    backgrounds: Sequence[LinkedDatabase] = field(default=(), repr=False)


def recomputed(inputs: Inputs, asked: Asked, factors: FactorDatabase | None = None) -> Footprint:
    """Compute the result of a bundle's inputs; ``factors`` is what :func:`laid` gave, where it is at hand.

    Raises:
        InputError: as :func:`lca.calculation.calculate`.
    """
    own, files = asked.provenance, inputs.sources
    above = [read_document(one.content, one.name) for one in files.above]
    sent = {one.name: one.content for one in files.suppliers}
    inventory = load_inventory(files.inventory.content, _file(files.inventory.name), sent)
    return calculate(
        inventory,
        load_rule(files.rule.content, files.rule.name, above=above),
        factors=factors or laid(inputs)[-1],
        gwp=own.gwp_set,
        samples=asked.count,
        sampling=own.sampling,
        precision=asked.precision,
        seed=own.seed,
        as_of=own.as_of,
        assign_uncertainty=own.assigned_uncertainty,
        accept=own.accepted,
        backgrounds={one.name: one for one in inputs.backgrounds},
    )


def _file(name: str) -> str | None:
    return None if name == NAMELESS else name


def laid(inputs: Inputs) -> tuple[FactorDatabase, ...]:
    """The release, and the same with one user's factors after the other over it."""
    found = [inputs.factors]
    for layer, name in zip(inputs.sources.layers, inputs.names, strict=True):
        found.append(found[-1].with_layer(read_layer(layer, name, found[-1])))
    return tuple(found)


def read_layer(file: Named, name: str | None, base: FactorDatabase) -> UserFactors:
    """A user's own factors from the bytes of their file; readers go by the ending of its name."""
    with TemporaryDirectory(prefix="zuji-") as folder:
        path = Path(folder, safe(file.name))
        path.write_bytes(file.content)
        return read_user_factors(path, name, base=base.table)
