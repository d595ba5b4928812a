"""Finding a process by id, name and place; places are those of the shipped gazetteer."""

import numpy as np
import pyarrow as pa
import pytest

from lca.background.database import Background, Exchanges
from lca.background.selecting import Directory, folded, select
from lca.errors import InputError, Location

PROCESSES = [
    ("a1", "electricity, medium voltage", "electricity", "CN-SC", "kWh"),
    ("a2", "electricity, medium voltage", "electricity", "CN", "kWh"),
    ("a3", "electricity, medium voltage", "electricity", "RoW", "kWh"),
    ("b1", "Steel, at plant", "steel", "GLO", "kg"),
    ("b2", "Steel, at plant", "steel", "RoW", "kg"),
    ("c1", "cement production", "cement", "RER", "kg"),
    ("c2", "cement production", "cement", "RoW", "kg"),
    ("d1", "lime, at kiln", "lime", "DE", "t"),
    ("e1", "glass, float", "glass", "DE", "kg"),
    ("e2", "glass, container", "glass", "DE", "kg"),
]
PLACE = Location("rule.yaml", 7, 3)


def nothing() -> Exchanges:
    none = np.zeros(0)
    return Exchanges(
        none.astype(np.int32),
        none.astype(np.int32),
        none,
        none.astype(np.uint8),
        none,
        none,
        none,
        none,
        np.zeros((0, 2), np.uint64),
    )


@pytest.fixture(scope="module")
def directory() -> Directory:
    names = ("id", "name", "product", "location", "unit")
    table = pa.table(dict(zip(names, map(list, zip(*PROCESSES, strict=True)), strict=True)))
    return Directory(Background("db", "0" * 64, table, pa.table({}), nothing(), nothing(), pa.table({})))


def chosen(directory, process, **more):
    return PROCESSES[select(directory, process, place=PLACE, **more).position][0]


def refused(directory, process, **more):
    with pytest.raises(InputError) as caught:
        select(directory, process, place=PLACE, **more)
    (finding,) = caught.value.findings
    assert finding.location == PLACE
    return finding


def test_an_id_is_exact(directory):
    assert chosen(directory, "a2") == "a2"


@pytest.mark.parametrize("words", ["lime, at kiln", "Lime,  AT kiln", "lime,at-kiln"])
def test_case_blanks_and_hyphens_do_not_count(directory, words):
    assert chosen(directory, words) == "d1"


def test_a_product_serves_where_no_process_has_the_name(directory):
    assert chosen(directory, "lime") == "d1"


@pytest.mark.parametrize(
    ("near", "expected"), [("CN-SC", "a1"), ("CN-GD", "a2"), ("CN", "a2"), ("DE", "a3"), (None, "a3")]
)
def test_the_place_nearest_to_the_site_decides(directory, near, expected):
    """Sichuan has its own, Guangdong lies in China, Germany in the rest of the world."""
    assert chosen(directory, "electricity, medium voltage", near=near) == expected


def test_a_place_that_is_not_the_sites_own_is_told(directory):
    own = select(directory, "electricity, medium voltage", near="CN-SC")
    proxy = select(directory, "electricity, medium voltage", near="CN-GD")
    assert [one.code for one in own.findings] == []
    assert [one.code for one in proxy.findings] == ["B705"]
    assert [step.action for step in proxy.trail] == ["background_name", "background_place"]


def test_the_rest_of_the_world_is_nearer_than_all_of_it(directory):
    assert chosen(directory, "Steel, at plant", near="CN") == "b2"


def test_a_region_that_contains_the_site_goes_before_the_rest(directory):
    assert chosen(directory, "cement production", near="DE") == "c1"
    assert chosen(directory, "cement production", near="CN") == "c2"


@pytest.mark.parametrize("geography", ["CN", "China", "中国"])
def test_a_stated_place_is_known_by_code_and_name(directory, geography):
    assert chosen(directory, "electricity, medium voltage", geography=geography) == "a2"


def test_a_stated_place_that_is_not_there(directory):
    finding = refused(directory, "electricity, medium voltage", geography="FR")
    assert (finding.code, finding.candidates) == ("B704", ("CN-SC", "CN", "RoW"))


def test_several_of_one_name_and_place_are_told_with_their_ids(directory):
    finding = refused(directory, "glass", near="DE")
    assert finding.code == "B703"
    assert finding.candidates == ("glass, float, DE [kg] (e1)", "glass, container, DE [kg] (e2)")


def test_nothing_of_the_name_brings_the_nearest(directory):
    finding = refused(directory, "electricty medium voltage")
    assert finding.code == "B702"
    assert finding.candidates[0].startswith("electricity, medium voltage")


@pytest.mark.parametrize("name", ["", "qqqq", "a" * 5000])
def test_a_hopeless_name_is_refused_without_candidates(directory, name):
    assert refused(directory, name).candidates == ()


def test_folding_is_idempotent():
    assert folded(folded("Ａ-B  c")) == folded("Ａ-B  c") == "abc"
