"""Product systems whose answers stand in a textbook or follow by hand."""

import pytest

from lca.errors import InputError

CO2 = {"gas": "co2", "origin": "fossil"}


def emitting(product, amount, co2, inputs=(), **more):
    return {
        "stage": "production",
        "output": {"product": product, "amount": amount},
        "inputs": list(inputs),
        "emissions": [{**CO2, "amount": co2}],
        **more,
    }


def demand(product, amount):
    return {
        "kind": "declared",
        "amount": amount,
        "of": {"zh": "产品", "en": "product"},
        "reference_flow": {"product": product, "amount": amount},
    }


def test_heijungs_and_suh_electricity_and_fuel(case):
    """Heijungs & Suh 2002, chapter 2: 1000 kWh need 100 and 2 runs and emit 120 kg CO2."""
    processes = {
        "power": emitting("electricity", "10 kWh", "1 kg", [{"product": "fuel", "amount": "2 L"}]),
        "refinery": emitting("fuel", "100 L", "10 kg"),
    }
    found = case({"processes": processes, "unit": demand("electricity", "1000 kWh")}).footprint()
    assert found.total.value == pytest.approx(120.0, rel=1e-12)
    values = {line.process: line.value for line in found.contributions}
    assert values == pytest.approx({"power": 100.0, "refinery": 20.0}, rel=1e-12)


def test_scrap_returned_inside_the_plant_is_a_loop(case):
    """A tenth of the output returns as scrap with the burden of its mass: x = 5 + 0.1 x for 0.9 of it.

    The mill emits 5 kg for 1 kg of sheet and 0.111.. kg of scrap, allocated by mass (0.9 : 0.1), and takes
    the scrap back: 0.9 (5 + s/9) is the sheet's, 0.1 (5 + s/9) the scrap's, so sheet = 5 kg CO2/kg.
    """
    mill = emitting("product", "0.9 kg", "4.5 kg", [{"product": "scrap", "amount": "0.1 kg"}])
    mill["co_products"] = [{"product": "scrap", "amount": "0.1 kg"}]
    mill["allocation"] = {"method": "mass", "justification": {"zh": "同一材料", "en": "same material"}}
    found = case({"processes": {"mill": mill}}).footprint()
    # the whole plant: 4.5 kg for 0.9 kg net, nothing else enters or leaves
    assert found.total.value == pytest.approx(5.0, rel=1e-12)
    assert found.provenance.solver.forward_adjoint_difference < 1e-14


@pytest.mark.parametrize(
    ("method", "measures", "share"),
    [
        ("mass", {}, 1 / 4),
        ("energy", {"energy": "30 MJ"}, 30 / 40),
        ("economic", {"price": "8 CNY"}, 8 / 10),
    ],
)
def test_allocation_shares_follow_the_measure(case, method, measures, share):
    other = {"energy": {"energy": "10 MJ"}, "economic": {"price": "2 CNY"}}.get(method, {})
    plant = emitting("product", "1 kg", "10 kg")
    plant["output"] |= measures
    plant["co_products"] = [{"product": "side", "amount": "3 kg", **other}]
    plant["allocation"] = {"method": method, "justification": {"zh": "理由", "en": "reason"}}
    found = case({"processes": {"plant": plant}}).footprint()
    assert found.total.value == pytest.approx(10 * share, rel=1e-12)


def test_allocation_conserves_the_burden(case):
    """What one process burdens its products with adds up to the burden."""
    plant = emitting("a", "2 kg", "7 kg")
    plant["co_products"] = [{"product": "b", "amount": "3 kg"}]
    plant["allocation"] = {"method": "mass", "justification": {"zh": "理由", "en": "reason"}}
    totals = []
    for product, amount in (("a", "2 kg"), ("b", "3 kg")):
        mix = {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"product": product, "amount": amount}],
            "emissions": [],
        }
        both = {"plant": plant, "mix": mix}
        totals.append(case({"processes": both}).footprint().total.value)
    assert sum(totals) == pytest.approx(7.0, rel=1e-12)


def test_system_expansion_credits_what_is_avoided(case):
    plant = emitting("product", "1 kg", "10 kg")
    plant["co_products"] = [
        {
            "product": "steam",
            "amount": "2 kg",
            "method": "system_expansion",
            "avoided": {"item": "side"},
            "avoided_amount": "2 kg",
        }
    ]
    plant["allocation"] = {"method": "none"}
    supplied = {"side": {"value": 1.5, "unit": "kg CO2e/kg", "gwp_set": "AR6", "source": "test"}}
    found = case({"processes": {"plant": plant}}, {"footprints": supplied}).footprint()
    assert found.total.value == pytest.approx(10 - 2 * 1.5, rel=1e-12)
    assert min(line.value for line in found.contributions) == pytest.approx(-3.0)


def test_waste_treatment_has_a_negative_reference(case):
    """openLCA's downstream case: 2 waste for 1 product, treating 1 waste emits 2, so 4."""
    plant = {
        "stage": "production",
        "output": {"product": "product", "amount": "1 kg"},
        "inputs": [],
        "wastes": [{"product": "sludge", "amount": "2 kg"}],
    }
    treatment = {
        "stage": "production",
        "treats": {"product": "sludge", "amount": "1 kg"},
        "emissions": [{**CO2, "amount": "2 kg"}],
    }
    found = case({"processes": {"plant": plant, "treatment": treatment}}).footprint()
    assert found.total.value == pytest.approx(4.0, rel=1e-12)


def test_a_loop_that_eats_more_than_it_makes_is_an_error_that_names_it(case):
    first = emitting("product", "1 kg", "1 kg", [{"product": "part", "amount": "2 kg"}])
    second = emitting("part", "1 kg", "1 kg", [{"product": "product", "amount": "1 kg"}])
    with pytest.raises(InputError) as caught:
        case({"processes": {"first": first, "second": second}}).footprint()
    assert any("first" in f.message() and "second" in f.message() for f in caught.value.findings)


def test_biogenic_uptake_is_negative_and_apart(case):
    grower = emitting("product", "1 kg", "0.5 kg")
    grower["emissions"] += [
        {"id": "uptake", "gas": "co2", "origin": "biogenic_uptake", "amount": "1.8 kg"},
        {"id": "methane", "gas": "ch4", "origin": "biogenic", "amount": "0.01 kg"},
    ]
    found = case({"processes": {"grower": grower}}).footprint()
    parts = {part.key: part.value for part in found.categories}
    assert parts["biogenic_uptake"] == pytest.approx(-1.8)
    assert parts["biogenic_emission"] == pytest.approx(0.01 * 27.0)  # AR6, non-fossil
    assert parts["fossil"] == pytest.approx(0.5)
    assert sum(parts.values()) == pytest.approx(found.total.value, rel=1e-12)
