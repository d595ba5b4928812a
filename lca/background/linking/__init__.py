"""Linking: records of any reader become a square system, one product a process."""

from lca.background.linking.link import link
from lca.background.linking.linked import Linked

__all__ = ["Linked", "link"]
