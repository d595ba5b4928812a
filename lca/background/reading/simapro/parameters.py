"""Parameters of SimaPro: of the database, the project and the process, the narrower before the wider."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lca.background.reading.formulas import evaluate, value_of
from lca.background.reading.notes import Notes
from lca.background.reading.simapro.blocks import Block
from lca.background.reading.simapro.dialect import Dialect, Row
from lca.background.records import Consequence
from lca.errors import Finding, InputError

ORDER = ("Database Input", "Database Calculated", "Project Input", "Project Calculated")
EXACT = ("", "undefined")


@dataclass(frozen=True, slots=True)
class Scope:
    """Values of parameters by their names in small letters: SimaPro does not tell the case of letters."""

    values: Mapping[str, float]
    dialect: Dialect

    def amount(self, text: str) -> float | list[Finding] | None:
        """Give the value of a number or a formula; None of an empty cell, findings where there is none."""
        plain = self.dialect.number(text)
        if plain is not None or not text:
            return plain
        try:
            return value_of(self.dialect.formula(text), self.values, "simapro")
        except InputError as error:
            return list(error.findings)


def shared_scope(blocks: Iterable[Block], dialect: Dialect, notes: Notes) -> Scope:
    """Give the values of the parameters of database and project; a project's go before a database's."""
    ranked = sorted(blocks, key=lambda block: ORDER.index(block.name.removesuffix(" parameters")))
    formulas: dict[str, float | str] = {}
    for block in ranked:
        read = _inputs if "Input" in block.name else _calculated
        formulas |= read(block.rows, dialect, notes)
    return Scope(_values(formulas, notes), dialect)


def own_scope(block: Block, shared: Scope, notes: Notes) -> Scope:
    """Give the scope of a process: its own parameters, and the shared ones that it does not redefine."""
    dialect = shared.dialect
    own = _inputs(block.section("Input parameters"), dialect, notes)
    own |= _calculated(block.section("Calculated parameters"), dialect, notes)
    return Scope(_values({**shared.values, **own}, notes), dialect) if own else shared


def _values(formulas: Mapping[str, float | str], notes: Notes) -> Mapping[str, float]:
    values, findings = evaluate(formulas, "simapro") if formulas else ({}, [])
    notes.adopt(findings, Consequence.NOTED)
    return values


def _inputs(rows: Iterable[Row], dialect: Dialect, notes: Notes) -> dict[str, float | str]:
    """Input parameters: name, value, kind of spread. B272 no number; spreads are counted (B274)."""
    found: dict[str, float | str] = {}
    for row in rows:
        name, value = row.cell(0), dialect.number(row.cell(1))
        if value is None:
            notes.remark("B272", Consequence.NOTED, line=row.line, name=name, value=row.cell(1))
            continue
        if row.cell(2).casefold() not in EXACT:
            notes.tally("B274", Consequence.UNCERTAINTY_LEFT_OUT, name)
        found[name.casefold()] = value
    return found


def _calculated(rows: Iterable[Row], dialect: Dialect, notes: Notes) -> dict[str, float | str]:
    """Calculated parameters: name, formula."""
    found: dict[str, float | str] = {}
    for row in rows:
        if not row.cell(1):
            notes.remark("B272", Consequence.NOTED, line=row.line, name=row.cell(0), value="")
            continue
        found[row.cell(0).casefold()] = dialect.formula(row.cell(1))
    return found
