"""The base of every layer is the release that the session opened once."""

import pytest


@pytest.fixture(autouse=True)
def opened_once(monkeypatch, db):
    monkeypatch.setattr("lca.factors.user.read.read_table", lambda: db.table)
