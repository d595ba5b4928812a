"""IDTA 02023-1-0-1 Carbon Footprint as data: elements with semantic ids and cardinalities, and value lists.

The identifiers are those of the published template and of ECLASS; nothing else of it stands here. One IRDI
(of the group A1-A3) has a blank at its end in the published file; here it has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

BASE = "https://admin-shell.io/idta/CarbonFootprint"
TEMPLATE = "https://admin-shell.io/IDTA 02023-1-0"
ARBITRARY = "https://admin-shell.io/SMT/General/Arbitrary"
ADDRESS = "https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation"
METHOD, CO2EQ, UNIT = "0173-1#02-ABG854#003", "0173-1#02-ABG855#003", "0173-1#02-ABG856#003"
QUANTITY, PHASE = "0173-1#02-ABG857#003", "0173-1#02-ABG858#003"

Model = Literal[
    "Property", "File", "MultiLanguageProperty", "SubmodelElementCollection", "SubmodelElementList"
]
Cardinality = Literal["One", "ZeroToOne", "ZeroToMany", "OneToMany"]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the template; an item of a list has no idShort (AASd-120)."""

    id_short: str
    model: Model
    semantic: str
    value_type: str = ""
    cardinality: Cardinality = "One"
    inside: tuple[Element, ...] = ()
    supplemental: tuple[str, ...] = ()
    open: bool = False
    """A collection that may hold further properties of anybody's choice."""

    @property
    def required(self) -> bool:
        """Whether it has to be there where what holds it is."""
        return self.cardinality in ("One", "OneToMany")


def _text(id_short: str, semantic: str, cardinality: Cardinality = "One") -> Element:
    return Element(id_short, "Property", semantic, "xs:string", cardinality)


def _words(id_short: str, semantic: str) -> Element:
    return Element(id_short, "MultiLanguageProperty", semantic, "", "ZeroToOne")


def _collection(id_short: str, semantic: str, *inside: Element, **more: object) -> Element:
    return Element(id_short, "SubmodelElementCollection", semantic, inside=inside, **more)  # type: ignore[arg-type]


def _list(id_short: str, semantic: str, item: Element, cardinality: Cardinality = "One") -> Element:
    return Element(id_short, "SubmodelElementList", semantic, "", cardinality, (item,))


METHODS_LIST = _list("PcfCalculationMethods", f"{BASE}/PcfCalculationMethods/1/0", _text("", METHOD))
FOOTPRINTS = _list(
    "ProductCarbonFootprints",
    f"{BASE}/ProductCarbonFootprints/1/0",
    _collection(
        "",
        f"{BASE}/ProductCarbonFootprint/1/0",
        METHODS_LIST,
        Element("PcfCO2eq", "Property", CO2EQ, "xs:decimal"),
        _text("ReferenceImpactUnitForCalculation", UNIT),
        Element("QuantityOfMeasureForCalculation", "Property", QUANTITY, "xs:double"),
        _list("LifeCyclePhases", f"{BASE}/LifeCyclePhases/1/0", _text("", PHASE)),
        Element(
            "ExplanatoryStatement",
            "File",
            f"{BASE}/ExplanatoryStatement/1/0",
            "application/pdf",
            "ZeroToOne",
        ),
        _collection(
            "GoodsHandoverAddress",
            ADDRESS,
            _words("Street", "0173-1#02-AAO128#002"),
            _words("Zipcode", "0173-1#02-AAO129#002"),
            _words("CityTown", "0173-1#02-AAO132#002"),
            _words("NationalCode", "0173-1#02-AAO134#002"),
            cardinality="ZeroToOne",
            supplemental=(
                "https://admin-shell.io/smt-dropin/smt-dropin-use/1/0",
                "0112/2///61360_7#AAS002#001",
                "0173-1#02-AAQ837#008",
            ),
            open=True,
        ),
        Element("PublicationDate", "Property", f"{BASE}/PublicationDate/1/0", "xs:dateTime"),
        Element("ExpirationDate", "Property", f"{BASE}/ExpirationDate/1/0", "xs:dateTime", "ZeroToOne"),
    ),
)
_RULE = f"{BASE}/ProductOrSectorSpecificRule"
SPECIFIC = _list(
    "ProductOrSectorSpecificCarbonFootprints",
    f"{BASE}/ProductOrSectorSpecificCarbonFootprints/1/0",
    _collection(
        "",
        f"{BASE}/ProductOrSectorSpecificCarbonFootprint/1/0",
        METHODS_LIST,
        _collection(
            "ProductOrSectorSpecificRule",
            f"{_RULE}/1/0",
            _text("PcfRuleOperator", f"{_RULE}/Operator/1/0"),
            _text("PcfRuleName", f"{_RULE}/Name/1/0"),
            _text("PcfRuleVersion", f"{_RULE}/Version/1/0", "ZeroToOne"),
            Element(
                "PcfRuleOnlineReference",
                "File",
                f"{_RULE}/OnlineReference/1/0",
                "application/pdf",
                "ZeroToOne",
            ),
        ),
        _collection(
            "ExternalPcfApi",
            f"{BASE}/ExternalPcfApi/1/0",
            Element("PcfApiEndpoint", "Property", f"{BASE}/ExternalPcfApi/Endpoint/1/0", "xs:anyURI"),
            _text("PcfApiQuery", f"{BASE}/ExternalPcfApi/Query/1/0"),
            cardinality="ZeroToOne",
        ),
        _collection("PcfInformation", f"{BASE}/PcfInformation/1/0", open=True),
    ),
    "ZeroToOne",
)
SUBMODEL = _collection("CarbonFootprint", f"{BASE}/CarbonFootprint/1/0", FOOTPRINTS, SPECIFIC)

PHASES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "A1": ("A1 - raw material supply (and upstream production)", "0173-1#07-ABU208#003"),
        "A2": ("A2 - cradle-to-gate transport to factory", "0173-1#07-ABU209#003"),
        "A3": ("A3 - production", "0173-1#07-ABU210#003"),
        "A1-A3": ("A1-A3", "0173-1#07-ABZ789#003"),
        "A4": ("A4 - transport to final destination", "0173-1#07-ABU211#003"),
        "A5": ("A5 - Installation", "0173-1#07-ACC016#001"),
        "A4-A5": ("A4-A5", "0173-1#07-ACC013#001"),
        "B1": ("B1 - usage phase", "0173-1#07-ABU212#003"),
        "B2": ("B2 - maintenance", "0173-1#07-ABV498#003"),
        "B3": ("B3 - repair", "0173-1#07-ABV497#003"),
        "B4": ("B4 - Replacement", "0173-1#07-ACC017#001"),
        "B5": ("B5 - update/upgrade, refurbishing", "0173-1#07-ABV499#003"),
        "B6": ("B6 - usage energy consumption", "0173-1#07-ABV500#003"),
        "B7": ("B7 - usage water consumption", "0173-1#07-ABV501#003"),
        "B1-B7": ("B1-B7", "0173-1#07-ACC014#001"),
        "C1": ("C1 - reassembly", "0173-1#07-ABV502#003"),
        "C2": ("C2 - transport to recycler", "0173-1#07-ABU213#003"),
        "C3": ("C3 - recycling, waste treatment", "0173-1#07-ABV503#003"),
        "C4": ("C4 - landfill", "0173-1#07-ABV504#003"),
        "C2-C4": ("C2-C4", "0173-1#07-ACC018#001"),
        "C1-C4": ("C1-C4", "0173-1#07-ACC015#001"),
        "D": ("D - reuse", "0173-1#07-ABU214#003"),
    }
)
"""Code of EN 15804 to the text and the IRDI of the value list."""
METHODS: Mapping[str, str] = MappingProxyType(
    {
        "EN 15804": "0173-1#07-ABU223#003",
        "GHG Protocol": "0173-1#07-ABU221#003",
        "IEC TS 63058": "0173-1#07-ABU222#003",
        "IEC 63366": "0173-1#07-ACA792#002",
        "IEC 63372": "0173-1#07-ACC019#001",
        "ISO 14040, ISO 14044": "0173-1#07-ABV505#003",
        "ISO 14067": "0173-1#07-ABU218#003",
        "PEP Ecopassport": "0173-1#07-ABU220#003",
        "PACT v1.0.1": "0173-1#07-ACC004#001",
        "PACT v2.0.0": "0173-1#07-ACC003#001",
        "PACT v3.0.0": "0173-1#07-ACC012#001",
        "TFS v2": "0173-1#07-ACC005#001",
        "TFS v3": "0173-1#07-ACC010#001",
        "Catena-X v1": "0173-1#07-ACC007#001",
        "Catena-X v2": "0173-1#07-ACC006#001",
        "Catena-X v3": "0173-1#07-ACC011#001",
        "BS PAS 2050": "0173-1#07-ACC008#001",
    }
)
UNITS: Mapping[str, str] = MappingProxyType(
    {
        "g": "0173-1#07-ABZ596#003",
        "kg": "0173-1#07-ABZ597#003",
        "t": "0173-1#07-ABZ598#003",
        "ml": "0173-1#07-ABZ599#003",
        "l": "0173-1#07-ABZ600#003",
        "cbm": "0173-1#07-ABZ601#003",
        "qm": "0173-1#07-ABZ602#003",
        "piece": "0173-1#07-ABZ603#003",
        "kWh": "0173-1#07-ACB997#001",
    }
)
VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {METHOD: METHODS, UNIT: UNITS, PHASE: dict(PHASES.values())}
)
"""Semantic id of a property to its value list: text to IRDI."""


def elements(element: Element = SUBMODEL, path: str = "") -> Iterator[tuple[str, Element]]:
    """Every element of the template with its dotted path; an item of a list stands under ``[]``."""
    for one in element.inside:
        here = f"{path}[]" if element.model == "SubmodelElementList" else f"{path}.{one.id_short}".lstrip(".")
        yield here, one
        yield from elements(one, here)
