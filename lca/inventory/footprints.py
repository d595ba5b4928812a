"""Suppliers' footprints in an activity data file: ``0.95 kg CO2e/kg`` with its gases, parts and proofs."""

from __future__ import annotations

from types import MappingProxyType

from lca.distributions import resolve, scaled
from lca.documents import Document, KeyPath
from lca.errors import Finding, InputError, InventoryError, Location
from lca.inventory.link_schema import LinkModel
from lca.inventory.schema import FootprintModel
from lca.inventory.share import share_of
from lca.inventory.values import BackgroundLink, OwnFootprint, SupplierFootprint
from lca.units import Dimension, Unit, quantity, unit

CO2E = Dimension((("co2e", 1),))
MASS = Dimension((("mass", 1),))
SUM_TOLERANCE = 1e-6


def own_footprint(name: str, model: FootprintModel | LinkModel, document: Document) -> OwnFootprint:
    """Read what stands under ``footprints``: a supplier's number, or a process of a background database."""
    if isinstance(model, FootprintModel):
        return supplier_footprint(name, model, document)
    place = document.locate(("footprints", name))
    return BackgroundLink(name, model.background, model.process, place, model.geography)


def supplier_footprint(name: str, model: FootprintModel, document: Document) -> SupplierFootprint:
    """Read a footprint into kg CO2e per unit of product, its parts and gases alike.

    Raises InventoryError with all that is wrong with this footprint: a unit that is not one of CO2e per
    something, parts whose sum is not the value, a share outside 0 to 1.
    """
    path: KeyPath = ("footprints", name)
    place = document.locate(path)
    per, scale = _denominator(model.unit, document.locate((*path, "unit")))
    findings = list(_wrong_parts(model, document.locate((*path, "carbon"))))
    gases, bad_gases = _gases(model, per, document, path)
    share: float | None = None
    try:
        share = share_of(model.primary_share, document.locate((*path, "primary_share")))
    except InputError as error:
        bad_gases += error.findings
    if findings := [*findings, *bad_gases]:
        raise InventoryError(findings)
    spread = None
    if model.distribution is not None:
        spread = scaled(
            resolve(
                model.distribution, model.value, unit(model.unit), document.locate((*path, "distribution"))
            ),
            scale,
        )
    return SupplierFootprint(
        name=name,
        value=model.value * scale,
        unit=per,
        location=place,
        gwp_set=model.gwp_set,
        gases=MappingProxyType(gases),
        carbon=MappingProxyType({kind: part * scale for kind, part in model.carbon.items()}),
        supplier=model.supplier,
        scope=model.scope,
        period=model.period,
        geography=model.geography,
        primary_share=share,
        quality=model.quality,
        distribution=spread,
        source=model.source,
    )


def _denominator(text: str, place: Location) -> tuple[Unit, float]:
    """Read the unit of product below the stroke, and kg CO2e of one unit above it."""
    whole = unit(text, place)
    over, _, under = text.partition("/")
    if not under or unit(over, place).dimension != CO2E:
        raise InventoryError(Finding("A110", {"unit": text, "have": whole.dimension}, place))
    return unit(under.strip(), place), unit(over, place).scale


def _wrong_parts(model: FootprintModel, place: Location) -> list[Finding]:
    total = sum(model.carbon.values())
    if not model.carbon or abs(total - model.value) <= SUM_TOLERANCE * max(abs(model.value), abs(total)):
        return []
    return [Finding("A111", {"sum": f"{total:g}", "value": f"{model.value:g}", "unit": model.unit}, place)]


def _gases(
    model: FootprintModel, per: Unit, document: Document, path: KeyPath
) -> tuple[dict[str, float], list[Finding]]:
    """Read kg of each gas per unit of product, from texts such as ``1.2 g/kg``."""
    gases: dict[str, float] = {}
    findings: list[Finding] = []
    for gas, text in model.gases.items():
        place = document.locate((*path, "gases", gas))
        try:
            amount = quantity(text, place)
        except InputError as error:
            findings.extend(error.findings)
            continue
        if amount.unit.dimension != MASS / per.dimension or "/" not in amount.unit.text:
            findings.append(Finding("A112", {"gas": gas, "text": str(text), "unit": per.text}, place))
        gases[gas] = amount.engine * per.scale
    return gases, findings
