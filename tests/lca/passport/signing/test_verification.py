"""Verifying: times, issuers, status lists, tampering, and never an exception."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tampering import tamperings

from lca.errors import Severity
from lca.passport import signing
from lca.passport.signing.verification import Verification, verify_with

LIST = "https://example.com/status/1"
UNTIL = datetime(2026, 6, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_self_certified_issuer_is_remarked(signed, at) -> None:
    found = signing.verify(signed.text, signing.trust(), at=at)
    assert found.valid
    assert [(remark.code, remark.severity) for remark in found.remarks] == [("P459", Severity.WARNING)]
    assert not signing.verify(signed.text, signing.trust(issuers=[signed.issuer]), at=at).remarks


def test_the_issuer_must_be_one_that_is_trusted(signed, key, at) -> None:
    for known in (signing.trust(issuers=["did:web:a.com"]), signing.trust(key.public, issuers=[])):
        assert signing.verify(signed.text, known, at=at).codes == ("P444",)


def test_another_key_did_not_sign(payload, key, at, securing) -> None:
    signed = signing.sign(payload, key, at=at, securing=securing, issuer="did:web:a.com")
    other = signing.generate(key.kind)
    found = verify_with(signed.text, other.public, at=at)
    assert found.codes in (("P430",), ("P432",))
    assert found.document is None
    assert found.payload is None
    assert verify_with(signed.text, other.public, key.public, at=at).valid


def test_a_key_of_the_other_kind_did_not_sign(payload, p256, ed25519, at, securing) -> None:
    for key, other in ((p256, ed25519), (ed25519, p256)):
        signed = signing.sign(payload, key, at=at, securing=securing, issuer="did:web:a.com")
        assert verify_with(signed.text, other.public, at=at).codes == ("P435",)


def test_the_times_of_a_credential(payload, key, at, securing) -> None:
    signed = signing.sign(payload, key, at=at, securing=securing, valid_until=UNTIL)

    def codes(moment, **options):
        return signing.verify(signed.text, signing.trust(key.public), at=moment, **options).codes

    early = {"jose": ("P445",), "data-integrity": ("P448", "P445")}[securing]
    assert codes(at) == codes(UNTIL) == ()
    assert codes(at - SECOND) == early
    assert codes(at - SECOND, leeway=SECOND) == ()
    assert codes(UNTIL + SECOND) == ("P446",)
    assert codes(UNTIL + SECOND, leeway=SECOND) == ()


def test_a_wrong_time_is_the_callers_mistake(signed, key) -> None:
    with pytest.raises(ValueError, match="zone"):
        signing.verify(signed.text, signing.trust(key.public), at=datetime(2026, 1, 1))


class Shop:
    """An issuer with a credential that has a place in a status list."""

    def __init__(self, key, securing, at, payload, purpose="revocation"):
        self.key, self.securing, self.at, self.purpose = key, securing, at, purpose
        entry = signing.status_entry(LIST, 4711, purpose)
        self.credential = signing.sign(payload, key, at=at, securing=securing, status=entry).text

    def list(self, *indexes, key=None, at=None, purpose=None, address=LIST, until=None):
        key, at = key or self.key, at or self.at
        statuses = signing.empty_list().having(indexes)
        issuer, purpose = key.public.did, purpose or self.purpose
        document = signing.status_list_credential(statuses, address, issuer, at, until, purpose)
        return signing.sign(document, key, at=at, securing=self.securing).text

    def verify(self, *lists, trust=None, **options) -> Verification:
        trust = trust or signing.trust(issuers=[self.key.public.did])
        return signing.verify(self.credential, trust, at=self.at + SECOND, status_lists=lists, **options)


@pytest.fixture
def shop(key, securing, at, payload):
    return Shop(key, securing, at, payload)


def test_a_credential_that_was_not_revoked(shop) -> None:
    found = shop.verify(shop.list(4710, 4712))
    assert found.valid
    assert found.statuses == {"revocation": 0}


def test_a_credential_that_was_revoked(shop) -> None:
    found = shop.verify(shop.list(4711))
    assert found.codes == ("P454",)
    assert found.statuses == {"revocation": 1}
    assert found.document is not None, "its signature holds"


def test_a_credential_that_was_suspended(key, securing, at, payload) -> None:
    shop = Shop(key, securing, at, payload, "suspension")
    assert shop.verify(shop.list(4711)).codes == ("P455",)
    assert shop.verify(shop.list()).valid


def test_another_purpose_tells_and_forbids_nothing(key, securing, at, payload) -> None:
    shop = Shop(key, securing, at, payload, "refresh")
    found = shop.verify(shop.list(4711))
    assert found.valid
    assert found.statuses == {"refresh": 1}


def test_a_list_that_is_not_there(shop) -> None:
    assert shop.verify().codes == ("P450",)
    assert shop.verify(shop.list(address="https://example.com/status/2")).codes == ("P450",)
    left_open = shop.verify(check_status=False)
    assert left_open.valid
    assert left_open.statuses == {}
    assert shop.verify(shop.list(4711), check_status=False).codes == ("P454",), "what is given counts"


def test_a_list_for_another_purpose(shop) -> None:
    assert shop.verify(shop.list(purpose="suspension")).codes == ("P453",)


def test_a_list_that_expired(shop, at) -> None:
    assert shop.verify(shop.list(until=at + SECOND / 2, at=at - SECOND)).codes == ("P451",)


def test_a_list_of_somebody_else_says_nothing(shop, key) -> None:
    """An attacker's own list, well signed, on which nothing is revoked."""
    attacker = signing.generate(key.kind)
    forged = shop.list(key=attacker)
    assert shop.verify(forged).codes == ("P451",)
    assert shop.verify(forged, trust=signing.trust()).codes == ("P451",)
    assert shop.verify(forged, trust=signing.trust(key.public)).codes == ("P451",)
    named = signing.trust(issuers=[key.public.did, attacker.public.did])
    assert shop.verify(forged, trust=named).valid, "an issuer may let another keep its lists"


def test_a_bad_list_does_not_hide_a_good_one(shop, key) -> None:
    forged, genuine = shop.list(key=signing.generate(key.kind)), shop.list(4711)
    tampered = genuine.replace(genuine[-40:-20], "A" * 20)
    for lists in ((genuine, tampered), (tampered, genuine)):
        assert shop.verify(*lists).codes == ("P454",)
    assert set(shop.verify(forged, genuine).codes) <= {"P451", "P454"}


def test_of_two_lists_the_later_counts(shop, at) -> None:
    earlier, later = shop.list(at=at - SECOND), shop.list(4711, at=at + SECOND)
    for lists in ((earlier, later), (later, earlier)):
        assert shop.verify(*lists).codes == ("P454",)


@pytest.mark.parametrize(
    "change",
    [
        {"type": "StatusList2021Entry"},
        {"statusListCredential": 1},
        {"statusListCredential": ""},
        {"statusPurpose": None},
        {"statusListIndex": "-1"},
        {"statusListIndex": "1.0"},
        {"statusListIndex": "０"},
        {"statusListIndex": "007"},
        {"statusListIndex": True},
        {"statusListIndex": None},
        {"statusSize": 0},
        {"statusSize": 9},
        {"statusSize": "1"},
        {"statusSize": True},
    ],
)
def test_a_malformed_entry(key, securing, at, payload, change) -> None:
    entry = signing.status_entry(LIST, 1) | change
    signed = signing.sign(payload, key, at=at, securing=securing, status=entry)
    genuine = Shop(key, securing, at, payload).list()
    trust = signing.trust(key.public)
    for required in (True, False):
        found = signing.verify(signed.text, trust, at=at, status_lists=[genuine], check_status=required)
        assert found.codes == ("P456",)


def test_entries_that_are_no_entries(key, at, payload) -> None:
    for status in ("https://example.com", [1], [[]]):
        signed = signing.sign(payload, key, at=at, status=status)
        assert signing.verify(signed.text, signing.trust(key.public), at=at).codes == ("P456",)


def test_an_index_beyond_the_list_and_untps_number(key, at, payload) -> None:
    shop = Shop(key, "jose", at, payload)
    for index, wanted in ((131_072, ("P452",)), (7, ("P454",))):
        entry = signing.status_entry(LIST, index, index_as_text=False)
        signed = signing.sign(payload, key, at=at, status=entry)
        found = signing.verify(signed.text, signing.trust(key.public), at=at, status_lists=[shop.list(7)])
        assert found.codes == wanted


def test_several_entries_and_the_worst_of_them(key, at, payload) -> None:
    shop = Shop(key, "jose", at, payload)
    entries = [signing.status_entry(LIST, 1), signing.status_entry(LIST, 2), signing.status_entry(LIST, 3)]
    signed = signing.sign(payload, key, at=at, status=entries)
    found = signing.verify(signed.text, signing.trust(key.public), at=at, status_lists=[shop.list(2)])
    assert found.codes == ("P454",)
    assert found.statuses == {"revocation": 1}


def test_tampering_is_caught_in_a_document_and_its_proof(payload, key, at) -> None:
    signed = signing.sign(payload, key, at=at, securing="data-integrity")
    for one in tamperings(json.loads(signed.text), 200, seed=2):
        found = signing.verify(one.document, signing.trust(key.public), at=at)
        assert not found.valid, (one.kind, one.pointer)
        assert found.document is None
        if not one.pointer.startswith("/proof"):
            assert found.codes[0] in ("P431", "P442"), (one.kind, one.pointer)
            holder = one.pointer.rpartition("/")[0]
            assert any(name.startswith(holder) or holder.startswith(name) for name in found.fields)


def test_tampering_is_caught_in_a_token(payload, key, at) -> None:
    parts = signing.sign(payload, key, at=at).text.split(".")
    for place in (0, 1):
        content = json.loads(base64.urlsafe_b64decode(parts[place] + "=="))
        for one in tamperings(content, 100, seed=3):
            words = base64.urlsafe_b64encode(json.dumps(one.document).encode()).rstrip(b"=").decode()
            token = ".".join(words if position == place else part for position, part in enumerate(parts))
            assert not signing.verify(token, signing.trust(key.public), at=at).valid, (one.kind, one.pointer)


def test_every_character_of_a_token_counts(payload, key, at) -> None:
    token = signing.sign({"a": 1}, key, at=at).text
    for place in range(0, len(token), 3):
        for letter in "A-":
            changed = token[:place] + letter + token[place + 1 :]
            if changed != token:
                assert not signing.verify(changed, signing.trust(key.public), at=at).valid


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)))
def test_no_text_breaks_a_verifier(text) -> None:
    found = signing.verify(text, signing.trust(), at=datetime(2026, 1, 31, tzinfo=UTC))
    assert not found.valid
    assert all(code.startswith("P4") for code in found.codes)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
WORDS = st.sampled_from(
    [
        *(
            "@context",
            "type",
            "id",
            "issuer",
            "validFrom",
            "validUntil",
            "credentialStatus",
            "credentialSubject",
        ),
        *(
            "proof",
            "cryptosuite",
            "proofValue",
            "proofPurpose",
            "verificationMethod",
            "created",
            "iss",
            "exp",
        ),
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(WORDS, JSON, max_size=6), st.dictionaries(WORDS, JSON, max_size=6))
def test_no_document_breaks_a_verifier(document, proof) -> None:
    for signed in (document, {**document, "proof": proof}, {**document, "proof": [proof, proof]}):
        assert not signing.verify(signed, signing.trust(), at=datetime(2026, 1, 31, tzinfo=UTC)).valid


def test_genuine_credentials_with_strange_members_do_not_break_a_verifier(key, at) -> None:
    """Really signed, so that all that comes after the signature is reached."""
    from lca.passport.signing.data_integrity import add_proof

    strange = (None, 1, True, "", "x", [], {}, [[]], {"id": 1}, [{"id": "a"}])
    for name in (
        "issuer",
        "validFrom",
        "validUntil",
        "credentialStatus",
        "credentialSubject",
        "exp",
        "nbf",
        "type",
    ):
        for value in strange:
            document = add_proof(
                {"@context": ["x"], "issuer": "did:web:a.com", name: value}, key, "did:web:a.com#b", at
            )
            assert isinstance(verify_with(document, key.public, at=at).valid, bool)
            assert isinstance(signing.verify(document, signing.trust(), at=at).codes, tuple)


def test_a_verification_says_it_in_two_languages(shop) -> None:
    (problem,) = shop.verify(shop.list(4711)).problems
    assert "revoked" in problem.message("en")
    assert "撤销" in problem.message("zh")
    assert problem.remedy("en")
    assert problem.remedy("zh")


def test_threads_share_keys_and_trust(payload, key, at) -> None:
    from concurrent.futures import ThreadPoolExecutor

    trust = signing.trust(key.public)

    def job(number):
        signed = signing.sign({**payload, "n": number}, key, at=at)
        return signing.verify(signed.text, trust, at=at).payload["n"]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(job, range(40))) == list(range(40))
