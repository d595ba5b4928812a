"""Pedigree: published tables, both forms of the formula, blanks and refusals."""

from __future__ import annotations

import math
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from lca.distributions import Lognormal
from lca.errors import InputError
from lca.pedigree import (
    DEFAULT_MATRIX,
    Pedigree,
    basic_variance,
    gsd2,
    lognormal,
    read_table,
    shipped_table,
    variance,
    variance_of_gsd2,
)

INDICATORS = ("reliability", "completeness", "temporal", "geographical", "technological")

# Weidema et al. (2013), data quality guideline for ecoinvent 3, table 10.5, typed here a second time.
TABLE_10_5 = {
    "reliability": (0.000, 0.0006, 0.002, 0.008, 0.04),
    "completeness": (0.000, 0.0001, 0.0006, 0.002, 0.008),
    "temporal": (0.000, 0.0002, 0.002, 0.008, 0.04),
    "geographical": (0.000, 2.5e-5, 0.0001, 0.0006, 0.002),
    "technological": (0.000, 0.0006, 0.008, 0.04, 0.12),
}

# Frischknecht et al. (2007), ecoinvent report 1: factors that are GSD²; None where the table is blank.
FACTORS_V2 = {
    "reliability": (1.00, 1.05, 1.10, 1.20, 1.50),
    "completeness": (1.00, 1.02, 1.05, 1.10, 1.20),
    "temporal": (1.00, 1.03, 1.10, 1.20, 1.50),
    "geographical": (1.00, 1.01, 1.02, None, 1.10),
    "technological": (1.00, None, 1.20, 1.50, 2.00),
}

SCORES = st.integers(1, 5)
PEDIGREES = st.builds(Pedigree, SCORES, SCORES, SCORES, SCORES, SCORES)


def one(indicator: str, score: int) -> Pedigree:
    return Pedigree(**(dict.fromkeys(INDICATORS, 1) | {indicator: score}))


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("score", range(1, 6))
def test_table_of_ecoinvent_3(indicator: str, score: int) -> None:
    assert variance(one(indicator, score)) == TABLE_10_5[indicator][score - 1]


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("score", range(1, 6))
def test_table_of_ecoinvent_2(indicator: str, score: int) -> None:
    factor = FACTORS_V2[indicator][score - 1]
    if factor is None:
        with pytest.raises(InputError) as caught:
            variance(one(indicator, score), "ecoinvent-v2")
        (finding,) = caught.value.findings
        assert (finding.code, finding.params["indicator"], finding.params["score"]) == (
            "D203",
            indicator,
            score,
        )
        return
    assert gsd2(variance(one(indicator, score), "ecoinvent-v2")) == pytest.approx(factor, rel=1e-12)


def test_version_3_prints_version_2_in_variances() -> None:
    # Table 10.5 is (ln U / 2)² rounded to one or two figures.
    for indicator, factors in FACTORS_V2.items():
        for factor, printed in zip(factors, TABLE_10_5[indicator], strict=True):
            if factor is not None:
                assert variance_of_gsd2(factor) == pytest.approx(printed, rel=0.15, abs=1e-12)


def test_worked_example_in_both_forms() -> None:
    """Basic factor 1.05 and scores 2, 3, 3, 3, 3: GSD² = exp(√Σ ln²U) of ecoinvent report 1, by hand.

    ln 1.05 = 0.048790 (three times), ln 1.10 = 0.095310, ln 1.02 = 0.019803, ln 1.20 = 0.182322;
    Σ ln² = 0.0071414 + 0.0090840 + 0.0003921 + 0.0332412 = 0.0498587, √ = 0.223291, exp = 1.25018.
    """
    factors = [1.05, 1.05, 1.05, 1.10, 1.02, 1.20]  # basic, then reliability 2 to technological 3
    expected = math.exp(math.sqrt(sum(math.log(factor) ** 2 for factor in factors)))
    assert expected == pytest.approx(1.25018, abs=1e-5)
    scores = Pedigree(reliability=2, completeness=3, temporal=3, geographical=3, technological=3)
    spread = lognormal(40.0, scores, variance_of_gsd2(1.05), "ecoinvent-v2")
    assert math.exp(2 * spread.scale) == pytest.approx(expected, rel=1e-12)
    rounded = lognormal(40.0, scores, 0.0006)
    assert rounded.scale**2 == pytest.approx(0.0006 + 0.0006 + 0.0006 + 0.002 + 0.0001 + 0.008, rel=1e-12)
    assert math.exp(2 * rounded.scale) == pytest.approx(expected, rel=0.01)


def test_lognormal_keeps_value_and_sign() -> None:
    spread = lognormal(-40.0, Pedigree(1, 1, 1, 1, 5), 0.0)
    assert spread == Lognormal.around(-40.0, math.sqrt(0.12))
    assert spread.median == pytest.approx(-40.0, rel=1e-15)


@settings(max_examples=100, deadline=None)
@given(PEDIGREES, st.sampled_from(INDICATORS), st.floats(0, 1))
def test_a_worse_score_never_narrows(pedigree: Pedigree, indicator: str, basic: float) -> None:
    scores = {name: getattr(pedigree, name) for name in INDICATORS}
    worse = Pedigree(**(scores | {indicator: min(5, scores[indicator] + 1)}))
    assert variance(worse) >= variance(pedigree)
    assert lognormal(1.0, worse, basic).scale >= lognormal(1.0, pedigree, basic).scale
    assert variance(pedigree) == pytest.approx(sum(variance(one(n, s)) for n, s in scores.items()), rel=1e-12)


@settings(max_examples=50)
@given(st.floats(1, 100))
def test_factor_and_variance_are_inverse(factor: float) -> None:
    assert gsd2(variance_of_gsd2(factor)) == pytest.approx(factor, rel=1e-12)


def test_own_table_as_argument() -> None:
    table = MappingProxyType({("own", name, 1): 0.01 for name in INDICATORS})
    assert variance(Pedigree(1, 1, 1, 1, 1), "own", table) == pytest.approx(0.05)
    with pytest.raises(InputError, match="D203"):
        variance(Pedigree(1, 1, 1, 1, 2), "own", table)


def test_shipped_matrices() -> None:
    assert {matrix for matrix, _, _ in shipped_table()} == {"ecoinvent-v3", "ecoinvent-v2"}
    assert DEFAULT_MATRIX == "ecoinvent-v3"
    assert sum(matrix == "ecoinvent-v3" for matrix, _, _ in shipped_table()) == 25
    with pytest.raises(TypeError):
        shipped_table()["ecoinvent-v3", "reliability", 1] = 1.0


@pytest.mark.parametrize(
    ("exchange", "process", "printed"),
    [
        # Printed GSD² of ecoinvent 2 and variance of ecoinvent 3.
        ("transport services (tkm)", "all", 0.12),
        ("infrastructure", "all", 0.30),
        ("CO2", "combustion", 0.0006),
        ("CH4, NH3", "agricultural", 0.008),
        ("CO, heavy metals", "combustion", 0.65),
    ],
)
def test_basic_uncertainty(exchange: str, process: str, printed: float) -> None:
    assert basic_variance(exchange, process) == pytest.approx(printed, rel=0.05)


def test_refusals_name_what_is_near() -> None:
    with pytest.raises(InputError, match="D204") as caught:
        basic_variance("CO2")
    assert "CO2 (process)" in caught.value.findings[0].candidates
    with pytest.raises(InputError, match="D202") as caught:
        variance(Pedigree(1, 1, 1, 1, 1), "ecoinvent-3")
    assert "ecoinvent-v3" in caught.value.findings[0].candidates
    for wrong, code in ((-0.1, "D101"), (math.nan, "D109")):
        with pytest.raises(InputError, match=code):
            lognormal(1.0, Pedigree(1, 1, 1, 1, 1), wrong)
    with pytest.raises(InputError, match="D104"):
        lognormal(0.0, Pedigree(1, 1, 1, 1, 1), 0.0006)


@pytest.mark.parametrize("wrong", [0, 6, -1, 2.0, True, "3", None])
def test_scores_outside_one_to_five(wrong: object) -> None:
    with pytest.raises(InputError) as caught:
        Pedigree(1, wrong, 1, wrong, 1)  # type: ignore[arg-type]
    assert [finding.code for finding in caught.value.findings] == ["D201", "D201"]
    assert [finding.params["indicator"] for finding in caught.value.findings] == [
        "completeness",
        "geographical",
    ]
    assert caught.value.findings[0].render("zh")


class Holder(BaseModel):
    pedigree: Pedigree | None = None


def test_as_a_field_of_a_model() -> None:
    scores = dict.fromkeys(INDICATORS, 2)
    assert Holder.model_validate({"pedigree": scores}).pedigree == Pedigree(2, 2, 2, 2, 2)
    for wrong in (
        scores | {"temporal": 6},
        scores | {"temporal": 2.5},
        scores | {"tempo": 1},
        {"temporal": 1},
    ):
        with pytest.raises(ValidationError):
            Holder.model_validate({"pedigree": wrong})
    schema = Holder.model_json_schema()["$defs"]["Pedigree"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["temporal"] == {
        "maximum": 5,
        "minimum": 1,
        "title": "Temporal",
        "type": "integer",
    }


def test_a_bad_table_tells_every_line(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    head = "matrix,indicator,score,gsd2,ln_variance\n"
    file.write_text(
        head + "own,temporal,1,0.9,\nown,temporal,2,,-1\nown,temporal,x,1.1,\nown,temporal,3,1.1,\n"
    )
    with pytest.raises(InputError) as caught:
        read_table(file)
    assert [finding.location.line for finding in caught.value.findings] == [2, 3, 4]
    assert {finding.code for finding in caught.value.findings} == {"D205"}
    file.write_text(head + "own,temporal,3,1.1,\nown,temporal,4,,0.01\n")
    assert read_table(file)["own", "temporal", 3] == pytest.approx(variance_of_gsd2(1.1))
    assert read_table(file)["own", "temporal", 4] == 0.01
