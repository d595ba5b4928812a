"""One entry against its specification: dimension, basis, sign, range, origin; and its engine value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lca.distributions import scaled
from lca.errors import Finding, InternalError, Severity
from lca.inventory.bound import BoundValue
from lca.inventory.values import Entry, Inventory
from lca.rules.compiled import ColumnSpec, CompiledRule, Default, ScalarSpec
from lca.units import DIMENSIONLESS, Quantity, Unit, mismatch

Spec = ScalarSpec | ColumnSpec
EDGE = 1e-12


@dataclass(frozen=True, slots=True)
class Basis:
    """What one value stands for: ``amount`` of ``per``; the declared amount holds ``multiplier`` of these."""

    production: Quantity | None
    per: Unit
    amount: float
    multiplier: float


def basis_of(spec: Spec, inventory: Inventory, rule: CompiledRule) -> Basis:
    """Give the basis of a scalar's or a column's values; without ``per`` it is the whole declared amount."""
    if isinstance(spec, ScalarSpec) and spec.per is not None:
        return Basis(inventory.production, spec.per, 1.0, spec.multiplier)
    declared = rule.unit.amount
    return Basis(inventory.production, declared.unit, declared.value, 1.0)


def bound_value(
    identity: str, name: str, spec: Spec, entry: Entry, basis: Basis, *, clause: str | None
) -> tuple[BoundValue | None, list[Finding]]:
    """Bind an entry as the rule's expressions see it, with warnings; or None with what is wrong.

    With ``basis: total`` the value is divided by the production and multiplied by the amount of product
    that the rule counts per, so that a total and its quotient give the same number.
    """
    wanted = wanted_unit(spec)
    if wrong := _wrong_dimension(name, wanted, entry):
        return None, [wrong]
    share, wrong_basis = _share(name, entry, basis)
    if share is None:
        return None, wrong_basis
    value = entry.value * (entry.unit.scale / wanted.scale) * share
    findings = list(_content(name, spec, entry, value, clause))
    if any(finding.severity is Severity.ERROR for finding in findings):
        return None, findings
    factor = entry.unit.scale * share * basis.multiplier
    spread = scaled(entry.distribution, factor) if entry.distribution is not None else None
    return BoundValue(identity, entry.value * factor, value, spec, entry, spread), findings


def default_value(identity: str, spec: Spec, default: Quantity, basis: Basis) -> BoundValue:
    """Turn the rule's default into a value; its dimension was checked when the rule was compiled."""
    value = default.value * (default.unit.scale / wanted_unit(spec).scale)
    return BoundValue(identity, default.engine * basis.multiplier, value, spec, None)


def wanted_unit(spec: Spec) -> Unit:
    """Give the unit of a quantity's specification."""
    if spec.unit is None:
        raise InternalError(f"the column {spec.name!r} is no quantity")
    return spec.unit


def default_of(spec: Spec) -> Quantity | None:
    """Find the quantity that stands in for a missing value, if the rule has one."""
    default = spec.default
    if isinstance(default, Default):
        return default.value
    return default if isinstance(default, Quantity) else None


def _wrong_dimension(name: str, wanted: Unit, entry: Entry) -> Finding | None:
    have, want = entry.unit.dimension, wanted.dimension
    if have == want:
        return None
    if have == DIMENSIONLESS and not entry.unit.text:
        params = {"value": f"{entry.value:g}", "dimension": want, "example": wanted.text}
        return Finding("U204", params, entry.location)
    special = mismatch(have, want, entry.location, wanted.text)
    if special is not None and special.code != "U301":
        return special
    params = {"name": name, "given": entry.text, "have": have, "want": want, "unit": wanted.text or "1"}
    return Finding("A203", params, entry.location)


def _share(name: str, entry: Entry, basis: Basis) -> tuple[float | None, list[Finding]]:
    """Find what a value is multiplied by to stand for the rule's basis."""
    if entry.basis == "per_unit":
        return 1.0, []
    made = basis.production
    if made is None:
        return None, [Finding("A208", {"name": name}, entry.location)]
    have, want = made.unit.dimension, basis.per.dimension
    if have != want:
        per = f"{basis.amount:g} {basis.per.text}".strip()
        params = {"name": name, "have": have, "made": str(made), "per": per, "want": want}
        return None, [Finding("A209", params, entry.location)]
    return basis.amount * basis.per.scale / made.engine, []


def _content(name: str, spec: Spec, entry: Entry, value: float, clause: str | None) -> Iterator[Finding]:
    place = entry.location
    unit = wanted_unit(spec).text
    shown = {"name": name, "value": f"{value:.10g}", "unit": unit}
    if value < 0 and spec.sign == "non_negative":
        yield Finding("A206", shown, place, clause=clause)
    elif spec.range and not _inside(value, spec.range):
        yield Finding("A204", shown | _limits(spec.range), place, clause=clause)
    elif spec.typical and not _inside(value, spec.typical):
        yield Finding("A205", shown | _limits(spec.typical), place, Severity.WARNING, clause=clause)
    if spec.primary == "required" and entry.primary is False:
        yield Finding("A207", {"name": name}, place, clause=clause)


def _inside(value: float, limits: tuple[float, float]) -> bool:
    """Both ends belong to a range; a conversion's rounding does not put a value outside."""
    low, high = limits
    return low - EDGE * abs(low) <= value <= high + EDGE * abs(high)


def _limits(limits: tuple[float, float]) -> dict[str, str]:
    return {"low": f"{limits[0]:g}", "high": f"{limits[1]:g}"}
