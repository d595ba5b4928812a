"""The balances of processes: two sides of one dimension, and how far they may differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lca.documents import KeyPath
from lca.rules.compiling.context import Context
from lca.rules.demanded import BalanceSpec
from lca.rules.expression import Scope
from lca.rules.schema.demands import Balance
from lca.rules.schema.rule import RuleModel
from lca.units import Dimension

MASS, ENERGY = Dimension((("mass", 1),)), Dimension((("energy", 1),))
KNOWN: Mapping[str, Dimension] = {"mass": MASS, "carbon": MASS, "energy": ENERGY}
"""Balances whose name says their dimension."""


def balances(context: Context, model: RuleModel, scope: Scope) -> tuple[BalanceSpec, ...]:
    """All balances that could be read; R284 and R285 where their dimensions do not fit."""
    found = (_balance(context, path, entry, scope) for path, entry in _declared(model))
    return tuple(balance for balance in found if balance is not None)


def _declared(model: RuleModel) -> Iterator[tuple[KeyPath, Balance]]:
    for process, entry in model.processes.items():
        for key, balance in entry.balances.items():
            yield ("processes", process, "balances", key), balance


def _balance(context: Context, path: KeyPath, entry: Balance, scope: Scope) -> BalanceSpec | None:
    inputs, have = context.number((*path, "inputs"), entry.inputs, scope)
    outputs, other = context.number((*path, "outputs"), entry.outputs, scope)
    tolerance = context.share((*path, "tolerance"), entry.tolerance)
    process, key = str(path[1]), str(path[-1])
    if have is not None and other is not None and have != other:
        context.refuse("R284", (*path, "outputs"), name=key, have=other, want=have)
    want = KNOWN.get(key, have)
    if have is not None and have != want:
        context.refuse("R285", (*path, "inputs"), name=key, have=have, want=want)
    if inputs is None or outputs is None or have is None or tolerance is None:
        return None
    place = context.document.locate(path)
    return BalanceSpec(key, process, entry.label, inputs, outputs, have, tolerance, entry.clause, place)
