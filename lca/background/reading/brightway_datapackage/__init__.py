"""Datapackages of bw_processing: matrices of Brightway, with or without names.

:func:`read` gives records as every reader does. :func:`read_columns` gives the same database, bit for bit
what linking makes of these records, without making a Python object an exchange.
"""

from __future__ import annotations

from lca.background.reading.brightway_datapackage.columns import read_columns
from lca.background.reading.brightway_datapackage.records import read

__all__ = ["read", "read_columns"]
