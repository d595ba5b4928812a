"""The extension that carries uncertainty: made, read back, and what in it is refused."""

import json
import math

import pytest

from lca.passport.uncertainty import (
    IDENTIFIER,
    correlation_of,
    line,
    parse,
    parse_line,
    shared_key,
    spread_of,
    uncertainty_of,
)
from lca.results.footprint import Uncertainty


def test_the_object_has_what_is_documented(example) -> None:
    found = uncertainty_of(example, None, 5)
    assert found is not None
    assert found.document == {
        "mean": 10_000,
        "sd": 310,
        "p2_5": 9392.4,
        "p97_5": 10607.6,
        "relative": 0.031,
        "distribution": "monte_carlo",
        "samples": 10_000,
        "seed": 7,
        "correlation": [
            {"key": "factor:test.electricity.cn.2024", "share": 0.9},
            {"key": "own", "share": 0.1},
        ],
    }


def test_it_is_read_back_from_a_comment(example) -> None:
    found = uncertainty_of(example, None, 5)
    text = f"Some words. {line(found)} Some more {{words}}."
    assert parse_line(text) == json.loads(json.dumps(found.document))
    assert parse_line("no such thing") is None
    assert parse_line(f"{IDENTIFIER} {{broken") is None


def test_own_data_have_no_names_and_small_shares_are_left_out(example) -> None:
    parameters = [
        ("factor:a", 0.5),
        ("rule:cn.x.constant", 0.2),
        ("activity:secret", 0.2),
        ("background:db:1", 0.0995),
        ("factor:b", 0.0005),
    ]
    like = example.uncertainty.parameters[0]
    made = tuple(like.model_copy(update={"id": key, "variance_share": share}) for key, share in parameters)
    changed = example.model_copy(
        update={"uncertainty": example.uncertainty.model_copy(update={"parameters": made})}
    )
    found = {one.key: one.share for one in correlation_of(changed)}
    assert found == {"factor:a": 0.5, "rule:cn.x.constant": 0.2, "background:db:1": 0.0995, "own": 0.2}


def test_the_same_words_of_two_companies_are_not_the_same_source(example) -> None:
    other = example.model_copy(update={"company": example.company.model_copy(update={"id": "urn:x-co:2"})})
    mine, theirs = (shared_key("supplier:cathode", one) for one in (example, other))
    assert mine != theirs
    assert "cathode" not in mine
    assert mine == shared_key("supplier:cathode", example)
    assert shared_key("supplier:acme:cathode", example) == "supplier:acme:cathode"
    assert shared_key("factor:grid", example) == "factor:grid"


def test_without_samples_there_is_none(example) -> None:
    bare = example.model_copy(update={"total": example.total.model_copy(update={"interval": None})})
    assert uncertainty_of(bare, None, 5) is None


def test_a_further_unit_that_is_a_multiple_scales_the_deviation(example) -> None:
    whole = example.total.interval
    exact = example.alternative_units[0].model_copy(
        update={"value": 25_000, "mean": 25_000, "p2_5": whole.p2_5 * 2.5, "p97_5": whole.p97_5 * 2.5}
    )
    scaled = spread_of(example.model_copy(update={"alternative_units": (exact,)}), "per_coil")
    assert scaled.sd == pytest.approx(775)


def test_a_further_unit_that_is_uncertain_itself_has_its_own_interval_and_no_deviation(battery) -> None:
    footprint, _ = battery
    pack = next(one for one in footprint.alternative_units if one.id == "per_pack")
    found = uncertainty_of(footprint, "per_pack", 6)
    assert found.sd is None
    assert "sd" not in found.document
    assert float(found.low) == pytest.approx(pack.p2_5)


def test_a_scale_scales_all_but_the_shares(example) -> None:
    one, thousandth = uncertainty_of(example, None, 8), uncertainty_of(example, None, 8, scale=1e-3)
    assert thousandth.document["mean"] == pytest.approx(one.document["mean"] / 1000)
    assert thousandth.document["sd"] == pytest.approx(one.document["sd"] / 1000)
    assert thousandth.document["relative"] == one.document["relative"]
    assert thousandth.document["correlation"] == one.document["correlation"]


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        "x",
        {"mean": "1"},
        {"mean": math.nan},
        {"mean": math.inf},
        {"mean": True},
        {"sd": -1},
        {"p2_5": 2, "p97_5": 1},
        {"correlation": {"key": "a"}},
        {"correlation": [{"key": 1, "share": 0.1}]},
        {"correlation": [{"key": "a", "share": 1.1}]},
        {"correlation": [{"key": "a", "share": -0.1}]},
        {"correlation": [{"key": "a"}]},
        {"correlation": ["a"]},
    ],
)
def test_an_object_of_somebody_else_that_cannot_be_is_none(wrong: object) -> None:
    assert parse(wrong) is None


def test_what_is_missing_may_be_missing() -> None:
    assert parse({"mean": 1.0}) == {"mean": 1.0, "correlation": []}


def test_the_shares_of_shipped_examples_add_up_to_one(shipped) -> None:
    footprint, _ = shipped
    assert isinstance(footprint.uncertainty, Uncertainty)
    total = sum(one.share for one in correlation_of(footprint))
    assert total == pytest.approx(1, abs=0.02)
