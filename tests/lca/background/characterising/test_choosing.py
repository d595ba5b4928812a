"""By what a database is characterised where nobody says it."""

from collections.abc import Callable

import pytest

from lca.background.characterising import choose_gases, greenhouse_gases, method_of
from lca.background.database import Background
from lca.errors import InputError

Build = Callable[..., Background]
NAMED = [("a", "Methane, fossil", "air", "kg", ""), ("b", "Water", "water", "m3", "")]
NAMELESS = [("1", "", "", "", ""), ("2", "x", "", "", "")]
TWO = {"m": [0.0, 2.5], "n": [1.0, 0.0]}


def test_recognised_flows_serve_whatever_methods_there_are(database: Build) -> None:
    found = choose_gases(database(NAMED, methods=TWO), known=lambda *_: True)
    assert found.gas == ("ch4",)
    assert method_of(found) is None


def test_a_stated_method_serves_alone(database: Build) -> None:
    found = choose_gases(database(NAMED, methods=TWO), "m")
    assert (found.flow.tolist(), found.mass.tolist(), method_of(found)) == ([1], [2.5], "m")
    with pytest.raises(InputError) as error:
        choose_gases(database(NAMED, methods=TWO), "o")
    assert [f.code for f in error.value.findings] == ["B515"]


def test_the_only_method_serves_where_nothing_is_recognised(database: Build) -> None:
    """One flow has a name, so recognition by itself does not fall back on the method."""
    background = database(NAMELESS, methods={"m": [0.0, 2.5]})
    assert len(greenhouse_gases(background)) == 0
    assert choose_gases(background).mass.tolist() == [2.5]


def test_the_only_method_that_was_solved_serves(database: Build) -> None:
    found = choose_gases(database(NAMELESS, methods=TWO), known=lambda _, gases: method_of(gases) == "n")
    assert method_of(found) == "n"


@pytest.mark.parametrize("answer", [None, False, True])
def test_several_methods_are_refused_by_name(database: Build, answer: bool | None) -> None:
    known = None if answer is None else lambda *_: answer
    with pytest.raises(InputError) as error:
        choose_gases(database(NAMELESS, methods=TWO), known=known)
    (finding,) = error.value.findings
    assert finding.code == "B519"
    for language in ("en", "zh"):
        assert "m, n" in finding.message(language)
        assert "--method" in finding.remedy(language)


def test_without_flows_or_methods_there_is_nothing_to_choose(database: Build) -> None:
    assert [f.code for f in choose_gases(database(NAMELESS)).findings] == ["B514"]
    assert choose_gases(database([])).findings == ()
