"""Tokens: known vectors, other libraries, and everything that attacks one."""

import base64
import hashlib
import hmac
import json

import pytest
from joserfc import jws
from joserfc.jwk import ECKey

from lca.passport import signing
from lca.passport.signing.jose import check_token, envelope, opened, read_token
from lca.passport.signing.verification import verify_with

# RFC 7515, appendix A.3: ES256.
RFC7515_JWK = {
    "kty": "EC",
    "crv": "P-256",
    "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
}
RFC7515_TOKEN = (
    "eyJhbGciOiJFUzI1NiJ9."
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ."
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
)


def b64(data: object) -> str:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict, dict, str]:
    header, payload, signature = token.split(".")
    return *(json.loads(base64.urlsafe_b64decode(part + "==")) for part in (header, payload)), signature


@pytest.fixture
def token(payload, key, at) -> str:
    return signing.sign(payload, key, at=at, format="pact-3.0").text


def signed_by(key, header: dict, payload: dict) -> str:
    """A token with any header, really signed."""
    words = f"{b64(header)}.{b64(payload)}"
    return f"{words}.{b64(key.sign(words.encode()))}"


def test_the_token_of_rfc_7515() -> None:
    key = signing.public_key(json.dumps(RFC7515_JWK))
    token = RFC7515_TOKEN
    # It carries an iss of its own, which is no credential's issuer: only its signature is looked at here.
    from lca.passport.signing.jose import Token

    header, payload, _ = parts(token)
    assert check_token(Token(header, payload, token), key) is None
    changed = token.replace(".eyJpc3MiOiJqb2Ui", ".eyJpc3MiOiJqb2Ue")
    assert check_token(Token(header, payload, changed), key).code == "P430"


def test_the_header_says_what_is_enveloped(token, key) -> None:
    header, payload, _ = parts(token)
    did = key.public.did
    assert header == {
        "alg": {"P-256": "ES256", "Ed25519": "EdDSA"}[key.kind],
        "typ": "vc+jwt",
        "cty": "vc",
        "kid": f"{did}#{key.public.multikey}",
        "iss": did,
    }
    assert payload["issuer"] == did


def test_another_library_verifies_our_token(payload, p256, at) -> None:
    token = signing.sign(payload, p256, at=at).text
    registry = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)
    key = ECKey.import_key(p256.public.jwk)
    assert (
        json.loads(jws.deserialize_compact(token, key, registry=registry).payload)["issuer"]
        == p256.public.did
    )


def test_we_verify_the_token_of_another_library(payload, p256, at) -> None:
    document = signing.credential(payload, "pact-3.0", p256.public.did, at)
    from lca.passport.signing.keys import private_jwk

    token = jws.serialize_compact(
        {"alg": "ES256", "typ": "vc+jwt"}, json.dumps(document), ECKey.import_key(private_jwk(p256))
    )
    assert verify_with(token, p256.public, at=at).valid
    assert signing.verify(token, signing.trust(), at=at).valid, "a token without kid is its issuer's"


def test_both_names_of_eddsa(payload, ed25519, at) -> None:
    document = signing.credential(payload, "", ed25519.public.did, at)
    for name in ("EdDSA", "Ed25519"):
        assert verify_with(signed_by(ed25519, {"alg": name}, document), ed25519.public, at=at).valid


def test_alg_none(payload, p256, at) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    for name in ("none", "None", "NONE", "nOnE", "", None, 0, ["ES256"], {"a": 1}):
        for signature in ("", b64(bytes(64))):
            token = f"{b64({'alg': name})}.{b64(document)}.{signature}"
            assert verify_with(token, p256.public, at=at).codes == ("P434",)
    assert verify_with(f"{b64({})}.{b64(document)}.", p256.public, at=at).codes == ("P434",)


@pytest.mark.parametrize("digest", ["sha256", "sha384", "sha512"])
def test_hmac_with_the_public_key_as_secret(payload, key, at, digest) -> None:
    document = signing.credential(payload, "", key.public.did, at)
    words = f"{b64({'alg': 'HS' + digest[3:]})}.{b64(document)}"
    secrets = [key.public.pem.encode(), key.public.raw, json.dumps(key.public.jwk).encode(), b""]
    for secret in secrets:
        signature = hmac.new(secret, words.encode(), getattr(hashlib, digest)).digest()
        assert verify_with(f"{words}.{b64(signature)}", key.public, at=at).codes == ("P434",)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256", "ES384", "ES512", "ES256K", "Ed448"])
def test_other_algorithms(payload, key, at, algorithm) -> None:
    document = signing.credential(payload, "", key.public.did, at)
    token = signed_by(key, {"alg": algorithm}, document)
    assert verify_with(token, key.public, at=at).codes == ("P434",)


def test_an_algorithm_of_another_kind_of_key(payload, p256, ed25519, at) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    assert verify_with(signed_by(p256, {"alg": "EdDSA"}, document), p256.public, at=at).codes == ("P435",)
    assert verify_with(signed_by(ed25519, {"alg": "ES256"}, document), ed25519.public, at=at).codes == (
        "P435",
    )


def test_keys_in_the_header_are_not_believed(payload, key, at) -> None:
    """An attacker signs with his own key and sends it along."""
    attacker = signing.generate(key.kind)
    document = signing.credential(payload, "", "did:web:victim.com", at)
    header = {"alg": {"P-256": "ES256", "Ed25519": "EdDSA"}[key.kind], "jwk": attacker.public.jwk}
    for extra in ({}, {"x5c": ["AAAA"]}, {"jku": "https://attacker.com/keys"}):
        token = signed_by(attacker, {**header, **extra}, document)
        assert verify_with(token, key.public, at=at).codes == ("P430",)
        assert signing.verify(token, signing.trust(), at=at).codes == ("P424",)


def test_somebody_elses_did_key(payload, key, at) -> None:
    """The signature holds under the key that the token names, but that is not the issuer's."""
    attacker = signing.generate(key.kind)
    document = signing.credential(payload, "", key.public.did, at)
    algorithm = {"P-256": "ES256", "Ed25519": "EdDSA"}[key.kind]
    token = signed_by(attacker, {"alg": algorithm, "kid": attacker.public.did}, document)
    assert signing.verify(token, signing.trust(), at=at).codes == ("P443",)
    assert verify_with(token, key.public, at=at).codes == ("P443",)


@pytest.mark.parametrize("crit", [["exp"], ["b64"], ["alg"], ["x"], [], "exp", None, ["urn:example:must"]])
def test_critical_headers(payload, p256, at, crit) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    token = signed_by(p256, {"alg": "ES256", "crit": crit, "exp": 1, "b64": True, "x": 1}, document)
    assert verify_with(token, p256.public, at=at).codes == ("P436",)


@pytest.mark.parametrize(
    "header",
    [
        {"typ": "JWT"},
        {"typ": "vp+jwt"},
        {"typ": 1},
        {"cty": "vp"},
        {"cty": "JWT"},
        {"b64": False},
        {"b64": True},
        {"zip": "DEF"},
        {"enc": "A128GCM"},
    ],
)
def test_headers_of_something_else(payload, p256, at, header) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    token = signed_by(p256, {"alg": "ES256", **header}, document)
    assert verify_with(token, p256.public, at=at).codes == ("P437",)


@pytest.mark.parametrize(
    "header", [{"typ": "VC+JWT"}, {"typ": "application/vc+jwt"}, {"typ": "vc-ld+jwt"}, {"q": 1}]
)
def test_headers_that_do_no_harm(payload, p256, at, header) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    assert verify_with(signed_by(p256, {"alg": "ES256", **header}, document), p256.public, at=at).valid


@pytest.mark.parametrize("claims", [{"vc": {}}, {"vp": {}}, {"iss": "did:web:other.com"}, {"iss": None}])
def test_claims_that_contradict_the_credential(payload, p256, at, claims) -> None:
    document = signing.credential(payload, "", p256.public.did, at) | claims
    assert verify_with(signed_by(p256, {"alg": "ES256"}, document), p256.public, at=at).codes == ("P458",)


def test_a_header_that_contradicts_the_issuer(payload, p256, at) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    token = signed_by(p256, {"alg": "ES256", "iss": "did:web:other.com"}, document)
    assert verify_with(token, p256.public, at=at).codes == ("P458",)


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": 1}, "P446"),
        ({"nbf": 4102444800}, "P445"),
        ({"exp": "soon"}, "P447"),
        ({"exp": True}, "P447"),
        ({"nbf": 1e300}, "P447"),
    ],
)
def test_times_of_the_token_itself(payload, p256, at, claims, code) -> None:
    document = signing.credential(payload, "", p256.public.did, at) | claims
    assert verify_with(signed_by(p256, {"alg": "ES256"}, document), p256.public, at=at).codes == (code,)


def test_duplicate_keys_in_header_and_payload(payload, p256, at) -> None:
    document = json.dumps(signing.credential(payload, "", p256.public.did, at))
    twice = document[:-1] + ', "issuer": "did:web:other.com"}'
    for header, body in ((b'{"alg":"ES256","alg":"none"}', document), (b'{"alg":"ES256"}', twice)):
        words = f"{b64(header)}.{b64(body.encode())}"
        token = f"{words}.{b64(p256.sign(words.encode()))}"
        assert verify_with(token, p256.public, at=at).codes == ("P401",)


def test_deep_and_wrong_payloads(p256, at) -> None:
    for body, code in ((b"[" * 200 + b"]" * 200, "P403"), (b"[]", "P407"), (b"x", "P400"), (b"\xff", "P406")):
        words = f"{b64({'alg': 'ES256'})}.{b64(body)}"
        token = f"{words}.{b64(p256.sign(words.encode()))}"
        assert verify_with(token, p256.public, at=at).codes == (code,)


def test_a_large_header(payload, p256, at) -> None:
    document = signing.credential(payload, "", p256.public.did, at)
    token = signed_by(p256, {"alg": "ES256", "x": "y" * 5000}, document)
    assert verify_with(token, p256.public, at=at).codes == ("P402",)


def test_a_payload_larger_than_the_library_takes_by_itself(p256, at) -> None:
    signed = signing.sign({"text": "x" * 300_000}, p256, at=at)
    assert verify_with(signed.text, p256.public, at=at).valid


def test_a_token_is_one_text(token, key, at) -> None:
    header, payload, signature = token.split(".")
    wrong = [
        f"{header}.{payload}.{signature}=",
        f"{header}.{payload}.{signature}==",
        f"{header}.{payload}.{signature} ",
        f" {header}.{payload}.{signature}",
        f"{header}.{payload}. {signature}",
        f"{header}.{payload}\n.{signature}",
        f"{header}.{payload}",
        f"{header}.{payload}.{signature}.",
        f"{header}..{signature}",
        f".{payload}.{signature}",
        f"{header}.{payload}.",
        f"{header}.{payload}.{signature[:-2]}",
        f"{header}.{payload}.{signature}AA",
        f"{header}.{payload}.{signature[:-1]}é",
        "",
        "..",
    ]
    last = signature[-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    wrong += [f"{header}.{payload}.{signature[:-1]}{other}" for other in alphabet if other != last]
    for text in wrong:
        found = verify_with(text, key.public, at=at)
        assert not found.valid
        assert found.document is None
        assert set(found.codes) <= {"P430", "P438", "P439", "P400", "P407", "P434"}
    assert verify_with(token + "\n", key.public, at=at).valid, "a file ends with a line"


def test_the_envelope(token, key, at) -> None:
    document = envelope(token)
    assert document["id"] == "data:application/vc+jwt," + token
    assert opened(document) == token
    assert opened({"type": ["VerifiableCredential"]}) is None
    for text in (document, json.dumps(document), json.dumps(document, indent=2).encode()):
        assert verify_with(text, key.public, at=at).valid


@pytest.mark.parametrize(
    "change",
    [
        {"name": "not protected by anything"},
        {"@context": "https://example.com"},
        {"@context": ["https://www.w3.org/ns/credentials/v2", "https://example.com"]},
        {"id": "data:application/vp+jwt,a.b.c"},
        {"id": 1},
        {"issuer": "did:web:other.com"},
    ],
)
def test_an_envelope_holds_nothing_else(token, key, at, change) -> None:
    assert verify_with({**envelope(token), **change}, key.public, at=at).codes == ("P438",)


def test_a_document_that_is_signed_in_both_ways(payload, key, at, codes) -> None:
    signed = signing.sign(payload, key, at=at, securing="data-integrity")
    assert codes(signing.sign, signed.document, key, at=at) == ["P433"]


def test_read_token_believes_nothing(token) -> None:
    read = read_token(token)
    assert read.text == token
    assert read.kid == read.header["kid"]
    assert read_token(token.replace(token[-5:-2], "AAA")).payload == read.payload
