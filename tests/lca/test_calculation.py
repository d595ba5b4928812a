"""The public door: what it takes, what it refuses, and that nothing that stands in a file makes it fall."""

import copy
import json
import random
from datetime import date

import pytest

from lca import FactorDatabase, calculate, load_inventory, load_rule
from lca.calculation import check
from lca.documents import read_document
from lca.errors import InputError

EXAMPLES = ("primary-aluminium", "bf-bof-steel", "lfp-battery")
JUNK = [
    *(None, "", 0, -1, 1e308, 1e-320, 3.5, True, [], {}, "abc", "12 abc", "1 t", "-3 kg", "nan", "1/0"),
    *("2024-01-01", "=1+1", "<b>", "grid_average", [1], {"a": 1}, {"value": 1}, {"value": "x", "unit": "kg"}),
    {"value": 1, "unit": "kg", "distribution": {"type": "lognormal", "gsd": 1e9}},
    {"value": 1, "unit": "kg", "distribution": {"type": "uniform", "min": 5, "max": 1}},
]


@pytest.fixture(scope="module")
def factors():
    return FactorDatabase.open()


def example(root, name):
    return root / "datasets" / "examples" / name / "inventory.yaml"


def places(data, path=()):
    """Every key path below the root."""
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


def spoilt(data, rng):
    """A copy with some places taken out, or filled with what does not belong there."""
    broken = copy.deepcopy(data)
    for _ in range(rng.choice([1, 1, 2, 4])):
        *way, last = rng.choice(list(places(broken)))
        parent = broken
        for key in way:
            parent = parent[key]
        if rng.random() < 0.25:
            del parent[last]
        else:
            parent[last] = rng.choice(JUNK)
    return broken


def outcome(data, rule, factors):
    """A footprint and no findings, or none and findings."""
    try:
        return calculate(data, rule, factors=factors, samples=20), ()
    except InputError as error:
        return None, error.findings


@pytest.mark.parametrize("name", EXAMPLES)
def test_whatever_stands_in_activity_data_is_a_result_or_findings(root, name, factors):
    """Twenty spoilt copies of each example: a footprint, or findings with words in both languages."""
    document = read_document(example(root, name))
    rule, rng = load_rule(document.data["rule"]), random.Random(name)
    for _ in range(20):
        broken = json.dumps(spoilt(document.data, rng), default=date.isoformat, ensure_ascii=False).encode()
        footprint, findings = outcome(broken, rule, factors)
        assert (footprint is None) == bool(findings)
        assert all(finding.render("zh") != finding.render("en") for finding in findings)


@pytest.mark.parametrize("name", EXAMPLES)
def test_check_finds_nothing_wrong_with_the_examples(root, name, factors):
    findings = check(example(root, name), factors=factors)
    assert all(finding.severity != "error" for finding in findings)
    said = [(finding.code, finding.message()) for finding in findings]
    assert len(said) == len(set(said))


def test_check_raises_nothing(tmp_path):
    file = tmp_path / "inventory.yaml"
    file.write_text("zuji: 1\n", encoding="utf-8")
    assert {finding.code for finding in check(file)} == {"Y111"}
    assert {finding.code for finding in check(tmp_path / "nothing.yaml")} == {"Y100"}


def test_a_file_that_is_wrong_is_held_against_its_rule_too(root):
    """A misspelt key of the header does not hide a misspelt name and a wrong unit further down."""
    text = example(root, "lfp-battery").read_text(encoding="utf-8")
    wrong = text.replace("\nillustrative:", "\nilustrative:", 1).replace("  pack_mass:", "  pak_mass:", 1)
    wrong = wrong.replace("value: 60\n    unit: kWh", "value: 60\n    unit: kg", 1)
    with pytest.raises(InputError) as caught:
        calculate(wrong.encode())
    codes = [finding.code for finding in caught.value.findings]
    assert {"Y110", "A201", "A202", "A203"} <= set(codes)
    lines = [finding.location.line for finding in caught.value.findings]
    assert lines == sorted(lines)


def test_paths_texts_and_values_give_the_same_document(root, factors):
    path = example(root, "lfp-battery")
    by_path = calculate(path, factors=factors, samples=50).to_json()
    assert calculate(str(path), "cn.battery.lfp", samples=50).to_json() == by_path
    assert calculate(load_inventory(path), load_rule("cn.battery.lfp"), samples=50).to_json() == by_path


def test_the_choices_of_a_run_stand_in_its_provenance(root):
    path = example(root, "primary-aluminium")
    day = date(2025, 6, 1)
    found = calculate(path, samples=0, gwp="ar5", seed=9, as_of=day, assign_uncertainty=False)
    made = found.provenance
    assert (made.gwp_set, made.seed, made.as_of, made.assigned_uncertainty) == ("AR5", 9, day, False)
    assert all(factor.distribution_origin != "assigned" for factor in found.factors)
    power = next(factor for factor in found.factors if factor.id.startswith("cn.mee"))
    assert power.reference_year == 2023  # the factor of 2024 was published in October 2025


@pytest.mark.parametrize("name", EXAMPLES)
def test_two_seeds_agree_within_the_monte_carlo_error(root, name, factors):
    one, two = (calculate(example(root, name), factors=factors, samples=4_000, seed=seed) for seed in (1, 2))
    error = (one.uncertainty.standard_error**2 + two.uncertainty.standard_error**2) ** 0.5
    assert abs(one.uncertainty.interval.mean - two.uncertainty.interval.mean) < 4 * error
    assert one.total.value == two.total.value
