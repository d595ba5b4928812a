"""Signing: what becomes of a payload, who issues it, when it is valid."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from lca.passport import signing
from lca.passport.signing.credentials import payload_of
from lca.passport.signing.times import read_time, write_time

UNTIL = datetime(2027, 1, 31, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-01-31T12:00:00Z", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31T20:00:00+08:00", datetime(2026, 1, 31, 12, tzinfo=UTC)),
        ("2026-01-31T12:00:00.5Z", datetime(2026, 1, 31, 12, 0, 0, 500000, tzinfo=UTC)),
        ("2026-01-31T12:00:00.123456789Z", datetime(2026, 1, 31, 12, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_times_are_read(text, time) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize(
    "text",
    [
        None,
        20260131,
        "",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-01-31 12:00:00Z",
        "2026-01-31T12:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-31T24:00:01Z",
        "0001-01-01T00:00:00+14:00",
        "2026-01-31T12:00:00Z\n",
        "２０２６-01-31T12:00:00Z",
    ],
)
def test_what_is_no_time(text, codes) -> None:
    assert codes(read_time, text) == ["P447"]


def test_times_are_written_in_utc() -> None:
    zone = timezone(timedelta(hours=8))
    assert write_time(datetime(2026, 1, 31, 20, 0, 0, 999, zone)) == "2026-01-31T12:00:00Z"
    with pytest.raises(ValueError, match="zone"):
        write_time(datetime(2026, 1, 31))


def test_a_payload_is_wrapped_and_comes_out_as_it_was(signed, payload, key, at) -> None:
    found = signing.verify(signed.text, signing.trust(key.public), at=at)
    assert found.valid
    assert found.payload == payload
    assert found.document["credentialSubject"]["payloadFormat"] == "pact-3.0"
    assert found.document["validFrom"] == "2026-01-31T12:00:00Z"
    assert found.issuer == signed.issuer == key.public.did
    assert found.securing == signed.securing


def test_the_same_inputs_give_the_same_bytes(payload, key, at, securing) -> None:
    one, other = (signing.sign(payload, key, at=at, securing=securing).text for _ in range(2))
    assert one == other
    later = signing.sign(payload, key, at=at + timedelta(seconds=1), securing=securing).text
    assert later != one


def test_the_order_of_keys_changes_no_bit_of_a_token(payload, key, at) -> None:
    turned = json.loads(json.dumps(dict(reversed(payload.items()))))
    assert signing.sign(turned, key, at=at).text == signing.sign(payload, key, at=at).text


def test_the_inputs_stay_as_they_were(payload, key, at, securing) -> None:
    before = json.dumps(payload)
    document = signing.credential(payload, "", key.public.did, at)
    again = json.dumps(document)
    signing.sign(payload, key, at=at, securing=securing)
    signing.sign(document, key, at=at, securing=securing, valid_until=UNTIL)
    assert json.dumps(payload) == before
    assert json.dumps(document) == again


def test_a_credential_is_signed_as_it_is(payload, key, at, securing) -> None:
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://vocabulary.uncefact.org/untp/0.7.0/context/",
        ],
        "type": ["DigitalProductPassport", "VerifiableCredential"],
        "issuer": {"id": "did:web:example.com", "name": "Example"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": payload,
    }
    signed = signing.sign(document, key, at=at, securing=securing)
    found = signing.verify(signed.text, signing.trust(key.public), at=at)
    assert found.valid
    assert {name: value for name, value in found.document.items() if name != "proof"} == document
    assert payload_of(document) == document
    assert signed.method == f"did:web:example.com#{key.public.thumbprint}"


def test_a_credential_without_issuer_and_time_gets_them(payload, key, at) -> None:
    entry = signing.status_entry("https://a.com/1", 7)
    document = {"type": "VerifiableCredential", "credentialSubject": payload}
    signed = signing.sign(document, key, at=at, securing="data-integrity", valid_until=UNTIL, status=entry)
    assert signed.document["issuer"] == key.public.did
    assert signed.document["validFrom"] == "2026-01-31T12:00:00Z"
    assert signed.document["validUntil"] == "2027-01-31T00:00:00Z"
    assert signed.document["credentialStatus"] == entry


def test_the_issuer_is_a_did_web(payload, key, at, securing) -> None:
    signed = signing.sign(payload, key, at=at, securing=securing, issuer="did:web:example.com")
    document = signing.read_did_document(
        json.dumps(signing.did_document("did:web:example.com", [key.public]))
    )
    found = signing.verify(signed.text, signing.trust(documents=[document]), at=at)
    assert found.valid
    assert not found.remarks
    assert found.issuer == "did:web:example.com"


def test_a_method_that_the_issuer_named(payload, key, at) -> None:
    did = "did:web:example.com"
    signed = signing.sign(payload, key, at=at, issuer=did, method=f"{did}#key-1")
    assert signed.method == f"{did}#key-1"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"issuer": "https://example.com"}, "P422"),
        ({"issuer": "Example Ltd"}, "P422"),
        ({"issuer": "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"}, "P443"),
        ({"issuer": "did:web:a.com", "method": "did:web:b.com#key"}, "P443"),
        ({"method": "key-1"}, "P443"),
        ({"valid_until": datetime(2026, 1, 31, 12, tzinfo=UTC)}, "P446"),
        ({"valid_until": datetime(2025, 1, 1, tzinfo=UTC)}, "P446"),
    ],
)
def test_what_is_not_signed(payload, key, at, options, code, codes) -> None:
    assert codes(signing.sign, payload, key, at=at, **options) == [code]


def test_a_credential_of_somebody_else_is_not_signed(payload, key, at, codes) -> None:
    document = signing.credential(payload, "", "did:web:a.com", at)
    assert codes(signing.sign, document, key, at=at, issuer="did:web:b.com") == ["P443"]
    assert codes(
        signing.sign, {**document, "issuer": key.public.did}, key, at=at, issuer="did:web:b.com"
    ) == ["P443"]
    assert codes(signing.sign, {**document, "validFrom": "soon"}, key, at=at) == ["P447"]


def test_a_public_key_does_not_sign(payload, key, at, codes) -> None:
    assert codes(signing.sign, payload, key.public, at=at) == ["P413"]


def test_the_id_follows_from_the_content(payload, key, at) -> None:
    one = signing.credential(payload, "pact-3.0", key.public.did, at)
    assert one["id"].startswith("urn:uuid:")
    assert signing.credential(payload, "pact-3.0", key.public.did, at) == one
    assert signing.credential(payload, "pact-2.3", key.public.did, at)["id"] != one["id"]
