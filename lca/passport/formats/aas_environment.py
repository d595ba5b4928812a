"""Values clothed as an AAS environment: model types, semantic ids, value types and value ids by template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID, uuid5

from lca.passport.facts import NAMESPACE, Facts
from lca.passport.formats.aas_phases import Entry
from lca.passport.formats.aas_terms import ARBITRARY, SUBMODEL, TEMPLATE, VALUES, Element
from lca.passport.numbers import plain
from lca.passport.uncertainty import IDENTIFIER

AVOIDED = "urn:zuji:avoided:1"
"""Extension of ``PcfCO2eq``: kg CO2e that credits and avoided production take off within its phases."""


def environment(
    values: Mapping[str, Any], made: Iterable[Entry], facts: Facts, asset: Mapping[str, Any]
) -> dict[str, Any]:
    """A shell of the asset with its submodel; deterministic identifiers where none are stated."""
    stated = facts.statement.aas
    submodel = (stated.submodel_id if stated else None) or UUID(facts.id).urn
    shell = (stated.shell_id if stated else None) or uuid5(NAMESPACE, f"aas {asset.get('globalAssetId')}").urn
    return {
        "assetAdministrationShells": [_shell(shell, submodel, asset)],
        "submodels": [_submodel(submodel, values["submodel"], tuple(made), facts)],
    }


def _shell(identifier: str, submodel: str, asset: Mapping[str, Any]) -> dict[str, Any]:
    known = sorted(asset.get("specificAssetIds", {}).items())
    more = [{"name": name, "value": value} for name, value in known]
    reference = {"type": "ModelReference", "keys": [{"type": "Submodel", "value": submodel}]}
    return {
        "idShort": "ProductShell",
        "modelType": "AssetAdministrationShell",
        "id": identifier,
        "assetInformation": {**asset, **({"specificAssetIds": more} if more else {})},
        "submodels": [reference],
    }


def _submodel(
    identifier: str, values: Mapping[str, Any], made: tuple[Entry, ...], facts: Facts
) -> dict[str, Any]:
    language = facts.statement.language
    inside = [
        clothed(one, values[one.id_short], language) for one in SUBMODEL.inside if one.id_short in values
    ]
    for entry, item in zip(made, inside[0]["value"], strict=True):
        if entry.avoided:
            carrier = next(one for one in item["value"] if one["idShort"] == "PcfCO2eq")
            carrier["extensions"] = [extension(AVOIDED, plain(entry.avoided))]
    more = [extension(IDENTIFIER, _compact(facts.uncertainty.document))] if facts.uncertainty else []
    return {
        **({"extensions": more} if more else {}),
        "idShort": SUBMODEL.id_short,
        "modelType": "Submodel",
        "id": identifier,
        "administration": {"templateId": TEMPLATE},
        "semanticId": reference(SUBMODEL.semantic),
        "submodelElements": inside,
    }


def clothed(element: Element, value: Any, language: str) -> dict[str, Any]:
    """An element of the template with its value; a collection holds what is given of what it may hold."""
    named = {"idShort": element.id_short} if element.id_short else {}
    more = {"supplementalSemanticIds": [reference(one) for one in element.supplemental]}
    dressed: dict[str, Any] = {
        **named,
        "modelType": element.model,
        "semanticId": reference(element.semantic),
        **(more if element.supplemental else {}),
    }
    return {**dressed, **_content(element, value, language)}


def _content(element: Element, value: Any, language: str) -> dict[str, Any]:
    if element.model == "SubmodelElementList":
        item = element.inside[0]
        typed = {"valueTypeListElement": item.value_type} if item.model == "Property" else {}
        return {
            "semanticIdListElement": reference(item.semantic),
            "typeValueListElement": item.model,
            "orderRelevant": True,
            **typed,
            "value": [clothed(item, one, language) for one in value],
        }
    if element.model == "SubmodelElementCollection":
        known = [one for one in element.inside if one.id_short in value]
        free = [
            name for name in value if element.open and name not in {one.id_short for one in element.inside}
        ]
        inside = [clothed(one, value[one.id_short], language) for one in known]
        inside += [
            clothed(Element(name, "Property", ARBITRARY, "xs:string"), value[name], language) for name in free
        ]
        return {"value": inside}
    if element.model == "MultiLanguageProperty":
        return {"value": [{"language": language, "text": value}]}
    if element.model == "File":
        return {"value": value, "contentType": content_type(value)}
    known_value = VALUES.get(element.semantic, {}).get(value)
    identified = {"valueId": reference(known_value)} if known_value else {}
    return {"valueType": element.value_type, "value": value, **identified}


def content_type(address: str) -> str:
    """A page, unless the address names a PDF."""
    path = address.partition("?")[0].partition("#")[0]
    return "application/pdf" if path.lower().endswith(".pdf") else "text/html"


def extension(name: str, value: str) -> dict[str, Any]:
    """An extension of ours; its name is its meaning."""
    return {"semanticId": reference(name), "name": name, "valueType": "xs:string", "value": value}


def reference(value: str) -> dict[str, Any]:
    """A reference to a concept."""
    return {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": value}]}


def _compact(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
