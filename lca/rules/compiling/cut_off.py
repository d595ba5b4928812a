"""Cut-off by mass or energy: what is left out, and what it is a share of."""

from __future__ import annotations

from collections.abc import Mapping

from lca.documents import KeyPath
from lca.errors import Severity
from lca.rules.compiled import CompiledProcess, Line
from lca.rules.compiling.balances import ENERGY, MASS
from lca.rules.compiling.context import Context
from lca.rules.expression import Expression, Scope
from lca.rules.schema.rule import RuleModel

DIMENSIONS = {"mass": MASS, "energy": ENERGY}


def left_out(context: Context, model: RuleModel, scope: Scope) -> dict[int, Expression]:
    """The amounts of exclusions by their index; findings where they do not fit the cut-off's basis."""
    basis, found = model.cut_off.basis, dict[int, Expression]()
    for index, entry in enumerate(model.boundary.exclusions):
        path: KeyPath = ("boundary", "exclusions", index)
        if entry.amount is not None:
            expression = _share(context, (*path, "amount"), entry.amount, basis, scope)
            found |= {} if expression is None else {index: expression}
        elif basis in DIMENSIONS:
            context.refuse("R293", path, severity=Severity.INFO, name=entry.name, basis=DIMENSIONS[basis])
    return found


def whole(
    context: Context, model: RuleModel, scope: Scope, processes: Mapping[str, CompiledProcess], complete: bool
) -> Expression | None:
    """What an amount left out is a share of, where the rule says so; else its inputs have to serve.

    R290 where there are none; nothing is said where the processes are not ``complete``.
    """
    cut_off = model.cut_off
    if cut_off.of is not None:
        return _share(context, ("cut_off", "of"), cut_off.of, cut_off.basis, scope)
    asked = any(entry.amount is not None for entry in model.boundary.exclusions)
    want = DIMENSIONS.get(cut_off.basis)
    bought = {line.dimension for process in processes.values() for line in process.lines if counts(line)}
    if want is not None and asked and complete and not context.broken and want not in bought:
        context.refuse("R290", ("cut_off", "basis"), basis=want)
    return None


def _share(context: Context, path: KeyPath, text: str, basis: str, scope: Scope) -> Expression | None:
    expression, have = context.number(path, text, scope)
    if basis not in DIMENSIONS:
        context.warn("R288", path)
    elif have is not None and have != DIMENSIONS[basis]:
        context.refuse("R287" if path[-1] == "amount" else "R289", path, have=have, want=DIMENSIONS[basis])
    return expression


def counts(line: Line) -> bool:
    """Whether a line is an input from outside: neither a link, nor an emission, a waste or a credit."""
    return line.kind == "input" and line.product is None
