"""Naming the field that was tampered with."""

import copy
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.passport import signing
from lca.passport.signing import fields
from lca.passport.signing.strict_json import canonical
from lca.passport.signing.verification import verify_with

DOCUMENT = {"a/b": {"~": 1, "empty": {}, "none": None}, "list": ["x", ["y"], []], "n": 1.5}
SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(st.characters(codec="ascii"), max_size=3)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("ab~/", max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


def manifest(document):
    return fields.manifest(document, hashlib.sha256(canonical(document)).digest())


def test_leaves_have_json_pointers() -> None:
    assert dict(fields.leaves_of(DOCUMENT)) == {
        "/a~1b/~0": 1,
        "/a~1b/empty": {},
        "/a~1b/none": None,
        "/list/0": "x",
        "/list/1/0": "y",
        "/list/2": [],
        "/n": 1.5,
    }
    assert dict(fields.leaves_of({})) == {"": {}}


def test_what_stands_in_the_proof() -> None:
    import rfc8785

    stated = manifest(DOCUMENT)
    assert stated["@type"] == "@json"
    assert set(stated["@value"]["fields"]) == set(dict(fields.leaves_of(DOCUMENT)))
    assert all(len(digest) == 12 for digest in stated["@value"]["fields"].values())
    options = {fields.KEY: stated}
    assert fields.stated_document(options) == hashlib.sha256(rfc8785.dumps(DOCUMENT)).digest()
    assert fields.changed(DOCUMENT, options) == ()


def test_changed_added_and_removed_leaves_are_named() -> None:
    options = {fields.KEY: manifest(DOCUMENT)}
    changed = copy.deepcopy(DOCUMENT)
    changed["a/b"]["~"] = "1"
    del changed["n"]
    changed["new"] = {"x": 1}
    assert fields.changed(changed, options) == ("/a~1b/~0", "/n", "/new/x")


@pytest.mark.parametrize(
    "stated",
    [
        None,
        1,
        [],
        {},
        {"@value": 1},
        {"@value": {"document": 1, "fields": []}},
        {"@value": {"document": "AA"}},
    ],
)
def test_a_proof_that_states_nothing(stated) -> None:
    options = {} if stated is None else {fields.KEY: stated}
    assert fields.stated_document(options) is None
    assert fields.changed(DOCUMENT, options) is None


@given(VALUES, VALUES)
def test_two_values_differ_in_no_leaf_or_are_two(one, other) -> None:
    import rfc8785

    same = rfc8785.dumps(one) == rfc8785.dumps(other)
    assert (fields.differences(one, other) == ()) is same
    assert fields.differences(one, other) == fields.differences(other, one)


def names(document, key, at, change, **options):
    signed = signing.sign(document, key, at=at, securing="data-integrity", **options)
    changed = copy.deepcopy(dict(signed.document))
    change(changed)
    return verify_with(changed, key.public, at=at)


def test_the_changed_fields_are_named_and_are_so_for_sure(payload, key, at) -> None:
    def change(document):
        document["credentialSubject"]["payload"]["pcf"]["pcfExcludingBiogenicUptake"] = "1"
        document["validFrom"] = "2020-01-01T00:00:00Z"

    found = names(payload, key, at, change)
    assert found.codes == ("P431",)
    assert found.fields == ("/credentialSubject/payload/pcf/pcfExcludingBiogenicUptake", "/validFrom")
    assert found.document is None
    assert "/validFrom" in found.problems[0].message("zh")


def test_a_changed_proof_is_named_as_such(payload, key, at) -> None:
    for name, value in (("created", "2026-01-30T00:00:00Z"), ("domain", "a"), ("proofValue", None)):
        found = names(payload, key, at, lambda d, n=name, v=value: d["proof"].update({n: v}))
        assert found.codes in (("P432",), ("P439",))
        assert found.fields == ("/proof",)


def test_digests_that_were_forged_accuse_no_field(payload, key, at) -> None:
    """Whoever changes a field and its digests is caught; but which field it was, nobody vouches for."""

    def forge(document):
        document["validFrom"] = "2020-01-01T00:00:00Z"
        bare = {name: value for name, value in document.items() if name != "proof"}
        document["proof"][fields.KEY] = manifest(bare)

    found = names(payload, key, at, forge)
    assert found.codes == ("P432",)
    assert found.fields == ("/proof",)


def test_without_digests_the_whole_is_named_unless_the_original_is_known(payload, key, at) -> None:
    def change(document):
        document["credentialSubject"]["payload"]["companyName"] = "x"

    found = names(payload, key, at, change, name_fields=False)
    assert (found.codes, found.fields) == (("P430",), ("",))
    signed = signing.sign(payload, key, at=at, securing="data-integrity", name_fields=False)
    changed = copy.deepcopy(dict(signed.document))
    change(changed)
    known = signing.verify(changed, signing.trust(key.public), at=at, original=signed.document)
    assert known.fields == ("/credentialSubject/payload/companyName",)


def test_a_token_names_the_whole_unless_the_original_is_known(payload, key, at) -> None:
    import base64
    import json

    signed = signing.sign(payload, key, at=at)
    header, body, signature = signed.text.split(".")
    document = json.loads(base64.urlsafe_b64decode(body + "=="))
    original = copy.deepcopy(document)
    document["credentialSubject"]["payload"]["companyName"] = "x"
    body = base64.urlsafe_b64encode(json.dumps(document).encode()).rstrip(b"=").decode()
    token = f"{header}.{body}.{signature}"
    found = signing.verify(token, signing.trust(key.public), at=at)
    assert (found.codes, found.fields) == (("P430",), ("",))
    known = signing.verify(token, signing.trust(key.public), at=at, original=original)
    assert known.fields == ("/credentialSubject/payload/companyName",)
