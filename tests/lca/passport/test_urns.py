"""URNs: RFC 8141's own examples, GS1's own check digits, and what PACT's schema lets pass."""

import pytest

from lca.passport.urns import classification_urn, gtin_urn, is_gtin, is_urn, keeps_namespace


@pytest.mark.parametrize(
    "text",
    [
        "urn:example:foo-bar-baz-qux",  # RFC 8141, section 2.3 and 3
        "urn:example:a123,z456",
        "URN:example:a123,z456",
        "urn:example:weather?=op=map&lat=39.56",
        "urn:example:foo-bar-baz-qux#somepart",
        "urn:gtin:04012345123456",
        "urn:pact:example.com:product-id:44055-9c05bc35-68f8",
        "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    ],
)
def test_urns(text: str) -> None:
    assert is_urn(text)


@pytest.mark.parametrize(
    "text",
    ["urn:", "urn::x", "urn:a:x", "urn:gtin:", "urn:gt in:1", "https://example.com", "urn:-a:x", "", None, 5],
)
def test_what_is_no_urn(text: object) -> None:
    assert not is_urn(text)


@pytest.mark.parametrize("text", ["urn:pact:example.com:product", "urn:pact:", "urn:gtin:09521000000033"])
def test_a_form_that_its_namespace_does_not_have(text: str) -> None:
    assert not keeps_namespace(text)


def test_check_digits() -> None:
    # GS1 General Specifications, section 7.9.1: 629104150021 has the check digit 3.
    assert is_gtin("6291041500213")
    assert not is_gtin("6291041500214")
    # The same numbers with leading zeros have the same check digit.
    assert is_gtin("06291041500213")
    assert not is_gtin("123")
    assert not is_gtin("６２９１０４１５００２１３")


def test_made_urns() -> None:
    assert gtin_urn("6291041500213") == "urn:gtin:6291041500213"
    assert classification_urn("cpc", "41431") == "urn:pact:productclassification:un-cpc:41431"
    assert classification_urn("HS", "7601") == "urn:pact:productclassification:hs:7601"
    assert keeps_namespace(classification_urn("cpc", "41431"))
