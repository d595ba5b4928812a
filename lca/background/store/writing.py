"""A linked database into its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from lca.background.database import Background
from lca.background.linking import Linked
from lca.background.store.arrow import exchange_table, method_table, save
from lca.background.store.folder import building
from lca.background.store.manifest import SourceFile, manifest_of, write_manifest
from lca.background.store.opening import open_background
from lca.background.store.report import report_table


def write(
    linked: Linked,
    folder: Path,
    source: SourceFile,
    *,
    replace: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Background:
    """Write a database with its report into a new folder and open it from there.

    The folder appears when all is written, or not at all; the same database gives the same bytes.

    Raises:
        InputError: B460 the folder exists, B465 it is no database that could be replaced, B464 it cannot
            be written.
    """
    with building(folder, replace=replace) as temporary:
        tables = list(_tables(linked))
        for done, (name, table) in enumerate(tables):
            save(table, temporary / f"{name}.arrow")
            if progress is not None:
                progress(done + 1, len(tables))
        write_manifest(manifest_of(linked, source, temporary), temporary)
    return open_background(folder)


def _tables(linked: Linked) -> Iterator[tuple[str, pa.Table]]:
    background = linked.background
    yield "processes", background.processes
    yield "flows", background.flows
    yield "technosphere", exchange_table(background.technosphere)
    yield "interventions", exchange_table(background.interventions)
    yield "unlinked", background.unlinked
    yield "methods", method_table(background.methods)
    yield "report", report_table(linked.remarks)
