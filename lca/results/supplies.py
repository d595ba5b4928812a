"""What the processes of a rule take from each other: the links of the system with their solved amounts."""

from __future__ import annotations

from contextlib import suppress

from lca.errors import InputError
from lca.names import Names
from lca.results.lines import constants_of, inputs_of, named, shown_amount
from lca.results.records import Supply
from lca.solve.foreground import Evaluation
from lca.system.environment import Environment, environment, real
from lca.system.product_system import Link, ProductSystem
from lca.units import quantity


def supplies(system: ProductSystem, nominal: Evaluation) -> tuple[Supply, ...]:
    """Every link between two processes, in the order of the paths; amounts are for the stated unit."""
    scope = environment(system.rule, system.bound, {})
    links = sorted((link for own in system.links.values() for link in own), key=lambda link: link.path)
    return tuple(_supply(system, link, float(real(nominal.runs[link.line.process])), scope) for link in links)


def _supply(system: ProductSystem, link: Link, runs: float, scope: Environment) -> Supply:
    line, product = link.line, link.line.product or ""
    amount = runs * float(real(scope.value(line.amount, scope.row(line.table, link.row))))
    inputs = inputs_of(system, line, link.row)
    known = [value.entry.unit for value in inputs if value.entry is not None]
    with suppress(InputError):
        known.append(quantity(system.rule.compiled.processes[_maker(system, product)].amount.text).unit)
    return Supply(
        path=link.path,
        process=line.process,
        product=product,
        maker=_maker(system, product),
        label=line.label or _label(system, product),
        amount=shown_amount(amount, line.dimension, known),
        rule_location=line.location.brief,
        clause=line.clause,
        formula=line.amount.text,
        inputs=tuple(value.identity for value in inputs),
        constants=constants_of(system, line),
    )


def _maker(system: ProductSystem, product: str) -> str:
    return system.rule.compiled.products[product].process


def _label(system: ProductSystem, product: str) -> Names:
    process = system.rule.compiled.processes[_maker(system, product)]
    alone = process.product == product and not process.co_products
    return process.label if alone and process.label else named(product)
