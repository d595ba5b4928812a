"""Building the product system: rule + activity data + factors, all findings at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from lca.distributions import resolve, scaled
from lca.errors import Finding, InputError
from lca.inventory.bound import BoundInventory, BoundRow
from lca.rules.compiled import ColumnRef, CompiledRule, Line, Rule
from lca.rules.expression import Expression, references
from lca.system.environment import Environment, constant, constant_identity, environment
from lca.system.intensity import Parameter
from lca.system.product_system import Column, Flow, Link, Omission, ProductSystem
from lca.system.recycling import wrong_shares
from lca.system.resolve import Resolver
from lca.system.shared_sources import correlated

NEGATIVE = ("credit", "avoided")


def build(rule: Rule, bound: BoundInventory, resolver: Resolver) -> ProductSystem:
    """The product system of a rule filled with activity data and factors.

    Only what the reference product needs, directly or through other processes, becomes part of it.
    ``when`` conditions decide the structure at the stated values and stay so in every sample.

    Raises:
        InputError: every line that has no factor, and every formula that cannot be evaluated.
    """
    columns = _columns(rule.compiled)
    collector = _Collector(rule, bound, resolver)
    collector.collect({column.process.key: column.process.lines for column in columns})
    if collector.findings:
        raise InputError(collector.findings)
    collected = {key: tuple(flows) for key, flows in collector.flows.items()}
    flows = correlated(collected, _parameters(rule, bound, chain.from_iterable(collected.values())))
    return ProductSystem(
        rule=rule,
        bound=bound,
        columns=columns,
        flows=flows,
        links={key: tuple(sorted(links, key=lambda one: one.path)) for key, links in collector.links.items()},
        parameters=_parameters(rule, bound, chain.from_iterable(flows.values())),
        omitted=tuple(collector.omitted),
        findings=_once((*resolver.database.findings, *collector.notes)),
    )


def _once(notes: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple({note.render(): note for note in notes}.values())


def _columns(rule: CompiledRule) -> tuple[Column, ...]:
    """One column a product that the reference product needs, sorted by product."""
    needed, waiting = set[str](), [rule.unit.product]
    while waiting:
        product = waiting.pop()
        if product in needed:
            continue
        needed.add(product)
        process = rule.processes[rule.products[product].process]
        waiting += [line.product for line in process.lines if line.product is not None]
    made = (Column(rule.processes[rule.products[p].process], p) for p in sorted(needed))
    return tuple(made)


@dataclass
class _Collector:
    """Goes through the lines once; collects flows, links, omissions and findings."""

    rule: Rule
    bound: BoundInventory
    resolver: Resolver
    flows: dict[str, list[Flow]] = field(default_factory=dict)
    links: dict[str, list[Link]] = field(default_factory=dict)
    omitted: list[Omission] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def collect(self, lines: Mapping[str, tuple[Line, ...]]) -> None:
        scope = environment(self.rule, self.bound, {})
        self.findings.extend(wrong_shares(self.rule.compiled, lines, scope))
        for key in sorted(lines):
            for line in lines[key]:
                for index, row in self.rows(line):
                    self.line(key, line, index, row, scope)

    def rows(self, line: Line) -> Iterable[tuple[int | None, BoundRow | None]]:
        if line.table is None:
            return [(None, None)]
        return list(enumerate(self.bound.tables.get(line.table, ())))

    def line(self, key: str, line: Line, index: int | None, row: BoundRow | None, scope: Environment) -> None:
        path = f"{line.path}[{row.key}]" if row is not None else line.path
        missing = self.missing(line, row, scope)
        if missing:
            self.omitted.append(Omission(path, line, missing))
            return
        try:
            if line.when is not None and not np.all(scope.value(line.when, scope.row(line.table, index))):
                return
            if line.product is not None:
                self.links.setdefault(key, []).append(Link(path, line, index))
                return
            parts = self.resolver.parts(line, row)
        except InputError as error:
            self.findings.extend(error.findings)
            return
        sign = -1.0 if line.kind in NEGATIVE else 1.0
        split = len(parts) > 1
        for part in parts:
            own = f"{path}[{part.key}]" if split else path
            flow = Flow(own, line, index, part.intensity, sign, part.share, part.key, part.label, split)
            self.notes.extend(part.intensity.findings)
            self.flows.setdefault(key, []).append(flow)

    def missing(self, line: Line, row: BoundRow | None, scope: Environment) -> tuple[str, ...]:
        """Optional data that the line needs and nobody gave."""
        needed: set[str] = set()
        for expression in filter(None, (line.amount, line.when)):
            needed |= _unknown(expression, row, scope)
        if row is not None and line.factor is not None:
            used = [line.factor.whole, *line.factor.fields.values()]
            needed |= {ref.column for ref in used if isinstance(ref, ColumnRef) and ref.column in row.missing}
        return tuple(sorted(needed))


def _unknown(expression: Expression, row: BoundRow | None, scope: Environment) -> set[str]:
    refers = references(expression)
    unknown = {name for name in refers.names if name not in scope.names}
    return unknown | {column for column in refers.columns if row is not None and column in row.missing}


def _parameters(rule: Rule, bound: BoundInventory, flows: Iterable[Flow]) -> dict[str, Parameter]:
    """Every uncertain number by identity, sorted."""
    found = [
        Parameter(
            value.identity,
            "activity",
            value.engine,
            value.distribution,
            value.distribution_origin or "stated",
        )
        for value in bound.all_values.values()
        if value.distribution is not None
    ]
    for name, spec in rule.compiled.parameters.items():
        if spec.distribution is not None:
            used = constant(rule, bound, name)
            own = resolve(spec.distribution, used.quantity.value, used.quantity.unit)
            spread = scaled(own, used.quantity.unit.scale)
            identity = constant_identity(rule, name, used)
            found.append(Parameter(identity, "rule", used.quantity.engine, spread, "stated"))
    terms = (term for flow in flows for term in flow.intensity.terms)
    found += [term.parameter for term in terms if term.parameter is not None]
    return {parameter.id: parameter for parameter in sorted(found, key=lambda p: p.id)}
