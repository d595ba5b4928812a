"""Performance classes: thresholds by hand, probabilities against the closed form of a lognormal total."""

import math

import numpy as np
import pytest
from demanding_case import BANDS, demanding
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import lognorm

from lca.results.performance import classified
from lca.rules.schema.demands import Classes

SOURCE = {"source": "thresholds made up for this test"}
OPEN = {**SOURCE, "bands": BANDS}
CLOSED = {**SOURCE, "bands": BANDS[:2], "clause": "8.2"}
GSD = 1.2
UNCERTAIN = {"value": 4, "unit": "kg", "distribution": {"type": "lognormal", "gsd": GSD}}
finite = st.floats(-1e6, 1e6)


def codes(found):
    return [one.code for one in found.findings if one.code in ("C190", "C191")]


def model(*bounds):
    bands = [
        {"name": str(i), **({} if b is None else {"at_most": f"{b!r} kg"})} for i, b in enumerate(bounds)
    ]
    return Classes.model_validate({**SOURCE, "bands": bands})


@pytest.mark.parametrize(
    ("coal", "name"),
    [("3 kg", "A"), ("3.2 kg", "A"), ("3.3 kg", "B"), ("4 kg", "B"), ("4.8 kg", "B"), ("5 kg", "C")],
)
def test_the_class_by_hand(coal, name):
    """Thresholds 4 and 6 kg CO2e; x kg of coal give 1.25 x, so 3.2 kg and 4.8 kg lie on them."""
    found = demanding(classes=OPEN, coal=coal).footprint()
    assert found.performance_class.name == name
    assert found.performance_class.value == found.total.value
    assert found.performance_class.at_most == {"A": 4.0, "B": 6.0, "C": None}[name]
    assert found.performance_class.unit == "declared"
    assert codes(found) == []


def test_all_classes_stand_in_the_result():
    found = demanding(classes={**OPEN, "clause": "8.2"}).footprint().performance_class
    assert [(one.name, one.at_most) for one in found.classes] == [("A", 4.0), ("B", 6.0), ("C", None)]
    assert (found.label.en, found.source, found.clause) == ("good", SOURCE["source"], "8.2")
    assert (found.probability, found.samples, found.beyond) == (None, 0, None)


def test_beyond_the_last_threshold_there_is_no_class():
    """5 kg of coal are 6.25 kg CO2e."""
    found = demanding(classes=CLOSED, coal="5 kg").footprint()
    assert found.performance_class.name is None
    (told,) = [one for one in found.findings if one.code == "C191"]
    assert "6.25 kg CO2e lies beyond the last performance class, B (at most 6 kg CO2e)" in told.message.en
    assert (told.severity, told.clause) == ("warning", "8.2")
    assert not found.blocking


def test_thresholds_for_a_further_unit():
    """5 kg CO2e a kilogram are 5 t a tonne."""
    bands = [{"name": "A", "at_most": "4.9 t"}, {"name": "B", "at_most": "5.1 t"}]
    classes = {**SOURCE, "unit": "per_tonne", "bands": bands}
    found = demanding(classes=classes, coal=UNCERTAIN).footprint(samples=200)
    reached = found.performance_class
    assert (reached.name, reached.value, reached.unit) == ("B", 5000.0, "per_tonne")
    per_kilogram = demanding(
        classes={**SOURCE, "bands": [{"name": "A", "at_most": "4.9 kg"}, {"name": "B", "at_most": "5.1 kg"}]},
        coal=UNCERTAIN,
    ).footprint(samples=200)
    assert reached.probability == per_kilogram.performance_class.probability
    assert reached.beyond == per_kilogram.performance_class.beyond


@pytest.mark.parametrize("classes", [OPEN, CLOSED])
def test_the_probability_of_each_class_is_that_of_the_lognormal(classes):
    """The total is 1.25 x coal: a lognormal of median 5 and the coal's sigma; four standard errors."""
    samples = 20_000
    found = demanding(classes=classes, coal=UNCERTAIN).footprint(samples=samples)
    below = [lognorm.cdf(bound, s=math.log(GSD), scale=5) for bound in (4, 6)]
    expected = [below[0], below[1] - below[0], 1 - below[1]]
    reached = found.performance_class
    sampled = [one.probability for one in reached.classes] + ([reached.beyond] if classes is CLOSED else [])
    for share, probability in zip(sampled, expected, strict=True):
        assert share == pytest.approx(
            probability, abs=4 * math.sqrt(probability * (1 - probability) / samples)
        )
    assert math.fsum(sampled) == pytest.approx(1, abs=1e-12)
    assert (reached.name, reached.probability, reached.samples) == ("B", sampled[1], samples)
    assert codes(found) == ["C190"], "73.1 % in the class B are not certain"


def test_a_class_that_nearly_all_samples_share_is_certain():
    """Sigma ln 1.01: the thresholds lie some eighteen and twenty-two standard deviations away."""
    sure = {**UNCERTAIN, "distribution": {"type": "lognormal", "gsd": 1.01}}
    found = demanding(classes=OPEN, coal=sure).footprint(samples=500)
    assert found.performance_class.probability == 1
    assert codes(found) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_uncertain_class_names_the_others(language):
    found = demanding(classes=CLOSED, coal=UNCERTAIN).footprint(samples=2000)
    (told,) = [one for one in found.findings if one.code == "C190"]
    words = told.message.get(language)
    assert f"{found.performance_class.probability:.1%}" in words
    assert f"A {found.performance_class.classes[0].probability:.1%}" in words
    assert {"en": "no class ", "zh": "未入级 "}[language] + f"{found.performance_class.beyond:.1%}" in words


def test_a_rule_without_classes_says_nothing_of_them():
    assert demanding().footprint(samples=20).performance_class is None


@settings(max_examples=50, deadline=None)
@given(
    st.lists(finite, min_size=2, max_size=6, unique=True),
    st.lists(finite, min_size=1, max_size=50),
    st.booleans(),
)
def test_shares_count_what_lies_in_each_class(bounds, samples, closed):
    """Negative totals too; every sample is in the first class whose threshold it does not exceed."""
    limits = [*sorted(bounds), *([] if closed else [None])]
    found = classified(model(*limits), "declared", samples[0], np.array(samples))
    places = [
        next((i for i, b in enumerate(limits) if b is None or x <= b + 1e-9 * abs(b)), len(limits))
        for x in samples
    ]
    shares = [places.count(i) / len(samples) for i in range(len(limits))]
    assert [one.probability for one in found.classes] == shares
    assert found.beyond == (places.count(len(limits)) / len(samples) if closed else None)
    assert found.name == (str(places[0]) if places[0] < len(limits) else None)
    assert math.fsum([*shares, found.beyond or 0]) == pytest.approx(1, abs=1e-12)
