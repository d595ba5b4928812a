"""Where shipped content is: factor tables, rules and data sets, in a checkout or in an installed wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from lca.errors import InternalError

Area = Literal["factors", "rules", "datasets"]


def content(area: Area) -> Path:
    """Give the folder of a content area.

    An installed wheel carries it as ``lca/_content/<area>``; in a checkout (also an editable install)
    it stands at the root of the repository, beside ``lca``.

    Raises:
        InternalError: the installation carries no such folder.

    """
    package = Path(__file__).resolve().parent
    for folder in (package / "_content" / area, package.parent / area):
        if folder.is_dir():
            return folder
    raise InternalError(f"this installation carries no {area!r} folder; please install the package again")
