"""Amounts of an activity data file: short or long form to :class:`Entry`, and their distributions.

The policy for scores without a distribution stands here and nowhere else, in
:func:`distribution_of`.
"""

from __future__ import annotations

import re

from lca.distribution_spec import DistributionSpec
from lca.distributions import Distribution, resolve
from lca.documents import Document, KeyPath
from lca.errors import Location
from lca.inventory.schema import EntryModel
from lca.inventory.values import Entry, Origin
from lca.pedigree import Pedigree, lognormal
from lca.units import PURE, Unit, quantity, unit

_AMOUNT = re.compile(r"\s*[+\-−]?\s*[.,]?\d|\s*[+\-]?(nan|inf|infinity)\b", re.IGNORECASE)

BASIC_VARIANCE = 0.0006
TRANSPORT_VARIANCE = 0.12
TRANSPORT = ("length", "length·mass")


def looks_like_amount(text: str) -> bool:
    """Whether a text begins as a number does, and so is read as a quantity and not as a word."""
    return _AMOUNT.match(text) is not None


def short_entry(name: str, value: str | float | object, location: Location) -> Entry:
    """``1.92 t`` or ``0.42``; raises InputError."""
    found = quantity(value, location)  # type: ignore[arg-type]
    return Entry(name, found.value, found.unit, str(value), location)


def entry_of(name: str, model: EntryModel, document: Document, path: KeyPath) -> Entry:
    """Read the long form ``{value:, unit:, distribution:, pedigree:, ...}``; raises InputError."""
    place = document.locate(path)
    own = unit(model.unit, document.locate((*path, "unit"))) if model.unit is not None else PURE
    spread, origin = distribution_of(
        model.value, own, model.distribution, model.pedigree, document.locate((*path, "distribution"))
    )
    return Entry(
        name=name,
        value=model.value,
        unit=own,
        text=f"{model.value!r} {model.unit or ''}".strip(),
        location=place,
        basis=model.basis,
        distribution=spread,
        distribution_origin=origin,
        pedigree=model.pedigree,
        primary=model.primary,
        source=model.source,
    )


def distribution_of(
    value: float,
    own: Unit,
    spec: DistributionSpec | None,
    pedigree: Pedigree | None,
    location: Location,
) -> tuple[Distribution | None, Origin | None]:
    """Give the spread of a value in its own unit, and whether it was stated or came from its scores.

    A stated distribution wins. Scores without one give a lognormal around the value whose variance of
    the logarithm is that of the scores (lca.pedigree) plus a basic variance: 0.0006 for the demand of
    materials, energy and services, 0.12 for transport distances and transport work. These are the
    ecoinvent basic uncertainties, GSD² 1.05 and 2.0, as (ln GSD² / 2)² (Weidema et al. 2013, table 10.3).
    A value of exactly zero has no lognormal and stays certain. Raises InputError.
    """
    if spec is not None:
        return resolve(spec, value, own, location), "stated"
    if pedigree is None or value == 0:
        return None, None
    basic = TRANSPORT_VARIANCE if str(own.dimension) in TRANSPORT else BASIC_VARIANCE
    return lognormal(value, pedigree, basic), "pedigree"
