"""A rule as a sensitivity case would have it: other constants, another allocation, another end of life."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from lca.documents import Document
from lca.errors import RuleError, Severity
from lca.rules.compiled import CompiledRule, ParameterSpec, Rule
from lca.rules.compiling.whole import compile_rule
from lca.rules.reading import Reading
from lca.rules.schema.demands import Sensitivity
from lca.rules.schema.process import Allocation, CoProduct, Process
from lca.rules.schema.rule import RuleModel
from lca.units import quantity

SHARING = ("mass", "energy", "economic", "system_expansion")


def changed_rule(rule: Rule, case: Sensitivity) -> Rule:
    """The rule with the case's constants, allocation and end of life; compiled anew only where it must be.

    Raises RuleError with what keeps the changed rule from being compiled.
    """
    model = changed_model(rule.model, case)
    compiled = rule.compiled if model is rule.model else _compiled(rule.document, model)
    constants = _constants(compiled.parameters, case)
    return replace(rule, model=model, compiled=replace(compiled, parameters=constants))


def changed_model(model: RuleModel, case: Sensitivity) -> RuleModel:
    """The model with the case's allocation and end of life; the model itself where it has neither.

    The hierarchy of allocation is left out: a case may show what a method outside it would give.
    """
    if not case.allocation and case.end_of_life is None:
        return model
    processes = dict(model.processes)
    for key, method in case.allocation.items():
        processes[key] = _allocated(processes[key], Allocation(method=method))
    update: dict[str, Any] = {"allocation": ()}
    if case.end_of_life is not None:
        update["end_of_life"] = model.end_of_life.model_copy(update={"method": case.end_of_life})
    if case.end_of_life == "cut_off":
        processes = {key: one.model_copy(update={"credits": ()}) for key, one in processes.items()}
    return model.model_copy(update=update | {"processes": processes})


def relative(text: str) -> float:
    """A change as a rule writes it (``+10 %``) as a share."""
    return quantity(text).engine


def _allocated(process: Process, allocation: Allocation) -> Process:
    """The process with all that share or replace under one method; what bears nothing goes on so."""
    co_products = tuple(_sharing(one) for one in process.co_products)
    return process.model_copy(update={"allocation": allocation, "co_products": co_products})


def _sharing(co_product: CoProduct) -> CoProduct:
    if co_product.method not in SHARING:
        return co_product
    return co_product.model_copy(update={"method": None, "avoided": None, "avoided_amount": None})


def _compiled(document: Document, model: RuleModel) -> CompiledRule:
    outcome = compile_rule(Reading(document=document, model=model, findings=()), model)
    if outcome.rule is None:
        raise RuleError([f for f in outcome.context.findings if f.severity is Severity.ERROR])
    return outcome.rule


def _constants(known: Mapping[str, ParameterSpec], case: Sensitivity) -> dict[str, ParameterSpec]:
    found = dict(known)
    for name, text in case.parameters.items():
        found[name] = found[name].fixed(quantity(text))
    for name in case.change.keys() & known.keys():
        found[name] = found[name].times(1 + relative(case.change[name]))
    return found
