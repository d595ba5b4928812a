"""Real workbooks: those of premise as one set and one by one, and bw2io's own fixtures."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from brightway_cases import premise

from lca.background.linking import link
from lca.background.reading.archive import open_archive
from lca.background.reading.brightway_excel import read
from lca.background.records import FlowKind, Reading, Role
from lca.errors import InputError

pytestmark = pytest.mark.shared


def said(path: Path) -> Reading:
    with open_archive(path) as archive:
        return read(archive)


@pytest.fixture(scope="module")
def premise_set(shared: Path) -> Reading:
    return premise(shared)


def test_premise_as_one_set(premise_set: Reading) -> None:
    """82 workbooks; counted apart with openpyxl: 3,251 activities outside sheets that say skip."""
    assert len({one.file for one in premise_set.datasets}) == 82
    assert len(premise_set.datasets) == 3251
    roles = Counter(
        (e.role, premise_set.flows[e.flow].kind) for d in premise_set.datasets for e in d.exchanges
    )
    references = sum(count for (role, _), count in roles.items() if role is Role.REFERENCE)
    assert references == 3251
    assert roles[Role.REFERENCE, FlowKind.WASTE] == 35
    # 13,024 name an activity of the set letter by letter, 133 more but for the case of letters; the rest of
    # what is linked says nothing of the product, or heads its column "product"
    linked = sum(bool(e.provider) for d in premise_set.datasets for e in d.exchanges)
    assert linked == 14438
    uncertain = sum(e.spread is not None for d in premise_set.datasets for e in d.exchanges)
    assert uncertain == 15005


def test_everything_open_says_what_it_wants(premise_set: Reading) -> None:
    flows = premise_set.flows
    for dataset in premise_set.datasets:
        for exchange in dataset.exchanges:
            inside = exchange.role is Role.INPUT and flows[exchange.flow].kind is not FlowKind.ELEMENTARY
            if inside and not exchange.provider:
                assert exchange.wanted["name"]
                assert exchange.wanted["location"]


def test_every_remark_names_a_cell(premise_set: Reading) -> None:
    for remark in premise_set.remarks:
        assert remark.finding.location.file
        assert "!" in remark.finding.location.path
        assert remark.finding.message("en") != remark.finding.message("zh")
        assert remark.finding.remedy("en")
    told = Counter(remark.finding.code for remark in premise_set.remarks)
    assert dict(told) == {"B303": 39, "B308": 8, "B311": 1, "B315": 51, "B318": 28, "B322": 4073, "B331": 6}


def test_premise_links_into_a_square_system(premise_set: Reading) -> None:
    counts = link(premise_set, "premise").counts
    assert counts["processes"] == 3216
    assert counts["datasets_repeated"] == 35  # word for word, in two workbooks
    assert counts["datasets_left_out"] == 0
    assert counts["exchanges_left_out"] == 0


def test_a_single_workbook_of_premise(shared: Path) -> None:
    (path,) = (shared / "lci" / "premise_inventories").rglob("lci-PV-GaAs.xlsx")
    reading = said(path)
    assert reading.title == "PV_GaAs"
    assert {one.file for one in reading.datasets} == {path.name}


BASIC = {"Acetic acid, at plant", "Electricity, at Grid, US, 2008", "Methanol, at plant"}


@pytest.mark.parametrize(
    ("name", "names", "linked"),
    [
        ("basic_example", BASIC, 2),
        ("basic_example_with_reference_product",
         {"Acetic acid production", "Electricity, at Grid, US, 2008", "Methanol production"}, 2),
        ("blank_lines", BASIC, 2),
        ("complicated-modified", {"An activity", "Another activity"}, 1),
        ("export-complicated", {"An activity", "Another activity"}, 1),
        ("modified", {"An activity", "Another activity"}, 1),
        ("sample_activities_with_variables",
         {"mounted printed circuit board", "unmounted printed circuit board"}, 1),
        ("with_products", BASIC, 2),
    ],
)  # fmt: skip
def test_fixtures_of_bw2io(shared: Path, name: str, names: set[str], linked: int) -> None:
    folder = shared / "lci" / "bw2io_fixtures" / "tests" / "fixtures" / "excel"
    reading = said(folder / f"{name}.xlsx")
    assert {one.name for one in reading.datasets} == names
    assert sum(bool(e.provider) for d in reading.datasets for e in d.exchanges) == linked
    assert link(reading, name).counts["exchanges_unlinked"] == 0


def test_the_amounts_of_bw2ios_parameters(shared: Path) -> None:
    """bw2io's own test expects 9 for foo * bar + 4, and 0.6 and 0.5 of the circuit board."""
    folder = shared / "lci" / "bw2io_fixtures" / "tests" / "fixtures" / "excel"
    first = said(folder / "export-complicated.xlsx").datasets[0]
    assert first.exchanges[1].amount == 9.0
    board = next(d for d in said(folder / "sample_activities_with_variables.xlsx").datasets if d.id == "mpcb")
    assert [e.amount for e in board.exchanges] == pytest.approx([0.6, 0.5], rel=1e-15)


@pytest.mark.parametrize("name", ["basic_all_cutoff", "empty", "lcia", "with_formulas"])
def test_workbooks_without_activities_are_refused(shared: Path, name: str) -> None:
    folder = shared / "lci" / "bw2io_fixtures" / "tests" / "fixtures" / "excel"
    with pytest.raises(InputError) as refused:
        said(folder / f"{name}.xlsx")
    assert refused.value.findings[0].code == "B309"
