"""The formula of a method of sharing recycling, put together from the terms that the engine computes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from lca.report.document.blocks import Symbol
from lca.report.document.matter import Matter
from lca.rules.compiling.recycling.formulas import ONE, RULES, Rule, share, times
from lca.rules.expression import tree
from lca.rules.recycled import FACTORS, RecyclingTerm
from lca.rules.schema.process import Factor
from lca.rules.schema.recycling import Material
from lca.rules.schema.words import Method

LEFT: Final = "E_M"

_PRINTED: Final[Mapping[str, str]] = {
    "r1": "R_1",
    "r2": "R_2",
    "r3": "R_3",
    "a": "A",
    "b": "B",
    "q_in": "Q_in",
    "q_out": "Q_out",
    "lhv": "LHV",
    "x_heat": "X_heat",
    "x_elec": "X_elec",
    "ev": "E_V",
    "erec": "E_rec",
    "erec_eol": "E_recEoL",
    "ev_star": "E_V.rep",
    "eer": "E_ER",
    "ese_heat": "E_SE.heat",
    "ese_elec": "E_SE.elec",
    "ed": "E_D",
}
"""How the symbols of the engine's terms print, after those of the circular footprint formula."""

_KEYS: Final = {printed: key for key, printed in _PRINTED.items()}


def formula(method: Method) -> tree.Node:
    """What one kilogram of material burdens: the terms of the method; credits are taken off."""
    first, *rest = RULES[method]
    node = _term(first)
    for rule in rest:
        node = tree.Binary("-" if rule.kind == "credit" else "+", node, _term(rule))
    return node


def _term(rule: Rule) -> tree.Node:
    factor = tree.Name(_PRINTED[rule.factor])
    portion = _named(share(rule.share))
    return factor if portion == ONE else times(portion, factor)


def _named(node: tree.Node) -> tree.Node:
    """The same expression with its symbols as they print."""
    if isinstance(node, tree.Name):
        return tree.Name(_PRINTED[node.name])
    if isinstance(node, tree.Binary):
        return tree.Binary(node.operator, _named(node.left), _named(node.right))
    return node


def symbol(matter: Matter, name: str) -> Symbol:
    """A symbol of the formula and what it is."""
    key = "material" if name == LEFT else _KEYS[name]
    unit = "kg CO2e/kg" if name == LEFT or key in FACTORS else "MJ/kg" if key == "lhv" else "1"
    return Symbol(name, matter.say(f"recycling.symbol.{key}"), unit)


def factor_of(materials: Mapping[str, Material], term: RecyclingTerm) -> Factor | None:
    """The factor of a line that is a term of a method, as the rule writes it at the material."""
    material = materials[term.material]
    rule = next(rule for rule in RULES[term.method] if rule.term == term.term)
    found = _at(material, FACTORS[rule.factor][1])
    return found if found is not None or rule.factor != "ev_star" else material.virgin


def _at(material: Material, path: tuple[str, ...]) -> Factor | None:
    value: Any = material
    for key in path:
        value = getattr(value, key, None)
    found: Factor | None = value
    return found
