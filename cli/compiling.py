"""Machine code that is made once: a person who waits for it should know what for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from lca.i18n import Language, text

KERNEL = "sweeping"
"""The kernels that take longest to compile, and that every solution needs."""


def tell_first_use(language: Language) -> None:
    """Say on a terminal that the kernels must be compiled, where they were not yet."""
    if sys.stderr.isatty() and not compiled():
        from lca.cli.language import tell

        tell(text("background.compiling", language))


def compiled() -> bool:
    """Whether the cache holds machine code that is younger than its source.

    Looks at files only: loading the compiler to ask it would take half a second of every start.
    """
    import lca.kernels

    source = Path(lca.kernels.__path__[0]) / f"{KERNEL}.py"
    made = (path for folder in _caches(source) for path in folder.glob(f"**/{KERNEL}.solve-*.nbi"))
    try:
        changed = source.stat().st_mtime
        return any(path.stat().st_mtime >= changed for path in made)
    except OSError:
        return False


def _caches(source: Path) -> tuple[Path, ...]:
    """Where Numba keeps code: a folder that is named, else beside the source, else one of the user's."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    if named:
        return (Path(named),)
    user = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return source.parent / "__pycache__", user / "numba"
