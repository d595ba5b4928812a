"""Fossil and biogenic carbon, storage, land, aircraft, electricity: pass and otherwise."""

from dataclasses import replace

import pytest
from demanding_case import names
from study_case import base, category, decided, model, part, result

from lca.errors import Location
from lca.inventory.values import Certificate, Source, Supply
from lca.results.footprint import CarbonStorage, ConformityFinding, FactorUse, ReportedApart, Sensitivity
from lca.results.requirements import carbon
from lca.results.requirements.study import Electric
from lca.rules.schema.demands import Storage
from lca.rules.schema.general import Product

PLACE = Location("inventory.yaml", 3)
AVERAGE = Electric(
    "production.plant.power", "cn.average", "footprint", "life_cycle", grid=True, at_plant=False
)
GRID_CASE = Sensitivity(key="grid_average", label=names("grid"), value=6.0, change=0.2)
ALL_GRID = Sensitivity(
    key="mine", label=names("grid"), value=6.0, change=0.2, changes=("electricity: grid_average",)
)


@pytest.fixture(scope="module")
def study():
    return base()


def unsplit(study, **values):
    """Half of the 5 kg is not split by origin."""
    return category(study, fossil=2.5, not_stated=2.5, **values)


def held(study, content=0.4, storages=True):
    one = CarbonStorage(
        key="wood", label=names("wood"), carbon=0.4, co2=1.47, duration=30, duration_unit="year"
    )
    apart = ReportedApart(biogenic_carbon_content=content, carbon_storage=(one,) if storages else ())
    return result(wooden(study), reported_apart=apart)


def wooden(study):
    return model(study, carbon_storage={"wood": Storage(carbon="0.4 kg", duration="30 year")})


def of_category(study, *codes):
    return model(study, product=Product(categories={"cpc": codes}))


def electric(study, **fields):
    return replace(study, electric=(replace(AVERAGE, **fields),))


def contract(study, *ids, codes=(), cases=()):
    proofs = tuple(Certificate(id, 2024, 3.6, "1 kWh", PLACE) for id in ids)
    supply = Supply(
        "source", (Source("contract", 1.0, PLACE, technology="wind", certificates=proofs),), PLACE
    )
    said = tuple(ConformityFinding(code=code, severity="warning", message=names("x")) for code in codes)
    return result(replace(study, special=(supply,)), findings=said, sensitivities=cases)


def on_site(study):
    source = Source("on_site", 1.0, PLACE, technology="solar_pv")
    return replace(study, special=(Supply("source", (source,), PLACE),))


def technology(study, *cases):
    return result(electric(study, factor="cn.hydro", grid=False, at_plant=True), sensitivities=cases)


def to_grave(study):
    return part(study, "boundary", type="cradle_to_grave")


def priced(study):
    factor = FactorUse(id="cn.average", kind="footprint", name=names("e"), value=0.5777, unit="kWh")
    return result(electric(study), factors=(factor,))


CASES = [
    ("6.4.9.fossil_biogenic", lambda s: s, "pass", "categories[fossil] = 5 kg CO2e"),
    ("6.4.9.fossil_biogenic", unsplit, "needs_person", "50 %"),
    ("6.4.9.biogenic_signs", lambda s: category(s, biogenic_uptake=-1.0), "pass", "uptake] = -1"),
    ("6.4.9.biogenic_signs", lambda s: category(s, biogenic_emission=1.0), "pass", "emission] = 1"),
    ("6.4.9.biogenic_signs", lambda s: category(s, biogenic_uptake=1.0), "fail", "uptake] = 1"),
    ("6.4.9.biogenic_signs", lambda s: category(s, biogenic_emission=-1.0), "fail", "emission] = -1"),
    ("6.4.9.biogenic_signs", unsplit, "not_applicable", ""),
    ("6.4.9.carbon_content", held, "pass", "0.4 kg C"),
    ("6.4.9.carbon_content", lambda s: held(s, content=0.0), "pass", "= 0 kg C"),
    ("6.4.9.carbon_content", lambda s: held(s, content=None), "needs_person", "rule.carbon_storage = 1"),
    ("6.4.9.carbon_content", lambda s: s, "needs_person", ""),
    ("6.4.9.carbon_content", to_grave, "not_applicable", "grave"),
    ("6.4.9.carbon_storage", held, "pass", "[wood] = 0.4 kg C"),
    ("6.4.9.carbon_storage", lambda s: held(s, storages=False), "fail", "wood"),
    ("6.4.9.carbon_storage", wooden, "fail", "wood"),
    ("6.4.9.carbon_storage", lambda s: s, "not_applicable", ""),
    ("6.4.9.land_use_change", lambda s: category(s, land_use_change=0.5), "pass", "0.5 kg CO2e"),
    ("6.4.9.land_use_change", lambda s: s, "needs_person", "= 0 kg CO2e"),
    ("6.4.9.land_use", lambda s: of_category(s, "31100"), "needs_person", ""),  # wood, sawn
    ("6.4.9.land_use", lambda s: of_category(s, "01110"), "needs_person", ""),  # wheat
    ("6.4.9.land_use", lambda s: of_category(s, "41431"), "not_applicable", "41431"),  # aluminium
    ("6.4.9.land_use", lambda s: s, "needs_person", ""),  # no code, so nothing is known
    ("6.4.9.aircraft", lambda s: category(s, aircraft=0.5), "pass", "0.5 kg CO2e"),
    ("6.4.9.aircraft", lambda s: replace(s, flown=("production.plant.air",)), "needs_person", "plant.air"),
    ("6.4.9.aircraft", unsplit, "needs_person", "50 %"),
    ("6.4.9.aircraft", lambda s: s, "not_applicable", "= 0 kg CO2e"),
    ("6.4.9.4.hierarchy", electric, "pass", "production.plant.power"),
    ("6.4.9.4.hierarchy", technology, "needs_person", "cn.hydro"),
    ("6.4.9.4.hierarchy", on_site, "needs_person", "on_site.solar_pv 100 %"),
    ("6.4.9.4.hierarchy", lambda s: s, "not_applicable", ""),
    ("6.4.9.4.life_cycle", electric, "pass", "life_cycle"),
    ("6.4.9.4.life_cycle", lambda s: electric(s, kind="transmission", scope="transmission"), "pass", ""),
    ("6.4.9.4.life_cycle", lambda s: electric(s, kind="direct_emission", scope="direct"), "fail", "direct"),
    ("6.4.9.4.life_cycle", lambda s: electric(s, kind="upstream", scope="upstream"), "needs_person", ""),
    ("6.4.9.4.life_cycle", technology, "needs_person", "at plant"),
    ("6.4.9.4.life_cycle", on_site, "needs_person", ""),
    ("6.4.9.4.life_cycle", lambda s: s, "not_applicable", ""),
    ("6.4.9.4.instruments", lambda s: contract(s, "GEC1", codes=("C211",)), "needs_person", "= GEC1"),
    ("6.4.9.4.instruments", lambda s: contract(s, "GEC1", codes=("C212",)), "fail", "C212"),
    ("6.4.9.4.instruments", contract, "fail", "contract.wind"),
    ("6.4.9.4.instruments", on_site, "not_applicable", ""),
    ("6.4.9.4.sensitivity", lambda s: contract(s, cases=(GRID_CASE,)), "pass", "[grid_average] = 6 kg CO2e"),
    ("6.4.9.4.sensitivity", lambda s: contract(s, cases=(ALL_GRID,)), "pass", "[mine] = 6 kg CO2e"),
    ("6.4.9.4.sensitivity", contract, "fail", "sensitivities = 0"),
    ("6.4.9.4.sensitivity", technology, "needs_person", ""),
    ("6.4.9.4.sensitivity", lambda s: technology(s, ALL_GRID), "pass", ""),
    ("6.4.9.4.sensitivity", electric, "not_applicable", ""),
    ("6.4.9.4.treatment", priced, "needs_person", "0.5777 kg CO2e/kWh"),
    ("6.4.9.4.treatment", lambda s: s, "not_applicable", ""),
]  # fmt: skip


@pytest.mark.parametrize(("id", "change", "verdict", "words"), CASES)
def test_a_verdict_with_its_evidence(study, id, change, verdict, words):
    found = decided(change(study), id)
    assert found.verdict == verdict
    assert words in " ; ".join((*found.facts, found.evidence.get("en") if found.evidence else ""))
    assert (found.ask is not None) is (verdict == "needs_person")


def test_every_decider_is_shown_at_two_verdicts_at_least():
    """But for those whose fields a result cannot lack, and those that only ask with what is known."""
    verdicts = {id: {verdict for other, _, verdict, _ in CASES if other == id} for id, *_ in CASES}
    assert {id for id, found in verdicts.items() if len(found) < 2} == set()
    assert {f"gbt24067.{id}" for id in verdicts} >= set(carbon.DECIDERS)
