"""From a number to its evidence."""

import pytest

from lca.errors import InputError
from lca.results.explain import Explanation, explain, names
from lca.results.footprint import Footprint

ELECTRICITY = "production.electrolysis.electricity"


@pytest.mark.parametrize(
    ("path", "kind", "value"),
    [
        ("total", "total", 10_000),
        ("production", "stage", 8_100),
        ("production.electrolysis", "lines", 8_100),
        (ELECTRICITY, "line", 8_100),
        ("electrolysis", "process", 10_000),
        ("supplier:alumina", "factor", 1_900),
        ("anode_effect_minutes", "activity", 302.5),
        ("cf4", "gas", 302.5),
        ("fossil", "category", 10_000),
    ],
)
def test_a_number_is_found_by_its_path(example: Footprint, path: str, kind: str, value: float) -> None:
    found = explain(example, path)
    assert (found.kind, found.path) == (kind, path)
    assert found.value == pytest.approx(value, rel=1e-12)
    assert found.share == pytest.approx(value / 10_000, rel=1e-12)


def test_every_name_can_be_explained_and_its_parts_add_up(example: Footprint) -> None:
    for path in names(example):
        found = explain(example, path)
        if found.reason is None and found.value:
            assert sum(part.value for part in found.parts) == pytest.approx(found.value, rel=1e-12), path


def test_the_evidence_of_a_line_is_its_factor_and_its_activity_data(example: Footprint) -> None:
    (evidence,) = explain(example, ELECTRICITY).evidence
    assert evidence.factor is not None
    assert evidence.factor.publisher == "Test Ministry 测试部"
    assert [one.location for one in evidence.activities] == ["inventory.yaml:13:3"]
    assert evidence.line.clause == "6.3"


def test_the_evidence_stands_in_the_order_of_its_weight(example: Footprint) -> None:
    weights = [abs(one.line.value) for one in explain(example, "total").evidence]
    assert weights == sorted(weights, reverse=True)
    assert len(weights) == len(example.contributions)


def test_a_path_stops_at_a_boundary_of_names(example: Footprint) -> None:
    with pytest.raises(InputError):
        explain(example, "production.electro")


def test_rows_of_a_table_stand_below_its_name(example: Footprint) -> None:
    rows = tuple(
        example.contributions[0].model_copy(update={"path": f"use.pack.material[{row}]", "item": "material"})
        for row in ("cathode", "anode")
    )
    table = example.model_copy(update={"contributions": rows})
    assert len(explain(table, "use.pack.material").evidence) == 2
    assert explain(table, "use.pack.material[anode]").kind == "line"


def test_an_excluded_stage_says_why(example: Footprint) -> None:
    found = explain(example, "use")
    assert found.reason is not None
    assert found.reason.en == "ends at the smelter's gate"
    assert found.clause == "5.3"
    assert found.evidence == ()


def test_a_misspelt_path_gets_its_nearest_names(example: Footprint) -> None:
    with pytest.raises(InputError) as caught:
        explain(example, "production.electrolysis.electrcity")
    (finding,) = caught.value.findings
    assert finding.code == "V201"
    assert finding.candidates[0] == ELECTRICITY


def test_it_is_a_document_too(example: Footprint) -> None:
    found = explain(example, "total")
    assert Explanation.model_validate_json(found.model_dump_json()) == found
