"""A supplier's payload in the place of a footprint that is written out: ``{payload: cathode.json}``."""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from lca.inventory.periods import Period
from lca.inventory.words import Number, Words
from lca.validation import Frozen

PAYLOAD = "payload"
OF_THE_PAYLOAD = frozenset(("value", "unit", "gases", "carbon", "distribution", "quality", "scope"))
"""What only the payload says."""


class PayloadModel(Frozen):
    """The file that a supplier sent, beside the activity data, and what it does not say itself.

    ``id`` chooses one of several footprints in it. ``per`` is the unit of product that the number is taken
    for: kg where the payload states the mass of a piece; left out, its own declared unit.
    """

    payload: Words
    id: Words | None = None
    per: Words | None = None
    supplier: Words | None = None
    period: Period | None = None
    geography: Words | None = None
    primary_share: Words | Number | None = None
    gwp_set: Words | None = None
    source: Words | None = None

    @model_validator(mode="before")
    @classmethod
    def _no_other_form(cls, value: object) -> object:
        found = sorted(OF_THE_PAYLOAD & value.keys()) if isinstance(value, dict) else ()
        if found:
            raise PydanticCustomError("P630", "not beside payload", {"key": ", ".join(found)})
        return value
