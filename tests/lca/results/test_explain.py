"""From a number to its evidence."""

import pytest

from lca.errors import InputError
from lca.names import Names
from lca.results.explain import Explanation, explain, names
from lca.results.footprint import Amount, Footprint, Supply

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


def chained(footprint: Footprint) -> Footprint:
    """The example with a power station that the cells take their electricity from."""
    lines = tuple(
        line.model_copy(update={"path": "production.power.electricity", "process": "power", "inputs": ()})
        if line.path == ELECTRICITY
        else line
        for line in footprint.contributions
    )
    supply = Supply(
        path="production.electrolysis.site_power",
        process="electrolysis",
        product="site_power",
        maker="power",
        label=Names(en="site power", zh="厂用电"),
        amount=Amount(value=13_500, unit="kWh", normalised=48_600, normalised_unit="MJ"),
        formula="electricity",
        inputs=("electricity",),
    )
    return footprint.model_copy(update={"contributions": lines, "supplies": (supply,)})


def test_a_supplying_process_leads_to_the_activity_data_of_those_who_take(
    example: Footprint,
) -> None:
    (evidence,) = explain(chained(example), "production.power.electricity").evidence
    assert evidence.activities == ()
    (demand,) = evidence.demands
    assert demand.supply.formula == "electricity"
    assert [one.location for one in demand.activities] == ["inventory.yaml:13:3"]


def test_an_activity_leads_to_what_is_supplied_because_of_it(example: Footprint) -> None:
    found = explain(chained(example), "electricity")
    assert [one.line.path for one in found.evidence] == ["production.power.electricity"]
    assert found.value == 8_100


def test_loops_between_processes_end(example: Footprint) -> None:
    footprint = chained(example)
    back = footprint.supplies[0].model_copy(update={"process": "power", "maker": "electrolysis"})
    looped = footprint.model_copy(update={"supplies": (*footprint.supplies, back)})
    (evidence,) = explain(looped, "production.power.electricity").evidence
    assert len(evidence.demands) == 2


def test_an_activity_is_found_without_the_prefix_of_its_identity(example: Footprint) -> None:
    data = tuple(
        one.model_copy(update={"id": f"activity:{one.id}"}) if one.id == "slag" else one
        for one in example.activity_data
    )
    assert explain(example.model_copy(update={"activity_data": data}), "slag").label.en == "Slag"
