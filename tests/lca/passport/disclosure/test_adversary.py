"""What somebody with a view, the rule, and the public factor release can find out: nothing that is hidden.

The attacks: reading (every number of the view in every rounding, in texts too), dividing and multiplying any
two numbers of lines, dividing by every public factor and GWP, subtracting sums, comparing sums with lines.
"""

import json
import re

import numpy as np
import pytest
from bundle_case import NAMES

from lca.passport.disclosure import CUSTOMER, PUBLIC, disclose
from lca.passport.disclosure.view import closed_factors

VIEWS = ("public", "customer")
NUMBER = re.compile(r"(?<![\w.-])-?\d+(?:[.,]\d+)*(?:[eE][+-]?\d+)?(?![\w-])")
"""A number in a text; what stands in a code (C101), a standard (GB/T 24067-2024) or a date is none."""
PLACES = ("rule_location", "location", "locator", "clause")
SUMS = ("total", "stage", "process", "category", "gas")
PLAIN = 3
"""Significant digits from which on a number is one that somebody could recognise."""


def numbers(value, texts=True):
    """All numbers of a JSON value, those in texts too."""
    if isinstance(value, dict):
        return [n for key, item in value.items() if key not in PLACES for n in numbers(item, texts)]
    if isinstance(value, list):
        return [n for item in value for n in numbers(item, texts)]
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [float(value)]
    return [float(word.replace(",", "")) for word in NUMBER.findall(value) if _number(word)] if texts else []


def _number(word):
    try:
        float(word.replace(",", ""))
    except ValueError:
        return False
    return True


def digits(number):
    """Significant digits of a number as it is written."""
    return len(f"{abs(number):.15g}".split("e")[0].replace(".", "").strip("0"))


def secrets_of(made, *kinds):
    """Numbers of hidden leaves: what the policy keeps back, as far as they are numbers of their own."""
    shown = {part.id for part in made.view.shown}
    keys = {
        "line": ("value", "share"),
        "line.amount": ("value", "normalised"),
        "line.factor": ("intensity",),
        "activity": ("value", "used"),
        "factor.value": ("value", "published_value"),
        "supply": ("value", "normalised"),
    }
    found = {}
    for leaf in made.secrets.leaves:
        kind = leaf.id.split(":")[0]
        if leaf.id in shown or kind not in (kinds or keys):
            continue
        content = (
            leaf.content.get("amount", leaf.content) if kind in ("line.amount", "supply") else leaf.content
        )
        for key in keys[kind]:
            if isinstance(content.get(key), int | float) and digits(content[key]) >= PLAIN:
                found[leaf.id, key] = float(content[key])
    return found


def shown_numbers(made):
    """Numbers of what is shown; salts and hashes are none, and constants are the rule's, which is public."""
    known = ("input:", "constant:")
    parts = [part.content for part in made.view.shown if not part.id.startswith(known)]
    return np.array(numbers(parts) + numbers(made.view.rest.model_dump()))


def public_numbers(footprint):
    """Factors that everybody has, and the intensity of every gas."""
    closed = closed_factors(footprint)
    found = [one.value for one in footprint.factors if one.id not in closed]
    lines = [one for one in footprint.contributions if one.factor not in closed]
    return np.array([n for n in found + [one.intensity for one in lines] if n])


def near(target, values, tolerance=1e-9):
    return bool(np.any(np.abs(values - target) <= tolerance * abs(target)))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_no_hidden_number_stands_in_the_view_in_any_rounding(name, view, disclosed):
    made = disclosed(name, view)
    shown = {number for number in shown_numbers(made) if digits(number) >= PLAIN}
    hidden = secrets_of(made, "line", "line.amount", "activity")
    assert len(hidden) > 20
    for leaf, number in hidden.items():
        for places in range(PLAIN, 16):
            for scale in (1.0, 100.0, 0.001, 1000.0):
                assert float(f"{number * scale:.{places}g}") not in shown, (leaf, number, places)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_no_sum_comes_near_a_hidden_line(name, view, disclosed, footprint_of):
    made, footprint = disclosed(name, view), footprint_of(name)
    sums = {part.id: part.content["value"] for part in made.view.shown if part.id.split(":")[0] in SUMS}
    rests = {f"rest:{key}": value for key, value in made.view.rest.stages.items()}
    apart = {**sums, **rests, "rest": made.view.rest.total}
    values = np.array(list(apart.values()))
    differences = (values[:, None] - values[None, :]).ravel()
    shares = np.array([part.content["share"] for part in made.view.shown if "share" in (part.content or {})])
    lines = {f"line:{line.path}": line for line in footprint.contributions}
    for (leaf, key), number in secrets_of(made, "line").items():
        if key == "share":
            assert not near(number, shares), leaf
            continue
        assert not near(number, values), leaf
        assert not near(number, differences), leaf
        for where, value in apart.items():
            part = part_of(where, lines[leaf])
            assert not part or abs(value - part) > 0.015 * abs(part), (leaf, where)


def part_of(where, line):
    """What a line brings to a sum, by the sum's name."""
    kind, _, key = where.partition(":")
    if kind in ("category", "gas"):
        return (line.categories if kind == "category" else line.gases).get(key, 0.0)
    inside = {
        "stage": line.stage == key,
        "rest": key in ("", line.stage),
        "process": f"{line.stage}.{line.process}" == key,
    }
    return line.value if inside.get(kind, True) else 0.0


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_no_hidden_number_follows_by_division(name, view, disclosed, footprint_of):
    made, footprint = disclosed(name, view), footprint_of(name)
    hidden = secrets_of(made, "line", "line.amount", "line.factor", "activity", "factor.value", "supply")
    closed = closed_factors(footprint)
    public = {f"factor.value:{one.id}" for one in footprint.factors if one.id not in closed}
    public |= {f"line.factor:{one.path}" for one in footprint.contributions if one.factor not in closed}
    kinds = ("line", "line.amount", "line.factor", "total", "unit", "reference_flow")
    parts = [part.content for part in made.view.shown if part.id.split(":")[0] in kinds]
    told = numbers([{**part, "interval": None, "quality": None} for part in parts], texts=False)
    own = np.array([number for number in told if digits(number) >= PLAIN])
    known = public_numbers(footprint)
    with np.errstate(all="ignore"):
        made_of = np.concatenate(
            [
                (own[:, None] / own[None, :]).ravel(),
                (own[:, None] * own[None, :]).ravel(),
                (own[:, None] / known[None, :]).ravel(),
                (own[:, None] * known[None, :]).ravel(),
            ]
        )
    made_of = made_of[np.isfinite(made_of)]
    for (leaf, key), number in hidden.items():
        if leaf not in public:
            assert not near(number, made_of), (leaf, key, number)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", NAMES)
def test_no_hidden_name_and_no_unsalted_hash_of_hidden_data(name, view, disclosed, footprint_of):
    made, footprint = disclosed(name, view), footprint_of(name)
    text = made.view.to_json()
    shown = {part.id for part in made.view.shown}
    for line in footprint.contributions:
        if f"line:{line.path}" not in shown:
            assert f'"{line.path}"' not in text
    for one in footprint.provenance.inputs:
        if one.role == "activity_data":
            assert one.sha256 not in text
    for leaf in made.secrets.leaves:
        if leaf.id not in shown:
            assert leaf.salt not in text
            assert f'"{leaf.id}"' not in text


def test_formulas_trails_and_findings_of_hidden_things_are_not_shown(disclosed):
    """They hold numbers in words."""
    for view in VIEWS:
        kinds = {part.id.split(":")[0] for part in disclosed("primary-aluminium", view).view.shown}
        assert not kinds & {
            "findings.full",
            "requirements.full",
            "balances",
            "apart",
            "sensitivities",
            "activity",
        }
    public = {part.id.split(":")[0] for part in disclosed("primary-aluminium", "public").view.shown}
    assert not public & {
        "line",
        "line.amount",
        "line.factor",
        "factor",
        "factor.value",
        "parameter",
        "supply",
    }


def test_a_gas_that_comes_from_one_line_is_not_shown_when_the_line_is_hidden(disclosed, footprint_of):
    lines = [one for one in footprint_of("primary-aluminium").contributions if "cf4" in one.gases]
    assert len(lines) == 1
    shown = {part.id for part in disclosed("primary-aluminium", "public").view.shown}
    assert "gas:cf4" not in shown
    assert "gas:co2" in shown


def test_the_whole_capacity_of_a_battery_is_not_told_by_its_further_units(disclosed):
    shown = {part.id for part in disclosed("lfp-battery", "public").view.shown}
    assert "reference_flow" not in shown
    assert not any(name.startswith("alternative_unit") for name in shown)


@pytest.mark.parametrize("name", NAMES)
def test_each_single_line_can_be_hidden_without_being_told(name, footprint_of):
    """Whatever line somebody hides alone, more is hidden with it, and no shown number gives it."""
    footprint = footprint_of(name)
    for line in footprint.contributions:
        if not line.value or digits(line.value) < PLAIN:
            continue
        policy = PUBLIC.model_copy(
            update={"hide_lines": (line.path,), "hide_activity": (), "hide_factors": (), "evidence": True}
        )
        made = disclose(footprint, policy, key=b"k" * 16)
        text = json.loads(made.view.to_json())
        values = np.array([n for part in text["shown"] for n in numbers(part["content"], texts=False)])
        told = any(finding.code == "P552" for finding in made.findings)
        assert told or not near(line.value, values), line.path
        assert told or not near(line.value, np.array([made.view.rest.total])), line.path


@pytest.mark.parametrize("name", NAMES)
def test_each_secret_factor_can_be_hidden_without_being_told(name, footprint_of):
    footprint = footprint_of(name)
    for factor in sorted(closed_factors(footprint)):
        policy = CUSTOMER.model_copy(update={"hide_activity": (), "hide_factors": (factor,)})
        made = disclose(footprint, policy, key=b"k" * 16)
        value = next(one.value for one in footprint.factors if one.id == factor)
        lines = {line.path for line in footprint.contributions if line.factor == factor}
        shown = {part.id for part in made.view.shown}
        for path in lines:
            assert not {f"line:{path}", f"line.amount:{path}"} <= shown
            assert f"line.factor:{path}" not in shown
        assert f"factor.value:{factor}" not in shown
        if digits(value) >= PLAIN:
            numbers_shown = [n for part in made.view.shown for n in numbers(part.content, texts=False)]
            assert not near(value, np.array(numbers_shown))
