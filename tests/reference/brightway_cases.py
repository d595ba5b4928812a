"""Workbooks and datapackages in Brightway's formats, written without Brightway."""

from __future__ import annotations

import io
import json
import math
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from lca.background.database import Background
from lca.background.linking import link
from lca.background.records import Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.distributions import Distribution, Lognormal, Normal, Triangular, Uniform

INDICES = np.dtype([("row", np.int64), ("col", np.int64)])
UNCERTAINTY = np.dtype(
    [
        ("uncertainty_type", np.uint8),
        ("loc", np.float32),
        ("scale", np.float32),
        ("shape", np.float32),
        ("minimum", np.float32),
        ("maximum", np.float32),
        ("negative", bool),
    ]
)
"""The layouts of bw_processing.constants."""

Rows = Sequence[Sequence[Any]]


def workbook(path: Path, **sheets: Rows) -> Path:
    """A workbook with these rows on these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def group(
    name: str,
    matrix: str,
    rows: Sequence[int],
    cols: Sequence[int],
    data: Any,
    category: str = "vector",
    about: Mapping[str, Any] | None = None,
    **arrays: Any,
) -> dict[str, Any]:
    """One resource group."""
    indices = np.zeros(len(rows), dtype=INDICES)
    indices["row"], indices["col"] = rows, cols
    made: dict[str, Any] = {"indices": indices, "data": np.asarray(data, dtype=np.float64)}
    made |= {kind: np.asarray(array) for kind, array in arrays.items()}
    return {"name": name, "matrix": matrix, "category": category, "arrays": made, "about": dict(about or {})}


def lognormals(amounts: Sequence[float], sigma: float) -> Any:
    """Distributions of amounts as bw_processing keeps them."""
    made = np.zeros(len(amounts), dtype=UNCERTAINTY)
    values = np.asarray(amounts, dtype=np.float64)
    made["uncertainty_type"], made["loc"], made["scale"] = 2, np.log(np.abs(values)), sigma
    made["negative"] = values < 0
    for name in ("shape", "minimum", "maximum"):
        made[name] = np.nan
    return made


def members(
    groups: Sequence[Mapping[str, Any]],
    name: str = "case",
    tables: Mapping[str, str] | None = None,
    **policy: Any,
) -> dict[str, bytes]:
    """The files of a package."""
    resources: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for one in groups:
        for kind, array in one["arrays"].items():
            path = f"{one['name']}.{kind}.npy"
            stream = io.BytesIO()
            np.save(stream, array, allow_pickle=False)
            files[path] = stream.getvalue()
            resources.append(
                {
                    "profile": "data-resource", "mediatype": "application/octet-stream",
                    "name": f"{one['name']}.{kind}", "matrix": one["matrix"], "kind": kind, "path": path,
                    "group": one["name"], "category": one["category"], **one["about"],
                }
            )  # fmt: skip
    for path, text in (tables or {}).items():
        files[path] = text.encode()
        resources.append({"profile": "data-resource", "name": path, "path": path})
    index = {"name": name, "sum_intra_duplicates": True, "sum_inter_duplicates": False, **policy}
    files["datapackage.json"] = json.dumps({**index, "resources": resources}).encode()
    return files


def package(path: Path, groups: Sequence[Mapping[str, Any]], **more: Any) -> Path:
    """A package as a zip."""
    with zipfile.ZipFile(path, "w") as file:
        for name, data in members(groups, **more).items():
            file.writestr(name, data)
    return path


@cache
def premise(shared: Path) -> Any:
    """The reading of all premise workbooks, which takes seconds and is made once."""
    from lca.background.reading import open_archive
    from lca.background.reading.brightway_excel import read

    with open_archive(shared / "lci" / "premise_inventories") as archive:
        return read(archive)


@contextmanager
def quiet() -> Iterator[None]:
    """Whatever Brightway warns of within."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


CARBON = Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",), "124-38-9", "CO2")
UPTAKE = Flow("in", "Carbon dioxide, in air", FlowKind.ELEMENTARY, "kg", ("natural resource", "in air"))


def _made(flow: str, amount: float) -> Exchange:
    return Exchange(flow, Role.REFERENCE, True, amount, "kg")


def _input(flow: str, amount: float, spread: Distribution | None = None) -> Exchange:
    return Exchange(flow, Role.INPUT, False, amount, "kg", flow, spread=spread)


def small() -> Background:
    """Steel of coal, with slag that is treated, coal avoided, own use, uptake and every distribution."""
    flows = {
        key: Flow(key, key, FlowKind.WASTE if key == "slag" else FlowKind.PRODUCT, "kg")
        for key in ("steel", "coal", "slag")
    }
    steel = (
        _made("steel", 1.0),
        _input("coal", 0.4, Lognormal(math.log(0.4), 0.1)),
        _input("slag", -0.2, Uniform(-0.3, -0.1)),
        Exchange("coal", Role.AVOIDED, True, 0.05, "kg", "coal", spread=Triangular(0.01, 0.05, 0.2)),
        Exchange("co2", Role.OUTPUT, True, 2.0, "kg", spread=Normal(2.0, 0.25)),
        Exchange("in", Role.INPUT, False, 0.5, "kg"),
    )
    coal = (_made("coal", 2.0), _input("coal", 1.0), Exchange("co2", Role.OUTPUT, True, 0.3, "kg"))
    slag = (_made("slag", -1.0), Exchange("co2", Role.OUTPUT, True, 0.1, "kg"))
    datasets = tuple(
        Dataset(key, f"making {key}", "CN", exchanges, about={"comment": '你好, "x"'})
        for key, exchanges in (("steel", steel), ("coal", coal), ("slag", slag))
    )
    return link(Reading("test", "", flows | {"co2": CARBON, "in": UPTAKE}, datasets), "small").background
