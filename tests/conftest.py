"""Fixtures that every test may use."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data that may stand beside the project; skips where it does not.

    With ``ZUJI_REQUIRE_SHARED=1`` its absence is a failure, so that a check that must run cannot skip.
    """
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        if os.environ.get("ZUJI_REQUIRE_SHARED") == "1":
            pytest.fail(f"the reference data are required and {folder} is not there")
        pytest.skip("the reference data beside the project are absent")
    return folder
