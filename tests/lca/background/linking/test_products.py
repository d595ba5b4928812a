"""What each data set makes, and which data sets are no process."""

import math

import pytest

from lca.background.linking.products import takes_in
from lca.background.records import Consequence, Exchange, Flow, FlowKind, Role


@pytest.mark.parametrize(
    ("references", "code"),
    [
        ([], "B401"),
        ([("x", 0.0)], "B402"),
        ([("x", math.nan)], "B402"),
        ([("x", math.inf)], "B402"),
        ([("x", 1.0), ("y", -math.inf)], "B402"),
        ([("x", 0.0), ("y", 0.0)], "B402"),
        ([("x", 1.0), ("x", 2.0)], "B403"),
        ([("co2", 1.0)], "B409"),
    ],
)
def test_a_data_set_that_is_no_process_is_left_out(make, codes, references, code) -> None:
    make.dataset("a", *(make.makes(flow, amount) for flow, amount in references), make.gives("co2"))
    linked = make.link()
    assert codes(linked) == [code]
    assert linked.remarks[0].consequence is Consequence.DATASET_LEFT_OUT
    assert linked.remarks[0].dataset == "a"
    assert linked.background.size == 0
    assert linked.counts["datasets_left_out"] == 1


def test_what_used_it_says_so(make, codes) -> None:
    """By flow, by provider: the reason is that it was left out, not that it does not exist."""
    make.dataset("broken", make.makes("x", 0.0))
    make.dataset("b", make.makes("y"), make.uses("x"), make.uses("x", 2.0, provider="broken"))
    linked = make.link()
    assert codes(linked) == ["B402", "B432", "B440"]
    assert linked.background.unlinked.column("reason").to_pylist() == ["B432", "B440"]
    dangling = next(one for one in linked.remarks if one.finding.code == "B432")
    assert dangling.finding.params["why"] == "B402"


def test_a_product_of_zero_beside_another_is_not_made(make, codes, matrices) -> None:
    """ecoinvent's unit processes carry their other products with zero."""
    make.dataset("a", make.makes("x", 2.0), make.makes("y", 0.0), make.gives("co2"))
    linked = make.link()
    assert codes(linked) == ["B413"]
    assert linked.background.processes.column("product").to_pylist() == ["x"]
    assert matrices(linked)[0].tolist() == [[2.0]]


def test_a_reference_that_is_described_nowhere_takes_the_name_of_its_data_set(make) -> None:
    make.dataset("a", Exchange("ghost", Role.REFERENCE, True, 1.0, "kg"), name="making ghosts")
    make.dataset("b", make.makes("y"), Exchange("ghost", Role.INPUT, False, 2.0, "kg", provider="a"))
    linked = make.link()
    assert linked.background.processes.column("product").to_pylist() == ["making ghosts", "y"]
    assert linked.counts["exchanges_linked"] == 1


@pytest.mark.parametrize(
    ("amount", "output", "expected"),
    [(1, True, False), (-1, True, True), (1, False, True), (-1, False, False)],
)
def test_who_takes_its_flow_in(amount, output, expected) -> None:
    assert takes_in(Exchange("x", Role.REFERENCE, output, amount, "kg")) is expected


def test_several_products_become_processes_of_one_data_set(make) -> None:
    make.dataset("a", make.makes("x"), make.makes("y"), shares={"x": 0.75, "y": 0.25}, location="CN")
    table = make.link().background.processes.to_pydict()
    assert table["id"] == ["a::x", "a::y"]
    assert table["dataset"] == ["a", "a"]
    assert table["name"] == ["making a", "making a"]
    assert table["location"] == ["CN", "CN"]


def test_a_by_product_is_a_product_unless_someone_treats_it(make) -> None:
    make.dataset("a", make.makes("x"), make.gives("slag", 0.5), make.gives("dust", 0.1))
    make.dataset("t", make.makes("slag", -1.0))
    linked = make.link()
    assert linked.background.processes.column("id").to_pylist() == ["a::dust", "a::x", "t"]
    assert linked.counts["exchanges_linked"] == 1


def test_processes_stand_by_id_and_product(make) -> None:
    for key, flow in (("c", "x"), ("a", "z"), ("b", "y")):
        make.dataset(key, make.makes(flow))
    assert make.link().background.processes.column("id").to_pylist() == ["a", "b", "c"]


def test_a_table_of_processes_says_what_the_source_says(make) -> None:
    make.flows["x"] = Flow("x", "steel", FlowKind.PRODUCT, "kg")
    make.dataset("a", make.makes("x", 1000.0), about={"type": "unit", "comment": "钢"}, location="CN-HE")
    assert make.link().background.processes.to_pylist() == [
        {
            "id": "a",
            "name": "making a",
            "product": "steel",
            "location": "CN-HE",
            "unit": "kg",
            "amount": 1000.0,
            "kind": "product",
            "flow": "x",
            "dataset": "a",
            "about": '{"comment": "钢", "type": "unit"}',
        }
    ]


# Data sets that stand twice


def test_equal_data_sets_are_taken_once(make, codes, matrices) -> None:
    make.dataset("a", make.makes("x"), make.gives("co2", 2), file="one.json")
    make.dataset("a", make.gives("co2", 2), make.makes("x"), file="two.json")
    linked = make.link()
    assert codes(linked) == ["B404"]
    assert linked.remarks[0].consequence is Consequence.NOTED
    assert matrices(linked)[1].tolist() == [[2.0]]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_that_differ_the_first_by_file_is_kept(make, codes, matrices, order) -> None:
    make.dataset("a", make.makes("x"), make.gives("co2", 3), file="two.json", name="second")
    make.dataset("a", make.makes("x"), make.gives("co2", 2), file="one.json", name="first")
    make.datasets = make.datasets[::order]
    linked = make.link()
    assert codes(linked) == ["B405"]
    assert linked.remarks[0].consequence is Consequence.DATASET_LEFT_OUT
    assert matrices(linked)[1].tolist() == [[2.0]]
    assert linked.remarks[0].finding.params["dataset"] == "second"


def test_of_two_that_differ_in_one_file_the_choice_does_not_hang_on_order(make, matrices) -> None:
    make.dataset("a", make.makes("x"), make.gives("co2", 3))
    make.dataset("a", make.makes("x"), make.gives("co2", 2))
    one = matrices(make.link())[1].tolist()
    make.datasets.reverse()
    assert matrices(make.link())[1].tolist() == one
