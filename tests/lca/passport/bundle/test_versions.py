"""Years later, with another engine: what is the same, was reworded, differs, and what changed since."""

import pytest
from bundle_case import resealed, rewritten

from lca.passport.bundle import verify
from lca.passport.bundle.manifest import MANIFEST
from lca.passport.bundle.packing import packed

LATER = "9.9.9"


@pytest.fixture
def later(monkeypatch):
    """This engine, as if it were a later version."""
    for module in ("lca.passport.bundle.verifying", "lca.passport.bundle.held", "lca.results.provenance"):
        monkeypatch.setattr(f"{module}.__version__", LATER)


def test_another_version_says_so_and_agrees(made, later):
    found = verify(made.content)
    assert found.same
    assert not found.bits
    assert (found.engine, found.engine_here) == (made.footprint.provenance.engine_version, LATER)
    assert {field.status for field in found.fields} == {"reworded"}
    assert {field.path.split("[")[0] for field in found.fields} == {
        "provenance.engine_version",
        "requirements.items",
    }
    assert [(change.what, change.here) for change in found.changes] == [("engine_version", LATER)]


def test_tables_of_the_engine_that_changed_since_are_named(made, later):
    def alter(data):
        data["content"][1]["sha256"] = "0" * 64

    found = verify(packed(rewritten(made.files, MANIFEST, alter)))
    assert found.same
    assert [change.what for change in found.changes] == [
        "engine_version",
        "factors/ecoinvent/basic_uncertainty.csv",
    ]


def test_words_may_change_and_numbers_may_not(made, later):
    def reword(data):
        data["findings"][0]["message"]["en"] = "said in another way"

    assert verify(resealed(rewritten(made.files, "result.json", reword))).same

    def change(data):
        data["stages"][0]["value"] *= 1.001

    found = verify(resealed(rewritten(made.files, "result.json", change)))
    assert not found.same
    assert "stages[raw_material_acquisition].value" in {
        field.path for field in found.fields if field.status == "different"
    }


def test_an_older_form_of_the_document_lacks_nothing_that_counts(made, later):
    """What a later form adds is told as new; 1.0 had no sampling design and no sensitivity range."""

    def older(data):
        data["format_version"] = "1.0"
        del data["provenance"]["sampling"]

    found = verify(resealed(rewritten(made.files, "result.json", older)))
    assert found.same
    assert {"provenance.sampling", "format_version"} <= {field.path for field in found.fields}
    assert "format_version" in {change.what for change in found.changes}
