"""Bitstring status lists: bits in their places, bounds, bombs."""

import gzip
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.passport import signing
from lca.passport.signing.multibase import from_base64url, to_base64url
from lca.passport.signing.status_list import MINIMUM, StatusList, list_of

# W3C Bitstring Status List v1.0, the example of section 2.2: 131,072 statuses, none set.
W3C_EXAMPLE = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
INDEXES = st.sets(st.integers(0, MINIMUM - 1), max_size=20)


def test_the_example_of_the_specification() -> None:
    known = signing.decode_list(W3C_EXAMPLE)
    assert known.length == MINIMUM
    assert known == signing.empty_list()
    assert not any(known.get(index) for index in (0, 1, 94567, MINIMUM - 1))


def test_the_first_status_is_the_leftmost_bit() -> None:
    assert signing.empty_list().having([0]).bits[:2] == b"\x80\x00"
    assert signing.empty_list().having([7, 8]).bits[:2] == b"\x01\x80"
    assert signing.empty_list().having([MINIMUM - 1]).bits[-1:] == b"\x01"
    assert signing.empty_list(size=2).having([1], 2).bits[:1] == b"\x20"


def test_gzip_of_another_program_is_read() -> None:
    bits = signing.empty_list().having([5]).bits
    for level in (0, 1, 9):
        text = "u" + to_base64url(gzip.compress(bits, level))
        assert signing.decode_list(text).get(5) == 1


def test_our_text_is_read_by_another_program_and_says_no_time() -> None:
    text = signing.empty_list().having([3]).encode()
    data = from_base64url(text[1:])
    assert gzip.decompress(data)[0] == 0b0001_0000
    assert data[4:8] == bytes(4)


@settings(deadline=None, max_examples=25)
@given(INDEXES, INDEXES)
def test_what_is_set_is_set_and_nothing_else(first, second) -> None:
    made = signing.empty_list().having(first).having(second, 0)
    read = signing.decode_list(made.encode())
    assert read == made
    assert {index for index in first | second if read.get(index)} == first - second
    assert sum(byte.bit_count() for byte in read.bits) == len(first - second)


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 8), st.data())
def test_statuses_of_several_bits(size, data) -> None:
    status = data.draw(st.integers(0, 2**size - 1))
    index = data.draw(st.integers(0, MINIMUM - 1))
    full = StatusList(b"\xff" * (MINIMUM * size // 8), size)
    assert signing.decode_list(full.having([index], status).encode(), size).get(index) == status
    assert full.having([index], status).get((index + 1) % MINIMUM) == 2**size - 1


def test_a_list_is_long_enough_to_hide_in(codes) -> None:
    assert codes(signing.empty_list, MINIMUM - 1) == ["P452"]
    assert codes(signing.empty_list, MINIMUM, 9) == ["P452"]
    short = StatusList(bytes(MINIMUM // 8 - 1))
    assert codes(signing.decode_list, short.encode()) == ["P452"]
    assert codes(signing.decode_list, signing.empty_list().encode(), 2) == ["P452"]
    assert signing.empty_list(MINIMUM + 1).length == MINIMUM + 8


@pytest.mark.parametrize("index", [-1, MINIMUM, 10**18])
def test_an_index_beyond_the_list(index, codes) -> None:
    assert codes(signing.empty_list().get, index) == ["P452"]
    assert codes(signing.empty_list().having, [index]) == ["P452"]


def test_a_status_beyond_its_bits(codes) -> None:
    assert codes(signing.empty_list().having, [0], 2) == ["P452"]
    assert codes(signing.empty_list().having, [0], -1) == ["P452"]


@pytest.mark.parametrize(
    "text",
    [
        None,
        1,
        "",
        "u",
        W3C_EXAMPLE[1:],
        "z" + W3C_EXAMPLE[1:],
        W3C_EXAMPLE + "=",
        W3C_EXAMPLE[:-8],
        "u" + to_base64url(b"plain"),
        "u" + to_base64url(zlib.compress(bytes(MINIMUM // 8))),
        "u" + to_base64url(gzip.compress(bytes(MINIMUM // 8)) + b"more"),
    ],
)
def test_what_is_no_list(text, codes) -> None:
    assert codes(signing.decode_list, text) == ["P457"]


def test_a_bomb_is_not_expanded(codes) -> None:
    bomb = "u" + to_base64url(gzip.compress(bytes(65 * 2**20), 9))
    assert len(bomb) < 100_000
    assert codes(signing.decode_list, bomb) == ["P457"]


def test_the_credential_of_a_list(at) -> None:
    made = signing.status_list_credential(
        signing.empty_list().having([7]), "https://example.com/status/3", "did:web:example.com", at
    )
    assert made["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert made["credentialSubject"]["type"] == "BitstringStatusList"
    assert made["id"] == "https://example.com/status/3"
    assert "validUntil" not in made
    assert list_of(made, "revocation").get(7) == 1


def test_a_list_serves_its_purposes(at, codes) -> None:
    made = signing.status_list_credential(signing.empty_list(), "https://a.com/1", "did:web:a.com", at)
    assert codes(list_of, made, "suspension") == ["P453"]
    several = {
        **made,
        "credentialSubject": {**made["credentialSubject"], "statusPurpose": ["a", "suspension"]},
    }
    assert list_of(several, "suspension").get(0) == 0
    for wrong in ({**made, "type": "VerifiableCredential"}, {**made, "credentialSubject": []}):
        assert codes(list_of, wrong, "revocation") == ["P451"]


def test_entries_as_w3c_and_as_untp_write_them(codes) -> None:
    entry = signing.status_entry("https://a.com/1", 94567)
    assert entry == {
        "id": "https://a.com/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://a.com/1",
    }
    assert signing.status_entry("https://a.com/1", 7, index_as_text=False)["statusListIndex"] == 7
    assert codes(signing.status_entry, "https://a.com/1", -1) == ["P456"]
    assert codes(signing.status_entry, " ", 1) == ["P456"]


@pytest.mark.shared
def test_the_entry_for_untp_fits_its_schema(shared) -> None:
    import json

    import jsonschema

    folder = shared / "standards" / "untp" / "v0.7.0"
    for name in ("DigitalProductPassport", "ConformityCredential"):
        schema = json.loads((folder / f"{name}.schema.json").read_text())
        part = {**schema["$defs"]["BitstringStatusListEntry"], "$schema": schema["$schema"]}
        jsonschema.validate(signing.status_entry("https://a.com/1", 7, index_as_text=False), part)
