"""Items as people name them: known ones by key, name or synonym, new ones by what is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from lca.errors import Finding, Severity
from lca.factors.items import Item
from lca.factors.user.reading import Reading


def spellings_of(items: Mapping[str, Item]) -> dict[str, Sequence[str]]:
    """Give every spelling with the keys that it may mean, for files of many rows."""
    found: dict[str, Sequence[str]] = {}
    for item in items.values():
        for spelling in dict.fromkeys(item.spellings):
            found[spelling] = (*found.get(spelling, ()), item.key)
    return found


def item_of(reading: Reading) -> str:
    """Give the key of the item that is named, or the text itself as a new item."""
    text = reading.record.cell("item")
    items = reading.table.items
    keys = (text,) if text in items else reading.spellings.get(text.casefold(), ())
    if len(keys) > 1:
        reading.refuse("F630", "item", keys)
    if keys or not text:
        return keys[0] if keys else ""
    near = () if reading.record.lenient else alike(text, items)
    if near:
        place = reading.record.at("item")
        finding = Finding("F631", {"item": text}, place, Severity.INFO, candidates=near)
        reading.findings.append(finding)
    return text


def alike(text: str, items: Iterable[str]) -> tuple[str, ...]:
    """Give the keys that a text may be a misspelling of; for thousands of rows, so not by difflib."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, list(items), scorer=fuzz.ratio, score_cutoff=80, limit=3)
    return tuple(key for key, _, _ in found)
