"""Every category of change with its example: what is told, how much it weighs, and the same backwards."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from lca.i18n import LANGUAGES
from lca.rules.comparison import Change, Comparison, Impact, Verb
from lca.rules.comparison.categories import entry_categories, field_categories, section_categories
from lca.rules.comparison.semver import heaviest
from lca.rules.comparison.words import chapter, reason, sentence

Differ = Callable[..., Comparison]
Case = dict[str, Any]
HERE = Path(__file__).parent
YAML_READER = YAML(typ="safe", pure=True)
RICH = YAML_READER.load((HERE / "rich.yaml").read_text(encoding="utf-8"))
CHANGES: list[Case] = YAML_READER.load((HERE / "changes.yaml").read_text(encoding="utf-8"))
PAIRS = (
    (Verb.ADDED, Verb.REMOVED),
    (Verb.STATED, Verb.DROPPED),
    (Verb.TIGHTENED, Verb.LOOSENED),
    (Verb.GAINED, Verb.LOST),
)
MIRRORED = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}


def written(path: str) -> Any:
    """What the rule says at a path."""
    value = RICH
    for key in path.split("."):
        value = value[int(key)] if key.isdigit() else value[key]
    return value


def puts(case: Case) -> Case:
    """The pieces that a case writes otherwise."""
    named = {there: written(here) for there, here in case.get("named", {}).items()}
    return {case["at"]: case["to"], **named, **case.get("also", {})}


def told(changes: tuple[Change, ...]) -> list[str]:
    return [f"{one.category} {one.verb} {one.impact}" for one in changes]


def names(case: Case) -> str:
    return f"{case['at']} {case['to']}"[:60]


@pytest.mark.parametrize("case", CHANGES, ids=names)
def test_what_is_told(differ: Differ, case: Case) -> None:
    changes = differ(puts(case)).changes
    assert told(changes) == case["told"]
    for change in changes:
        for language in LANGUAGES:
            words = sentence(change, language)
            assert not re.search(r"\{\w+\}|  |^\W*$", words)
            assert reason(change, language)
            assert chapter(change, language)
            assert "rule_diff" not in words
        assert change.old is None or change.old.file == "rich.yaml"
        assert (change.old is None) == (change.verb is Verb.ADDED)
        assert (change.new is None) == (change.verb is Verb.REMOVED)


@pytest.mark.parametrize("case", CHANGES, ids=names)
def test_the_same_backwards(differ: Differ, case: Case) -> None:
    forth, back = differ(puts(case)).changes, differ(puts(case), back=True).changes
    expected = sorted((one.category, MIRRORED.get(one.verb, one.verb)) for one in forth)
    assert sorted((one.category, one.verb) for one in back) == expected
    assert heaviest(one.impact for one in back) == case.get("back", heaviest(one.impact for one in forth))
    before = sorted(
        repr((one.before, one.after)) for one in forth if one.verb not in (Verb.GAINED, Verb.LOST)
    )
    after = sorted(repr((one.after, one.before)) for one in back if one.verb not in (Verb.GAINED, Verb.LOST))
    assert before == after


def test_every_category_has_its_example() -> None:
    """A category that no example shows would be a promise without proof."""
    shown = {line.split()[0] for case in CHANGES for line in case["told"]}
    every = field_categories() | entry_categories() | section_categories()
    column = {f"activity_data.table.{name}" for name in ("default.source",)}
    assert every - shown == column | {"boundary.stages"}  # stages never come or go
    assert shown <= every | {"processes.output", "processes.treats"}


def test_every_verb_has_its_example() -> None:
    forth = {line.split()[1] for case in CHANGES for line in case["told"]}
    assert forth | {MIRRORED.get(Verb(verb), verb) for verb in forth} == set(Verb)


def test_a_rule_against_itself_is_no_change(differ: Differ) -> None:
    comparison = differ({})
    assert (comparison.changes, comparison.renamings) == ((), ())
    assert comparison.old == comparison.new


def test_order_is_no_change(differ: Differ) -> None:
    turned = {
        path: written(path)[::-1]
        for path in (
            "processes.smelting.inputs",
            "standards",
            "data_quality.balances",
            "activity_data.route.options",
        )
    }
    for section in ("processes", "activity_data", "parameters", "sensitivities"):
        turned[section] = dict(reversed(written(section).items()))
    turned["processes.smelting.inputs"] = written("processes.smelting.inputs")[::-1]
    assert differ(turned).changes == ()


def test_blanks_and_line_breaks_in_words_are_no_change(differ: Differ) -> None:
    assert differ({"text.scope": {"zh": "范围", "en": " scope\n"}, "title.en": "rich "}).changes == ()


def test_impacts_are_three() -> None:
    assert [str(impact) for impact in Impact] == ["breaking", "minor", "patch"]
