"""Commitments and roots against RFC 6962, RFC 8785 and hashlib alone."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.passport.disclosure.commitments import (
    Leaf,
    derived_salts,
    path_of,
    random_salts,
    root_by,
    root_of,
    safe_numbers,
)

DIGESTS = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=40, unique=True)


def reference(leaves):
    """RFC 6962, 2.1, word by word; what it hashes as leaves are our commitments already."""
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + reference(leaves[:k]) + reference(leaves[k:])).digest()


@given(digests=DIGESTS)
def test_the_root_is_that_of_rfc_6962_over_sorted_commitments(digests):
    assert root_of(digests) == reference([bytes.fromhex(one) for one in sorted(digests)]).hex()


@given(digests=DIGESTS, data=st.data())
def test_the_order_of_commitments_is_no_matter(digests, data):
    assert root_of(data.draw(st.permutations(digests))) == root_of(digests)


@given(digests=DIGESTS, data=st.data())
def test_every_commitment_leads_to_the_root_and_no_other_does(digests, data):
    one = data.draw(st.sampled_from(digests))
    way = path_of(digests, one)
    assert root_by(one, way) == root_of(digests)
    assert len(way) <= 6
    other = bytes([bytes.fromhex(one)[0] ^ 1, *bytes.fromhex(one)[1:]]).hex()
    assert root_by(other, way) != root_of(digests)


def test_what_is_not_among_the_commitments_has_no_way():
    with pytest.raises(ValueError, match="not among"):
        path_of(["aa" * 32], "bb" * 32)


def test_a_commitment_by_hand():
    """JCS of RFC 8785: keys sorted, no blanks, 1.0 as 1."""
    leaf = Leaf("line:x", "00" * 16, {"b": 1.0, "a": "é"})
    canonical = '["00000000000000000000000000000000","line:x",{"a":"é","b":1}]'.encode()
    assert leaf.digest == hashlib.sha256(b"\x00" + canonical).hexdigest()


@given(value=st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_json_with_the_same_commitment(value):
    leaf = Leaf("x", "ab" * 16, {"value": value})
    assert Leaf("x", "ab" * 16, json.loads(json.dumps({"value": value}))).digest == leaf.digest


def test_large_whole_numbers_become_texts():
    told = safe_numbers({"seed": 2**60, "list": [2**53, 2**53 - 1, True, -(2**53)]})
    assert told == {"seed": str(2**60), "list": [str(2**53), 2**53 - 1, True, str(-(2**53))]}
    assert Leaf("x", "00" * 16, told).digest


def test_what_has_no_canonical_form_is_refused():
    with pytest.raises(ValueError, match="x:"):
        _ = Leaf("x", "00" * 16, {"value": float("nan")}).digest


def test_salts_depend_on_key_result_and_leaf_and_on_nothing_else():
    salt = derived_salts(b"k" * 32, b"result")
    assert salt("a") == derived_salts(b"k" * 32, b"result")("a")
    others = (salt("b"), derived_salts(b"j" * 32, b"result")("a"), derived_salts(b"k" * 32, b"other")("a"))
    assert len({salt("a"), *others}) == 4
    assert all(len(one) == 32 for one in (salt("a"), random_salts("a")))
    assert random_salts("a") != random_salts("a")
