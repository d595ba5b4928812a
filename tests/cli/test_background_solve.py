"""zuji background solve: how many samples, how sure they are, and what is stored."""

import json

import pytest
from rich.cells import cell_len

from lca.background.linking import link
from lca.background.records import Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.background.store import SourceFile, write
from lca.distributions import Normal

LANGUAGES = ("en", "zh")


def fits(text: str) -> bool:
    return max(map(cell_len, text.splitlines())) <= 80


def spread_folder(tmp_path):
    """Steel whose own 2 kg of CO2 have a standard deviation of 0.2 (10 %)."""
    flows = {"steel": Flow("steel", "steel", FlowKind.PRODUCT, "kg")}
    flows["co2"] = Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = (
        Exchange("steel", Role.REFERENCE, True, 1.0, "kg"),
        Exchange("co2", Role.OUTPUT, True, 2.0, "kg", spread=Normal(2.0, 0.2)),
    )
    made = (Dataset("s", "steel production", "CN", parts), Dataset("t", "steel again", "DE", parts[:1]))
    write(link(Reading("hand", "1", flows, made), "spread"), tmp_path / "spread", SourceFile("x", "0" * 64))
    return tmp_path / "spread"


def solved(zuji, *words):
    return json.loads(zuji("background", "solve", *words, "--format", "json").out)


def test_samples_come_with_their_standard_errors(zuji, tmp_path) -> None:
    """Of 400 samples with a standard deviation of 10 % the mean is known to 0.5 %; of the other to 0."""
    drawn = solved(zuji, spread_folder(tmp_path), "--samples", "400")["samples"]
    errors = drawn["relative_error"]
    assert (errors["products"], errors["process"]) == (1, "s")
    assert errors["largest"] == errors["median"] == pytest.approx(0.005, rel=0.15)
    (row,) = drawn["statistics"]
    assert row["mean"] == pytest.approx(2.0, abs=4 * 0.01)
    assert row["mean_error"] == pytest.approx(0.01, rel=0.15)
    assert row["at"] == [2.5, 50.0, 97.5]
    assert row["percentiles"] == pytest.approx([2 - 0.392, 2.0, 2 + 0.392], abs=0.08)


def test_drawing_stops_at_the_precision(zuji, tmp_path) -> None:
    """(10 % / 1 %)^2 = 100 samples, in blocks of 64; what is stored are the samples of that number."""
    folder = spread_folder(tmp_path)
    drawn = solved(zuji, folder, "--precision", "1%")["samples"]
    assert drawn["count"] in (64, 128, 192)
    assert drawn["relative_error"]["largest"] <= 0.01
    again = solved(zuji, folder, "--samples", str(drawn["count"]))["samples"]
    assert again["stored"] is True
    assert again["relative_error"] == drawn["relative_error"]


def test_most_samples_bound_the_precision_and_it_is_told(zuji, tmp_path) -> None:
    facts = solved(zuji, spread_folder(tmp_path), "--precision", "0.01%", "--samples", "64")
    assert facts["samples"]["count"] == 64
    assert [one["code"] for one in facts["findings"]] == ["B636"]


def test_only_watched_products_decide(zuji, tmp_path) -> None:
    folder = spread_folder(tmp_path)
    drawn = solved(zuji, folder, "--precision", "0.01%", "--watch", "steel again")["samples"]
    assert drawn["count"] == 64
    assert [row["process"] for row in drawn["statistics"]] == ["t"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_samples_are_replaced_and_that_is_said(zuji, tmp_path, language) -> None:
    folder = spread_folder(tmp_path)
    first = solved(zuji, folder, "--samples", "16")
    assert (first["stored"], first["samples"]["stored"], first["samples"].get("replaced")) == (
        False,
        False,
        None,
    )
    same = solved(zuji, folder, "--samples", "16")
    assert (same["stored"], same["samples"]["stored"]) == (True, True)
    words = ("--samples", "32", "--sampling", "latin-hypercube")
    other = zuji("background", "solve", folder, *words, "--lang", language)
    assert fits(other.out)
    assert "16" in other.out
    assert "latin-hypercube" in other.out
    facts = solved(zuji, folder, "--samples", "32", "--sampling", "sobol")["samples"]
    assert facts["replaced"] == {"count": 32, "design": "latin_hypercube", "precision": "float64"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--precision", "1%", "--sampling", "sobol"), "B472"),
        (("--precision", "0"), "B635"),
        (("--precision", "much"), "U"),
        (("--samples", "24", "--sampling", "sobol"), "B633"),
        (("--samples", "16", "--sampling", "sobo"), "B632"),
        (("--samples", "16", "--watch", "nothing like it"), "B702"),
    ],
)
def test_samples_that_cannot_be_are_refused_and_leave_nothing(zuji, tmp_path, words, code) -> None:
    folder = spread_folder(tmp_path)
    done = zuji("background", "solve", folder, *words)
    assert done.code == 2
    assert f"error {code}" in done.err
    assert not list(folder.rglob("*.tmp"))


def test_a_place_where_nothing_can_be_stored_is_told(zuji, tmp_path) -> None:
    folder = spread_folder(tmp_path)
    (folder / "solutions").write_text("in the way")
    done = zuji("background", "solve", folder)
    assert done.code == 2
    assert "B471" in done.err


def test_footprints_that_would_all_be_zero_are_no_success(zuji, tmp_path) -> None:
    flows = {"x": Flow("x", "x", FlowKind.PRODUCT, "kg")}
    flows["dust"] = Flow("dust", "Particulates", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = (Exchange("x", Role.REFERENCE, True, 1.0, "kg"), Exchange("dust", Role.OUTPUT, True, 1.0, "kg"))
    whole = link(Reading("hand", "1", flows, (Dataset("x", "x", "", parts),)), "dusty")
    write(whole, tmp_path / "dusty", SourceFile("x", "0" * 64))
    done = zuji("background", "solve", tmp_path / "dusty")
    assert done.code == 1
    assert "B514" in done.out


def test_samples_of_a_treatment_are_per_unit_treated(zuji, tmp_path) -> None:
    """Dumping 1 kg emits 0.5 kg: a burden, though the entry of the treatment is negative."""
    flows = {"slag": Flow("slag", "slag", FlowKind.WASTE, "kg")}
    flows["co2"] = Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = (
        Exchange("slag", Role.REFERENCE, False, 1.0, "kg"),
        Exchange("co2", Role.OUTPUT, True, 0.5, "kg", spread=Normal(0.5, 0.01)),
    )
    made = link(Reading("hand", "1", flows, (Dataset("d", "dumping", "", parts),)), "dump")
    write(made, tmp_path / "dump", SourceFile("x", "0" * 64))
    (row,) = solved(zuji, tmp_path / "dump", "--samples", "64")["samples"]["statistics"]
    assert row["mean"] == pytest.approx(0.5, abs=0.01)
    assert row["percentiles"] == sorted(row["percentiles"])
