"""Fields of two documents: paths, statuses, tolerances, and laws of order."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.passport.bundle.comparing import compared, leaves

SCALAR = st.none() | st.booleans() | st.integers(-9, 9) | st.text("ab", max_size=3)
JSON = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("xyz", max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)


def status(stated, found, one_version=True):
    fields = compared(stated, found, one_version=one_version).fields
    return {field.path: field.status for field in fields}


@given(data=JSON)
def test_a_document_is_identical_to_itself(data):
    comparison = compared(data, json.loads(json.dumps(data)), one_version=True)
    assert comparison.same
    assert comparison.fields == ()
    assert comparison.counts["identical"] == len(dict(leaves(data)))


@given(stated=JSON, found=JSON)
def test_what_is_missing_one_way_is_added_the_other(stated, found):
    forth, back = (compared(*pair, one_version=True) for pair in ((stated, found), (found, stated)))
    assert forth.counts["missing"] == back.counts["added"]
    assert forth.counts["different"] == back.counts["different"]
    assert forth.same == back.same


def test_members_of_lists_go_by_what_tells_them_apart():
    data = {"factors": [{"id": "a", "value": 1.0}, {"id": "b", "value": 2.0}]}
    assert set(dict(leaves(data))) == {
        "factors[a].id",
        "factors[a].value",
        "factors[b].id",
        "factors[b].value",
        "factors[]",
    }
    assert set(dict(leaves({"x": [1, 2], "y": [], "z": {}}))) == {"x[0]", "x[1]", "y[]", "y", "z"} - {"y"}


def test_one_member_less_is_one_thing_missing():
    data = [{"path": name, "value": 1.0} for name in "abc"]
    assert status({"lines": data}, {"lines": data[1:]}) == {
        "lines[a].path": "missing",
        "lines[a].value": "missing",
        "lines[]": "different",
    }


@pytest.mark.parametrize(
    ("path", "change", "wanted"),
    [
        ("total.value", 1e-10, "within"),
        ("total.value", 1e-8, "different"),
        ("total.interval.sd", 1e-7, "within"),
        ("total.interval.sd", 1e-5, "different"),
        ("uncertainty.analytic_sd", 1e-7, "within"),
    ],
)
def test_tolerances_are_as_documented(path, change, wanted):
    def nested(value):
        for key in reversed(path.split(".")):
            value = {key: value}
        return value

    assert status(nested(1234.5), nested(1234.5 * (1 + change))) == {path: wanted}


def test_what_measures_rounding_may_be_any_rounding():
    pair = ({"provenance": {"solver": {"residual": 1e-16}}}, {"provenance": {"solver": {"residual": 3e-13}}})
    assert status(*pair) == {"provenance.solver.residual": "within"}
    far = {"provenance": {"solver": {"residual": 1e-3}}}
    assert status(pair[0], far) == {"provenance.solver.residual": "different"}


def test_a_truth_value_is_no_number_and_zero_is_no_small_number():
    assert status({"a": True}, {"a": 1}) == {"a": "different"}
    assert status({"a": 0.0}, {"a": 1e-30}) == {"a": "different"}
    assert status({"a": None}, {"a": 0}) == {"a": "different"}


def test_another_version_may_word_things_otherwise_and_no_more():
    stated = {"findings": [{"code": "C1", "location": "x", "message": {"en": "a"}}], "product": {"name": "p"}}
    found = {"findings": [{"code": "C1", "location": "x", "message": {"en": "b"}}], "product": {"name": "q"}}
    assert status(stated, found, one_version=False) == {
        "findings[C1:x].message.en": "reworded",
        "product.name": "different",
    }
    assert set(status(stated, found).values()) == {"different"}


def test_what_only_a_newer_document_has_is_no_difference():
    assert status({"a": 1}, {"a": 1, "b": 2}, one_version=False) == {"b": "reworded"}
    assert compared({"a": 1}, {"a": 1, "b": 2}, one_version=False).same
    assert not compared({"a": 1, "b": 2}, {"a": 1}, one_version=False).same
