"""What the processes of a rule take from each other: the links of the system with their solved amounts."""

from __future__ import annotations

from contextlib import suppress

from lca.errors import InputError
from lca.names import Names
from lca.results.footprint import Amount, Supply
from lca.results.lines import named
from lca.rules.compiled import Rule
from lca.rules.expression import Expression, references
from lca.solve.foreground import Evaluation
from lca.system.allocation import shares
from lca.system.environment import Environment, environment, real
from lca.system.product_system import Link, ProductSystem
from lca.units import Unit, display_unit, quantity, unit


def supplies(system: ProductSystem, nominal: Evaluation) -> tuple[Supply, ...]:
    """Every link between two processes, in the order of the paths; amounts are for the stated unit.

    A link's amount is its own for one run of its process times the runs of that process, which are the
    supplies of its columns weighted by their shares in the allocation.
    """
    scope = environment(system.rule, system.bound, {})
    often = _runs(system, nominal, scope)
    links = sorted((link for own in system.links.values() for link in own), key=lambda link: link.path)
    return tuple(_supply(system, link, often[link.line.process], scope) for link in links)


def _runs(system: ProductSystem, nominal: Evaluation, scope: Environment) -> dict[str, float]:
    found: dict[str, float] = {}
    for index, column in enumerate(system.columns):
        key = column.process.key
        share = float(real(shares(column.process, scope)[column.product]))
        found[key] = found.get(key, 0.0) + float(real(nominal.solution.supply[index])) * share
    return found


def _supply(system: ProductSystem, link: Link, runs: float, scope: Environment) -> Supply:
    line = link.line
    amount = runs * float(real(scope.value(line.amount, scope.row(line.table, link.row))))
    product = line.product or ""
    return Supply(
        path=link.path,
        process=line.process,
        product=product,
        maker=_maker(system, product),
        label=line.label or _label(system, product),
        amount=_amount(amount, _shown_unit(system, link)),
        rule_location=line.location.brief,
        clause=line.clause,
        formula=line.amount.text,
        inputs=_inputs(system, link),
    )


def _maker(system: ProductSystem, product: str) -> str:
    return system.rule.compiled.products[product].process


def _label(system: ProductSystem, product: str) -> Names:
    process = system.rule.compiled.processes[_maker(system, product)]
    alone = process.product == product and not process.co_products
    return process.label if alone and process.label else named(product)


def _amount(amount: float, shown: Unit) -> Amount:
    normalised = unit(display_unit(shown.dimension))
    return Amount(
        value=amount / shown.scale,
        unit=shown.text,
        normalised=amount / normalised.scale,
        normalised_unit=normalised.text,
    )


def _shown_unit(system: ProductSystem, link: Link) -> Unit:
    """The unit of the activity data behind it, or of the maker's output, where one fits; else ours."""
    values = (system.bound.all_values[identity] for identity in _inputs(system, link))
    given = [value.entry.unit for value in values if value.entry is not None]
    output = system.rule.compiled.processes[_maker(system, link.line.product or "")].amount.text
    with suppress(InputError):
        given.append(quantity(output).unit)
    fitting = (one for one in given if one.dimension == link.line.dimension)
    return next(fitting, unit(display_unit(link.line.dimension)))


def _inputs(system: ProductSystem, link: Link) -> tuple[str, ...]:
    """Identities of the activity data that the amount depends on, through named quantities too."""
    bound, line = system.bound, link.line
    names = sorted(_names(line.amount, system.rule))
    found = [bound.values[name].identity for name in names if name in bound.values]
    if line.table is not None and link.row is not None:
        row = bound.tables[line.table][link.row]
        columns = sorted(references(line.amount).columns)
        found += [row.values[column].identity for column in columns if column in row.values]
    return tuple(found)


def _names(expression: Expression, rule: Rule) -> set[str]:
    found: set[str] = set()
    waiting = list(references(expression).names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            quantity = rule.compiled.quantities.get(name)
            waiting += list(references(quantity).names) if quantity is not None else []
    return found
