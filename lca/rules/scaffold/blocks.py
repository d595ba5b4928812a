"""The parts of a new rule that depend on what was asked for, as lines of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from lca.i18n import Language, catalogue
from lca.rules.scaffold.asked import MEANT_BY_YAML, Asked, Step
from lca.rules.scaffold.wish import Plan
from lca.rules.schema.words import Method
from lca.rules.stages import STAGES, Stage

OPEN: Final[Mapping[Language, str]] = {"zh": "待补充：", "en": "TODO: "}
"""How words begin that are still to be written."""
_PLAIN: Final = re.compile(r"[A-Za-z\u3400-\u9fff][\w\u3000-\u9fff\uff00-\uffef /().+-]*")

NEEDS: Final[dict[Method, tuple[str, ...]]] = {
    "cut_off": ("virgin", "recycled_content", "recycled", "recycling_rate", "disposal"),
    "closed_loop": ("virgin", "recycling_rate", "recycling", "disposal"),
    "open_loop": ("virgin", "recycling_rate", "recycling", "allocation", "disposal"),
    "net_scrap": ("virgin", "recycled_content", "recycled", "recycling_rate", "recycling"),
    "cff": (
        *("virgin", "recycled_content", "recycled", "recycling_rate", "recycling"),
        *("allocation", "quality_in", "quality_out", "disposal"),
    ),
}
"""What a material must say under a method, beside its amount."""
FACTORS: Final = ("virgin", "recycled", "recycling", "disposal")
SHARES: Final = ("recycled_content", "recycling_rate")
RATIOS: Final = ("quality_in", "quality_out")
_RANGES: Final = {"allocation": "    range: [0, 1]"}


def scalar(words: str) -> str:
    """Words as they may stand in YAML, in a block or between braces; what cannot be printed is a blank."""
    flat = _printed(words)
    plain = _PLAIN.fullmatch(flat) and not MEANT_BY_YAML.fullmatch(flat)
    return flat if plain else json.dumps(flat, ensure_ascii=False)


def stated(words: str, language: Language, what: str) -> str:
    """The words as a scalar, or a placeholder that says what is missing."""
    return scalar(_printed(words) or OPEN[language] + what)


def _printed(words: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def names(zh: str, en: str) -> str:
    """A bilingual name between braces."""
    return f"{{zh: {scalar(zh)}, en: {scalar(en)}}}"


def label(name: str) -> str:
    """The label of a name: known words, else the name itself in English and a placeholder in Chinese."""
    known = catalogue().get(f"scaffold.word.{name}")
    words = name.replace("_", " ")
    return names(known["zh"], known["en"]) if known else names(OPEN["zh"] + words, words)


def activity_block(asked: Asked, upstream: bool) -> Iterator[str]:
    """A number that companies give; upstream of the product it is for a unit of what its process makes."""
    ratio = bool(asked.per) and upstream
    yield f"  {asked.name}:"
    yield f"    label: {label(asked.name)}"
    yield f"    unit: {scalar(f'{asked.unit}/{asked.per}' if ratio else asked.unit)}"
    if asked.per and not ratio:
        yield f"    per: {asked.per}"
    yield "    # range: [ , ]"
    if asked.how != "property":
        yield "    primary: preferred"


def supply_block() -> Iterator[str]:
    """Where the electricity comes from."""
    yield "  electricity_supply:"
    yield f"    label: {label('electricity_supply')}"
    yield "    supply: electricity"
    yield "    required: false"


def process_blocks(plan: Plan, lines: Iterable[str]) -> Iterator[str]:
    """All processes, each taking the product of the one before; ``lines`` belong to the last."""
    *upstream, last = plan.steps
    for step, before in zip(plan.steps, [None, *upstream], strict=True):
        if before is not None:
            yield ""
        yield from _process(plan, step, before, step is last)
    yield from lines


def _process(plan: Plan, step: Step, before: Step | None, last: bool) -> Iterator[str]:
    yield f"  {step.name}:"
    yield f"    label: {label(step.name)}"
    yield f"    stage: {step.stage}"
    product = product_name(plan) if last else f"{step.name}_product"
    yield f"    output: {{product: {product}, amount: {plan.unit}}}"
    yield "    inputs:"
    if before is not None:
        yield f"      - {{product: {before.name}_product, amount: {before.name}_used}}"
    for asked in plan.inputs:
        if asked.process == step.name:
            yield from _lines(plan, asked, step, last)


def _lines(plan: Plan, asked: Asked, step: Step, last: bool) -> Iterator[str]:
    amount = asked.name if last else f"{asked.name} * {plan.unit}"
    if asked.how == "fuel":
        known = catalogue().get(f"scaffold.word.{asked.name}")
        zh, en = (known["zh"], known["en"]) if known else (OPEN["zh"] + asked.name, asked.name)
        en = en.replace("_", " ")
        burnt, supply = names(f"{zh}（燃烧）", f"{en}, burnt"), names(f"{zh}（上游）", f"{en}, upstream")
        yield from _line(f"{asked.name}_burnt", burnt, amount, f"{{fuel: {asked.key}}}")
        yield from _line(f"{asked.name}_upstream", supply, amount, f"{{fuel: {asked.key}, kind: upstream}}")
    elif asked.how != "property":
        factor = {
            "item": f"{{item: {asked.key}}}",
            "electricity": "{electricity: $electricity_supply}",
        }
        bought = asked.weighs and step.stage == "production" and "raw_material_acquisition" in plan.stages
        stage = "raw_material_acquisition" if bought else None
        yield from _line(asked.name, label(asked.name), amount, factor.get(asked.how), stage)


def _line(of: str, words: str, amount: str, factor: str | None, stage: str | None = None) -> Iterator[str]:
    yield f"      - of: {of}"
    yield f"        label: {words}"
    if stage is not None:
        yield f"        stage: {stage}"
    yield f"        amount: {amount}"
    yield f"        factor: {factor}" if factor else "        # factor: {item: }"


def chain_blocks(plan: Plan) -> Iterator[str]:
    """How much of the product of a process the next one takes."""
    unit = plan.unit.unit.text if plan.unit else ""
    for step in plan.steps[:-1]:
        yield f"  {step.name}_used:"
        words = step.name.replace("_", " ")
        yield f"    label: {names(OPEN['zh'] + words + ' 产品用量', 'product of ' + words + ' used')}"
        yield f"    unit: {unit}"
        yield f"    per: {unit}"
        yield "    # range: [ , ]"


def product_name(plan: Plan) -> str:
    """The name of the product: its English words, or the end of the id."""
    words = plan.wish.product_en or plan.wish.id.partition(".")[2] or plan.wish.id
    name = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    fits = re.match(r"[a-z]", name) and not MEANT_BY_YAML.fullmatch(name)
    return name if fits else f"product_{name}".rstrip("_")


def stage_lines(stages: Iterable[Stage]) -> Iterator[str]:
    """Every stage, inside or outside."""
    inside = set(stages)
    first = next(stage for stage in STAGES if stage in inside)
    for stage in STAGES:
        before = STAGES.index(stage) < STAGES.index(first)
        key = "scaffold.before_gate" if before else "scaffold.after_gate"
        reason = names(catalogue()[key]["zh"], catalogue()[key]["en"])
        yield f"    {stage}: " + ("included" if stage in inside else f"{{excluded: {{reason: {reason}}}}}")


def share_blocks(method: Method) -> Iterator[str]:
    """The shares and ratios that a method of recycling needs, asked of the company."""
    for key in NEEDS[method]:
        if key in SHARES or key in RATIOS or key == "allocation":
            yield f"  {_variable(key)}:"
            yield f"    label: {label(_variable(key))}"
            yield '    unit: "%"' if key in SHARES else '    unit: "1"'
            yield _RANGES.get(key, "    range: [0, 100]" if key in SHARES else "    # range: [ , ]")


def recycling_lines(method: Method) -> Iterator[str]:
    """What the main material says under a method."""
    for key in NEEDS[method]:
        if key in FACTORS:
            words = OPEN["en"] + catalogue()[f"schema.title.{key}"]["en"]
            yield f"      {key}: {{item: {scalar(words)}}}"
        else:
            yield f"      {key}: {_variable(key)}"


def _variable(key: str) -> str:
    return {"allocation": "allocation_factor"}.get(key, key)
