"""What processes of an ILCD delivery refer to: flows, flow properties, unit groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lca.background.reading.elements import attribute, child, children, local, text, texts
from lca.background.reading.notes import Notes
from lca.background.records import Consequence, Flow, FlowKind

if TYPE_CHECKING:
    from lxml.etree import _Element

KINDS = {
    "elementary flow": FlowKind.ELEMENTARY,
    "product flow": FlowKind.PRODUCT,
    "waste flow": FlowKind.WASTE,
    "other flow": FlowKind.PRODUCT,
}
KNOWN: Mapping[str, str] = {
    "93a60a56-a3c8-11da-a746-0800200b9a66": "kg",  # mass
    "93a60a56-a3c8-11da-a746-0800200c9a66": "MJ",  # net calorific value
    "93a60a56-a3c8-14da-a746-0800200c9a66": "MJ",  # gross calorific value
    "f6811440-ee37-11de-8a39-0800200c9a66": "MJ",  # energy
    "93a60a56-a3c8-22da-a746-0800200c9a66": "m3",  # volume
    "93a60a56-a3c8-19da-a746-0800200b9a66": "m2",  # area
    "93a60a56-a3c8-21da-a746-0800200c9a66": "m2*a",  # area x time
    "838aaa23-0117-11db-92e3-0800200c9a66": "m",  # length
    "93a60a56-a3c8-17da-a746-0800200c9a66": "kBq",  # radioactivity
    "01846770-4cfe-4a25-8ad9-919d8d378345": "Item(s)",  # number of items
}
"""Reference units of the ILCD reference flow properties, which deliveries often leave out."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A flow as its data set states it; its unit follows from the id of its reference flow property."""

    flow: Flow
    quantity: str
    version: str


@dataclass
class Library:
    """Everything by UUID; ``units`` are those of unit groups, ``groups`` the unit groups of properties."""

    flows: dict[str, Stated] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def add(self, root: _Element, notes: Notes) -> bool:
        """Take a data set in; False where it is none of these kinds."""
        match local(root):
            case "flowDataSet":
                self._flow(root, notes)
            case "flowPropertyDataSet":
                reference = child(root, "flowPropertiesInformation", "quantitativeReference")
                group = attribute(child(reference, "referenceToReferenceUnitGroup"), "refObjectId")
                self.groups[_id(root, "flowPropertiesInformation")] = group
            case "unitGroupDataSet":
                self.units[_id(root, "unitGroupInformation")] = _reference_unit(root)
            case _:
                return False
        return True

    def _flow(self, root: _Element, notes: Notes) -> None:
        information = child(root, "flowInformation", "dataSetInformation")
        id, version = _id(root, "flowInformation"), version_of(root)
        written = text(root, "modellingAndValidation", "LCIMethod", "typeOfDataSet")
        kind = KINDS.get(written.casefold())
        if not id or kind is None:
            notes.remark("B243", Consequence.NOTED, exchange=_name(information), id=id, type=written)
            return
        known = self.flows.get(id)
        if known is not None and known.version >= version:
            return
        flow = Flow(
            id=id,
            name=_name(information),
            kind=kind,
            unit="",
            compartment=_compartment(information) if kind is FlowKind.ELEMENTARY else (),
            cas=text(information, "CASNumber"),
            formula=text(information, "sumFormula"),
            location=text(root, "flowInformation", "geography", "locationOfSupply"),
            synonyms=texts(information, "synonyms"),
        )
        self.flows[id] = Stated(flow, _reference_quantity(root), version)

    def unit_of(self, quantity: str, notes: Notes) -> str:
        """Reference unit of a flow property; that of the ILCD reference data where the delivery lacks it.

        Empty where neither knows it. An assumed unit is counted (B244).
        """
        unit = self.units.get(self.groups.get(quantity, ""), "")
        if not unit and quantity in KNOWN:
            unit = KNOWN[quantity]
            notes.tally("B244", Consequence.ASSUMED, f"{unit} ({quantity})")
        return unit


def _id(root: _Element, *path: str) -> str:
    return text(root, *path, "dataSetInformation", "UUID")


def version_of(root: _Element) -> str:
    """The version of a data set, whose parts have fixed widths, so that texts compare as numbers do."""
    return text(root, "administrativeInformation", "publicationAndOwnership", "dataSetVersion")


def _name(information: _Element | None) -> str:
    """The parts of a name as ILCD joins them: base name; treatment; mix and location; quantity."""
    name = child(information, "name")
    keys = ("baseName", "treatmentStandardsRoutes", "mixAndLocationTypes", "flowProperties")
    return "; ".join(part for part in (text(name, key) for key in keys) if part)


def _compartment(information: _Element | None) -> tuple[str, ...]:
    """The categories of the first categorisation: Emissions, Emissions to air, ..."""
    path = child(information, "classificationInformation", "elementaryFlowCategorization")
    parts = (" ".join((found.text or "").split()) for found in children(path, "category"))
    told = tuple(part for part in parts if part)
    return told[1:] if len(told) > 1 and told[0].casefold() == "emissions" else told


def _reference_quantity(root: _Element) -> str:
    wanted = text(root, "flowInformation", "quantitativeReference", "referenceToReferenceFlowProperty")
    for found in children(child(root, "flowProperties"), "flowProperty"):
        if attribute(found, "dataSetInternalID") == wanted:
            return attribute(child(found, "referenceToFlowPropertyDataSet"), "refObjectId")
    return ""


def _reference_unit(root: _Element) -> str:
    wanted = text(root, "unitGroupInformation", "quantitativeReference", "referenceToReferenceUnit")
    for found in children(child(root, "units"), "unit"):
        if attribute(found, "dataSetInternalID") == wanted:
            return text(found, "name")
    return ""
