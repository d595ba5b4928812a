"""Distributions: moments against SciPy, conventions against stats_arrays, what is refused."""

from __future__ import annotations

import json
import math
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError
from scipy import stats

from lca.distributions import (
    Distribution,
    DistributionSpec,
    Fixed,
    Lognormal,
    Normal,
    Triangular,
    Uniform,
    ln,
    resolve,
    scaled,
)
from lca.errors import InputError, Location, UnitError
from lca.i18n import catalogue
from lca.units import unit

SPECS: TypeAdapter[DistributionSpec] = TypeAdapter(DistributionSpec)
PLACE = Location("data.yaml", 7, 3)


def of(spec: dict[str, object], value: float, unit_text: str = "kWh") -> Distribution:
    return resolve(SPECS.validate_python(spec), value, unit(unit_text), PLACE)


SCIPY = [
    (Normal(3.0, 0.5), stats.norm(3.0, 0.5)),
    (Lognormal(math.log(10), 0.3), stats.lognorm(0.3, scale=10)),
    (Lognormal(-20.0, 1.5), stats.lognorm(1.5, scale=math.exp(-20.0))),
    (Uniform(-2.0, 5.0), stats.uniform(-2.0, 7.0)),
    (Triangular(1.88, 1.92, 2.0), stats.triang(0.04 / 0.12, 1.88, 0.12)),
    (Triangular(0.0, 9.0, 10.0), stats.triang(0.9, 0.0, 10.0)),
    (Triangular(0.0, 0.0, 1.0), stats.triang(0.0, 0.0, 1.0)),
    (Triangular(0.0, 1.0, 1.0), stats.triang(1.0, 0.0, 1.0)),
]


@pytest.mark.parametrize(("ours", "theirs"), SCIPY, ids=repr)
def test_moments_agree_with_scipy(ours: Distribution, theirs: object) -> None:
    assert ours.mean == pytest.approx(theirs.mean(), rel=1e-12)
    assert ours.variance == pytest.approx(theirs.var(), rel=1e-9)
    assert ours.sd == pytest.approx(theirs.std(), rel=1e-9)
    assert ours.median == pytest.approx(theirs.median(), rel=1e-12)


def test_a_negative_lognormal_is_the_mirror_image() -> None:
    plus, minus = Lognormal.around(4.0, 0.3), Lognormal.around(-4.0, 0.3)
    assert (minus.loc, minus.scale, minus.sign) == (plus.loc, plus.scale, -1)
    assert (minus.mean, minus.median, minus.variance) == (-plus.mean, -plus.median, plus.variance)


def test_fixed_has_no_spread() -> None:
    assert (Fixed(-2.5).mean, Fixed(-2.5).median, Fixed(-2.5).variance, Fixed(-2.5).sd) == (-2.5, -2.5, 0, 0)


def test_conventions_of_stats_arrays() -> None:
    arrays = pytest.importorskip("stats_arrays")
    classes = {
        Fixed(2.0): arrays.NoUncertainty,
        Lognormal(0.7, 0.3): arrays.LognormalUncertainty,
        Normal(3.0, 0.5): arrays.NormalUncertainty,
        Uniform(1.0, 3.0): arrays.UniformUncertainty,
        Triangular(1.0, 1.5, 3.0): arrays.TriangularUncertainty,
    }
    for ours, theirs in classes.items():
        assert ours.code == theirs.id
        row = {"uncertainty_type": ours.code}
        row |= {"loc": getattr(ours, "loc", getattr(ours, "mode", getattr(ours, "value", math.nan)))}
        row |= {name: getattr(ours, name) for name in ("scale", "minimum", "maximum") if hasattr(ours, name)}
        params = theirs.from_dicts(row)
        theirs.validate(params)
        if not isinstance(ours, Fixed):
            assert float(theirs.statistics(params)["median"]) == pytest.approx(ours.median)
            assert float(theirs.statistics(params)["mean"]) == pytest.approx(ours.mean)


@pytest.mark.parametrize(
    ("spec", "value", "expected"),
    [
        ({"type": "fixed"}, 5.0, Fixed(5.0)),
        ({"type": "normal", "sd": 3}, 100.0, Normal(100.0, 3.0)),
        ({"type": "normal", "sd": "3"}, 100.0, Normal(100.0, 3.0)),
        ({"type": "normal", "sd": "5 %"}, 100.0, Normal(100.0, 5.0)),
        ({"type": "normal", "sd": "5%"}, -100.0, Normal(-100.0, 5.0)),
        ({"type": "normal", "sd": "3.6 MJ"}, 100.0, Normal(100.0, 1.0)),
        ({"type": "lognormal", "sigma": 0.25}, 1.0, Lognormal(0.0, 0.25)),
        ({"type": "lognormal", "gsd": math.e}, 1.0, Lognormal(0.0, 1.0)),
        ({"type": "lognormal", "gsd": 1}, 1.0, Lognormal(0.0, 0.0)),
        ({"type": "lognormal", "gsd2": math.e}, 1.0, Lognormal(0.0, 0.5)),
        ({"type": "lognormal", "sigma": 0.25}, -1.0, Lognormal(0.0, 0.25, -1)),
        ({"type": "uniform", "min": 12800, "max": 15500}, 13450.0, Uniform(12800.0, 15500.0)),
        ({"type": "uniform", "min": "12.8 MWh", "max": "15500 kWh"}, 13450.0, Uniform(12800.0, 15500.0)),
        ({"type": "triangular", "min": 1, "max": 4}, 2.0, Triangular(1.0, 2.0, 4.0)),
        ({"type": "triangular", "min": 1, "mode": 3, "max": 4}, 2.0, Triangular(1.0, 3.0, 4.0)),
        ({"type": "triangular", "min": 2, "max": 2}, 2.0, Triangular(2.0, 2.0, 2.0)),
    ],
)
def test_resolved(spec: dict[str, object], value: float, expected: Distribution) -> None:
    assert of(spec, value) == expected


def test_percent_limits_of_a_ratio_are_absolute_and_its_sd_relative() -> None:
    assert of({"type": "uniform", "min": "1 %", "max": "3 %"}, 0.02, "1") == Uniform(0.01, 0.03)
    assert of({"type": "normal", "sd": "5 %"}, 40.0, "%") == Normal(40.0, 2.0)
    assert of({"type": "normal", "sd": 5}, 40.0, "%") == Normal(40.0, 5.0)


def test_gsd_squared_is_exp_of_two_sigma() -> None:
    narrow = of({"type": "lognormal", "gsd": 1.1}, 7.0)
    assert isinstance(narrow, Lognormal)
    assert narrow.scale == pytest.approx(math.log(1.1), rel=1e-15)
    squared = of({"type": "lognormal", "gsd2": 1.21}, 7.0)
    assert isinstance(squared, Lognormal)
    assert squared.scale == pytest.approx(narrow.scale, rel=1e-15)
    low, high = stats.lognorm(narrow.scale, scale=7.0).interval(0.9545)
    assert (high / 7.0, 7.0 / low) == (pytest.approx(1.21, rel=1e-4), pytest.approx(1.21, rel=1e-4))


@pytest.mark.parametrize(
    ("spec", "code"),
    [
        ({"type": "normal", "sd": -1}, "D101"),
        ({"type": "lognormal", "sigma": -0.1}, "D101"),
        ({"type": "lognormal", "gsd": 0.9}, "D102"),
        ({"type": "lognormal", "gsd2": 0}, "D102"),
        ({"type": "lognormal"}, "D103"),
        ({"type": "lognormal", "gsd": 1.1, "sigma": 0.1}, "D103"),
        ({"type": "uniform", "min": 2, "max": 1}, "D105"),
        ({"type": "triangular", "min": 2, "max": 1}, "D105"),
        ({"type": "triangular", "min": 1, "mode": 3, "max": 2}, "D110"),
        ({"type": "normal", "sd": math.nan}, "D109"),
        ({"type": "lognormal", "gsd": math.inf}, "D109"),
        ({"type": "uniform", "min": -math.inf, "max": 1}, "D109"),
        ({"type": "normal", "sd": True}, "U205"),
        ({"type": "normal", "sd": None}, "U205"),
        ({"type": "normal", "sd": [1]}, "U205"),
        ({"type": "normal"}, "missing"),
        ({"type": "fixed", "sd": 1}, "extra_forbidden"),
        ({"type": "beta"}, "union_tag_invalid"),
        ({"sd": 1}, "union_tag_not_found"),
    ],
)
def test_refused_specifications(spec: dict[str, object], code: str) -> None:
    with pytest.raises(ValidationError) as caught:
        SPECS.validate_python(spec)
    (error,) = caught.value.errors()
    assert error["type"] == code


@pytest.mark.parametrize(
    ("spec", "value", "codes"),
    [
        ({"type": "lognormal", "gsd": 1.1}, 0.0, ["D104"]),
        ({"type": "lognormal", "sigma": 40}, 1.0, ["D108"]),
        ({"type": "uniform", "min": 1, "max": 2}, 3.0, ["D110"]),
        ({"type": "triangular", "min": 1, "mode": 2, "max": 3}, 0.5, ["D110"]),
        ({"type": "triangular", "min": "1 kWh", "mode": "9 kWh", "max": "3 kWh"}, 2.0, ["D110"]),
        ({"type": "uniform", "min": "2 MWh", "max": "3 kWh"}, 2.5, ["D105"]),
        ({"type": "uniform", "min": "90 %", "max": "110 %"}, 100.0, ["D106", "D106"]),
        ({"type": "uniform", "min": "90 kg", "max": "nix"}, 100.0, ["U301", "U201"]),
        ({"type": "normal", "sd": "-5 %"}, 100.0, ["D101"]),
        ({"type": "normal", "sd": "5 kg"}, 100.0, ["U301"]),
        ({"type": "normal", "sd": "5 kwwh"}, 100.0, ["U101"]),
        ({"type": "normal", "sd": 1}, math.nan, ["D109"]),
        ({"type": "fixed"}, math.inf, ["D109"]),
    ],
)
def test_what_does_not_fit_its_value(spec: dict[str, object], value: float, codes: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        of(spec, value)
    assert [finding.code for finding in caught.value.findings] == codes
    for finding in caught.value.findings:
        assert finding.location == PLACE
        assert finding.render("en")
        assert finding.render("zh")
    assert isinstance(caught.value, UnitError) == (codes[0] == "U101" or codes == ["U301"])


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Fixed(math.nan), "D109"),
        (lambda: Normal(math.inf, 1.0), "D109"),
        (lambda: Normal(0.0, -1.0), "D101"),
        (lambda: Lognormal(0.0, -1.0), "D101"),
        (lambda: Lognormal(0.0, 1.0, 0), "D107"),
        (lambda: Lognormal(400.0, 1.0), "D108"),
        (lambda: Lognormal.around(0.0, 1.0), "D104"),
        (lambda: Uniform(1.0, 0.0), "D105"),
        (lambda: Triangular(0.0, 2.0, 1.0), "D110"),
        (lambda: scaled(Fixed(1.0), math.nan), "D109"),
        (lambda: scaled(Normal(1e300, 1.0), 1e300), "D109"),
    ],
)
def test_a_distribution_that_exists_is_valid(make: object, code: str) -> None:
    with pytest.raises(InputError) as caught:
        make()
    assert caught.value.findings[0].code == code


VALUES = st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6)
SPREADS = st.floats(0, 3)


@st.composite
def distributions(draw: st.DrawFn) -> Distribution:
    low, middle, high = sorted(draw(st.tuples(VALUES, VALUES, VALUES)))
    kinds = [
        Fixed(middle),
        Normal(middle, draw(SPREADS)),
        Lognormal.around(middle or 1.0, draw(SPREADS)),
        Uniform(low, high),
        Triangular(low, middle, high),
    ]
    return draw(st.sampled_from(kinds))


@settings(max_examples=200, deadline=None)
@given(distributions(), VALUES)
def test_scaling_scales_the_moments(distribution: Distribution, factor: float) -> None:
    after = scaled(distribution, factor)
    size = abs(distribution.mean * factor) + distribution.sd * abs(factor)
    assert after.mean == pytest.approx(factor * distribution.mean, rel=1e-9, abs=1e-9 * size + 1e-300)
    assert after.median == pytest.approx(factor * distribution.median, rel=1e-9, abs=1e-9 * size + 1e-300)
    assert after.sd == pytest.approx(abs(factor) * distribution.sd, rel=1e-6, abs=1e-9 * size + 1e-300)


@settings(max_examples=100, deadline=None)
@given(distributions())
def test_laws(distribution: Distribution) -> None:
    assert distribution.variance >= 0
    assert scaled(distribution, 1.0) == distribution
    assert scaled(scaled(distribution, -1.0), -1.0) == distribution
    assert scaled(distribution, 0.0) == Fixed(0.0)
    assert pickle.loads(pickle.dumps(distribution)) == distribution
    assert hash(distribution) == hash(pickle.loads(pickle.dumps(distribution)))


@settings(max_examples=200)
@given(st.floats(min_value=5e-324, allow_infinity=False))
def test_logarithm_is_within_one_place_of_the_library(x: float) -> None:
    assert abs(ln(x) - math.log(x)) <= math.ulp(math.log(x))


def test_logarithm_to_printed_digits() -> None:
    # Abramowitz, Stegun (1964), table 4.2: ln 2, ln 10 to 15 places.
    assert ln(2.0) == 0.693147180559945309
    assert ln(10.0) == 2.302585092994045684
    assert ln(1.0) == 0.0


class Holder(BaseModel):
    distribution: DistributionSpec | None = None


def test_json_schema_names_each_kind_and_forbids_other_keys() -> None:
    schema = Holder.model_json_schema()
    kinds = schema["$defs"]
    assert {kind["title"] for kind in kinds.values()} == {
        "Fixed value",
        "Lognormal distribution",
        "Normal distribution",
        "Triangular distribution",
        "Uniform distribution",
    }
    assert all(kind["additionalProperties"] is False and kind["description"] for kind in kinds.values())
    assert json.dumps(schema)


def test_specifications_are_frozen_and_hashable() -> None:
    spec = SPECS.validate_python({"type": "lognormal", "gsd": 1.1})
    with pytest.raises(ValidationError):
        spec.gsd = 2.0
    assert SPECS.validate_json(SPECS.dump_json(spec)) == spec
    assert hash(spec) == hash(SPECS.validate_python({"type": "lognormal", "gsd": 1.1}))


def test_every_message_speaks_both_languages_with_a_remedy() -> None:
    codes = [code for code in catalogue() if code[0] in "DU" and code[1:].isdigit()]
    assert len(codes) > 30
    for code in codes:
        assert set(catalogue()[code]) == {"en", "zh", "fix_en", "fix_zh"}, code
