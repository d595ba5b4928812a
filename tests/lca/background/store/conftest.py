"""A small linked database with everything that a folder can hold."""

import pytest

from lca.background.linking import Linked, link
from lca.background.records import Characterisation, Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.background.store import SourceFile
from lca.distributions import Lognormal

SOURCE = SourceFile("hand.zip", "0" * 64)


def reading() -> Reading:
    flows = {
        "steel": Flow("steel", "钢 steel", FlowKind.PRODUCT, "kg"),
        "power": Flow("power", "power", FlowKind.PRODUCT, "kWh"),
        "co2": Flow(
            "co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", ("air", "low"), "124-38-9", "CO2"
        ),
    }
    steel = (
        Exchange("steel", Role.REFERENCE, True, 1.0, "kg"),
        Exchange("power", Role.INPUT, False, 0.5, "kWh", spread=Lognormal(-0.7, 0.1)),
        Exchange("co2", Role.OUTPUT, True, 2.0, "kg"),
        Exchange("ore", Role.INPUT, False, 1.5, "kg", wanted={"name": "iron ore"}),
    )
    power = (
        Exchange("power", Role.REFERENCE, True, 1.0, "kWh"),
        Exchange("co2", Role.OUTPUT, True, 0.6, "kg"),
    )
    return Reading(
        "hand",
        "2",
        flows,
        (
            Dataset("s", "making steel", "CN", steel, "s.json"),
            Dataset("p", "making power", "CN", power, "p.json"),
        ),
        title="by hand",
        methods=(Characterisation("own", {"co2": 1.0}),),
    )


@pytest.fixture
def linked() -> Linked:
    return link(reading(), "db")


@pytest.fixture
def source() -> SourceFile:
    return SOURCE
