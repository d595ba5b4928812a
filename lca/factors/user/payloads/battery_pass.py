"""Battery Pass 1.2: kg CO2e per kWh over the service life, by stage, and for one battery.

The payload names no product, company, period or place; whoever reads it adds them. Taken is what stands
before the gate, raw materials and main production: for one battery where the absolute footprint is stated,
else for one kWh delivered. Distribution and recycling are told and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from lca.errors import Severity
from lca.factors.user.payloads.declared import Declared, Source
from lca.factors.user.payloads.declaring import checked
from lca.factors.user.payloads.looking import ANY, POSITIVE, Footprint
from lca.factors.user.payloads.spread import IDENTIFIER, parse

FORMAT, VERSION, TITLE = "battery-pass-1.2", "1.2.0", "Battery Pass 1.2"
TOTAL, STAGES, ABSOLUTE = (
    "batteryCarbonFootprint",
    "carbonFootprintPerLifecycleStage",
    "absoluteCarbonFootprint",
)
GATE = ("RawMaterialExtraction", "MainProduction")
KNOWN = (*GATE, "Distribution", "Recycling")
CLOSE = Decimal("1e-4")


def declare(one: Footprint, identity: str) -> Declared:
    """Read a payload; ``identity`` is what it is called, for it has no id."""
    total = one.number(TOTAL, POSITIVE, quoted=False)
    absolute = one.number(ABSOLUTE, POSITIVE, quoted=False)
    for path in (TOTAL, STAGES):
        if one.get(path) in (None, "", []):
            one.tell("P602", path, format=TITLE)
    if total is not None and absolute is not None and absolute < total:
        one.tell("P615", ABSOLUTE, absolute=str(absolute), total=str(total))
    stages = _stages(one)
    gate = _gate(one, stages, total)
    per_item = gate * absolute / total if gate is not None and absolute and total else None
    found = parse(one.get(IDENTIFIER)) if one.get(IDENTIFIER) is not None else None
    if one.get(IDENTIFIER) is not None and found is None:
        one.tell("P611", IDENTIFIER, Severity.WARNING)
    return Declared(
        format=FORMAT,
        version=VERSION,
        place=one.at(""),
        id=identity,
        unit="item" if per_item is not None else "kWh",
        amount=Decimal(1),
        value=gate if per_item is None else per_item,
        uncertainty=_scaled(checked(one, found, total), total, gate if per_item is None else per_item),
        trail=tuple(
            Source(path, path, str(one.get(path))[:60])
            for path in (TOTAL, ABSOLUTE)
            if one.get(path) is not None
        ),
        findings=tuple(one.findings),
    )


def _stages(one: Footprint) -> dict[str, Decimal] | None:
    """kg CO2e per kWh by stage; None where an entry is wrong."""
    found: dict[str, Decimal] = {}
    listed = one.listed(STAGES)
    for number, entry in enumerate(listed):
        path = f"{STAGES}[{number}]"
        inner = Footprint(
            entry if isinstance(entry, Mapping) else {}, one.file, f"{one.path}.{path}".strip(".")
        )
        name, value = inner.text("lifecycleStage"), inner.number("carbonFootprint", ANY, quoted=False)
        one.findings += inner.findings
        if name not in KNOWN or name in found:
            one.tell("F709", f"{path}.lifecycleStage", cell=name, form=", ".join(KNOWN))
        elif value is None and not inner.findings:
            one.tell("P602", f"{path}.carbonFootprint", format=TITLE)
        elif value is not None:
            found[name] = value
    return found if len(found) == len(listed) else None


def _gate(one: Footprint, stages: Mapping[str, Decimal] | None, total: Decimal | None) -> Decimal | None:
    """What stands before the gate, per kWh, where the stages are the total (P605)."""
    if not stages or total is None:
        return None
    whole = sum(stages.values(), Decimal(0))
    if abs(whole - total) > CLOSE * max(abs(whole), abs(total)):
        one.tell("P605", TOTAL, including=str(total), sum=str(whole))
        return None
    missing = [name for name in GATE if name not in stages]
    if missing:
        one.tell("P616", STAGES, stages=", ".join(missing))
    left = {name: value for name, value in stages.items() if name not in GATE and value}
    if left:
        told = ", ".join(f"{name} {value}" for name, value in left.items())
        one.tell("P617", STAGES, Severity.INFO, stages=told)
    return sum((stages.get(name, Decimal(0)) for name in GATE), Decimal(0))


def _scaled(
    found: Mapping[str, object] | None, total: Decimal | None, value: Decimal | None
) -> Mapping[str, object] | None:
    """The object for the value that was taken; what varies is taken to vary in proportion."""
    if found is None or not total or value is None:
        return None
    ratio = float(value / total)
    names = ("mean", "sd", "p2_5", "p97_5")
    scaled = {name: number * ratio for name in names if isinstance(number := found.get(name), int | float)}
    return {**found, **scaled}
