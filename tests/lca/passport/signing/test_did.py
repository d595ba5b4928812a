"""did:key and did:web, offline; DID documents and whom they let speak."""

import json
from datetime import UTC, datetime

import pytest

from lca.passport.signing import did_document, did_web_url, generate, method_of, read_did_document, trust
from lca.passport.signing.did import key_of_did
from lca.passport.signing.keys import private_jwk

DID = "did:web:example.com"


def document(*keys, **changes) -> str:
    return json.dumps({**did_document(DID, [key.public for key in keys]), **changes})


@pytest.mark.parametrize(
    ("did", "url"),
    [
        # The examples of the did:web method specification, section 2.5.2.
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
        ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
    ],
)
def test_where_a_did_web_stands(did, url) -> None:
    assert did_web_url(did) == url


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:web:",
        "did:key:z6Mk",
        "did:web:exa mple.com",
        "did:web:example.com:..:secret",
        "did:web:example.com:%2e%2e:secret",
        "did:web:example.com:a%2Fb",
        "did:web:example.com::a",
        "did:web:user%40example.com",
        "did:web:example.com%2Fpath",
        "did:web:example.com/path",
        "did:web:example.com#key",
        "did:web:-",
        "did:web:例子.cn",
    ],
)
def test_what_is_no_did_web(did, codes) -> None:
    assert codes(did_web_url, did) == ["P422"]


def test_a_did_key_is_its_key(key) -> None:
    assert key_of_did(key.public.did) == key.public
    assert method_of(key.public.did, key.public) == f"{key.public.did}#{key.public.multikey}"


@pytest.mark.parametrize(
    "did", ["did:key:", "did:key:abc", "did:key:z6Mk!", "did:web:a", "did:key:z6Mk#a", "z6Mk"]
)
def test_what_is_no_did_key(did, codes) -> None:
    assert codes(key_of_did, did) == ["P422"]


def test_a_did_key_of_another_kind(codes) -> None:
    # secp256k1, of the did:key method specification.
    assert codes(key_of_did, "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme") == ["P415"]


def test_our_document_is_read_back(p256, ed25519) -> None:
    read = read_did_document(document(p256, ed25519))
    assert read.id == DID
    assert [method.key for method in read.methods] == [p256.public, ed25519.public]
    assert all(method.asserts and method.controller == DID and method.ends is None for method in read.methods)


def test_a_document_as_others_write_it(p256, ed25519) -> None:
    text = json.dumps(
        {
            "id": DID,
            "verificationMethod": [
                {"id": "#one", "type": "JsonWebKey", "controller": DID, "publicKeyJwk": p256.public.jwk},
                {
                    "id": f"{DID}#rsa",
                    "type": "JsonWebKey",
                    "publicKeyJwk": {"kty": "RSA", "n": "AQ", "e": "AQAB"},
                },
            ],
            "assertionMethod": [
                "#one",
                {
                    "id": f"{DID}#two",
                    "type": "Ed25519VerificationKey2020",
                    "controller": DID,
                    "publicKeyMultibase": ed25519.public.multikey,
                },
            ],
        }
    )
    read = read_did_document(text)
    assert [(method.id, method.key, method.asserts) for method in read.methods] == [
        (f"{DID}#one", p256.public, True),
        (f"{DID}#rsa", None, False),
        (f"{DID}#two", ed25519.public, True),
    ]
    assert read.find("one") == read.find(f"{DID}#one") == read.find(p256.public.thumbprint) == read.methods[0]
    assert read.find("") is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[]", "P407"),
        ("{}", "P423"),
        ('{"id": 1}', "P423"),
        ('{"id": "https://example.com"}', "P423"),
        ('{"id": "did:web:a", "id": "did:web:b"}', "P401"),
        ('{"id": "did:web:a", "verificationMethod": {}}', "P423"),
        ('{"id": "did:web:a", "verificationMethod": [1]}', "P423"),
        ('{"id": "did:web:a", "verificationMethod": [{"id": "one"}]}', "P423"),
        ('{"id": "did:web:a", "verificationMethod": [{"id": "#one", "controller": 1}]}', "P423"),
        ('{"id": "did:web:a", "verificationMethod": [{"id": "#one", "revoked": "soon"}]}', "P447"),
        ('{"id": "did:web:a", "assertionMethod": "#one"}', "P423"),
        ('{"id": "did:web:a", "assertionMethod": [1]}', "P423"),
    ],
)
def test_what_is_no_did_document(text, code, codes) -> None:
    assert codes(read_did_document, text) == [code]


def test_a_document_with_a_secret_is_refused(key, codes) -> None:
    method = {"id": "#one", "publicKeyJwk": private_jwk(key)}
    assert codes(read_did_document, document(verificationMethod=[method])) == ["P427"]
    assert codes(read_did_document, document(key, keys=[{"secretKeyMultibase": "z"}])) == ["P427"]


def test_trust_finds_the_key_of_a_document(key, at) -> None:
    known = trust(documents=[read_did_document(document(key))])
    method = method_of(DID, key.public)
    (found,) = known.resolve(method, DID, at)
    assert (found.key, found.controller, found.method) == (key.public, DID, method)
    for kid in (None, key.public.thumbprint, "#" + key.public.thumbprint):
        assert known.resolve(kid, DID, at) == (found,)


def test_trust_does_not_guess(p256, ed25519, at, codes) -> None:
    known = trust(documents=[read_did_document(document(p256, ed25519))])
    assert codes(known.resolve, None, DID, at) == ["P424"]
    assert codes(known.resolve, f"{DID}#other", DID, at) == ["P424"]
    assert codes(known.resolve, "did:web:elsewhere.com#key", DID, at) == ["P424"]
    assert codes(known.resolve, "did:ethr:0x12#key", DID, at) == ["P424"]
    assert codes(known.resolve, None, None, at) == ["P424"]
    assert codes(known.resolve, "https://example.com/key", "https://example.com", at) == ["P424"]


def test_a_key_that_may_not_assert(key, at, codes) -> None:
    known = trust(documents=[read_did_document(document(key, assertionMethod=[]))])
    assert codes(known.resolve, method_of(DID, key.public), DID, at) == ["P425"]


@pytest.mark.parametrize("word", ["revoked", "expires"])
def test_a_key_that_ended(key, word, codes) -> None:
    methods = [{**did_document(DID, [key.public])["verificationMethod"][0], word: "2026-01-01T00:00:00Z"}]
    known = trust(documents=[read_did_document(document(key, verificationMethod=methods))])
    name = method_of(DID, key.public)
    assert codes(known.resolve, name, DID, datetime(2026, 1, 1, tzinfo=UTC)) == ["P426"]
    assert known.resolve(name, DID, datetime(2025, 12, 31, tzinfo=UTC))


def test_a_key_of_another_kind_is_told(at, codes) -> None:
    methods = [{"id": "#rsa", "publicKeyJwk": {"kty": "RSA"}}]
    known = trust(
        documents=[read_did_document(document(verificationMethod=methods, assertionMethod=["#rsa"]))]
    )
    assert codes(known.resolve, f"{DID}#rsa", DID, at) == ["P415"]


def test_a_did_key_needs_no_document(key, at, codes) -> None:
    (found,) = trust().resolve(method_of(key.public.did, key.public), key.public.did, at)
    assert (found.key, found.controller) == (key.public, key.public.did)
    assert trust().resolve(key.public.did, None, at) == (found,)
    assert codes(trust().resolve, f"{key.public.did}#other", key.public.did, at) == ["P424"]


def test_pinned_keys_are_the_only_ones(key, at, codes) -> None:
    other = generate(key.kind)
    known = trust(key.public, documents=[read_did_document(document(other))])
    assert [found.key for found in known.resolve("anything", "anybody", at)] == [key.public]
    assert codes(known.resolve, other.public.did, other.public.did, at) == ["P443"]


def test_a_secret_is_not_pinned(key, codes) -> None:
    assert codes(trust, key) == ["P412"]


def test_two_documents_of_one_did(key, codes) -> None:
    read = read_did_document(document(key))
    assert codes(trust, documents=[read, read]) == ["P423"]
