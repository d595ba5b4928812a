"""Variances from Weidema et al. (2013), table 10.5: 0.0006 reliability 2, 0.0001 completeness 2, ..."""

import math

import pytest

from lca.distributions import Lognormal
from lca.factors.assign import assigned, temporal
from lca.factors.schema import FactorKind, Origin, Request
from lca.units import unit


@pytest.mark.parametrize(
    ("gap", "score"),
    [(0, 1), (-2, 1), (3, 2), (-5, 2), (6, 3), (-9, 3), (10, 4), (15, 5), (-18, 5), (None, 5)],
)
def test_temporal_scores(gap, score):
    assert temporal(gap) == score


def test_national_electricity(db):
    match = db.match(Request("electricity", unit=unit("kWh"), geography="CN", year=2024))
    found = assigned(match)
    basic = (math.log(1.05) / 2) ** 2
    assert found.origin == Origin.ASSIGNED
    assert isinstance(found.distribution, Lognormal)
    assert found.distribution.loc == 0.0
    assert found.distribution.scale**2 == pytest.approx(basic + 0.0006 + 0.0001 + 0.0006)


def test_transport_proxy_default(db):
    match = db.match(Request("freight.road", unit=unit("t·km"), geography="CN", year=2025))
    found = assigned(match)
    assert (found.quality.geographical, found.quality.technological) == (4, 3)
    basic = (math.log(2) / 2) ** 2
    assert found.distribution.scale**2 == pytest.approx(basic + 0.0006 + 0.0001 + 0 + 0.0006 + 0.008)


def test_a_published_spread_is_kept(db):
    asked = Request("petroleum_coke", kind=FactorKind.DIRECT_EMISSION, unit=unit("TJ"), geography="GLOBAL")
    match = db.match(asked)
    found = assigned(match)
    assert found.origin == Origin.SOURCE
    sigma = math.log(115000 / 82900) / (2 * 1.959963984540054)  # IPCC 2006 table 2.2
    assert found.distribution == match.factor.distribution
    assert found.distribution.scale == pytest.approx(sigma)
    assert match.factor.gas_distributions["co2"] == found.distribution


def test_gwp_limits_are_normal(db):
    methane = db.get("ipcc.gwp.ar6.ch4.fossil")
    assert methane.distribution.mean == 1.0
    assert methane.distribution.sd * 29.8 * 1.6448536 == pytest.approx(11.0, rel=1e-6)  # 29.8 +- 11
