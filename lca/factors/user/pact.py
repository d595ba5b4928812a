"""Supplier footprints in the PACT v3 data model (ProductFootprint) as rows of factors.

A footprint becomes a factor of kind ``footprint``, cradle to gate, in kg CO2e per declared unit: the
value *excluding* biogenic uptake, over ``declaredUnitAmount``. The value including uptake, the mass of
the product, the share of primary data (percent) and the three data quality ratings (1 to 5) stay beside
it as properties, for PACT's ratings are no pedigree scores. The item is the first product id; the other
ids and the product's name are its synonyms.

The official schema accepts much that is no footprint (``"banana"``, ``"1e-3"``, negative amounts, a
rating of 9), so form, sign, range and arithmetic are checked here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from lca.errors import Severity
from lca.factors.user.cells import wrong_with
from lca.factors.user.columns import Record, Table
from lca.factors.user.pact_document import (
    ANY,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    PERCENT,
    POSITIVE,
    RATING,
    Footprint,
)

VERSION = re.compile(r"(\d+)\.\d+\.\d+(-\d{8})?")
UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
UNITS: Mapping[str, str] = {
    "liter": "L",
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "t·km",
    "square meter": "m2",
    "piece": "item",
    "hour": "h",
}
REQUIRED: Mapping[str, str] = {
    "declaredUnitAmount": POSITIVE,
    "productMassPerDeclaredUnit": NOT_NEGATIVE,
    "pcfExcludingBiogenicUptake": ANY,
    "pcfIncludingBiogenicUptake": ANY,
    "fossilGhgEmissions": NOT_NEGATIVE,
    "fossilCarbonContent": NOT_NEGATIVE,
    "exemptedEmissionsPercent": PERCENT,
}
OPTIONAL: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("biogenicCarbonContent", "recycledCarbonContent", "landUseChangeGhgEmissions"),
            *("landCarbonLeakage", "landManagementFossilGhgEmissions", "landManagementBiogenicCO2Emissions"),
            *("biogenicNonCO2Emissions", "landAreaOccupation", "aircraftGhgEmissions"),
            *("packagingGhgEmissions", "packagingBiogenicCarbonContent", "outboundLogisticsGhgEmissions"),
            "ccuCarbonContent",
        ),
        NOT_NEGATIVE,
    ),
    **dict.fromkeys(
        (
            *("landManagementBiogenicCO2Removals", "biogenicCO2Uptake"),
            *("ccsTechnologicalCO2Capture", "technologicalCO2Removals"),
        ),
        NOT_POSITIVE,
    ),
    "primaryDataShare": PERCENT,
}
RATINGS = ("technologicalDQR", "geographicalDQR", "temporalDQR")
PLACES = ("geographyCountrySubdivision", "geographyCountry", "geographyRegionOrSubregion")
TEXTS = ("id", "specVersion", "created", "status", "companyName", "productNameCompany")


def is_footprint(data: Mapping[str, Any]) -> bool:
    """Whether an object means to be a ProductFootprint."""
    return "pcf" in data or "specVersion" in data


def read_footprints(objects: Sequence[Mapping[str, Any]], file: str, path: str) -> Table:
    """Give a row of every footprint, and everything that is wrong with any."""
    read = [Footprint(one, file, f"{path}[{n}]") for n, one in enumerate(objects)]
    followers = {
        str(old): str(one.data.get("id"))
        for one in read
        for old in (one.data.get("precedingPfIds") or ())
        if old in {other.data.get("id") for other in read}
    }
    records = tuple(record_of(one, followers) for one in read)
    return Table(records, tuple(finding for one in read for finding in one.findings))


def record_of(one: Footprint, followers: Mapping[str, str]) -> Record:
    """Give the row of a footprint; cells stay empty where something is wrong with them."""
    texts_of(one)
    numbers = numbers_of(one)
    if one.data.get("status") == "Deprecated":
        one.tell("F711", "status", Severity.WARNING, id=one.data.get("id"))
    unit = unit_of(one)
    amount, value = numbers.get("declaredUnitAmount"), numbers.get("pcfExcludingBiogenicUptake")
    balance(one, numbers)
    ids = [text for text in listed(one, "productIds") if isinstance(text, str)]
    name = text_in(one.data, "productNameCompany")
    identity = text_in(one.data, "id")
    cells = {
        "id": identity,
        "item": ids[0] if ids else "",
        "name_en": name,
        "synonyms": "|".join([*ids[1:], name]),
        "unit": unit,
        "value": plain(value / amount) if amount and value is not None else "",
        "gwp_set": sets_of(one),
        "geography": place_of(one),
        "scope": "cradle_to_gate",
        "source": f"PACT product footprint: {name}",
        "publisher": text_in(one.data, "companyName"),
        "document": f"PACT {text_in(one.data, 'specVersion')}, {identity}",
        "licence": "not stated; received from the data owner",
        "properties": properties_of(one, numbers, unit),
        "superseded_by": followers.get(identity, ""),
        "notes": text_in(one.data, "comment"),
    }
    return Record(cells | times_of(one), one.at(""), {}, lenient=True)


def texts_of(one: Footprint) -> None:
    """Check the texts that must stand, their form, and that none carries markup or a formula."""
    for key in TEXTS:
        if not text_in(one.data, key):
            one.tell("F703", key)
    for key in (*TEXTS, "productDescription", "comment"):
        one.findings += wrong_with(text_in(one.data, key), one.at(key), key)
    version = VERSION.fullmatch(text_in(one.data, "specVersion"))
    if one.data.get("specVersion") and (version is None or version[1] != "3"):
        one.tell("F706", "specVersion", cell=str(one.data["specVersion"]))
    if text_in(one.data, "id") and not UUID.fullmatch(text_in(one.data, "id")):
        one.tell("F709", "id", cell=text_in(one.data, "id"), form="uuid")
    if text_in(one.data, "status") not in ("", "Active", "Deprecated"):
        one.tell("F709", "status", cell=text_in(one.data, "status"), form="Active, Deprecated")
    if not isinstance(one.data.get("pcf"), dict):
        one.tell("F703", "pcf")
    if not listed(one, "productIds"):
        one.tell("F703", "productIds")
    for text in listed(one, "productIds"):
        if not (isinstance(text, str) and text.startswith("urn:")):
            one.tell("F709", "productIds", cell=str(text), form="urn:...")


def numbers_of(one: Footprint) -> dict[str, Decimal]:
    """Give every decimal of the footprint that stands and is right."""
    found: dict[str, Decimal] = {}
    for key, bounds in {**REQUIRED, **OPTIONAL}.items():
        if key in REQUIRED and one.pcf.get(key) is None:
            one.tell("F703", f"pcf.{key}")
        number = one.number(one.pcf, key, "pcf.", bounds)
        if number is not None:
            found[key] = number
    stated = one.pcf.get("dqi")
    ratings: Mapping[str, Any] = stated if isinstance(stated, dict) else {}
    for key in RATINGS:
        number = one.number(ratings, key, "pcf.dqi.", RATING)
        if number is not None:
            found[key] = number
    if 0 < found.get("primaryDataShare", Decimal(0)) <= 1:
        one.tell("F712", "pcf.primaryDataShare", Severity.WARNING, cell=str(found["primaryDataShare"]))
    return found


def unit_of(one: Footprint) -> str:
    """Give the engine's spelling of the declared unit."""
    name = one.pcf.get("declaredUnitOfMeasurement")
    if name is None:
        one.tell("F703", "pcf.declaredUnitOfMeasurement")
    elif name not in UNITS:
        one.tell("F707", "pcf.declaredUnitOfMeasurement", cell=str(name), known=", ".join(UNITS))
    return UNITS.get(str(name), "")


def balance(one: Footprint, numbers: Mapping[str, Decimal]) -> None:
    """Say where the value with uptake is not that without it plus the uptake, or where they differ."""
    excluding, including = (numbers.get(f"pcf{word}BiogenicUptake") for word in ("Excluding", "Including"))
    if excluding is None or including is None or excluding == including:
        return
    uptake = numbers.get("biogenicCO2Uptake")
    params = {"excluding": str(excluding), "including": str(including)}
    if uptake is None or abs(excluding + uptake - including) > Decimal("0.005") * abs(excluding):
        given = "-" if uptake is None else str(uptake)
        one.tell("F710", "pcf.pcfIncludingBiogenicUptake", Severity.WARNING, uptake=given, **params)
    one.tell("F714", "pcf.pcfExcludingBiogenicUptake", Severity.INFO, **params)


def sets_of(one: Footprint) -> str:
    """Give the GWP set; several are not stated, for nothing says which part is under which."""
    names = [name for name in one.pcf.get("ipccCharacterizationFactors") or () if isinstance(name, str)]
    if len(names) > 1:
        one.tell("F713", "pcf.ipccCharacterizationFactors", Severity.WARNING, cell=", ".join(names))
    if not names:
        one.tell("F703", "pcf.ipccCharacterizationFactors")
    return names[0] if len(names) == 1 else "not stated"


def place_of(one: Footprint) -> str:
    """Give the place: the narrowest of at most one that may stand; none is the world."""
    given = [key for key in PLACES if one.pcf.get(key)]
    if len(given) > 1:
        one.tell("F715", f"pcf.{given[1]}", given=", ".join(given))
    return str(one.pcf[given[0]]) if given else "GLOBAL"


def times_of(one: Footprint) -> dict[str, str]:
    """Give year, period, publication and validity, which is three years from the end unless stated."""
    start = one.moment(one.pcf, "referencePeriodStart", "pcf.")
    end = one.moment(one.pcf, "referencePeriodEnd", "pcf.")
    created = one.moment(one.data, "created", "")
    begin = one.moment(one.data, "validityPeriodStart", "") or end
    last = one.moment(one.data, "validityPeriodEnd", "") or (end and later(end, 3))
    for key in ("referencePeriodStart", "referencePeriodEnd"):
        if one.pcf.get(key) is None:
            one.tell("F703", f"pcf.{key}")
    if start and end and end <= start:
        one.tell("F716", "pcf.referencePeriodEnd", begin=start.isoformat(), end=end.isoformat())
    moments = {"published": created, "valid_from": begin, "valid_to": last}
    found = {key: moment.date().isoformat() for key, moment in moments.items() if moment}
    found["year"] = str((end - timedelta(seconds=1)).year) if end else ""
    found["locator"] = f"{start.date()} / {end.date()}" if start and end else ""
    return found


def later(moment: datetime, years: int) -> datetime:
    """Give the same day some years later; 28 February for the 29th."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, day=28)


def properties_of(one: Footprint, numbers: Mapping[str, Decimal], unit: str) -> str:
    """Give what stays beside the value: uptake, mass, primary share, ratings."""
    amount = numbers.get("declaredUnitAmount")
    found: list[str] = []
    if amount and unit:
        if "pcfIncludingBiogenicUptake" in numbers:
            including = numbers["pcfIncludingBiogenicUptake"] / amount
            found.append(f"value_including_biogenic_uptake={plain(including)} kg CO2e/{unit}")
        if numbers.get("productMassPerDeclaredUnit"):
            found.append(f"product_mass={plain(numbers['productMassPerDeclaredUnit'] / amount)} kg/{unit}")
    if "primaryDataShare" in numbers:
        found.append(f"primary_data_share={plain(numbers['primaryDataShare'])} %")
    names = ("technological_dqr", "geographical_dqr", "temporal_dqr")
    found += [f"{n}={plain(numbers[k])} 1" for n, k in zip(names, RATINGS, strict=True) if k in numbers]
    return "; ".join(found)


def plain(number: Decimal) -> str:
    """Give a decimal without an exponent."""
    return f"{number:f}"


def text_in(data: Mapping[str, Any], key: str) -> str:
    """Give a text; empty where there is none."""
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def listed(one: Footprint, key: str) -> list[Any]:
    """Give a list; empty where there is none."""
    value = one.data.get(key)
    return value if isinstance(value, list) else []
