"""Archives of openLCA by hand, in both generations of the format."""

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from lca.background.reading.archive import open_archive
from lca.background.reading.openlca import read
from lca.background.records import Dataset, Reading

NEW_NAMES = {
    "input": "isInput",
    "quantitativeReference": "isQuantitativeReference",
    "avoidedProduct": "isAvoidedProduct",
    "referenceUnit": "isRefUnit",
    "referenceFlowProperty": "isRefFlowProperty",
    "inputParameter": "isInputParameter",
}


def ref(key: str, **more: Any) -> dict[str, Any]:
    return {"@id": key, **more}


@dataclass
class Book:
    """An archive in the making; methods take the names of generation 1."""

    new: bool
    folder: Path
    files: dict[str, Any] = field(default_factory=dict)

    def named(self, data: Any) -> Any:
        if isinstance(data, list):
            return [self.named(item) for item in data]
        if not isinstance(data, dict):
            return data
        return {NEW_NAMES.get(k, k) if self.new else k: self.named(v) for k, v in data.items()}

    def put(self, folder: str, kind: str, key: str, **data: Any) -> None:
        self.files[f"{folder}/{key}.json"] = self.named({"@type": kind, "@id": key, **data})

    def units(self, key: str, **factors: float) -> None:
        """A unit group and a flow property of the same id; the first unit is the reference."""
        units = [
            {"@id": f"{key}-{name}", "name": name, "conversionFactor": factor, "referenceUnit": not number}
            for number, (name, factor) in enumerate(factors.items())
        ]
        self.put("unit_groups", "UnitGroup", f"g-{key}", name=f"Units of {key}", units=units)
        self.put("flow_properties", "FlowProperty", key, name=key, unitGroup=ref(f"g-{key}"))

    def flow(self, key: str, kind: str = "PRODUCT", category: str = "", **factors: float) -> None:
        """A flow by its properties with their factors; the first is the reference."""
        properties = [
            {"flowProperty": ref(name), "conversionFactor": factor, "referenceFlowProperty": not number}
            for number, (name, factor) in enumerate((factors or {"mass": 1.0}).items())
        ]
        data: dict[str, Any] = {"name": key, "flowType": f"{kind}_FLOW", "flowProperties": properties}
        if category:
            data["category"] = category if self.new else self.category(category)
        self.put("flows", "Flow", key, **data)

    def category(self, path: str) -> dict[str, Any]:
        parent: dict[str, Any] = {}
        for part in path.split("/"):
            key = f"{parent.get('@id', 'c')}-{part}"
            self.put("categories", "Category", key, name=part, **({"category": parent} if parent else {}))
            parent = ref(key, name=part)
        return parent

    def process(self, key: str, *exchanges: dict[str, Any], **more: Any) -> None:
        self.put("processes", "Process", key, name=f"{key} made", exchanges=list(exchanges), **more)

    def save(self) -> Path:
        path = self.folder / "book.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
            for name, data in self.files.items():
                raw = data if isinstance(data, bytes) else json.dumps(data).encode()
                file.writestr(name, raw)
        return path

    def read(self) -> Reading:
        with open_archive(self.save()) as archive:
            return read(archive)

    def one(self, key: str) -> Dataset:
        return next(dataset for dataset in self.read().datasets if dataset.id == key)


def flowing(
    flow: str, amount: Any = 1.0, unit: str = "", prop: str = "mass", *marks: str, **more: Any
) -> dict[str, Any]:
    """An exchange; ``marks`` are flags that are true."""
    data: dict[str, Any] = {"flow": ref(flow, name=flow), "amount": amount, "flowProperty": ref(prop)}
    if unit:
        data["unit"] = ref(f"{prop}-{unit}", name=unit)
    return data | {"input": False} | dict.fromkeys(marks, True) | more


@pytest.fixture
def exchange() -> Callable[..., dict[str, Any]]:
    return flowing


@pytest.fixture(params=[False, True], ids=["generation-1", "generation-2"])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Book:
    """An archive with units of mass, energy and volume."""
    made = Book(request.param, tmp_path)
    made.units("mass", kg=1.0, t=1000.0, g=0.001)
    made.units("energy", MJ=1.0, kWh=3.6)
    made.units("volume", m3=1.0, l=0.001)
    return made
