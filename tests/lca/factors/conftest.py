"""The shipped release, opened once."""

import pytest

from lca.factors.database import FactorDatabase


@pytest.fixture(scope="session")
def db() -> FactorDatabase:
    return FactorDatabase.open()
