"""Datapackages: signs, policies for duplicates, distributions, names, and both ways of reading them."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from brightway_cases import UNCERTAINTY, group, lognormals, members, package
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.linking.link import link
from lca.background.linking.linked import Linked
from lca.background.reading.archive import open_archive
from lca.background.reading.brightway_datapackage import read, read_columns
from lca.background.records import Consequence, FlowKind, Reading, Role
from lca.errors import InputError

TECHNOSPHERE, BIOSPHERE = "technosphere_matrix", "biosphere_matrix"
Group = Mapping[str, Any]


def both(tmp_path: Path, *groups: Group, **more: Any) -> tuple[Reading, Linked]:
    """A package read both ways, which must agree bit for bit."""
    path = tmp_path / "case.zip"
    path.unlink(missing_ok=True)
    package(path, groups, **more)
    with open_archive(path) as archive:
        reading, columns = read(archive), read_columns(archive, "case")
    linked = link(reading, "case")
    assert columns.background.sha256 == linked.background.sha256
    # what left-out columns held is known here only
    apart = ("exchanges_read", "exchanges_of_left_out_datasets")
    assert {k: v for k, v in columns.counts.items() if k not in apart}.items() <= linked.counts.items()
    assert columns.reasons == linked.reasons
    for name in ("technosphere", "interventions"):
        one, other = getattr(columns.background, name), getattr(linked.background, name)
        for field in fields(one):
            assert np.array_equal(
                getattr(one, field.name), getattr(other, field.name), equal_nan=field.name in FLOATS
            )
    for name in ("processes", "flows", "unlinked"):
        assert getattr(columns.background, name).equals(getattr(linked.background, name))
    return reading, columns


FLOATS = ("amount", "loc", "scale", "minimum", "maximum")


def dense(linked: Linked) -> list[list[float]]:
    """The technosphere as rows of numbers, in the order of processes."""
    found = linked.background
    matrix = np.zeros((found.size, found.size))
    np.add.at(matrix, (found.technosphere.row, found.technosphere.column), found.technosphere.amount)
    return matrix.tolist()


def codes(linked: Linked) -> list[str]:
    return [remark.finding.code for remark in linked.remarks]


def test_inputs_are_flipped_and_what_is_above_zero_replaces(tmp_path: Path) -> None:
    """Two products of 1 and 2; the first takes 0.5 of the second, the second gives 0.25 of the first."""
    technosphere = group(
        "tech", TECHNOSPHERE, [1, 2, 2, 1], [1, 1, 2, 2], [1, 0.5, 2, 0.25], flip=[False, True, False, False]
    )
    biosphere = group("bio", BIOSPHERE, [9, 9], [1, 2], [3, -4])
    reading, linked = both(tmp_path, technosphere, biosphere)
    assert dense(linked) == [[1.0, 0.25], [-0.5, 2.0]]
    first, second = reading.datasets
    assert [(e.role, e.amount, e.provider) for e in first.exchanges] == [
        (Role.REFERENCE, 1.0, ""),
        (Role.INPUT, 0.5, "2"),
        (Role.OUTPUT, 3.0, ""),
    ]
    assert [(e.role, e.amount, e.provider) for e in second.exchanges] == [
        (Role.REFERENCE, 2.0, ""),
        (Role.AVOIDED, 0.25, "1"),
        (Role.OUTPUT, -4.0, ""),
    ]
    assert linked.background.interventions.amount.tolist() == [3.0, -4.0]
    assert codes(linked) == []


def test_treatments_have_references_below_zero(tmp_path: Path) -> None:
    """A producer (1) gives 2 of waste to a treatment (2), as in openLCA's WasteCalculationTest."""
    technosphere = group("tech", TECHNOSPHERE, [1, 2, 2], [1, 1, 2], [1, 2, -1], flip=[False, False, False])
    reading, linked = both(tmp_path, technosphere)
    assert dense(linked) == [[1.0, 0.0], [2.0, -1.0]]
    assert reading.flows["2"].kind is FlowKind.WASTE
    assert (reading.datasets[0].exchanges[1].role, reading.datasets[0].exchanges[1].amount) == (
        Role.INPUT,
        -2.0,
    )
    assert linked.background.processes.column("kind").to_pylist() == ["product", "waste"]


@pytest.mark.parametrize(
    ("rows", "cols", "data", "reference", "products"),
    [
        ([1, 2], [1, 2], [1, 1], None, ["1", "2"]),
        ([10, 20, 20], [1, 1, 2], [1, -0.5, 1], None, ["10", "20"]),
        ([10, 20, 20], [1, 1, 2], [1, 0.5, 1], [True, False, True], ["10", "20"]),
        ([1, 1, 2], [1, 1, 2], [1, -0.1, 1], None, ["1", "2"]),
        ([10, 20], [1, 2], [-1, 1], None, ["10", "20"]),
    ],
)
def test_products_are_found_by_flag_by_id_or_as_the_only_output(
    tmp_path: Path,
    rows: list[int],
    cols: list[int],
    data: list[float],
    reference: list[bool] | None,
    products: list[str],
) -> None:
    arrays = {} if reference is None else {"reference": reference}
    _, linked = both(tmp_path, group("tech", TECHNOSPHERE, rows, cols, data, **arrays))
    assert linked.background.processes.column("flow").to_pylist() == products
    assert linked.background.processes.column("id").to_pylist() == ["1", "2"]


def test_processes_without_one_product_or_with_anothers_are_left_out(tmp_path: Path) -> None:
    technosphere = group(
        "tech", TECHNOSPHERE, [1, 10, 20, 1, 1], [1, 2, 2, 3, 4], [1, 1, 1, 5, -1],
    )  # fmt: skip
    biosphere = group("bio", BIOSPHERE, [9, 9, 9], [1, 2, 99], [1, 1, 1])
    _, linked = both(tmp_path, technosphere, biosphere)
    assert linked.background.size == 1
    told = [(remark.finding.code, remark.dataset) for remark in linked.remarks]
    assert sorted(told) == [("B354", "2"), ("B355", "3"), ("B355", "4"), ("B357", "")]
    assert linked.counts["datasets_left_out"] == 3
    assert linked.counts["exchanges_of_left_out_datasets"] == 6


def test_what_nobody_makes_stays_open(tmp_path: Path) -> None:
    technosphere = group("tech", TECHNOSPHERE, [1, 77], [1, 1], [1, 2], flip=[False, True])
    reading, linked = both(tmp_path, technosphere)
    assert linked.background.unlinked.to_pylist() == [
        {"process": 0, "flow": "77", "name": "77", "amount": -2.0, "unit": "", "reason": "B430", "wanted": ""}
    ]
    assert linked.reasons == {"exchange_unlinked": {"B430": 1}}
    assert reading.datasets[0].exchanges[1].provider == ""


DIAGONAL = group("diagonal", TECHNOSPHERE, [1, 2], [1, 2], [1, 1])


@pytest.mark.parametrize(("within", "wanted", "told"), [(True, -0.75, []), (False, -0.25, ["B350"])])
def test_duplicates_in_a_group_add_up_or_the_last_stands(
    tmp_path: Path, within: bool, wanted: float, told: list[str]
) -> None:
    inputs = group("inputs", TECHNOSPHERE, [2, 2], [1, 1], [0.5, 0.25], flip=[True, True])
    _, linked = both(tmp_path, DIAGONAL, inputs, sum_intra_duplicates=within)
    assert dense(linked) == [[1.0, 0.0], [wanted, 1.0]]
    assert codes(linked) == told


@pytest.mark.parametrize(("between", "wanted", "told"), [(True, -0.75, []), (False, -0.25, ["B351"])])
def test_a_later_group_adds_or_replaces_and_that_is_told(
    tmp_path: Path, between: bool, wanted: float, told: list[str]
) -> None:
    first = group("first", TECHNOSPHERE, [2], [1], [0.5], flip=[True])
    second = group("second", TECHNOSPHERE, [2], [1], [0.25], flip=[True])
    _, linked = both(tmp_path, DIAGONAL, first, second, sum_inter_duplicates=between)
    assert dense(linked) == [[1.0, 0.0], [wanted, 1.0]]
    assert codes(linked) == told


def test_two_packages_that_write_one_cell(tmp_path: Path) -> None:
    """The package whose path comes last wins; Brightway says nothing of it."""
    first = group("a", TECHNOSPHERE, [2], [1], [0.5], flip=[True])
    second = group("b", TECHNOSPHERE, [2], [1], [0.25], flip=[True])
    for name, groups in (("one", [DIAGONAL, first]), ("two", [second])):
        folder = tmp_path / "both" / name
        folder.mkdir(parents=True)
        for member, data in members(groups, name=name).items():
            (folder / member).write_bytes(data)
    with open_archive(tmp_path / "both") as archive:
        linked = read_columns(archive)
    assert dense(linked) == [[1.0, 0.0], [-0.25, 1.0]]
    (remark,) = linked.remarks
    assert (remark.finding.code, remark.finding.params["count"]) == ("B351", 1)
    assert "b" in remark.finding.message()
    assert linked.background.name == "both"


def test_rescale_multiplies_and_nan_writes_nothing(tmp_path: Path) -> None:
    inputs = group(
        "inputs", TECHNOSPHERE, [2, 1], [1, 2], [0.5, math.nan], flip=[True, True], rescale=[3.0, 1.0]
    )
    nothing = group("nothing", TECHNOSPHERE, [2], [1], [math.nan])
    _, linked = both(tmp_path, DIAGONAL, inputs, nothing)
    assert dense(linked) == [[1.0, 0.0], [-1.5, 1.0]]


def test_a_sum_with_nan_writes_nothing_as_in_brightway_and_that_is_told(tmp_path: Path) -> None:
    inputs = group("inputs", TECHNOSPHERE, [2, 2], [1, 1], [0.5, math.nan], flip=[True, True])
    _, linked = both(tmp_path, DIAGONAL, inputs)
    assert dense(linked) == [[1.0, 0.0], [0.0, 1.0]]
    assert [(r.finding.code, r.finding.params["count"]) for r in linked.remarks] == [("B352", 1)]


def test_interfaces_are_refused_and_scenarios_only_taken_where_nothing_else_is(tmp_path: Path) -> None:
    dynamic = group("dynamic", TECHNOSPHERE, [2], [1], [1], about={"profile": "interface"})
    scenarios = group("scenarios", TECHNOSPHERE, [2], [1], [[5, 6]], category="array")
    nature = group("nature", BIOSPHERE, [9], [1], [[5, 6]], category="array")
    weighting = group("weighting", "weighting_matrix", [0], [0], [1])
    _, linked = both(tmp_path, DIAGONAL, dynamic, scenarios, nature, weighting)
    assert dense(linked) == [[1.0, 0.0], [0.0, 1.0]]
    assert linked.background.interventions.amount.tolist() == [5.0]
    told = {(r.finding.code, r.consequence) for r in linked.remarks}
    assert told == {
        ("B345", Consequence.EXCHANGE_LEFT_OUT),
        ("B347", Consequence.EXCHANGE_LEFT_OUT),
        ("B348", Consequence.ASSUMED),
        ("B358", Consequence.NOTED),
    }


def uncertain(*rows: Sequence[float]) -> Any:
    """Distributions from (kind, loc, scale, minimum, maximum, negative)."""
    made = np.zeros(len(rows), dtype=UNCERTAINTY)
    for at, row in enumerate(rows):
        made[at] = (int(row[0]), row[1], row[2], math.nan, row[3], row[4], bool(row[5]))
    return made


NAN = math.nan


def test_distributions_are_those_of_the_entry(tmp_path: Path) -> None:
    """An input is flipped and doubled, so its distribution is turned round and doubled."""
    stated = uncertain(
        (2, math.log(0.1), 0.3, NAN, NAN, 0),
        (3, 0.1, 0.01, NAN, NAN, 0),
        (4, NAN, NAN, 0.05, 0.2, 0),
        (5, 0.1, NAN, 0.05, 0.2, 0),
    )
    inputs = group(
        "inputs", TECHNOSPHERE, [2, 3, 4, 5], [1, 1, 1, 1], [0.1] * 4,
        flip=[True] * 4, rescale=[2.0] * 4, distributions=stated,
    )  # fmt: skip
    diagonal = group("diagonal", TECHNOSPHERE, range(1, 6), range(1, 6), [1] * 5)
    _, linked = both(tmp_path, diagonal, inputs)
    found = linked.background.technosphere
    by_row = {int(row): at for at, row in enumerate(found.row) if found.amount[at] < 0}
    low, high = -2 * float(np.float32(0.2)), -2 * float(np.float32(0.05))
    numbers = {
        row + 1: (int(found.code[at]), found.loc[at], found.scale[at], found.minimum[at], found.maximum[at])
        for row, at in by_row.items()
    }
    wide, narrow = float(np.float32(0.3)), 2 * float(np.float32(0.01))
    # the median and the mean have the precision of the amount again, the rest stays single
    assert numbers[2] == pytest.approx(
        (2, math.log(0.1) + math.log(2), wide, NAN, NAN), nan_ok=True, rel=1e-15
    )
    assert numbers[3] == pytest.approx((3, -0.2, narrow, NAN, NAN), nan_ok=True, rel=1e-15)
    assert numbers[4] == pytest.approx((4, NAN, NAN, low, high), nan_ok=True, rel=1e-15)
    assert numbers[5] == pytest.approx((5, -0.2, NAN, low, high), nan_ok=True, rel=1e-15)


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ((6, 0.5, NAN, 0, 1, 0), "bernoulli"),
        ((12, 0.5, NAN, 0, 1, 0), "student's t"),
        ((77, 0.5, NAN, 0, 1, 0), "77"),
        ((2, NAN, 0.1, NAN, NAN, 0), "lognormal"),
        ((2, 0.1, NAN, NAN, NAN, 0), "lognormal"),
        ((2, 0.1, -0.1, NAN, NAN, 0), "lognormal"),
        ((2, 0.1, 0.1, NAN, NAN, 1), "lognormal"),
        ((4, NAN, NAN, 2, 1, 0), "uniform"),
        ((5, 3, NAN, 1, 2, 0), "triangular"),
    ],
)
def test_what_cannot_be_drawn_is_told_by_kind_and_number(
    tmp_path: Path, row: Sequence[float], word: str
) -> None:
    inputs = group("inputs", TECHNOSPHERE, [2], [1], [0.5], flip=[True], distributions=uncertain(row))
    _, linked = both(tmp_path, DIAGONAL, inputs)
    (remark,) = linked.remarks
    assert (remark.finding.code, remark.consequence) == ("B349", Consequence.UNCERTAINTY_LEFT_OUT)
    assert (remark.finding.params["count"], remark.finding.params["kind"]) == (1, word)
    assert linked.background.technosphere.code.max() == 0


def test_methods_of_the_world_and_names_from_tables(tmp_path: Path) -> None:
    factors = group(
        "gwp", "characterization_matrix", [9, 8, 9], [0, 0, 5], [1, 29.8, 77],
        about={"identifier": ["IPCC", "GWP100"], "global_index": 0},
    )  # fmt: skip
    biosphere = group("bio", BIOSPHERE, [9], [1], [3])
    rows = ["1,A,mining,coal,CN,kilogram", "2,B,making,steel,CN,kilogram"]
    processes = "\n".join(["id,code,name,reference product,location,unit", *rows])
    flows = json.dumps(
        {
            "9": {
                "name": "Carbon dioxide, fossil",
                "compartment": "air::urban",
                "unit": "kg",
                "cas": "124-38-9",
            }
        }
    )
    tables = {"processes.csv": processes, "flows.json": flows, "other.csv": "a,b\n1,2\n"}
    reading, linked = both(tmp_path, DIAGONAL, biosphere, factors, tables=tables)
    assert linked.background.methods["IPCC | GWP100"].tolist() == [1.0]
    assert linked.background.flows.to_pylist() == [
        {"id": "9", "name": "Carbon dioxide, fossil", "compartment": ["air", "urban"], "unit": "kg",
         "cas": "124-38-9", "formula": ""}
    ]  # fmt: skip
    shown = linked.background.processes.select(["id", "name", "product", "location", "unit"]).to_pylist()
    assert shown[0] == {"id": "A", "name": "mining", "product": "coal", "location": "CN", "unit": "kilogram"}
    assert codes(linked) == ["B353"]
    assert reading.datasets[1].about == {"database": "case"}


def test_elementary_flows_without_a_table_have_no_name_and_no_other_id(tmp_path: Path) -> None:
    """Rows of both matrices may have the same number; a number is never taken for a name."""
    _, linked = both(tmp_path, DIAGONAL, group("bio", BIOSPHERE, [1], [1], [3]))
    flow = linked.background.flows.to_pylist()[0]
    assert (flow["id"], flow["name"]) == ("flow 1", "")


def test_a_method_of_nothing_that_is_here_says_nothing(tmp_path: Path) -> None:
    factors = group("gwp", "characterization_matrix", [8], [0], [29.8])
    _, linked = both(tmp_path, DIAGONAL, group("bio", BIOSPHERE, [9], [1], [3]), factors)
    assert np.isnan(linked.background.methods["gwp"]).tolist() == [True]


def broken(path: Path, change: str) -> Path:
    files = members([DIAGONAL])
    if change == "no index":
        del files["datapackage.json"]
    elif change == "no JSON":
        files["datapackage.json"] = b"{"
    elif change == "no list":
        files["datapackage.json"] = b'{"resources": 1}'
    elif change == "lost file":
        del files["diagonal.data.npy"]
    elif change == "no array":
        files["diagonal.data.npy"] = b"no array"
    elif change == "pickle":
        files["diagonal.data.npy"] = files["diagonal.data.npy"].replace(b"'<f8'", b"'|O' ")
    elif change == "shorter":
        files["diagonal.data.npy"] = members([group("x", "x", [1], [1], [1])])["x.data.npy"]
    elif change == "plain indices":
        files["diagonal.indices.npy"] = files["diagonal.data.npy"]
    else:
        files = members([group("diagonal", BIOSPHERE, [1], [1], [math.inf if change == "infinite" else 1])])
    for name, data in files.items():
        (path / name).write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("no index", "B340"),
        ("no JSON", "B341"),
        ("no list", "B341"),
        ("lost file", "B106"),
        ("no array", "B342"),
        ("pickle", "B342"),
        ("shorter", "B343"),
        ("plain indices", "B344"),
        ("infinite", "B346"),
        ("no technosphere", "B356"),
    ],
)
def test_what_is_broken_is_refused_with_its_place(tmp_path: Path, change: str, code: str) -> None:
    with open_archive(broken(tmp_path, change)) as archive, pytest.raises(InputError) as refused:
        read_columns(archive)
    assert code in {finding.code for finding in refused.value.findings}
    assert all(finding.location.file for finding in refused.value.findings)


@st.composite
def systems(draw: st.DrawFn) -> list[Group]:
    """A diagonal, inputs with duplicates and loops, and interventions, of up to six processes."""
    size = draw(st.integers(1, 6))
    position, number = st.integers(1, size), st.floats(0.01, 10)
    entry = st.tuples(position, position, number, st.booleans())
    inputs, nature = draw(st.lists(entry, max_size=12)), draw(st.lists(entry, max_size=12))
    ones = draw(st.lists(st.sampled_from([1.0, 2.5, -1.0]), min_size=size, max_size=size))
    rows, cols = (
        [*range(1, size + 1), *(one[0] for one in inputs)],
        [*range(1, size + 1), *(o[1] for o in inputs)],
    )
    data = [*ones, *(one[2] for one in inputs)]
    flip = [False] * size + [one[3] for one in inputs]
    reference = [True] * size + [False] * len(inputs)
    made = [
        group(
            "t",
            TECHNOSPHERE,
            rows,
            cols,
            data,
            flip=flip,
            reference=reference,
            distributions=lognormals(data, 0.1),
        )
    ]
    if nature:
        rows, cols = [100 + one[0] for one in nature], [one[1] for one in nature]
        values = [one[2] for one in nature]
        made.append(group("b", BIOSPHERE, rows, cols, values, distributions=lognormals(values, 0.2)))
    return made


@given(systems())
@settings(max_examples=25, deadline=None)
def test_both_ways_of_reading_agree_whatever_the_system(
    tmp_path_factory: pytest.TempPathFactory, groups: list[Group]
) -> None:
    both(tmp_path_factory.mktemp("law"), *groups)
