import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import FactorError
from lca.factors.glossary import read_glossary
from lca.factors.schema import FactorKind


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("electricity", "electricity"),
        ("电力", "electricity"),
        ("truck", "freight.road.all_hgvs.average_laden"),
        ("卡车", "freight.road.all_hgvs.average_laden"),
        ("铁路运输", "freight.rail"),
        ("自来水", "water.supply"),
        ("aluminum", "material.aluminium.primary"),
        ("焦炉煤气", "coke_oven_gas"),
        ("natural gas", "natural_gas"),
        ("natral gas", "natural_gas"),
        ("lithium-ion battery", "material.battery.li_ion.primary"),
        ("聚丙烯", "material.plastic.pp.primary"),
    ],
)
def test_first_hit(db, text, item):
    assert db.search(text)[0].factor.item == item


def test_filters_and_limit(db):
    hits = db.search("electricity", limit=5, kind=FactorKind.FOOTPRINT, geography="中国", year=2024)
    assert 0 < len(hits) <= 5
    for hit in hits:
        assert (hit.factor.kind, hit.factor.geography) == (FactorKind.FOOTPRINT, "CN")
        assert hit.factor.reference_year == 2024
    assert hits[0].factor.value == 0.5777


def test_scores_fall(db):
    scores = [hit.score for hit in db.search("diesel", limit=30)]
    assert scores == sorted(scores, reverse=True)


def test_nothing_near_is_an_empty_list(db):
    assert db.search("zzzzqqqqxxxx") == []


def test_coal_power_of_a_year_is_one_answer_and_no_list_of_provinces(db):
    (hit,) = db.search("燃煤发电", year=2023)
    assert hit.factor.id == "cn.mee.elec_footprint.gen_coal.2023"
    assert hit.factor.value == 0.9440


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("煤电", "electricity.coal"),
        ("火电", "electricity.coal"),
        ("thermal power", "electricity.coal"),
        ("LNG", "lng"),
        ("钢", "material.steel.primary"),
        ("铝锭", "material.aluminium.primary"),
        ("重卡", "freight.road.all_hgvs.average_laden"),
        ("trucking", "freight.road.all_hgvs.average_laden"),
        ("航煤", "jet_kerosene"),
        ("光伏", "electricity.solar_pv"),
        ("蒸汽", "heat.district"),
        ("concret", "material.concrete.primary"),
        ("electrcity", "electricity"),
        ("燃媒发电", "electricity.coal"),
        ("ｎａｔｕｒａｌ　ｇａｓ", "natural_gas"),
        ("steel, recycled", "material.steel.recycled"),
    ],
)
def test_synonyms_and_typing_errors(db, text, item):
    assert db.search(text)[0].factor.item == item


def test_every_term_of_the_glossary_leads_to_an_item_with_factors(db):
    glossary = read_glossary()
    assert len(glossary) > 200
    for term, items in glossary.items():
        assert items
        assert all(db.table.by_item.get(item) for item in items), (term, items)
        assert {hit.factor.item for hit in db.search(term, 500)} & set(items), term


def test_the_tail_is_cut(db):
    scores = [hit.score for hit in db.search("diesel", limit=500)]
    assert min(scores) >= max(scores) - 12


def test_footprints_go_first_among_equals(db):
    hits = db.search("电力", limit=5, year=2023)
    assert hits[0].factor.id == "cn.mee.elec_footprint.national_avg.2023"


def test_as_of_keeps_what_was_in_force(db):
    early = db.search("燃煤发电", as_of=date(2025, 2, 1))
    assert "cn.mee.elec_footprint.gen_coal.2024" not in [hit.factor.id for hit in early]
    late = db.search("燃煤发电", as_of=date(2025, 10, 23))
    assert late[0].factor.id == "cn.mee.elec_footprint.gen_coal.2024"


def test_an_unknown_place_is_an_error(db):
    with pytest.raises(FactorError):
        db.search("电力", geography="Atlantis")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_a_sorted_list(db, text):
    scores = [hit.score for hit in db.search(text, limit=20)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)


def test_searching_is_quick(db):
    db.search("warm")
    times = []
    for words in ("燃煤发电", "natural gas", "natral gas", "truck", "铝"):
        start = time.perf_counter()
        db.search(words)
        times.append(time.perf_counter() - start)
    assert sorted(times)[2] < 0.05
