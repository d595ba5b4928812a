"""The materials of a rule: each term of the method becomes a line of the material's process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lca.documents import Span
from lca.errors import nearest
from lca.i18n import text
from lca.names import Names
from lca.rules.compiled import CompiledProcess, Line
from lca.rules.compiling.context import Context
from lca.rules.compiling.lines import MASS
from lca.rules.compiling.products import Products
from lca.rules.compiling.recycling.formulas import times
from lca.rules.compiling.recycling.keys import ENERGY, Keys, read
from lca.rules.compiling.recycling.terms import Made, outside, printed, terms
from lca.rules.expression import Expression, Scope, to_text
from lca.rules.recycled import MaterialSpec, RecyclingTerm, Term
from lca.rules.schema.recycling import EndOfLife
from lca.rules.schema.rule import RuleModel
from lca.rules.schema.words import Method


@dataclass(frozen=True, slots=True)
class Materials:
    """The lines of all materials by process, and what is needed to check their shares against data."""

    lines: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    specs: Mapping[str, MaterialSpec] = field(default_factory=dict)
    keys: tuple[Keys, ...] = ()


def compile_materials(context: Context, model: RuleModel, scope: Scope, products: Products) -> Materials:
    """Every material under the rule's method; whatever a method lacks is a finding.

    The sensitivity cases that name another method must find their keys too.
    """
    own = model.end_of_life
    lines: dict[str, tuple[Line, ...]] = {}
    specs: dict[str, MaterialSpec] = {}
    keys = tuple(read(context, name, entry, scope) for name, entry in own.materials.items())
    _outside(context, model, keys)
    for one in keys:
        process = _host(context, model, one, products)
        found = tuple(_lines(context, model, one, process))
        lines[process] = (*lines.get(process, ()), *found)
        if one.amount is not None:
            specs[one.name] = _spec(context, own, one, one.amount, process)
    _other_methods(context, model, keys)
    return Materials(lines, specs, keys)


def joined(
    context: Context, processes: Mapping[str, CompiledProcess], materials: Materials
) -> dict[str, CompiledProcess]:
    """The processes with the lines of their materials after their own; R108 where an id stands twice."""
    found = dict(processes)
    for key in sorted(found.keys() & materials.lines.keys()):
        own, added = found[key].lines, materials.lines[key]
        _clashes(context, key, own, added)
        found[key] = replace(found[key], lines=(*own, *added))
    return found


def _clashes(context: Context, process: str, own: Iterable[Line], added: Iterable[Line]) -> None:
    first = {line.id: line for line in own}
    for line in added:
        if line.id in first and line.recycling is not None:
            path = ("end_of_life", "materials", line.recycling.material)
            stands = first[line.id].location.line
            context.refuse("R108", path, id=line.id, process=process, line=stands)
        first.setdefault(line.id, line)


def host(model: RuleModel, keys: Keys, products: Products) -> str | None:
    """The process whose lines a material's terms become; None where it is not there."""
    made = products.made.get(model.unit.reference_flow.product)
    wanted = keys.material.process or (made.process if made is not None else None)
    return wanted if wanted in model.processes else None


def _host(context: Context, model: RuleModel, keys: Keys, products: Products) -> str:
    found, wanted = host(model, keys, products), keys.material.process
    if found is None and wanted is not None and products.complete:
        context.refuse("R247", (*keys.path, "process"), nearest(wanted, model.processes), process=wanted)
    return found or ""


def _outside(context: Context, model: RuleModel, keys: Iterable[Keys]) -> None:
    """Only cut-off leaves out what lies outside the boundary; another method would lose its balance."""
    method = model.end_of_life.method
    if method == "cut_off":
        return
    found = (one.rule.stage for each in keys for one in outside(terms(method, each), model.boundary))
    for stage in dict.fromkeys(found):
        context.refuse("R241", ("end_of_life", "method"), method=method, stage=stage)


def _lines(context: Context, model: RuleModel, keys: Keys, process: str) -> Iterator[Line]:
    method = model.end_of_life.method
    made = list(terms(method, keys))
    beyond = outside(made, model.boundary)
    wanting: dict[str, None] = {}
    for one in made:
        if one in beyond:
            continue
        wanting |= dict.fromkeys(one.lacking)
        if not one.lacking and one.usable and keys.amount is not None:
            yield _line(context, model.end_of_life, keys, one, keys.amount, process)
    for key in wanting:
        context.refuse("R240", keys.path, material=keys.name, method=method, key=key)
    if method == "cff" and any(one.rule.term == "energy_recovery" for one in made):
        _something_recovered(context, keys)


def _something_recovered(context: Context, keys: Keys) -> None:
    if {"x_heat", "x_elec"} <= {symbol for symbol in keys.trees if symbol not in keys.values} - keys.broken:
        context.refuse("R246", (*keys.path, "recovery"), material=keys.name)


def _line(context: Context, own: EndOfLife, keys: Keys, made: Made, amount: Expression, process: str) -> Line:
    tree = times(amount.tree, made.share)
    place, rule = context.document.locate(keys.path), made.rule
    return Line(
        id=f"{keys.name}_{rule.term}",
        kind=rule.kind,
        process=process,
        stage=rule.stage,
        of=f"{keys.name}_{'virgin' if made.factor == 'ev' else rule.term}",
        label=_label(keys, rule.term, own.method),
        amount=Expression(to_text(tree), tree, Span(place)),
        dimension=ENERGY if rule.term in ("heat_credit", "electricity_credit") else MASS,
        when=None,
        table=None,
        factor=keys.factors[made.factor],
        product=None,
        gas=None,
        origin=None,
        clause=keys.material.clause or own.clause,
        location=place,
        recycling=RecyclingTerm(keys.name, rule.term, own.method, printed(rule)),
    )


def _label(keys: Keys, term: Term, method: Method) -> Names:
    name = keys.material.label or Names(zh=keys.name.replace("_", " "), en=keys.name.replace("_", " "))
    net = method == "net_scrap" and term in ("recycling", "avoided_virgin")
    key = f"recycling.term.{'net_' if net else ''}{term}"
    return Names(zh=f"{name.get('zh')}：{text(key, 'zh')}", en=f"{name.get('en')}: {text(key, 'en')}")


def _spec(context: Context, own: EndOfLife, keys: Keys, amount: Expression, process: str) -> MaterialSpec:
    return MaterialSpec(
        name=keys.name,
        process=process,
        method=own.method,
        label=keys.material.label,
        amount=amount,
        values=keys.values,
        clause=keys.material.clause or own.clause,
        location=context.document.locate(keys.path),
    )


def _other_methods(context: Context, model: RuleModel, keys: Iterable[Keys]) -> None:
    """What the methods of sensitivity cases lack."""
    for name, case in model.sensitivities.items():
        method, path = case.end_of_life, ("sensitivities", name, "end_of_life")
        if method is None or method == model.end_of_life.method:
            continue
        for one in keys:
            made = list(terms(method, one))
            beyond = outside(made, model.boundary)
            for stage in dict.fromkeys(each.rule.stage for each in beyond if method != "cut_off"):
                context.refuse("R241", path, method=method, stage=stage)
            lacking = (key for each in made if each not in beyond for key in each.lacking)
            for key in dict.fromkeys(lacking):
                context.refuse("R240", path, material=one.name, method=method, key=key)
