"""Parameters of openLCA: global ones, and those of a process, which go before them.

A dependent parameter whose formula has no value keeps the value that the file states beside it, and a remark
says so; a parameter without either is unknown to formulas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lca.background.reading.formulas import evaluate
from lca.background.reading.notes import Notes
from lca.background.reading.openlca.fields import Record, flag, number, record, text
from lca.background.reading.openlca.objects import Objects
from lca.background.records import Consequence

CERTAIN = ("", "NONE")


def global_parameters(objects: Objects) -> dict[str, float]:
    """Values of the parameters that stand for themselves, by name."""
    found = [one.data for one in objects.of("Parameter").values()]
    scoped = [data for data in found if text(data, "parameterScope") in ("", "GLOBAL_SCOPE")]
    return parameter_values(scoped, {}, objects.notes)


def parameter_values(
    parameters: Iterable[Record], outer: Mapping[str, float], notes: Notes
) -> dict[str, float]:
    """Values by name, those of the wider scope included where no parameter here has their name."""
    formulas: dict[str, str | float] = {}
    stated: dict[str, float] = {}
    seen: dict[str, str] = {}
    for data in parameters:
        name, value, formula = text(data, "name"), number(data.get("value")), text(data, "formula")
        if not name or name.casefold() in seen:
            notes.remark("B164", Consequence.NOTED, name=name or "-")
            continue
        seen[name.casefold()] = name
        if value is not None:
            stated[name] = value
        if formula and not flag(data, "isInputParameter", "inputParameter"):
            formulas[name] = formula
        elif value is not None:
            formulas[name] = value
        else:
            notes.remark("B165", Consequence.NOTED, name=name, value=str(data.get("value")))
    wider: dict[str, str | float] = {n: v for n, v in outer.items() if n.casefold() not in seen}
    return _evaluated(wider | formulas, stated, notes)


def _evaluated(
    formulas: dict[str, str | float], stated: Mapping[str, float], notes: Notes
) -> dict[str, float]:
    """Evaluate; what fails is replaced by what is stated, and then whatever depends on it has a value."""
    values, findings = evaluate(formulas, "openlca", notes.place)
    failed = [found for found in findings if found.code != "B147"]
    notes.adopt(failed, Consequence.ASSUMED)
    if not findings:
        return values
    names = {found.location.path.rpartition(".")[2] for found in failed}
    usable = {name: formula for name, formula in formulas.items() if name not in names or name in stated}
    again = {name: stated[name] if name in names else formula for name, formula in usable.items()}
    values, findings = evaluate(again, "openlca", notes.place)
    notes.adopt(findings, Consequence.NOTED)
    return values


def uncertain(parameters: Iterable[Record]) -> list[str]:
    """Names of parameters that carry a spread."""
    spread = (
        data for data in parameters if text(record(data, "uncertainty"), "distributionType") not in CERTAIN
    )
    return [text(data, "name") for data in spread]
