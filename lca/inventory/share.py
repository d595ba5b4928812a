"""A share of primary data as it is written: ``62 %`` or ``0.62``."""

from __future__ import annotations

from lca.errors import Finding, InventoryError, Location
from lca.units import DIMENSIONLESS, quantity


def share_of(stated: str | float | None, place: Location) -> float | None:
    """Give the share from 0 to 1; None where none is stated.

    Raises:
        InputError: no number, or A113 one that is no share.
    """
    if stated is None:
        return None
    share = quantity(stated, place)
    if share.unit.dimension != DIMENSIONLESS or not 0 <= share.engine <= 1:
        raise InventoryError(Finding("A113", {"value": str(stated)}, place))
    return share.engine
