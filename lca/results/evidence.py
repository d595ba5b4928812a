"""The evidence of a result: the activity data, factors and uncertain parameters that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from lca.background.product import BackgroundProduct
from lca.distributions import Distribution
from lca.factors.schema import Match
from lca.inventory.bound import BoundValue
from lca.inventory.values import PayloadFile, SupplierFootprint
from lca.names import Names
from lca.results.completeness import bilingual, named_in_both
from lca.results.footprint import Activity, Constant, FactorUse, Parameter, Step
from lca.results.lines import LineResult, named, told
from lca.system.environment import constant, constant_identity
from lca.system.intensity import Intensity
from lca.system.product_system import ProductSystem
from lca.system.sampled import Sampled
from lca.uncertainty.propagation import FirstOrder
from lca.units import unit


def activities(system: ProductSystem) -> tuple[Activity, ...]:
    """Every number of the activity data, scalars first, then the cells of the tables."""
    return tuple(_activity(system, value) for value in system.bound.all_values.values())


def _activity(system: ProductSystem, value: BoundValue) -> Activity:
    entry, spec = value.entry, value.spec
    stated = entry.value if entry else value.value
    written = entry.unit.text if entry else (spec.unit.text if spec.unit else "")
    return Activity(
        id=value.identity,
        label=spec.label or named(spec.name),
        value=stated,
        unit=written,
        used=value.value,
        used_unit=spec.unit.text if spec.unit else "",
        basis=entry.basis if entry else "per_unit",
        primary=value.primary,
        source=entry.source if entry else None,
        location=entry.location.brief if entry else None,
        quality=asdict(entry.pedigree) if entry and entry.pedigree else None,
        distribution=words(value.distribution),
        default=entry is None,
    )


def constants(system: ProductSystem) -> tuple[Constant, ...]:
    """Every constant of the rule with the value that holds for the period, in the order of the rule."""
    return tuple(_constant(system, name) for name in system.rule.compiled.parameters)


def _constant(system: ProductSystem, name: str) -> Constant:
    rule, spec = system.rule, system.rule.compiled.parameters[name]
    used = constant(rule, system.bound, name)
    return Constant(
        id=constant_identity(rule, name, used),
        name=name,
        label=spec.label or named(name),
        value=used.quantity.value,
        unit=used.quantity.unit.text,
        since=used.since,
        source=used.source,
        distribution=spec.distribution.type if spec.distribution else None,
        location=used.location.brief,
        clause=spec.clause,
    )


def words(distribution: Distribution | Sampled | None) -> str | None:
    """A distribution by its name, as results and reports call it."""
    return type(distribution).__name__.lower() if distribution is not None else None


def factors(lines: Sequence[LineResult]) -> tuple[FactorUse, ...]:
    """Every factor that a line uses, once, sorted by identity."""
    used = {line.flow.intensity.key: line for line in lines if line.flow.intensity.key is not None}
    return tuple(_factor(used[key]) for key in sorted(used, key=str))


def _factor(line: LineResult) -> FactorUse:
    source = line.flow.intensity.source
    if isinstance(source, SupplierFootprint):
        return _supplier(source, line.flow.intensity)
    if isinstance(source, BackgroundProduct):
        return _background(source, line.flow.intensity)
    if not isinstance(source, Match):
        raise TypeError(f"{line.flow.path} has no factor")
    return _database(source, line.flow.intensity)


def _database(match: Match, intensity: Intensity) -> FactorUse:
    factor = match.factor
    spread = next((t.parameter for t in intensity.terms if t.parameter is not None), None)
    return FactorUse(
        id=factor.id,
        revision=factor.revision,
        kind=factor.kind.value,
        name=named_in_both(match),
        value=intensity.total / intensity.conversion * unit(factor.unit).scale,
        published_value=factor.value,
        unit=factor.unit,
        geography=factor.geography,
        reference_year=factor.reference_year,
        gwp_set=factor.gwp_set,
        recharacterised=intensity.rescaled,
        distribution=words(spread.distribution) if spread else None,
        distribution_origin=spread.origin if spread else None,
        quality=asdict(intensity.quality) if intensity.quality else None,
        title=factor.source.title,
        document=factor.source.document or None,
        publisher=factor.source.publisher or None,
        address=factor.source.address or None,
        locator=factor.source.locator or None,
        licence=factor.source.licence or None,
        verification=factor.source.verification or None,
        trail=told(match.trail),
    )


def _background(product: BackgroundProduct, intensity: Intensity) -> FactorUse:
    """A product of a background database; its document is the database by the hash of its content."""
    spread = intensity.terms[0].parameter
    return FactorUse(
        id=product.key,
        kind="footprint",
        name=Names(zh=product.name, en=product.name),
        value=product.value,
        unit=product.unit.text,
        geography=product.geography or None,
        distribution=words(spread.distribution) if spread else None,
        distribution_origin=spread.origin if spread else None,
        title=product.database,
        document=product.format or None,
        locator=product.process,
        verification=f"sha256:{product.sha256}",
        trail=told(product.trail),
    )


def _supplier(footprint: SupplierFootprint, intensity: Intensity) -> FactorUse:
    sent = footprint.payload
    return FactorUse(
        id=intensity.key or "",
        kind="footprint",
        name=named(footprint.name),
        value=intensity.total / intensity.conversion * footprint.unit.scale,
        published_value=footprint.value,
        unit=footprint.unit.text,
        geography=footprint.geography,
        reference_year=footprint.period.year if footprint.period else None,
        gwp_set=footprint.gwp_set,
        supplier_specific=True,
        distribution=words(footprint.distribution),
        distribution_origin="stated" if footprint.distribution else None,
        quality=asdict(footprint.quality) if footprint.quality else None,
        title=footprint.source,
        publisher=footprint.supplier,
        document=sent.id or None if sent else None,
        locator=footprint.location.brief,
        verification=f"sha256:{sent.sha256}" if sent else None,
        trail=(
            Step(action="supplier", detail=bilingual("ledger.supplier", name=footprint.name)),
            *(_sent(sent) if sent else ()),
        ),
    )


def _sent(sent: PayloadFile) -> Iterator[Step]:
    """What of a supplier's payload stands behind the number."""
    version = sent.version.rpartition(":")[2]
    told = {"file": sent.path, "format": sent.format, "version": version, "id": sent.id, "field": sent.field}
    yield Step(action="payload", detail=bilingual("ledger.payload", **told))
    for _, field, text in sent.trail:
        yield Step(action="payload", detail=bilingual("ledger.payload_field", field=field, text=text))


def parameters(
    system: ProductSystem, first_order: FirstOrder, lines: Sequence[LineResult]
) -> tuple[Parameter, ...]:
    """Every uncertain parameter with its derivative, elasticity and share of the variance, largest first."""
    labels, shares = parameter_labels(system, lines), first_order.shares
    found = []
    for key, slope in zip(first_order.names, first_order.gradient.tolist(), strict=True):
        own = system.parameters[key]
        mean = own.distribution.mean
        found.append(
            Parameter(
                id=key,
                kind=own.kind,
                label=labels.get(key, named(key)),
                distribution=words(own.distribution) or "",
                origin=own.origin,
                value=own.value,
                sensitivity=slope,
                elasticity=slope * mean / first_order.value if first_order.value else 0.0,
                variance_share=shares[key],
            )
        )
    return tuple(sorted(found, key=lambda p: (-p.variance_share, p.id)))


def parameter_labels(system: ProductSystem, lines: Iterable[LineResult]) -> dict[str, Names]:
    """What each uncertain parameter is called, by identity."""
    found = {value.identity: _value_label(key, value) for key, value in system.bound.all_values.items()}
    for line in lines:
        source = line.flow.intensity.source
        for term in line.flow.intensity.terms:
            if term.parameter is not None and isinstance(source, Match):
                found[term.parameter.id] = _database(source, line.flow.intensity).name
            elif term.parameter is not None and isinstance(source, SupplierFootprint):
                if term.parameter.id == line.flow.intensity.key:
                    found[term.parameter.id] = named(source.name)
                else:
                    found.setdefault(term.parameter.id, named(term.parameter.id))
            elif term.parameter is not None and isinstance(source, BackgroundProduct):
                found[term.parameter.id] = Names(zh=source.name, en=source.name)
    return found | {one.id: one.label for one in constants(system)}


def _value_label(identity: str, value: BoundValue) -> Names:
    label = value.spec.label or named(value.spec.name)
    if "[" not in identity:
        return label
    key = identity.split("[", 1)[1].rsplit("]", 1)[0]
    return Names(zh=f"{key}：{label.get('zh')}", en=f"{key}: {label.get('en')}")
