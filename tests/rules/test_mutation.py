"""A fixed sample of mutants of the shipped rules, each of which lint or the rule's tests must catch.

All of them are for ``python tests/benchmarks/mutation.py``.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from equivalence import APART, EMPTY, FREE, SAME, WORDS, ZERO
from judging import judge
from mutants import Mutant, equivalent, mutants, original

RULES = Path(__file__).resolve().parents[2] / "rules" / "cn"
FILES = ("aluminium-primary.yaml", "battery-lfp.yaml", "steel-bf-bof.yaml")
EVERY = 61
PLAIN = """\
zuji: 1
unit: {amount: 1 t, reference_flow: {product: a, amount: 1 t}}
boundary:
  stages: {production: included, use: included, distribution: {excluded: {}}}
  exclusions: [{name: {en: x}, stage: production}]
processes:
  p:
    stage: production
    output: {product: a, amount: 1 t}
    inputs:
      - {product: b, amount: 2 kg}
      - {of: x, stage: use, when: y > 0 km, amount: 3 kg * y / 1 km}
    co_products:
      - {product: b, amount: 4 kg}
      - {product: c, amount: 5 kg}
    allocation: {method: none}
"""
BY_MASS = PLAIN.replace("{method: none}", "{method: mass}")
OTHERWISE = "sensitivities: {by_price: {allocation: economic}}\n"


@cache
def made(name: str) -> tuple[Mutant, ...]:
    return tuple(mutants((RULES / name).read_bytes()))


def sample() -> list[tuple[str, Mutant]]:
    return [(name, one) for name in FILES for one in made(name)][::EVERY]


@pytest.mark.parametrize(("name", "mutant"), sample(), ids=lambda one: getattr(one, "place", one))
def test_a_mutant_is_caught(name: str, mutant: Mutant) -> None:
    assert judge(RULES / name, mutant).by != "nobody", f"{mutant.kind}: {mutant.before} -> {mutant.after}"


@pytest.mark.parametrize("name", FILES)
def test_nobody_catches_the_rule_itself(name: str) -> None:
    source = (RULES / name).read_bytes()
    assert judge(RULES / name, Mutant("none", "", "", "", original(source))).by == "nobody"


@pytest.mark.parametrize("name", FILES)
def test_mutants_are_of_every_kind_that_is_promised(name: str) -> None:
    """Units, operators, factors, stages, ranges, signs, allocation; and each is another file."""
    promised = {"unit", "number", "operator", "factor", "stage", "range", "sign", "allocation", "left out"}
    alone = {"allocation"} if name == "battery-lfp.yaml" else set()  # nothing is shared there
    assert promised - {one.kind for one in made(name)} <= alone
    sources = [one.source for one in made(name)]
    assert len(set(sources)) > 0.97 * len(sources)
    assert original((RULES / name).read_bytes()) not in sources


def reasons(rule: str) -> Counter[str]:
    return Counter(equivalent(rule.encode()))


def test_what_no_number_can_show_is_left_out_for_its_reason() -> None:
    """By hand: nobody takes c, whose number or unit is changed in three ways; b is taken."""
    assert reasons(PLAIN) == {WORDS: 1, EMPTY: 1, ZERO: 1, FREE: 3}
    assert reasons(BY_MASS) == {WORDS: 1, EMPTY: 1, ZERO: 1, SAME: 1}
    measured = BY_MASS.replace("amount: 5 kg", "amount: 5 kg, mass: 6 kg")
    assert reasons(measured) == {WORDS: 1, EMPTY: 1, ZERO: 1, APART: 3}


def test_a_credit_by_the_amount_itself_is_no_reason() -> None:
    credit = "product: c, amount: 5 kg, method: system_expansion, avoided: {item: d}"
    expanded = PLAIN.replace("product: c, amount: 5 kg", credit)
    assert FREE not in reasons(expanded)
    stated = expanded.replace("{item: d}", "{item: d}, avoided_amount: 1 kg")
    assert reasons(stated)[FREE] == 3


def test_another_allocation_in_a_sensitivity_case_takes_the_reasons_away() -> None:
    for rule in (PLAIN, BY_MASS):
        assert not {FREE, APART, SAME} & set(reasons(rule + OTHERWISE))


def test_what_a_number_may_show_stays() -> None:
    found = {(one.kind, one.place, one.after) for one in mutants(PLAIN.encode())}
    assert ("stage", "boundary.exclusions[0].stage", "distribution") in found
    assert ("sign", "processes.p.inputs[0].amount", "-(2 kg)") in found
    assert ("unit", "processes.p.inputs[0].amount", "2 kWh") in found
    assert ("unit", "processes.p.inputs[1].when", "y > 0 kg") in found
    assert any(kind == "condition" for kind, _, _ in found)
    assert ("unit", "processes.p.co_products[0].amount", "4 t") in found
    assert ("left out", "processes.p.inputs[0]", "…") in found
