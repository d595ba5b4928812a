"""Cut-off by mass and energy: shares by hand, of what is bought for the reference flow."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

LAWS = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CODES = ("C120", "C121", "C122", "C123", "C124", "C125", "C126")


def rule(*amounts, basis="mass", of=None, flow="1 kg", required=True, **bounds):
    """2 kg of plate in a product; a plate of 1 kg takes 2 kg ore and 0.5 kg oil, burnt and supplied."""
    exclusions = [
        {
            "name": {"zh": f"项{n}", "en": f"item {n}"},
            "stage": "production",
            "reason": {"zh": "小", "en": "small"},
            **({"amount": amount} if amount else {}),
            **bounds,
        }
        for n, amount in enumerate(amounts)
    ]
    included = {"excluded": {"reason": {"zh": "否", "en": "no"}}}
    stages = dict.fromkeys(("distribution", "use", "end_of_life"), included)
    stages |= dict.fromkeys(("raw_material_acquisition", "production"), "included")
    cut_off = {"basis": basis, "single": "1 %", "total": "2 %"}
    return {
        "unit": {
            "kind": "declared",
            "amount": "1 kg",
            "of": {"zh": "产品", "en": "product"},
            "reference_flow": {"product": "product", "amount": flow},
        },
        "boundary": {"type": "cradle_to_gate", "stages": stages, "exclusions": exclusions},
        "cut_off": cut_off | ({"of": of} if of else {}),
        "activity_data": {"nails": {"unit": "kg", "required": required}},
        "processes": {
            "rolling": {
                "stage": "raw_material_acquisition",
                "output": {"product": "plate", "amount": "1 kg"},
                "inputs": [
                    {"of": "ore", "amount": "2 kg"},
                    {"of": "oil", "amount": "0.5 kg"},
                    {"of": "oil", "id": "supply", "amount": "0.5 kg"},
                    {"of": "power", "amount": "1 kWh"},
                ],
                "emissions": [{"gas": "co2", "amount": "9 kg"}],
                "wastes": [{"of": "ore", "id": "dust", "amount": "7 kg"}],
            },
            "painting": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "inputs": [{"product": "plate", "amount": "2 kg"}, {"of": "paint", "amount": "0.5 kg"}],
            },
        },
    }


def data(nails="0.055 kg"):
    bought = {"value": 2.0, "source": "test", "gwp_set": "AR6"}
    footprints = {name: {**bought, "unit": "kg CO2e/kg"} for name in ("ore", "oil", "paint")}
    footprints["power"] = {**bought, "unit": "kg CO2e/kWh"}
    return {"activity_data": {"nails": nails} if nails else {}, "footprints": footprints}


def decided(case, *amounts, nails="0.055 kg", **options):
    found = case(rule(*amounts, **options), data(nails)).footprint()
    return found, {one.code for one in found.findings if one.code in CODES}


def test_a_mass_is_a_share_of_all_that_is_bought(case):
    """2 x (2 kg ore + 0.5 kg oil, once) + 0.5 kg paint = 5.5 kg; 0.055 kg of nails are 1 % of it."""
    found, codes = decided(case, "nails")
    assert (found.boundary.cut_off_whole, found.boundary.cut_off_whole_unit) == (5.5, "kg")
    assert found.boundary.omitted_share == pytest.approx(0.01)
    (entry,) = [one for one in found.completeness if one.kind == "excluded_process"]
    assert (entry.share, entry.basis, entry.name.en) == (pytest.approx(0.01), "mass", "item 0")
    assert entry.bound is None
    assert codes == set()
    assert not found.blocking


def test_an_energy_is_a_share_of_all_energy(case):
    """2 x 1 kWh = 7.2 MJ; 0.018 kWh = 0.0648 MJ are 0.9 % of it."""
    found, codes = decided(case, "0.018 kWh", basis="energy")
    assert (found.boundary.cut_off_whole, found.boundary.cut_off_whole_unit) == (pytest.approx(7.2), "MJ")
    assert found.boundary.omitted_share == pytest.approx(0.009)
    assert codes == set()


def test_the_rule_may_say_what_it_is_a_share_of(case):
    found, codes = decided(case, "nails", of="11 kg")
    assert (found.boundary.cut_off_whole, found.boundary.omitted_share) == (11.0, pytest.approx(0.005))
    assert codes == set()


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (["0.056 kg"], {"C123"}),
        (["0.05 kg"] * 2, set()),
        (["0.05 kg"] * 3, {"C124"}),
        (["0.05 kg", None], {"C125"}),
        ([None], {"C125"}),
    ],
)
def test_each_and_all_are_judged(case, amounts, expected):
    """1 % of 5.5 kg are 0.055 kg, 2 % are 0.11 kg."""
    found, codes = decided(case, *amounts)
    assert codes == expected
    assert found.blocking == bool(expected & {"C123", "C124"})
    known = [float(amount.removesuffix(" kg")) for amount in amounts if amount]
    assert found.boundary.omitted_share == (pytest.approx(sum(known) / 5.5) if known else None)


def test_what_is_too_much_is_named_in_both_languages(case):
    found, _ = decided(case, "0.11 kg")
    (finding,) = [one for one in found.findings if one.code == "C123"]
    assert finding.message.en.startswith("item 0 alone is 2.0% of the mass")
    assert "“项0”" in finding.message.zh
    assert "质量" in finding.message.zh


def test_an_amount_that_was_not_given_is_not_known(case):
    found, codes = decided(case, "nails", nails=None, required=False)
    assert codes == {"C125"}
    assert found.boundary.omitted_share is None


def test_a_share_of_nothing_cannot_be_judged(case):
    found, codes = decided(case, "0.01 kg", of="nails", nails="0 kg")
    assert codes == {"C126"}
    assert found.blocking
    assert (found.boundary.cut_off_whole, found.boundary.omitted_share) == (None, None)


def test_a_bound_on_the_footprint_stays_beside_the_mass(case):
    """2 x (2 + 0.5 + 0.5) x 2 + 2 x 2 + 0.5 x 2 + 2 x 9 + 2 x 7 x 2 = 63 kg CO2e; 3 % are 1.89."""
    found, codes = decided(case, "0.05 kg", bound="3 %")
    (entry,) = [one for one in found.completeness if one.kind == "excluded_process"]
    assert found.total.value == pytest.approx(63)
    assert (entry.bound, entry.share) == (pytest.approx(1.89), pytest.approx(0.05 / 5.5))
    assert codes == set()


def test_by_footprint_the_entry_carries_its_share_too(case):
    found, codes = decided(case, None, basis="footprint", bound="0.8 %")
    (entry,) = [one for one in found.completeness if one.kind == "excluded_process"]
    assert (entry.share, entry.basis) == (pytest.approx(0.008), "footprint")
    assert found.boundary.omitted_share == pytest.approx(0.008)
    assert (found.boundary.cut_off_whole, codes) == (None, set())


@given(scale=st.floats(0.01, 100), unit=st.sampled_from([("kg", 1.0), ("g", 1e-3), ("t", 1e3)]))
@LAWS
def test_shares_know_neither_units_nor_the_size_of_the_unit(case, scale, unit):
    name, size = unit
    amount, flow = f"{0.04 * scale / size!r} {name}", f"{scale / size!r} {name}"
    found, _ = decided(case, amount, flow=flow)
    assert found.boundary.omitted_share == pytest.approx(0.04 / 5.5, rel=1e-12)
    assert found.boundary.cut_off_whole == pytest.approx(5.5 * scale, rel=1e-12)
