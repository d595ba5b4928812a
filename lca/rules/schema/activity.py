"""The activity data that a rule asks for, and its cited constants."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from lca.distribution_spec import DistributionSpec
from lca.names import Names
from lca.rules.schema.demands import Dated
from lca.rules.schema.general import Minimum
from lca.rules.schema.words import Flag, Name, Number, QuantityText, Words, about
from lca.validation import Frozen

Interval = tuple[Number, Number]


class Default(Frozen):
    """What stands in where nothing is given."""

    value: QuantityText = about("The value, with its unit.", "数值及单位")
    source: Words = about("Where it comes from.", "来源")


class _Measured(Frozen):
    unit: Words = about("The unit in which it is asked for.", "填报单位")
    range: Interval | None = about(
        "Outside is an error, in the unit.", "超出即为错误（以填报单位计）", default=None
    )
    typical: Interval | None = about(
        "Outside is a warning, in the unit.", "超出即提示（以填报单位计）", default=None
    )
    primary: Literal["required", "preferred", "any"] = about(
        "Whether it must be primary data.", "是否须为初级数据", default="any"
    )
    sign: Literal["non_negative", "any"] = about(
        "Whether it may be negative.", "是否允许为负", default="non_negative"
    )
    label: Names | None = about("What it is called.", "名称", default=None)
    required: Flag = about("Whether it must be given.", "是否必填", default=True)


class Scalar(_Measured):
    """One number."""

    per: Words | None = about(
        "The unit of product that the value is for; absent: the whole declared unit.",
        "数值所对应的产品单位；缺省为整个声明单位",
        default=None,
    )
    default: Default | None = about("What stands in where it is not given.", "缺省值及来源", default=None)
    quality: Minimum | None = about(
        "Worst allowed scores of its data.", "对该数据质量评分的最低要求", default=None
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Choice(Frozen):
    """One of several texts."""

    options: tuple[Words, ...] = about("What may be chosen.", "可选项", min_length=1)
    default: Words | None = about("What stands in where it is not given.", "缺省选项", default=None)
    label: Names | None = about("What it is called.", "名称", default=None)
    required: Flag = about("Whether it must be given.", "是否必填", default=True)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Supply(Frozen):
    """Where electricity comes from: one source, or several with their shares."""

    supply: Literal["electricity"] = about(
        "electricity: grid average, on site, direct line or contract, as the rule's hierarchy permits.",
        "electricity：电网平均、自发自用、直供或合同（绿证），以规则的优先顺序所允许者为限",
    )
    label: Names | None = about("What it is called.", "名称", default=None)
    required: Flag = about(
        "Whether it must be given; else grid average.", "是否必填；缺省为电网平均", default=True
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class QuantityColumn(_Measured):
    """A column of numbers."""

    default: QuantityText | None = about("What stands in where it is not given.", "缺省值", default=None)


class ChoiceColumn(Frozen):
    """A column of chosen texts."""

    options: tuple[Words, ...] = about("What may be chosen.", "可选项", min_length=1)
    default: Words | None = about("What stands in where it is not given.", "缺省选项", default=None)
    label: Names | None = about("What it is called.", "名称", default=None)
    required: Flag = about("Whether it must be given.", "是否必填", default=True)


def _column(value: Any) -> str:
    if isinstance(value, ChoiceColumn) or (isinstance(value, dict) and "options" in value):
        return "<choice>"
    return "<quantity>" if isinstance(value, dict | QuantityColumn) else "<short>"


Column = Annotated[
    Annotated[Words, Tag("<short>")]
    | Annotated[QuantityColumn, Tag("<quantity>")]
    | Annotated[ChoiceColumn, Tag("<choice>")],
    Discriminator(_column),
]


class Table(Frozen):
    """Rows of values."""

    table: dict[Name, Column] = about(
        "The columns: text, factor, a unit, or a block.", "各列：text、factor、单位或字段块", min_length=1
    )
    key: Name | None = about("The text column that names a row.", "标识行的文本列", default=None)
    label: Names | None = about("What it is called.", "名称", default=None)
    required: Flag = about(
        "Whether it must be given (it may be empty).", "是否必填（可为空表）", default=True
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


def _activity(value: Any) -> str:
    if isinstance(value, Table) or (isinstance(value, dict) and "table" in value):
        return "<table>"
    if isinstance(value, Choice) or (isinstance(value, dict) and "options" in value):
        return "<choice>"
    if isinstance(value, Supply) or (isinstance(value, dict) and "supply" in value):
        return "<supply>"
    return "<scalar>"


Activity = Annotated[
    Annotated[Scalar, Tag("<scalar>")]
    | Annotated[Choice, Tag("<choice>")]
    | Annotated[Supply, Tag("<supply>")]
    | Annotated[Table, Tag("<table>")],
    Discriminator(_activity),
]


class Parameter(Frozen):
    """A cited constant: one value, or values by date."""

    value: QuantityText | None = about(
        "The value, with its unit; absent only beside values.",
        "数值及单位；仅在给出 values 时可缺省",
        default=None,
    )
    source: Words | None = about(
        "Where it comes from; needed with value.", "来源（给出 value 时必填）", default=None
    )
    values: tuple[Dated, ...] = about(
        "Values by the day from which they hold.", "按生效日期给出的数值", default=()
    )
    label: Names | None = about("What it is called.", "名称", default=None)
    distribution: DistributionSpec | None = about(
        "Its uncertainty; absent: exact.", "不确定性；缺省为精确值", default=None
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)
