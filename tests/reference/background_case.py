"""Background databases made by hand, as short as the case that they are for; linked and, where asked, stored.

:func:`textbook` is the electricity and fuel of R. Heijungs, S. Suh 2002, The Computational Structure of Life
Cycle Assessment, chapter 2: 10 kWh take 2 L of fuel and emit 1 kg CO2, 100 L of fuel emit 10 kg. By hand, a
litre is 0.1 kg and a kilowatt hour (1 + 2 x 0.1) / 10 = 0.12 kg.
"""

from lca.background.characterising import greenhouse_gases
from lca.background.linking import link
from lca.background.records import Characterisation, Dataset, Exchange, Flow, FlowKind, Reading, Role
from lca.background.sampling import store_samples
from lca.background.store import SourceFile, write
from lca.factors.database import FactorDatabase

AIR = ("air",)
TAKEN = ("natural resource", "in air")
GASES = {
    "co2": Flow("co2", "Carbon dioxide, fossil", FlowKind.ELEMENTARY, "kg", AIR, "124-38-9"),
    "ch4": Flow("ch4", "Methane, fossil", FlowKind.ELEMENTARY, "kg", AIR, "74-82-8"),
    "ch4_bio": Flow("ch4_bio", "Methane, biogenic", FlowKind.ELEMENTARY, "kg", AIR, "74-82-8"),
    "n2o": Flow("n2o", "Dinitrogen monoxide", FlowKind.ELEMENTARY, "g", AIR, "10024-97-2"),
    "co2_bio": Flow("co2_bio", "Carbon dioxide, biogenic", FlowKind.ELEMENTARY, "kg", AIR, "124-38-9"),
    "co2_taken": Flow("co2_taken", "Carbon dioxide, in air", FlowKind.ELEMENTARY, "kg", TAKEN, "124-38-9"),
    "c7f16": Flow("c7f16", "PFC-61-16", FlowKind.ELEMENTARY, "kg", AIR, "335-57-9"),
}
EMITTED = frozenset(GASES) - {"co2_taken"}


class Database:
    """Processes as data: ``process(id, output, inputs, gases, place)``, with amounts or (amount, spread)."""

    def __init__(self, name="db"):
        self.name, self.flows, self.datasets, self.methods = name, dict(GASES), [], ()

    def process(self, key, makes, uses=None, gives=None, place="CN", amount=1.0, unit="kg", **more):
        """A process; ``uses`` and ``gives`` map a flow to an amount, or to (amount, unit, spread)."""
        exchanges = [Exchange(self.product(makes, unit), Role.REFERENCE, True, amount, unit)]
        exchanges += [self.exchange(Role.INPUT, flow, given) for flow, given in (uses or {}).items()]
        exchanges += [self.exchange(Role.OUTPUT, flow, given) for flow, given in (gives or {}).items()]
        self.datasets.append(Dataset(key, more.get("name", f"making {makes}"), place, tuple(exchanges)))
        return self

    def product(self, name, unit):
        self.flows.setdefault(name, Flow(name, name, FlowKind.PRODUCT, unit))
        return name

    def exchange(self, role, flow, given):
        amount, unit, spread = given if isinstance(given, tuple) else (given, None, None)
        known = self.flows.get(flow)
        unit = unit or (known.unit if known else "kg")
        self.product(flow, unit)
        return Exchange(flow, role, flow in EMITTED, amount, unit, spread=spread)

    def method(self, **factors):
        """The characterisation that comes with the data, kg CO2e per unit of flow."""
        self.methods = (Characterisation("own", factors),)
        return self

    def linked(self):
        reading = Reading("hand", "1", self.flows, tuple(self.datasets), methods=self.methods)
        return link(reading, self.name)

    def opened(self):
        """The database in memory."""
        return self.linked().background

    def stored(self, folder, samples=0, seed=1, gwp="AR6", **options):
        """The database in a folder, with samples of its intensities."""
        background = write(self.linked(), folder, SourceFile("by hand", "0" * 64))
        if samples:
            sampled(background, samples, seed, gwp, **options)
        return background


def sampled(background, samples, seed=1, gwp="AR6", **options):
    """Make and store samples of all products of a database."""
    gases, chosen = greenhouse_gases(background), FactorDatabase.open().gwp(gwp)
    return store_samples(background, gases, chosen, seed=seed, count=samples, threads=1, **options)[0]


def textbook(name="db"):
    """Electricity and fuel: 0.12 kg CO2 a kilowatt hour, 0.1 kg a litre."""
    made = Database(name)
    made.process("fuel", "fuel", gives={"co2": 10.0}, amount=100.0, unit="L", name="refining")
    made.process(
        "power", "power", {"fuel": 2.0}, {"co2": 1.0}, amount=10.0, unit="kWh", name="electricity, at plant"
    )
    return made


def line(of, amount, **more):
    """A line of a rule that takes something bought."""
    return {"of": of, "amount": amount, **more}


def rule(*lines, **more):
    """What of a rule takes these lines for one kilogram of product."""
    process = {
        "stage": "production",
        "label": {"zh": "制造", "en": "making"},
        "output": {"product": "product", "amount": "1 kg"},
        "inputs": list(lines),
    }
    return {"processes": {"making": process}, **more}


def bought(**footprints):
    """What of activity data takes these footprints."""
    return {"footprints": footprints}


def from_db(process, background="db", **more):
    """A process of a background database, as it stands under ``footprints``."""
    return {"background": background, "process": process, **more}
