"""The source's own characterisation: used where asked for, compared otherwise."""

import math
from collections.abc import Callable

import pytest

from lca.background.characterising import greenhouse_gases
from lca.background.database import Background
from lca.errors import InputError, Severity

Build = Callable[..., Background]

FLOWS = [
    ("a", "Methane, fossil", "air", "kg", ""),
    ("b", "Carbon dioxide, in air", "natural resource/in air", "kg", ""),
    ("c", "Gaz carbonique", "air", "kg", ""),
    ("d", "Water", "water", "m3", ""),
]
VALUES = {"IPCC 2021": [29.8, -1.0, 1.0, math.nan]}


def test_asked_for(database: Build) -> None:
    found = greenhouse_gases(database(FLOWS, methods=VALUES), method="IPCC 2021")
    assert found.flow.tolist() == [0, 1, 2]
    assert found.gas == ("co2e",) * 3
    assert found.by == ("method",) * 3
    assert found.origin == ("not_stated",) * 3
    assert found.mass.tolist() == [29.8, -1.0, 1.0]
    assert [finding.code for finding in found.findings] == ["B517"]


def test_not_asked_for_it_is_compared(database: Build) -> None:
    found = greenhouse_gases(database(FLOWS, methods=VALUES))
    assert found.gas == ("ch4", "co2")
    told = {finding.code: finding for finding in found.findings}
    assert list(told) == ["B511"]
    assert "Gaz carbonique" in told["B511"].message("en")
    assert told["B511"].severity is Severity.WARNING


def test_flows_without_names_use_the_one_method_there_is(database: Build) -> None:
    flows = [("1", "", "", "", ""), ("2", " ", "", "", "")]
    assert greenhouse_gases(database(flows, methods={"m": [0.0, 2.5]})).mass.tolist() == [2.5]
    two = greenhouse_gases(database(flows, methods={"m": [0.0, 2.5], "n": [1.0, 0.0]}))
    assert [finding.code for finding in two.findings] == ["B511", "B511", "B514"]


def test_an_unknown_method(database: Build) -> None:
    with pytest.raises(InputError) as caught:
        greenhouse_gases(database(FLOWS, methods=VALUES), method="IPCC 2012")
    (told,) = caught.value.findings
    assert told.code == "B515"
    assert told.candidates == ("IPCC 2021",)


def test_values_that_are_not_finite(database: Build) -> None:
    with pytest.raises(InputError) as caught:
        greenhouse_gases(database(FLOWS, methods={"m": [math.inf, 1.0, 1.0, 1.0]}), method="m")
    assert caught.value.findings[0].code == "B516"
    assert "Methane, fossil" in caught.value.findings[0].message("zh")
