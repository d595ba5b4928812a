"""Packages for Brightway: signs, flips, distributions, names, and what comes back of them."""

from __future__ import annotations

import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from brightway_cases import quiet, small

from lca.background.brightway import factors_of, to_brightway
from lca.background.characterising import GasFlows
from lca.background.reading import open_archive
from lca.background.reading.brightway_datapackage import read_columns
from lca.errors import FactorError, InputError
from lca.gases import GwpSet

GASES = GasFlows(
    np.array([0, 1], dtype=np.int32),
    ("co2", "co2"),
    ("fossil", "biogenic_uptake"),
    np.ones(2),
    ("name", "name"),
)
AR6 = GwpSet("AR6", {("co2", "default"): 1.0, ("ch4", "fossil"): 29.8})


def test_factors_of_gases_have_the_sign_of_their_origin() -> None:
    assert factors_of(small(), GASES, AR6).tolist() == [1.0, -1.0]
    mixture = GasFlows(
        np.array([1], dtype=np.int32), ("co2e",), ("not_stated",), np.array([-3.5]), ("method",)
    )
    assert factors_of(small(), mixture, AR6).tolist() == [0.0, -3.5]


def test_a_gas_without_a_value_is_no_zero() -> None:
    gases = GasFlows(np.array([0], dtype=np.int32), ("sf6",), ("fossil",), np.ones(1), ("name",))
    with pytest.raises(FactorError) as refused:
        factors_of(small(), gases, AR6)
    assert refused.value.findings[0].code == "B661"


def test_scores_by_hand(brightway: Any) -> None:
    """Coal makes 2 and uses 1 of itself: 0.3 a kg; slag 0.1 a kg; steel as below."""
    background = small()
    ids = background.processes.column("id").to_pylist()
    made = to_brightway(background, factors={"a | b": factors_of(background, GASES, AR6)})
    found = dict(zip(ids, brightway.scores(made, 3, ("a", "b")).tolist(), strict=True))
    steel = 2 - 0.5 + 0.4 * 0.3 + 0.2 * 0.1 - 0.05 * 0.3
    assert found == pytest.approx({"coal": 0.3, "slag": -0.1, "steel": steel}, rel=1e-12)


def test_inputs_are_positive_and_flipped(brightway: Any) -> None:
    made = to_brightway(small())
    data, flip = (made.get_resource(f"technosphere.{name}")[0] for name in ("data", "flip"))
    assert (data[flip] > 0).all()
    reference = made.get_resource("technosphere.reference")[0]
    assert sorted(data[reference].tolist()) == [-1.0, 1.0, 2.0]
    assert not flip[reference].any()
    stated = made.get_resource("technosphere.distributions")[0]
    kinds = sorted(stated["uncertainty_type"].tolist())
    assert kinds == [0, 0, 0, 0, 2, 4, 5]
    uniform = stated[stated["uncertainty_type"] == 4][0]
    # the entry of slag lies between 0.1 and 0.3 above zero: nothing is flipped
    assert (uniform["minimum"], uniform["maximum"]) == pytest.approx((0.1, 0.3))


def test_brightway_draws_what_the_distributions_say(brightway: Any) -> None:
    """Medians of 400 of Brightway's own draws lie where the medians of the entries do."""
    background = small()
    made = to_brightway(background, factors={"a": factors_of(background, GASES, AR6)})
    with quiet():
        lca = brightway.bc.LCA({1: 1}, data_objs=[made], use_distributions=True, seed_override=42)
        lca.lci()
        drawn = []
        for _ in range(400):
            next(lca)
            drawn.append(lca.technosphere_matrix.toarray()[0, 2])
    # coal into steel, avoided coal added: about -0.4 + 0.075
    assert np.median(drawn) == pytest.approx(-0.32, abs=0.03)


def test_only_what_is_characterised(brightway: Any) -> None:
    background = small()
    made = to_brightway(background, factors={"a": np.array([1.0, 0.0])}, characterised_only=True)
    assert len(made.get_resource("biosphere.data")[0]) == 3
    nothing = to_brightway(background, characterised_only=True)
    assert len(nothing.get_resource("biosphere.data")[0]) == 0
    bare = to_brightway(background, distributions=False)
    with pytest.raises(KeyError):
        bare.get_resource("technosphere.distributions")


def test_what_is_written_reads_as_the_same_database(brightway: Any, tmp_path: Path) -> None:
    """Ids, names, amounts, distributions and identities of draws survive; parameters to single precision."""
    background = small()
    path = tmp_path / "small.zip"
    to_brightway(background, path, factors={"a | b": np.array([1.0, np.nan])})
    assert [one.name for one in tmp_path.iterdir()] == ["small.zip"]
    with open_archive(path) as archive:
        back = read_columns(archive, "small").background
    for table in ("processes", "flows"):
        assert getattr(back, table).to_pylist() == getattr(background, table).to_pylist()
    for matrix in ("technosphere", "interventions"):
        one, other = getattr(background, matrix), getattr(back, matrix)
        for field in fields(one):
            if field.name == "key" and matrix == "technosphere":
                continue
            wide = {"rel": 1e-6} if field.name in ("scale", "minimum", "maximum") else {"rel": 1e-15}
            assert getattr(other, field.name) == pytest.approx(getattr(one, field.name), nan_ok=True, **wide)
    assert back.technosphere.key.tolist() == background.technosphere.key.tolist()
    assert back.methods["a | b"].tolist()[0] == 1.0
    assert np.isnan(back.methods["a | b"][1])


def test_a_file_is_never_written_over(brightway: Any, tmp_path: Path) -> None:
    path = tmp_path / "there.zip"
    path.write_bytes(b"precious")
    with pytest.raises(InputError) as refused:
        to_brightway(small(), path)
    assert refused.value.findings[0].code == "B366"
    assert path.read_bytes() == b"precious"


def test_without_brightway_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bw_processing", None)
    with pytest.raises(InputError) as refused:
        to_brightway(small())
    assert refused.value.findings[0].code == "B360"
    assert "zuji[brightway]" in refused.value.findings[0].remedy()
