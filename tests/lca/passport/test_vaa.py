"""VAA identifiers: made, read, and held to the profile; the lengths are those of the published profiles."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lca.errors import InputError
from lca.passport.statement import load_statement
from lca.passport.vaa import LONGEST, identifier, parse, profiles

VISIBLE = st.characters(blacklist_categories=("C", "Z"))
CODE = st.text(st.characters(blacklist_categories=("C", "Z"), blacklist_characters="./"), min_size=1)
PARK = st.fixed_dictionaries(
    {
        "national": CODE.filter(lambda code: len(code) <= 12),
        "park": st.text(st.sampled_from("0123456789ABC测"), min_size=3, max_size=3),
        "enterprise": st.text(st.sampled_from("0123456789XYZ-_企"), min_size=1, max_size=20),
    }
)
SUFFIX = st.text(VISIBLE, min_size=1, max_size=40)
GIVEN = {"national": "99", "park": "A01", "enterprise": "EXAMPLE"}


def codes(call, *arguments, **more):
    with pytest.raises(InputError) as caught:
        call(*arguments, **more)
    return [one.code for one in caught.value.findings]


def test_the_two_profiles():
    assert {key: [one.key for one in profile.prefix] for key, profile in profiles().items()} == {
        "park": ["national", "park", "enterprise"],
        "industry": ["national", "industry", "enterprise"],
    }
    assert [(one.shortest, one.longest) for one in profiles()["park"].prefix] == [(1, None), (3, 3), (1, 20)]


def test_by_hand():
    made = identifier("park", GIVEN, "P-0001", "7Q")
    assert str(made) == "99.A01.EXAMPLE/P-00017Q"
    assert made.prefix == "99.A01.EXAMPLE"
    industry = {"national": "99", "industry": "C38", "enterprise": "EXAMPLE"}
    assert str(identifier("industry", industry, "P-0001")) == "99.C38.EXAMPLE/P-0001"


@given(PARK, SUFFIX)
def test_what_is_made_is_read_again(prefix, suffix):
    made = identifier("park", prefix, suffix)
    assume(len(str(made)) <= LONGEST)
    assert parse(str(made), "park") == made
    assert str(parse(str(made), "park")) == str(made)


@given(PARK, SUFFIX, st.text(VISIBLE, min_size=1, max_size=10))
def test_the_security_code_is_told_by_its_length(prefix, suffix, security):
    made = identifier("park", prefix, suffix, security)
    assume(len(str(made)) <= LONGEST)
    assert parse(str(made), "park", security=len(security)) == made
    assert parse(str(made), "park").object == suffix + security


@given(PARK, st.permutations(["national", "park", "enterprise"]))
def test_the_order_of_the_codes_is_the_profiles(prefix, order):
    shuffled = {key: prefix[key] for key in order}
    assert str(identifier("park", shuffled, "x")) == str(identifier("park", prefix, "x"))


def read(text):
    try:
        return parse(text, "park"), ()
    except InputError as error:
        return None, error.findings


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text):
    found, findings = read(text)
    assert (found is None) == bool(findings)
    assert all(one.code.startswith("P30") and one.remedy("zh") for one in findings)
    if found is not None:
        assert str(found) == text
        assert len(found.codes["park"]) == 3


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"park": "A1"}, "P302"),
        ({"park": "A001"}, "P302"),
        ({"enterprise": "X" * 21}, "P302"),
        ({"national": ""}, "P301"),
        ({"national": "9.9"}, "P303"),
        ({"enterprise": "a/b"}, "P303"),
        ({"enterprise": "a b"}, "P303"),
        ({"enterprise": "a\u200bb"}, "P303"),
        ({"industry": "C38"}, "P305"),
    ],
)
def test_wrong_parts(change, code):
    assert codes(identifier, "park", {**GIVEN, **change}, "x") == [code]


def test_wrong_suffixes_and_profiles():
    assert codes(identifier, "park", GIVEN, "") == ["P301"]
    assert codes(identifier, "park", GIVEN, "a b", "\n") == ["P303", "P303"]
    assert codes(identifier, "parc", GIVEN, "x") == ["P300"]
    assert codes(identifier, "park", {}, "") == ["P301"] * 4


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("99.A01.EXAMPLE", "P306"),
        ("99.A01/EXAMPLE", "P306"),
        ("99.A01.EX.AMPLE/x", "P306"),
        ("99.A01.EXAMPLE/", "P306"),
        ("99.A01.EXAMPLE/" + "x" * LONGEST, "P306"),
        ("99.A1.EXAMPLE/x", "P302"),
        ("99..EXAMPLE/x", "P301"),
    ],
)
def test_wrong_texts(text, code):
    assert codes(parse, text, "park") == [code]


def test_a_suffix_shorter_than_its_security_code():
    assert codes(parse, "99.A01.EXAMPLE/ab", "park", security=2) == ["P306"]
    assert parse("99.A01.EXAMPLE/ab", "park", security=1).security == "b"


def test_codes_are_held_against_a_table_where_there_is_one():
    table = {"national": ("88", "99"), "park": ("A01",)}
    assert str(identifier("park", GIVEN, "x", allowed=table)) == "99.A01.EXAMPLE/x"
    with pytest.raises(InputError) as caught:
        identifier("park", {**GIVEN, "national": "98"}, "x", allowed=table)
    (finding,) = caught.value.findings
    assert (finding.code, finding.location.path) == ("P304", "vaa")
    assert "88, 99" in finding.message()


def test_no_national_code_is_assumed(root):
    data = (root / "lca" / "passport" / "vaa.toml").read_text(encoding="utf-8")
    rows = [line for line in data.splitlines() if not line.startswith("#")]
    assert not [row for row in rows if "88" in row or "156" in row or "CN" in row]


def test_a_statement_in_parts_or_as_text():
    parts = {"profile": "park", **GIVEN, "object": "P-1", "security": "Z", "passport": "DPP-1"}
    one = load_statement({"vaa": parts}).vaa
    assert (str(one.product), str(one.of_passport)) == ("99.A01.EXAMPLE/P-1Z", "99.A01.EXAMPLE/DPP-1")
    whole = {"profile": "park", "identifier": "99.A01.EXAMPLE/P-1Z", "security_length": 1}
    assert load_statement({"vaa": whole}).vaa.product == one.product
    assert load_statement({"vaa": whole}).vaa.of_passport is None


@pytest.mark.parametrize(
    ("vaa", "code"),
    [
        ({"profile": "park", **GIVEN, "object": "x", "identifier": "99.A01.EXAMPLE/x"}, "P307"),
        ({"profile": "park"}, "P307"),
        ({"profile": "park", **GIVEN}, "P301"),
        ({"profile": "parks", **GIVEN, "object": "x"}, "P300"),
        ({"profile": "park", **GIVEN, "object": "x", "allowed": {"park": ["B01"]}}, "P304"),
        ({"profile": "park", **GIVEN, "object": "x", "passport": "a b"}, "P303"),
        ({"profile": "park", "identifier": "x"}, "P306"),
    ],
)
def test_wrong_statements(vaa, code):
    assert codes(load_statement, {"vaa": vaa}) == [code]
