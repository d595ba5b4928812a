"""Narrower: activity data, parameters, quantities, processes."""

from __future__ import annotations

from lca.documents import KeyPath
from lca.rules.linting.narrowing.comparison import Comparison, plain
from lca.rules.linting.narrowing.methods import scores
from lca.rules.schema.activity import Activity, Choice, ChoiceColumn, Interval, QuantityColumn, Scalar, Table
from lca.rules.schema.demands import formula_of
from lca.rules.schema.process import Process
from lca.rules.schema.rule import Frame

PRIMARY = ("any", "preferred", "required")
SIGN = ("any", "non_negative")
NARROWED = frozenset(
    {"range", "typical", "primary", "required", "sign", "default", "quality", "label", "clause"}
)
LISTS = frozenset({"inputs", "emissions", "wastes"})
GIVEN_BACK = frozenset({"co_products", "credits"})
Block = Scalar | Choice | Table | QuantityColumn | ChoiceColumn


def check_declared_of(compare: Comparison, high: Frame, low: Frame) -> None:
    """Everything that has a name: what is defined above is used below and not defined anew."""
    for name, entry in high.activity_data.items():
        if name in low.activity_data:
            _activity(compare, ("activity_data", name), entry, low.activity_data[name])
    compare.entries(("parameters",), high.parameters, low.parameters)
    for name, above in high.quantities.items():
        below = low.quantities.get(name, above)
        if plain(formula_of(below)) != plain(formula_of(above)):
            compare.refuse("R229", ("quantities", name), name=name)
    for name, process in high.processes.items():
        if name in low.processes:
            _process(compare, ("processes", name), process, low.processes[name])


def _activity(compare: Comparison, path: KeyPath, high: Activity, low: Activity) -> None:
    if type(high) is not type(low):
        compare.refuse("R235", path, name=path[-1])
        return
    _demands(compare, path, high, low)
    compare.kept(path, high, low, NARROWED | {"options", "table"})
    if isinstance(high, Scalar) and isinstance(low, Scalar):
        scores(compare, (*path, "quality"), high.quality, low.quality)
    if isinstance(high, Table) and isinstance(low, Table):
        for name, column in high.table.items():
            if name in low.table:
                _column(compare, (*path, "table", name), column, low.table[name])


def _column(
    compare: Comparison,
    path: KeyPath,
    high: str | QuantityColumn | ChoiceColumn,
    low: str | QuantityColumn | ChoiceColumn,
) -> None:
    above, below = _whole(high), _whole(low)
    if isinstance(above, str) or isinstance(below, str) or type(above) is not type(below):
        if above != below:
            compare.refuse("R235", path, name=path[-1])
        return
    _demands(compare, path, above, below)
    compare.kept(path, above, below, NARROWED | {"options"})


def _whole(column: str | QuantityColumn | ChoiceColumn) -> str | QuantityColumn | ChoiceColumn:
    """A column of numbers written short is one with only a unit."""
    short = isinstance(column, str) and column not in ("text", "factor")
    return QuantityColumn(unit=column) if short and isinstance(column, str) else column


def _demands(compare: Comparison, path: KeyPath, high: Block | Activity, low: Block | Activity) -> None:
    """Ranges within, options among, demands not weaker, defaults as above."""
    for key in ("range", "typical"):
        _interval(compare, (*path, key), getattr(high, key, None), getattr(low, key, None))
    for key, ranks in (("primary", PRIMARY), ("sign", SIGN)):
        _rank(compare, (*path, key), ranks, getattr(high, key, None), getattr(low, key, None))
    if high.required and not low.required:
        compare.refuse("R224", (*path, "required"), value="false", wanted="true")
    _options(compare, path, getattr(high, "options", ()), getattr(low, "options", ()))
    default, own = getattr(high, "default", None), getattr(low, "default", None)
    if default is not None and own != default and not (own is None and low.required):
        compare.refuse("R229", (*path, "default"), name=path[-1])


def _interval(compare: Comparison, path: KeyPath, high: Interval | None, low: Interval | None) -> None:
    if high is not None and (low is None or low[0] < high[0] or high[1] < low[1]):
        value = "-" if low is None else f"{low[0]:g} – {low[1]:g}"
        compare.refuse("R223", path, value=value, wanted=f"{high[0]:g} – {high[1]:g}")


def _rank(
    compare: Comparison, path: KeyPath, ranks: tuple[str, ...], high: str | None, low: str | None
) -> None:
    if high in ranks and low in ranks and ranks.index(low) < ranks.index(high):
        compare.refuse("R224", path, value=low, wanted=high)


def _options(compare: Comparison, path: KeyPath, high: tuple[str, ...], low: tuple[str, ...]) -> None:
    for index, option in enumerate(low if high else ()):
        if option not in high:
            place = (*path, "options")
            compare.refuse("R231", (*place, index), place, value=option, wanted=", ".join(high))


def _process(compare: Comparison, path: KeyPath, high: Process, low: Process) -> None:
    """Lines may be added to a process; what takes burden away from it may not."""
    compare.kept(path, high, low, LISTS | GIVEN_BACK | {"label", "clause", "balances"})
    for key in sorted(GIVEN_BACK):
        if getattr(low, key) != getattr(high, key):
            compare.refuse("R236", (*path, key), path, name=path[-1])
    compare.entries((*path, "balances"), high.balances, low.balances, {"label", "clause", "tolerance"})
    for name, balance in high.balances.items():
        if name in low.balances:
            place = (*path, "balances", name, "tolerance")
            compare.at_most(place, balance.tolerance, low.balances[name].tolerance)
