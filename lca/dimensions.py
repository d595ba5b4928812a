"""Dimensions: what quantities are made of, apart from how large their units are.

The base dimensions stand in ``lca/units.txt``. Energy, peak power, normal volume, CO2 equivalent and each
currency are dimensions of their own, so that what must not be mixed cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lca.errors import Finding, Location
from lca.i18n import Language
from lca.i18n import text as words


@dataclass(frozen=True, slots=True)
class Dimension:
    """A product of powers of base dimensions; ``Dimension()`` is that of a pure number.

    ``exponents`` are (name, power) pairs, sorted by name, without zeros. ``str`` gives the formula
    (``co2e/energy``); the formats ``en`` and ``zh`` give words for messages.
    """

    exponents: tuple[tuple[str, int], ...] = ()

    @staticmethod
    def of(powers: Mapping[str, int]) -> Dimension:
        """Build the dimension with these powers, zeros left out."""
        return Dimension(tuple(sorted((name, power) for name, power in powers.items() if power)))

    def __mul__(self, other: Dimension) -> Dimension:
        powers = dict(self.exponents)
        for name, power in other.exponents:
            powers[name] = powers.get(name, 0) + power
        return Dimension.of(powers)

    def __pow__(self, power: int) -> Dimension:
        return Dimension.of({name: own * power for name, own in self.exponents})

    def __truediv__(self, other: Dimension) -> Dimension:
        return self * other**-1

    def __str__(self) -> str:
        return _fraction(self, _power) or "dimensionless"

    def __format__(self, spec: str) -> str:
        return self.label("zh" if spec == "zh" else "en") if spec else str(self)

    def label(self, language: Language) -> str:
        """Write the dimension in words, e.g. ``energy/mass`` or ``能量/质量``."""
        key = _NAMED.get(str(self), str(self))
        whole = words(f"dimension.{key}", language, default="")
        return whole or _fraction(self, lambda n, p: _power(words(f"dimension.{n}", language), p))


NOWHERE = Location()
DIMENSIONLESS = Dimension()

_NAMED = {
    "length^2": "area",
    "length^3": "volume",
    "energy/time": "power",
    "length·mass": "transport_work",
}
_DISPLAY = {
    "mass": "kg",
    "energy": "MJ",
    "length": "m",
    "time": "s",
    "temperature": "K",
    "count": "item",
    "co2e": "kg CO2e",
    "peak_power": "Wp",
    "normal_volume": "Nm3",
}
_DISPLAY_WHOLE = {"length·mass": "t·km", "energy/time": "kW"}


_CONFUSED = {
    "U302": Dimension.of({"normal_volume": 1, "length": -3}),
    "U303": Dimension.of({"co2e": 1, "mass": -1}),
    "U305": Dimension.of({"peak_power": 1, "energy": -1, "time": 1}),
}


def mismatch(
    have: Dimension, want: Dimension, location: Location = NOWHERE, example: str | None = None
) -> Finding | None:
    """Why a quantity of one dimension cannot stand for another, or None where they are equal."""
    if have == want:
        return None
    confused = have / want
    pairs = ((code, pair) for code, pair in _CONFUSED.items() if confused in (pair, pair**-1))
    code = next((code for code, _ in pairs), "U301")
    if [name.partition("_")[0] for name, _ in confused.exponents] == ["currency", "currency"]:
        code = "U304"
    params = {"have": have, "want": want, "example": example or display_unit(want)}
    return Finding(code, params, location)


def display_unit(dimension: Dimension) -> str:
    """Choose a readable unit of this dimension, which :func:`unit` reads back; ``1`` for a pure number."""
    if whole := _DISPLAY_WHOLE.get(str(dimension)):
        return whole
    powers = dict(dimension.exponents)
    sign = powers.get("length", 0)
    haulage = abs(sign) == 1 and powers.get("mass") == sign
    rest = Dimension.of({n: p for n, p in powers.items() if not (haulage and n in ("length", "mass"))})
    top, bottom = _sides(rest, _label)
    if haulage:
        (top if sign > 0 else bottom).append("t·km")
    return _joined(top, bottom) or "1"


def _label(name: str, power: int) -> str:
    text = _DISPLAY.get(name, name.removeprefix("currency_"))
    plain = f"{text}{power}" if name == "length" and power <= 3 else f"{text.replace(' ', '')}^{power}"
    return text if power == 1 else plain


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


def _sides(dimension: Dimension, write: Callable[[str, int], str]) -> tuple[list[str], list[str]]:
    top = [write(name, power) for name, power in dimension.exponents if power > 0]
    return top, [write(name, -power) for name, power in dimension.exponents if power < 0]


def _joined(top: list[str], bottom: list[str]) -> str:
    under = "·".join(bottom)
    over = "·".join(top) or ("1" if under else "")
    return over if not under else f"{over}/({under})" if "·" in under else f"{over}/{under}"


def _fraction(dimension: Dimension, write: Callable[[str, int], str]) -> str:
    return _joined(*_sides(dimension, write))
