import pytest

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
