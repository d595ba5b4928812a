"""Data Integrity proofs: the official vectors verify and come out the same, and what a proof must be."""

import json
from datetime import UTC, datetime

import pytest

from lca.passport import signing
from lca.passport.signing import fields
from lca.passport.signing.data_integrity import add_proof, read_proof
from lca.passport.signing.strict_json import canonical
from lca.passport.signing.verification import verify_with

VECTORS = {
    "eddsa": ("keyPair.json", "eddsa-jcs-2022", "JCS", "signedJCS.json"),
    "ecdsa": ("p256KeyPair.json", "ecdsa-jcs-2019-p256", "JCSECDSAP256", "signedJCSECDSAP256.json"),
}
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)


class Vector:
    def __init__(self, folder, name):
        keys, suite, self.suffix, signed = VECTORS[name]
        self.folder = folder / suite
        self.key = signing.private_key((folder / keys).read_bytes())
        self.public = json.loads((folder / keys).read_bytes())["publicKeyMultibase"]
        self.unsigned = json.loads((folder / "unsigned.json").read_bytes())
        self.text = (self.folder / signed).read_bytes()
        self.signed = json.loads(self.text)

    def word(self, stem):
        return (self.folder / f"{stem}{self.suffix}.txt").read_text().strip()


@pytest.fixture(params=sorted(VECTORS))
def vector(request, shared):
    return Vector(shared / "standards" / "w3c-vc" / request.param, request.param)


@pytest.mark.shared
def test_the_official_key(vector) -> None:
    assert vector.key.public.multikey == vector.public
    assert signing.public_key(vector.public) == vector.key.public


@pytest.mark.shared
def test_the_official_proof_verifies(vector, at) -> None:
    for text in (vector.text, vector.text.decode(), vector.signed):
        found = verify_with(text, vector.key.public, at=at)
        assert found.valid
        assert found.document == vector.signed
    other = signing.generate(vector.key.kind)
    assert verify_with(vector.text, other.public, at=at).codes == ("P443",)


@pytest.mark.shared
def test_the_official_proof_comes_out_the_same(vector) -> None:
    """Both suites: EdDSA has no chance in it, and the vector's ECDSA is that of RFC 6979."""
    method = vector.signed["proof"]["verificationMethod"]
    made = add_proof(vector.unsigned, vector.key, method, CREATED, name_fields=False)
    assert made == vector.signed
    assert made["proof"]["proofValue"] == vector.word("sigBTC58")


@pytest.mark.shared
def test_the_official_steps(vector) -> None:
    import hashlib

    proof = read_proof(vector.signed["proof"])
    assert canonical(vector.unsigned).decode() == vector.word("canonDoc")
    assert canonical(proof.options).decode() == vector.word("proofCanon")
    assert hashlib.sha256(canonical(vector.unsigned)).hexdigest() == vector.word("docHash")
    assert hashlib.sha256(canonical(proof.options)).hexdigest() == vector.word("proofHash")
    assert vector.word("combinedHash") == vector.word("proofHash") + vector.word("docHash")
    assert proof.signature.hex() == vector.word("sigHex")


@pytest.mark.shared
def test_the_key_of_the_vector_is_not_its_issuers(vector, at) -> None:
    """Its issuer is a URL and its key a did:key: genuine, but nobody says that they belong together."""
    assert signing.verify(vector.signed, signing.trust(), at=at).codes == ("P443",)


@pytest.mark.shared
def test_an_rdf_suite_is_not_checked(shared, at) -> None:
    file = shared / "standards" / "w3c-vc" / "eddsa" / "eddsa-rdfc-2022" / "signedDataInt.json"
    key = signing.generate("Ed25519")
    assert verify_with(file.read_bytes(), key.public, at=at).codes == ("P440",)


@pytest.mark.shared
def test_each_field_of_the_vector_counts(vector, at) -> None:
    from tampering import tamperings

    for one in tamperings(vector.signed, 60, seed=1):
        assert not verify_with(one.document, vector.key.public, at=at).valid, (one.kind, one.pointer)


def proven(payload, key, at, **options):
    return dict(signing.sign(payload, key, at=at, securing="data-integrity", **options).document)


def resigned(document, key, **changes):
    """A proof with any options, really signed; None takes an option away."""
    import hashlib

    from lca.passport.signing.multibase import to_base58

    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in document["proof"].items() if name != "proofValue"} | changes
    options = {name: value for name, value in options.items() if value is not None}
    data = b"".join(hashlib.sha256(canonical(part)).digest() for part in (options, bare))
    return {**bare, "proof": {**options, "proofValue": to_base58(key.sign(data))}}


def test_the_proof_says_how_it_was_made(payload, key, at) -> None:
    proof = proven(payload, key, at)["proof"]
    assert proof["cryptosuite"] == {"P-256": "ecdsa-jcs-2019", "Ed25519": "eddsa-jcs-2022"}[key.kind]
    assert proof["type"] == "DataIntegrityProof"
    assert proof["proofPurpose"] == "assertionMethod"
    assert proof["created"] == "2026-01-31T12:00:00Z"
    assert proof["verificationMethod"] == f"{key.public.did}#{key.public.multikey}"
    assert fields.KEY in proof
    assert fields.KEY not in proven(payload, key, at, name_fields=False)["proof"]


def test_a_document_without_context_has_a_proof_without(key, at) -> None:
    document = add_proof({"a": 1}, key, "did:web:a.com#b", at)
    assert "@context" not in document["proof"]
    assert verify_with(document, key.public, at=at).valid
    assert verify_with({**document, "@context": "x"}, key.public, at=at).fields == ("/@context",)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "Ed25519Signature2020"}, "P440"),
        ({"type": None}, "P440"),
        ({"cryptosuite": "eddsa-rdfc-2022"}, "P440"),
        ({"cryptosuite": ["eddsa-jcs-2022"]}, "P440"),
        ({"cryptosuite": None}, "P440"),
        ({"previousProof": "urn:uuid:1"}, "P440"),
        ({"proofPurpose": "authentication"}, "P441"),
        ({"proofPurpose": None}, "P441"),
        ({"verificationMethod": 1}, "P424"),
        ({"verificationMethod": None}, "P424"),
        ({"created": "yesterday"}, "P447"),
        ({"created": "2026-01-31T12:00:00"}, "P447"),
        ({"created": "2026-02-30T12:00:00Z"}, "P447"),
        ({"created": "2026-01-31T12:00:01Z"}, "P448"),
        ({"expires": "2026-01-31T12:00:00Z"}, "P449"),
        ({"expires": "never"}, "P447"),
    ],
)
def test_a_genuine_proof_that_is_not_good(payload, key, at, change, code) -> None:
    document = resigned(proven(payload, key, at), key, **change)
    assert verify_with(document, key.public, at=at).codes == (code,)


@pytest.mark.parametrize(
    "change", [{"created": None}, {"expires": "2030-01-01T00:00:00+08:00"}, {"domain": "a"}]
)
def test_a_genuine_proof_that_is_good(payload, key, at, change) -> None:
    document = resigned(proven(payload, key, at), key, **change)
    assert verify_with(document, key.public, at=at).valid


def test_a_suite_of_another_kind_of_key(payload, p256, ed25519, at) -> None:
    for key, suite in ((p256, "eddsa-jcs-2022"), (ed25519, "ecdsa-jcs-2019")):
        document = resigned(proven(payload, key, at), key, cryptosuite=suite)
        assert verify_with(document, key.public, at=at).codes == ("P435",)


@pytest.mark.parametrize(
    "value", [None, 1, "", "z", "zz", "z!", "uAAAA", "z" + "1" * 63, " z1", ["z1"], "z" + "9" * 200]
)
def test_a_malformed_signature(payload, key, at, value) -> None:
    document = proven(payload, key, at)
    wrong = {**document, "proof": {**document["proof"], "proofValue": value}}
    assert verify_with(wrong, key.public, at=at).codes == ("P439",)


def test_a_signature_is_one_text(payload, key, at) -> None:
    document = proven(payload, key, at)
    value = document["proof"]["proofValue"]
    for other in (value + " ", value + "\n", "z1" + value[1:], " " + value, value[:-1], value + "1"):
        wrong = {**document, "proof": {**document["proof"], "proofValue": other}}
        assert not verify_with(wrong, key.public, at=at).valid


def test_a_context_that_was_added_after_signing(payload, key, at) -> None:
    """The specification lets it pass; it changes what the words mean."""
    for named in (True, False):
        document = proven(payload, key, at, name_fields=named)
        longer = {**document, "@context": [*document["@context"], "https://example.com/other-words"]}
        found = verify_with(longer, key.public, at=at)
        assert found.codes == ("P442",)
        assert found.fields == ("/@context",)


def test_a_set_of_proofs_holds_as_a_whole(payload, p256, ed25519, at) -> None:
    one = signing.credential(payload, "", "did:web:example.com", at)
    proofs = [add_proof(one, key, f"did:web:example.com#{key.kind}", at)["proof"] for key in (p256, ed25519)]
    both = (p256.public, ed25519.public)
    assert verify_with({**one, "proof": proofs}, *both, at=at).valid
    assert verify_with({**one, "proof": proofs[:1]}, *both, at=at).valid
    changed = {**one, "proof": [proofs[0], {**proofs[1], "created": "2026-01-30T00:00:00Z"}]}
    found = verify_with(changed, *both, at=at)
    assert found.codes == ("P432",)
    assert found.fields == ("/proof",)
    assert not verify_with({**one, "proof": proofs}, p256.public, at=at).valid


@pytest.mark.parametrize("proof", [None, [], 1, "x", [1], [None]])
def test_a_document_without_a_proof(payload, key, at, proof) -> None:
    document = {**signing.credential(payload, "", key.public.did, at), "proof": proof}
    assert verify_with(document, key.public, at=at).codes == ("P433",)


def test_numbers_that_a_double_cannot_hold_are_not_signed(key, at, codes) -> None:
    for number in (2**53, 1e16, float("nan"), float("inf")):
        for securing in ("jose", "data-integrity"):
            refused = codes(signing.sign, {"a": number}, key, at=at, securing=securing)
            assert refused in (["P404"], ["P405"])


def test_one_and_one_point_nought_are_one_number(key, at) -> None:
    document = proven({"a": 1.0}, key, at)
    text = json.dumps(document).replace('"a": 1.0', '"a": 1')
    assert verify_with(text, key.public, at=at).valid
