"""Formulas of a rule at the stated values: what a result reports beside the footprint."""

from __future__ import annotations

from dataclasses import dataclass

from lca.errors import Finding, InputError, Location, RuleError
from lca.names import Names
from lca.rules.expression import Expression
from lca.system.environment import Environment, environment, real
from lca.system.product_system import ProductSystem

NOT_GIVEN = "E303"


@dataclass(frozen=True, slots=True)
class Read:
    """The values of formulas in engine units, or what is missing for them."""

    values: tuple[float, ...] = ()
    missing: tuple[str, ...] = ()


def scope_of(system: ProductSystem) -> Environment:
    """The environment of the stated values."""
    return environment(system.rule, system.bound, {})


def read(scope: Environment, *expressions: Expression) -> Read:
    """The values of formulas; without values where one needs optional data that nobody gave.

    Raises:
        RuleError: a formula divides by zero or its result is not finite.
    """
    values, missing = list[float](), list[str]()
    for expression in expressions:
        try:
            values.append(float(real(scope.value(expression))))
        except RuleError as error:
            missing += [_name(finding, error) for finding in error.findings]
    return Read(missing=tuple(dict.fromkeys(missing))) if missing else Read(tuple(values))


def _name(finding: Finding, error: RuleError) -> str:
    if finding.code != NOT_GIVEN:
        raise error
    return str(finding.params["name"])


def amount(scope: Environment, expression: Expression, name: Names, place: Location) -> Read:
    """As :func:`read`, of an amount; raises InputError C181 where it is less than nothing."""
    found = read(scope, expression)
    if found.values and found.values[0] < 0:
        raise InputError(Finding("C181", {"name": name, "value": f"{found.values[0]:.6g}"}, place))
    return found
