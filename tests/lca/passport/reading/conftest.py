"""The battery of the examples as its maker would send it, in every format that is read."""

import json
from functools import cache

import pytest

from lca.passport import export


@pytest.fixture(scope="session")
def sent(battery, at):
    """``sent("catena-x-9.0.0")``: the battery of the examples, as its maker would send it."""

    @cache
    def make(to):
        stated = battery[1].model_dump(mode="json", by_alias=True, exclude_none=True)
        stated["catena_x"] = {
            "bpnl": "BPNL0000000000AB",
            "mass_balancing": {"used": False},
            "waste_incineration": "cut-off",
        } | stated.get("catena_x", {})
        return json.loads(export(battery[0], to, statement=stated, at=at).content)

    return make
