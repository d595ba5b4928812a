"""Units and quantities: the border between what people write and the engine's plain numbers.

Files, tables and the public API carry text such as ``13450 kWh``; :func:`quantity` reads it once and
the engine computes in coherent products of the base units kg, MJ, m, s, K, item, person, kg CO2e, Wp,
Nm3 and the currencies, each an independent dimension. Volume is m3 and transport work kg·m inside.
``lca/units.txt`` lists every unit; pint reads it and does the arithmetic of scales, and only here.

Choices: a year is 365 days (8760 h); calories and Btu are of the International Table; 1 kgce is
29.3076 MJ (7000 kcal, GB/T 2589); a normal cubic metre (Nm3) converts to no plain volume; kg CO2e is
no mass; ``a/b·c`` is refused as ambiguous unless ``b·c`` is one unit, as in ``kg CO2e/t·km``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from lca.dimensions import DIMENSIONLESS, NOWHERE, Dimension, display_unit, mismatch
from lca.errors import Finding, Location, UnitError, nearest
from lca.unit_text import factors, number, spelled

__all__ = [
    "DIMENSIONLESS",
    "NOWHERE",
    "PURE",
    "Dimension",
    "Quantity",
    "Unit",
    "convert",
    "display_unit",
    "mismatch",
    "names",
    "quantity",
    "unit",
]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its author wrote it; a value in it times ``scale`` is the value in engine units."""

    text: str
    dimension: Dimension
    scale: float

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Quantity:
    """A finite value with its unit."""

    value: float
    unit: Unit

    @property
    def engine(self) -> float:
        """The value in the engine's units."""
        return self.value * self.unit.scale

    def to(self, unit_text: str) -> float:
        """Convert to another unit of the same dimension; UnitError where there is no conversion."""
        return _rescale(self.value, self.unit, unit(unit_text), NOWHERE)

    def __str__(self) -> str:
        number = repr(self.value).removesuffix(".0")
        return f"{number} {self.unit.text}".rstrip()


PURE = Unit("", DIMENSIONLESS, 1.0)


def unit(text: str, location: Location = NOWHERE) -> Unit:
    """Read a unit such as ``kWh``, ``kg CO2e/t·km``, ``万m³`` or ``%``; raise UnitError with a remedy."""
    read = _read(text) if isinstance(text, str) else Finding("U205", {"found": repr(text)})
    if isinstance(read, Finding):
        raise UnitError(_placed(read, location))
    return read


def quantity(text: str | float, location: Location = NOWHERE, *, like: str | None = None) -> Quantity:
    """Read a number with its unit: ``13450 kWh``, ``1.5 %``, ``0.42`` (a pure number).

    ``like`` is a unit of the expected dimension: another dimension, or a missing unit, is a UnitError.
    """
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise UnitError(Finding("U205", {"found": repr(text)}, location))
    read = number(text) if isinstance(text, str) else _finite(text)
    if isinstance(read, Finding):
        raise UnitError(_placed(read, location))
    value, rest = read
    if like is not None and not rest and (want := unit(like).dimension) != DIMENSIONLESS:
        params = {"value": repr(value).removesuffix(".0"), "dimension": want, "example": like}
        raise UnitError(Finding("U204", params, location))
    found = Quantity(value, unit(rest, location) if rest else PURE)
    if not math.isfinite(found.engine):
        raise UnitError(Finding("U202", {"text": str(text).strip()}, location))
    if like is not None and (wrong := mismatch(found.unit.dimension, unit(like).dimension, location, like)):
        raise UnitError(wrong)
    return found


def convert(value: float, from_unit: str, to_unit: str) -> float:
    """``value`` of ``from_unit`` expressed in ``to_unit``; UnitError where there is no conversion."""
    return _rescale(value, unit(from_unit), unit(to_unit), NOWHERE)


def _placed(finding: Finding, location: Location) -> Finding:
    return Finding(finding.code, finding.params, location, candidates=finding.candidates)


def _rescale(value: float, have: Unit, want: Unit, location: Location) -> float:
    if wrong := mismatch(have.dimension, want.dimension, location, want.text):
        raise UnitError(wrong)
    return value if have.scale == want.scale else value * have.scale / want.scale


def _finite(value: float) -> tuple[float, str] | Finding:
    return (float(value), "") if math.isfinite(value) else Finding("U202", {"text": str(value)})


_AMBIGUOUS = {
    "ton": "t, short_ton, long_ton",
    "tons": "t, short_ton, long_ton",
    "ton_mile": "short_ton_mile, t·km",
    "gallon": "US gallon, imperial gallon",
    "gallons": "US gallon, imperial gallon",
    "gal": "US gallon, imperial gallon",
    "加仑": "美制加仑, 英制加仑",
    "标煤": "千克标煤, 吨标煤",
    "标准煤": "千克标准煤, 吨标准煤",
    "斤": "公斤, 千克",
    "month": "d, a",
    "months": "d, a",
    "月": "d, a",
    "Mg": "t, mg",
    "Mscf": "scf",
    "MMscf": "scf",
    "CO2e": "g CO2e, kg CO2e, t CO2e",
    "¥": "CNY",
    "$": "USD",
}
_OFFSET_SCALES = ("°C", "°F", "degC", "degF", "摄氏度", "华氏度")
_SUBSTANCE = re.compile(
    r"(?:[kKMG]?g|k?t|lb|千克|公斤|克|吨)?(?:CO2|CH4|N2O|SF6|NF3|CF4|C2F6|C|二氧化碳|甲烷|碳)"
)
_PREFIXES = ("百万", "万", "亿")


@lru_cache(maxsize=4096)
def _read(text: str) -> Unit | Finding:
    """Read a text to its unit, or to what is wrong with it."""
    if not text.strip():
        return Finding("U102")
    plain = spelled(text, names().__contains__)
    parts = factors(text, plain)
    if isinstance(parts, Finding):
        return parts
    powers: dict[str, int] = {}
    for written, power in parts:
        found = _listed(written, abs(power))
        if found is None:
            return _unknown(text, plain, written)
        name, own = found
        powers[name] = powers.get(name, 0) + (own if power > 0 else -own)
    scale, dimension = _measure({name: power for name, power in powers.items() if name != "1"})
    return Unit(text.strip(), dimension, scale)


def _listed(written: str, power: int) -> tuple[str, int] | None:
    """Find the listed name and its power: ``m^3`` is the listed m3, ``s2`` is s to the power 2.

    A Chinese multiplier goes with a listed name only: 万m³ is 10⁴ m³, never (10⁴ m)³.
    """
    if written == "1":
        return written, 1
    stem = next((written[len(p) :] for p in _PREFIXES if written.startswith(p)), written)
    if power > 1 and f"{stem}{power}" in names():
        return f"{written}{power}", 1
    if written in names() or (stem in names() and power == 1):
        return written, power
    match = re.fullmatch(r"(.*\D)([2-9])", written)
    return (match[1], int(match[2])) if match and match[1] in names() and power == 1 else None


def _unknown(text: str, plain: str, written: str) -> Finding:
    if written in _AMBIGUOUS:
        return Finding("U105", {"unit": written, "meanings": _AMBIGUOUS[written]})
    if written in _OFFSET_SCALES:
        return Finding("U107", {"unit": written})
    if _SUBSTANCE.fullmatch(written):
        return Finding("U106", {"text": text, "unit": written})
    same = [name for name in sorted(names()) if name.casefold() == written.casefold()]
    near = dict.fromkeys((*same, *nearest(written, sorted(names()))))
    within = "" if plain == written else f" ({text.strip()})"
    return Finding("U101", {"unit": written, "within": within}, candidates=tuple(near)[:3])


def _measure(powers: Mapping[str, int]) -> tuple[float, Dimension]:
    """Scale to engine units (correctly rounded) and dimension of a product of listed units."""
    registry = _registry()
    product = registry.UnitsContainer()
    for name, power in powers.items():
        product *= registry.UnitsContainer({registry.get_name(name): power})
    scale, _ = registry.get_base_units(product)
    bases = registry.get_dimensionality(product)
    return float(scale), Dimension.of({name.strip("[]"): int(power) for name, power in bases.items()})


@cache
def _lines() -> tuple[str, ...]:
    text = resources.files("lca").joinpath("units.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def names() -> frozenset[str]:
    """Every listed name of a unit, as it is written; the Chinese multipliers may stand before any."""
    found: set[str] = set()
    for line in _lines():
        name, _, *aliases = (part.strip() for part in line.split("="))
        found |= {name, *aliases} if not name.endswith("-") else set()
    return frozenset(found - {"_"})


@cache
def _registry() -> Any:
    import pint

    registry: Any = pint.UnitRegistry(None, non_int_type=Decimal)
    registry.load_definitions(list(_lines()))
    return registry
