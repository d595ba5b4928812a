"""Which terms a method has for a material, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lca.rules.compiling.recycling.formulas import ONE, RULES, ZERO, Rule, filled, share, symbols, times
from lca.rules.compiling.recycling.keys import Keys, given
from lca.rules.expression import to_text, tree
from lca.rules.recycled import FACTORS, SYMBOLS
from lca.rules.schema.general import Boundary
from lca.rules.schema.words import Method

_SELF_MADE: tuple[Method, ...] = ("closed_loop", "open_loop", "net_scrap")


@dataclass(frozen=True, slots=True)
class Made:
    """A term with the material's expressions filled in.

    ``factor`` is the symbol of the factor that serves. ``lacking`` are the keys that it needs and that
    were not given; ``usable`` is False where one was given that could not be read.
    """

    rule: Rule
    share: tree.Node
    factor: str
    lacking: tuple[str, ...]
    usable: bool


def terms(method: Method, keys: Keys) -> Iterator[Made]:
    """The terms of a method for a material; a term that is zero whatever the data is none."""
    absent: dict[str, tree.Node] = {symbol: tree.Name(f"?{symbol}") for symbol in SYMBOLS}
    values = absent | dict.fromkeys(keys.broken, ONE) | keys.trees
    for rule in RULES[method]:
        if _left_out(rule, method, keys):
            continue
        node, factor = filled(share(rule.share), values), keys.factor(rule.factor)
        if node == ZERO:
            continue
        names = [part.name for part in tree.walk(node) if isinstance(part, tree.Name)]
        lacking = [SYMBOLS[symbol].dotted for symbol in symbols(rule.share) if f"?{symbol}" in names]
        if given(keys.material, FACTORS[factor][1]) is None:
            lacking.append(dotted(FACTORS[factor][1]))
        usable = not keys.broken.intersection(symbols(rule.share)) and factor in keys.factors
        yield Made(rule, node, factor, tuple(lacking), usable)


def outside(made: Iterable[Made], boundary: Boundary) -> list[Made]:
    """The terms in stages outside the boundary."""
    return [one for one in made if not boundary.stages.includes(one.rule.stage)]


def used(method: Method, keys: Keys, boundary: Boundary) -> set[str]:
    """The keys of a material that a method uses, each with those that it stands in."""
    found = {"amount"}
    for rule in RULES[method]:
        if method == "cut_off" and not boundary.stages.includes(rule.stage):
            continue
        if rule.factor == "ev_star":
            found.add(dotted(FACTORS[rule.factor][1]))
        if rule.factor == "eer":
            found |= {"recovery", "recovery.rate"}
        found |= {SYMBOLS[symbol].dotted for symbol in symbols(rule.share)}
        found.add(dotted(FACTORS[keys.factor(rule.factor)][1]))
    return found if "recovery" in found else {key for key in found if not key.startswith("recovery.")}


def printed(rule: Rule) -> str:
    """A term in the letters of the standard, for one kilogram of the material: ``(1 - R1) * Ev``."""
    letters: dict[str, tree.Node] = {key: tree.Name(symbol.printed) for key, symbol in SYMBOLS.items()}
    factor: tree.Node = tree.Name(FACTORS[rule.factor][0])
    return to_text(times(filled(share(rule.share), letters), factor))


def dotted(key: tuple[str, ...]) -> str:
    """A key as people write it."""
    return ".".join(key)


def _left_out(rule: Rule, method: Method, keys: Keys) -> bool:
    """An optional term without its factor, or the making of a material that the process's lines make."""
    if rule.optional:
        return given(keys.material, FACTORS[rule.factor][1]) is None
    making = rule.term in ("virgin", "recycled")
    return making and method in _SELF_MADE and keys.elsewhere
