"""One text for one value: base64url, base58, Multikey."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lca.passport.signing.multibase import (
    SECRET_PREFIXES,
    from_base58,
    from_base64url,
    from_multikey,
    to_base58,
    to_base64url,
    to_multikey,
)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # RFC 4648, section 10, without padding.
        (b"", ""),
        (b"f", "Zg"),
        (b"fo", "Zm8"),
        (b"foo", "Zm9v"),
        (b"foobar", "Zm9vYmFy"),
        (b"\xfb\xff", "-_8"),
    ],
)
def test_base64url(data, text) -> None:
    assert to_base64url(data) == text
    assert from_base64url(text) == data


@pytest.mark.parametrize(
    "text", ["Zg==", "Zh", "Z", "Zm8=", "Zm9v\n", " Zm9v", "Zm+v", "Zm/v", "Zmé", "Zm.v"]
)
def test_another_text_for_the_same_bytes_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"base64url|unused|Incorrect padding|Invalid"):
        from_base64url(text)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        # draft-msporny-base58, test vectors, as multibase.
        (b"Hello World!", "z2NEpo7TZRRrLZSi2U"),
        (
            b"The quick brown fox jumps over the lazy dog.",
            "zUSm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z",
        ),
        (bytes.fromhex("0000287fb4cd"), "z11233QC4"),
    ],
)
def test_base58(data, text) -> None:
    assert to_base58(data) == text
    assert from_base58(text) == data


@pytest.mark.parametrize(
    "text", ["", "2NEpo7TZRRrLZSi2U", "z2NEpo7TZRRrLZSi2U ", "z2NEpo\n", "z0", "zO", "zé", "z" + "2" * 300]
)
def test_what_is_not_base58_is_refused(text) -> None:
    with pytest.raises(ValueError, match=r"multibase|one form|character"):
        from_base58(text)


@given(st.binary(max_size=80))
def test_there_and_back(data) -> None:
    assert from_base64url(to_base64url(data)) == data
    assert from_base58(to_base58(data)) == data


@given(st.text(max_size=20))
def test_a_text_is_refused_or_the_one_form_of_its_bytes(text) -> None:
    for read, write in ((from_base64url, to_base64url), (from_base58, to_base58)):
        try:
            assert write(read(text)) == text
        except ValueError:
            continue


def test_multikeys_tell_kind_and_bytes() -> None:
    assert from_multikey(to_multikey("Ed25519", bytes(32))) == ("Ed25519", bytes(32))
    assert to_multikey("Ed25519", bytes(32)).startswith("z6Mk")
    assert to_multikey("P-256", b"\x02" + bytes(32)).startswith("zDn")
    with pytest.raises(KeyError, match="8026"):
        from_multikey(to_base58(SECRET_PREFIXES["Ed25519"] + bytes(32)))
