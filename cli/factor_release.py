"""``zuji factors build``, ``verify``, ``diff``: make a release, check a copy of one, compare two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text, plain
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.factors.build import Built
    from lca.factors.diff import Change, Difference

LISTED = 20
ReleaseFile = Annotated[Path, typer.Argument(metavar="RELEASE", help="Release file (版本文件).")]


def add_to(app: typer.Typer) -> None:
    """Add the three commands to ``zuji factors``."""
    app.command("build")(build)
    app.command("verify")(verify)
    app.command("diff")(diff)


def build(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="FOLDER", help="Folder of tables; else the shipped ones (表格)."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Release file; else FOLDER/release.parquet (输出).", show_default=False),
    ] = None,
    version: Annotated[
        str | None,
        typer.Option("--version", metavar="X.Y.Z", help="Version; else as the changes demand (版本号)."),
    ] = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Check factor tables and write them as one release with its hash (构建因子库版本)."""
    from lca.factors.build import build as built_from

    built = built_from(folder, out, version)
    if format is Format.json:
        emit(json_text(_facts(built)), None)
    else:
        emit("\n".join(_built(built, chosen(lang))) + "\n", None)


def verify(
    release: Annotated[
        Path | None, typer.Argument(metavar="RELEASE", help="Release file; else the shipped one (版本文件).")
    ] = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Recompute the hash of a release from its cells (核验版本哈希)."""
    from lca.content import content
    from lca.errors import FactorError, Finding, Location
    from lca.factors.release import verify as verified

    path = release or content("factors") / "release.parquet"
    found = verified(path)
    if format is Format.json:
        emit(json_text(plain(found) | {"sound": found.sound}), None)
    if not found.sound:
        names = {"names": ", ".join(found.differing)}
        raise FactorError(Finding("F504", names, Location(str(path))))
    if format is not Format.json:
        about: dict[str, Any] = {"version": found.version, "count": found.count, "sha256": found.found}
        emit(text("factors.verified", chosen(lang), **about) + "\n", None)


def diff(
    old: ReleaseFile, new: ReleaseFile, lang: LanguageOption = None, format: FormatOption = None
) -> None:
    """List what changed between two releases (比较两个版本)."""
    from lca.factors.diff import diff as compared

    difference = compared(old, new)
    if format is Format.json:
        emit(json_text(plain(difference) | {"bump": difference.bump.value}), None)
    else:
        emit("\n".join(_difference(difference, chosen(lang))) + "\n", None)


def _facts(built: Built) -> dict[str, object]:
    changes = {"changes": plain(built.difference)} if built.difference else {}
    cells = built.cells
    return {
        "version": cells.version,
        "previous": built.previous,
        "sha256": cells.sha256,
        "count": len(cells.rows),
        "rows": dict(built.counts),
        "file": str(built.path),
        "manifest": str(built.manifest),
    } | changes


def _built(built: Built, language: Language) -> Iterator[str]:
    about: dict[str, Any] = {
        "version": built.cells.version,
        "count": len(built.cells.rows),
        "sha256": built.cells.sha256,
    }
    yield text("factors.built", language, file=str(built.path), manifest=str(built.manifest), **about)
    if built.difference is not None:
        reason = text(f"factors.reason.{built.difference.bump}", language)
        yield text("factors.built_after", language, previous=str(built.previous), reason=reason)
        yield from _sections(built.difference, language)


def _difference(difference: Difference, language: Language) -> Iterator[str]:
    reason = text(f"factors.reason.{difference.bump}", language)
    yield text("factors.diff.head", language, old=difference.old, new=difference.new, reason=reason)
    yield from _sections(difference, language)


def _sections(difference: Difference, language: Language) -> Iterator[str]:
    """Each kind of change that there is: its name, how many, and the first of them."""
    sections: dict[str, Sequence[str]] = {
        "schema": difference.schema,
        "removed": difference.removed,
        "added": difference.added,
        "superseded": [f"{key} → {successor or '-'}" for key, successor in difference.superseded],
        **{
            name: [_change(change) for change in getattr(difference, name)]
            for name in ("corrected", "redefined", "restated", "source_text", "reworded")
        },
        "tables": [f"{table}.csv {key}: {what}" for table, key, what in difference.tables],
    }
    for name, lines in sections.items():
        if lines:
            yield text(f"factors.diff.{name}", language, count=len(lines))
            yield from (f"  {line}" for line in lines[:LISTED])
        if len(lines) > LISTED:
            yield "  " + text("factors.diff.more", language, count=len(lines) - LISTED)


def _change(change: Change) -> str:
    relative = "" if change.relative is None else f" ({100 * change.relative:+.3g} %)"
    return f"{change.id} {change.column}: {change.old or '-'} → {change.new or '-'}{relative}"
