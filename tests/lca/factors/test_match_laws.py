"""Laws of the match: rows in any order, narrower requests, what is set aside, how far a place may widen."""

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import FactorError
from lca.factors.database import FactorDatabase
from lca.factors.match import LEVELS, rejected
from lca.factors.schema import FactorKind, Request
from lca.factors.table import FactorTable
from lca.units import unit

DB = FactorDatabase.open()
ITEMS = ("electricity", "electricity.coal", "freight.road", "natural_gas", "diesel", "coal", "material.steel")
UNITS = {"electricity": "kWh", "electricity.coal": "kWh", "freight.road": "t·km", "material.steel": "kg"}
KINDS = (FactorKind.FOOTPRINT, FactorKind.DIRECT_EMISSION)
PLACES = ("CN", "CN-SD", "CN-GRID-NORTH", "GB", "GLOBAL", "DE")
requests = st.builds(
    Request,
    item=st.sampled_from(ITEMS),
    kind=st.sampled_from(KINDS),
    geography=st.none() | st.sampled_from(PLACES),
    year=st.none() | st.integers(2004, 2027),
    as_of=st.none() | st.dates(date(2015, 1, 1), date(2027, 1, 1)),
    widest=st.none() | st.sampled_from(LEVELS),
)


def answer(db, request):
    try:
        return db.match(request)
    except FactorError as error:
        return error.findings[0].code


def shuffled(seed):
    """The shipped table with the rows of every item in another order."""
    order = random.Random(seed)
    by_item = {item: tuple(order.sample(rows, len(rows))) for item, rows in DB.table.by_item.items()}
    table = DB.table
    return FactorDatabase(
        FactorTable(
            table.release, table.rows, table.items, table.geography, table.sources, table.by_id, by_item
        )
    )


SHUFFLED = [shuffled(seed) for seed in range(3)]


@settings(max_examples=60, deadline=None)
@given(requests)
def test_the_order_of_rows_is_irrelevant(request):
    found = answer(DB, request)
    for other in SHUFFLED:
        again = answer(other, request)
        if isinstance(found, str):
            assert again == found
        else:
            assert again.factor.id == found.factor.id
            assert [step.action for step in again.trail] == [step.action for step in found.trail]
            assert {r.id for r in rejected(again)} == {r.id for r in rejected(found)}


def badness(request, factor):
    """How badly a factor fits place and year of a request, as documented: levels up, then the year."""
    chain = DB.geography.chain(DB.geography.code(request.geography))
    level = next((n for n, places in enumerate(chain) if factor.geography in places), len(chain))
    if request.year is None or factor.reference_year is None:
        return (level,)
    gap = factor.reference_year - request.year
    return level, gap > 0, abs(gap)


@settings(max_examples=80, deadline=None)
@given(requests, st.sampled_from(PLACES), st.integers(2004, 2027))
def test_a_narrower_request_never_returns_a_worse_match(request, place, year):
    base = replace(request, geography=None, year=None, widest=None)
    broad = answer(DB, base)
    narrow_request = replace(base, geography=place, year=year)
    narrow = answer(DB, narrow_request)
    if isinstance(narrow, str) or isinstance(broad, str):
        return
    assert badness(narrow_request, narrow.factor) <= badness(narrow_request, broad.factor)
    half = answer(DB, replace(base, geography=place))
    assert badness(narrow_request, narrow.factor) <= badness(narrow_request, half.factor)


@settings(max_examples=40, deadline=None)
@given(requests)
def test_a_unit_or_a_filter_only_narrows(request):
    broad = answer(DB, request)
    if isinstance(broad, str):
        return
    asked = replace(request, unit=unit(broad.factor.unit), filters={"variant": str(broad.factor.variant)})
    narrow = answer(DB, asked)
    assert not isinstance(narrow, str)
    assert narrow.factor.variant == broad.factor.variant
    if request.geography is not None:
        assert badness(request, narrow.factor) <= badness(request, broad.factor)


@settings(max_examples=60, deadline=None)
@given(requests)
def test_the_trail_accounts_for_every_candidate(request):
    found = answer(DB, request)
    if isinstance(found, str):
        return
    out = [one.id for one in rejected(found)]
    items = {request.item} | {step.params["item"] for step in found.trail if "item" in step.params}
    candidates = {factor.id for item in items for factor in DB.table.of_item(item)}
    assert len(out) == len(set(out))
    assert {*out, found.factor.id} == candidates
    assert found.factor.id not in out
    for one in rejected(found):
        assert one.step.render("zh") != one.step.render("en")


@settings(max_examples=60, deadline=None)
@given(requests)
def test_what_is_asked_is_kept(request):
    found = answer(DB, request)
    if isinstance(found, str):
        return
    factor = found.factor
    assert factor.kind == request.kind
    if request.as_of is not None:
        assert factor.published is None or factor.published <= request.as_of
        assert factor.valid_from is None or factor.valid_from <= request.as_of
        ended = factor.valid_to is not None and factor.valid_to < request.as_of
        assert ended == any(finding.code == "F605" for finding in found.findings)
    if request.geography is not None and request.widest is not None:
        places = {place for level in DB.geography.chain(request.geography) for place in level}
        assert factor.geography in places


@pytest.mark.parametrize(
    ("widest", "code"), [("province", "F602"), ("grid_region", "F602"), ("country", None), ("global", None)]
)
def test_a_place_widens_only_as_far_as_the_request_allows(widest, code):
    asked = Request("electricity", unit=unit("kWh"), geography="CN-SD", year=2024, widest=widest)
    found = answer(DB, asked)
    assert (found if code else found.factor.geography) == (code or "CN")


def test_an_unknown_level_is_refused():
    with pytest.raises(FactorError) as error:
        DB.match(Request("electricity", geography="CN-SD", widest="county"))
    (finding,) = error.value.findings
    assert finding.code == "F603"
    assert finding.candidates == ("country",)


def test_a_level_shuts_out_proxies():
    asked = Request("freight.rail", unit=unit("t·km"), geography="CN", widest="global")
    assert answer(DB, asked) == "F205"
    assert answer(DB, replace(asked, widest=None)).factor.geography == "GB"


def test_the_last_edition_serves_after_its_validity_ended_and_says_so():
    """In spring 2025 the 2024 edition was the latest published; its reporting year was over."""
    asked = Request("freight.rail", unit=unit("t·km"), geography="GB", year=2024, as_of=date(2025, 6, 1))
    found = answer(DB, asked)
    assert found.factor.reference_year == 2024
    assert [finding.code for finding in found.findings if finding.code == "F605"]
    assert "2024-12-31" in found.explain()


def test_what_was_published_but_not_yet_in_force_is_no_answer():
    asked = Request("freight.rail", unit=unit("t·km"), geography="GB", as_of=date(2023, 12, 31))
    assert answer(DB, asked) in ("F209", "F601")


def test_an_id_is_no_way_round_the_day():
    key = "cn.mee.elec_footprint.national_avg.2024"
    assert answer(DB, Request(id=key, as_of=date(2025, 10, 22))) == "F209"
    assert answer(DB, Request(id=key, as_of=date(2025, 10, 23))).factor.id == key


def test_the_laws_are_not_empty():
    asked = [
        Request(item, kind=kind, geography=place) for item in ITEMS for kind in KINDS for place in PLACES
    ]
    found = [answer(DB, one) for one in asked]
    assert sum(not isinstance(one, str) for one in found) > len(found) / 2
