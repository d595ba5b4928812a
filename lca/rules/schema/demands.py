"""What a rule demands beside a number: sensitivity cases, classes, balances, carbon reported apart."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from lca.names import Names
from lca.rules.schema.words import ExpressionText, Method, Name, QuantityText, Words, about
from lca.validation import Frozen

Source = Literal["on_site", "direct_line", "contract", "grid_average"]


class Sensitivity(Frozen):
    """A case that every result must contain: what would come out if something were otherwise."""

    label: Names = about("What the case is called.", "情景名称")
    given: dict[Name, Any] = about(
        "Activity data instead of those given.", "替换的活动数据", default_factory=dict
    )
    change: dict[Name, QuantityText] = about(
        "Relative changes of activity data or parameters, e.g. +10 %.",
        "活动数据或参数的相对变化，如 +10 %",
        default_factory=dict,
    )
    parameters: dict[Name, QuantityText] = about(
        "Constants instead of the rule's.", "替换的常数", default_factory=dict
    )
    electricity: Source | None = about("All electricity from this source.", "电力来源替换为", default=None)
    allocation: dict[Name, Literal["mass", "energy", "economic", "none"]] = about(
        "Another allocation of a process.", "替换某过程的分配方法", default_factory=dict
    )
    end_of_life: Method | None = about("Another treatment of recycling.", "替换生命末期方法", default=None)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Band(Frozen):
    """A performance class."""

    name: Words = about("Name of the class, e.g. A.", "等级名称，如 A")
    at_most: QuantityText | None = about(
        "Its upper bound, for the unit; absent only for the last.",
        "上限（对应单位）；仅末级可缺省",
        default=None,
    )
    label: Names | None = about("What it is called.", "说明", default=None)


class Classes(Frozen):
    """Performance classes by thresholds, from best to worst."""

    source: Words = about("Where the thresholds come from.", "阈值来源")
    bands: tuple[Band, ...] = about("The classes, best first.", "各等级，由优到劣", min_length=2)
    unit: Name | None = about(
        "Id of the further unit that the thresholds are for; absent: the rule's own unit.",
        "阈值所对应的其他单位 id；缺省为规则的单位",
        default=None,
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Storage(Frozen):
    """Carbon that the product holds for a time; reported apart, never in the total."""

    label: Names | None = about("What it is called.", "名称", default=None)
    carbon: ExpressionText = about(
        "Mass of biogenic carbon (C) held, for the reference flow.", "对应基准流的生物碳质量（以C计）"
    )
    duration: QuantityText = about("How long, e.g. 30 year.", "储存时间，如 30 year")
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Balance(Frozen):
    """What goes in must come out: mass, carbon, energy, an element."""

    inputs: ExpressionText = about("What goes in.", "进入量")
    outputs: ExpressionText = about("What comes out.", "输出量")
    tolerance: QuantityText = about("Largest difference, as a share of what goes in.", "允许相对偏差")
    label: Names | None = about("What it is called.", "名称", default=None)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Intermediate(Frozen):
    """An intermediate result with its name for people."""

    formula: ExpressionText = about("How it follows, an expression.", "计算式（表达式）")
    label: Names | None = about("What it is called.", "名称", default=None)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


def _intermediate(value: Any) -> str:
    return "<named>" if isinstance(value, dict | Intermediate) else "<formula>"


Quantity = Annotated[
    Annotated[ExpressionText, Tag("<formula>")] | Annotated[Intermediate, Tag("<named>")],
    Discriminator(_intermediate),
]


def formula_of(quantity: str | Intermediate) -> str:
    """The formula of an intermediate result in either form."""
    return quantity.formula if isinstance(quantity, Intermediate) else quantity


def quantity_label(quantity: str | Intermediate) -> Names | None:
    """The name of an intermediate result for people, where it has one."""
    return quantity.label if isinstance(quantity, Intermediate) else None


class Condition(Frozen):
    """A condition under which two results may be compared."""

    text: Names = about("The condition.", "条件")
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Dated(Frozen):
    """The value of a constant from a day on."""

    from_: date = about("First day.", "起始日期", alias="from")
    value: QuantityText = about("The value, with its unit.", "数值及单位")
    source: Words = about("Where it comes from.", "来源")
