"""Where Brightway keeps a project, found without asking Brightway, which would create one."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from lca.background.reading.brightway_project.nodes import read_only
from lca.errors import Finding, InputError, Location, nearest

DEFAULT = "default"
"""The project that Brightway itself takes where none is named."""


def base_folder() -> Path:
    """Where projects are: as a running Brightway says, or ``BRIGHTWAY2_DIR``, or the platform."""
    running = sys.modules.get("bw2data")
    if running is not None and hasattr(running, "projects"):
        return Path(running.projects._base_data_dir)
    stated = os.environ.get("BRIGHTWAY2_DIR")
    if stated:
        return Path(stated)
    try:
        from platformdirs import PlatformDirs
    except ImportError as error:
        raise InputError(Finding("B360", {"reason": str(error)})) from error
    return Path(PlatformDirs("Brightway3", "pylca").user_data_dir)


def current_project() -> str:
    """The project of a Brightway that runs in this process, or the default."""
    running = sys.modules.get("bw2data")
    return str(running.projects.current) if running is not None and hasattr(running, "projects") else DEFAULT


def project_folder(project: str) -> Path:
    """The folder of a project that exists.

    Raises:
        InputError: B361, with the nearest names, where there is none.
    """
    base = base_folder()
    found, names = "", list[str]()
    if (base / "projects.db").is_file():
        with read_only(base / "projects.db") as connection:
            names = [str(name) for (name,) in connection.execute("SELECT name FROM projectdataset")]
    if project in names:
        digest = hashlib.md5(project.encode(), usedforsecurity=False).hexdigest()
        ends = (f".{digest}", f".{digest[:8]}")
        found = next((one for one in sorted(os.listdir(base)) if one.endswith(ends)), "")
    if not found:
        raise InputError(
            Finding("B361", {"project": project}, Location(str(base)), candidates=nearest(project, names))
        )
    return base / found
