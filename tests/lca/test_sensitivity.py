"""What a total depends on: ranges by hand, shares that add up, Sobol indices against closed forms."""

import math

import pytest
from background_case import Database, from_db
from small_case import Case

from lca.distributions import Lognormal
from lca.errors import InputError
from lca.sensitivity import sensitivity

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""
RULE = {
    "activity_data": {"a": {"unit": "kg"}, "b": {"unit": "kg"}},
    "processes": {
        "making": {
            "stage": "production",
            "output": {"product": "product", "amount": "1 kg"},
            "inputs": [{"of": "steel", "amount": "a"}, {"of": "glass", "amount": "a * b / 1 kg"}],
        }
    },
}
EXACT = {"value": 3, "unit": "kg CO2e/kg"}


def data(a=None, b=None, **footprints):
    """total = 3 a + c a b, with c the footprint of glass."""
    given = {"a": a or "2 kg", "b": b or "1 kg"}
    return {
        "activity_data": given,
        "footprints": {"steel": EXACT, "glass": {**EXACT, "value": 1}} | footprints,
    }


def normal(value, sd):
    return {"value": value, "unit": "kg", "distribution": {"type": "normal", "sd": sd}}


def study(inventory, rule=RULE, **options):
    made, given = Case(rule, inventory).loaded()
    return sensitivity(given, made, **options)


def test_nothing_uncertain():
    found = study(data())
    assert (found.total, found.influences, found.samples, found.findings) == (8.0, (), 0, ())
    assert (found.unit.en, found.unit.zh) == ("1 kg product", "1 kg 产品")


def test_ranges_and_shares_by_hand():
    """a = 2 ± 0.2, b = 1 ± 0.1: 3 a + a b moves by 4 x 0.2 z and by 2 x 0.1 z; variances 16 to 1."""
    one, two = study(data(normal(2, 0.2), normal(1, 0.1))).influences
    assert (one.id, two.id) == ("activity:a", "activity:b")
    assert (one.low, one.high) == pytest.approx((8 - 0.8 * Z, 8 + 0.8 * Z))
    assert (two.low, two.high) == pytest.approx((8 - 0.2 * Z, 8 + 0.2 * Z))
    assert (one.share, two.share) == pytest.approx((16 / 17, 1 / 17))
    assert one.first is None


def test_a_footprint_of_a_supplier_moves_the_total_by_its_percentiles():
    """Lognormal, gsd 1.2 about the median 1: 6 + 2 x 1.2^±z."""
    glass = {"value": 1, "unit": "kg CO2e/kg", "distribution": {"type": "lognormal", "gsd": 1.2}}
    (one,) = study(data(glass=glass)).influences
    assert (one.low, one.high) == pytest.approx((6 + 2 * 1.2**-Z, 6 + 2 * 1.2**Z))
    assert one.share == 1.0
    assert one.label.en == "glass"


def test_the_widest_range_comes_first_whatever_the_order():
    found = study(data(normal(2, 0.01), normal(1, 0.3))).influences
    assert [one.id for one in found] == ["activity:b", "activity:a"]
    widths = [abs(one.high - one.low) for one in found]
    assert widths == sorted(widths, reverse=True)


def test_a_parameter_that_lowers_the_total_keeps_low_and_high_its_own():
    """The total at the 2.5th percentile of a yield is the larger one."""
    rule = {
        "activity_data": {"share": {"unit": "%"}},
        "processes": {
            "making": {
                "stage": "production",
                "output": {"product": "product", "amount": "1 kg"},
                "inputs": [{"of": "steel", "amount": "1 kg / share"}],
            }
        },
    }
    given = {"value": 50, "unit": "%", "distribution": {"type": "uniform", "min": 40, "max": 60}}
    (one,) = study({"activity_data": {"share": given}, "footprints": {"steel": EXACT}}, rule).influences
    assert (one.low, one.high) == pytest.approx((3 / 0.405, 3 / 0.595))


def test_sobol_indices_of_a_product_of_two():
    """y = a (3 + b) with squared variations u = Var a / a^2 and v = Var b / (3 + b)^2.

    First-order parts are u and v, total ones u (1 + v) and v (1 + u), of u + v + u v (Saltelli et al. 2008,
    Global Sensitivity Analysis: The Primer).
    """
    pytest.importorskip("SALib")
    u, v = 0.2**2, (1.2 / 4) ** 2
    whole = u + v + u * v
    found = study(data(normal(2, 0.4), normal(1, 1.2)), samples=4096)
    by = {one.id: one for one in found.influences}
    assert by["activity:a"].first == pytest.approx(u / whole, abs=0.03)
    assert by["activity:b"].first == pytest.approx(v / whole, abs=0.03)
    assert by["activity:a"].whole == pytest.approx(u * (1 + v) / whole, abs=0.03)
    assert by["activity:b"].whole == pytest.approx(v * (1 + u) / whole, abs=0.03)
    assert (found.samples, found.evaluations) == (4096, 4096 * 4)
    assert all(0 < one.first_half < 0.2 for one in found.influences)


def test_the_same_seed_gives_the_same_indices():
    pytest.importorskip("SALib")
    inventory = data(normal(2, 0.2), normal(1, 0.1))
    assert study(inventory, samples=64) == study(inventory, samples=64)
    assert study(inventory, samples=64) != study(inventory, samples=64, seed=2)


@pytest.mark.parametrize(("samples", "code"), [(100, "N132"), (3, "N132")])
def test_samples_that_are_no_power_of_two(samples, code):
    pytest.importorskip("SALib")
    with pytest.raises(InputError, match=code):
        study(data(normal(2, 0.2)), samples=samples)


def test_indices_of_nothing():
    with pytest.raises(InputError, match="N139"):
        study(data(), samples=64)


def test_wrong_activity_data_are_refused_as_in_a_calculation():
    with pytest.raises(InputError) as caught:
        study({"activity_data": {"a": "2 kWh"}, "footprints": {}})
    assert len(caught.value.findings) > 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Glass emits a lognormal 1 kg; the samples say how it varies."""
    made = Database().process("g", "glass", gives={"co2": (1.0, "kg", Lognormal(0.0, math.log(1.2)))})
    place = tmp_path_factory.mktemp("sensitivity") / "db"
    made.stored(place, samples=4000)
    return place


def test_a_background_product_moves_the_total_by_the_percentiles_of_its_samples(folder):
    found = study(data(normal(2, 0.2), glass=from_db("g")), backgrounds=folder)
    by = {one.id: one for one in found.influences}
    glass = by["background:db:g"]
    assert glass.low == pytest.approx(6 + 2 * 1.2**-Z, rel=0.01)
    assert glass.high == pytest.approx(6 + 2 * 1.2**Z, rel=0.01)
    assert glass.label.en == "making glass"
    assert math.fsum(one.share for one in found.influences) == pytest.approx(1.0)
    assert found.findings == ()


def test_it_has_no_sobol_index_beside_those_that_have(folder):
    pytest.importorskip("SALib")
    found = study(data(normal(2, 0.2), normal(1, 0.1), glass=from_db("g")), backgrounds=folder, samples=64)
    assert {one.id: one.first is None for one in found.influences} == {
        "activity:a": False,
        "activity:b": False,
        "background:db:g": True,
    }


def test_a_database_without_samples_is_exact_and_says_so(folder):
    found = study(data(normal(2, 0.2), glass=from_db("g")), backgrounds=folder, seed=5)
    assert [one.id for one in found.influences] == ["activity:a"]
    assert [one.code for one in found.findings] == ["B708"]
    assert "--samples 1000 --seed 5" in found.findings[0].remedy()
