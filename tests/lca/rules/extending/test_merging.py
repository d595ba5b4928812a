"""Laws of putting one rule over another, and the places of what comes out."""

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from lca.documents import Document, KeyPath, read_document
from lca.rules.extending.merging import OWN, merge

HEAD = {"zuji": 1, "id": "a.b", "version": "1.0.0", "title": {"en": "x"}, "status": "draft"}


def document(data: dict[str, Any], file: str) -> Document:
    from io import StringIO

    stream = StringIO()
    YAML(typ="safe", pure=True).dump(data, stream)
    return read_document(stream.getvalue().encode(), file)


words = st.sampled_from(["1 %", "2 %", "kg", "x"])
entry = st.dictionaries(st.sampled_from(["value", "source", "label"]), words, max_size=3)
named = st.dictionaries(st.sampled_from(["p", "q", "r"]), entry, max_size=3)
items = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from("abc")}, optional={"relation": st.sampled_from(["models", "references"])}
    ),
    max_size=3,
    unique_by=lambda item: item["id"],
)
sections = st.fixed_dictionaries(
    {},
    optional={
        "standards": items,
        "terms": st.lists(words, max_size=3),
        "cut_off": st.dictionaries(st.sampled_from(["basis", "single", "total"]), words, max_size=3),
        "parameters": named,
        "quantities": st.dictionaries(st.sampled_from("uvw"), words, max_size=3),
        "boundary": st.fixed_dictionaries(
            {"type": words}, optional={"exclusions": st.lists(entry, max_size=2)}
        ),
        "activity_data": st.dictionaries(
            st.sampled_from("kl"),
            st.fixed_dictionaries({}, optional={"default": words, "required": st.booleans(), "table": named}),
            max_size=2,
        ),
        "data_quality": st.fixed_dictionaries(
            {}, optional={"balances": st.lists(st.sampled_from("mno"), max_size=3, unique=True)}
        ),
        "allocation": st.lists(words, max_size=3),
    },
)
heads = st.builds(lambda own, name: {**HEAD, **own, "id": name}, sections, st.sampled_from(["a.b", "c.d"]))


def without_own(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in OWN}


@settings(max_examples=60, deadline=None)
@given(heads)
def test_an_empty_rule_above_changes_nothing(below: dict[str, Any]) -> None:
    lower = document(below, "below.yaml")
    merged, emptied = merge(document(HEAD, "above.yaml"), lower)
    assert (merged.data, emptied) == (lower.data, ())
    assert (merged.file, merged.sha256) == (lower.file, lower.sha256)
    assert dict(merged.positions) == dict(lower.positions)
    for path in lower.positions:
        assert merged.locate(path) == lower.locate(path)


@settings(max_examples=60, deadline=None)
@given(heads)
def test_an_empty_rule_below_takes_over_everything(above: dict[str, Any]) -> None:
    """But not what the rule above says about itself, and what it models now stands above."""
    merged, _ = merge(document(above, "above.yaml"), document(HEAD, "below.yaml"))
    expected = without_own(copy.deepcopy(above))
    for standard in expected.get("standards", ()):
        if standard.get("relation") == "models":
            standard["relation"] = "general_rule"
    assert without_own(merged.data) == expected
    assert {key: merged.data[key] for key in HEAD} == HEAD


@settings(max_examples=120, deadline=None)
@given(heads, heads, heads)
def test_a_chain_may_be_put_together_from_either_end(
    top: dict[str, Any], middle: dict[str, Any], bottom: dict[str, Any]
) -> None:
    a, b, c = (document(data, f"{name}.yaml") for data, name in ((top, "a"), (middle, "b"), (bottom, "c")))
    first, second = merge(merge(a, b)[0], c)[0], merge(a, merge(b, c)[0])[0]
    assert first.data == second.data
    assert set(first.positions) == set(second.positions)
    for path in first.positions:
        assert first.locate(path) == second.locate(path)


def _leaves(value: Any, path: KeyPath) -> list[tuple[KeyPath, Any]]:
    pairs = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    if pairs is None:
        return [(path, value)]
    return [leaf for key, item in pairs for leaf in _leaves(item, (*path, key))]


def _at(data: Any, path: KeyPath) -> Any:
    for key in path:
        data = data[key]
    return data


@settings(max_examples=120, deadline=None)
@given(heads, heads)
def test_every_piece_is_found_in_the_file_where_it_stands(
    above: dict[str, Any], below: dict[str, Any]
) -> None:
    high, low = document(above, "above.yaml"), document(below, "below.yaml")
    merged, _ = merge(high, low)
    for path, value in _leaves(merged.data, ()):
        source, there = merged.origin(path)
        assert source in (high, low)
        written = _at(source.data, there)
        assert written == value or (written, value) == ("models", "general_rule")
        assert path in merged.positions
        assert merged.positions[path] == source.positions[there]
    assert all(_at(merged.data, path) is not KeyError for path in merged.positions)


def test_the_order_of_lists_and_keys() -> None:
    above = document(
        {
            **HEAD,
            "terms": ["one"],
            "standards": [{"id": "S", "relation": "models"}, {"id": "T"}],
            "quantities": {"u": "1"},
        },
        "a",
    )
    below = document(
        {
            **HEAD,
            "terms": ["two"],
            "standards": [{"id": "U"}, {"id": "S", "relation": "follows"}],
            "quantities": {"v": "2"},
        },
        "b",
    )
    data = merge(above, below)[0].data
    assert data["terms"] == ["one", "two"]
    assert data["standards"] == [{"id": "S", "relation": "follows"}, {"id": "T"}, {"id": "U"}]
    assert list(data["quantities"]) == ["u", "v"]


def test_words_in_two_languages_are_one_thing() -> None:
    """The Chinese of one rule never stands beside the English of another."""
    above = document({**HEAD, "text": {"scope": {"zh": "甲", "en": "one"}, "goal": {"en": "g"}}}, "a")
    below = document({**HEAD, "text": {"scope": {"zh": "乙"}}}, "b")
    assert merge(above, below)[0].data["text"] == {"scope": {"zh": "乙"}, "goal": {"en": "g"}}


@pytest.mark.parametrize("key", ["cut_off", "parameters"])
def test_nothing_over_something_is_told_and_has_no_effect(key: str) -> None:
    above = document({**HEAD, key: {"p": {"value": "1"}}}, "a")
    below = document({**HEAD, key: None}, "b")
    merged, emptied = merge(above, below)
    assert emptied == ((key,),)
    assert merged.data[key] == {"p": {"value": "1"}}


def test_text_inside_an_expression_is_found_in_its_file() -> None:
    above = read_document(b"zuji: 1\nquantities:\n  u: >-\n    a +\n    b\n", "a.yaml")
    below = read_document(b"zuji: 1\n\n\nquantities: {v: c * d}\n", "b.yaml")
    merged, _ = merge(above, below)
    place = merged.span(("quantities", "u"), "a + b").at(4)
    assert (place.file, place.line, place.column) == ("a.yaml", 5, 5)
    place = merged.span(("quantities", "v"), "c * d").at(4)
    assert (place.file, place.line, place.column) == ("b.yaml", 4, 21)
