"""Characterisation: elementary flows of a background database become masses of greenhouse gases."""

from lca.background.characterising.choosing import choose_gases, method_of
from lca.background.characterising.flows import GasFlows
from lca.background.characterising.mapping import greenhouse_gases
from lca.background.characterising.report import MAIN, MappedFlow, counts, has_value, mapping, without_value

__all__ = [
    "MAIN",
    "GasFlows",
    "MappedFlow",
    "choose_gases",
    "counts",
    "greenhouse_gases",
    "has_value",
    "mapping",
    "method_of",
    "without_value",
]
