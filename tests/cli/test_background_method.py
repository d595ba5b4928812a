"""A source's own characterisation, for flows that nothing recognises: solve, show, list, calculation."""

import json

import pytest

from lca.background.linking import link
from lca.background.records import Characterisation, Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.background.store import SourceFile, open_background, write
from lca.distributions import Normal
from lca.errors import InputError
from lca.factors.database import FactorDatabase
from lca.system.backgrounds import link as linked

GWP = FactorDatabase.open(None).gwp("AR6")
VALUES = {"low": {"x": 1.5}, "high": {"x": 3.0}}


def folder_of(tmp_path, methods):
    """Steel that emits 2 kg of something."""
    flows = {"steel": Flow("steel", "steel", FlowKind.PRODUCT, "kg")}
    flows["x"] = Flow("x", "something", FlowKind.ELEMENTARY, "kg", ("air",))
    parts = (
        Exchange("steel", Role.REFERENCE, True, 1.0, "kg"),
        Exchange("x", Role.OUTPUT, True, 2.0, "kg", spread=Normal(2.0, 0.2)),
    )
    own = tuple(Characterisation(name, factors) for name, factors in methods.items())
    reading = Reading("hand", "1", flows, (Dataset("s", "steel", "CN", parts),), methods=own)
    write(link(reading, "own"), tmp_path / "own", SourceFile("x", "0" * 64))
    return tmp_path / "own"


@pytest.fixture
def two(tmp_path):
    return folder_of(tmp_path, VALUES)


def facts(zuji, *words):
    return json.loads(zuji("background", *words, "--format", "json").out)


@pytest.mark.parametrize(("method", "value"), [("low", 3.0), ("high", 6.0)])
def test_solve_and_show_by_a_method(zuji, two, method, value) -> None:
    done = facts(zuji, "solve", two, "--method", method)
    assert done["characterisation"] == method
    assert [one["code"] for one in done["findings"]] == ["B517"]
    for words in ((), ("--method", method)):
        assert facts(zuji, "show", two, "steel", *words)["value"] == value


def test_which_of_several_is_not_guessed(zuji, two) -> None:
    """Solved for neither, no burden is known; solved for one, that serves; for both, it must be said."""
    done = zuji("background", "solve", two)
    assert done.code == 1
    assert "B514" in done.out
    with pytest.raises(InputError) as error:
        linked({"own": two}, GWP)
    assert [one.code for one in error.value.findings] == ["B519"]
    assert zuji("background", "solve", two, "--method", "low").code == 0
    assert linked({"own": two}, GWP)["own"].co2e.tolist() == [3.0]
    assert zuji("background", "solve", two, "--method", "high").code == 0
    with pytest.raises(InputError):
        linked({"own": two}, GWP)


def test_the_only_method_needs_no_word(zuji, tmp_path) -> None:
    folder = folder_of(tmp_path, {"low": {"x": 1.5}})
    assert linked({"own": folder}, GWP)["own"].co2e.tolist() == [3.0]
    assert facts(zuji, "solve", folder)["characterisation"] == "low"


def test_samples_of_one_method_are_not_those_of_another(zuji, two) -> None:
    means = {}
    for method in VALUES:
        drawn = facts(zuji, "solve", two, "--method", method, "--samples", "100")["samples"]
        assert not drawn["stored"]
        means[method] = drawn["statistics"][0]["mean"]
    assert means["high"] == pytest.approx(2 * means["low"], rel=1e-12)
    again = facts(zuji, "solve", two, "--method", "low", "--samples", "100")["samples"]
    assert (again["stored"], again["statistics"][0]["mean"]) == (True, means["low"])


def test_the_list_names_methods(zuji, two) -> None:
    zuji("background", "solve", two, "--method", "high", "--samples", "32")
    (row,) = facts(zuji, "list", two.parent)
    assert (row["solved"], row["methods"], row["outdated"]) == (True, ["high"], 0)
    assert row["samples"][0]["method"] == "high"
    assert "(high)" in zuji("background", "list", two.parent).out


def test_a_method_that_is_not_there(zuji, two) -> None:
    done = zuji("background", "solve", two, "--method", "lo")
    assert done.code == 2
    assert "B515" in done.err
    assert "low" in done.err
    assert open_background(two).methods.keys() == VALUES.keys()
