"""What the Catena-X battery pass and product passport share: a list of footprints, one a life cycle stage.

The section alone is written, for the passport that the company fills from its other systems. Stages have the
words that the model names as examples; a stage without one is told, never dropped. There is no field for a
comment or for uncertainty; both stand in a document of ``declaration``, where documents are free.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from lca.errors import Finding, Location, Severity
from lca.passport.checks import NOT_NEGATIVE, Look, added, shown
from lca.passport.facts import Facts
from lca.passport.facts_parts import RuleFacts, Stages, UnitFacts
from lca.passport.formats.catena_x_checks import check_enum
from lca.passport.forms import number
from lca.passport.mapping import Field
from lca.passport.numbers import plain, trimmed
from lca.passport.rescaling import per_one
from lca.passport.statement_parts import Study
from lca.passport.uncertainty import line
from lca.results.footprint import STAGES

TOTAL = "Climate Change Total"
PARTS = (
    "Climate Change Fossil",
    "Climate Change Biogenic Removals and Emissions",
    "Climate Change Land Use and Land Use Change",
)
OTHER_IMPACTS = (
    *("Ozone Depletion", "Acidification", "Eutrophication Aquatic Freshwater", "Eutrophication Fresh Marine"),
    *("Eutrophication Terrestrial", "Photochemical Ozone Formation"),
    *("Abiotic Depletion- Minerals and Metals", "Fossil Fuels", "Water Use", "Particulate Matter Emissions"),
    *("Ionizing Radiation, Human Health", "Eco-Toxicity", "Human Toxicity, Cancer Effects"),
    *("Human Toxicity, Non-Cancer Effects", "Land Use Related Impacts/Soil Quality"),
)
TYPES = (TOTAL, *PARTS, *OTHER_IMPACTS)
STAGE_WORDS = {
    "raw_material_acquisition": "raw material acquisition and pre-processing",
    "production": "main product production",
    "distribution": "distribution",
    "end_of_life": "end of life and recycling",
}
REQUIRED = ("lifecycle", "type", "value", "unit", "rulebook", "declaration", "manufacturingPlant")
LONGEST_HEADER = 100
REMARK_HEADER = "Comment and uncertainty; numbers are of the sum of all stages"
WORDS_OF_UNITS = {"kilowatt hour": "kWh"}


def document(content: str, kind: str, header: str) -> dict[str, str]:
    """A document of the passport; its header has at most 100 characters."""
    return {"content": content, "contentType": kind, "header": header[:LONGEST_HEADER]}


def rulebook(rule: RuleFacts) -> list[dict[str, str]]:
    """List of the rule and of each standard behind it."""
    names = [f"{rule.id} {rule.version}", *rule.standards]
    return [document(name, "text/plain", rule.title) for name in dict.fromkeys(names)]


def declaration(study: Study) -> list[dict[str, str]]:
    """List of the study's address; a document with comment and uncertainty follows."""
    return [document(study.url, "URL", study.title or "Study of the carbon footprint")]


def unit_text(unit: UnitFacts) -> str:
    """Text: kg CO2e / kWh."""
    amount = "" if unit.amount == 1 else f"{plain(unit.amount)} "
    return f"kg CO2e / {amount}{WORDS_OF_UNITS.get(unit.text, unit.text)}"


def lifecycle(stages: Stages) -> str | None:
    """Text: raw material acquisition and pre-processing, main product production, distribution ..."""
    return next((word for key, word in STAGE_WORDS.items() if getattr(stages, key) is not None), None)


def value(stages: Stages) -> float | int | None:
    """JSON number, kg CO2e of the stage."""
    found = (getattr(stages, key) for key in STAGE_WORDS)
    return next((number(one) for one in found if one is not None), None)


def stage_rows(entry: str) -> tuple[Field, ...]:
    """The rows that differ from entry to entry, for the page of mappings."""
    return (
        Field(f"{entry}.lifecycle", "stages", lifecycle, note="an entry for each stage"),
        Field(f"{entry}.type", value=TOTAL),
        Field(f"{entry}.value", "stages", value, note="an entry for each stage"),
        Field(f"{entry}.unit", "unit", unit_text, where="unit"),
    )


def per_kilowatt_hour(facts: Facts) -> Facts:
    """The facts for one kilowatt hour, where the unit is an amount of energy."""
    return per_one(facts) if facts.unit.common == "kilowatt hour" else facts


def remark(facts: Facts, *, whole: bool) -> dict[str, str]:
    """A document with what a reader must know, and the uncertainty where it is of all that stands here."""
    spread = facts.uncertainty if whole else None
    said = facts.comment if spread is None else f"{facts.comment}\n{line(spread)}"
    return document(said, "text/plain", REMARK_HEADER)


def footprints(facts: Facts, words: Mapping[str, str]) -> tuple[list[tuple[str, Decimal]], tuple[str, ...]]:
    """Life cycle words with their emissions, adding up to what maps; and the stages that do not map."""
    stages = {key: getattr(facts.stages, key) for key in STAGES}
    within = {key: emitted for key, emitted in stages.items() if emitted is not None}
    mapped = [(words[key], emitted) for key, emitted in within.items() if key in words]
    lost = tuple(key for key in within if key not in words)
    section = facts.statement.catena_x
    if section and section.split == "total" and mapped:
        name = f"sum of: {', '.join(word for word, _ in mapped)}"
        mapped = [(name, trimmed(sum((emitted for _, emitted in mapped), Decimal(0))))]
    return mapped, lost


def entries(
    facts: Facts, words: Mapping[str, str], common: Mapping[str, Any], format: str
) -> tuple[list[dict[str, Any]], tuple[Finding, ...]]:
    """An entry for each stage (or for their sum) with what all of them share; and what is left out."""
    mapped, lost = footprints(facts, words)
    told = dict(common)
    if "declaration" in told:
        told["declaration"] = [*told["declaration"], remark(facts, whole=not lost)]
    made = [
        {"lifecycle": word, "type": TOTAL, "value": number(emitted), "unit": unit_text(facts.unit), **told}
        for word, emitted in mapped
    ]
    return made, tuple(_left_out(facts, lost, format))


def _left_out(facts: Facts, lost: Iterable[str], format: str) -> Iterator[Finding]:
    place = Location("<result>", path="stages")
    for key in lost:
        params = {"format": format, "stage": key, "value": f"{getattr(facts.stages, key):f}"}
        yield Finding("P223", params, place, Severity.WARNING)
    section = facts.statement.catena_x
    for key, emitted in ((key, getattr(facts.stages, key)) for key in STAGES):
        if emitted is not None and emitted < 0 and not (section and section.split == "total"):
            params = {"format": format, "stage": key, "value": f"{emitted:f}"}
            yield Finding("P231", params, Location("<statement>", path="catena_x.split"))


def check_entries(look: Look, node: str) -> None:
    """Values, words, documents and sums of a list of footprints."""
    listed = look.get(node)
    if not isinstance(listed, list) or not listed or not all(isinstance(one, Mapping) for one in listed):
        look.tell("P149", node)
        return
    nowhere = [name for name in REQUIRED if not any(one.get(name) for one in listed)]
    look.present(*(f"{node}[].{name}" for name in nowhere if name != "value"))
    for place in range(len(listed)):
        path = f"{node}[{place}]"
        look.present(*(f"{path}.{name}" for name in REQUIRED if name not in nowhere or name == "value"))
        check_entry(look, path)
    _check_together(look, node, listed)


def check_entry(look: Look, path: str) -> None:
    """One entry: a value that is not negative, a type of the list, documents with short headers."""
    look.number(f"{path}.value", NOT_NEGATIVE)
    check_enum(look, f"{path}.type", TYPES)
    climate = str(look.get(f"{path}.type")).startswith("Climate Change")
    unit = look.get(f"{path}.unit")
    if climate and unit is not None and not str(unit).startswith(("kg CO2", "t CO2", "g CO2")):
        look.tell("P225", f"{path}.unit", value=shown(unit))
    for name in ("rulebook", "declaration"):
        _check_documents(look, f"{path}.{name}")


def _check_documents(look: Look, path: str) -> None:
    found = look.get(path)
    for place, one in enumerate(found if isinstance(found, list) else []):
        header = one.get("header") if isinstance(one, Mapping) else None
        if not isinstance(header, str) or len(header) > LONGEST_HEADER:
            look.tell("P222", f"{path}[{place}].header", value=shown(header))


def _check_together(look: Look, node: str, listed: list[Mapping[str, Any]]) -> None:
    """No stage twice for a type (P220), one unit a type (P221), a total that is its parts (P142)."""
    values: dict[tuple[str, str], Decimal] = {}
    units: dict[str, str] = {}
    for place, one in enumerate(listed):
        key = str(one.get("lifecycle")), str(one.get("type"))
        if key in values:
            look.tell("P220", f"{node}[{place}].lifecycle", lifecycle=key[0], type=key[1])
        if units.setdefault(key[1], str(one.get("unit"))) != str(one.get("unit")):
            look.tell(
                "P221", f"{node}[{place}].unit", type=key[1], first=units[key[1]], other=str(one.get("unit"))
            )
        stated = one.get("value")
        if isinstance(stated, int | float) and not isinstance(stated, bool):
            values[key] = Decimal(repr(stated))
    for place, one in enumerate(listed):
        parts = [values.get((str(one.get("lifecycle")), name)) for name in PARTS]
        if one.get("type") == TOTAL and None not in parts:
            whole = values.get((str(one.get("lifecycle")), TOTAL))
            look.equal(f"{node}[{place}].value", whole, added(parts), " + ".join(PARTS))
