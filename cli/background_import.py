"""``zuji background import``: a file of any known format becomes a folder that opens in milliseconds."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.background_progress import progress
from lca.cli.language import LanguageOption, chosen
from lca.cli.output import emit, json_text, show, write_atomically

if TYPE_CHECKING:
    import pyarrow as pa

    from lca.background.importing import ImportReport


SUFFIXES = (".csv", ".json", ".jsonl")


class SuppliersChoice(StrEnum):
    """What ``--suppliers`` takes."""

    geography = "geography"
    unique = "unique"


class UnsharedChoice(StrEnum):
    """What ``--unshared`` takes."""

    refuse = "refuse"
    whole = "whole"


def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="File, archive or folder (文件或文件夹).")],
    into: Annotated[Path, typer.Option("--into", metavar="FOLDER", help="New folder (目标文件夹).")],
    format: Annotated[
        str | None,
        typer.Option("--format", help="Format of FILE; else recognised (来源格式).", show_default=False),
    ] = None,
    database: Annotated[
        str | None,
        typer.Option(
            "--database",
            metavar="NAME",
            help="One database of a Brightway project; else all as one (项目中的某个数据库).",
            show_default=False,
        ),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option("--name", help="Name of the database; else that of FILE (名称).", show_default=False),
    ] = None,
    suppliers: Annotated[
        SuppliersChoice,
        typer.Option("--suppliers", help="Where several could supply: the nearest, or none (供应者)."),
    ] = SuppliersChoice.geography,
    unshared: Annotated[
        UnsharedChoice,
        typer.Option(
            "--unshared",
            help="Co-products without shares: refuse, or each carries the whole burden (无分配系数时).",
        ),
    ] = UnsharedChoice.refuse,
    report: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Every remark as .csv, .json or .jsonl (导入报告).",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a database that stands there (替换).")
    ] = False,
    lang: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary for programs (JSON 输出).")] = False,
) -> None:
    """Import a database: openLCA, ecoSpold, ILCD, SimaPro, Brightway (导入背景数据库)."""
    from lca.background.importing import import_database

    language = chosen(lang)
    if report is not None:
        _refuse(report)
    with progress(language) as tell:
        done = import_database(
            file,
            into,
            format=format,
            database=database,
            name=name,
            suppliers=suppliers.value,
            unshared=unshared.value,
            replace=replace,
            progress=tell,
        )
    if report is not None:
        _write_report(into, report)
    if as_json:
        emit(json_text(facts(done)), None)
        return
    from lca.cli.background_summary import render

    show(render(done, language))


def facts(done: ImportReport) -> dict[str, Any]:
    """What an import made, for programs."""
    background, gases = done.background, done.gases
    return {
        "name": background.name,
        "folder": background.folder,
        "sha256": background.sha256,
        "source": dict(background.manifest["source"]),
        "format": done.format,
        "suppliers": done.suppliers,
        "counts": dict(done.counts),
        "reasons": {kind: dict(codes) for kind, codes in done.reasons.items()},
        "greenhouse_gases": {
            "flows": len(gases),
            "gases": sorted(set(gases.gas)),
            "findings": [
                {"code": one.code, "severity": one.severity.value, "message": one.message()}
                for one in gases.findings
            ],
        },
    }


def _refuse(report: Path) -> None:
    """Raise InputError B476 for a report that cannot be written, before the long work begins."""
    from lca.errors import Finding, InputError, Location

    able = report.suffix.lower() in SUFFIXES and report.absolute().parent.is_dir() and not report.is_dir()
    if not able:
        raise InputError(Finding("B476", {"suffixes": ", ".join(SUFFIXES)}, Location(str(report))))


def _write_report(folder: Path, target: Path) -> None:
    from lca.background.store import open_report

    table = open_report(folder)
    suffix = target.suffix.lower()
    if suffix == ".json":
        write_atomically(target, json.dumps(_records(table), ensure_ascii=False, indent=1) + "\n")
    elif suffix == ".jsonl":
        lines = (json.dumps(one, ensure_ascii=False) + "\n" for one in _records(table))
        write_atomically(target, "".join(lines))
    else:
        write_atomically(target, _csv(table))


def _records(table: pa.Table) -> list[dict[str, Any]]:
    """Rows with what is empty left out; ``candidates`` and ``params`` as values."""
    rows = ({key: value for key, value in row.items() if value} for row in table.to_pylist())
    parsed = ("candidates", "params")
    return [
        {key: json.loads(value) if key in parsed else value for key, value in row.items()} for row in rows
    ]


def _csv(table: pa.Table) -> str:
    """For spreadsheets: with a byte order mark, and no cell that a spreadsheet would compute."""
    import csv
    import io

    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.column_names)
    columns = [table.column(name).to_pylist() for name in table.column_names]
    writer.writerows([_harmless(cell) for cell in row] for row in zip(*columns, strict=True))
    return "\ufeff" + buffer.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
