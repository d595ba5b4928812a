"""zuji sensitivity, end to end."""

import json

import pytest
from rich.cells import cell_len

from lca.content import content

BATTERY = content("datasets") / "examples" / "lfp-battery" / "inventory.yaml"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_page_that_can_be_mailed(zuji, language) -> None:
    done = zuji("sensitivity", BATTERY, "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert ("What the total depends on" if language == "en" else "总量取决于什么") in done.out
    assert "lfp cathode" in done.out


def test_the_same_total_and_shares_as_a_calculation(zuji) -> None:
    study = json.loads(zuji("sensitivity", BATTERY, "--format", "json").out)
    result = json.loads(zuji("calc", BATTERY, "--samples", "0", "--format", "json").out)
    assert study["total"] == result["total"]["value"]
    shares = {one["id"]: one["variance_share"] for one in result["uncertainty"]["parameters"]}
    assert {one["id"]: one["share"] for one in study["influences"]} == pytest.approx(shares)


def test_indices_on_demand(zuji) -> None:
    pytest.importorskip("SALib")
    study = json.loads(zuji("sensitivity", BATTERY, "--sobol", "16", "--seed", "3", "--format", "json").out)
    assert (study["samples"], study["seed"]) == (16, 3)
    assert study["evaluations"] == 16 * (len(study["influences"]) + 2)
    assert all(one["whole_half"] is not None for one in study["influences"])


def test_another_set_moves_the_total(zuji, example) -> None:
    totals = {
        json.loads(zuji("sensitivity", example, "--gwp", name, "--format", "json").out)["total"]
        for name in ("AR5", "AR6")
    }
    assert len(totals) == 2


@pytest.mark.parametrize(
    ("words", "code"), [(("--sobol", "100"), "N132"), (("--gwp", "AR9"), "F407"), (("--as-of", "x"), "F604")]
)
def test_wrong_options_are_refused_with_their_reason(zuji, words, code) -> None:
    done = zuji("sensitivity", BATTERY, *words)
    assert done.code == 2
    assert code in done.err
    assert "Traceback" not in done.err


def test_a_file_that_is_not_there(zuji, tmp_path) -> None:
    assert zuji("sensitivity", tmp_path / "none.yaml").code == 2
