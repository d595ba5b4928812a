"""Several products of one data set: shares, their order, and that no burden is lost."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.linking import link
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.distributions import Lognormal, Triangular, Uniform


def test_stated_shares(make, matrices, solve, codes) -> None:
    """A refinery: 80 kg of petrol carry 60 %, 20 kg of gas 40 % of 100 kg CO2: 0.75 and 2 kg a kg."""
    make.dataset(
        "r",
        make.makes("petrol", 80),
        make.makes("gas", 20),
        make.gives("co2", 100),
        shares={"petrol": 0.6, "gas": 0.4},
    )
    linked = make.link()
    technosphere, interventions = matrices(linked)
    assert technosphere.tolist() == [[20, 0], [0, 80]]
    assert interventions.tolist() == [[40, 60]]
    assert solve(technosphere, interventions[0]) == [2, Fraction(3, 4)]
    assert codes(linked) == []


def test_causal_shares_go_before_general_ones(make, matrices) -> None:
    make.dataset(
        "r",
        make.makes("a"),
        make.makes("b"),
        make.gives("co2", 8),
        make.gives("ch4", 8),
        shares={"a": 0.5, "b": 0.5},
        causal={2: {"a": 0.25, "b": 0.75}},
    )
    _, interventions = matrices(make.link())
    assert interventions.tolist() == [[4, 4], [2, 6]]


def test_causal_shares_of_every_exchange_need_no_general_ones(make, matrices, solve, codes) -> None:
    """Heat and power in units that are no mass: 2.5 kg of 10 kg CO2 for 5 MJ are 0.5 a MJ, 7.5 for 2 kWh."""
    make.dataset(
        "chp",
        make.makes("heat", 5, "MJ"),
        make.makes("power", 2, "kWh"),
        make.gives("co2", 10),
        causal={2: {"heat": 0.25, "power": 0.75}},
    )
    linked = make.link()
    technosphere, interventions = matrices(linked)
    assert solve(technosphere, interventions[0]) == [Fraction(1, 2), Fraction(15, 4)]
    assert codes(linked) == []


def test_an_exchange_without_causal_shares_still_needs_general_ones(make, codes) -> None:
    make.dataset(
        "chp",
        make.makes("heat", 5, "MJ"),
        make.makes("power", 2, "kWh"),
        make.gives("co2", 10),
        make.gives("ch4", 1),
        causal={2: {"heat": 0.25, "power": 0.75}},
    )
    assert codes(make.link()) == ["B406"]


@pytest.mark.parametrize(
    ("stated", "code"),
    [
        ({"shares": {"a": 0.6, "b": 0.4}}, "B410"),
        ({"shares": {"a": 1.0}, "causal": {2: {"a": 0.6, "b": 0.4}}}, "B414"),
    ],
)
def test_the_share_of_a_product_of_zero_is_not_lost_in_silence(make, matrices, codes, stated, code) -> None:
    """Of 10 kg CO2 product a carries 6; the 4 of b, of which nothing is made, are told."""
    make.dataset("r", make.makes("a"), make.makes("b", 0.0), make.gives("co2", 10), **stated)
    linked = make.link()
    assert matrices(linked)[1].tolist() == [[6]]
    assert sorted(codes(linked)) == sorted((code, "B413"))


def test_a_causal_share_that_is_not_complete_gives_way(make, matrices, codes) -> None:
    make.dataset(
        "r",
        make.makes("a"),
        make.makes("b"),
        make.gives("co2", 8),
        shares={"a": 0.5, "b": 0.5},
        causal={2: {"a": 0.25}},
    )
    linked = make.link()
    assert matrices(linked)[1].tolist() == [[4, 4]]
    assert codes(linked) == ["B414"]


def test_a_share_of_zero_carries_nothing(make) -> None:
    make.dataset("r", make.makes("a"), make.makes("b"), make.gives("co2"), shares={"a": 1.0, "b": 0.0})
    linked = make.link()
    assert linked.background.interventions.column.tolist() == [0]
    assert linked.remarks == ()


def test_without_shares_products_share_by_mass(make, matrices, codes) -> None:
    """1 t and 250 kg: 0.8 and 0.2."""
    make.dataset("r", make.makes("a", 1, "t"), make.gives("b", 250), make.gives("co2", 10))
    linked = make.link()
    assert matrices(linked)[1].tolist() == [[8, 2]]
    assert codes(linked) == ["B411"]
    assert linked.remarks[0].consequence is Consequence.ASSUMED


@pytest.mark.parametrize("unit", ["MJ", "m3", "", "guest night"])
def test_what_has_no_mass_is_refused(make, codes, unit) -> None:
    make.dataset("r", make.makes("a"), make.makes("b", 1, unit), make.gives("co2"))
    linked = make.link()
    assert codes(linked) == ["B406"]
    assert linked.counts["datasets_left_out"] == 1


def test_each_product_may_carry_the_whole_burden(make, matrices, codes) -> None:
    """10 kg for 1 kg and the same 10 kg for 1 MJ: too much, never too little, and told."""
    make.dataset("r", make.makes("a"), make.makes("b", 1, "MJ"), make.gives("co2", 10))
    linked = make.link(unshared="whole")
    assert matrices(linked)[1].tolist() == [[10, 10]]
    assert codes(linked) == ["B415"]
    assert linked.remarks[0].consequence is Consequence.ASSUMED
    assert linked.counts["datasets_left_out"] == 0


def test_a_treatment_with_a_product_is_not_shared_by_mass(make, codes) -> None:
    """Waste taken in and a product given out are no two products of one kind."""
    make.dataset("r", make.treats("waste"), make.makes("compost", 0.4), make.gives("co2"))
    assert codes(make.link()) == ["B406"]


def test_a_treatment_with_shares_is_shared(make, matrices) -> None:
    make.dataset(
        "r",
        make.treats("waste"),
        make.makes("heat", 10, "MJ"),
        make.gives("co2", 4),
        shares={"waste": 0.75, "heat": 0.25},
    )
    technosphere, interventions = matrices(make.link())
    assert technosphere.tolist() == [[10, 0], [0, -1]]
    assert interventions.tolist() == [[1, 3]]


def test_shares_that_do_not_add_up_are_used_and_told(make, matrices, codes) -> None:
    make.dataset("r", make.makes("a"), make.makes("b"), make.gives("co2", 10), shares={"a": 0.5, "b": 0.25})
    linked = make.link()
    assert matrices(linked)[1].tolist() == [[5, 2.5]]
    assert codes(linked) == ["B410"]
    assert linked.remarks[0].finding.params["sum"] == "0.75"


def test_rounded_shares_are_no_news(make, codes) -> None:
    make.dataset("r", make.makes("a"), make.makes("b"), shares={"a": 0.3333333, "b": 0.6666666})
    assert codes(make.link()) == []


def test_a_product_without_a_share_beside_a_whole_carries_nothing(make, matrices, codes) -> None:
    make.dataset("r", make.makes("a"), make.makes("b"), make.gives("co2", 10), shares={"a": 1.0})
    linked = make.link()
    assert matrices(linked)[1].tolist() == [[10, 0]]
    assert codes(linked) == ["B412"]


@pytest.mark.parametrize("shares", [{"a": 0.5}, {"a": math.nan, "b": 0.5}, {"a": math.inf, "b": 0.5}])
def test_shares_that_cannot_be_are_refused(make, codes, shares) -> None:
    make.dataset("r", make.makes("a"), make.makes("b"), shares=shares)
    assert codes(make.link()) == ["B407"]


def test_a_part_of_a_data_set_keeps_its_part(make, matrices, codes) -> None:
    """One product of two is all that the source gives: its share holds, and nothing is lost unseen."""
    make.dataset("r", make.makes("a"), make.gives("co2", 10), shares={"a": 0.7, "elsewhere": 0.3})
    linked = make.link()
    assert matrices(linked)[1].tolist() == [[7]]
    assert codes(linked) == []


def test_parts_of_one_exchange_share_one_draw(make) -> None:
    make.dataset(
        "r",
        make.makes("a"),
        make.makes("b"),
        make.gives("co2", 10, spread=Lognormal(2.3, 0.1)),
        shares={"a": 0.5, "b": 0.5},
    )
    linked = make.link()
    keys = linked.background.interventions.key
    assert len(keys) == 2
    assert keys[0].tolist() == keys[1].tolist()
    assert linked.counts["exchanges_uncertain"] == 1


def test_distributions_are_shared_out_with_amounts(make) -> None:
    make.dataset(
        "r",
        make.makes("a"),
        make.makes("b"),
        make.gives("co2", 10, spread=Uniform(8.0, 12.0)),
        make.uses("a", 2.0, spread=Triangular(1.0, 2.0, 4.0)),
        shares={"a": 0.25, "b": 0.75},
    )
    background = make.link().background
    emissions, inputs = background.interventions, background.technosphere
    assert emissions.minimum.tolist() == [2.0, 6.0]
    assert emissions.maximum.tolist() == [3.0, 9.0]
    own = inputs.code == 5
    assert inputs.amount[own].tolist() == [-0.5, -1.5]
    assert inputs.minimum[own].tolist() == [-1.0, -3.0]
    assert inputs.loc[own].tolist() == [-0.5, -1.5]
    assert inputs.maximum[own].tolist() == [-0.25, -0.75]


def test_what_has_no_supplier_is_shared_out_too(make) -> None:
    make.dataset("r", make.makes("a"), make.makes("b"), make.uses("c", 8), shares={"a": 0.25, "b": 0.75})
    assert make.link().background.unlinked.column("amount").to_pylist() == [-2.0, -6.0]


@given(
    st.lists(st.integers(1, 1000), min_size=2, max_size=5),
    st.floats(0.001, 1000),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_allocation_conserves_the_burden(weights, burden, stated) -> None:
    names = [f"p{i}" for i in range(len(weights))]
    flows = {name: Flow(name, name, FlowKind.PRODUCT, "kg") for name in names}
    flows["co2"] = Flow("co2", "co2", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = [Exchange(n, Role.REFERENCE, True, float(w), "kg") for n, w in zip(names, weights, strict=True)]
    parts.append(Exchange("co2", Role.OUTPUT, True, burden, "kg"))
    total = sum(weights)
    shares = {n: w / total for n, w in zip(names, weights, strict=True)} if stated else {}
    reading = Reading("hand", "1", flows, (Dataset("d", "d", "", tuple(parts), shares=shares),))
    found = link(reading, "db").background.interventions
    assert math.isclose(math.fsum(found.amount.tolist()), burden, rel_tol=1e-14)
    assert np.allclose(found.amount, burden * np.array(weights) / total, rtol=1e-14)
