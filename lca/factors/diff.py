"""What changed between two releases, and which version the newer one must carry.

Semantic versioning of data: **major** where a factor was removed, an id changed its meaning (kind, item,
unit, place, year, carbon, scope, basis) or the schema changed; **minor** where factors were added,
superseded or their numbers corrected; **patch** where only words changed; **none** where nothing did.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from lca.errors import FactorError, Finding
from lca.factors.columns import NUMERATORS, Row, decimal, entries
from lca.factors.release import Cells, read_cells

VALUES: Final = (
    *("value", "numerator", "gases", "co2e_by_gas", "properties"),
    *("spread", "spread_low", "spread_high", "spread_of"),
)
MEANING: Final = (
    *("kind", "item", "unit", "variant", "supply", "geography", "reference_year", "currency_year", "carbon"),
    *("life_cycle_scope", "gas_coverage", "calorific_basis", "delivery_point"),
)
WORDS: Final = (
    *("revision", "name_en", "name_zh", "unit_published", "locator"),
    *("status", "verification", "notes", "source"),
)
SOURCE: Final = ("source", "locator")


class Bump(StrEnum):
    """How far a version has to move."""

    NONE = "none"
    PATCH = "patch"
    MINOR = "minor"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of one factor, or one part of it (``gases.co2``); ``relative`` is new / old − 1."""

    id: str
    column: str
    old: str
    new: str
    relative: float | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two releases; ids are sorted.

    ``superseded`` are (id, successor) where the older release named another successor or none;
    ``corrected`` are numbers, ``redefined`` what an id means, ``source_text`` where a number stands and
    what its publication is called, ``reworded`` every other cell; ``tables`` are rows of the small
    tables as (table, key, what).
    """

    old: str
    new: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    superseded: tuple[tuple[str, str], ...] = ()
    corrected: tuple[Change, ...] = ()
    redefined: tuple[Change, ...] = ()
    restated: tuple[Change, ...] = ()
    source_text: tuple[Change, ...] = ()
    reworded: tuple[Change, ...] = ()
    schema: tuple[str, ...] = ()
    tables: tuple[tuple[str, str, str], ...] = field(default=())

    @property
    def bump(self) -> Bump:
        """How far the version has to move."""
        small = {(table, what) for table, _, what in self.tables}
        if self.removed or self.redefined or self.schema or any(what == "removed" for _, what in small):
            return Bump.MAJOR
        patch_only = {("sources", "changed")}
        if self.added or self.superseded or self.corrected or self.restated or small - patch_only:
            return Bump.MINOR
        return Bump.PATCH if self.source_text or self.reworded or small else Bump.NONE


def diff(old: Cells | Path, new: Cells | Path) -> Difference:
    """Compare two releases, given as files or as cells.

    Raises:
        FactorError: a file is no release.

    """
    before = old if isinstance(old, Cells) else read_cells(old)
    after = new if isinstance(new, Cells) else read_cells(new)
    olds, news = {row["id"]: row for row in before.rows}, {row["id"]: row for row in after.rows}
    both = sorted(olds.keys() & news.keys())
    changes = [change for key in both for change in between(olds[key], news[key])]
    texts = [*changes, *publications(before, after)]
    return Difference(
        old=before.version,
        new=after.version,
        added=tuple(sorted(news.keys() - olds.keys())),
        removed=tuple(sorted(olds.keys() - news.keys())),
        superseded=tuple((c.id, c.new) for c in changes if c.column == "superseded_by"),
        corrected=tuple(c for c in changes if c.column.partition(".")[0] in VALUES),
        redefined=tuple(c for c in changes if c.column in MEANING),
        restated=tuple(c for c in changes if restated(c.column)),
        source_text=tuple(c for c in texts if c.column.partition(".")[0] in SOURCE),
        reworded=tuple(c for c in changes if c.column in WORDS and c.column not in SOURCE),
        schema=columns(before.columns, after.columns),
        tables=tuple(small_changes(before, after)),
    )


def restated(column: str) -> bool:
    """Whether a column is neither number, meaning, words nor succession: dates, GWP set, preference."""
    return column.partition(".")[0] not in (*VALUES, *MEANING, *WORDS, "superseded_by")


def columns(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Columns that went (``-name``) and came (``+name``), or that only stand in another order."""
    if old != new and set(old) == set(new):
        return ("order",)
    gone = (f"-{name}" for name in old if name not in new)
    return (*gone, *(f"+{name}" for name in new if name not in old))


def between(old: Row, new: Row) -> Iterator[Change]:
    """Changes of one factor, over the columns that both schemas have."""
    for column in old:
        if column not in new or old[column] == new[column]:
            continue
        if column in ("gases", "co2e_by_gas", "properties"):
            yield from parts(old, new, column)
        else:
            relative = ratio(scaled(old), scaled(new)) if column == "value" else None
            yield Change(new["id"], column, old[column], new[column], relative)


def parts(old: Row, new: Row, column: str) -> Iterator[Change]:
    """Changes of one cell of pairs, one a part."""
    before, after = dict(entries(old[column])), dict(entries(new[column]))
    for name in sorted(before.keys() | after.keys()):
        texts = before.get(name, ""), after.get(name, "")
        if texts[0] != texts[1]:
            relative = ratio(*(text.partition(" ")[0] for text in texts))
            yield Change(new["id"], f"{column}.{name}", *texts, relative)
    if before == after:  # the same parts, spelt or ordered otherwise
        yield Change(new["id"], "notes", old[column], new[column])


def scaled(row: Row) -> str:
    """Give the value in kg CO2e as text, so that g and kg compare."""
    return str(decimal(row["value"]).scaleb(NUMERATORS[row["numerator"]])) if row["value"] else ""


def ratio(old: str, new: str) -> float | None:
    """New over old minus one; None where one is missing or the old one is zero."""
    if not old or not new or not decimal(old):
        return None
    return float(decimal(new) / decimal(old) - 1)


def publications(old: Cells, new: Cells) -> Iterator[Change]:
    """Changed text of publications that both releases cite."""
    before, after = keyed(old, "sources"), keyed(new, "sources")
    for key in sorted(before.keys() & after.keys()):
        for column, text in before[key].items():
            if text != after[key].get(column, text):
                yield Change(key, f"source.{column}", text, after[key][column])


def small_changes(old: Cells, new: Cells) -> Iterator[tuple[str, str, str]]:
    """Rows of the small tables that came, went or changed."""
    for name in sorted(old.small.keys() | new.small.keys()):
        before, after = keyed(old, name), keyed(new, name)
        for key in sorted(before.keys() | after.keys()):
            if before.get(key) != after.get(key):
                what = "added" if key not in before else "removed" if key not in after else "changed"
                yield name, key, what


def keyed(cells: Cells, name: str) -> Mapping[str, Row]:
    """Rows of a small table by their first cell."""
    return {next(iter(row.values())): row for row in cells.small.get(name, ())}


def numbers(version: str) -> tuple[int, int, int]:
    """Give a version as three numbers; FactorError otherwise."""
    found = version.split(".")
    if len(found) != 3 or not all(part.isascii() and part.isdecimal() for part in found):
        raise FactorError(Finding("F502", {"version": version}))
    major, minor, patch = (int(part) for part in found)
    return major, minor, patch


def proposed(version: str, bump: Bump) -> str:
    """Give the lowest version that may follow ``version`` after changes of this weight."""
    major, minor, patch = numbers(version)
    following = {
        Bump.NONE: (major, minor, patch),
        Bump.PATCH: (major, minor, patch + 1),
        Bump.MINOR: (major, minor + 1, 0),
        Bump.MAJOR: (major + 1, 0, 0),
    }
    return ".".join(map(str, following[bump]))
