"""Fuels by mass, volume and energy: official tables by hand, laws, wrong input.

Tables (net calorific value; carbon content of net energy; oxidation; kg CO2 of IPCC 2006 per TJ net):

| fuel | NDRC | IPCC 2006, volume 2, chapter 2 |
|---|---|---|
| bituminous coal | 23.204 GJ/t, 0.02618 t C/GJ, 93 % | 94,600 CO2, 10 CH4, 1.5 N2O (industry) |
| diesel | 43.33 GJ/t, 0.0202 t C/GJ, 98 % | 74,100 CO2, 3 CH4, 0.6 N2O |
| natural gas | 389.31 GJ/10^4 Nm3, 0.0153 t C/GJ, 99 % | 56,100 CO2, 1 CH4, 0.1 N2O |

DESNZ 2024 fuel properties: diesel 43.028 GJ/t, 830.565 kg/m3; natural gas net 45.627, gross 50.552 GJ/t.

AR6: fossil methane 29.8, nitrous oxide 273.
"""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_case import Case

from lca.errors import InputError
from lca.rules.load import lint
from lca.system.fuel_tables import publisher_of

COAL_NDRC = 23.204 * 0.02618 * 0.93 * 44 / 12  # t CO2 of a tonne: 2.071509
COAL_IPCC = (94600 + 10 * 29.8 + 1.5 * 273) / 1e6  # kg CO2e of an MJ net
GAS_IPCC = (56100 + 1 * 29.8 + 0.1 * 273) / 1e6
DIESEL_IPCC = (74100 + 3 * 29.8 + 0.6 * 273) / 1e6


def burning(unit, value, selector, geography="CN", **more):
    """A kilogram of product for which this amount of fuel is used."""
    rule = {
        "activity_data": {"burnt": {"unit": unit}},
        "processes": {
            "furnace": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "inputs": [{"of": "fuel", "amount": "burnt", "factor": selector}],
            }
        },
    }
    data = {"site": {"geography": geography}, "activity_data": {"burnt": value}}
    return Case(rule | more.pop("rule", {}), data | more)


def total(*args, **more):
    return burning(*args, **more).footprint().total.value


def steps(found):
    return [step.detail.en for line in found.contributions for step in line.steps]


def told(found, code):
    return [finding for finding in found.findings if finding.code == code]


def test_a_tonne_of_coal_by_the_chinese_table():
    """1 t x 23.204 GJ/t x 0.02618 t C/GJ x 0.93 x 44/12 = 2.071509 t CO2."""
    found = burning("t", "1 t", {"fuel": "coal.bituminous", "publisher": "cn_ndrc"}).footprint()
    assert found.total.value == pytest.approx(2071.509, rel=1e-6)
    assert found.total.value == pytest.approx(1000 * COAL_NDRC, rel=1e-6)
    (gas,) = found.gases
    assert (gas.key, gas.mass_kg) == ("co2", found.total.value)


def test_the_carbon_method_tells_every_step():
    found = burning("t", "1 t", {"fuel": "coal.bituminous", "method": "carbon"}).footprint()
    assert found.total.value == pytest.approx(1000 * COAL_NDRC, rel=1e-13)
    words = "; ".join(steps(found))
    for part in (
        "23.204 GJ/t",
        "0.02618 t/GJ",
        "93 %",
        "44/12",
        "89.2738 kg CO2/GJ",
        "cn.ndrc.fuel.bituminous",
    ):
        assert part in words
    assert found.factors[0].value == pytest.approx(1000 * COAL_NDRC), "per tonne, as the row is"


def test_oxidation_of_the_rule_takes_the_place_of_the_tables():
    selector = {"fuel": "coal.bituminous", "method": "carbon", "oxidation": "98 %"}
    assert total("t", "1 t", selector) == pytest.approx(1000 * COAL_NDRC / 0.93 * 0.98, rel=1e-13)


def test_the_same_coal_by_ipcc_through_the_chinese_calorific_value():
    """1 t x 23.204 GJ/t x 95,307.5 kg CO2e/TJ = 2,211.5 kg, of which CH4 232 g and N2O 35 g."""
    found = burning("t", "1 t", {"fuel": "coal.bituminous", "publisher": "ipcc"}).footprint()
    assert found.total.value == pytest.approx(23204 * COAL_IPCC, rel=1e-13)
    masses = {gas.key: gas.mass_kg for gas in found.gases}
    assert masses["ch4"] == pytest.approx(23.204 * 0.010)
    assert masses["n2o"] == pytest.approx(23.204 * 0.0015)
    assert any("× 23.204 GJ/t" in step for step in steps(found))


@settings(max_examples=15, deadline=None)
@given(st.floats(1e-3, 1e6), st.sampled_from(["ipcc", "cn_ndrc"]), st.sampled_from(["factor", "carbon"]))
def test_mass_and_energy_agree_through_the_calorific_value(tonnes, publisher, method):
    if method == "carbon" and publisher == "ipcc":
        publisher = "cn_ndrc"
    selector = {"fuel": "coal.bituminous", "publisher": publisher, "method": method}
    by_mass = total("t", f"{tonnes!r} t", selector)
    by_energy = total("GJ", f"{tonnes * 23.204!r} GJ", selector)
    assert by_mass == pytest.approx(by_energy, rel=1e-12)
    assert by_mass == pytest.approx(total("t", f"{tonnes * 1000!r} kg", selector), rel=1e-12)


@pytest.mark.parametrize(
    "text", ["1 tce", "1000 kgce", "1 吨标准煤", "1000 千克标煤", "29.3076 GJ", "7000 Mcal"]
)
def test_coal_equivalent_is_energy(text):
    """1 tce = 29.3076 GJ = 7 Gcal (GB/T 2589)."""
    found = total("GJ", text, {"fuel": "coal.bituminous", "publisher": "ipcc"})
    assert found == pytest.approx(29307.6 * COAL_IPCC, rel=1e-12)


def test_gas_by_normal_volume():
    """10^4 Nm3 x 389.31 GJ x 0.0153 x 0.99 x 44/12 = 21.621888 t; through IPCC 389.31 GJ x 56,157.1 kg/TJ."""
    by_table = total("Nm3", "1万Nm3", {"fuel": "natural_gas"})
    assert by_table == pytest.approx(1000 * 389.31 * 0.0153 * 0.99 * 44 / 12, rel=1e-6)
    by_ipcc = total("Nm3", "1万Nm3", {"fuel": "natural_gas", "publisher": "ipcc"})
    assert by_ipcc == pytest.approx(389310 * GAS_IPCC, rel=1e-13)


def test_diesel_by_volume_goes_through_its_density():
    """1,000 L x 830.565 kg/m3 (DESNZ) x 43.33 GJ/t (NDRC) x 0.0202 x 0.98 x 44/12."""
    found = burning("L", "1000 L", {"fuel": "diesel", "method": "carbon"}).footprint()
    assert found.total.value == pytest.approx(830.565 * 43.33 * 0.0202 * 0.98 * 44 / 12, rel=1e-12)
    density, net = steps(found)[1:3]
    assert density.startswith("density × 830.565 kg/m3")
    assert net.startswith("net calorific value × 43.33 GJ/t")
    assert told(found, "F302"), "the density is of another country, and that is told"


def test_gross_becomes_net_by_a_published_pair():
    """1,000 kWh gross x 45.627/50.552 x 3.6 MJ x 0.0561571 kg/MJ = 182.47 kg."""
    selector = {"fuel": "natural_gas", "calorific_basis": "gross", "publisher": "ipcc"}
    found = burning("kWh", "1000 kWh", selector).footprint()
    assert found.total.value == pytest.approx(3600 * 45.627 / 50.552 * GAS_IPCC, rel=1e-12)
    words = steps(found)
    assert "gross calorific value" in words[1]
    assert "÷ 50.552 GJ/t" in words[2]
    assert "× 45.627 GJ/t" in words[3]
    net = burning("kWh", "1000 kWh", {"fuel": "natural_gas", "publisher": "ipcc"}).footprint()
    assert net.total.value == pytest.approx(3600 * GAS_IPCC, rel=1e-13)
    assert "net calorific value" in steps(net)[1]


def test_a_british_site_takes_the_british_table():
    found = burning("kWh", "1000 kWh", {"fuel": "natural_gas"}, geography="GB").footprint()
    assert found.factors[0].id.startswith("uk.desnz.2024")
    assert steps(found)[0].startswith("tables: uk_desnz")


def test_upstream_is_a_line_of_its_own():
    """Diesel 2024, United Kingdom, well to tank."""
    found = burning("t", "1 t", {"fuel": "diesel", "kind": "upstream"}, geography="GB").footprint()
    (factor,) = found.factors
    assert factor.kind == "upstream"
    assert found.total.value == pytest.approx(factor.published_value)


def test_tables_that_disagree_are_named_with_their_difference():
    """NDRC to IPCC, a tonne of coal: 2,211.515 / 2,071.509 - 1 = +6.8 %."""
    found = burning("t", "1 t", {"fuel": "coal.bituminous"}).footprint()
    (finding,) = told(found, "C230")
    assert finding.severity == "info"
    assert "taken: cn_ndrc (cn.ndrc.combustion.bituminous)" in finding.message.en
    assert "ipcc + cn_ndrc" in finding.message.en
    assert f"{23204 * COAL_IPCC / 2071.509 - 1:+.1%}" in finding.message.en


def test_two_sets_of_calorific_values_are_named():
    """Diesel by mass through IPCC: 43.33 GJ/t (NDRC) or, in Britain, 43.028 GJ/t (DESNZ)."""
    found = burning("L", "1 L", {"fuel": "diesel"}).footprint()
    (finding,) = told(found, "C230")
    by_ndrc = 0.830565 * 43.33 * DIESEL_IPCC / (0.830565 * 3.145122) - 1
    by_desnz = 0.830565 * 43.028 * DIESEL_IPCC / (0.830565 * 3.145122) - 1
    assert f"{by_ndrc:+.1%}" in finding.message.en
    assert f"{by_desnz:+.1%}" in finding.message.en


@pytest.mark.parametrize("publisher", ["ipcc", "cn_ndrc"])
def test_a_fixed_publisher_is_no_longer_a_question(publisher):
    found = burning("t", "1 t", {"fuel": "coal.bituminous", "publisher": publisher}).footprint()
    assert told(found, "C230") == []
    assert found.factors[0].id.startswith(publisher.replace("_", "."))


def test_the_company_may_fix_the_publisher():
    data = {"burnt": {"unit": "t"}, "tables": {"options": ["ipcc", "cn_ndrc"]}}
    selector = {"fuel": "coal.bituminous", "publisher": "$tables"}
    for publisher, expected in (("ipcc", 23204 * COAL_IPCC), ("cn_ndrc", 2071.509)):
        made = burning("t", "1 t", selector, rule={"activity_data": data})
        made.inventory["activity_data"]["tables"] = publisher
        assert made.footprint().total.value == pytest.approx(expected, rel=1e-12)


def test_fuels_of_a_table():
    rule = {
        "activity_data": {"fuels": {"table": {"name": "text", "mass": "t"}, "key": "name"}},
        "processes": {
            "furnace": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "inputs": [
                    {
                        "for_each": "fuels",
                        "of": "fuel",
                        "amount": "$row.mass",
                        "factor": {"fuel": "$row.name"},
                    }
                ],
            }
        },
    }
    rows = [{"name": "coal.bituminous", "mass": "1 t"}, {"name": "diesel", "mass": "1 t"}]
    found = Case(rule, {"activity_data": {"fuels": rows}}).footprint()
    assert found.total.value == pytest.approx(2071.509 + 3145.122, rel=1e-12)


def test_the_row_is_as_uncertain_as_its_factor():
    by_factor = burning("t", "1 t", {"fuel": "coal.bituminous", "publisher": "cn_ndrc"}).footprint(
        samples=500
    )
    by_carbon = burning("t", "1 t", {"fuel": "coal.bituminous", "method": "carbon"}).footprint(samples=500)
    for found in (by_factor, by_carbon):
        (parameter,) = found.uncertainty.parameters
        assert parameter.origin == "assigned"
        assert found.total.interval.sd > 0


@pytest.mark.parametrize(
    ("unit", "value", "selector", "code"),
    [
        ("t", "1 t", {"fuel": "coal.bitumenous"}, "F201"),
        ("t", "1 t", {"fuel": "coal.bituminous", "publisher": "uk_desnz"}, "S411"),
        ("t", "1 t", {"fuel": "coal.bituminous", "publisher": "IPCC"}, "S411"),
        ("t", "1 t", {"fuel": "coke_oven_gas"}, "S412"),
        ("m3", "1 m3", {"fuel": "converter_gas"}, "S412"),
        ("GJ", "1 GJ", {"fuel": "coke_oven_gas", "calorific_basis": "gross", "publisher": "ipcc"}, "S412"),
        ("t", "1 t", {"fuel": "butane", "method": "carbon"}, "S413"),
        ("t", "1 t", {"fuel": "coal.bituminous", "kind": "upstream"}, "F202"),
    ],
)
def test_what_cannot_be_reached_is_refused_with_its_reason(unit, value, selector, code):
    with pytest.raises(InputError) as caught:
        burning(unit, value, selector).footprint()
    (finding,) = caught.value.findings
    assert finding.code == code
    for language in ("en", "zh"):
        assert finding.message(language)
        assert finding.remedy(language)
    assert finding.location.path.startswith("processes.furnace.inputs")


@pytest.mark.parametrize(
    ("unit", "selector", "code"),
    [
        ("t", {"item": "coal.bituminous", "publisher": "ipcc"}, "S401"),
        ("t", {"item": "coal.bituminous", "method": "carbon"}, "S401"),
        ("t", {"fuel": "coal.bituminous", "item": "coal.bituminous"}, "S402"),
        ("t", {"fuel": "coal.bituminous", "kind": "footprint"}, "S403"),
        ("t", {"fuel": "coal.bituminous", "oxidation": "98 %"}, "S404"),
        ("t", {"fuel": "coal.bituminous", "kind": "upstream", "method": "carbon"}, "S405"),
        ("km", {"fuel": "coal.bituminous"}, "S406"),
        ("t", {"fuel": "coal.bituminous", "method": "carbon", "oxidation": "120 %"}, "R146"),
        ("t", {"fuel": "coal.bituminous", "method": "magic"}, "Y125"),
        ("t", {"fuel": "$row.fuel"}, "E205"),
    ],
)
def test_wrong_selectors(unit, selector, code):
    made = burning(unit, f"1 {unit}", selector)
    found = [
        finding
        for finding in lint(json.dumps(made.rule).encode(), "rule.yaml")
        if finding.severity == "error"
    ]
    assert code in [finding.code for finding in found]
    for finding in found:
        assert finding.remedy("zh")
        assert finding.location.line == 1


@pytest.mark.parametrize(
    ("key", "publisher"),
    [("ipcc.2006.stationary.x", "ipcc"), ("cn.ndrc.fuel.x", "cn_ndrc"), ("uk.desnz.2024.1", "uk_desnz")],
)
def test_publishers_are_read_from_ids(key, publisher):
    from types import SimpleNamespace

    assert publisher_of(SimpleNamespace(id=key)) == publisher
