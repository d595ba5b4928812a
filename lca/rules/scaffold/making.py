"""The text of a new rule: templates filled with what was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from lca.i18n import catalogue
from lca.rules.scaffold import blocks
from lca.rules.scaffold.wish import Plan, Template, Wish, plan_of

PARTS: Final[dict[Template, tuple[str, ...]]] = {
    "material": ("head", "product_head", "material", "tail", "tests"),
    "product": ("head", "product_head", "product", "tail", "tests"),
    "sector": ("head", "sector", "tail"),
}
_INLINE: Final = re.compile(r"<<(\w+)>>")
SOURCES: Final = "[on_site, direct_line, contract, grid_average]"


def scaffold(wish: Wish, file: Path | None = None) -> str:
    """The text of a new rule that stands at ``file`` (for what it extends).

    It loads. Linting finds what is still open: words that begin with TODO or 待补充 (R380), activity data
    without a range (R301), lines without a factor (R162), no tests (R153), and in the template ``product``
    no service life (R325). Sections that a rule above gives are left to it.

    Raises:
        RuleError: as :func:`lca.rules.scaffold.wish.plan_of`.

    """
    plan = plan_of(wish, file)
    text = "".join(_template(part) for part in PARTS[wish.template])
    values = dict(_head(plan)) | (dict(_whole(plan)) if wish.template != "sector" else {})
    values |= {name: "\n".join(_section(plan, name)) for name in ("cut_off", "allocation", "electricity")}
    return _filled(text, values)


def _template(name: str) -> str:
    return resources.files("lca.rules.scaffold").joinpath(f"{name}.yaml").read_text(encoding="utf-8")


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders replaced; a line that holds nothing but an empty one goes."""
    lines: list[str] = []
    for line in text.splitlines():
        name = line.strip().removeprefix("<<").removesuffix(">>")
        if line == f"<<{name}>>":
            lines += values[name].split("\n") if values[name] else []
            continue
        lines.append(_INLINE.sub(lambda found: values[found[1]], line))
    kept = [line for line, before in zip(lines, ["x", *lines], strict=False) if line or before]
    return "\n".join(kept).rstrip("\n") + "\n"


def _head(plan: Plan) -> Iterator[tuple[str, str]]:
    wish = plan.wish
    yield "schema", wish.schema
    yield "id", wish.id
    yield "level", f"level: {wish.template}" if wish.template == "sector" else ""
    yield "extends", f"extends: {wish.extends}" if wish.extends else "# extends: cn.gbt24067"
    yield "title_zh", blocks.stated(wish.title_zh, "zh", "规则标题")
    yield "title_en", blocks.stated(wish.title_en, "en", "title of the rule")
    yield "standards", "\n".join(_standards(wish.standards))


def _standards(numbers: Iterable[str]) -> Iterator[str]:
    if not numbers:
        yield "# standards:"
        yield "#   - {id: , relation: follows}"
        return
    yield "standards:"
    for number in numbers:
        yield f"  - {{id: {blocks.scalar(number)}, relation: follows}}"


def _whole(plan: Plan) -> Iterator[tuple[str, str]]:
    """What a product rule has and a frame has not."""
    wish = plan.wish
    upstream = {step.name for step in plan.steps[:-1]}
    yield "product_zh", blocks.stated(wish.product_zh, "zh", "产品名称")
    yield "product_en", blocks.stated(wish.product_en, "en", "name of the product")
    yield "product", blocks.product_name(plan)
    yield "kind", plan.kind
    yield "amount", str(plan.unit)
    yield "per", plan.unit.unit.text if plan.unit else ""
    yield "limits", plan.limits
    yield "stages", "\n".join(blocks.stage_lines(plan.stages))
    yield "service_life", "  # service_life: {amount: , basis: {zh: , en: }}" if _lasting(plan) else ""
    asked = [line for one in plan.inputs for line in blocks.activity_block(one, one.process in upstream)]
    supply = [] if _without_power(plan) else [*blocks.supply_block()]
    yield "activity_data", "\n".join([*blocks.chain_blocks(plan), *asked, *supply])
    extra = [*_product_lines(plan)] if wish.template == "product" else [*_remarks()]
    yield "processes", "\n".join(blocks.process_blocks(plan, extra))
    yield "method", wish.method
    yield "shares", "\n".join(blocks.share_blocks(wish.method))
    yield "recycling", "\n".join(blocks.recycling_lines(wish.method))


def _lasting(plan: Plan) -> bool:
    return plan.kind == "functional" and plan.limits == "cradle_to_grave"


def _without_power(plan: Plan) -> bool:
    return all(asked.how != "electricity" for asked in plan.inputs)


def _remarks() -> Iterator[str]:
    yield "    # emissions:"
    yield "    #   - {gas: co2, origin: fossil, amount: , label: {zh: , en: }}"
    yield "    # wastes:"
    yield "    #   - {of: , amount: , factor: {item: }, label: {zh: , en: }}"
    yield "    # co_products:"
    yield "    #   - {product: , amount: , label: {zh: , en: }}"


def _product_lines(plan: Plan) -> Iterator[str]:
    return iter(_template("product_lines").splitlines())


def _section(plan: Plan, name: str) -> Iterator[str]:
    """A section that a rule above may give, with its explanation."""
    words = catalogue()[f"scaffold.{name}"]
    yield f"# {words['zh']}"
    yield f"# {words['en']}"
    if plan.given(name):
        told = catalogue()["scaffold.given"]
        yield f"# {told['zh']} / {told['en']}".replace("{rule}", str(plan.wish.extends))
        return
    sector = "# " if plan.wish.template == "sector" else ""
    if name == "cut_off":
        yield f"{sector}cut_off: {{basis: footprint, single: 0 %, total: 0 %}}"
    elif name == "allocation":
        yield "# allocation: [subdivision, {physical: mass}, economic]"
    else:
        yield f"{sector}electricity: {{hierarchy: {SOURCES}, sensitivity: grid_average}}"
