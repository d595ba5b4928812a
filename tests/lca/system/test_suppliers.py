"""Supplier footprints: recomputed where they can be, bounded where they cannot, refused where they lie."""

import math

import pytest

from lca.errors import InputError

RULE = {
    "activity_data": {"ore": {"unit": "kg", "per": "kg"}},
    "processes": {
        "plant": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"of": "ore", "amount": "ore"}],
        }
    },
}


def bought(**footprint):
    stated = {"value": 2.0, "unit": "kg CO2e/kg", "source": "supplier's declaration", **footprint}
    return {"activity_data": {"ore": "3 kg"}, "footprints": {"ore": stated}}


def test_a_suppliers_number_takes_the_place_of_a_factor(case):
    found = case(RULE, bought(gwp_set="AR6")).footprint()
    assert found.total.value == pytest.approx(6.0, rel=1e-14)
    (factor,) = found.factors
    assert factor.supplier_specific
    assert factor.title == "supplier's declaration"


def test_the_unit_of_the_denominator_is_converted(case):
    assert case(RULE, bought(unit="t CO2e/t", gwp_set="AR6")).footprint().total.value == pytest.approx(6.0)
    assert case(RULE, bought(value=2000.0, unit="kg CO2e/t", gwp_set="AR6")).footprint().total.value == (
        pytest.approx(6.0)
    )


def test_gases_are_characterised_anew_under_the_runs_set(case):
    """0.05 kg of fossil methane are 1.5 kg CO2e under AR5 (30) and 1.49 under AR6 (29.8); 0.5 kg stay."""
    stated = bought(value=2.0, gwp_set="AR5", gases={"ch4": "0.05 kg/kg"})
    found = case(RULE, stated).footprint()
    assert found.total.value == pytest.approx(3 * (0.05 * 29.8 + 0.5), rel=1e-12)
    gases = {gas.key: gas for gas in found.gases}
    assert gases["ch4"].mass_kg == pytest.approx(0.15)
    (entry,) = [entry for entry in found.completeness if entry.kind == "gwp_set"]
    assert entry.bound == pytest.approx(found.total.value * 0.25 * (29.8 / 28 - 1))


def test_gases_are_part_of_the_fossil_carbon_and_the_other_parts_stay(case):
    """2.5 fossil, of which 0.05 kg methane are 1.49 under AR6; 0.3 biogenic and -0.8 taken up stand apart."""
    parts = {"fossil": 2.5, "biogenic": 0.3, "biogenic_uptake": -0.8}
    stated = bought(value=2.0, gwp_set="AR6", carbon=parts, gases={"ch4": "0.05 kg/kg"})
    found = case(RULE, stated).footprint()
    assert found.total.value == pytest.approx(6.0)
    values = {part.key: part.value for part in found.categories}
    assert values["fossil"] == pytest.approx(7.5)
    assert values["biogenic_emission"] == pytest.approx(0.9)
    assert values["biogenic_uptake"] == pytest.approx(-2.4)
    assert {gas.key: gas.value for gas in found.gases}["ch4"] == pytest.approx(3 * 0.05 * 29.8)


@pytest.mark.parametrize("stated", [{}, {"gwp_set": "AR5"}])
def test_what_stands_under_another_set_is_bounded_in_the_ledger(case, stated):
    found = case(RULE, bought(**stated)).footprint()
    (entry,) = [entry for entry in found.completeness if entry.kind == "gwp_set"]
    assert entry.affected == pytest.approx(6.0)
    assert 0 < entry.bound < 6.0
    assert any(finding.code == "C130" for finding in found.findings)


def test_carbon_parts_become_categories(case):
    parts = {"fossil": 2.5, "biogenic": 0.3, "biogenic_uptake": -0.8}
    found = case(RULE, bought(value=2.0, gwp_set="AR6", carbon=parts)).footprint()
    values = {part.key: part.value for part in found.categories}
    assert values["fossil"] == pytest.approx(7.5)
    assert values["biogenic_uptake"] == pytest.approx(-2.4)
    assert math.fsum(values.values()) == pytest.approx(6.0)


@pytest.mark.parametrize(
    ("footprint", "code"),
    [
        ({"unit": "kg CO2e/kWh"}, "S102"),
        ({"gwp_set": "AR6", "gases": {"ch4": "1 kg/kg"}}, "S107"),
        ({"gases": {"ch4": "0.01 kg/kg"}}, "S108"),
        ({"gwp_set": "AR66"}, "S109"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(case, footprint, code):
    with pytest.raises(InputError) as caught:
        case(RULE, bought(**footprint)).footprint()
    found = next(finding for finding in caught.value.findings if finding.code == code)
    assert found.location.file == "inventory.yaml"
    assert found.remedy("zh")
    assert found.remedy("en")


def test_an_input_without_factor_and_supplier_is_an_error_not_zero(case):
    with pytest.raises(InputError) as caught:
        case(RULE, {"activity_data": {"ore": "3 kg"}}).footprint()
    assert {finding.code for finding in caught.value.findings} == {"S101"}
    assert caught.value.findings[0].location.file == "rule.yaml"
