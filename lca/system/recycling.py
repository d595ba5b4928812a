"""The shares of recycled materials as the activity data give them: between nothing and the whole."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from lca.errors import Finding, InputError
from lca.rules.compiled import CompiledRule
from lca.rules.expression import Expression, references
from lca.rules.recycled import SUMS, SYMBOLS, TOLERANCE, MaterialSpec
from lca.system.environment import Environment, real


def wrong_shares(rule: CompiledRule, processes: Collection[str], scope: Environment) -> Iterator[Finding]:
    """Findings about the materials of ``processes`` at the stated values: R256, R257, R258.

    Samples are not judged: a draw beyond the whole is the tail of a distribution, not a wrong number.
    """
    for spec in rule.materials.values():
        if spec.process in processes:
            try:
                yield from _material(spec, scope)
            except InputError as error:
                yield from error.findings


def _material(spec: MaterialSpec, scope: Environment) -> Iterator[Finding]:
    values = {
        symbol: number for symbol, e in spec.values.items() if (number := _number(e, scope)) is not None
    }
    for symbol, value in values.items():
        key = SYMBOLS[symbol].dotted
        share = SYMBOLS[symbol].kind == "share"
        if share and not -TOLERANCE <= value <= 1 + TOLERANCE:
            yield _finding("R256", spec, (spec.values[symbol],), key=key, value=f"{value:.6g}")
        elif not share and value < 0:
            yield _finding("R258", spec, (spec.values[symbol],), key=key, value=f"{value:.6g}")
    for first, second in SUMS:
        total = values.get(first, 0.0) + values.get(second, 0.0)
        if first in values and second in values and total > 1 + TOLERANCE:
            named = {"first": SYMBOLS[first].dotted, "second": SYMBOLS[second].dotted}
            rests = (spec.values[first], spec.values[second])
            yield _finding("R257", spec, rests, **named, value=f"{total:.6g}")
    amount = _number(spec.amount, scope)
    if amount is not None and amount < 0:
        yield _finding("R258", spec, (spec.amount,), key="amount", value=f"{amount:.6g} kg")


def _number(expression: Expression, scope: Environment) -> float | None:
    """The stated value; None where optional data behind it were not given."""
    if not references(expression).names <= scope.names.keys():
        return None
    return float(real(scope.value(expression)))


def _finding(code: str, spec: MaterialSpec, rests: tuple[Expression, ...], **params: str) -> Finding:
    names = sorted(set[str]().union(*(references(e).names for e in rests)))
    params |= {"material": spec.name, "inputs": ", ".join(names) or "-"}
    return Finding(code, params, spec.location, clause=spec.clause)
