"""Keys from texts and back, against vectors of the RFCs; what is no key, or the wrong one."""

import json

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa, x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from lca.errors import InputError
from lca.passport.signing import generate, private_key, public_key
from lca.passport.signing.keys import of_native, private_jwk, private_pem

# RFC 8037, appendix A.1 to A.4: an Ed25519 key as JWK, its thumbprint, and a signature.
RFC8037 = {
    "kty": "OKP",
    "crv": "Ed25519",
    "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}
RFC8037_THUMBPRINT = "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
RFC8037_SIGNED = b"eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc"
RFC8037_SIGNATURE = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"

# RFC 6979, appendix A.2.5: P-256, SHA-256, the message "sample".
RFC6979_SECRET = 0xC9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721
RFC6979_R = 0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716
RFC6979_S = 0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8

# The test vectors of the did:key method specification (nist-curves.json, ed25519-x25519.json).
DID_KEYS = [
    (
        "did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv",
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns",
            "y": "efsX5b10x8yjyrj4ny3pGfLcY7Xby1KzgqOdqnsrJIM",
        },
    ),
    (
        "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169",
        {
            "kty": "EC",
            "crv": "P-256",
            "x": "fyNYMN0976ci7xqiSdag3buk-ZCwgXU4kz9XNkBlNUI",
            "y": "hW2ojTNfH7Jbi8--CJUo3OCbH3y5n91g-IMA9MLMbTU",
        },
    ),
]


@pytest.mark.parametrize(("did", "jwk"), DID_KEYS)
def test_did_keys_of_the_specification(did, jwk) -> None:
    key = public_key(did)
    assert key.jwk == jwk
    assert public_key(json.dumps(jwk)).did == did


def test_ed25519_of_rfc_8037() -> None:
    key = private_key(json.dumps(RFC8037))
    assert key.public.thumbprint == RFC8037_THUMBPRINT
    signature = key.sign(RFC8037_SIGNED)
    from lca.passport.signing.multibase import to_base64url

    assert to_base64url(signature) == RFC8037_SIGNATURE
    assert key.public.verify(RFC8037_SIGNED, signature)


def test_p256_of_rfc_6979() -> None:
    key = of_native(ec.derive_private_key(RFC6979_SECRET, ec.SECP256R1()))
    signature = key.sign(b"sample")
    assert signature == RFC6979_R.to_bytes(32, "big") + RFC6979_S.to_bytes(32, "big")
    assert key.public.verify(b"sample", signature)


def test_every_form_of_a_key_is_read_back(key) -> None:
    for text in (private_pem(key), json.dumps(private_jwk(key))):
        assert private_key(text).public == key.public
    for text in (key.public.pem, json.dumps(key.public.jwk), key.public.multikey, key.public.did):
        assert public_key(text) == key.public
        assert public_key(text.encode()) == key.public
    sec1 = key._native.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"open"))
    assert private_key(sec1, passphrase=b"open").public == key.public


def test_a_sec1_file_is_read(p256) -> None:
    text = p256._native.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    assert private_key(text).public == p256.public


def test_a_multikey_document_is_read(codes) -> None:
    from lca.passport.signing.multibase import SECRET_PREFIXES, to_base58

    key = private_key(json.dumps(RFC8037))
    secret = to_base58(SECRET_PREFIXES["Ed25519"] + key._native.private_bytes_raw())
    whole = {"publicKeyMultibase": key.public.multikey, "secretKeyMultibase": secret}
    assert private_key(json.dumps(whole)).public == key.public
    other = {**whole, "publicKeyMultibase": generate("Ed25519").public.multikey}
    assert codes(private_key, json.dumps(other)) == ["P418"]
    assert codes(public_key, json.dumps(whole)) == ["P412"]
    assert codes(public_key, secret) == ["P412"]
    assert public_key(json.dumps({"publicKeyMultibase": key.public.multikey})) == key.public


def test_a_private_key_where_a_public_one_belongs(key, codes) -> None:
    for text in (private_pem(key), private_pem(key, b"x"), json.dumps(private_jwk(key))):
        assert codes(public_key, text) == ["P412"]


def test_a_public_key_where_a_private_one_belongs(key, codes) -> None:
    for text in (key.public.pem, json.dumps(key.public.jwk), key.public.did, key.public.multikey):
        assert codes(private_key, text) == ["P413"]


def test_the_passphrase_must_be_the_right_one(key, codes) -> None:
    text = private_pem(key, b"right")
    assert private_key(text, passphrase=b"right").public == key.public
    assert codes(private_key, text) == ["P417"]
    assert codes(private_key, text, passphrase=b"wrong") == ["P417"]


def test_a_passphrase_that_is_not_needed_does_no_harm(key) -> None:
    assert private_key(private_pem(key), passphrase=b"unused").public == key.public


@pytest.mark.parametrize(
    "make",
    [
        lambda: rsa.generate_private_key(65537, 2048),
        lambda: ec.generate_private_key(ec.SECP384R1()),
        lambda: ec.generate_private_key(ec.SECP256K1()),
        ed448.Ed448PrivateKey.generate,
        x25519.X25519PrivateKey.generate,
    ],
)
def test_keys_of_other_kinds_are_refused(make, codes) -> None:
    native = make()
    private = native.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = native.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert codes(private_key, private) == ["P415"]
    assert codes(public_key, public) == ["P415"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kty": "oct", "k": "c2VjcmV0"}, "P415"),
        ({"kty": "EC", "crv": "P-384"}, "P415"),
        ({"kty": "EC", "crv": "secp256k1"}, "P415"),
        ({"kty": "OKP", "crv": "X25519"}, "P415"),
        ({"kty": 7}, "P415"),
        ({"kty": None, "crv": None}, "P414"),
        ({"x": 7}, "P414"),
        ({"x": "AA"}, "P414"),
        ({"x": "igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns="}, "P414"),
        ({"y": "igrFmi0whuihKnj9R3Om1SoMph72wUGeFaBbzG2vzns"}, "P414"),  # not on the curve
        ({"use": "enc"}, "P420"),
        ({"key_ops": ["deriveKey"]}, "P420"),
        ({"key_ops": "verify"}, "P420"),
        ({"alg": "HS256"}, "P420"),
        ({"alg": "ES384"}, "P420"),
    ],
)
def test_a_jwk_that_is_none_or_for_something_else(change, code, codes) -> None:
    jwk = {**DID_KEYS[0][1], **change}
    assert codes(public_key, json.dumps(jwk)) == [code]


def test_a_jwk_may_say_what_it_is_for() -> None:
    jwk = {**DID_KEYS[0][1], "use": "sig", "alg": "ES256", "key_ops": ["verify"], "kid": "a"}
    assert public_key(json.dumps(jwk)).did == DID_KEYS[0][0]


def test_the_halves_of_a_jwk_must_belong_together(key, codes) -> None:
    other = generate(key.kind)
    mixed = {**private_jwk(key), **other.public.jwk}
    assert codes(private_key, json.dumps(mixed)) == ["P418"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "key",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----",
        "{",
        "{}",
        '{"kty": "EC", "kty": "OKP"}',
        "密钥",
        b"\xff\xfe",
    ],
)
def test_what_is_no_key(text, codes) -> None:
    assert codes(public_key, text) == ["P414"]


@pytest.mark.parametrize("text", ["z6Mk", "did:key:z6MkhaXgBZ", DID_KEYS[0][0][:-1], DID_KEYS[0][0] + "1"])
def test_a_multikey_that_was_cut_or_grew(text, codes) -> None:
    assert codes(public_key, text) in (["P414"], ["P415"])


@pytest.mark.parametrize(
    "text", ["", "key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "{", b"\xff"]
)
def test_what_is_no_private_key(text, codes) -> None:
    assert codes(private_key, text) == ["P414"]


def test_a_signature_fits_its_key_and_its_message_alone(key) -> None:
    signature = key.sign(b"message")
    assert key.public.verify(b"message", signature)
    assert key.sign(b"message") == signature
    assert not key.public.verify(b"massage", signature)
    assert not generate(key.kind).public.verify(b"message", signature)
    for wrong in (b"", signature[:-1], signature + b"\0", bytes(64), b"\xff" * 64, signature[::-1]):
        assert not key.public.verify(b"message", wrong)


@given(st.binary(max_size=300))
def test_no_bytes_break_the_readers_of_keys(data) -> None:
    for read in (public_key, private_key):
        with pytest.raises(InputError):
            read(data)
