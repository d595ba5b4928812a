"""A folder that appears whole or not at all: built beside its place, moved there by one rename."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lca.errors import Finding, InputError, Location

FORMAT = "zuji.background"
MANIFEST = "manifest.json"
BUILDING = "importing"
REPLACED = "replaced"


@contextmanager
def building(folder: Path, *, replace: bool = False) -> Iterator[Path]:
    """A new empty folder that takes the place of ``folder`` when the block ends without an error.

    An error, also an interrupt, removes it. What a killed process left beside ``folder`` is removed first.

    Raises:
        InputError: B460 the folder exists and ``replace`` is false, B465 it exists and is no database, B464
            it cannot be written.
    """
    target = folder.absolute()
    refuse_existing(folder, replace=replace)
    _sweep(target)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.{BUILDING}")
    try:
        temporary.mkdir()
        yield temporary
        _settle(temporary)
        _move(temporary, target)
    except OSError as error:
        raise InputError(_unwritable(folder, error)) from error
    finally:
        with suppress(OSError):
            shutil.rmtree(temporary)


def refuse_existing(folder: Path, *, replace: bool) -> None:
    """Raise InputError B460 or B465 where something stands that may not give way, B464 without a parent."""
    parent = folder.absolute().parent
    if not parent.is_dir():
        raise InputError(_unwritable(folder, FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))))
    if not folder.exists() and not folder.is_symlink():
        return
    if not replace:
        raise InputError(Finding("B460", {}, Location(str(folder))))
    if not is_database(folder):
        raise InputError(Finding("B465", {}, Location(str(folder))))


def is_database(folder: Path) -> bool:
    """Whether a folder's manifest says that it is a background database, of whatever version."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(said, dict) and said.get("format") == FORMAT


def _unwritable(folder: Path, error: OSError) -> Finding:
    return Finding("B464", {"reason": error.strerror or str(error)}, Location(str(folder)))


def _settle(folder: Path) -> None:
    """See that every file is on the disk before the folder gets its name."""
    for path in (*sorted(folder.iterdir()), folder):
        if path.is_dir() and os.name == "nt":
            continue
        handle = os.open(path, os.O_RDONLY)
        try:
            with suppress(OSError):
                os.fsync(handle)
        finally:
            os.close(handle)


def _move(temporary: Path, target: Path) -> None:
    if not target.exists():
        temporary.rename(target)
        return
    aside = target.with_name(f".{target.name}.{os.getpid()}.{REPLACED}")
    target.rename(aside)
    try:
        temporary.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _sweep(target: Path) -> None:
    """Remove what imports into this folder left behind whose process is gone."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.(\d+)\.(?:{BUILDING}|{REPLACED})")
    with suppress(OSError):
        for path in target.parent.iterdir():
            found = pattern.fullmatch(path.name)
            if found and not _alive(int(found[1])):
                shutil.rmtree(path, ignore_errors=True)


def _alive(process: int) -> bool:
    """Whether a process runs; where that cannot be asked without harm, it counts as running."""
    if sys.platform == "win32" or process == os.getpid():
        return sys.platform == "win32"
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
