"""The formulas of a rule as its document prints them, each with its number and its symbols."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from lca.dimensions import display_unit
from lca.report.document import recycling
from lca.report.document.blocks import Formula, Symbol
from lca.report.document.matter import Key, Matter
from lca.report.document.order import key as key_of
from lca.report.document.order import processes
from lca.report.document.words import line_label, linear, simple
from lca.report.mathematics import letter, letters
from lca.report.mathematics.letters import COLUMN
from lca.rules.compiled import CompiledProcess, Line
from lca.rules.expression import tree
from lca.rules.expression.parser import parse
from lca.rules.schema.demands import quantity_label
from lca.system.allocation import MEASURES, measured


@dataclass(frozen=True, slots=True)
class _Entry:
    """A formula to be numbered.

    ``letter`` is that of what stands left, empty where it has its own. ``own`` explains symbols that are
    not names of the rule. Formulas of one ``section`` explain a symbol once. ``table`` is that of the rows.
    """

    key: Key
    left: Symbol
    letter: str
    right: tree.Node
    section: str
    table: str | None = None
    own: Mapping[str, Symbol] = field(default_factory=dict)


def with_formulas(matter: Matter) -> Matter:
    """The same matter with all formulas of the document, numbered, each with the list of its symbols."""
    found = tuple(_all(matter))
    known = letters(matter.rule.compiled)
    bare = {one.key: _bare(one, number, known) for number, one in enumerate(found, 1)}
    numbered = replace(matter, formulas=bare)
    told: dict[str, set[str]] = {}
    full = {
        one.key: replace(
            bare[one.key], where=tuple(_where(numbered, one, told.setdefault(one.section, set())))
        )
        for one in found
    }
    return replace(matter, formulas=full)


def _bare(entry: _Entry, number: int, known: Mapping[str, str]) -> Formula:
    used = {name: known[name] for name in _symbols(entry.right) if name in known and name not in entry.own}
    left = {entry.left.name: entry.letter} if entry.letter else {}
    return Formula(entry.left.name, entry.right, str(number), letters=used | left)


def _symbols(node: tree.Node) -> Iterator[str]:
    for part in tree.walk(node):
        if isinstance(part, tree.Name):
            yield part.name
        elif isinstance(part, tree.Column):
            yield COLUMN + part.name


def _where(matter: Matter, entry: _Entry, told: set[str]) -> Iterator[Symbol]:
    """What stands left, then every symbol of the formula that its section has not explained yet."""
    known = {entry.left.name: entry.left} | dict(entry.own)
    for name, table in {entry.left.name: None, **_named(entry.right, entry.table)}.items():
        if name not in told:
            told.add(name)
            symbol = known[name] if name in known else _explained(matter, name, table)
            yield replace(symbol, unit="") if symbol.unit == "1" else symbol


def _named(node: tree.Node, table: str | None) -> dict[str, str | None]:
    """The symbols of an expression in order, each with the table of its row."""
    found: dict[str, str | None] = {}
    if isinstance(node, tree.Name):
        found[node.name] = None
    elif isinstance(node, tree.Column):
        found[COLUMN + node.name] = table
    inner = node.table if isinstance(node, tree.Sum) else table
    for child in tree.children(node):
        found = found | {name: at for name, at in _named(child, inner).items() if name not in found}
    return found


def _explained(matter: Matter, name: str, table: str | None) -> Symbol:
    if not name.startswith(COLUMN) or table is None:
        return matter.symbol(name)
    key = name.removeprefix(COLUMN)
    spec = matter.rule.compiled.tables[table].columns[key]
    entry = matter.model.activity_data[table]
    words = matter.say(
        "symbol.column", label=matter.name(spec.label, key), table=matter.name(entry.label, table)
    )
    return Symbol(name, words, spec.unit.text if spec.unit else "")


def _all(matter: Matter) -> Iterator[_Entry]:
    """In the order of the chapters."""
    yield from _units(matter)
    yield from _quantities(matter)
    for process in processes(matter.rule.compiled):
        yield from (_line(matter, line) for line in process.lines if not simple(line.amount.tree))
    yield from _shares(matter)
    yield from _recycling(matter)
    yield from _balances(matter)
    yield from _footprint(matter)
    yield from _storage(matter)


def _units(matter: Matter) -> Iterator[_Entry]:
    compiled = matter.rule.compiled
    for unit in (compiled.unit, *compiled.alternatives):
        if not simple(unit.reference_flow.tree):
            words = matter.say("symbol.reference_flow", amount=unit.amount, of=matter.name(unit.of))
            dimension = compiled.products[unit.product].dimension
            left = Symbol(f"flow.{unit.id}", words, display_unit(dimension))
            yield _Entry(("unit", unit.id), left, letter(dimension), unit.reference_flow.tree, "unit")


def _quantities(matter: Matter) -> Iterator[_Entry]:
    compiled = matter.rule.compiled
    for name, expression in compiled.quantities.items():
        dimension = compiled.dimensions[name]
        label = quantity_label(matter.model.quantities[name])
        words = matter.name(label) if label else matter.say("symbol.defined")
        left = Symbol(name, words, display_unit(dimension))
        yield _Entry(("quantity", name), left, letter(dimension), expression.tree, "quantity")


def _line(matter: Matter, line: Line) -> _Entry:
    words = matter.say(f"symbol.{line.kind}", label=line_label(matter, line))
    left = Symbol(f"{line.process}.{line.id}", words, display_unit(line.dimension))
    section = f"process {line.process}"
    return _Entry(key_of(line), left, letter(line.dimension), line.amount.tree, section, line.table)


def _shares(matter: Matter) -> Iterator[_Entry]:
    for process in processes(matter.rule.compiled):
        method = process.allocation.method if process.allocation else "none"
        if method != "none":
            yield _share(matter, process, method)


def _share(matter: Matter, process: CompiledProcess, method: str) -> _Entry:
    terms = [expression.tree for expression in measured(process, MEASURES[method]).values()]
    whole = reduce(lambda one, other: tree.Binary("+", one, other), terms)
    words = matter.say(
        "symbol.share", product=matter.product(process.product), process=matter.label(process.key)
    )
    left = Symbol(f"share.{process.product}", words, "1")
    return _Entry(("share", process.key), left, "λ", tree.Binary("/", terms[0], whole), "share")


def _recycling(matter: Matter) -> Iterator[_Entry]:
    rule = matter.model.end_of_life
    if rule.materials:
        right = recycling.formula(rule.method)
        own = {name: recycling.symbol(matter, name) for name in _symbols(right)}
        left = recycling.symbol(matter, recycling.LEFT)
        yield _Entry(("end_of_life",), left, "", right, "end_of_life", own=own)


def _balances(matter: Matter) -> Iterator[_Entry]:
    for process in processes(matter.rule.compiled):
        for name, balance in matter.model.processes[process.key].balances.items():
            for side, words in (("in", balance.inputs), ("out", balance.outputs)):
                label = (
                    matter.name(balance.label) if balance.label else matter.term(f"document.balance.{name}")
                )
                left = Symbol(
                    f"{process.key}.{name}.{side}", matter.say(f"symbol.balance_{side}", label=label)
                )
                where = f"balance {process.key} {name}"
                yield _Entry(("balance", process.key, name, side), left, "B", parse(words).tree, where)


def _footprint(matter: Matter) -> Iterator[_Entry]:
    for name, words in FOOTPRINT.items():
        right = parse(words).tree
        own = {symbol: _general(matter, symbol) for symbol in _symbols(right)}
        yield _Entry(("footprint", name), _general(matter, name), "", right, "footprint", own=own)


FOOTPRINT = {
    "CFP": "sum(p, s_p * E_p)",
    "E_p": "sum(i, AD_i * EF_i) + sum(g, m_g * GWP_g)",
    "s_p": "(D_p + sum(q, s_q * A_q)) / O_p",
}
"""The footprint of a product, as sums over one-letter indices of symbols that carry theirs."""

_UNITS = {"CFP": "kg CO2e", "E_p": "kg CO2e", "m_g": "kg", "GWP_g": "kg CO2e/kg", "s_p": "1", "s_q": "1"}


def _general(matter: Matter, name: str) -> Symbol:
    return Symbol(name, matter.say(f"symbol.{name}"), _UNITS.get(name, ""))


def _storage(matter: Matter) -> Iterator[_Entry]:
    for name, storage in matter.model.carbon_storage.items():
        node = parse(storage.carbon).tree
        if not simple(node):
            words = matter.say("symbol.storage", label=matter.name(storage.label, name))
            yield _Entry(("storage", name), Symbol(f"stored.{name}", words, "kg"), "m", node, "storage")


def amount(matter: Matter, line: Line) -> str:
    """The amount of a line in a table: as it is where it is simple, else its formula's number."""
    formula = matter.formulas.get(key_of(line))
    if formula is None:
        return linear(line.amount.tree)
    return matter.say("formula_number", first=formula.number)
