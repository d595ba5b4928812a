"""Reference products under both rules and under the rules between them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from lca.calculation import calculate
from lca.errors import Finding, InputError, Severity
from lca.factors.database import FactorDatabase
from lca.inventory.bind import bind
from lca.inventory.values import Inventory
from lca.names import Names
from lca.results.footprint import Footprint
from lca.results.lines import line_results
from lca.results.prepared import prepared, solved
from lca.rule_diff.difference import Effect, Part
from lca.rule_diff.hybrids import Hybrids
from lca.rule_diff.numbers import EXACT, Numbers, summed
from lca.rule_diff.products import ReferenceProduct, fitted, under_old_names
from lca.rule_diff.remembering import Remembering
from lca.rule_diff.sharing import Shares, share
from lca.rules.comparison.aligning import Renaming
from lca.rules.compiled import CompiledRule, Rule
from lca.rules.stages import STAGES
from lca.system.background import LinkedDatabase
from lca.system.intensity import Intensity

TOLERANCE = 1e-9
"""Largest relative difference between a rule and all changes made to the other that is rounding."""


@dataclass(frozen=True)
class Moving:
    """Both rules, the rules between them, and the factors and databases that all are computed with."""

    old: Rule
    new: Rule
    between: Hybrids
    factors: FactorDatabase
    gwp: str
    renamings: tuple[Renaming, ...] = ()
    backgrounds: Mapping[str, LinkedDatabase] = field(default_factory=dict)
    memory: dict[Any, Intensity] = field(default_factory=dict)

    def effect(self, product: ReferenceProduct) -> Effect:
        """What becomes of one reference product."""
        found = Effect(product.names, product.origin, _unit(self.old), _unit(self.new))
        if product.inventory is None:
            return replace(found, refused_old=product.unread, refused_new=product.unread)
        before = self.strict(under_old_names(product.inventory, self.renamings), self.old)
        after = self.strict(product.inventory, self.new)
        found = replace(found, refused_old=_findings(before), refused_new=_findings(after))
        if isinstance(before, Footprint) and isinstance(after, Footprint):
            found = replace(found, held_back=tuple(sorted(_blocking(after) - _blocking(before))))
        return self.numbered(found, product.inventory)

    def numbered(self, effect: Effect, inventory: Inventory) -> Effect:
        """With both numbers, as far as each rule gives one, and the parts of their difference."""
        former = under_old_names(inventory, self.renamings)
        ours, left_old = fitted(former, self.old.compiled, self.new.compiled)
        theirs, left_new = fitted(inventory, self.new.compiled, self.old.compiled)
        old, new = self.numbers(self.old, ours), self.numbers(self.new, theirs)
        left = tuple(dict.fromkeys((*left_old, *left_new)))
        effect = replace(effect, old=old, new=new, left_out=left if old and new else ())
        if old is None or new is None or old.same(new, max(old.size, new.size)):
            return effect
        shares = self.shares(inventory, old, new)
        if shares is None:
            return replace(effect, interaction=new - old)
        parts = tuple(Part(tuple(at + 1 for at in sorted(who)), moved) for who, moved in shares.parts)
        parts = tuple(sorted(parts, key=lambda part: (-abs(part.moved.total), part.changes)))
        return replace(effect, parts=parts, method=shares.method, interaction=_rest(old, new, parts))

    def shares(self, inventory: Inventory, old: Numbers, new: Numbers) -> Shares | None:
        """The parts of the changes; None where the rules between do not lead from one to the other."""
        known: dict[frozenset[int], Numbers | None] = {}

        def worth(changes: frozenset[int]) -> Numbers | None:
            if changes not in known:
                known[changes] = self.worth(inventory, changes)
            return known[changes]

        ends = worth(frozenset()), worth(frozenset(self.between.numeric))
        scale = max(old.size, new.size) * TOLERANCE / 1e-12
        if any(
            end is None or not end.same(number, scale) for end, number in zip(ends, (old, new), strict=True)
        ):
            return None
        return share(self.between.numeric, worth)

    def worth(self, inventory: Inventory, changes: frozenset[int]) -> Numbers | None:
        """What comes out with some of the changes; None where these alone are no rule or give nothing."""
        rule = self.between.rule(changes)
        if rule is None:
            return None
        return self.numbers(rule, _known(inventory, rule.compiled, self.old.compiled, self.new.compiled))

    def numbers(self, rule: Rule, inventory: Inventory) -> Numbers | None:
        """The total and the stages, as a result states them; None where something is refused."""
        try:
            bound = bind(inventory, rule.compiled, spare=True)
            gwp = self.factors.gwp(self.gwp)
            resolver = Remembering(self.factors, gwp, bound, backgrounds=self.backgrounds, memory=self.memory)
            plan, _ = prepared(rule, bound, resolver)
            lines = line_results(plan.system, solved(plan), {})
        except InputError:
            return None
        stages = tuple(math.fsum(one.value for one in lines if one.flow.line.stage == key) for key in STAGES)
        return Numbers(math.fsum(one.value for one in lines), stages)

    def strict(self, inventory: Inventory, rule: Rule) -> Footprint | tuple[Finding, ...]:
        """The result as ``zuji calc`` gives it, or why it is refused."""
        try:
            return calculate(
                inventory,
                rule,
                factors=self.factors,
                gwp=self.gwp,
                samples=0,
                backgrounds=self.backgrounds,
            )
        except InputError as error:
            wrong = tuple(one for one in error.findings if one.severity is Severity.ERROR)
            return wrong or error.findings


def _known(inventory: Inventory, rule: CompiledRule, *others: CompiledRule) -> Inventory:
    for other in others:
        inventory, _ = fitted(inventory, rule, other)
    return inventory


def _findings(result: Footprint | tuple[Finding, ...]) -> tuple[Finding, ...]:
    return () if isinstance(result, Footprint) else result


def _blocking(footprint: Footprint) -> set[str]:
    return {one.code for one in footprint.findings if one.severity in ("error", "blocking")}


def _rest(old: Numbers, new: Numbers, parts: Iterable[Part]) -> Numbers | None:
    """What the parts leave of the difference; None where that is rounding."""
    rest = summed(_signed(old, new, parts))
    return None if _near(summed((old, rest)), old) else rest


def _near(one: Numbers, other: Numbers) -> bool:
    """Whether two numbers differ by no more than the rounding of two ways to them."""
    return one.same(other, max(one.size, other.size) * TOLERANCE / EXACT)


def _signed(old: Numbers, new: Numbers, parts: Iterable[Part]) -> Iterator[Numbers]:
    yield from (new, old.times(-1))
    yield from (part.moved.times(-1) for part in parts)


def _unit(rule: Rule) -> Names:
    unit = rule.compiled.unit
    return Names(zh=f"{unit.amount} {unit.of.get('zh')}", en=f"{unit.amount} {unit.of.get('en')}")
