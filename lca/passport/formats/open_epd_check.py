"""Checks of openEPD declarations: the models of the package, then what they do not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from decimal import Decimal
from importlib import import_module
from typing import Any

from lca.errors import Finding, Location
from lca.passport.checks import ANY, NOT_NEGATIVE, POSITIVE, Look, added, shown
from lca.passport.uncertainty import IDENTIFIER

MODULE = "openepd.model.light.epd"
UNITS = {
    "kilogram": "kg",
    "cubic meter": "m3",
    "kilowatt hour": "kWh",
    "megajoule": "MJ",
    "ton kilometer": "t * km",
    "square meter": "m2",
    "piece": "item",
    "hour": "hour",
    "liter": "l",
}
KNOWN_UNITS = {*UNITS.values(), "t", "m", "W", "use"}
PARTS = ("gwp-fossil", "gwp-biogenic", "gwp-luluc")
OTHER_GASES = "gwp-nonCO2"
DISTRIBUTIONS = {"normal", "log-normal", "uniform", "triangular", "max"}
STAGE = ("A1", "A2", "A3")
WHOLE = "A1A2A3"
ROUNDING = Decimal("1e-4")
"""The relative deviation has six digits here, and five or so elsewhere."""


def check(document: Any) -> tuple[Finding, ...]:
    """The models of the package, dates, units, sums of modules and of parts, deviations."""
    look = Look(document)
    look.present(
        "doctype", "product_name", "declared_unit.qty", "declared_unit.unit", "manufacturer.name", "impacts"
    )
    look.findings.extend(refusals(document))
    issued, end = look.moment("date_of_issue"), look.moment("valid_until")
    if issued and end and end <= issued:
        look.tell("P145", "valid_until", start=issued.isoformat(), end=end.isoformat())
    look.number("declared_unit.qty", POSITIVE)
    unit = look.get("declared_unit.unit")
    if unit is not None and str(unit) not in KNOWN_UNITS:
        look.tell("P161", "declared_unit.unit", value=shown(unit), known=", ".join(sorted(KNOWN_UNITS)))
    for path in ("kg_per_declared_unit", "kg_C_per_declared_unit", "kg_C_biogenic_per_declared_unit"):
        look.number(f"{path}.qty", NOT_NEGATIVE)
    if look.get("declared_unit.unit") == "kg":
        mass, own = look.number("kg_per_declared_unit.qty"), look.number("declared_unit.qty")
        look.equal("kg_per_declared_unit.qty", mass, own, "declared_unit.qty")
    methods = look.get("impacts")
    for name in methods if isinstance(methods, Mapping) else ():
        check_method(look, document, str(name))
    return look.done()


def refusals(document: Any) -> Iterator[Finding]:
    """What the models of the package refuse (P283); P122 where it is not installed."""
    from pydantic import ValidationError

    try:
        model = import_module(MODULE).EpdV0
    except ImportError:
        yield Finding("P122", {"format": "openepd", "module": "openepd", "extra": "openepd"})
        return
    try:
        model.model_validate(deepcopy(document))  # the models write into what they read
    except ValidationError as error:
        for one in error.errors(include_url=False, include_context=False, include_input=False):
            path = ".".join(map(str, one["loc"]))
            yield Finding("P283", {"field": path, "reason": one["msg"]}, Location("<payload>", path=path))
    except (TypeError, ValueError, AttributeError) as error:
        yield Finding("P283", {"field": "-", "reason": str(error)[:200]}, Location("<payload>"))


def check_method(look: Look, document: Any, name: str) -> None:
    """One method: each scope a number in kgCO2e, the parts of each scope its whole."""
    sets = document["impacts"].get(name)
    if not isinstance(sets, Mapping):
        return
    values = {
        str(key): scopes(look, f"impacts.{name}.{key}", one) for key, one in sets.items() if is_gwp(key)
    }
    whole = values.get("gwp")
    if not whole:
        look.tell("P149", f"impacts.{name}.gwp")
        return
    for scope, value in whole.items():
        parts = [values.get(part, {}).get(scope) for part in PARTS]
        if None in parts:
            continue
        others = values.get(OTHER_GASES, {}).get(scope)
        if others is None or not near(value, added(parts)):  # some count them within gwp-biogenic
            formula = " + ".join((*PARTS, OTHER_GASES))
            look.equal(f"impacts.{name}.gwp.{scope}.mean", value, added((*parts, others)), formula)
    single = [whole.get(stage) for stage in STAGE]
    if None not in single:
        look.equal(f"impacts.{name}.gwp.{WHOLE}.mean", whole.get(WHOLE), added(single), " + ".join(STAGE))
    check_extension(look, f"impacts.{name}.gwp.{WHOLE}", whole.get(WHOLE))


def is_gwp(key: object) -> bool:
    """Whether a set of scopes is one of global warming."""
    return isinstance(key, str) and key.lower().startswith("gwp")


def scopes(look: Look, path: str, held: Any) -> dict[str, Decimal]:
    """The means of a set by scope; a wrong unit, deviation or distribution is told."""
    found: dict[str, Decimal] = {}
    for scope, one in held.items() if isinstance(held, Mapping) else ():
        if not isinstance(one, Mapping):
            continue
        place = f"{path}.{scope}"
        look.present(f"{place}.mean", f"{place}.unit")
        mean = look.number(f"{place}.mean", ANY)
        look.number(f"{place}.rsd", POSITIVE)
        if one.get("unit") not in (None, "kgCO2e"):
            look.tell("P282", f"{place}.unit", value=shown(one.get("unit")))
        if one.get("dist") is not None and str(one.get("dist")) not in DISTRIBUTIONS:
            look.tell(
                "P284", f"{place}.dist", value=shown(one.get("dist")), known=", ".join(sorted(DISTRIBUTIONS))
            )
        if mean is not None:
            found[str(scope)] = mean
    return found


def near(left: Decimal, right: Decimal) -> bool:
    """Equal to a millionth."""
    return abs(left - right) <= Decimal("1e-6") * max(abs(left), abs(right))


def check_extension(look: Look, path: str, mean: Decimal | None) -> None:
    """The deviation of A1A2A3 is that of the extension object."""
    held = look.get(f"ext.{IDENTIFIER}")
    rsd, sd = look.get(f"{path}.rsd"), held.get("sd") if isinstance(held, Mapping) else None
    numbers = [one for one in (rsd, sd) if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) < 2 or mean is None:
        return
    found, told = Decimal(repr(rsd)) * mean, Decimal(repr(sd))
    if found.is_finite() and told.is_finite() and abs(found - told) > ROUNDING * max(abs(found), abs(told)):
        look.tell("P142", f"{path}.rsd", value=f"{found:f}", formula=f"{IDENTIFIER} sd", expected=f"{told:f}")
