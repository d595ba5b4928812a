from datetime import date

import pytest

from lca.factors.history import history
from lca.report.history import render_history

SERIES = "cn.mee.elec_footprint.national_avg"


def test_the_trend_of_the_national_average(db):
    found = history(db.table, db.get(f"{SERIES}.2023"))
    assert [one.value for one in found.editions] == [0.6205, 0.5777]  # 公告2025年第3号; 2024 set
    assert found.editions[0].change is None
    assert found.editions[1].change == pytest.approx(0.5777 / 0.6205 - 1)
    assert found.successor.id == f"{SERIES}.2024"
    assert found.corrected_by is None


def test_both_ways_give_the_same_series(db):
    ids = [f"cn.mee.elec_co2.cn_sd.{year}" for year in (2021, 2022, 2023)]
    for key in ids:
        found = history(db.table, db.get(key))
        assert [one.factor.id for one in found.editions] == ids
        assert [one.gas for one in found.editions] == ["co2"] * 3
        assert all(one.change is not None for one in found.editions[1:])


def test_as_of_a_day_later_editions_are_unknown(db):
    found = history(db.table, db.get(f"{SERIES}.2023"), date(2025, 5, 1))
    assert [one.factor.reference_year for one in found.editions] == [2023]
    assert found.successor is None


def test_other_kinds_may_not_stand_in_and_say_why(db):
    found = history(db.table, db.get(f"{SERIES}.2023"))
    reasons = {other.kind.value: other.reason for other in found.others}
    assert reasons["direct_emission"] == "electricity"
    example = next(o.example for o in found.others if o.kind.value == "direct_emission")
    assert (example.geography, example.reference_year) == ("CN", 2023)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_history_of_any_factor_can_be_read(db, language):
    for key in list(db.table.by_id)[::97]:
        words = render_history(history(db.table, db.get(key)), language).plain
        assert key.split(".")[0] in words
        assert "{" not in words


def test_a_layer_is_named(db, tmp_path):
    path = tmp_path / "park.csv"
    path.write_text(
        "id,item,name_zh,unit,value,gwp_set,geography,year,source,licence\n"
        "p.1,电力,园区电,kWh,0.5,AR6,CN,2024,园区,自有\n",
        encoding="utf-8",
    )
    from lca.factors import open_with

    over = open_with([path], db)
    found = history(over.table, over.get("p.1"))
    assert found.layer == "park"
    assert "park" in render_history(found, "zh").plain
