"""A new rule from a template: everything that can be known is written, everything else asks to be."""

from lca.rules.scaffold.making import scaffold
from lca.rules.scaffold.wish import TEMPLATES, UNITS, Wish

__all__ = ["TEMPLATES", "UNITS", "Wish", "scaffold"]
