"""pydantic errors as findings: the place in the file, the words of the catalogue, the nearest names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from lca.documents import Document, KeyPath
from lca.errors import Finding, nearest
from lca.i18n import catalogue

Model = TypeVar("Model", bound=BaseModel)


class Frozen(BaseModel):
    """The base of all models that read files: immutable, unknown keys forbidden, no silent coercion."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, allow_inf_nan=False)


def validate(model: type[Model], document: Document) -> tuple[Model | None, list[Finding]]:
    """The document as ``model``, or None and every finding with its place."""
    try:
        return model.model_validate(document.data), []
    except ValidationError as error:
        return None, list(_findings(error, document, model))


def _findings(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Finding]:
    seen: set[tuple[object, ...]] = set()
    for item in error.errors(include_url=False):
        path, missing = _path_in(document, item["loc"])
        kind = item["type"]
        mark = (path, missing, kind if kind in ("extra_forbidden", "missing") else "")
        if mark in seen:
            continue
        seen.add(mark)
        yield _finding(kind, item, document, path, missing, model)


def _finding(
    kind: str, item: Any, document: Document, path: KeyPath, missing: str, model: type[BaseModel]
) -> Finding:
    context = item.get("ctx") or {}
    if kind == "extra_forbidden":
        key = str(path[-1])
        names = _field_names(model, path[:-1])
        return Finding("Y110", {"key": key}, document.locate(path), candidates=nearest(key, names))
    if kind == "missing":
        return Finding("Y111", {"key": missing}, document.locate((*path, missing)))
    if re.fullmatch(r"[A-Z]\d{3}", kind):
        return Finding(kind, context, document.locate(path))
    key = f"pydantic.{kind}"
    params = {"value": _shown(item.get("input")), **context}
    if key in catalogue():
        expected = tuple(re.findall(r"'([^']*)'", str(context.get("expected", ""))))
        return Finding(key, params, document.locate(path), candidates=nearest(str(item.get("input")), expected))
    return Finding("Y112", {"value": params["value"], "reason": item["msg"]}, document.locate(path))


def _path_in(document: Document, loc: tuple[str | int, ...]) -> tuple[KeyPath, str]:
    """The part of a pydantic location that stands in the file, and the key that does not (if last)."""
    path: KeyPath = ()
    for part in loc:
        if (*path, part) in document.positions:
            path = (*path, part)
    last = loc[-1] if loc else ""
    return path, "" if path and path[-1] == last else str(last)


def _field_names(model: type[BaseModel], path: KeyPath) -> list[str]:
    models: list[type[BaseModel]] = [model]
    for part in path:
        if isinstance(part, str):
            annotations = [m.model_fields[part].annotation for m in models if part in m.model_fields]
            models = [found for a in annotations for found in _models_in(a)] or models
    return [field.alias or name for m in models for name, field in m.model_fields.items()]


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for argument in get_args(annotation) for found in _models_in(argument)]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
