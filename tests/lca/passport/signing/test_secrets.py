"""Secrets do not come out: not by printing, logging, copying, pickling, errors or tracebacks."""

import copy
import dataclasses
import json
import logging
import pickle
import traceback

import pytest

from lca.errors import InputError
from lca.passport import signing
from lca.passport.signing.keys import private_jwk, private_pem


@pytest.fixture
def secrets(key):
    """Every way in which the secret could be written down."""
    number = key._native.private_numbers().private_value if key.kind == "P-256" else None
    raw = number.to_bytes(32, "big") if number else key._native.private_bytes_raw()
    pem = "".join(private_pem(key).decode().splitlines()[1:-1])
    return [raw.hex(), private_jwk(key)["d"], pem, repr(raw), str(number or raw)]


def assert_silent(text: str, secrets) -> None:
    assert not [secret for secret in secrets if secret in text]
    assert not any(secret[:16] in text for secret in secrets[:2])


def test_a_private_key_shows_its_fingerprint_only(key, secrets, caplog) -> None:
    logging.getLogger("test").warning("%s %r %s", key, key, [key])
    shown = [repr(key), str(key), f"{key}", f"{key!r:>200}", repr({"key": key}), caplog.text]
    for text in shown:
        assert key.public.thumbprint in text
        assert_silent(text, secrets)


def test_a_private_key_is_not_pickled(key) -> None:
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        with pytest.raises(TypeError, match="neither copied nor pickled"):
            pickle.dumps(key, protocol)
    with pytest.raises(TypeError, match="neither copied nor pickled"):
        copy.copy(key)
    assert copy.deepcopy([key])[0] is key


def test_a_private_key_is_no_json(key) -> None:
    from lca.cli.output import json_text

    with pytest.raises(TypeError):
        json.dumps(key)
    with pytest.raises(TypeError):
        json_text({"key": key})


def test_a_private_key_does_not_change(key) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        key.public = None
    with pytest.raises((AttributeError, TypeError)):
        key.more = 1


def test_refusals_quote_no_key(key, secrets, tmp_path) -> None:
    """Private keys given where they do not belong, damaged, mixed up, twice in one text."""
    members = private_jwk(key)
    pem = private_pem(key).decode()
    twice = json.dumps(members)[:-1] + f', "d": "{members["d"]}"}}'
    other = signing.generate(key.kind).public.jwk
    readers = [
        (signing.public_key, json.dumps(members)),
        (signing.public_key, pem),
        (signing.public_key, twice),
        (signing.public_key, members["d"]),
        (signing.private_key, twice),
        (signing.private_key, members["d"]),
        (signing.private_key, json.dumps({**members, **other})),
        (signing.private_key, json.dumps({**members, "d": members["d"] + "="})),
        (signing.private_key, json.dumps({**members, "crv": "P-384"})),
        (signing.private_key, json.dumps({**members, "use": "enc"})),
        (signing.private_key, pem.replace("MC", "MD").replace("MI", "MJ")),
        (signing.private_key, json.dumps(members)[:-3]),
        (signing.read_did_document, json.dumps({"id": "did:web:a.com", "keys": [members]})),
        (signing.read_did_document, twice),
        (signing.trust, key),
    ]
    for read, text in readers:
        with pytest.raises(InputError) as caught:
            read(text)
        error = caught.value
        told = [str(error), repr(error), "".join(traceback.format_exception(error))]
        told += [finding.render(language) for finding in error.findings for language in ("en", "zh")]
        told += [repr(finding) for finding in error.findings]
        for words in told:
            assert_silent(words, secrets)


def test_a_passphrase_is_not_quoted(key, tmp_path) -> None:
    locked, wrong = private_pem(key, b"correct " + b"horse"), b"battery " + b"staple"
    with pytest.raises(InputError) as caught:
        signing.private_key(locked, passphrase=wrong)
    told = "".join(traceback.format_exception(caught.value))
    assert "battery staple" not in told
    assert "correct horse" not in told


def test_signing_and_verifying_tell_no_secret(key, secrets, payload, at, securing) -> None:
    signed = signing.sign(payload, key, at=at, securing=securing)
    found = signing.verify(signed.text, signing.trust(key.public), at=at)
    for text in (signed.text, repr(signed), repr(found), json.dumps(signed.document)):
        assert_silent(text, secrets)
