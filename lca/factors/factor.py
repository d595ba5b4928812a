"""From the text cells of a row to a factor: numbers, masses of gas, distributions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from lca.factors.columns import NOT_STATED, Row, day, decimal, entries, kg_co2e
from lca.factors.schema import Factor, FactorKind, Origin, Property, Source, frozen

if TYPE_CHECKING:
    from lca.distributions import Distribution
    from lca.pedigree import Pedigree

# GWP100 that turns a published CO2e part back into a mass of gas, by the set it was published under.
# DESNZ 2025 states AR5 without feedback and uses CH4 28, N2O 265 (IPCC AR5 WG1 table 8.A.1).
PART_GWP = MappingProxyType({"AR5": MappingProxyType({"co2": 1, "ch4": 28, "n2o": 265})})
Z95, Z90 = 1.959963984540054, 1.6448536269514722


def factor_of(row: Row, source: Row) -> Factor:
    """Give the factor of one row; the row was checked when the release was built."""
    parts = numbers(row["co2e_by_gas"])
    value = kg_co2e(row)
    spread = distribution(row)
    return Factor(
        id=row["id"],
        revision=int(row["revision"]),
        kind=FactorKind(row["kind"]),
        item=row["item"],
        name=names(row),
        category=row["category"],
        geography=row["geography"],
        reference_year=int(row["reference_year"]) if row["reference_year"] else None,
        published=day(row["published"]),
        valid_from=day(row["valid_from"]),
        valid_to=day(row["valid_to"]),
        superseded_by=row["superseded_by"] or None,
        unit=row["unit"],
        unit_published=row["unit_published"],
        value=None if value is None else float(value),
        gases=frozen(numbers(row["gases"]) or masses(row, parts)),
        co2e_by_gas=frozen(parts),
        properties=properties(row["properties"]),
        gwp_set=None if row["gwp_set"] in ("", NOT_STATED) else row["gwp_set"],
        carbon=row["carbon"],
        life_cycle_scope=row["life_cycle_scope"],
        gas_coverage=row["gas_coverage"],
        calorific_basis=row["calorific_basis"] or None,
        delivery_point=row["delivery_point"] or None,
        supply=row["supply"] or None,
        variant=row["variant"] or None,
        distribution=spread,
        distribution_origin=Origin.SOURCE if spread else None,
        gas_distributions=MappingProxyType({row["spread_of"]: spread} if spread and is_gas(row) else {}),
        quality=pedigree(row["pedigree"]),
        derived_from=tuple(filter(None, row["derived_from"].split("; "))),
        preference=int(row["preference"]),
        source=source_of(row, source),
        status=row["status"],
        currency_year=int(row["currency_year"]) if row["currency_year"] else None,
    )


def is_gas(row: Row) -> bool:
    """Whether the published limits are those of one gas and not of the value."""
    return row["spread_of"] not in ("", "value")


def names(row: Row) -> Mapping[str, str]:
    """Give the names that are given, by language."""
    return MappingProxyType({code: row[f"name_{code}"] for code in ("zh", "en") if row[f"name_{code}"]})


def numbers(cell: str) -> dict[str, float]:
    """Gas to number."""
    return {gas: float(decimal(text)) for gas, text in entries(cell)}


def masses(row: Row, parts: Mapping[str, float]) -> dict[str, float]:
    """Give kg of gas per unit from the published parts: part / GWP100 of the set they were published under.

    Empty where the set is another, or where a part is no mass (aviation with radiative forcing).
    """
    known = PART_GWP.get(row["gwp_set"])
    if known is None or "radiative_forcing" in row["life_cycle_scope"]:
        return {}
    return {gas: part / known[gas] for gas, part in parts.items()}


def properties(cell: str) -> Mapping[str, Property]:
    """Property name to its published number and unit."""
    split = {name: text.partition(" ") for name, text in entries(cell)}
    return MappingProxyType({name: Property(number, unit) for name, (number, _, unit) in split.items()})


def distribution(row: Row) -> Distribution | None:
    """Give the published spread as a dimensionless multiplier of median or mean 1.

    95 % limits (IPCC 2006, asymmetric): lognormal with the published value as median and
    σ = ln(high / low) / (2 · 1.96), which never goes below zero and keeps the width of the limits.
    90 % limits (AR6 GWP, symmetric): normal with sd = (high − low) / (2 · 1.645) relative to the value.
    A literature range is no distribution: it stays in the table and gives None.
    """
    if row["spread"] not in ("limits95", "limits90"):
        return None
    from lca.distribution_spec import ln
    from lca.distributions import Lognormal, Normal

    low, high = float(decimal(row["spread_low"])), float(decimal(row["spread_high"]))
    if row["spread"] == "limits95":
        return Lognormal(0.0, ln(high / low) / (2 * Z95))
    return Normal(1.0, (high - low) / (2 * Z90) / float(decimal(row["value"])))


def pedigree(cell: str) -> Pedigree | None:
    """Five scores ``1 2 3 4 5`` in the order of the pedigree matrix."""
    if not cell:
        return None
    from lca.pedigree import Pedigree

    return Pedigree(*(int(score) for score in cell.split()))


def source_of(row: Row, source: Row) -> Source:
    """Give the publication with what the row says about its place in it."""
    return Source(
        title=source["title"],
        document=source["document"],
        publisher=source["publisher"],
        address=source["address"],
        locator=row["locator"],
        licence=source["licence"],
        redistribution=source["redistribution"],
        verification=row["verification"],
        notes=" ".join(filter(None, (row["notes"], source["notes"]))),
    )
