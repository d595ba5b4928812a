"""Checks across rows: supersession, validity, GWP sets that do not mix, masses against totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from lca.errors import Finding
from lca.factors.columns import NOT_STATED, NUMERATORS, Row, day, decimal, entries, kg_co2e
from lca.factors.line import Known, Line

# Two rows that agree in all of these give the same number for the same thing and year.
SERIES: Final = (
    *("kind", "item", "variant", "supply", "geography", "reference_year", "unit", "calorific_basis"),
    *("delivery_point", "life_cycle_scope", "carbon", "gwp_set", "source"),
)
SAME: Final = ("kind", "item", "geography")


def supersession(lines: Sequence[Line], known: Known) -> Iterator[Finding]:
    """Chains of ``superseded_by`` end, and lead to the same kind, item and place."""
    for line in lines:
        successor = known.ids.get(line.row["superseded_by"])
        if successor is None:
            continue
        cycle = loop(line.row, known.ids)
        if cycle:
            yield line.finding("F118", "superseded_by", cycle=" → ".join(cycle))
        differs = [column for column in SAME if successor[column] != line.row[column]]
        if differs:
            yield line.finding("F128", "superseded_by", columns=", ".join(differs))


def loop(row: Row, ids: Mapping[str, Row]) -> tuple[str, ...]:
    """Give the ids of the loop that the chain of successors of a row runs back to itself, or nothing."""
    chain = [row["id"]]
    while following := ids.get(chain[-1], {}).get("superseded_by", ""):
        if following == chain[0]:
            return (*chain, following)
        if following in chain:  # a loop further on, which its own rows report
            return ()
        chain.append(following)
    return ()


def validity(lines: Sequence[Line], known: Known) -> Iterator[Finding]:
    """No row ends before it begins, and no two rows of one series hold at the same time.

    A row without an end holds until its successor begins.
    """
    series: dict[tuple[str, ...], list[tuple[date, date, Line]]] = defaultdict(list)
    for line in lines:
        dates = period(line.row, known)
        if dates is None:
            continue
        if dates[0] > dates[1]:
            yield line.finding("F125", "valid_to", start=line.row["valid_from"])
        else:
            series[tuple(line.row[column] for column in SERIES)].append((*dates, line))
    for rows in series.values():
        yield from overlaps(sorted(rows, key=lambda row: (row[0], row[1], row[2].place)))


def period(row: Row, known: Known) -> tuple[date, date] | None:
    """Give the first and the last day of a row; None where no first day is stated or a date is unreadable."""
    try:
        start, end = day(row["valid_from"]), day(row["valid_to"])
        follows = day(known.ids.get(row["superseded_by"], {}).get("valid_from", ""))
    except ValueError:
        return None
    if start is None:
        return None
    if end is None and follows is not None and follows > start:
        end = date.fromordinal(follows.toordinal() - 1)
    return start, end or date.max


def overlaps(rows: Sequence[tuple[date, date, Line]]) -> Iterator[Finding]:
    """Give a finding for every row that begins while one before it still holds."""
    last: tuple[date, Line] | None = None
    for start, end, line in rows:
        if last and start <= last[0] and line.row["id"] != last[1].row["id"]:
            params = {"other": last[1].row["id"], "place": last[1].place, "until": last[0].isoformat()}
            yield line.finding("F117", "valid_from", **params)
        if last is None or end > last[0]:
            last = (end, line)


def gwp_sets(lines: Sequence[Line], known: Known) -> Iterator[Finding]:
    """One publication either states the GWP set of its CO2e or does not; sums never mix two sets."""
    stated: dict[str, str] = {}
    for line in lines:
        if counts_co2e(line.row) and line.row["gwp_set"] not in ("", NOT_STATED):
            stated.setdefault(line.row["source"], line.row["gwp_set"])
    for line in lines:
        other = stated.get(line.row["source"])
        if counts_co2e(line.row) and line.row["gwp_set"] in ("", NOT_STATED) and other:
            yield line.finding("F123", "gwp_set", other=other)
        yield from mixed_sum(line, known)


def mixed_sum(line: Line, known: Known) -> Iterator[Finding]:
    """Check that a derived sum and its parts stand under one GWP set."""
    parts = [known.ids[name] for name in line.row["derived_from"].split("; ") if name in known.ids]
    sets = {row["gwp_set"] or NOT_STATED for row in (*parts, line.row) if counts_co2e(row)}
    if parts and len(sets) > 1:
        yield line.finding("F123", "gwp_set", other=", ".join(sorted(sets)))


def counts_co2e(row: Row) -> bool:
    """Whether the number of a row is CO2 equivalent and so stands under some GWP set."""
    return bool(row["value"]) and row["numerator"].endswith("CO2e") and row["kind"] != "gwp"


def masses(lines: Sequence[Line], known: Known) -> Iterator[Finding]:
    """Masses of gas under the row's own GWP set meet its published total within printed rounding."""
    values = {
        (row["gwp_set"], row["item"]): row["value"]
        for row in known.ids.values()
        if row["kind"] == "gwp" and row["variant"] == "default"
    }
    for line in lines:
        try:
            yield from masses_of(line, values)
        except (ValueError, KeyError):
            continue  # the cell itself has its finding already


def masses_of(line: Line, values: Mapping[tuple[str, str], str]) -> Iterator[Finding]:
    """Recompute one row; masses may stay below a total of all gases, and must meet one of just them."""
    row = line.row
    total = kg_co2e(row)
    if total is None or not row["gases"] or not counts_co2e(row):
        return
    parts = [(text, values.get((row["gwp_set"], gas))) for gas, text in entries(row["gases"])]
    known = [(decimal(text), half(text), decimal(gwp)) for text, gwp in parts if gwp]
    if len(known) < len(parts):
        return
    summed = sum((mass * gwp for mass, _, gwp in known), Decimal(0))
    slack = half(row["value"]).scaleb(NUMERATORS[row["numerator"]])
    slack += sum((rounding * gwp for _, rounding, gwp in known), Decimal(0))
    if summed - total > slack or (row["gas_coverage"] != "all" and total - summed > slack):
        yield line.finding("F127", "gases", total=f"{summed.normalize():f}", value=f"{total:f}")


def half(text: str) -> Decimal:
    """Give half a unit in the last printed place of a decimal: what rounding may have hidden."""
    return Decimal((0, (5,), int(decimal(text).as_tuple().exponent) - 1))


TABLE_RULES: tuple[Callable[[Sequence[Line], Known], Iterator[Finding]], ...] = (
    supersession,
    validity,
    gwp_sets,
    masses,
)
