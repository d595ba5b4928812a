"""From the CSV tables of a folder to a release: read, check, compare, hash, write.

    python -m lca.factors.build [folder]

The same tables and the same pyarrow give the same bytes; the content hash does not depend on pyarrow
(see :mod:`lca.factors.canonical`). Either everything is right and a release is written whole, or every
finding is told and nothing is written.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from lca.content import content
from lca.errors import FactorError, Finding, Location
from lca.factors.diff import VALUES, Bump, Difference, diff, numbers, proposed
from lca.factors.reading import MANIFEST, Tables, read_tables
from lca.factors.release import Cells, read_cells, runs_of, write_release

__all__ = ["Built", "build", "main", "read_tables", "summary"]

PARQUET = "release.parquet"
VERSION_LINE = re.compile(r'^version = ".*"$', re.MULTILINE)
IMMUTABLE = (*VALUES, "kind", "unit")


@dataclass(frozen=True, slots=True)
class Built:
    """A release that was written: its cells, where they are, and what changed since the one before."""

    cells: Cells
    counts: Mapping[str, int]
    path: Path
    manifest: Path
    previous: str | None = None
    difference: Difference | None = None


def build(folder: Path | None = None, path: Path | None = None, version: str | None = None) -> Built:
    """Build a release file and its manifest from the tables of a folder (the shipped ones by default).

    The manifest stands beside the file, with the ending ``.toml``. The version is the stated one, else
    the manifest's, else the lowest that may follow the release before: the file that ``path`` replaces,
    or the folder's own release.

    Raises:
        FactorError: with every finding of every table; nothing was written.

    """
    folder = folder or content("factors")
    path = path or folder / PARQUET
    tables = read_tables(folder, schema=True)
    before = next((read_cells(file) for file in (path, folder / PARQUET) if file.is_file()), None)
    cells = cells_of(tables)
    difference = diff(before, cells) if before else None
    findings = unraised(tables, before, difference) if before and difference else []
    if findings:
        raise FactorError(findings)
    cells = replace(cells, version=next_version(version, tables.version, before, difference))
    previous = before.version if before else None
    built = Built(cells, tables.counts, path, path.with_suffix(".toml"), previous, difference)
    write(built, folder)
    return built


def cells_of(tables: Tables) -> Cells:
    """Give the cells of a release: rows sorted by id, hashed as a whole and table by table."""
    lines = sorted(tables.lines, key=lambda line: line.row["id"])
    return Cells(
        version=tables.version,
        published=tables.published,
        sha256=tables.sha256,
        columns=tables.columns,
        rows=[line.row for line in lines],
        small=tables.small,
        runs=tuple(runs_of([(line.table, line.row) for line in lines], tables.small)),
    )


def unraised(tables: Tables, before: Cells, difference: Difference) -> list[Finding]:
    """Factors whose number changed while their revision did not."""
    changes = (*difference.corrected, *difference.redefined)
    changed: dict[str, list[str]] = {}
    for change in changes:
        if change.column.partition(".")[0] in IMMUTABLE:
            changed.setdefault(change.id, []).append(change.column)
    revisions = {row["id"]: int(row["revision"]) for row in before.rows if row["id"] in changed}
    about = {"previous": before.version}
    return [
        line.finding("F503", "revision", columns=", ".join(changed[key]), revision=revisions[key], **about)
        for line in tables.lines
        if (key := line.row["id"]) in changed and int(line.row["revision"]) <= revisions[key]
    ]


def next_version(stated: str | None, listed: str, before: Cells | None, difference: Difference | None) -> str:
    """Give the version of a build; FactorError where a stated one does not follow from the one before."""
    numbers(stated or listed)
    if before is None or difference is None:
        return stated or listed
    lowest = proposed(before.version, difference.bump)
    if numbers(stated or listed) >= numbers(lowest):
        return stated or listed
    if stated is None:
        return lowest
    params = {"version": stated, "previous": before.version, "proposed": lowest}
    bump = {"bump": difference.bump.value}
    raise FactorError(Finding("F501", params | bump, Location("--version")))


def write(built: Built, folder: Path) -> None:
    """Write release and manifest, both or neither; FactorError where that is not possible."""
    targets = (built.path, built.manifest)
    made, kept = ([beside(file, ending) for file in targets] for ending in ("tmp", "old"))
    try:
        write_release(built.cells, made[0])
        made[1].write_text(manifest(built, folder), encoding="utf-8")
        swap(targets, made, kept)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FactorError(Finding("F505", {"reason": reason}, Location(str(built.path)))) from error
    finally:
        for file in (*made, *kept):
            with suppress(OSError):
                file.unlink()


def beside(file: Path, ending: str) -> Path:
    """Give the name of a hidden file of this process in the same folder."""
    return file.with_name(f".{file.name}.{os.getpid()}.{ending}")


def swap(targets: Sequence[Path], made: Sequence[Path], kept: Sequence[Path]) -> None:
    """Put all new files in place; where one cannot be, put the old ones back."""
    for target, copy in zip(targets, kept, strict=True):
        if target.is_file():
            shutil.copy2(target, copy)
    done: list[int] = []
    try:
        for number, file in enumerate(made):
            os.replace(file, targets[number])
            done.append(number)
    except OSError:
        for number in done:
            if kept[number].is_file():
                os.replace(kept[number], targets[number])
            else:
                targets[number].unlink()
        raise


def manifest(built: Built, folder: Path) -> str:
    """Give the manifest's text: what people edit, with the version of this build, then the content."""
    own = folder / MANIFEST
    version = f'version = "{built.cells.version}"'
    if built.manifest.resolve() == own.resolve():
        head = own.read_text(encoding="utf-8").partition("[content]")[0]
        head = VERSION_LINE.sub(version, head, count=1)
    else:
        head = f"# A release of the factor database.\n{version}\npublished = {built.cells.published}\n\n"
        head = head if built.cells.published else f"{version}\n\n"
    return f"{head}[content]\n{summary(built)}\n"


def summary(built: Built) -> str:
    """Content hash, rows and hash a table, in the syntax of the manifest."""
    head = [f'sha256 = "{built.cells.sha256}"', f"count = {len(built.cells.rows)}", "", "[content.rows]"]
    return "\n".join([*head, *(f'"{name}" = {count}' for name, count in built.counts.items())])


def report(built: Built) -> str:
    """Version, hash and weight of the changes, for a terminal."""
    bump = built.difference.bump if built.difference else Bump.NONE
    change = f"# {built.previous} -> {built.cells.version} ({bump})" if built.previous else ""
    return "\n".join(filter(None, [f'version = "{built.cells.version}"', change, summary(built)]))


def main(arguments: Sequence[str]) -> int:
    """Build the release of a folder and print its manifest's content."""
    try:
        built = build(Path(arguments[0]) if arguments else None)
    except FactorError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    print(report(built))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
