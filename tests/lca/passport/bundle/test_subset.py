"""The rows of a release in a bundle: what the matcher looked at, and what a licence lets travel."""

import json
from dataclasses import replace
from types import MappingProxyType

import pytest
from bundle_case import EXAMPLES, NAMES, example, unpacked

from lca.calculation import calculate
from lca.errors import FactorError
from lca.factors.database import FactorDatabase
from lca.factors.schema import FactorKind, Request
from lca.passport.bundle import bundle, open_bundle, verify
from lca.passport.bundle.making import FACTORS
from lca.passport.bundle.subset import allowed, base_of, forbidden, looked_at, read_subset, subset, unlike


@pytest.fixture(scope="module")
def release():
    return FactorDatabase.open()


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_the_matcher_reasons_word_for_word_as_with_the_whole_release(path, made_of):
    """Trails name every candidate that was set aside, so equal trails mean equal candidates."""
    made = made_of(path)
    sent = read_subset(made.files[FACTORS], FACTORS).database
    again = calculate(path, factors=sent, samples=0)
    whole = calculate(path, samples=0)
    assert [one.trail for one in again.factors] == [one.trail for one in whole.factors]
    assert again.to_json() == whole.to_json()


def test_a_request_by_a_misspelt_name_has_the_same_candidates(release, made):
    sent = read_subset(made.files[FACTORS], FACTORS).database
    for item in ("electricty", "freight.rode", "aluminum oxide"):
        said = []
        for database in (release, sent):
            with pytest.raises(FactorError) as refused:
                database.match(Request(item=item, kind=FactorKind.FOOTPRINT))
            said.append(refused.value.findings[0].render())
        assert said[0] == said[1]


def test_the_rows_are_those_of_the_release(release, made):
    sent = read_subset(made.files[FACTORS], FACTORS).database
    assert list(unlike(sent, release)) == []
    assert sent.release == release.release
    for factor in sent:
        assert release.get(factor.id) == factor


def test_only_what_was_looked_at(release):
    base = base_of(release)
    assert looked_at([base]) == ()
    found = base.match(Request(item="electricity", kind=FactorKind.FOOTPRINT, geography="CN", year=2024))
    seen = looked_at([base])
    assert found.factor.id in seen
    assert all(release.get(key).item == "electricity" for key in seen)


def test_the_whole_release_where_it_is_wanted(made, release):
    content = bundle(made.footprint, inventory=made.inventory, whole_release=True)
    assert open_bundle(content).manifest.factors.factors == len(release)
    assert verify(content).bits


def licensed(release, key):
    """The release with one publication that may not be passed on."""
    sources = dict(release.table.sources)
    sources[key] = {**sources[key], "redistribution": "no (database licence)"}
    return FactorDatabase(replace(release.table, sources=MappingProxyType(sources), _made={}))


def test_what_a_licence_forbids_stays_out_and_comes_from_the_recipients_release(release, monkeypatch):
    path = example("primary-aluminium")
    source = "cn.mee.electricity_footprint.2024"
    own = licensed(release, source)
    footprint = calculate(path, factors=own, samples=16)
    content = bundle(footprint, inventory=path, factors=own)
    manifest = open_bundle(content).manifest
    assert manifest.factors.withheld
    text = json.loads(unpacked(content)[FACTORS])
    place = text["columns"].index("source")
    assert source not in {row[place] for row in text["rows"]}
    assert verify(content, factors=own).bits
    monkeypatch.setattr(
        "lca.passport.bundle.verifying.FactorDatabase.open",
        lambda path=None: FactorDatabase(
            replace(release.table, release=replace(release.release, sha256="0" * 64))
        ),
    )
    alone = verify(content)
    assert [finding.code for finding in alone.findings] == ["P514"]
    assert alone.exit_code == 1


def test_without_the_release_its_rows_are_computed_with_but_not_vouched_for(made, release, monkeypatch):
    other = FactorDatabase(replace(release.table, release=replace(release.release, sha256="0" * 64)))
    monkeypatch.setattr("lca.passport.bundle.verifying.FactorDatabase.open", lambda path=None: other)
    found = verify(made.content)
    assert found.bits
    assert [check.passed for check in found.checks if check.kind == "factors"] == [None]


def test_ids_in_a_subset_stay_sorted_and_once(release):
    ids = ["ipcc.gwp.ar6.co2"] if "ipcc.gwp.ar6.co2" in release.table.by_id else [next(iter(release)).id]
    chosen = subset(release, [*ids])
    assert chosen.ids == tuple(sorted(ids))
    assert len(read_subset(chosen.content, "x").database) == 1


@pytest.mark.parametrize(
    ("words", "may", "must_not"),
    [
        ("yes", True, False),
        ("Yes (facts; attribute)", True, False),
        ("no", False, True),
        ("no, licensed", False, True),
        ("not stated", False, False),
        ("", False, False),
    ],
)
def test_what_the_words_of_a_licence_mean(words, may, must_not):
    assert allowed(words) is may
    assert forbidden(words) is must_not
