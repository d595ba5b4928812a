"""The requirements of real results: what is read from the system, the document, the examples, the time."""

import json
import statistics
import time

import pytest
from demanding_case import demanding
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from small_case import Case
from study_case import base

from lca.calculation import calculate
from lca.content import content
from lca.errors import InternalError
from lca.results.footprint import Footprint
from lca.results.requirements import judge
from lca.results.requirements.catalogue import catalogue
from lca.results.requirements.lookup import find
from lca.results.schema import footprint_schema

EXAMPLES = sorted((content("datasets") / "examples").glob("*/inventory.yaml"))
GEC = "A1B2C3D4E5F6G7H8J" + "000000000001200"
PLANT = {"stage": "production", "output": {"product": "product", "amount": "1 kg"}}
VERDICTS = ("pass", "fail", "needs_person", "not_applicable")


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda file: file.parent.name)
def shipped(request) -> Footprint:
    return calculate(request.param, samples=100)


def verdict(footprint, id):
    (found,) = find(footprint, f"gbt24067.{id}")
    return found.verdict


def buying(item=None, supply=None, **data):
    """A kilogram of product that takes 1 kWh, or 1 t.km, of something."""
    factor = {"electricity": "$source"} if item is None else {"item": item}
    amount = "2 t * 100 km" if item and item.startswith("freight") else "1 kWh"
    rule = {
        "electricity": {"hierarchy": ["on_site", "contract", "grid_average"], "sensitivity": "grid_average"},
        "activity_data": {} if supply is None else {"source": {"supply": "electricity"}},
        "processes": {"plant": {**PLANT, "inputs": [{"of": "power", "amount": amount, "factor": factor}]}},
    }
    given = {} if supply is None else {"source": supply}
    return Case(rule, {"activity_data": given, "production": "1000 kg", **data}).footprint()


def test_the_document_holds_every_requirement_once(shipped):
    known = shipped.requirements
    assert [item.id for item in known.items] == [one.id for one in catalogue().requirement]
    assert (known.catalogue, known.version, known.standard) == (
        "gbt24067",
        catalogue().version,
        "GB/T 24067-2024",
    )
    counts = known.counts
    assert (counts.passed, counts.failed, counts.needs_person, counts.not_applicable) == tuple(
        len(known.having(one)) for one in VERDICTS
    )
    assert sum(len(known.having(one)) for one in VERDICTS) == len(known.items)
    assert counts.unread == len(known.items)


def test_a_judgement_says_why_and_what_to_do(shipped):
    manual = {one.id for one in catalogue().requirement if one.manual}
    for item in shipped.requirements.items:
        assert (item.ask is not None) is (item.verdict == "needs_person")
        assert item.evidence is not None or item.id in manual
        if item.verdict in ("pass", "fail"):
            assert item.facts or item.id == "gbt24067.6.3.5.rule_demands"


def test_facts_name_fields_of_the_document_or_of_the_rule(shipped):
    own = {"rule", "kind", "scope", "certificates", "distribution", "sum(shares)", *Footprint.model_fields}
    for item in shipped.requirements.items:
        for told in item.facts:
            path = told.partition(" = ")[0]
            assert path in own or path.partition(".")[0].partition("[")[0] in own, told


def test_what_the_examples_show_is_true(shipped):
    """Looked at one by one: illustrative rules, gate, factors of 2024 under AR5, no balances, no cases."""
    found = {id: verdict(shipped, id) for id in ("6.2.pcr", "6.3.1.goal", "8.review", "5.principles")}
    assert set(found.values()) == {"needs_person"}
    assert verdict(shipped, "6.3.4.boundary") == "pass"
    assert verdict(shipped, "6.5.sum") == "pass"
    assert verdict(shipped, "6.4.4.related") == "pass"
    other = {factor.id for factor in shipped.factors if factor.gwp_set == "AR5"}
    entered = {entry.path for entry in shipped.completeness if entry.kind == "gwp_set"}
    assert (verdict(shipped, "6.5.one_set") == "fail") is bool(other & entered)
    shares = {part.key: part.share for part in shipped.categories}
    assert (verdict(shipped, "6.4.9.fossil_biogenic") == "pass") is (shares["not_stated"] == 0)
    assert (verdict(shipped, "6.4.6.sum") == "not_applicable") is (not shipped.boundary.allocation)


def test_what_is_written_fits_the_schema_and_reads_back(shipped):
    Draft202012Validator(footprint_schema()).validate(json.loads(shipped.to_json()))
    assert Footprint.from_json(shipped.to_json()) == shipped


def test_it_is_decided_in_a_few_milliseconds():
    study, taken = base(), []
    for _ in range(9):
        start = time.perf_counter()
        judge.decide(study)
        taken.append(time.perf_counter() - start)
    assert statistics.median(taken) < 0.02


def test_products_of_one_process_are_read_with_their_shares():
    """By mass the product has 1 of 2 kg, the slag the other; both are shares of one whole."""
    found = demanding().footprint()
    assert find(found, "gbt24067.6.4.6.sum")[0].facts == ("sum(shares) = 1",)
    assert find(found, "gbt24067.6.4.6.allocation")[0].facts == ("rule.processes.allocation = plant: mass",)
    assert verdict(found, "6.4.6.alternatives") == "needs_person"


def test_a_single_product_shares_nothing():
    found = buying("electricity")
    assert verdict(found, "6.4.6.sum") == "not_applicable"
    assert verdict(found, "6.4.9.4.hierarchy") == "pass"
    assert verdict(found, "6.4.9.4.life_cycle") == "pass"
    assert verdict(found, "6.4.9.4.sensitivity") == "not_applicable"


def test_electricity_by_contract_needs_the_registry_and_shows_the_grid():
    proof = {"certificate": GEC, "vintage": 2024, "volume": "2000 kWh"}
    found = buying(supply={"type": "contract", "technology": "wind", "evidence": proof})
    assert verdict(found, "6.4.9.4.hierarchy") == "needs_person"
    assert find(found, "gbt24067.6.4.9.4.instruments")[0].facts == (f"certificates = {GEC}",)
    assert find(found, "gbt24067.6.4.9.4.sensitivity")[0].facts == (
        "sensitivities[grid_average] = 0.5777 kg CO2e",  # the official average of 2024
    )
    assert verdict(found, "6.4.9.4.life_cycle") == "pass"


def test_a_factor_at_the_generator_is_told_apart():
    found = buying("electricity.wind")
    assert verdict(found, "6.4.9.4.hierarchy") == "needs_person"
    assert find(found, "gbt24067.6.4.9.4.life_cycle")[0].facts[0] == (
        "contributions[at plant] = production.plant.power"
    )


def test_what_is_flown_stands_apart():
    found = buying("freight.air.long_haul")
    (told,) = find(found, "gbt24067.6.4.9.aircraft")[0].facts
    (value,) = [part.value for part in found.categories if part.key == "aircraft"]
    assert 0 < value <= found.total.value
    assert told == f"categories[aircraft] = {value:.6g} kg CO2e"
    assert verdict(buying("freight.rail"), "6.4.9.4.hierarchy") == "not_applicable"


@settings(max_examples=10, deadline=None)
@given(st.floats(1e-3, 1e6))
def test_no_verdict_depends_on_the_size_of_the_number(coal):
    one, other = (demanding(coal={"value": kg, "unit": "kg"}).footprint() for kg in (4.0, coal))
    assert [item.verdict for item in one.requirements.items] == [
        item.verdict for item in other.requirements.items
    ]


def test_a_catalogue_that_asks_for_what_nobody_decides_is_our_fault():
    known = catalogue()
    strange = known.requirement[0].model_copy(update={"id": "gbt24067.1.other"})
    with pytest.raises(InternalError, match=r"gbt24067\.1\.other"):
        judge.decide(base(), known.model_copy(update={"requirement": (strange,)}))
    silent = next(one for one in known.requirement if one.manual).model_copy(update={"ask": None})
    with pytest.raises(InternalError, match="asks nothing"):
        judge.decide(base(), known.model_copy(update={"requirement": (silent,)}))
