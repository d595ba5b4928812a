import time
from collections.abc import Callable, Sequence

import pytest

from lca.documents import read_document
from lca.errors import Finding, Location, RuleError
from lca.rules.compiled import ColumnRef, OptionRef, Rule
from lca.rules.expression import evaluate, to_text
from lca.rules.load import examine, load_rule
from lca.units import Quantity, unit

Spoil = Callable[..., bytes]
Found = Callable[..., Sequence[Finding]]
MASS, ENERGY, LENGTH = (unit(text).dimension for text in ("kg", "MJ", "m"))


@pytest.fixture
def rule(spoil: Spoil) -> Rule:
    return load_rule(spoil(), "metal.yaml")


def test_the_head(rule: Rule, spoil: Spoil) -> None:
    assert (rule.id, rule.version, rule.status) == ("test.metal", "1.0.0", "illustrative")
    assert rule.title.get("zh") == "金属"
    assert rule.sha256 == read_document(spoil(), "x").sha256
    assert rule.warnings == ()


def test_the_unit(rule: Rule) -> None:
    declared, (kilogram,) = rule.compiled.unit, rule.compiled.alternatives
    assert (declared.id, declared.kind, declared.product) == ("declared", "declared", "metal")
    assert declared.amount == Quantity(1.0, unit("t"))
    assert evaluate(declared.reference_flow, {}) == 1000.0
    assert (kilogram.id, kilogram.product, evaluate(kilogram.reference_flow, {})) == (
        "per_kilogram",
        "metal",
        1.0,
    )


def test_activity_data(rule: Rule) -> None:
    scalars = rule.compiled.scalars
    assert set(scalars) == {"ore", "electricity", "coke"}
    assert (scalars["ore"].unit.text, scalars["ore"].range, scalars["ore"].multiplier) == (
        "t",
        (1.5, 3.0),
        1.0,
    )
    assert scalars["electricity"].multiplier == pytest.approx(1000.0)
    assert scalars["coke"].sign == "non_negative"
    choice = rule.compiled.choices["supply"]
    assert (choice.options, choice.default, choice.required) == (
        ("grid_average", "wind"),
        "grid_average",
        False,
    )
    assert rule.compiled.parameters["carbon_ratio"].quantity.engine == 3.664
    assert rule.compiled.dimensions["burnt"] == MASS


def test_the_multiplier_takes_the_whole_declared_amount(spoil: Spoil) -> None:
    text = spoil(
        ("amount: 1 t\n  of", "amount: 5 t\n  of"),
        ("product: metal, amount: 1 t}\nalt", "product: metal, amount: 5 t}\nalt"),
    )
    scalars = load_rule(text, "metal.yaml").compiled.scalars
    assert scalars["ore"].multiplier == pytest.approx(5.0)
    assert scalars["electricity"].multiplier == pytest.approx(5000.0)


def test_tables(rule: Rule) -> None:
    freight = rule.compiled.tables["freight"]
    kinds = {name: column.kind for name, column in freight.columns.items()}
    assert kinds == {
        "name": "text",
        "mass": "quantity",
        "distance": "quantity",
        "mode": "choice",
        "material": "factor",
    }
    assert freight.key == "name"
    assert not freight.columns["distance"].required
    assert freight.columns["mode"].options == ("freight.road", "freight.rail")


def test_processes(rule: Rule) -> None:
    processes, products = rule.compiled.processes, rule.compiled.products
    assert list(processes) == ["mining", "tailings_pond", "smelting"]
    assert (processes["tailings_pond"].treats, processes["tailings_pond"].product) == (True, "tailings")
    assert {name: (p.process, p.role) for name, p in products.items()} == {
        "ore_mined": ("mining", "output"),
        "tailings": ("tailings_pond", "treated"),
        "metal": ("smelting", "output"),
        "slag": ("smelting", "co_product"),
    }
    assert products["metal"].dimension == MASS


def test_lines(rule: Rule) -> None:
    lines = {line.path: line for line in rule.compiled.lines}
    assert list(lines) == [
        "raw_material_acquisition.mining.diesel",
        "raw_material_acquisition.mining.tailings",
        "raw_material_acquisition.tailings_pond.pumping",
        "production.smelting.ore_mined",
        "production.smelting.electricity",
        "production.smelting.transport",
        "production.smelting.material",
        "production.smelting.co2",
    ]
    ore, power = lines["production.smelting.ore_mined"], lines["production.smelting.electricity"]
    assert (ore.product, ore.factor, ore.kind) == ("ore_mined", None, "input")
    assert power.factor is not None
    assert power.factor.fields == {"item": "electricity", "supply": OptionRef("supply")}
    freight = lines["production.smelting.transport"]
    assert (freight.table, freight.dimension) == ("freight", MASS * LENGTH)
    assert freight.when is not None
    assert to_text(freight.when) == "$row.distance > 0 km"
    assert freight.factor is not None
    assert freight.factor.fields == {"item": ColumnRef("mode")}
    material = lines["production.smelting.material"].factor
    assert material is not None
    assert (material.whole, dict(material.fields)) == (ColumnRef("material"), {})
    carbon = lines["production.smelting.co2"]
    assert (carbon.kind, carbon.gas, carbon.origin, carbon.dimension) == ("emission", "co2", "fossil", MASS)
    assert carbon.location == Location("metal.yaml", 68, 9, "processes.smelting.emissions[0]")


def test_allocation_fills_in_the_amount(rule: Rule) -> None:
    smelting = rule.compiled.processes["smelting"]
    assert smelting.allocation is not None
    assert smelting.allocation.method == "mass"
    (slag,) = smelting.co_products
    assert slag.method == "mass"
    assert evaluate(smelting.measures["mass"], {}) == 1000.0
    assert evaluate(slag.measures["mass"], {}) == 300.0


def test_system_expansion_becomes_a_line(spoil: Spoil) -> None:
    slag = "{product: slag, amount: 0.3 t, method: system_expansion, avoided: {item: clinker},"
    slag += " avoided_amount: 0.2 t,"
    rule = load_rule(spoil(("{product: slag, amount: 0.3 t,", slag)), "metal.yaml")
    smelting = rule.compiled.processes["smelting"]
    line = smelting.lines[-1]
    assert (line.kind, line.id, line.of) == ("avoided", "slag_avoided", "slag")
    assert evaluate(line.amount, {}) == pytest.approx(200.0)
    assert smelting.co_products[0].avoided_line == "slag_avoided"
    own = load_rule(
        spoil(("{product: slag, amount: 0.3 t,", slag.replace(" avoided_amount: 0.2 t,", ""))), "x.yaml"
    )
    assert evaluate(own.compiled.processes["smelting"].lines[-1].amount, {}) == 300.0


def test_a_method_of_the_co_products_is_the_method_of_the_process(spoil: Spoil) -> None:
    text = spoil(
        ("    allocation: {method: mass, justification: {zh: 同一用途, en: same use}}\n", ""),
        ("{product: slag, amount: 0.3 t,", "{product: slag, amount: 0.3 t, method: mass,"),
    )
    rule = load_rule(text, "metal.yaml")
    assert [finding.code for finding in rule.warnings] == ["R143"]
    allocation = rule.compiled.processes["smelting"].allocation
    assert allocation is not None
    assert allocation.method == "mass"


def test_a_quantity_may_have_a_name_for_people(spoil: Spoil, found: Found) -> None:
    """The block says the same as the formula alone; what is wrong in it has its own place."""
    named = ("burnt: coke * 0.9", "burnt: {formula: coke * 0.9, label: {zh: 烧掉的焦, en: coke burnt}}")
    rule, plain = load_rule(spoil(named), "metal.yaml"), load_rule(spoil(), "metal.yaml")
    assert rule.compiled.quantities["burnt"].tree == plain.compiled.quantities["burnt"].tree
    assert found(named) == []
    (wrong,) = found((named[0], named[1].replace("coke * 0.9", "coke * 0.9 +")))
    assert (wrong.location.path, wrong.location.line) == ("quantities.burnt.formula", 42)
    (unknown,) = found((named[0], named[1].replace("label", "lable")))
    assert (unknown.code, unknown.candidates[0]) == ("Y110", "label")


def test_quantities_stand_in_the_order_of_evaluation(spoil: Spoil) -> None:
    text = spoil(("  burnt: coke * 0.9", "  burnt: wet * 0.9\n  wet: dry * 1.1\n  dry: coke * 0.5"))
    quantities = load_rule(text, "metal.yaml").compiled.quantities
    assert list(quantities) == ["dry", "wet", "burnt"]


def test_every_expression_is_kept_under_its_path(rule: Rule) -> None:
    assert to_text(rule.expressions["quantities", "burnt"]) == "coke * 0.9"
    path = ("processes", "smelting", "inputs", 0, "amount")
    assert rule.expressions[path] is rule.compiled.processes["smelting"].lines[0].amount
    assert rule.expressions[path].span.at(0).line == 63


def test_gas_aliases(spoil: Spoil) -> None:
    rule = load_rule(spoil(("{gas: co2", "{gas: 甲烷")), "metal.yaml")
    line = rule.compiled.lines[-1]
    assert (line.gas, line.id) == ("ch4", "ch4")


def test_whatever_is_cut_off_is_an_error_and_no_crash(spoil: Spoil) -> None:
    """A file that lost its end anywhere is either refused with a place or a rule."""
    lines = spoil().splitlines(keepends=True)
    for length in range(0, len(lines), 3):
        rule, findings = examine(b"".join(lines[:length]), "metal.yaml")
        assert (rule is not None) or findings
        assert all(finding.location.line for finding in findings)


def test_whatever_is_missing_is_an_error_and_no_crash(spoil: Spoil) -> None:
    lines = spoil().splitlines(keepends=True)
    for index in range(0, len(lines), 2):
        rule, findings = examine(b"".join(lines[:index] + lines[index + 1 :]), "metal.yaml")
        assert rule is not None or findings


def test_loading_is_quick(spoil: Spoil) -> None:
    text = spoil().decode()
    name = "  coke: {"
    more = "".join(
        f"  extra{i}: {{unit: kg, per: t, range: [1, 2], label: {{zh: 项, en: item}}}}\n" for i in range(120)
    )
    sums = "  all: " + " + ".join(f"extra{i}" for i in range(120)) + "\n"
    used = text.replace(name, more + name, 1).replace("quantities:\n", "quantities:\n" + sums, 1)
    used = used.replace("burnt * carbon_ratio", "burnt * carbon_ratio + all", 1).replace(
        "inventory", "inventory"
    )
    load_rule(used.encode(), "metal.yaml")
    start = time.process_time()
    assert load_rule(used.encode(), "metal.yaml").compiled.dimensions["all"] == MASS
    assert time.process_time() - start < 1.0


def test_all_wrong_at_once_raises_rule_error(spoil: Spoil) -> None:
    with pytest.raises(RuleError) as caught:
        load_rule(spoil(("burnt: coke * 0.9", "burnt: coek + 3 MJ")), "metal.yaml")
    assert "metal.yaml:42:10 (quantities.burnt): error E201" in str(caught.value)
