"""Through the Eclipse BaSyx SDK: an environment as AAS JSON and as AASX package, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from lca.errors import Finding, InputError, Location

FORMAT, EXTRA = "aas-02023", "aas"
PART = "/aasx/zuji/carbon-footprint.json"
"""JSON, because it names no version of the metamodel: the SDK writes XML in the namespace of 3.1 only."""
EPOCH = (1980, 1, 1, 0, 0, 0)
REFUSALS = (KeyError, TypeError, ValueError, AttributeError)


class PlainDecimal(Decimal):
    """A decimal whose text has no exponent: xs:decimal knows none, and ``str`` writes 1E-7."""

    def __str__(self) -> str:
        return f"{self:f}"


def needed(name: str) -> Any:
    """A module of the SDK.

    Raises:
        InputError: P122 it is not installed.
    """
    try:
        return import_module(f"basyx.aas.{name}")
    except ImportError as error:
        params = {"format": FORMAT, "module": "basyx-python-sdk", "extra": EXTRA}
        raise InputError(Finding("P122", params)) from error


def as_objects(environment: Mapping[str, Any]) -> Any:
    """The environment as objects of the SDK, which holds them to the constraints of the metamodel.

    Raises:
        InputError: P333 the SDK refuses it.
    """
    reader = needed("adapter.json")
    try:
        objects = reader.read_aas_json_file(io.StringIO(json.dumps(environment)), failsafe=False)
    except REFUSALS as error:
        raise _refused(error) from error
    traversal, model = needed("util.traversal"), needed("model")
    for one in objects:
        if isinstance(one, model.Submodel):
            for element in traversal.walk_submodel(one):
                if isinstance(element, model.Property) and isinstance(element.value, Decimal):
                    element.value = PlainDecimal(element.value)
        elif isinstance(one, model.AssetAdministrationShell):
            # The reader keeps them as a set, whose order changes from run to run.
            known = sorted(one.asset_information.specific_asset_id, key=lambda asset: asset.name)
            one.asset_information.specific_asset_id = known
    return objects


def as_aas_json(environment: Mapping[str, Any]) -> bytes:
    """AAS JSON, UTF-8, with a final newline; raises as :func:`as_objects`."""
    objects = as_objects(environment)
    out = io.StringIO()
    needed("adapter.json").write_aas_json_file(out, objects, indent=2, ensure_ascii=False)
    return (out.getvalue() + "\n").encode()


def as_aasx(environment: Mapping[str, Any]) -> bytes:
    """An AASX package with one JSON part; raises as :func:`as_objects`."""
    objects = as_objects(environment)
    aasx = needed("adapter.aasx")
    out = io.BytesIO()
    try:
        with aasx.AASXWriter(out, failsafe=False) as package:
            files = aasx.DictSupplementaryFileContainer()
            package.write_all_aas_objects(PART, objects, files, write_json=True)
            package.write_core_properties(_properties(environment))
    except REFUSALS as error:
        raise _refused(error) from error
    return without_clock(out.getvalue())


def without_clock(package: bytes) -> bytes:
    """The same ZIP archive with the names of its members in order and no moment of packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(out, "w") as write:
        for name in sorted(read.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            member = zipfile.ZipInfo(name, EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            write.writestr(member, read.read(name))
    return out.getvalue()


def _properties(environment: Mapping[str, Any]) -> Any:
    found = import_module("pyecma376_2").OPCCoreProperties()
    found.creator = "Zuji"
    found.created = datetime.fromisoformat(_published(environment))
    return found


def _published(environment: Mapping[str, Any]) -> str:
    first = environment["submodels"][0]["submodelElements"][0]["value"][0]["value"]
    return next(str(one["value"]) for one in first if one["idShort"] == "PublicationDate")


def _refused(error: Exception) -> InputError:
    words = " ".join(str(error).split())[:300]
    return InputError(Finding("P333", {"reason": words}, Location("<payload>")))
