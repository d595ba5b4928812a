"""``zuji background list``: the processes of a database by words, or the databases of a folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.output import Format, FormatOption, emit, json_text, plain
from lca.cli.output import show as print_text

if TYPE_CHECKING:
    from rich.text import Text

    from lca.background.database import Background
    from lca.i18n import Language

CLOSE = 60.0
"""Score from which a name is like the words."""


def list_(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="A database, or a folder of some (文件夹).")
    ],
    words: Annotated[
        list[str] | None, typer.Argument(metavar="WORDS", help="Name or product (名称或产品).")
    ] = None,
    location: Annotated[
        str | None, typer.Option("--location", help="Only this place (地点).", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many (条数).")] = 20,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """List processes of a database, or databases (列出过程或数据库)."""
    from lca.background.store import open_background
    from lca.background.store.folder import is_database

    language = chosen(lang)
    if not is_database(folder):
        _databases(folder, language, format)
        return
    background = open_background(folder)
    found = matching(background, " ".join(words or ()), location)
    rows = [described(background, position) for position in found[:limit]]
    if format is Format.json:
        emit(json_text(rows), None)
    elif not rows:
        from lca.cli.background_summary import say

        tell(say("none_found", language, name=background.name))
    else:
        print_text(_listed(rows, len(found), language))


def matching(background: Background, words: str, location: str | None) -> list[int]:
    """Positions of processes whose name, product or id has all words, then of those that are like them."""
    from rapidfuzz import fuzz, process

    columns = [background.processes.column(name).to_pylist() for name in ("name", "product", "location")]
    places = [place.strip().casefold() for place in columns[2]]
    wanted = None if location is None else location.strip().casefold()
    able = [i for i, place in enumerate(places) if wanted in (None, place)]
    texts = [f"{columns[0][i]} {columns[1][i]}".casefold() for i in able]
    parts = words.casefold().split()
    if not parts:
        return sorted(able, key=lambda i: (columns[0][i].casefold(), places[i], i))
    whole = [k for k, one in enumerate(texts) if all(part in one for part in parts)]
    phrase = " ".join(parts)
    whole.sort(key=lambda k: (_place_of(phrase, texts[k]), len(texts[k]), texts[k], places[able[k]], k))
    seen = set(whole)
    hits = process.extract(
        words.casefold(), texts, scorer=fuzz.token_set_ratio, limit=200, score_cutoff=CLOSE
    )
    near = [k for _, _, k in sorted(hits, key=lambda hit: (-hit[1], hit[2])) if k not in seen]
    return [able[k] for k in whole] or [able[k] for k in near]


def _place_of(phrase: str, text: str) -> int:
    """0 where a text begins with the phrase, 1 where it has it, 2 where its words stand apart."""
    return 0 if text.startswith(phrase) else 1 if phrase in text else 2


def described(background: Background, position: int) -> dict[str, Any]:
    """A process as its row of the table says, without what else is known about it."""
    row: dict[str, Any] = background.processes.slice(position, 1).to_pylist()[0]
    return {key: row[key] for key in ("id", "name", "product", "location", "unit", "amount", "kind")}


def _listed(rows: Sequence[dict[str, Any]], count: int, language: Language) -> Text:
    from rich.text import Text

    from lca.cli.background_summary import say
    from lca.report.layout import paragraph
    from lca.report.page import WIDTH

    lines: list[Text] = []
    for row in rows:
        facts = [row["location"], row["unit"], row["product"] if row["product"] != row["name"] else ""]
        lines += paragraph(row["name"], WIDTH, style="bold")
        lines += paragraph(" · ".join(filter(None, facts)), WIDTH, 2)
        lines += paragraph(row["id"], WIDTH, 2, "dim italic")
    if len(rows) < count:
        lines += paragraph(say("found", language, shown=len(rows), count=f"{count:,}"), WIDTH, style="dim")
    return Text("\n").join(lines)


def _databases(folder: Path, language: Language, format: Format | None) -> None:
    from lca.background.store.folder import is_database
    from lca.errors import Finding, InputError, Location

    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    found = [database for database in inside if is_database(database)]
    if not found:
        raise InputError(Finding("B473", {}, Location(str(folder))))
    rows = [_database(one) for one in found]
    if format is Format.json:
        emit(json_text([{key: row[key] for key in row if key != "error"} for row in rows]), None)
        return
    from rich.text import Text

    print_text(Text("\n").join(line for row in rows for line in _database_lines(row, language)))


def _database(folder: Path) -> dict[str, Any]:
    """What a folder's manifest says; a damaged one says what is wrong with it."""
    from lca.background.store import open_background
    from lca.cli.background_stored import stored
    from lca.errors import InputError

    try:
        background = open_background(folder)
        beside = stored(background)
    except InputError as error:
        return {"folder": str(folder), "damage": [one.message() for one in error.findings], "error": error}
    counts = background.manifest["counts"]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        "folder": str(folder),
        "name": background.name,
        "format": background.manifest["format_read"],
        "sha256": background.sha256,
        "processes": counts.get("processes", 0),
        "flows": counts.get("flows", 0),
        "exchanges": sum(counts.get(f"exchanges_{one}", 0) for one in ("producing", "linked", "elementary")),
        "bytes": sum(path.stat().st_size for path in files),
        "solved": beside.solved,
        "methods": list(beside.methods),
        "samples": [plain(one) for one in beside.samples],
        "outdated": beside.outdated,
    }


def _database_lines(row: dict[str, Any], language: Language) -> Iterator[Text]:
    from lca.cli.background_summary import count, say
    from lca.report.layout import paragraph
    from lca.report.page import WIDTH

    if "error" in row:
        yield from paragraph(row["folder"], WIDTH, style="bold")
        for finding in row["error"].findings:
            yield from paragraph(f"{finding.code}: {finding.message(language)}", WIDTH, 2, "red")
        return
    told = {key: count(row[key]) for key in ("processes", "flows", "exchanges")}
    state = _state(row, language)
    yield from paragraph(f"{row['name']} · {row['folder']}", WIDTH, style="bold")
    yield from paragraph(say("database", language, size=_size(row["bytes"]), **told), WIDTH, 2)
    yield from paragraph(f"{row['format']} · {state} · SHA-256 {row['sha256'][:12]}", WIDTH, 2, "dim")


def _state(row: dict[str, Any], language: Language) -> str:
    from lca.cli.background_summary import count, say

    by = f" ({', '.join(row['methods'])})" if row["methods"] else ""
    parts = [say("solved" if row["solved"] else "unsolved", language) + by]
    parts += [say("sampled", language, **one | {"count": count(one["count"])}) for one in row["samples"]]
    if row["outdated"]:
        parts.append(say("outdated", language, count=row["outdated"]))
    return " · ".join(parts)


def _size(size: int) -> str:
    return f"{size / 1e6:,.1f} MB" if size >= 100_000 else f"{size / 1e3:,.0f} kB"
