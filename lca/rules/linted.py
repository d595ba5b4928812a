"""Linting of many rule files: one after the other, or in several processes; and mending them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from lca.documents import read_bytes
from lca.errors import Finding
from lca.rules.linting.fixes import Fixed, fix
from lca.rules.load import examine, lint

FILES_A_JOB = 40
"""A process more pays off from about so many files: starting one takes as long as linting them."""


def lint_files(files: Sequence[Path], as_of: date | None = None, jobs: int | None = None) -> list[Finding]:
    """All findings of all files, in their order; ``jobs`` processes share the work (None: as many as pay)."""
    wanted = jobs or min(os.cpu_count() or 1, len(files) // FILES_A_JOB)
    work = partial(lint, as_of=as_of)
    if wanted <= 1:
        return [finding for file in files for finding in work(file)]
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(wanted, get_context("spawn"), initializer=_settled) as pool:
        found = pool.map(work, files, chunksize=max(1, len(files) // (4 * wanted)))
        return [finding for findings in found for finding in findings]


def _settled() -> None:
    """In a process of its own: what is loaded stays, and looking it over for garbage costs a tenth."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def fix_file(file: Path, wanted: Callable[[Finding], bool], as_of: date | None = None) -> tuple[bytes, Fixed]:
    """The bytes of a file and what mending makes of them; nothing is written.

    Raises InputError where the file cannot be read.
    """
    raw, name = read_bytes(file), str(file)
    return raw, fix(raw, name, lambda text: examine(text, name, advice=True, as_of=as_of), wanted)
