"""What is exported is signed and comes out as it was; official samples are signed as they are."""

import json

import pytest

from lca.passport import export, signing


@pytest.mark.parametrize("to", ["pact-3.0", "pact-2.3", "cn-dpp"])
def test_exports_are_signed_and_verified(shipped, key, securing, at, to) -> None:
    footprint, statement = shipped
    payload = export(footprint, to, statement=statement, at=at)
    signed = signing.sign(payload.document, key, at=at, securing=securing, format=to)
    found = signing.verify(signed.text, signing.trust(key.public), at=at)
    assert found.valid
    assert found.payload == payload.document == json.loads(payload.content)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["DigitalProductPassport", "ConformityCredential"])
def test_official_credentials_of_untp_are_signed_as_they_are(shared, key, securing, at, name, codes) -> None:
    folder = shared / "standards" / "untp" / "v0.7.0" / "samples-prerelease-2026-04-03"
    files = sorted(folder.glob(f"{name}_*.json"))
    assert files
    for file in files:
        sample = json.loads(file.read_bytes())
        signed = signing.sign(sample, key, at=at, securing=securing)
        document = signing.read_did_document(json.dumps(signing.did_document(signed.issuer, [key.public])))
        found = signing.verify(
            signed.text, signing.trust(documents=[document]), at=_inside(sample, at), check_status=False
        )
        assert found.codes == ()
        assert {key: value for key, value in found.document.items() if key != "proof"} == sample


def _inside(sample, at):
    """A moment at which the sample is in force."""
    from lca.passport.signing.credentials import validity

    start, end = validity(sample)
    return max(at, start) if start else at if end is None else min(at, end)
