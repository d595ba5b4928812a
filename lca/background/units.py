"""Units of life cycle inventory databases: the words that they write, read as units of the engine.

Databases write ``kilogram``, ``ton kilometer``, ``metric ton*km``, ``p``, ``Item(s)``, ``m2a`` or ``tn.sh``
for what :mod:`lca.units` calls kg, t·km, item, m2·a and short_ton. A word of the table goes before
:mod:`lca.units`; what neither knows is not guessed. ``ton`` alone is 1000 kg, as SimaPro, ecoinvent and
Brightway use it; a short ton is ``sh tn`` or ``tn.sh``. Radioactivity is a dimension of its own.

Definitions: BIPM SI Brochure (9th ed.), NIST SP 811 (2008) appendix B.
"""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType

from lca.dimensions import NOWHERE, Dimension
from lca.errors import Location, UnitError
from lca.units import PURE, Unit, unit

RADIOACTIVITY = Dimension.of({"radioactivity": 1})
BECQUERELS = MappingProxyType(
    {
        "Bq": 1.0,
        "mBq": 1e-3,
        "kBq": 1e3,
        "MBq": 1e6,
        "GBq": 1e9,
        "becquerel": 1.0,
        "kilo becquerel": 1e3,
        "kilobecquerel": 1e3,
        "Ci": 3.7e10,
    }
)

_ONE = """
kilogram = kg | gram = g | milligram = mg | ton = t | tons = t | metric ton = t | kton = kt
sh tn = short_ton | tn.sh = short_ton | short ton = short_ton | tn.lg = long_ton | lg tn = long_ton
megajoule = MJ | kilowatt hour = kWh | kilowatt-hour = kWh | watt hour = Wh | gigajoule = GJ
btu = Btu | megawatt hour = MWh
meter = m | square meter = m2 | cubic meter = m3 | hectare = ha | liter = L
square kilometer = km2 | kilometer = km | nm3 = Nm3 | normal cubic meter = Nm3
cu ft = ft3 | cuft = ft3 | gal (us fl) = US_gallon | gal (us liq) = US_gallon | gal* = US_gallon
gal (imp) = imperial_gallon
hour = h | hr = h | day = d | year = a | minute = min | second = s
unit = item | units = item | p = item | item(s) = item | items = item | piece = item | pcs = item | # = item
ton kilometer = tkm | ton-kilometer = tkm | tonne kilometer = tkm | metric ton*km = tkm | t*km = tkm
kilogram kilometer = kgkm | sh tn*mi = short_ton_mile | tmi* = short_ton_mile
person kilometer = pkm | person-kilometer = pkm | personkm = pkm | person*km = pkm | p*km = pkm
passenger kilometer = pkm | pmi = passenger_mile | p*mi = passenger_mile
vehicle kilometer = vkm | vehicle-kilometer = vkm | v*km = vkm | item(s)*km = vkm | items*km = vkm
m2*a = m2·a | m2a = m2·a | m2*year = m2·a | square meter-year = m2·a | square meter year = m2·a | m2y = m2·a
ha a = ha·a | ha*a = ha·a | haa = ha·a | km2a = km2·a | cm2a = cm2·a | mm2a = mm2·a
m*a = m·a | ma = m·a | my = m·a | m*year = m·a | meter-year = m·a | meter year = m·a | km*year = km·a
km*a = km·a | kmy = km·a
m3*a = m3·a | m3a = m3·a | m3y = m3·a | cubic meter-year = m3·a | m3*year = m3·a
kg*a = kg·a | kga = kg·a | kgy = kg·a | kilogram-year = kg·a | kg*year = kg·a
kg*day = kg·d | m2*day = m2·d | h*m = h·m
"""
_MANY = """
oz = 0.028349523125 kg | ug = 1e-9 kg | µg = 1e-9 kg | μg = 1e-9 kg | ng = 1e-12 kg | pg = 1e-15 kg
mtn = 1e9 kg | grain = 6.479891e-5 kg
inch = 0.0254 m | in = 0.0254 m | foot = 0.3048 m | ft = 0.3048 m | yard = 0.9144 m | yd = 0.9144 m
dm = 0.1 m | sq ft = 0.09290304 m2 | sq.ft = 0.09290304 m2 | acre = 4046.8564224 m2 | ac = 4046.8564224 m2
sq.in = 0.00064516 m2 | sq.yd = 0.83612736 m2 | dm2 = 0.01 m2
cu.in = 1.6387064e-5 m3 | cu.yd = 0.764554857984 m3 | cl = 1e-5 m3 | dl = 1e-4 m3
dozen(s) = 12 item
"""


def source_unit(text: str, location: Location = NOWHERE) -> Unit:
    """The unit that a database means by a word; its ``text`` stays as written.

    Raises:
        UnitError: neither the table nor :mod:`lca.units` knows it.
    """
    found = _known(_plain(text))
    if found is None:
        return unit(text, location)
    return Unit(text, found.dimension, found.scale)


@lru_cache(maxsize=65536)
def conversion(have: str, want: str) -> float | None:
    """What amounts in one unit are multiplied by to be in another; None where nothing says.

    Equal texts need not be known and give exactly 1.
    """
    if _plain(have) == _plain(want):
        return 1.0
    try:
        one, other = source_unit(have), source_unit(want)
    except UnitError:
        return None
    if one.dimension != other.dimension:
        return None
    return 1.0 if one.scale == other.scale else one.scale / other.scale


def mass_of(text: str) -> float | None:
    """How many kg one unit is; None where it is no mass."""
    return conversion(text, "kg")


def _plain(text: str) -> str:
    return re.sub(r"\s*\*\s*", "*", " ".join(text.replace("·", "*").split())) if text else ""


@lru_cache(maxsize=4096)
def _known(plain: str) -> Unit | None:
    """The unit of a word of the tables; case counts where it tells two units apart."""
    if plain in ("dimensionless", "-"):
        return PURE
    becquerels = BECQUERELS.get(plain, BECQUERELS.get(plain.lower()) if len(plain) > 3 else None)
    if becquerels is not None:
        return Unit(plain, RADIOACTIVITY, becquerels)
    words = _words()
    found = words.get(plain) or (words.get(plain.casefold()) if _folds(plain) else None)
    if found is None:
        return None
    factor, name = found
    of = unit(name)
    return Unit(plain, of.dimension, of.scale * factor)


def _folds(plain: str) -> bool:
    """Whether a word means the same in capitals: words do (``Kilogram``), symbols do not (``Mg``, ``mg``)."""
    return len(plain) > 3 or plain.casefold() in ("hr", "km", "btu", "tkm", "pkm", "vkm", "mtn", "nm3")


@lru_cache(maxsize=1)
def _words() -> MappingProxyType[str, tuple[float, str]]:
    """Word to how many of which unit of the engine."""
    found: dict[str, tuple[float, str]] = {}
    for word, _, name in _pairs(_ONE):
        found[word] = (1.0, name)
    for word, _, amount in _pairs(_MANY):
        number, _, name = amount.partition(" ")
        found[word] = (float(number), name)
    return MappingProxyType(found)


def _pairs(table: str) -> list[tuple[str, str, str]]:
    return [pair.strip().partition(" = ") for line in table.strip().splitlines() for pair in line.split("|")]
