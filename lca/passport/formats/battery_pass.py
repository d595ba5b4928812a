"""Battery Pass 1.2.0 (DIN DKE SPEC 99100): the carbon footprint of a battery.

Numbers are kg CO2e per kWh that the battery delivers over its service life. The text of the model calls
the entries of the stages shares of the total; their unit is kg per kWh, and so are ours: they add up to
the total. The absolute footprint is kg CO2e for one battery.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import ANY, POSITIVE, Look, added, shown
from lca.passport.facts import Facts
from lca.passport.formats import Format
from lca.passport.formats.battery_units import (
    LEFT_OUT,
    STAGE_NAMES,
    by_stage,
    choose,
    energy,
    kept,
    pieces,
    spread,
)
from lca.passport.forms import number
from lca.passport.mapping import Field, Written, write
from lca.passport.numbers import plain
from lca.passport.statement_battery import BatteryPass
from lca.passport.uncertainty import IDENTIFIER

NAME = "battery-pass-1.2"
TOTAL, STAGES = "batteryCarbonFootprint", "carbonFootprintPerLifecycleStage"
CLASS, STUDY, ABSOLUTE = "carbonFootprintPerformanceClass", "carbonFootprintStudy", "absoluteCarbonFootprint"
BATTERY_CODES = {"hs": "8507", "cpc": "464"}
"""How the codes of accumulators begin."""
GRADE = re.compile(r"[A-G]", re.ASCII)
WEB = re.compile(r"https?://[^\s/$.?#][^\s]*", re.ASCII)
SHARES = (Decimal(1), Decimal(100))
CLOSE = Decimal("1e-6")


def entries(values: Mapping[str, Decimal]) -> list[dict[str, Any]] | None:
    """List of stages with kg CO2e per kWh."""
    return [
        {"lifecycleStage": name, "carbonFootprint": number(values[key])}
        for key, name in STAGE_NAMES.items()
        if key in values
    ] or None


FIELDS = (
    Field(TOTAL, "battery.per_kwh", number, note="of a functional unit of energy; without the use stage"),
    Field(STAGES, "battery.stages", entries, note="kg CO2e per kWh, not shares; they add up to the total"),
    Field(CLASS, "statement.battery_pass.performance_class", where="battery_pass.performance_class"),
    Field(STUDY, "statement.study.url", where="study.url"),
    Field(
        *(ABSOLUTE, "battery.absolute", number, "expected", "battery_pass.per_battery"),
        note="kg CO2e for one battery",
    ),
    Field(IDENTIFIER, "battery.uncertainty", need="optional", note="beside the model; for one kWh"),
)


def build(facts: Facts) -> Written:
    """The aspect, and why there is none where the result is not for energy delivered."""
    stated = facts.statement.battery_pass or BatteryPass()
    one, wrong = choose(facts, stated.per_kwh, "battery_pass.per_kwh", energy)
    battery, unclear = choose(facts, stated.per_battery, "battery_pass.per_battery", pieces)
    findings = [finding for finding in (wrong, unclear) if finding is not None]
    if one is None and wrong is None:
        units = [facts.footprint.unit, *facts.footprint.alternative_units]
        known = ", ".join(f"{unit.amount:g} {unit.unit} ({unit.kind})" for unit in units)
        findings.append(Finding("P267", {"known": known}, Location("<result>", path="unit")))
    values = by_stage(facts, one) if one else {}
    extension = spread(facts, one, values) if one and stated.extension else None
    view = {
        "statement": facts.statement,
        "battery": {
            "per_kwh": kept(values) if one else None,
            "stages": values,
            "absolute": kept(by_stage(facts, battery)) if battery else None,
            "uncertainty": extension,
        },
    }
    written = write(FIELDS, view)
    told = (*findings, *no_battery(facts), *stages_told(facts, values))
    return Written(written.document, written.gaps, told)


def no_battery(facts: Facts) -> Iterator[Finding]:
    """The classification of the product is not that of a battery."""
    for system, codes in facts.product.categories.items():
        beginning = BATTERY_CODES.get(system.lower())
        if beginning and not any(code.replace(".", "").startswith(beginning) for code in codes):
            params = {"system": system, "codes": ", ".join(codes), "expected": f"{beginning}..."}
            yield Finding("P268", params, Location("<statement>", path="product.categories"))


def stages_told(facts: Facts, values: Mapping[str, Decimal]) -> Iterator[Finding]:
    """A use stage that is left out, and stages of the passport that the result does not have."""
    place = Location("<result>", path="stages")
    if values.get(LEFT_OUT):
        yield Finding("P269", {"value": plain(values[LEFT_OUT])}, place, Severity.WARNING)
    for key, name in STAGE_NAMES.items():
        if values and key not in values:
            params = {"stage": name, "reason": facts.stages.excluded.get(key, "-")}
            yield Finding("P270", params, place, Severity.WARNING)


def check(document: Any) -> tuple[Finding, ...]:
    """What the schema lets pass: an empty list, shares for kilograms, noise for numbers, any address."""
    look = Look(document)
    look.present(TOTAL, STAGES, CLASS, STUDY)
    total = look.number(TOTAL, POSITIVE)
    check_stages(look, total)
    absolute = look.number(ABSOLUTE, POSITIVE)
    if total is not None and absolute is not None and absolute < total:
        look.tell("P271", ABSOLUTE, value=f"{absolute:f}", total=f"{total:f}")
    study, grade = look.get(STUDY), look.get(CLASS)
    if study and not (isinstance(study, str) and WEB.fullmatch(study)):
        look.tell("P272", STUDY, value=shown(study))
    if grade and not (isinstance(grade, str) and GRADE.fullmatch(grade)):
        look.tell("P273", CLASS, Severity.WARNING, value=shown(grade))
    return look.done()


def check_stages(look: Look, total: Decimal | None) -> None:
    """Each stage is one of four and stands once, and together they are the total."""
    listed = look.get(STAGES)
    if not isinstance(listed, list):
        if listed:
            look.tell("P149", STAGES)
        return
    seen: set[str] = set()
    values: list[Decimal | None] = []
    for place in range(len(listed)):
        path = f"{STAGES}[{place}]"
        look.present(f"{path}.lifecycleStage", f"{path}.carbonFootprint")
        name = look.get(f"{path}.lifecycleStage")
        if name is not None and name not in STAGE_NAMES.values():
            look.tell(
                "P274", f"{path}.lifecycleStage", value=shown(name), known=", ".join(STAGE_NAMES.values())
            )
        if str(name) in seen:
            look.tell("P275", f"{path}.lifecycleStage", value=str(name))
        seen.add(str(name))
        values.append(look.number(f"{path}.carbonFootprint", ANY))
    if listed and None not in values and total is not None:
        check_sum(look, added(values), total)


def check_sum(look: Look, whole: Decimal, total: Decimal) -> None:
    """The entries are the total; entries that add up to 1 or 100 are shares."""
    share = next((one for one in SHARES if abs(whole - one) <= CLOSE * one and total != one), None)
    if share is not None and abs(whole - total) > CLOSE * max(abs(whole), total):
        look.tell("P276", STAGES, value=f"{whole:f}", total=f"{total:f}")
    else:
        look.equal(TOTAL, total, whole, f"sum of {STAGES}")


FORMAT = Format(NAME, "Battery Pass 1.2.0, carbon footprint", "application/json", FIELDS, build, check)
