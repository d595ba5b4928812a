"""Processes and activity data as they are asked for on a line: ``calcining.coal: kg/t = fuel coal``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from lca.dimensions import DIMENSIONLESS
from lca.errors import Finding, InputError, Location, nearest
from lca.rules.expression.parser import RESERVED
from lca.rules.stages import STAGES, Stage
from lca.units import Quantity, Unit, unit

How: TypeAlias = Literal["item", "fuel", "electricity", "supplier", "property"]

STEPS: Final = Location("--process")
DATA: Final = Location("--activity")
BURNABLE: Final = ("mass", "length^3", "normal_volume", "energy")
OWN_NAMES: Final = frozenset(
    {
        "electricity_supply",
        "materials",
        "deliveries",
        "main_material",
        "recycled_content",
        "recycling_rate",
        "energy_recovery_rate",
        "use_electricity",
    }
)
"""Names that templates give themselves."""
MEANT_BY_YAML: Final = re.compile(r"(?i)(y|n|yes|no|on|off|true|false|null)")
"""Words that some readers of YAML take for something else."""
_STEP = re.compile(r"(?:(?P<stage>[^:]+):)?\s*(?P<name>[a-z][a-z0-9_]*)\s*")
_ASKED = re.compile(
    r"\s*(?:(?P<process>[a-z][a-z0-9_]*)\.)?(?P<name>[a-z][a-z0-9_]*)\s*:"
    r"\s*(?P<unit>[^=]+?)\s*(?:=\s*(?P<how>item|fuel)\s+(?P<key>[a-z0-9_.]+)\s*)?"
)
_RATIO = re.compile(r"(?P<amount>.+?)\s*/\s*(?P<per>[^/]+)")


@dataclass(frozen=True, slots=True)
class Step:
    """A process: its name and its stage."""

    name: str
    stage: Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """A number that companies give, and how its process uses it.

    ``unit`` is that of the number, for ``per`` of the product; ``key`` is the item or the fuel. ``weighs``
    says that it is a mass: a material. A ``property`` (a share, a calorific value) makes no line by itself.
    """

    name: str
    process: str
    unit: str
    per: str
    how: How
    key: str = ""
    weighs: bool = False


def steps_of(texts: Iterable[str], inside: Sequence[Stage]) -> tuple[tuple[Step, ...], tuple[Finding, ...]]:
    """The processes, in order; R385 what is none, R387 outside the boundary, R390 a name twice."""
    found: list[Step] = []
    wrong: list[Finding] = []
    for text in texts:
        read = _step(text, inside)
        if isinstance(read, Finding):
            wrong.append(read)
        elif read.name in {step.name for step in found} or MEANT_BY_YAML.fullmatch(read.name):
            wrong.append(Finding("R390", {"name": read.name}, STEPS))
        else:
            found.append(read)
    return tuple(found) or (Step("production", "production"),), tuple(wrong)


def _step(text: str, inside: Sequence[Stage]) -> Step | Finding:
    match = _STEP.fullmatch(text.strip())
    if match is None:
        return Finding("R385", {"text": text}, STEPS)
    wanted = (match["stage"] or "production").strip()
    stage = next((stage for stage in STAGES if stage == wanted), None)
    if stage is None:
        return Finding("R385", {"text": text}, STEPS, candidates=nearest(wanted, STAGES) or STAGES)
    if stage not in inside:
        return Finding("R387", {"name": match["name"], "stage": stage}, STEPS, candidates=tuple(inside))
    return Step(match["name"], stage)


def inputs_of(
    texts: Iterable[str], steps: Sequence[Step], of: Quantity | None
) -> tuple[tuple[Asked, ...], tuple[Finding, ...]]:
    """The activity data; R384 what is none, R389 no such process, R390 a name twice, R391 no unit of a fuel.

    ``of`` is the amount that the rule is for; a unit without it is for one unit of that.
    """
    found: list[Asked] = []
    wrong: list[Finding] = []
    for text in texts:
        match = _ASKED.fullmatch(text)
        if match is None:
            wrong.append(Finding("R384", {"text": text}, DATA))
            continue
        names = (
            {asked.name for asked in found} | RESERVED | OWN_NAMES | {f"{step.name}_used" for step in steps}
        )
        wrong += (refused := list(_refused(match, names, steps)))
        try:
            asked = _asked(match, steps, of)
        except InputError as error:
            wrong += error.findings
            continue
        if asked is None:
            wrong.append(Finding("R391", {"name": match["name"], "unit": match["unit"]}, DATA))
        elif not refused:
            found.append(asked)
    return tuple(found), tuple(wrong)


def _refused(match: re.Match[str], names: Iterable[str], steps: Sequence[Step]) -> Iterator[Finding]:
    if match["name"] in names or MEANT_BY_YAML.fullmatch(match["name"]):
        yield Finding("R390", {"name": match["name"]}, DATA)
    known = [step.name for step in steps]
    if match["process"] and match["process"] not in known:
        near = nearest(match["process"], known) or tuple(known[:3])
        yield Finding("R389", {"name": match["process"]}, DATA, candidates=near)


def _asked(match: re.Match[str], steps: Sequence[Step], of: Quantity | None) -> Asked | None:
    """A number and its use; None where a fuel is asked for in a unit that nothing burns by."""
    whole = unit(match["unit"], DATA)
    amount, per = _split(match["unit"], whole, of)
    how: How = "property" if per is None else _how(match, amount)
    if match["how"] == "fuel" and (per is None or str(amount.dimension) not in BURNABLE):
        return None
    return Asked(
        name=match["name"],
        process=match["process"] or steps[-1].name,
        unit=amount.text,
        per=per or "",
        how=how,
        key=match["key"] or "",
        weighs=str(amount.dimension) == "mass",
    )


def _split(text: str, whole: Unit, of: Quantity | None) -> tuple[Unit, str | None]:
    """``kWh/t`` is kWh for a tonne where the rule is for tonnes; a share is for nothing."""
    ratio = _RATIO.fullmatch(text)
    if ratio is not None:
        fits = of is None or unit(ratio["per"], DATA).dimension == of.unit.dimension
        return (unit(ratio["amount"], DATA), ratio["per"]) if fits else (whole, None)
    if whole.dimension == DIMENSIONLESS:
        return whole, None
    return whole, of.unit.text if of is not None else ""


def _how(match: re.Match[str], amount: Unit) -> How:
    if match["how"]:
        return "fuel" if match["how"] == "fuel" else "item"
    power = "electricity" in match["name"] and str(amount.dimension) == "energy"
    return "electricity" if power else "supplier"
