"""The catalogue as data: whole, bilingual, stable, every entry decided or manual, wrong files refused."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from lca.content import content
from lca.errors import InputError
from lca.i18n import catalogue as messages
from lca.results.requirements import judge
from lca.results.requirements.catalogue import catalogue, read_catalogue, requirements_catalogue
from lca.results.requirements.conditions import CONDITIONS
from lca.results.requirements.judge import DECIDERS

FILE = content("rules") / "requirements" / "gbt24067.toml"
IDS = Path(__file__).with_name("ids.txt").read_text(encoding="utf-8").split()
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROOM = 35
"""Cells of a title in the checklist of a report that is 80 cells wide."""
CODE = Path(judge.__file__).parent


def test_ids_are_stable_and_unique():
    """An id once given is never taken away or given to something else: results name it."""
    found = [one.id for one in requirements_catalogue()]
    assert len(set(found)) == len(found)
    assert found == IDS


@pytest.mark.parametrize("one", requirements_catalogue(), ids=lambda one: one.id)
def test_an_entry_is_whole(one):
    words = [one.title, one.demand, *([one.ask] if one.ask else [])]
    for both in words:
        assert CHINESE.search(both.zh)
        assert not CHINESE.search(both.en)
        assert not re.search('[“”‘’"]', both.zh + both.en), "our own words, no quotation"
    assert cell_len(one.title.en) <= ROOM
    assert cell_len(one.title.zh) <= ROOM
    assert one.demand.en.endswith(".")
    assert one.demand.zh.endswith("。")
    assert one.source in catalogue().sources


@pytest.mark.parametrize("one", requirements_catalogue(), ids=lambda one: one.id)
def test_an_entry_is_decided_or_manual(one):
    assert (one.id in DECIDERS) is not one.manual
    assert set(one.applies) <= CONDITIONS.keys()
    if one.manual:
        assert one.ask is not None


def test_the_id_holds_the_clause():
    for one in requirements_catalogue():
        middle = one.id.split(".", 1)[1].rpartition(".")[0]
        assert one.clause == (None if middle == "gb" else middle), one.id


def test_nothing_is_decided_that_the_catalogue_does_not_hold():
    ids = {one.id for one in requirements_catalogue()}
    assert ids >= DECIDERS.keys()
    assert {name for one in requirements_catalogue() for name in one.applies} == CONDITIONS.keys()


def test_no_wording_is_claimed_that_was_not_read():
    """The full text of the standard was not at hand; only somebody who reads it may change this."""
    assert not any(one.wording_read for one in requirements_catalogue())
    assert {one.wording for one in requirements_catalogue()} == {"not_read", "secondary"}
    assert catalogue().numbering == "ISO 14067:2018"


def test_a_report_has_its_contents():
    """What is generally known of the contents that a study report must have."""
    ids = {one.id.removeprefix("gbt24067.") for one in requirements_catalogue() if one.report}
    assert ids >= {
        "7.total", "7.stages", "6.3.3.unit", "6.3.3.reference_flow", "6.3.4.boundary", "6.3.4.process_list",
        "6.4.2.procedure", "6.3.5.sources", "6.5.gwp100", "6.3.4.3.cut_off", "6.4.6.allocation",
        "6.4.8.timing",
        "6.3.5.quality", "6.6.sensitivity", "6.6.uncertainty", "6.4.9.4.treatment", "6.6.conclusions",
        "7.limitations", "7.value_choices", "6.3.6.period", "gb.geography", "6.3.8.end_of_life",
        "6.3.7.use_profile", "6.2.pcr", "6.4.7.tracking", "8.review", "A.disclaimer",
        "6.4.9.fossil_biogenic", "6.4.9.land_use_change", "6.4.9.aircraft", "6.4.9.carbon_content",
    }  # fmt: skip


def test_every_sentence_of_evidence_is_used_and_there():
    source = "".join(path.read_text(encoding="utf-8") for path in CODE.glob("*.py"))
    used = set(re.findall(r'\b(?:met|failed|asked|outside)\(\s*f?"([a-z_.{}]+)"', source))
    used = (used - {"unit_{known.kind}"}) | {"unit_declared", "unit_functional"}
    told = {key.removeprefix("requirement.") for key in messages() if key.startswith("requirement.")}
    assert used == told


def entry(**changes):
    """A catalogue of one entry as TOML."""
    fields = {
        "id": '"gbt24067.7.total"',
        "title": '{zh = "总量", en = "Total"}',
        "demand": '{zh = "给出。", en = "Stated."}',
        "by": '"engine"',
        "wording": '"not_read"',
        "source": '"iso"',
    } | changes
    lines = [f"{key} = {value}" for key, value in fields.items() if value is not None]
    head = 'id = "t"\nversion = "1"\nstandard = "S"\nnumbering = "N"\n'
    source = '[sources.iso]\nmark = "M"\nzh = "知"\nen = "known"\n'
    return "\n".join([head + source + "[[requirement]]", *lines, ""])


def test_an_entry_as_data_is_read():
    (one,) = read_catalogue(entry().encode(), "c.toml").requirement
    assert (one.id, one.by, one.report, one.manual, one.wording_read) == (
        "gbt24067.7.total", "engine", False, False, False,
    )  # fmt: skip
    assert read_catalogue(entry(wording='"official"').encode(), "c.toml").requirement[0].wording_read


@pytest.mark.parametrize(
    ("source", "code", "place"),
    [
        (b"id = ", "C202", "c.toml"),
        (b"\xff", "C202", "c.toml"),
        (entry(title='{zh = "总量"}').encode(), "C203", "requirement[gbt24067.7.total].title.en"),
        (entry(by='"nobody"').encode(), "C203", "requirement[gbt24067.7.total].by"),
        (entry(surprise="1").encode(), "C203", "requirement[gbt24067.7.total].surprise"),
        (entry(id='"total"').encode(), "C203", "requirement[total].id"),
        (entry(id=None).encode(), "C203", "requirement[0].id"),
        (b'id = "t"', "C203", "version"),
        ((entry() + entry().partition("[[")[2].join(["[[", ""])).encode(), "C204", "gbt24067.7.total"),
        (entry(source='"rumour"').encode(), "C205", "gbt24067.7.total"),
        (entry(manual="true").encode(), "C206", "gbt24067.7.total"),
    ],
)
def test_a_wrong_catalogue_says_where_and_why(source, code, place):
    with pytest.raises(InputError) as caught:
        read_catalogue(source, "c.toml")
    assert code in {finding.code for finding in caught.value.findings}
    assert any(place in str(finding.location) for finding in caught.value.findings)


def test_the_shipped_file_is_read_once():
    assert catalogue() is catalogue()
    assert catalogue() == read_catalogue(FILE.read_bytes(), FILE.name)
