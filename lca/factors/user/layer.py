"""A layer: the factors of one user's file, checked, with where each of them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from lca.errors import FactorError, Finding, Location, Severity, nearest
from lca.factors.columns import Row
from lca.factors.factor import factor_of
from lca.factors.items import Item
from lca.factors.schema import Factor, Layer, Origin
from lca.factors.table import FactorTable
from lca.factors.user.columns import Record, Table
from lca.factors.user.naming import spellings_of
from lca.factors.user.reading import Reading
from lca.factors.user.rows import duplicates, named, read_row
from lca.factors.user.spread import spread_of

if TYPE_CHECKING:
    from lca.distributions import Distribution

NAME = re.compile(r"[^\s/\\:;,]+(?: [^\s/\\:;,]+)*")
PUBLICATION = ("document", "publisher", "address", "licence", "redistribution")


@dataclass(frozen=True)
class UserFactors:
    """Factors of a user's own, to be laid over a release.

    ``rows`` are in the schema of factor tables and ``factors`` the same, typed; ``sources`` are their
    publications by key, ``items`` the items that the release lacks, ``places`` the places that its
    gazetteer lacks, ``where`` the place of each factor in its file. ``findings`` are no errors: a file
    with an error gives no layer.
    """

    layer: Layer
    rows: Sequence[Row]
    factors: Sequence[Factor]
    sources: Mapping[str, Row]
    items: Mapping[str, Item]
    places: Sequence[str]
    where: Mapping[str, Location]
    findings: tuple[Finding, ...] = ()

    def __len__(self) -> int:
        return len(self.factors)


def layer_of(table: Table, layer: Layer, base: FactorTable) -> UserFactors:
    """Give the layer of a table that was read.

    Raises:
        FactorError: with everything that is wrong with any of its cells; nothing is taken in part.

    """
    records, findings = named(table.records)
    findings = [*table.findings, *findings, *name_of(layer), *duplicates(records)]
    spellings = spellings_of(base.items)
    rows: list[Row] = []
    factors: list[Factor] = []
    sources: dict[str, Row] = {}
    for record in records:
        reading = Reading(record, base, spellings)
        row, spread = read_row(reading), spread_of(reading)
        findings += reading.findings
        source = source_of(record, layer.name, sources)
        rows.append(row | {"source": source["key"]})
        if not wrong(findings):
            made = factor_of(rows[-1], source)
            factors.append(made if spread is None else with_spread(made, spread))
    findings += supersession(records, rows, base)
    if wrong(findings):
        raise FactorError([finding for finding in findings if finding.severity is Severity.ERROR])
    return UserFactors(
        layer=replace(layer, count=len(rows)),
        rows=tuple(rows),
        factors=tuple(factors),
        sources=MappingProxyType(sources),
        items=MappingProxyType(new_items(records, rows, base)),
        places=tuple(
            dict.fromkeys(r["geography"] for r in rows if r["geography"] not in base.geography.places)
        ),
        where=MappingProxyType({record.cell("id"): record.place for record in records}),
        findings=tuple(findings),
    )


def wrong(findings: Sequence[Finding]) -> bool:
    """Whether there is an error among findings."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def with_spread(factor: Factor, spread: Distribution) -> Factor:
    """Give a factor with the distribution that its row states."""
    return replace(factor, distribution=spread, distribution_origin=Origin.SOURCE)


def name_of(layer: Layer) -> Iterator[Finding]:
    """Refuse the name of a layer that could not be cited."""
    if not NAME.fullmatch(layer.name):
        yield Finding("F641", {"name": layer.name}, Location(layer.file))


def source_of(record: Record, layer: str, known: dict[str, Row]) -> Row:
    """Give the publication of a row, one entry for rows that share it."""
    cells = {"title": record.cell("source")} | {name: record.cell(name) for name in PUBLICATION}
    cells |= {"redistribution": cells["redistribution"] or "not stated", "notes": ""}
    for row in known.values():
        if all(row[name] == text for name, text in cells.items()):
            return row
    key = f"{layer}:{len(known) + 1}"
    known[key] = {"key": key} | cells
    return known[key]


def new_items(records: Sequence[Record], rows: Sequence[Row], base: FactorTable) -> dict[str, Item]:
    """Give the items that the release lacks, with the names of their first row.

    A name that means an item of the release already stays with that one.
    """
    taken = {spelling for item in base.items.values() for spelling in item.spellings}
    found: dict[str, Item] = {}
    for record, row in zip(records, rows, strict=True):
        if row["item"] in base.items:
            continue
        names = {code: row[f"name_{code}"] for code in ("zh", "en")}
        free = {code: name for code, name in names.items() if name and name.casefold() not in taken}
        synonyms = [name.strip() for name in record.cell("synonyms").split("|") if name.strip()]
        known = found.get(row["item"])
        if known is None:
            own = tuple(name for name in synonyms if name.casefold() not in taken)
            name = MappingProxyType(free or {"en": row["item"]})
            found[row["item"]] = Item(row["item"], name, own, row["category"], row["unit"])
    return found


def supersession(records: Sequence[Record], rows: Sequence[Row], base: FactorTable) -> Iterator[Finding]:
    """Successors must be known, and no factor may follow itself."""
    following = {row["id"]: row["superseded_by"] for row in rows}
    for record, row in zip(records, rows, strict=True):
        successor, seen = row["superseded_by"], {row["id"]}
        if successor and successor not in following and successor not in base.by_id:
            near = nearest(successor, following)
            params = {"cell": successor}
            yield Finding("F643", params, record.at("superseded_by"), candidates=near)
        while successor:
            if successor in seen:
                yield Finding("F644", {"id": row["id"]}, record.at("superseded_by"))
                break
            seen.add(successor)
            successor = following.get(successor, "")
