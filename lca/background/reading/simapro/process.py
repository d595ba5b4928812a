"""One process of SimaPro: its products or its waste, its exchanges, its allocation."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

from lca.background.reading.elements import kept
from lca.background.reading.notes import MADE, Flows, Notes
from lca.background.reading.simapro.blocks import Block
from lca.background.reading.simapro.dialect import Row
from lca.background.reading.simapro.exchanges import TECHNOSPHERE, Reader, product
from lca.background.reading.simapro.parameters import Scope, own_scope
from lca.background.reading.simapro.substances import COMPARTMENTS, Substances
from lca.background.reading.simapro.waste import passed_on
from lca.background.records import Consequence, Dataset, Exchange, FlowKind, Role

TAKEN_IN = ("Waste treatment", "Waste scenario")
UNSAID = ("", "unspecified", "unknown")
_BRACES = re.compile(r"\{([^{}]+)\}")
_SLASH = re.compile(r"/([A-Z][A-Za-z0-9-]{1,7})(?:/I)?(?: [US])?$")


def process_of(
    block: Block, shared: Scope, substances: Substances, file: str, flows: Flows, notes: Notes
) -> Dataset | None:
    """Give a data set; None, with a remark, without a usable product or waste (B205).

    Remarks: those of its rows and parameters, B266 shares that do not add up, B267 an intake of waste that
    is stated as negative, B276 a waste scenario by kinds of waste.
    """
    rows = block.section("Products") + block.section(*TAKEN_IN)
    names = [row.cell(0) for row in rows if row.cell(0)]
    about, name = block.about, block.about.get("Process name") or "; ".join(names)
    id = identity(about) or "; ".join(names) or f"{file}:{block.line}"
    notes = notes.at(notes.place, id)
    reader = Reader(own_scope(block, shared, notes), substances, flows, notes)
    references = _references(block, reader)
    body = [
        exchange
        for section in (*TECHNOSPHERE, *COMPARTMENTS)
        for exchange in reader.exchanges(section, block.section(section))
    ]
    passed = passed_on(block, references, reader)
    notes.settle()
    if passed is None:
        return None
    if not references or len(references) < len(names):
        notes.remark("B205", Consequence.DATASET_LEFT_OUT, line=block.line, name=name)
        return None
    return Dataset(
        id=id,
        name=name,
        location=location_of(names, about.get("Geography", "")),
        exchanges=(*references, *body, *passed),
        file=file,
        shares=_shares(block, references, reader),
        about=_about(block, rows),
    )


def identity(about: Mapping[str, str]) -> str:
    """The identifier of a process; empty where it has none (SimaPro may write two quotes)."""
    told = (about.get(key, "").strip("\"' ") for key in ("Process identifier", "PlatformId"))
    return next(filter(None, told), "")


def location_of(names: list[str], geography: str) -> str:
    """The place in the name of a product, else what the process says of its geography, if anything."""
    for name in names:
        found = _BRACES.search(name) or _SLASH.search(name)
        if found:
            return found.group(1).strip()
    return "" if geography.casefold() in UNSAID else geography


def _references(block: Block, reader: Reader) -> list[Exchange]:
    made = [_reference(row, True, reader) for row in block.section("Products")]
    made += [_reference(row, False, reader) for row in block.section(*TAKEN_IN)]
    return [reference for reference in made if reference is not None]


def _reference(row: Row, output: bool, reader: Reader) -> Exchange | None:
    entry = reader.entry(row)
    amount = None if entry is None else reader.amount(entry)
    if entry is None or amount is None:
        return None
    if amount == 0:
        consequence = Consequence.EXCHANGE_LEFT_OUT
        reader.notes.remark("B207", consequence, exchange=entry.name, line=row.line, product=entry.name)
        return None
    if amount < 0 and not output:
        consequence = Consequence.ASSUMED
        reader.notes.remark("B267", consequence, exchange=entry.name, line=row.line, amount=amount)
        amount = -amount
    flow = product(entry.name, entry.unit)
    reader.flows.add(flow if output else replace(flow, kind=FlowKind.WASTE), MADE)
    return Exchange(flow.id, Role.REFERENCE, output, amount, entry.unit, place=f"{row.line}")


def _shares(block: Block, references: list[Exchange], reader: Reader) -> Mapping[str, float]:
    """Give product to share of the burden, from percentages; they are scaled where they miss 100 %."""
    if len(references) < 2:
        return {}
    shares: dict[str, float] = {}
    named = [row for row in block.section("Products") if row.cell(0)]
    for row, reference in zip(named, references, strict=False):
        entry = reader.entry(row)
        written = entry.rest[0].removesuffix("%").strip() if entry and entry.rest else ""
        share = reader.scope.amount(written)
        shares[reference.flow] = share if isinstance(share, float) else math.nan
    total = math.fsum(shares.values())
    if not total > 0 or any(share < 0 for share in shares.values()):
        reader.notes.remark("B268", Consequence.NOTED, line=block.line)
        return {}
    if not math.isclose(total, 100, rel_tol=2e-3):
        reader.notes.remark("B266", Consequence.ASSUMED, line=block.line, total=total)
    return {flow: share / total for flow, share in shares.items()}


def _about(block: Block, rows: list[Row]) -> dict[str, str]:
    about = block.about
    said = {key: value for key, value in about.items() if value.casefold() not in UNSAID}
    return kept(
        type=" ".join(filter(None, (said.get("Category type", ""), said.get("Type", "")))),
        category=next((cell for row in rows for cell in row.cells[3:6] if "\\" in cell), ""),
        period=said.get("Time period", ""),
        technology=said.get("Technology", ""),
        comment=said.get("Comment", ""),
        infrastructure=said.get("Infrastructure", ""),
        reference=said.get("Literature references", ""),
    )
