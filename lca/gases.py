"""Greenhouse gases: their keys, names and aliases, the origin of their carbon, and GWP sets.

A mass of gas becomes kg CO2e only under a named GWP set. Methane has its own value by origin where the
set gives one (AR6: fossil 29.8, non-fossil 27.0); carbon dioxide of biogenic origin counts +1 when it
leaves and −1 when it is taken up.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from lca.content import content
from lca.errors import FactorError, Finding, Location, nearest

NOWHERE: Final = Location()
ORIGINS: Final = ("fossil", "biogenic", "biogenic_uptake", "land_use_change", "aircraft", "not_stated")
_VARIANT: Final = {
    "fossil": "fossil",
    "aircraft": "fossil",
    "biogenic": "biogenic",
    "land_use_change": "biogenic",
    "not_stated": "default",
}


@dataclass(frozen=True, slots=True)
class Gas:
    """A greenhouse gas: key (``hfc134a``), formula where one is printed, names and aliases."""

    key: str
    formula: str
    name_en: str
    name_zh: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GwpSet:
    """Characterisation values of one assessment report and metric, kg CO2e per kg of gas.

    ``values`` maps (gas, variant) with variants ``default``, ``fossil``, ``biogenic``.
    """

    name: str
    values: Mapping[tuple[str, str], float]

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))

    def of(self, gas: str, origin: str = "not_stated") -> float:
        """Give kg CO2e per kg of ``gas`` whose carbon has this origin.

        Methane of land use change counts as non-fossil: the carbon of the stock is counted as CO2
        already. Uptake is defined for carbon dioxide only.

        Raises:
            FactorError: the gas, its value in this set, or the origin is unknown.

        """
        key = gas_key(gas)
        if origin not in ORIGINS:
            raise FactorError(Finding("F406", {"origin": origin}, candidates=nearest(origin, ORIGINS)))
        if origin == "biogenic_uptake":
            if key != "co2":
                raise FactorError(Finding("F405", {"gas": key}))
            return -self._value(key, "default")
        return self._value(key, _VARIANT[origin])

    def _value(self, gas: str, variant: str) -> float:
        found = self.values.get((gas, variant), self.values.get((gas, "default")))
        if found is None:
            known = {key for key, _ in self.values}
            raise FactorError(Finding("F403", {"gas": gas, "set": self.name}, candidates=nearest(gas, known)))
        return found


def gwp(gwp_set: GwpSet, gas: str, origin: str = "not_stated") -> float:
    """Give kg CO2e per kg of ``gas`` under a set; see :meth:`GwpSet.of`."""
    return gwp_set.of(gas, origin)


@cache
def gases() -> Mapping[str, Gas]:
    """All gases by key, from the shipped ``gases.csv``."""
    with (content("factors") / "gases.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["key"]: _gas(row) for row in csv.DictReader(file)})


def _gas(row: dict[str, str]) -> Gas:
    aliases = tuple(filter(None, [row["species"], *row["aliases"].split("|")]))
    return Gas(row["key"], row["formula"], row["name_en"], row["name_zh"], aliases)


@cache
def _spellings() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for gas in gases().values():
        for name in (gas.key, gas.formula, gas.name_en, gas.name_zh, *gas.aliases):
            found.setdefault(_folded(name), gas.key)
    found.pop("", None)
    return found


def _folded(name: str) -> str:
    """Lower case without blanks, hyphens and subscripts: ``R-134a`` and ``r134A`` fold alike."""
    return re.sub(r"[\s_·,-]+", "", unicodedata.normalize("NFKC", name)).lower()


def gas_key(name: str, location: Location = NOWHERE) -> str:
    """Give the key of a gas given by key, formula, name or alias (``PFC-14``, ``R-134a``, ``甲烷``).

    Raises:
        FactorError: no gas has this name.

    """
    key = _spellings().get(_folded(name))
    if key is None:
        names = [name for gas in gases().values() for name in (gas.key, gas.name_en, gas.name_zh)]
        raise FactorError(Finding("F404", {"gas": name}, location, candidates=nearest(name, names)))
    return key
