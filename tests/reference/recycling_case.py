"""One material under any method, all its numbers activity data; burdens and shares set by the caller."""

import functools
import json
from dataclasses import replace

from lca.factors.database import FactorDatabase
from lca.inventory.bind import bind
from lca.inventory.load import load_inventory
from lca.rules.load import load_rule
from lca.solve.foreground import Foreground, evaluate, foreground
from lca.system.build import build
from lca.system.environment import real
from lca.system.resolve import Resolver

SHARES = ("r1", "r2", "r3", "a", "b", "q_in", "q_out", "x_heat", "x_elec")
BURDENS = ("ev", "ev_star", "erec", "erec_eol", "eer", "ed", "ese_heat", "ese_elec")
MATERIAL = {
    "label": {"zh": "料", "en": "stuff"},
    "amount": "mass",
    "virgin": {"item": "ev"},
    "recycled": {"item": "erec"},
    "recycled_content": "r1",
    "recycling_rate": "r2",
    "recycling": {"item": "erec_eol"},
    "replaced": {"item": "ev_star"},
    "allocation": "a",
    "quality_in": "q_in",
    "quality_out": "q_out",
    "recovery": {
        "rate": "r3",
        "burning": {"item": "eer"},
        "heating_value": "lhv",
        "heat_efficiency": "x_heat",
        "heat": {"item": "ese_heat"},
        "electricity_efficiency": "x_elec",
        "electricity": {"item": "ese_elec"},
        "allocation": "b",
    },
    "disposal": {"item": "ed"},
}
VALUES = {
    "mass": "2 kg",
    "r1": "0.3",
    "r2": "0.6",
    "r3": "0.3",
    "a": "0.2",
    "b": "0.1",
    "q_in": "0.9",
    "q_out": "0.8",
    "lhv": "40 MJ/kg",
    "x_heat": "0.2",
    "x_elec": "0.25",
}
COSTS = {"ev": 2, "ev_star": 1.8, "erec": 0.5, "erec_eol": 0.4, "eer": 3, "ed": 0.1}
ENERGY = {"ese_heat": 0.06, "ese_elec": 0.2}
INCLUDED = dict.fromkeys(
    ("raw_material_acquisition", "production", "distribution", "use", "end_of_life"), "included"
)


def rule_of(method, material=None, data=None, **parts):
    """A rule with one material, as plain data; ``data`` are further declarations of activity data."""
    units = dict.fromkeys(SHARES, "1") | {"mass": "kg", "lhv": "MJ/kg"}
    names = {"zh": "物", "en": "thing"}
    return {
        "zuji": 1,
        "id": "test.stuff",
        "version": "1.0.0",
        "title": names,
        "status": "illustrative",
        "product": {"name": names},
        "unit": {
            "kind": "declared",
            "amount": "1 item",
            "of": names,
            "reference_flow": {"product": "thing", "amount": "1 item"},
        },
        "boundary": {"type": "cradle_to_grave", "stages": INCLUDED},
        "cut_off": {"basis": "footprint", "single": "1 %", "total": "5 %"},
        "activity_data": {name: {"unit": unit, "label": names} for name, unit in units.items()}
        | (data or {}),
        "processes": {
            "making": {
                "stage": "production",
                "label": names,
                "output": {"product": "thing", "amount": "1 item"},
            }
        },
        "end_of_life": {"method": method, "materials": {"stuff": material or MATERIAL}},
    } | parts


def loaded(rule):
    """The rule ready for use."""
    return load_rule(json.dumps(rule, ensure_ascii=False).encode(), "rule.yaml")


def inventory_of(values=None, costs=None):
    """Activity data and footprints for :func:`rule_of`."""
    kilograms, joules = COSTS | (costs or {}), ENERGY
    footprints = {name: {"value": value, "unit": "kg CO2e/kg"} for name, value in kilograms.items()}
    footprints |= {name: {"value": value, "unit": "kg CO2e/MJ"} for name, value in joules.items()}
    data = {
        "zuji": 1,
        "rule": "test.stuff",
        "product": {"name": {"zh": "物", "en": "thing"}},
        "period": {"from": "2024-01-01", "to": "2024-12-31"},
        "illustrative": True,
        "activity_data": VALUES | (values or {}),
        "footprints": footprints,
    }
    return load_inventory(json.dumps(data).encode(), "data.yaml")


@functools.cache
def database():
    """The released factors, opened once."""
    return FactorDatabase.open()


def plan_of(rule, inventory=None) -> Foreground:
    """The product system of a rule (plain data) with activity data, of which it takes what it uses."""
    own, given = loaded(rule), inventory or inventory_of()
    bought = {line.factor.fields["item"] for line in own.compiled.lines if line.factor}
    used = {name: footprint for name, footprint in given.footprints.items() if name in bought}
    bound = bind(replace(given, footprints=used), own.compiled)
    return foreground(build(own, bound, Resolver(database(), database().gwp("AR6"), bound)))


def burdens(plan, **values):
    """kg CO2e by term, with ``values`` in engine units in place of the stated ones."""
    found = evaluate(plan, {f"activity:{name}": value for name, value in values.items()})
    parts = {path.split(".")[-1].removeprefix("stuff_"): sum(p) for path, p in found.flows.items()}
    return {term: float(real(value)) for term, value in parts.items()}
