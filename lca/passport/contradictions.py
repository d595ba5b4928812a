"""Where a statement contradicts the result or itself: the wrong mass, too much carbon, two places, capture.

The commonest mistake is a mass of the whole product beside a number for one kilogram or kilowatt hour of it:
the payload is valid, and every reader who divides one by the other is wrong by the size of the product.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from lca.errors import Finding, Location
from lca.passport.facts_numbers import RATIO_DIGITS, chosen_unit, common_unit, kilograms
from lca.passport.numbers import plain, significant
from lca.passport.statement import Statement
from lca.results.footprint import Footprint, Unit

SAME_MASS = Decimal("0.02")
"""A stated mass may differ from that of the result's units by this share: masses are weighed and rounded."""
DIGITS = 6


def contradictions(footprint: Footprint, statement: Statement) -> Iterator[Finding]:
    """What stands in the way of any payload: P126 mass, P127 carbon, P128 place, P109 capture."""
    yield from _mass(footprint, statement)
    yield from _carbon(footprint, statement)
    place, capture = statement.geography, statement.capture
    if place.country and place.subdivision and not place.subdivision.startswith(f"{place.country}-"):
        params = {"subdivision": place.subdivision, "country": place.country}
        yield Finding("P128", params, _at("geography.subdivision"))
    if capture and not capture.included:
        for key in ("captured", "removed"):
            if getattr(capture, key) is not None:
                yield Finding("P109", {"field": key}, _at(f"capture.{key}"))


def mass_of_unit(footprint: Footprint, statement: Statement) -> Decimal | None:
    """Mass in kg of the declared amount as the result has it; None where none of its units is a mass.

    It is the amount itself of a unit of mass. Any other follows from a unit of mass of the same product, for
    both say how much of the product they are.
    """
    one, _ = chosen_unit(footprint, statement.unit)
    for other in (one, footprint.unit, *footprint.alternative_units):
        mass = _kilograms(other)
        if mass and other.reference_flow and _flow(other) == _flow(one):
            return significant(mass * one.reference_flow / other.reference_flow, RATIO_DIGITS)
    return None


def _mass(footprint: Footprint, statement: Statement) -> Iterator[Finding]:
    stated, own = kilograms(statement.product.mass), mass_of_unit(footprint, statement)
    if stated is None or own is None or abs(stated - own) <= SAME_MASS * own:
        return
    one, _ = chosen_unit(footprint, statement.unit)
    unit = f"{one.amount:g} {one.unit} {one.of.get(statement.language)}"
    params = {"stated": plain(stated), "found": plain(significant(float(own), DIGITS)), "unit": unit}
    yield Finding("P126", params, _at("product.mass"))


def _carbon(footprint: Footprint, statement: Statement) -> Iterator[Finding]:
    """Carbon weighs no more than what it is in, and recycled carbon is part of the fossil and biogenic."""
    content, mass = statement.product.carbon_content, kilograms(statement.product.mass)
    fossil, biogenic, recycled = (
        kilograms(one) for one in (content.fossil, content.biogenic, content.recycled)
    )
    most = mass if mass is not None else mass_of_unit(footprint, statement)
    held = (fossil or Decimal(0)) + (biogenic or Decimal(0))
    if most and held > most:
        yield _too_much("carbon_content", held, "product.mass", most)
    if None not in (fossil, biogenic, recycled) and recycled is not None and recycled > held:
        yield _too_much("carbon_content.recycled", recycled, "carbon_content.fossil + biogenic", held)


def _too_much(field: str, value: Decimal, of: str, most: Decimal) -> Finding:
    params = {"field": field, "value": plain(value), "of": of, "most": plain(most)}
    return Finding("P127", params, _at(f"product.{field}"))


def _kilograms(one: Unit) -> float | None:
    word, amount = common_unit(one.unit, one.amount)
    return float(amount) if word == "kilogram" and amount is not None else None


def _flow(one: Unit) -> tuple[str, str]:
    """What the reference flow of a unit is an amount of."""
    return one.reference_product, one.reference_flow_unit


def _at(key: str) -> Location:
    return Location("<statement>", path=key)
