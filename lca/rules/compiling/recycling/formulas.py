"""The methods of sharing recycling between products, term by term, as formulas for one kilogram.

``cut_off``: recycled material comes with the burden of its recycling only, what goes to recycling leaves
without burden or credit: ``(1 - R1) Ev + R1 Erecycled + R3 EER + (1 - R2 - R3) Ed``.

``closed_loop`` and ``open_loop``: ``Ev + E_EoL - R2 E*v`` and ``Ev + E_EoL - R2 A E*v``, where ``E_EoL`` is
``R2 ErecyclingEoL + R3 EER + (1 - R2 - R3) Ed``. After ISO 14067:2018, annex D (informative), as secondary
sources tell it; the text was not read. All of the material counts as primary on its way in.

``cff``: the circular footprint formula of Recommendation (EU) 2021/2279, annex I, every term::

    (1 - R1) Ev + R1 (A Erecycled + (1 - A) Ev Qsin/Qp)
    + (1 - A) R2 (ErecyclingEoL - E*v Qsout/Qp)
    + (1 - B) R3 (EER - LHV XER,heat ESE,heat - LHV XER,elec ESE,elec)
    + (1 - R2 - R3) Ed

``net_scrap``: scrap that goes in has a burden and scrap that comes out a credit of the same size, so that
only the difference counts: ``(1 - R1) Ev + R1 Erecycled - (R2 - R1) (E*v - ErecyclingEoL)``, both rates as
shares of the finished mass, after losses of recycling. It is the scrap option of the steel industry (the
worldsteel methodology and the parent of China's steel rule), as secondary sources tell it. Disposal and
burning stand beside it where their factors are given.

``E*v`` is ``Ev`` where nothing else is said. Symbols: :data:`lca.rules.recycled.SYMBOLS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from lca.rules.compiled import LineKind
from lca.rules.expression import parse, tree
from lca.rules.expression.evaluation import constant
from lca.rules.recycled import Term
from lca.rules.schema.words import Method
from lca.rules.stages import Stage
from lca.units import PURE

TINY = 1e-12
ZERO: Final = tree.Number(0.0, PURE)
ONE: Final = tree.Number(1.0, PURE)


@dataclass(frozen=True, slots=True)
class Rule:
    """A term of a method: its share of the material's mass, and the symbol of its factor.

    An ``optional`` term is no part of the formula; it stands where its factor is given.
    """

    term: Term
    kind: LineKind
    factor: str
    share: str
    optional: bool = False

    @property
    def stage(self) -> Stage:
        """What goes in is acquired; the rest happens after use."""
        going_in = self.term in ("virgin", "recycled", "recycled_virgin")
        return "raw_material_acquisition" if going_in else "end_of_life"


_BURNT = Rule("energy_recovery", "waste", "eer", "r3")
_DISPOSED = Rule("disposal", "waste", "ed", "1 - r2 - r3")
_PRIMARY = Rule("virgin", "input", "ev", "1 - r1")
_SECONDARY = Rule("recycled", "input", "erec", "r1")
_RECYCLING = Rule("recycling", "waste", "erec_eol", "r2")

RULES: Final[Mapping[Method, tuple[Rule, ...]]] = {
    "cut_off": (_PRIMARY, _SECONDARY, _BURNT, _DISPOSED),
    "closed_loop": (
        Rule("virgin", "input", "ev", "1"),
        _RECYCLING,
        Rule("avoided_virgin", "credit", "ev_star", "r2"),
        _BURNT,
        _DISPOSED,
    ),
    "open_loop": (
        Rule("virgin", "input", "ev", "1"),
        _RECYCLING,
        Rule("avoided_virgin", "credit", "ev_star", "a * r2"),
        _BURNT,
        _DISPOSED,
    ),
    "cff": (
        _PRIMARY,
        Rule("recycled", "input", "erec", "a * r1"),
        Rule("recycled_virgin", "input", "ev", "(1 - a) * r1 * q_in"),
        Rule("recycling", "waste", "erec_eol", "(1 - a) * r2"),
        Rule("avoided_virgin", "credit", "ev_star", "(1 - a) * r2 * q_out"),
        Rule("energy_recovery", "waste", "eer", "(1 - b) * r3"),
        Rule("heat_credit", "credit", "ese_heat", "(1 - b) * r3 * lhv * x_heat"),
        Rule("electricity_credit", "credit", "ese_elec", "(1 - b) * r3 * lhv * x_elec"),
        _DISPOSED,
    ),
    "net_scrap": (
        _PRIMARY,
        _SECONDARY,
        Rule("recycling", "waste", "erec_eol", "r2 - r1"),
        Rule("avoided_virgin", "credit", "ev_star", "r2 - r1"),
        Rule("energy_recovery", "waste", "eer", "r3", optional=True),
        Rule("disposal", "waste", "ed", "1 - r2 - r3", optional=True),
    ),
}


@cache
def share(formula: str) -> tree.Node:
    """The tree of a term's share, its symbols as names."""
    return parse(formula).tree


def symbols(formula: str) -> Iterator[str]:
    """The symbols that a term's share is made of."""
    return (node.name for node in tree.walk(share(formula)) if isinstance(node, tree.Name))


def filled(node: tree.Node, values: Mapping[str, tree.Node]) -> tree.Node:
    """A share with ``values`` in place of symbols, without factors of one and terms of zero."""
    if isinstance(node, tree.Name):
        return _plain(values.get(node.name, node))
    if not isinstance(node, tree.Binary):
        return node
    left, right = filled(node.left, values), filled(node.right, values)
    return _plain(times(left, right) if node.operator == "*" else _less(left, right))


def times(left: tree.Node, right: tree.Node) -> tree.Node:
    """A product; one that holds a zero is zero."""
    if ZERO in (left, right):
        return ZERO
    if ONE in (left, right):
        return right if left == ONE else left
    if isinstance(right, tree.Binary) and right.operator == "*":
        return times(times(left, right.left), right.right)
    return tree.Binary("*", left, right)


def _less(left: tree.Node, right: tree.Node) -> tree.Node:
    return left if right == ZERO else tree.Binary("-", left, right)


def _plain(node: tree.Node) -> tree.Node:
    """Zero and one for what comes to these whatever the data; anything else as it is written."""
    value = literal(node)
    if value is None or abs(value) < TINY:
        return node if value is None else ZERO
    pure = all(
        part.unit.dimension == PURE.dimension for part in tree.walk(node) if isinstance(part, tree.Number)
    )
    return ONE if pure and abs(value - 1) < TINY else node


def literal(node: tree.Node) -> float | None:
    """The engine value of what is made of numbers alone; None where it depends on anything."""
    fixed = (tree.Number, tree.Unary, tree.Binary, tree.Power, tree.Extreme)
    return constant(node) if all(isinstance(part, fixed) for part in tree.walk(node)) else None
