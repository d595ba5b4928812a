"""Two rules side by side: what differs, in words, and how much it weighs."""

from lca.rules.comparison.change import Change, Impact, Verb
from lca.rules.comparison.whole import Comparison, Edition, compare

__all__ = ["Change", "Comparison", "Edition", "Impact", "Verb", "compare"]
