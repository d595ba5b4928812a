"""Linking as a whole: small systems with the matrices that textbooks and peers give."""

import json
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.linking import link
from lca.background.records import (
    Characterisation,
    Consequence,
    Dataset,
    Exchange,
    Flow,
    FlowKind,
    Reading,
    Remark,
    Role,
)
from lca.distributions import Lognormal
from lca.errors import Finding


def test_electricity_and_fuel(make, matrices) -> None:
    """Heijungs & Suh (2002), The Computational Structure of LCA, chapter 2; crude oil there is negative,
    here a resource counts in its own direction."""
    make.dataset("1", make.makes("electricity", 10, "kWh"), make.uses("fuel", 2, "l"), make.gives("co2", 1))
    make.dataset("2", make.makes("fuel", 100, "l"), make.gives("co2", 10), make.uses("oil", 50, "l"))
    linked = make.link()
    technosphere, interventions = matrices(linked)
    assert technosphere.tolist() == [[10, 0], [-2, 100]]
    assert linked.background.flows.column("id").to_pylist() == ["co2", "oil"]
    assert interventions.tolist() == [[1, 10], [0, 50]]
    assert linked.remarks == ()


@pytest.mark.shared
def test_the_known_answer_falls_out(make, matrices, shared) -> None:
    """The same with the numbers of known_answers.json: supply 100 and 2, inventory 120 kg CO2."""
    case = json.loads((shared / "lci" / "known_answers.json").read_text())["cases"][0]
    make.dataset("e", make.makes("electricity", 10, "kWh"), make.uses("fuel", 2, "l"), make.gives("co2", 1))
    make.dataset("f", make.makes("fuel", 100, "l"), make.gives("co2", 10))
    technosphere, interventions = matrices(make.link())
    supply = np.linalg.solve(technosphere, [1000, 0])
    assert supply.tolist() == case["expect_s"]
    assert (interventions @ supply).tolist() == case["expect_g"][:1]


def test_waste_goes_to_its_treatment(make, matrices, solve) -> None:
    """openLCA, WasteCalculationTest.testDownstream: 2 of waste, treatment of 1 emits 2: 4 in all."""
    waste = make.waste("waste")
    make.dataset("p", make.makes("product"), make.gives(waste, 2))
    make.dataset("t", make.treats(waste), make.gives("co2", 2))
    linked = make.link()
    technosphere, interventions = matrices(linked)
    assert technosphere.tolist() == [[1, 0], [2, -1]]
    assert solve(technosphere, interventions[0]) == [4, -2]
    assert linked.background.processes.column("kind").to_pylist() == ["product", "waste"]


def test_a_treatment_as_brightway_writes_it(make, matrices, solve) -> None:
    """Reference output of -1; the user takes in -2: the same system in other words."""
    make.dataset("p", make.makes("product"), make.uses("waste", -2))
    make.dataset("t", make.makes("waste", -1), make.gives("co2", 2))
    linked = make.link()
    technosphere, interventions = matrices(linked)
    assert technosphere.tolist() == [[1, 0], [2, -1]]
    assert solve(technosphere, interventions[0]) == [4, -2]
    assert linked.remarks == ()


def test_an_avoided_product_is_an_output(make, matrices, solve) -> None:
    """0.5 kg of what else costs 3 kg CO2 each: 2 - 1.5."""
    make.dataset("a", make.makes("heat"), make.gives("co2", 2), make.avoids("power", 0.5))
    make.dataset("b", make.makes("power"), make.gives("co2", 3))
    technosphere, interventions = matrices(make.link())
    assert technosphere.tolist() == [[1, 0], [0.5, 1]]
    assert solve(technosphere, interventions[0]) == [Fraction(1, 2), 3]


def test_a_loop_with_itself(make, matrices, solve) -> None:
    """A plant that uses 10 % of its own power: 9 kg over 0.9."""
    make.dataset("a", make.makes("power"), make.uses("power", 0.125), make.gives("co2", 7))
    linked = make.link()
    technosphere, interventions = matrices(linked)
    assert technosphere.tolist() == [[0.875]]
    assert len(linked.background.technosphere) == 2
    assert solve(technosphere, interventions[0]) == [8]


def test_an_output_of_the_reference_flow_stays_with_the_process(make, matrices) -> None:
    """Also where another makes the same flow."""
    make.dataset("a", make.makes("steel"), make.gives("steel", 0.25))
    make.dataset("b", make.makes("steel"))
    technosphere, _ = matrices(make.link())
    assert technosphere.tolist() == [[1.25, 0], [0, 1]]


def test_units_of_exchanges_become_those_of_the_supplier(make, matrices) -> None:
    make.dataset("a", make.makes("power", 1, "kWh"))
    make.dataset("b", make.makes("steel"), make.uses("power", 36, "MJ"), make.gives("co2", 500, "g"))
    make.flows["co2"] = Flow("co2", "co2", FlowKind.ELEMENTARY, "kg", ("air",))
    technosphere, interventions = matrices(make.link())
    assert technosphere.tolist() == [[1, -10], [0, 1]]
    assert interventions.tolist() == [[0, 0.5]]


@pytest.mark.parametrize(
    ("one", "other"), [("kWh", "kilowatt hour"), ("t*km", "ton kilometer"), ("p", "Item(s)")]
)
def test_words_for_the_same_unit_change_nothing(make, one, other) -> None:
    make.dataset("a", make.makes("power", 1, one))
    make.dataset("b", make.makes("steel"), make.uses("power", 0.1, other))
    linked = make.link()
    assert linked.background.technosphere.amount.tolist() == [1.0, -0.1, 1.0]


def test_equal_unit_texts_need_not_be_known(make, matrices) -> None:
    make.dataset("a", make.makes("night", 1, "guest night"))
    make.dataset("b", make.makes("trip", 1, "guest trip"), make.uses("night", 3, "guest  night"))
    technosphere, _ = matrices(make.link())
    assert technosphere.tolist() == [[1, -3], [0, 1]]


@pytest.mark.parametrize(
    ("flow", "output", "entry"),
    [("co2", True, 2), ("co2", False, -2), ("co2_air", False, 2), ("co2_air", True, -2)],
)
def test_an_elementary_flow_counts_in_its_own_direction(make, matrices, flow, output, entry) -> None:
    role = Role.OUTPUT if output else Role.INPUT
    make.dataset("a", make.makes("wood"), make.exchange(role, output, flow, 2))
    _, interventions = matrices(make.link())
    assert interventions.tolist() == [[entry]]


def test_carbon_dioxide_in_air_without_a_compartment_is_a_resource(make, matrices) -> None:
    make.flows["x"] = Flow("x", "Carbon dioxide, in air", FlowKind.ELEMENTARY, "kg")
    make.dataset("a", make.makes("wood"), make.uses("x", 2))
    assert matrices(make.link())[1].tolist() == [[2]]


@pytest.mark.parametrize("role", [Role.INPUT, Role.OUTPUT])
def test_uptake_among_emissions_to_air_is_uptake(make, matrices, role) -> None:
    """2 kg that a plant takes in are 2 kg of uptake, not an emission of 2 kg, whatever the compartment."""
    make.flows["x"] = Flow("x", "Carbon dioxide, in air", FlowKind.ELEMENTARY, "kg", ("air",))
    make.dataset("a", make.makes("wood"), make.exchange(role, role is Role.OUTPUT, "x", 2))
    assert matrices(make.link())[1].tolist() == [[2]]


def test_everything_is_counted_once(make) -> None:
    """The outcomes of exchanges add up to what was read."""
    waste = make.waste("waste")
    make.dataset("a", make.makes("x"), make.uses("y", 1), make.uses("z"), make.gives("co2", float("nan")))
    make.dataset("b", make.makes("y"), make.gives("co2"), make.gives(waste), make.uses("x", 0.1))
    make.dataset("c", make.makes("y2", 0.0), make.uses("x"))
    make.dataset("d", make.makes("w", 2.0), make.makes("v", 0.0), make.uses("x"))
    make.datasets.append(make.datasets[1])
    counts = make.link().counts
    assert counts == {
        "datasets_read": 5,
        "datasets_used": 3,
        "datasets_left_out": 1,
        "datasets_repeated": 1,
        "processes": 3,
        "flows": 1,
        "exchanges_read": 4 + 4 + 2 + 3 + 4,
        "exchanges_producing": 3,
        "exchanges_linked": 3,
        "exchanges_elementary": 1,
        "exchanges_unlinked": 2,
        "exchanges_left_out": 2,
        "exchanges_of_left_out_datasets": 2,
        "exchanges_of_repeated_datasets": 4,
        "exchanges_uncertain": 0,
    }


def test_what_the_reader_left_out_is_counted_too(make) -> None:
    make.dataset("a", make.makes("x"), make.uses("y", provider="gone"))
    remark = Remark(Finding("B401", {"dataset": "gone"}), Consequence.DATASET_LEFT_OUT, "gone")
    linked = link(make.reading(remarks=(remark,)), "db")
    assert (linked.counts["datasets_read"], linked.counts["datasets_left_out"]) == (2, 1)
    assert linked.remarks[0] is remark
    assert linked.reasons == {"dataset_left_out": {"B401": 1}, "exchange_unlinked": {"B432": 1}}


def test_what_has_no_supplier_is_kept(make) -> None:
    make.dataset("a", make.makes("x", 4), make.uses("y", 2, "m3", wanted={"name": "water", "location": "CN"}))
    (row,) = make.link().background.unlinked.to_pylist()
    assert row == {
        "process": 0,
        "flow": "y",
        "name": "y",
        "amount": -2.0,
        "unit": "m3",
        "reason": "B437",
        "wanted": '{"location": "CN", "name": "water"}',
    }


def test_what_is_no_number_is_kept_without_one(make) -> None:
    make.dataset("a", make.makes("x"), make.uses("x", float("inf")), make.gives("co2", float("nan")))
    linked = make.link()
    rows = linked.background.unlinked.to_pylist()
    assert [(row["flow"], row["amount"], row["reason"]) for row in rows] == [
        ("co2", None, "B420"),
        ("x", None, "B420"),
    ]
    assert np.isfinite(linked.background.technosphere.amount).all()


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lambda make: make.gives("co2", 1, "m3"), "B422"),
        (lambda make: make.avoids("co2", 1), "B424"),
        (lambda make: Exchange("nowhere", Role.INPUT, False, 1.0, "kg"), "B421"),
        (lambda make: make.uses("co2", float("-inf")), "B420"),
    ],
)
def test_what_is_of_no_use_is_left_out_and_told(make, codes, break_it, code) -> None:
    make.flow("co2")
    make.dataset("a", make.makes("x"), break_it(make))
    linked = make.link()
    assert codes(linked) == [code]
    assert linked.remarks[0].consequence is Consequence.EXCHANGE_LEFT_OUT
    assert linked.counts["exchanges_left_out"] == 1
    assert linked.background.unlinked.column("reason").to_pylist() == [code]


def test_a_unit_that_does_not_convert_is_unlinked(make, codes) -> None:
    make.dataset("a", make.makes("gas", 1, "Nm3"))
    make.dataset("b", make.makes("heat", 1, "MJ"), make.uses("gas", 1, "m3"))
    linked = make.link()
    assert codes(linked) == ["B435"]
    assert len(linked.background.technosphere) == 2


@pytest.mark.parametrize(
    ("break_it", "code"),
    [
        (lambda make: make.uses("x", -0.5), "B453"),
        (lambda make: make.gives("x", -0.5), "B452"),
        (lambda make: make.uses("waste", 0.5, provider="t"), "B451"),
    ],
)
def test_unusual_signs_are_told(make, codes, break_it, code) -> None:
    make.dataset("t", make.treats("waste"))
    make.dataset("a", make.makes("x"))
    make.dataset("b", make.makes("y"), break_it(make))
    linked = make.link()
    assert codes(linked) == [code]
    assert linked.remarks[0].consequence is Consequence.NOTED
    assert linked.counts["exchanges_linked"] == 1


def test_a_distribution_of_the_other_sign_is_left_out(make, codes) -> None:
    make.dataset("a", make.makes("x"), make.gives("co2", 2.0, spread=Lognormal(0.7, 0.1, -1)))
    linked = make.link()
    assert codes(linked) == ["B423"]
    assert linked.background.interventions.code.tolist() == [0]
    assert linked.background.interventions.amount.tolist() == [2.0]


def test_methods_come_by_flow_and_what_they_do_not_say_is_no_zero(make) -> None:
    make.dataset("a", make.makes("x"), make.gives("co2"), make.gives("ch4"))
    methods = (Characterisation("own", {"ch4": 28.0, "unused": 5.0}),)
    background = link(make.reading(methods=methods), "db").background
    assert background.methods["own"][0] == 28.0
    assert np.isnan(background.methods["own"][1])


def test_arrays_are_read_only(make) -> None:
    make.dataset("a", make.makes("x"), make.gives("co2"))
    background = make.link().background
    with pytest.raises(ValueError, match="read-only"):
        background.technosphere.amount[0] = 2.0
    with pytest.raises(ValueError, match="read-only"):
        background.interventions.key[0, 0] = 2


def test_progress_is_told_in_steps(make) -> None:
    for number in range(300):
        make.dataset(f"d{number:03}", make.makes(f"x{number}"))
    told = []
    make.link(progress=lambda *now: told.append(now))
    assert told == [(0, 300), (256, 300)]


def test_an_empty_reading_is_an_empty_database(make) -> None:
    linked = make.link()
    assert (linked.background.size, len(linked.background.flows), linked.remarks) == (0, 0, ())


# Laws

FLOWS = ("a", "b", "c", "d")


@st.composite
def readings(draw) -> Reading:
    flows = {name: Flow(name, name, FlowKind.PRODUCT, "kg") for name in FLOWS}
    flows |= {name: Flow(name, name, FlowKind.ELEMENTARY, "kg", ("air",)) for name in ("co2", "ch4")}
    amounts = st.floats(0.001, 0.2).map(lambda number: round(number, 4))
    datasets = []
    for index in range(draw(st.integers(1, 6))):
        made = draw(st.sampled_from(FLOWS))
        parts = [Exchange(made, Role.REFERENCE, True, draw(st.sampled_from([1.0, 2.5, 10.0])), "kg")]
        for flow in draw(st.lists(st.sampled_from(FLOWS), max_size=4)):
            parts.append(Exchange(flow, Role.INPUT, False, draw(amounts), "kg", spread=draw(spreads())))
        for flow in draw(st.lists(st.sampled_from(("co2", "ch4")), max_size=3)):
            parts.append(Exchange(flow, Role.OUTPUT, True, draw(amounts), "kg"))
        place = draw(st.sampled_from(["", "CN", "DE", "GLO", "RoW"]))
        datasets.append(Dataset(f"d{index}", f"making {made}", place, tuple(parts)))
    return Reading("hand", "1", flows, tuple(datasets))


def spreads() -> st.SearchStrategy:
    return st.sampled_from([None, Lognormal(-2.0, 0.1), Lognormal(-3.0, 0.2)])


@given(readings(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_a_file_changes_no_bit(reading, random) -> None:
    datasets = []
    for dataset in reading.datasets:
        exchanges = list(dataset.exchanges)
        random.shuffle(exchanges)
        datasets.append(Dataset(dataset.id, dataset.name, dataset.location, tuple(exchanges)))
    random.shuffle(datasets)
    flows = list(reading.flows.items())
    random.shuffle(flows)
    one = link(reading, "db")
    other = link(Reading("hand", "1", dict(flows), tuple(datasets)), "db")
    assert other.background.sha256 == one.background.sha256
    assert other.counts == one.counts
    assert other.reasons == one.reasons


@given(readings(), st.sampled_from([2.0, 0.25, 1024.0]))
@settings(max_examples=40, deadline=None)
def test_scaling_a_data_set_scales_its_column_and_nothing_else(reading, factor) -> None:
    """Intensities are per unit of product, so all amounts of a data set may be multiplied."""

    def scaled(dataset: Dataset) -> Dataset:
        parts = tuple(
            Exchange(one.flow, one.role, one.output, one.amount * factor, one.unit)
            for one in dataset.exchanges
        )
        return Dataset(dataset.id, dataset.name, dataset.location, parts)

    plain = link(reading, "db").background
    first, *rest = reading.datasets
    other = link(Reading("hand", "1", reading.flows, (scaled(first), *rest)), "db").background
    for matrix in ("technosphere", "interventions"):
        old, new = getattr(plain, matrix), getattr(other, matrix)
        expected = np.where(old.column == 0, old.amount * factor, old.amount)
        assert np.array_equal(new.amount, expected)
        assert np.array_equal(new.row, old.row)


@given(readings())
@settings(max_examples=40, deadline=None)
def test_every_exchange_is_an_entry_or_has_a_reason(reading) -> None:
    linked = link(reading, "db")
    counts, background = linked.counts, linked.background
    parts = ("producing", "linked", "elementary", "unlinked", "left_out")
    assert sum(counts[f"exchanges_{part}"] for part in parts) == counts["exchanges_read"]
    assert len(background.technosphere) == counts["exchanges_producing"] + counts["exchanges_linked"]
    assert len(background.interventions) == counts["exchanges_elementary"]
    assert len(background.unlinked) == counts["exchanges_unlinked"] + counts["exchanges_left_out"]
    diagonal = background.technosphere.row == background.technosphere.column
    assert set(background.technosphere.column[diagonal].tolist()) == set(range(background.size))
