"""What a rule says about itself: standards, product, unit, boundary, cut-off, data quality."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from lca.names import Names
from lca.rules.schema.words import Edition, ExpressionText, Name, QuantityText, Score, Words, about
from lca.rules.stages import Stage
from lca.validation import Frozen


class Standard(Frozen):
    """A standard and how the rule relates to it."""

    id: Words = about("The number of the standard, with its year.", "标准编号（含年份）")
    relation: Literal["models", "follows", "general_rule", "references"] = about(
        "models: the rule is the standard's program; follows: it keeps to it; general_rule: it stands above; "
        "references: it is referred to.",
        "models：规则即该标准的程序；follows：遵循；general_rule：上位通则；references：规范性引用",
    )
    title: Names | None = about("Its title.", "标准名称", default=None)


class Validity(Frozen):
    """The time in which the rule may be used."""

    from_: date = about("First day.", "起始日期", alias="from")
    to: date | None = about("Last day; open when absent.", "终止日期；缺省为不限", default=None)


class Product(Frozen):
    """The product category."""

    name: Names | None = about("What the product is called.", "产品名称", default=None)
    categories: dict[Name, tuple[Words, ...]] = about(
        "Codes of the category by classification (cpc, hs, …).",
        "产品分类代码（cpc、hs 等）",
        default_factory=dict,
    )


class ReferenceFlow(Frozen):
    """How much of which product fulfils the unit."""

    product: Name = about("The product of one of the processes.", "某一过程的产品")
    amount: ExpressionText = about("Its amount, an expression.", "数量（表达式）")


class ServiceLife(Frozen):
    """How long the product serves."""

    amount: QuantityText = about("The time, e.g. 10 year.", "时间，如 10 year")
    basis: Names | None = about("What it rests on.", "依据", default=None)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Unit(Frozen):
    """The declared or functional unit."""

    kind: Literal["declared", "functional"] = about("Declared or functional unit.", "声明单位或功能单位")
    amount: QuantityText = about("How much, with its unit.", "数量及单位")
    of: Names = about("Of what.", "对象")
    reference_flow: ReferenceFlow = about("The product behind the unit.", "基准流")
    service_life: ServiceLife | None = about("How long the product serves.", "使用寿命", default=None)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class AlternativeUnit(Frozen):
    """A further unit in which the result is reported."""

    id: Name = about("Its name in results.", "结果中的名称")
    kind: Literal["declared", "functional"] = about("Declared or functional unit.", "声明单位或功能单位")
    amount: QuantityText = about("How much, with its unit.", "数量及单位")
    of: Names = about("Of what.", "对象")
    reference_flow: ExpressionText = about(
        "The amount of the reference product behind it, an expression.", "对应的基准产品数量（表达式）"
    )


class Reason(Frozen):
    """Why something stays outside."""

    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)
    reason: Names | None = about("The reason.", "理由", default=None)


class Excluded(Frozen):
    """A stage outside the boundary."""

    excluded: Reason = about("Clause and reason.", "条款与理由")


def _inclusion(value: Any) -> str:
    return "<excluded>" if isinstance(value, dict | Excluded) else "<included>"


Inclusion = Annotated[
    Annotated[Literal["included"], Tag("<included>")] | Annotated[Excluded, Tag("<excluded>")],
    Discriminator(_inclusion),
]


class Stages(Frozen):
    """The five stages, each inside or outside the boundary."""

    raw_material_acquisition: Inclusion = about("Raw material acquisition.", "原材料获取")
    production: Inclusion = about("Production.", "生产")
    distribution: Inclusion = about("Distribution.", "分销")
    use: Inclusion = about("Use.", "使用")
    end_of_life: Inclusion = about("End of life.", "生命末期")

    def includes(self, stage: Stage) -> bool:
        """Whether the stage is inside the boundary."""
        return bool(getattr(self, stage) == "included")


class Exclusion(Frozen):
    """A process left out of an included stage."""

    name: Names = about("What is left out.", "被排除的内容")
    stage: Stage = about("Where it would belong.", "所属阶段")
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)
    reason: Names | None = about("The reason.", "理由", default=None)
    bound: QuantityText | None = about(
        "Estimated share of the total, at most.", "估计占总量份额的上限", default=None
    )
    amount: ExpressionText | None = about(
        "Mass or energy left out for the reference flow, where the cut-off's basis is one of these.",
        "对应基准流被排除的质量或能量（取舍依据为质量或能量时）",
        default=None,
    )


class Boundary(Frozen):
    """The system boundary."""

    type: Literal["cradle_to_gate", "cradle_to_grave", "gate_to_gate", "gate_to_grave"] = about(
        "From where to where.", "起止范围"
    )
    stages: Stages = about("Each stage, included or excluded.", "各阶段：纳入或排除")
    exclusions: tuple[Exclusion, ...] = about(
        "Processes left out of included stages.", "已纳入阶段中被排除的过程", default=()
    )


class CutOff(Frozen):
    """What may be left out."""

    basis: Literal["footprint", "mass", "energy"] = about("Share of what.", "取舍依据")
    single: QuantityText = about("At most for one item.", "单项上限")
    total: QuantityText = about("At most for all together.", "合计上限")
    of: ExpressionText | None = about(
        "What a mass or an energy left out is a share of; absent: the sum of the inputs of that dimension.",
        "质量或能量份额的基数；缺省为该量纲各输入之和",
        default=None,
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Electricity(Frozen):
    """How electricity is chosen."""

    hierarchy: tuple[Literal["on_site", "direct_line", "contract", "grid_average"], ...] = about(
        "Sources in order of precedence.", "电力来源的优先顺序", min_length=1
    )
    sensitivity: Literal["on_site", "direct_line", "contract", "grid_average"] | None = about(
        "What the sensitivity analysis uses instead.", "敏感性分析所用的来源", default=None
    )
    vintage: Annotated[int, Field(strict=True, ge=0)] | None = about(
        "Years that a certificate's vintage may lie from the period; further ones block issue.",
        "绿证年份与核算期间可相差的年数；超出则不得出具结果",
        default=None,
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Minimum(Frozen):
    """The worst allowed scores of the result, 1 (best) to 5."""

    reliability: Score | None = about("Reliability.", "可靠性", default=None)
    completeness: Score | None = about("Completeness.", "完整性", default=None)
    temporal: Score | None = about("Time.", "时间代表性", default=None)
    geographical: Score | None = about("Geography.", "地理代表性", default=None)
    technological: Score | None = about("Technology.", "技术代表性", default=None)


class DataQuality(Frozen):
    """What the data must reach."""

    minimum: Minimum | None = about("Worst allowed scores.", "允许的最差评分", default=None)
    primary_share: QuantityText | None = about(
        "Least share of primary data.", "初级数据最低份额", default=None
    )
    period: QuantityText | None = about(
        "Least length of the period of the data, e.g. 1 year.", "数据期间的最短长度，如 1 year", default=None
    )
    balances: tuple[Name, ...] = about(
        "Balances that every process must declare, e.g. mass.", "每个过程须声明的平衡，如 mass", default=()
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Report(Frozen):
    """What a report contains."""

    sections: Literal["gbt24067"] = about("The list of sections.", "报告章节清单")


class Superseding(Frozen):
    """The base of a rule's life: its status and successor."""

    status: Literal["illustrative", "draft", "published", "superseded"] = about(
        "How far the rule may be relied on.", "规则状态"
    )
    superseded_by: Edition | None = about(
        "Id of the rule that takes its place, with @version where it is another version of this one.",
        "替代规则的 id；若为本规则的另一版本，写 id@版本",
        default=None,
    )
