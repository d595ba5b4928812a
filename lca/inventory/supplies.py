"""Sources of electricity in the activity data: read with their shares and proofs, held against the rule.

What a supply means for the footprint is the business of :mod:`lca.system.electricity`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import get_args

from lca.documents import Document, KeyPath
from lca.errors import Finding, InputError, InventoryError, Location, nearest
from lca.inventory.supply_schema import CertificateModel, SupplyModel, Technology
from lca.inventory.values import Certificate, Choice, Inventory, Source, Supply, SupplyType, grid_supply
from lca.rules.compiled import CompiledRule, SupplySpec
from lca.units import quantity

TOLERANCE = 1e-9


def supply_of(name: str, models: Sequence[SupplyModel], document: Document, path: KeyPath) -> Supply:
    """Read a supply; raises InventoryError with all that is wrong with it.

    S316 shares that are none or do not add up to one, S317 a source that stands twice, S318 a loss that
    is none, S319 a volume that is no energy.
    """
    findings: list[Finding] = []
    single = (*path, 0) not in document.positions
    sources = []
    for index, model in enumerate(models):
        own = path if single else (*path, index)
        try:
            sources.append(_source(model, document, own, alone=len(models) == 1))
        except InputError as error:
            findings += error.findings
    place = document.locate(path)
    if not findings:
        findings += _whole(name, sources, place)
    if findings:
        raise InventoryError(findings)
    return Supply(name, tuple(sources), place)


def _source(model: SupplyModel, document: Document, path: KeyPath, alone: bool) -> Source:
    place = document.locate(path)
    share = _share(model.share, document.locate((*path, "share")))
    if share is None and not alone:
        raise InventoryError(Finding("S316", {"value": "-"}, place))
    if share is not None and not 0 < share <= 1:
        raise InventoryError(Finding("S316", {"value": str(model.share)}, document.locate((*path, "share"))))
    loss_place = document.locate((*path, "line_loss"))
    loss = _share(model.line_loss, loss_place)
    if loss is not None and not 0 <= loss < 1:
        raise InventoryError(Finding("S318", {"value": str(model.line_loss)}, loss_place))
    return Source(
        type=model.type,
        share=1.0 if share is None else share,
        location=place,
        technology=model.technology,
        footprint=model.footprint,
        line_loss=loss,
        certificates=tuple(_certificates(model.certificates, document, (*path, "evidence"))),
        source=model.source,
    )


def _share(text: str | float | None, place: Location) -> float | None:
    return None if text is None else quantity(text, place, like="%").engine


def _certificates(
    models: Sequence[CertificateModel], document: Document, path: KeyPath
) -> Iterator[Certificate]:
    for index, model in enumerate(models):
        own = (*path, index) if (*path, index) in document.positions else path
        place = document.locate((*own, "volume"))
        volume = quantity(model.volume, place, like="kWh").engine
        if volume <= 0:
            raise InventoryError(Finding("S319", {"value": model.volume}, place))
        yield Certificate(model.certificate, model.vintage, volume, model.volume, document.locate(own))


def _whole(name: str, sources: Sequence[Source], place: Location) -> Iterator[Finding]:
    total = math.fsum(source.share for source in sources)
    if abs(total - 1) > TOLERANCE:
        yield Finding("S310", {"name": name, "total": f"{100 * total:g} %"}, place)
    seen: set[str] = set()
    for source in sources:
        if source.key in seen:
            yield Finding("S317", {"source": source.key}, source.location)
        seen.add(source.key)


def permitted(rule: CompiledRule) -> tuple[SupplyType, ...]:
    """The types of supply that the rule's hierarchy permits, in its order."""
    policy = rule.model.electricity
    return policy.hierarchy if policy is not None else ("grid_average",)


def bind_supply(
    spec: SupplySpec, given: object, inventory: Inventory, rule: CompiledRule
) -> tuple[Supply | None, list[Finding]]:
    """Hold a supply against the rule: what it may be, and proofs that stand for one consumption only."""
    if isinstance(given, Choice):
        read = _in_short(given, permitted(rule))
        return (None, [read]) if isinstance(read, Finding) else (read, [])
    if not isinstance(given, Supply):
        place = inventory.locations.get(f"activity_data.{spec.name}", Location(inventory.file))
        return None, [Finding("S320", {"name": spec.name, "types": ", ".join(permitted(rule))}, place)]
    findings = [*_forbidden(given, permitted(rule)), *_used_twice(given, inventory)]
    known = sorted(inventory.footprints)
    for source in given.sources:
        if source.footprint is not None and source.footprint not in inventory.footprints:
            near = nearest(source.footprint, known)
            findings.append(Finding("S323", {"name": source.footprint}, source.location, candidates=near))
    return (None if findings else given), findings


def _in_short(given: Choice, types: Sequence[str]) -> Supply | Finding:
    """``grid_average`` stands for itself; every other type needs more than its name."""
    if given.text == "grid_average" and given.text in types:
        return grid_supply(given.name, given.location)
    told = {"given": given.text, "name": given.name, "types": ", ".join(types)}
    if given.text in types:
        return Finding("S322", told, given.location)
    if given.text in get_args(Technology):
        return Finding("S325", told, given.location)
    return Finding("S321", told, given.location, candidates=nearest(given.text, types))


def _forbidden(supply: Supply, types: Sequence[str]) -> Iterator[Finding]:
    for source in supply.sources:
        if source.type not in types:
            told = {"given": source.type, "name": supply.name, "types": ", ".join(types)}
            yield Finding("S321", told, source.location)


def _used_twice(supply: Supply, inventory: Inventory) -> Iterator[Finding]:
    """A certificate is redeemed once: not twice in this supply, nor in another of the same file."""
    all_of_them = [
        (other.name, certificate)
        for other in inventory.supplies.values()
        for source in other.sources
        for certificate in source.certificates
    ]
    first: dict[str, tuple[str, Certificate]] = {}
    for name, certificate in all_of_them:
        earlier = first.setdefault(certificate.id.casefold(), (name, certificate))
        if earlier[1] is not certificate and name == supply.name:
            told = {"certificate": certificate.id, "line": earlier[1].location.line or "-"}
            yield Finding("S324", told, certificate.location)
