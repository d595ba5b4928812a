import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from lca.errors import FactorError
from lca.factors.database import FactorDatabase
from lca.factors.schema import FactorKind, Request
from lca.units import unit


def test_opening_is_quick():
    FactorDatabase.open()  # loads libraries
    times = []
    for _ in range(5):
        start = time.perf_counter()
        FactorDatabase.open()
        times.append(time.perf_counter() - start)
    assert min(times) < 0.1


def test_opening_makes_no_factors():
    assert not FactorDatabase.open().table._made


def test_threads_see_the_same(db):
    fresh = FactorDatabase.open()
    asked = Request("freight.road", unit=unit("t·km"), geography="CN", year=2024)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: fresh.match(asked), range(64)))
    assert {match.factor.id for match in found} == {db.match(asked).factor.id}


def test_factors_are_immutable(db):
    factor = db.get("cn.mee.elec_footprint.national_avg.2024")
    with pytest.raises(AttributeError):
        factor.value = 0.0
    with pytest.raises(TypeError):
        factor.gases["co2"] = 1.0


def test_unknown_ids_and_sets(db):
    with pytest.raises(FactorError) as error:
        db.get("cn.mee.elec_footprint.national_avg.2O24")
    assert error.value.findings[0].candidates
    with pytest.raises(FactorError) as error:
        db.gwp("AR7")
    assert "AR6" in error.value.findings[0].message("en")


@pytest.mark.parametrize("name", ["AR6", "ar6", "AR6 GWP100", "AR6-GWP100"])
def test_spellings_of_a_set(db, name):
    assert db.gwp(name).name == "AR6"


def test_every_factor_is_sound(db):
    for factor in db:
        assert factor.kind in FactorKind
        assert factor.name
        assert factor.source.title
        assert factor.source.licence
        assert unit(factor.unit).scale > 0
        assert factor.geography in db.geography.places
        assert (factor.distribution is None) == (factor.distribution_origin is None)


def test_fuel_properties(db):
    diesel = db.get("cn.ndrc.fuel.diesel")
    assert diesel.properties["net_calorific_value"].text == "43.33"
    assert diesel.properties["net_calorific_value"].unit == "GJ/t"
    assert diesel.unverified


def test_gas_sums_of_desnz(db):
    rows = [f for f in db if f.id.startswith("uk.desnz.2025.") and f.co2e_by_gas and f.value is not None]
    assert len(rows) == 1302  # the 1358 rows with parts but the 56 outside of scopes
    for factor in rows:
        assert sum(factor.co2e_by_gas.values()) == pytest.approx(factor.value, abs=1.01e-5)
