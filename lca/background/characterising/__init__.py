"""Characterisation: elementary flows of a background database become masses of greenhouse gases."""

from lca.background.characterising.flows import GasFlows

__all__ = ["GasFlows"]
