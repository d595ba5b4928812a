from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.content import content
from lca.errors import FactorError
from lca.factors.diff import Bump, Change, diff, numbers, proposed
from lca.factors.release import read_cells

SHIPPED = content("factors") / "release.parquet"
NATIONAL = "cn.mee.elec_footprint.national_avg.2024"


@pytest.fixture(scope="module")
def cells():
    return read_cells(SHIPPED)


def edited(cells, key, **changes):
    return replace(cells, rows=[row | changes if row["id"] == key else row for row in cells.rows])


def test_a_release_does_not_differ_from_itself(cells):
    found = diff(SHIPPED, cells)
    assert found.bump is Bump.NONE
    told = (found.added, found.removed, found.superseded, found.corrected, found.reworded, found.tables)
    assert not any(told)


def test_a_correction_has_its_relative_change(cells):
    found = diff(cells, edited(cells, NATIONAL, value="0.6000", revision="2"))
    assert [change.column for change in found.reworded] == ["revision"]
    (change,) = found.corrected
    assert (change.id, change.column, change.old, change.new) == (NATIONAL, "value", "0.5777", "0.6000")
    assert change.relative == pytest.approx(0.6 / 0.5777 - 1)
    assert found.bump is Bump.MINOR


def test_grams_and_kilograms_of_the_same_are_no_change_of_value(cells):
    found = diff(cells, edited(cells, NATIONAL, value="577.7", numerator="g CO2e"))
    assert {change.column: change.relative for change in found.corrected} == {"value": 0.0, "numerator": None}


def test_masses_change_part_by_part(cells):
    key = "ipcc.2006.stationary.natural_gas.energy_industries"
    found = diff(cells, edited(cells, key, gases="co2=56100; ch4=1.1; n2o=0.1"))
    assert found.corrected == (Change(key, "gases.ch4", "1", "1.1", pytest.approx(0.1)),)


def test_what_comes_from_nothing_has_no_relative_change(cells):
    found = diff(cells, edited(cells, "us.epa.hub2025.t12.r_406a", value="1"))
    assert [change.relative for change in found.corrected] == [None]


def test_added_removed_and_superseded(cells):
    new = edited(cells, NATIONAL, superseded_by="own.2025")
    new = replace(new, rows=[row for row in new.rows if row["id"] != "uk.desnz.2024.10_401_4002_5"])
    new = replace(new, rows=[*new.rows, cells.rows[0] | {"id": "own.2025"}])
    found = diff(cells, new)
    assert (found.added, found.removed) == (("own.2025",), ("uk.desnz.2024.10_401_4002_5",))
    assert found.superseded == ((NATIONAL, "own.2025"),)
    assert found.bump is Bump.MAJOR
    back = diff(new, cells)
    assert (back.added, back.removed) == (found.removed, found.added)


@pytest.mark.parametrize(
    ("changes", "field", "bump"),
    [
        ({"notes": "x"}, "reworded", Bump.PATCH),
        ({"name_zh": "x"}, "reworded", Bump.PATCH),
        ({"locator": "table 9"}, "source_text", Bump.PATCH),
        ({"valid_to": "2026-01-01"}, "restated", Bump.MINOR),
        ({"gwp_set": "AR6"}, "restated", Bump.MINOR),
        ({"spread": "range"}, "corrected", Bump.MINOR),
        ({"kind": "upstream"}, "redefined", Bump.MAJOR),
        ({"unit": "MWh"}, "redefined", Bump.MAJOR),
        ({"geography": "GLOBAL"}, "redefined", Bump.MAJOR),
    ],
)
def test_the_weight_of_a_change(cells, changes, field, bump):
    found = diff(cells, edited(cells, NATIONAL, **changes))
    ((column, new),) = changes.items()
    assert [(change.column, change.new) for change in getattr(found, field)] == [(column, new)]
    assert found.bump is bump


def test_every_column_has_its_place(cells):
    """No cell may change without the comparison saying so."""
    for column in cells.columns[1:]:
        row = next(row for row in cells.rows if row["id"] == NATIONAL)
        text = "co2=7" if column in ("gases", "co2e_by_gas", "properties") else f"{row[column]}7"
        found = diff(cells, edited(cells, NATIONAL, **{column: text}))
        assert found.bump is not Bump.NONE, column


def test_the_text_of_a_publication(cells):
    sources = [
        dict(row) | {"title": "New title"} if row["key"] == "us.epa.hub.2025" else row
        for row in cells.small["sources"]
    ]
    found = diff(cells, replace(cells, small=cells.small | {"sources": sources}))
    assert [(c.id, c.column, c.new) for c in found.source_text] == [
        ("us.epa.hub.2025", "source.title", "New title")
    ]
    assert found.tables == (("sources", "us.epa.hub.2025", "changed"),)
    assert found.bump is Bump.PATCH


def test_a_place_that_is_gone_is_major_and_a_new_one_minor(cells):
    fewer = replace(
        cells,
        small=cells.small | {"geography": [r for r in cells.small["geography"] if r["code"] != "US-SC"]},
    )
    assert diff(cells, fewer).bump is Bump.MAJOR
    assert diff(fewer, cells).bump is Bump.MINOR


def test_a_changed_schema_is_major(cells):
    older = tuple(name for name in cells.columns if name != "status")
    old = replace(cells, columns=older, rows=[{n: row[n] for n in older} for row in cells.rows])
    assert (diff(old, cells).schema, diff(cells, old).schema) == (("+status",), ("-status",))
    assert diff(old, cells).bump is Bump.MAJOR


def test_columns_in_another_order_are_another_schema(cells):
    assert diff(cells, replace(cells, columns=cells.columns[::-1])).schema == ("order",)


@pytest.mark.parametrize(
    ("bump", "version"), [("none", "2.3.4"), ("patch", "2.3.5"), ("minor", "2.4.0"), ("major", "3.0.0")]
)
def test_proposed(bump, version):
    assert proposed("2.3.4", Bump(bump)) == version


@settings(max_examples=60)
@given(st.tuples(*[st.integers(0, 10**6)] * 3), st.sampled_from(list(Bump)))
def test_a_proposed_version_is_higher_the_heavier_the_change(version, bump):
    text = ".".join(map(str, version))
    assert (numbers(proposed(text, bump)) > version) == (bump is not Bump.NONE)
    heavier = list(Bump)[list(Bump).index(bump) :]
    assert all(numbers(proposed(text, other)) >= numbers(proposed(text, bump)) for other in heavier)


def test_a_file_that_is_no_release(tmp_path):
    with pytest.raises(FactorError):
        diff(tmp_path / "absent.parquet", SHIPPED)
