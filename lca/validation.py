"""pydantic errors as findings: the place in the file, the words of the catalogue, the nearest names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from lca.documents import Document, KeyPath
from lca.errors import Finding, nearest

CODES: Mapping[str, str] = {
    "string_type": "Y120",
    "float_parsing": "Y121",
    "float_type": "Y121",
    "finite_number": "Y122",
    "int_parsing": "Y123",
    "int_type": "Y123",
    "bool_parsing": "Y124",
    "bool_type": "Y124",
    "enum": "Y125",
    "literal_error": "Y125",
    "dict_type": "Y126",
    "model_attributes_type": "Y126",
    "model_type": "Y126",
    "list_type": "Y127",
    "tuple_type": "Y127",
    "date_from_datetime_parsing": "Y128",
    "date_type": "Y128",
    "greater_than": "Y129",
    "greater_than_equal": "Y130",
    "less_than_equal": "Y131",
    "string_pattern_mismatch": "Y132",
    "too_short": "Y133",
    "string_too_short": "Y134",
    "too_long": "Y135",
}
"""Kind of a pydantic error to the code of its finding."""

UNKNOWN_KEY = ("extra_forbidden", "unexpected_keyword_argument")

Model = TypeVar("Model", bound=BaseModel)


class Frozen(BaseModel):
    """The base of all models that read files: immutable, unknown keys forbidden, no silent coercion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Finding]]:
    """The document as ``model``, or None and every finding with its place."""
    made, wrong = validate_parts(model, document)
    return made, [finding for _, finding in wrong]


def validate_parts(
    model: type[Model], document: Document
) -> tuple[Model | None, list[tuple[KeyPath, Finding]]]:
    """As :func:`validate`; each finding with the key path of the part that it refuses."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, list(_findings(error, document, model))


def _findings(
    error: ValidationError, document: Document, model: type[BaseModel]
) -> Iterator[tuple[KeyPath, Finding]]:
    seen: set[tuple[object, ...]] = set()
    for item in error.errors(include_url=False):
        path, missing = _path_in(document, item["loc"])
        kind = item["type"]
        mark = (path, missing if kind == "missing" else "", kind == "extra_forbidden")
        if mark in seen:
            continue
        seen.add(mark)
        yield path, _finding(kind, item, document, path, missing, model)


def _finding(
    kind: str, item: Any, document: Document, path: KeyPath, missing: str, model: type[BaseModel]
) -> Finding:
    context = item.get("ctx") or {}
    if kind in UNKNOWN_KEY and path:
        key = str(path[-1])
        names = [name for name in _field_names(model, path[:-1]) if name != key]
        return Finding("Y110", {"key": key}, document.locate(path), candidates=nearest(key, names))
    if kind == "missing":
        return Finding("Y111", {"key": missing}, document.locate((*path, missing)))
    if re.fullmatch(r"[A-Z]\d{3}", kind):
        return Finding(kind, context, document.locate(path))
    code = CODES.get(kind)
    params = {"value": _shown(item.get("input")), **context}
    if code is not None:
        expected = tuple(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
        return Finding(
            code, params, document.locate(path), candidates=nearest(str(item.get("input")), expected)
        )
    return Finding("Y112", {"value": params["value"], "reason": item["msg"]}, document.locate(path))


def _path_in(document: Document, loc: tuple[str | int, ...]) -> tuple[KeyPath, str]:
    """The part of a pydantic location that stands in the file, and its last part if that does not."""
    path: KeyPath = ()
    stands = True
    for part in loc:
        stands = (*path, part) in document.positions
        if stands:
            path = (*path, part)
    return path, "" if stands else str(loc[-1])


def _field_names(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that may stand at ``path``, over all models that may stand there."""
    annotations: list[Any] = [model]
    for part in path:
        annotations = [inner for annotation in annotations for inner in _inside(annotation, part)]
    models = dict.fromkeys(found for annotation in annotations for found in _models_in(annotation))
    return [field.alias or name for found in models for name, field in found.model_fields.items()]


def _inside(annotation: Any, part: str | int) -> list[Any]:
    """What may stand under ``part`` of a value annotated so: a field, a dict's value, a list's item."""
    origin = get_origin(annotation)
    if origin is dict:
        return [get_args(annotation)[1]]
    if origin in (list, tuple):
        return [get_args(annotation)[0]]
    if origin is not None:
        return [inner for argument in get_args(annotation) for inner in _inside(argument, part)]
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        return []
    fields = annotation.model_fields.items()
    return [field.annotation for name, field in fields if (field.alias or name) == part]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (dict, list, tuple):
        return []
    return [found for argument in get_args(annotation) for found in _models_in(argument)]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
