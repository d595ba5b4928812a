"""Keys with names, a time, and a signed credential of each kind."""

from datetime import UTC, datetime

import pytest
from tampering import PAYLOAD

from lca.errors import InputError
from lca.passport import signing

AT = datetime(2026, 1, 31, 12, tzinfo=UTC)


@pytest.fixture
def at():
    return AT


@pytest.fixture(scope="session")
def p256():
    return signing.generate("P-256")


@pytest.fixture(scope="session")
def ed25519():
    return signing.generate("Ed25519")


@pytest.fixture(params=["P-256", "Ed25519"], scope="session")
def key(request, p256, ed25519):
    return {"P-256": p256, "Ed25519": ed25519}[request.param]


@pytest.fixture(params=["jose", "data-integrity"])
def securing(request):
    return request.param


@pytest.fixture
def payload():
    return PAYLOAD


@pytest.fixture
def signed(payload, key, securing):
    return signing.sign(payload, key, at=AT, securing=securing, format="pact-3.0")


@pytest.fixture(scope="session")
def codes():
    """The codes with which a call is refused."""

    def of(call, *args, **kwargs):
        with pytest.raises(InputError) as caught:
            call(*args, **kwargs)
        return [finding.code for finding in caught.value.findings]

    return of
