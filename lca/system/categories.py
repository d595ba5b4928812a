"""The sub-indicators of a footprint and the origins of carbon that belong to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CATEGORY: Final[Mapping[str, str]] = {
    "fossil": "fossil",
    "biogenic": "biogenic_emission",
    "biogenic_uptake": "biogenic_uptake",
    "land_use_change": "land_use_change",
    "aircraft": "aircraft",
    "not_stated": "not_stated",
}
"""Origin of carbon, as factors and rules name it, to the category of the result."""

MIXTURE: Final = "co2e"
"""The gas of what a source gave as CO2e without saying of which gases."""
