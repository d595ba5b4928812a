"""Declared footprints as rows of a user's factors.

A footprint becomes a factor of kind ``footprint`` in kg CO2e per declared unit, without biogenic uptake. The
value with it, the mass of the product, the share of primary data (percent) and the ratings (1 to 5) stay
beside it as properties, for ratings are no pedigree scores. The item is the first product id; the other ids
and the product's name are its synonyms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from lca.factors.user.columns import Record, Table
from lca.factors.user.payloads.declared import Declared
from lca.factors.user.payloads.reading import LAYOUTS, read_payloads
from lca.factors.user.payloads.spread import relative_sd, spread_of

RATINGS = ("technological", "geographical", "temporal")


def read_footprints(objects: Sequence[Mapping[str, Any]], file: str, path: str) -> Table:
    """Give a row of every footprint, and everything that is wrong with any."""
    found = read_payloads(objects, file, path)
    records = tuple(record_of(one) for one in found)
    return Table(records, tuple(finding for one in found for finding in one.findings))


def record_of(one: Declared) -> Record:
    """Give the row of a footprint; cells stay empty where something is missing."""
    title = LAYOUTS[one.format].title if one.format in LAYOUTS else one.format
    made = "PACT" if one.format.startswith("pact") else title
    value = one.per_unit
    cells = {
        "id": one.id,
        "item": one.ids[0] if one.ids else one.id if one.format.startswith("battery") else "",
        "name_en": one.name or one.id,
        "synonyms": "|".join([*one.ids[1:], one.name]),
        "unit": one.unit,
        "value": "" if value is None else plain(value),
        "gwp_set": one.gwp_set,
        "geography": one.geography,
        "scope": one.scope,
        "source": f"{made} product footprint: {one.name or one.id}",
        "publisher": one.company,
        "document": f"{made} {one.version}, {one.id}",
        "licence": "not stated; received from the data owner",
        "properties": properties_of(one),
        "distribution": distribution_of(one),
        "superseded_by": one.superseded_by,
        "notes": one.comment,
    }
    return Record(cells | times_of(one), one.place, {}, lenient=True)


def times_of(one: Declared) -> dict[str, str]:
    """Give year, period, publication and validity."""
    moments = {"published": one.created, "valid_from": one.valid_from, "valid_to": one.valid_to}
    found = {key: moment.date().isoformat() for key, moment in moments.items() if moment}
    found["year"] = str((one.end - timedelta(seconds=1)).year) if one.end else ""
    found["locator"] = f"{one.start.date()} / {one.end.date()}" if one.start and one.end else ""
    return found


def properties_of(one: Declared) -> str:
    """Give what stays beside the value: uptake, mass, primary share, ratings."""
    found: list[str] = []
    if one.amount and one.unit:
        if one.including is not None:
            including = plain(one.including / one.amount)
            found.append(f"value_including_biogenic_uptake={including} kg CO2e/{one.unit}")
        if one.mass:
            found.append(f"product_mass={plain(one.mass / one.amount)} kg/{one.unit}")
    if one.primary_share is not None:
        found.append(f"primary_data_share={plain(one.primary_share)} %")
    found += [f"{name}_dqr={plain(one.ratings[name])} 1" for name in RATINGS if name in one.ratings]
    return "; ".join(found)


def distribution_of(one: Declared) -> str:
    """Give the distribution that the payload states, in the words of a factor table."""
    spread, relative = spread_of(one.uncertainty, one.value), relative_sd(one.uncertainty, one.value)
    if spread is None or relative is None or one.per_unit is None:
        return ""
    if spread["type"] == "normal":
        return f"type=normal; sd={relative * abs(float(one.per_unit)):.12g}"
    return f"type=lognormal; sigma={spread['sigma']:.12g}"


def plain(number: Decimal) -> str:
    """Give a decimal without an exponent."""
    return f"{number:f}"
