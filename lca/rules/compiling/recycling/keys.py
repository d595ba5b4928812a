"""The keys of a material: expressions with their dimensions, factor selectors, and what was not given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lca.documents import KeyPath
from lca.rules.compiled import Selector
from lca.rules.compiling.context import Context
from lca.rules.compiling.lines import MASS
from lca.rules.compiling.recycling.formulas import ZERO
from lca.rules.compiling.selectors import selector
from lca.rules.expression import Expression, Scope, tree
from lca.rules.recycled import FACTORS, SYMBOLS
from lca.rules.schema.recycling import Material
from lca.units import DIMENSIONLESS, Dimension

ENERGY = Dimension((("energy", 1),))
_ENERGY_FACTORS = ("ese_heat", "ese_elec")


@dataclass(frozen=True, slots=True)
class Keys:
    """What a material gives.

    ``values`` are the expressions by symbol, ``factors`` the selectors by symbol; ``broken`` are symbols
    (and ``amount``) that were given and cannot be used, of which nothing more is to be said.
    """

    name: str
    material: Material
    path: KeyPath
    amount: Expression | None
    values: Mapping[str, Expression]
    factors: Mapping[str, Selector]
    broken: frozenset[str]

    @property
    def trees(self) -> dict[str, tree.Node]:
        """The trees by symbol; zero for what the formulas take as zero where nothing is said."""
        return dict.fromkeys(_zeros(self.material), ZERO) | {
            symbol: expression.tree for symbol, expression in self.values.items()
        }

    @property
    def elsewhere(self) -> bool:
        """Whether the material is made by the process's own lines: it only says what is replaced."""
        entry = self.material
        return entry.virgin is None and entry.recycled is None and entry.replaced is not None

    def factor(self, symbol: str) -> str:
        """The symbol whose factor serves: the burden of what is replaced is that of the primary material."""
        return "ev" if symbol == "ev_star" and self.material.replaced is None else symbol


def read(context: Context, name: str, material: Material, scope: Scope) -> Keys:
    """Read all keys of a material, whether the method uses them or not."""
    path: KeyPath = ("end_of_life", "materials", name)
    broken: set[str] = set()
    amount = _number(context, (*path, "amount"), material.amount, scope, MASS)
    values: dict[str, Expression] = {}
    for symbol, spec in SYMBOLS.items():
        text = given(material, spec.key)
        if text is None:
            continue
        want = ENERGY / MASS if spec.kind == "heating_value" else DIMENSIONLESS
        expression = _number(context, (*path, *spec.key), text, scope, want)
        if expression is None:
            broken.add(symbol)
        else:
            values[symbol] = expression
    factors = dict(_selectors(context, path, material, scope))
    return Keys(name, material, path, amount, values, factors, frozenset(broken))


def _number(context: Context, path: KeyPath, text: str, scope: Scope, want: Dimension) -> Expression | None:
    """The expression at ``path``, or None after a finding; another dimension than wanted is one."""
    expression, have = context.number(path, text, scope)
    if have is not None and have != want:
        context.refuse("R242", path, key=path[-1], have=have, want=want)
        return None
    return None if have is None else expression


def _selectors(
    context: Context, path: KeyPath, material: Material, scope: Scope
) -> Iterator[tuple[str, Selector]]:
    for symbol, (_, key) in FACTORS.items():
        dimension = ENERGY if symbol in _ENERGY_FACTORS else MASS
        chosen = selector(context, (*path, *key), given(material, key), scope, dimension)
        if chosen is not None:
            yield symbol, chosen


def given(material: Material, key: tuple[str, ...]) -> Any:
    """What stands under a key of a material; None where it, or what it stands in, is absent."""
    found: Any = material
    for part in key:
        found = None if found is None else getattr(found, part)
    return found


def _zeros(material: Material) -> Iterator[str]:
    """Symbols that are zero by the formula's default: nothing is burnt, or burning gives no heat."""
    recovery = material.recovery
    if recovery is None:
        yield from ("r3", "b", "lhv", "x_heat", "x_elec")
        return
    if recovery.allocation is None:
        yield "b"
    if recovery.heat_efficiency is None and recovery.heat is None:
        yield "x_heat"
    if recovery.electricity_efficiency is None and recovery.electricity is None:
        yield "x_elec"
