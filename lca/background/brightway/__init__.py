"""To Brightway and from it; nothing of Brightway is imported before one of these functions needs it.

:func:`from_brightway` reads a database of a project from its files, read-only: no project is chosen, created
or changed, and Brightway need not be installed. :func:`to_brightway` makes a datapackage, in memory or as a
file. :func:`to_project` writes into a project, and only into one that the caller names.
"""

from __future__ import annotations

from lca.background.brightway.export import factors_of, to_brightway
from lca.background.brightway.project import from_brightway
from lca.background.brightway.writing import to_project

__all__ = ["factors_of", "from_brightway", "to_brightway", "to_project"]
