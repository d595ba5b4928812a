"""Facts that are numbers: the unit, the emissions with their parts, stages, quality; rounded once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from lca.errors import Finding, InputError, Location, UnitError, nearest
from lca.passport.facts_parts import Emissions, FurtherUnit, Quality, Stages, StatedFacts, UnitFacts
from lca.passport.numbers import balanced, places, rounded, significant, trimmed
from lca.passport.statement import Statement
from lca.results.footprint import CATEGORIES, STAGES, AlternativeUnit, Contribution, Footprint, Unit
from lca.units import quantity, unit

_COMMON = (
    ("kilogram", "kg"),
    ("cubic meter", "m3"),
    ("megajoule", "MJ"),
    ("ton kilometer", "t·km"),
    ("square meter", "m2"),
    ("piece", "item"),
    ("hour", "h"),
)
_AS_WRITTEN = {
    "L": "liter",
    "mL": "liter",
    "kWh": "kilowatt hour",
    "MWh": "kilowatt hour",
    "GWh": "kilowatt hour",
}
_AS_WRITTEN_UNIT = {"liter": "L", "kilowatt hour": "kWh"}
RATIO_DIGITS = 12
SAME = 1e-9
"""Parts of a result may differ from its total by this share of what they are added of."""
GATE = ("raw_material_acquisition", "production")
PERCENT_PLACES = QUALITY_PLACES = 2


def chosen_unit(footprint: Footprint, wanted: str | None) -> tuple[Unit, float]:
    """The unit that the statement chooses and the total for it; the result's own where it chooses none.

    Raises:
        InputError: P121 the result has no further unit of this id.
    """
    if wanted is None:
        return footprint.unit, footprint.total.value
    found = [one for one in footprint.alternative_units if one.id == wanted]
    if not found:
        ids = [one.id for one in footprint.alternative_units]
        params = {"unit": wanted, "known": ", ".join(ids) or "-"}
        place = Location("<statement>", path="unit")
        raise InputError(Finding("P121", params, place, candidates=nearest(wanted, ids)))
    return found[0], found[0].value


def unit_facts(one: Unit, stated: Statement, further: str | None) -> UnitFacts:
    """The declared unit; its mass is the statement's, else that of a result whose unit is a mass."""
    common, amount = common_unit(one.unit, one.amount)
    mass = kilograms(stated.product.mass)
    if mass is None and common == "kilogram":
        mass = amount
    if mass is None and one.mass_kg is not None:
        mass = significant(one.mass_kg, RATIO_DIGITS)
    life = one.service_life
    return UnitFacts(
        id=further,
        kind=one.kind,
        amount=significant(one.amount, RATIO_DIGITS),
        text=one.unit,
        of=one.of.get(stated.language),
        common=common,
        common_amount=amount,
        mass_kg=mass,
        service_life=f"{life.amount:g} {life.unit}" if life else None,
    )


def common_unit(text: str, amount: float) -> tuple[str | None, Decimal | None]:
    """The word that exchange formats share for a unit, and the amount in it; None, None for another unit."""
    try:
        read = unit(text)
    except UnitError:
        return None, None
    word = _AS_WRITTEN.get(text)
    if word is not None:
        scale = read.scale / unit(_AS_WRITTEN_UNIT[word]).scale
        return word, significant(amount * scale, RATIO_DIGITS)
    for word, engine in _COMMON:
        if unit(engine).dimension == read.dimension:
            return word, significant(amount * read.scale / unit(engine).scale, RATIO_DIGITS)
    return None, None


def kilograms(text: str | None) -> Decimal | None:
    """A stated mass in kg."""
    return None if text is None else significant(quantity(text, like="kg").to("kg"), RATIO_DIGITS)


def kilograms_co2e(text: str | None) -> Decimal | None:
    """A stated mass of CO2e in kg."""
    return None if text is None else significant(quantity(text, like="kg CO2e").to("kg CO2e"), RATIO_DIGITS)


def consistent(footprint: Footprint) -> tuple[Finding, ...]:
    """Whether categories, included stages and lines add up to the total; a changed result does not (P124).

    Further units of the same product are held against it too, by how much of the product they are.
    """
    whole = footprint.total.value
    sums = {
        "categories": [part.value for part in footprint.categories],
        "stages": [stage.value for stage in footprint.stages if stage.included],
        "contributions": [line.value for line in footprint.contributions],
    }
    size = math.fsum(abs(line.value) for line in footprint.contributions)
    found = {key: math.fsum(values) for key, values in sums.items()}
    return tuple(
        Finding(
            "P124",
            {"part": key, "sum": f"{one:.10g}", "total": f"{whole:.10g}"},
            Location("<result>", path=key),
        )
        for key, one in found.items()
        if abs(one - whole) > SAME * max(size, abs(whole))
    ) + tuple(_further_units(footprint, size))


def _further_units(footprint: Footprint, size: float) -> Iterator[Finding]:
    own, whole = footprint.unit, footprint.total.value
    for one in footprint.alternative_units:
        same = one.reference_product == own.reference_product
        if not (same and one.reference_flow_unit == own.reference_flow_unit and own.reference_flow):
            continue
        ratio = one.reference_flow / own.reference_flow
        if abs(one.value - whole * ratio) > SAME * max(size, abs(whole)) * abs(ratio):
            told = {"unit": one.id, "value": f"{one.value:.10g}", "expected": f"{whole * ratio:.10g}"}
            yield Finding("P129", told, Location("<result>", path=f"alternative_units.{one.id}"))


def decimals_of(footprint: Footprint, total: float) -> int:
    """The last place of all emissions of a document: ten digits of its largest part."""
    ratio = ratio_of(footprint, total)
    parts = (*footprint.categories, *footprint.stages)
    return places([total, *(part.value * ratio for part in parts)])


def ratio_of(footprint: Footprint, total: float) -> float:
    """What the result's own numbers are multiplied by for the chosen unit."""
    return total / footprint.total.value if footprint.total.value else 1.0


def emissions(footprint: Footprint, total: float, decimals: int) -> Emissions:
    """The number and its parts for the chosen unit; see :class:`Emissions` for what adds up to what."""
    ratio = ratio_of(footprint, total)
    values = {part.key: part.value for part in footprint.categories}
    return _parted(values, footprint.total.value, footprint.contributions, ratio, decimals)


def gate_emissions(
    footprint: Footprint, total: float, decimals: int, within: tuple[str, ...] = GATE
) -> Emissions:
    """The same from cradle to gate, or of other stages only."""
    lines = [line for line in footprint.contributions if line.stage in within]
    values = {key: math.fsum(line.categories.get(key, 0.0) for line in lines) for key in CATEGORIES}
    whole = math.fsum(line.value for line in lines)
    return _parted(values, whole, lines, ratio_of(footprint, total), decimals)


def distribution_emissions(footprint: Footprint, total: float, decimals: int) -> Emissions | None:
    """The same of distribution; None where it is outside the boundary."""
    if not any(stage.included for stage in footprint.stages if stage.key == "distribution"):
        return None
    return gate_emissions(footprint, total, decimals, ("distribution",))


def ends_at_gate(footprint: Footprint) -> bool:
    """Whether no stage beyond the gate is within the boundary."""
    return not any(stage.included for stage in footprint.stages if stage.key not in GATE)


def _parted(
    values: Mapping[str, float], total: float, lines: Iterable[Contribution], ratio: float, decimals: int
) -> Emissions:
    scaled = {key: values.get(key, 0.0) * ratio for key in CATEGORIES}
    parts = balanced(scaled, total * ratio, decimals)
    carbon, undecided = biogenic_split(lines)
    uptake, emitted = parts["biogenic_uptake"], parts["biogenic_emission"]
    co2 = min(rounded(carbon * ratio, decimals), emitted)  # never more than the whole by a last digit
    whole = sum(parts.values(), Decimal(0))
    in_product = min(Decimal(0), uptake + co2)
    return Emissions(
        total=trimmed(whole),
        excluding_uptake=trimmed(whole - uptake),
        fossil=trimmed(parts["fossil"] + parts["not_stated"] + parts["aircraft"]),
        fossil_stated=parts["fossil"],
        not_stated=parts["not_stated"],
        aircraft=parts["aircraft"],
        biogenic_emission=emitted,
        biogenic_co2=co2,
        biogenic_non_co2=trimmed(emitted - co2),
        uptake=uptake,
        product_uptake=trimmed(in_product),
        excluding_product_uptake=trimmed(whole - in_product),
        net_biogenic_co2=trimmed(max(Decimal(0), uptake + co2)),
        land_use_change=parts["land_use_change"],
        undecided_biogenic=rounded(undecided * ratio, decimals),
    )


def biogenic_split(lines: Iterable[Contribution]) -> tuple[float, float]:
    """Biogenic CO2, and what of the biogenic emissions cannot be told by gas; kg CO2e for the result's unit.

    A line whose emissions are all biogenic tells its CO2 by its gases; of a line that mixes origins the
    gases do not say which part is biogenic.
    """
    carbon, undecided = [], []
    for line in lines:
        emitted = line.categories.get("biogenic_emission", 0.0)
        others = any(value for key, value in line.categories.items() if key != "biogenic_emission")
        if emitted and (others or "co2e" in line.gases):
            undecided.append(emitted)
        elif emitted:
            carbon.append(line.gases.get("co2", 0.0))
    return math.fsum(carbon), math.fsum(undecided)


def stages(footprint: Footprint, total: float, decimals: int, language: str) -> Stages:
    """Stages for the chosen unit; they add up to the total, and an excluded one has its reason."""
    ratio = ratio_of(footprint, total)
    known = {stage.key: stage for stage in footprint.stages}
    values = {key: one.value * ratio for key, one in known.items() if one.included}
    parts = balanced(values, total, decimals)
    excluded = {
        key: one.reason.get("zh" if language == "zh" else "en") if one.reason else "-"
        for key, one in known.items()
        if not one.included
    }
    return Stages(**{key: parts.get(key) for key in STAGES}, excluded=excluded)


def quality(footprint: Footprint) -> Quality:
    """Scores of the result, to two places."""
    found = footprint.data_quality
    names = ("technological", "geographical", "temporal", "reliability", "completeness", "overall")
    scores = {name: getattr(found, name) for name in names}
    return Quality(
        **{name: None if one is None else rounded(one, QUALITY_PLACES) for name, one in scores.items()},
        coverage_percent=rounded(found.covered_share * 100, PERCENT_PLACES),
    )


def further_unit(one: AlternativeUnit, language: str) -> FurtherUnit:
    """A further unit of the result with its own numbers."""
    decimals = places((one.value,))
    return FurtherUnit(
        id=one.id,
        kind=one.kind,
        amount=significant(one.amount, RATIO_DIGITS),
        text=one.unit,
        of=one.of.get("zh" if language == "zh" else "en"),
        value=rounded(one.value, decimals),
        mean=None if one.mean is None else rounded(one.mean, decimals),
        low=None if one.p2_5 is None else rounded(one.p2_5, decimals),
        high=None if one.p97_5 is None else rounded(one.p97_5, decimals),
    )


def stated_facts(statement: Statement) -> StatedFacts:
    """Packaging and capture in numbers; captured and removed carbon count negative."""
    packaging, capture = statement.packaging, statement.capture
    captured = kilograms_co2e(capture.captured) if capture else None
    removed = kilograms_co2e(capture.removed) if capture else None
    return StatedFacts(
        packaging_included=packaging.included if packaging else None,
        packaging=kilograms_co2e(packaging.emissions) if packaging else None,
        packaging_biogenic_carbon=kilograms(packaging.biogenic_carbon) if packaging else None,
        capture_included=capture.included if capture else None,
        captured=None if captured is None else trimmed(-captured),
        removed=None if removed is None else trimmed(-removed),
        capture_origin=capture.origin if capture else None,
    )
