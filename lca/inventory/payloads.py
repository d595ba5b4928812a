"""A supplier's payload beside the activity data as a supplier's footprint."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import get_args

from pydantic import TypeAdapter

from lca.distributions import Distribution, DistributionSpec, resolve
from lca.documents import Document, KeyPath, read_bytes
from lca.errors import Finding, InventoryError, Location, Severity, nearest
from lca.factors.user.json_files import objects_in, parsed
from lca.factors.user.payloads.declared import NOT_STATED, Declared
from lca.factors.user.payloads.reading import is_payload, read_payloads
from lca.factors.user.payloads.spread import correlation_of, spread_of
from lca.factors.user.payloads.timing import out_of_time
from lca.inventory.payload_schema import PayloadModel
from lca.inventory.periods import Period
from lca.inventory.schema import Carbon
from lca.inventory.share import share_of
from lca.inventory.values import PayloadFile, SupplierFootprint
from lca.units import unit

Files = Mapping[str, bytes]
"""Payloads by the path that the activity data name them by, where they come from no folder."""
KILOGRAM = "kg"


def supplier_payload(
    name: str, model: PayloadModel, document: Document, files: Files | None, period: Period | None
) -> tuple[SupplierFootprint, tuple[Finding, ...]]:
    """Read a payload into the footprint that it declares, and what is worth telling of it.

    Args:
        name: of the entry.
        model: the entry.
        document: the activity data; the file's path is relative to theirs.
        files: the payloads themselves, by path; without them they are read from the folder.
        period: of the activity data, against which expiry is held; None where it could not be read.

    Raises:
        InputError: the file cannot be read or holds no payload, the footprint in it is refused, or it says
            what the entry says too; every reason of one entry at once.
    """
    path: KeyPath = ("footprints", name)
    place = document.locate(path)
    content = _content(model.payload, document, files, document.locate((*path, "payload")))
    one = _chosen(model, content, document.locate((*path, "id")), place)
    wrong = [*one.errors, *_stated_twice(one, model, document, path)]
    if period is not None:
        wrong += out_of_time(one, period.start, period.end, place)
    if wrong:
        raise InventoryError(wrong)
    footprint = _footprint(name, one, model, document, path)
    trail = tuple((step.fact, step.field, step.text) for step in one.trail)
    digest = hashlib.sha256(content).hexdigest()
    sent = PayloadFile(model.payload, digest, one.format, one.version, one.id, one.place.path, trail)
    return replace(footprint, payload=sent), tuple(_told(one))


def _told(one: Declared) -> Iterable[Finding]:
    return (finding for finding in one.findings if finding.severity is not Severity.ERROR)


def _content(path: str, document: Document, files: Files | None, place: Location) -> bytes:
    """P631 a path that leads out of the folder; P632 activity data that come from no file."""
    pure = PurePosixPath(path.replace("\\", "/"))
    if pure.is_absolute() or ".." in pure.parts or ":" in path:
        raise InventoryError(Finding("P631", {"path": path}, place))
    if files is not None:
        if path not in files:
            near = nearest(path, files)
            raise InventoryError(Finding("P632", {"path": path}, place, candidates=near))
        return files[path]
    if document.file is None:
        raise InventoryError(Finding("P632", {"path": path}, place))
    return read_bytes(Path(document.file).parent / pure)


def _chosen(model: PayloadModel, content: bytes, place: Location, entry: Location) -> Declared:
    """The footprint of the entry: P633 none in the file, P634 several or none of that id."""
    objects, path = objects_in(parsed(content, model.payload), model.payload)
    if not all(is_payload(one) for one in objects):
        raise InventoryError(Finding("P633", {"path": model.payload}, entry))
    found = read_payloads(objects, model.payload, path)
    wanted = [one for one in found if model.id is None or model.id == one.id]
    if len(wanted) != 1:
        known = [one.id for one in found]
        params = {"path": model.payload, "count": len(wanted), "known": ", ".join(known[:5])}
        near = nearest(model.id, known) if model.id else ()
        raise InventoryError(Finding("P634", params, place, candidates=near))
    return wanted[0]


def _stated_twice(one: Declared, model: PayloadModel, document: Document, path: KeyPath) -> Iterable[Finding]:
    """P635 for what payload and entry both say; the entry adds, it does not correct."""
    stated = {
        "supplier": one.company,
        "period": " / ".join(day.isoformat() for day in one.days or ()),
        "geography": one.geography,
        "primary_share": "" if one.primary_share is None else f"{one.primary_share:f} %",
        "gwp_set": "" if one.gwp_set == NOT_STATED else one.gwp_set,
    }
    for key, text in stated.items():
        if text and getattr(model, key) is not None:
            yield Finding("P635", {"key": key, "stated": text}, document.locate((*path, key)))


def _footprint(
    name: str, one: Declared, model: PayloadModel, document: Document, path: KeyPath
) -> SupplierFootprint:
    if one.value is None or not one.amount:
        raise InventoryError(Finding("P633", {"path": model.payload}, document.locate(path)))
    text, amount = _unit(one, model, document, path)
    share = share_of(model.primary_share, document.locate((*path, "primary_share")))
    if one.primary_share is not None:
        share = float(one.primary_share / 100)
    value = float(one.value / amount)
    days = one.days
    return SupplierFootprint(
        name=name,
        value=value,
        unit=unit(text),
        location=document.locate(path),
        gwp_set=model.gwp_set if one.gwp_set == NOT_STATED else one.gwp_set,
        carbon=MappingProxyType(_carbon(one, amount, value)),
        supplier=one.company or model.supplier,
        scope="cradle_to_gate",
        period=Period.model_validate({"from": days[0], "to": days[1]}) if days else model.period,
        geography=one.geography or model.geography,
        primary_share=share,
        distribution=_distribution(one, value),
        source=model.source or f"{one.format} {one.id}",
        ratings=MappingProxyType({key: float(rating) for key, rating in one.ratings.items()}),
        correlation=correlation_of(one.uncertainty),
    )


def _carbon(one: Declared, amount: Decimal, value: float) -> dict[Carbon, float]:
    """Parts by category in the unit taken, adding up to the value."""
    parts = {key: float(one.parts[key] / amount) for key in get_args(Carbon) if key in one.parts}
    return parts if abs(sum(parts.values()) - value) <= 1e-9 * abs(value) else {}


def _unit(one: Declared, model: PayloadModel, document: Document, path: KeyPath) -> tuple[str, Decimal]:
    """The unit of product, and how many of it the numbers of the payload are for (P636)."""
    if model.per is None or model.per == one.unit:
        return one.unit, one.amount or Decimal(1)
    if model.per == KILOGRAM and one.mass:
        return KILOGRAM, one.mass
    params = {"per": model.per, "unit": one.unit}
    raise InventoryError(Finding("P636", params, document.locate((*path, "per"))))


def _distribution(one: Declared, value: float) -> Distribution | None:
    described = spread_of(one.uncertainty, one.value)
    if described is None:
        return None
    spec: DistributionSpec = TypeAdapter(DistributionSpec).validate_python(described)
    return resolve(spec, value)
