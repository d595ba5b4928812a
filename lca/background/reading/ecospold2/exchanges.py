"""Exchanges of an ecoSpold 2 data set: groups, amounts, providers, spreads."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from lca.background.reading.ecospold2.flows import ELEMENTARY, INTERMEDIATE, flow_of
from lca.background.reading.elements import attribute, child, local, text
from lca.background.reading.figures import Spreads, number
from lca.background.reading.formulas import value_of
from lca.background.reading.notes import MADE, TREATED, Flows, Notes
from lca.background.records import Consequence, Exchange, FlowKind, Role
from lca.distributions import Distribution
from lca.errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

OUT = Consequence.EXCHANGE_LEFT_OUT
REFERENCE, BY_PRODUCT, TREATMENT, ENVIRONMENT, STOCK = "0", "2", "3", "4", "5"
OUTPUTS = (REFERENCE, BY_PRODUCT, TREATMENT, ENVIRONMENT, STOCK)
INPUTS = ("1", "2", "3", "4", "5")
ROUNDED = 0.01
"""How far the stated mean may stand from the amount, as a part of it: files round."""


def exchange_of(
    element: _Element, values: Mapping[str, float], flows: Flows, notes: Notes
) -> Exchange | None:
    """Give an exchange, its flow added to ``flows``; None, with a remark, where it cannot be used."""
    name, line = text(element, "name"), element.sourceline
    entering, leaving = text(element, "inputGroup"), text(element, "outputGroup")
    if bool(entering) == bool(leaving) or entering not in ("", *INPUTS) or leaving not in ("", *OUTPUTS):
        groups = f"inputGroup {entering or '–'}, outputGroup {leaving or '–'}"
        notes.remark("B220", OUT, exchange=name, line=line, groups=groups)
        return None
    amount = amount_of(element, values, notes)
    if amount is None:
        return None
    if leaving == BY_PRODUCT and amount == 0:
        notes.tally("B223", OUT, name)
        return None
    elementary = local(element) == ELEMENTARY
    key = "elementaryExchangeId" if elementary else f"{INTERMEDIATE}Id"
    id = attribute(element, key)
    flow = flows.flows.get(id)
    if flow is None or leaving in (REFERENCE, TREATMENT):
        flow = flow_of(element, id)
        if leaving == TREATMENT and not elementary:
            flow = replace(flow, kind=FlowKind.WASTE)
        flows.add(flow, {REFERENCE: MADE, TREATMENT: TREATED}.get(leaving, 0))
    link = attribute(element, "activityLinkId")
    return Exchange(
        flow=flow.id,
        role=_role(entering, leaving),
        output=bool(leaving),
        amount=amount,
        unit=text(element, "unitName"),
        provider=f"{link}_{flow.id}" if link and not elementary and leaving != REFERENCE else "",
        wanted={} if flow.kind is FlowKind.ELEMENTARY or leaving == REFERENCE else {"product": flow.name},
        spread=spread_of(element, amount, Spreads(notes, name, line)),
        place=f"{line}",
    )


def _role(entering: str, leaving: str) -> Role:
    if entering:
        return Role.INPUT
    return Role.REFERENCE if leaving == REFERENCE else Role.OUTPUT


def amount_of(element: _Element, values: Mapping[str, float], notes: Notes) -> float | None:
    """Read the amount, or compute it where there is only a relation; None, with a remark, without one."""
    name, line, written = text(element, "name"), element.sourceline, attribute(element, "amount")
    relation = attribute(element, "mathematicalRelation")
    if written or not relation:
        amount = number(written)
        if amount is None:
            notes.remark("B210", OUT, exchange=name, line=line, amount=written)
        return amount
    try:
        computed = value_of(relation, values, "ecospold2")
    except InputError as error:
        notes.adopt(error.findings, OUT, exchange=name, line=line)
        return None
    notes.tally("B224", Consequence.NOTED, name)
    return computed


def spread_of(element: _Element, amount: float, spreads: Spreads) -> Distribution | None:
    """Give the spread of an amount.

    ``varianceWithPedigreeUncertainty`` is the variance of the logarithms of a lognormal and of the values of
    a normal distribution; ``variance`` serves where it is absent. Median or mean is the amount; where
    ``meanValue`` differs from it, that is counted (B216). ``mu`` is not used: real deliveries carry it over
    from before amounts were scaled.
    """
    uncertainty = child(element, "uncertainty")
    kinds = (
        [found for found in uncertainty if local(found) not in ("pedigreeMatrix", "comment")]
        if (uncertainty is not None)
        else []
    )
    if not kinds:
        return None
    stated = kinds[0]
    match local(stated):
        case "lognormal" | "normal" as kind:
            return _around(stated, kind, amount, spreads)
        case "triangular":
            low, mode, high = (_attribute(stated, key) for key in ("minValue", "mostLikelyValue", "maxValue"))
            return spreads.triangular(low, mode, high)
        case "uniform":
            return spreads.uniform(amount, _attribute(stated, "minValue"), _attribute(stated, "maxValue"))
        case "undefined":
            return None
        case kind:
            return spreads.unknown(kind)


def _around(stated: _Element, kind: str, amount: float, spreads: Spreads) -> Distribution | None:
    variance = _attribute(stated, "varianceWithPedigreeUncertainty")
    variance = _attribute(stated, "variance") if variance is None else variance
    if variance is None or variance < 0:
        return spreads.lacking(kind, "variance")
    mean = _attribute(stated, "meanValue")
    if mean is not None and not math.isclose(mean, amount, rel_tol=ROUNDED):
        spreads.notes.tally("B216", Consequence.ASSUMED, spreads.exchange)
    sd = math.sqrt(variance)
    return spreads.normal(amount, sd) if kind == "normal" else spreads.lognormal(amount, sd)


def _attribute(element: _Element, name: str) -> float | None:
    return number(attribute(element, name))
