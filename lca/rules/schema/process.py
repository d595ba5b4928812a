"""The unit processes of a rule: what they make, buy, burn, emit, throw away and share."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, StringConstraints, Tag

from lca.names import Names
from lca.rules.schema.demands import Balance
from lca.rules.schema.words import ExpressionText, Name, QuantityText, Words, about
from lca.rules.stages import Stage
from lca.validation import Frozen

Reference = Annotated[str, StringConstraints(pattern=r"^\$")]


class Selector(Frozen):
    """Which factor; each field is a literal, a choice ($name) or a column of the row ($row.name)."""

    item: Words | None = about("Key of the item, e.g. electricity.", "因子条目，如 electricity", default=None)
    id: Words | None = about("One factor by its id.", "因子 id", default=None)
    background: Words | None = about(
        "A background database, in place of item; with process, and geography where several have its name.",
        "背景数据库（代替 item）；须写 process，重名时再写 geography",
        default=None,
    )
    process: Words | None = about(
        "Id or name of a process of the background database, or of its product.",
        "背景数据库中过程的 id 或名称，或其产品名称",
        default=None,
    )
    kind: Words | None = about(
        "footprint (default), direct_emission, upstream, transmission or spend.",
        "footprint（缺省）、direct_emission、upstream、transmission 或 spend",
        default=None,
    )
    geography: Words | None = about("Code of the geography.", "地理代码", default=None)
    year: int | Words | None = about("Reference year.", "基准年", default=None)
    supply: Words | None = about("Supply of electricity or heat.", "供应类型（电、热）", default=None)
    category: Words | None = about("Category of the factor.", "因子类别", default=None)
    delivery_point: Words | None = about("Where it is delivered.", "交付点", default=None)
    calorific_basis: Words | None = about("net or gross.", "net（低位）或 gross（高位）", default=None)
    life_cycle_scope: Words | None = about("Scope of the factor.", "因子的生命周期范围", default=None)
    electricity: Reference | None = about(
        "Electricity as a supply of the activity data says ($name); alone, without item.",
        "按活动数据中的电力来源（$name）取因子；单独使用，不写 item",
        default=None,
    )
    fuel: Words | None = about(
        "A fuel, in place of item: a mass, volume or energy is converted to what the factor is per.",
        "燃料（代替 item）：质量、体积或能量按热值、密度换算到因子的单位",
        default=None,
    )
    publisher: Words | None = about(
        "Whose table of a fuel is used: cn_ndrc, ipcc, uk_desnz, …", "燃料数据的发布机构", default=None
    )
    method: Literal["factor", "carbon"] | None = about(
        "factor (default): a published emission factor; carbon: calorific value x carbon x oxidation.",
        "factor（缺省）：排放因子；carbon：热值 x 单位热值含碳量 x 碳氧化率",
        default=None,
    )
    oxidation: QuantityText | None = about(
        "Share of the carbon that burns, with method carbon; absent: the table's.",
        "碳氧化率（method: carbon 时）；缺省取表中数值",
        default=None,
    )


def _selector(value: Any) -> str:
    return "<reference>" if isinstance(value, str) else "<fields>"


Factor = Annotated[
    Annotated[Selector, Tag("<fields>")] | Annotated[Reference, Tag("<reference>")], Discriminator(_selector)
]


class _Line(Frozen):
    amount: ExpressionText = about("How much, an expression.", "数量（表达式）")
    id: Name | None = about("Its name among the lines of the process.", "在本过程各行中的名称", default=None)
    label: Names | None = about("What it is called.", "名称", default=None)
    stage: Stage | None = about("Its stage, if not its process's.", "所属阶段（缺省同过程）", default=None)
    for_each: Name | None = about("One exchange for each row of this table.", "对该表逐行展开", default=None)
    when: ExpressionText | None = about("Only where this holds.", "仅当条件成立", default=None)
    delay: QuantityText | None = about(
        "How long after the product is made; its effect is reported apart, the total keeps all.",
        "发生在产品完成后多久；延迟效应单独报告，总量不变",
        default=None,
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Bought(_Line):
    """Something bought, treated by others, or given back: with a factor or a supplier's footprint."""

    of: Name = about(
        "What it is; a supplier's footprint may stand under this name.", "对象；可用同名供应商碳足迹"
    )
    factor: Factor | None = about(
        "Which factor; absent: a supplier's footprint.", "因子；缺省须有供应商碳足迹", default=None
    )


class Internal(_Line):
    """The product of another process of this rule."""

    product: Name = about("The product.", "产品")


class Emission(_Line):
    """A gas that the process itself emits or takes up."""

    gas: Words = about("Key or name of the gas.", "气体的键或名称")
    origin: Literal["fossil", "biogenic", "biogenic_uptake", "land_use_change", "aircraft"] = about(
        "Where its carbon comes from.", "碳的来源", default="fossil"
    )
    of: Name | None = about("What it comes from.", "来自何物", default=None)


def _exchange(value: Any) -> str:
    given = isinstance(value, dict) and "product" in value
    return "<internal>" if given or isinstance(value, Internal) else "<bought>"


Exchange = Annotated[
    Annotated[Bought, Tag("<bought>")] | Annotated[Internal, Tag("<internal>")], Discriminator(_exchange)
]


class _Measures(Frozen):
    mass: ExpressionText | None = about("Its mass, to allocate by.", "用于分配的质量", default=None)
    energy: ExpressionText | None = about("Its energy, to allocate by.", "用于分配的能量", default=None)
    price: ExpressionText | None = about("Its price, to allocate by.", "用于分配的价格", default=None)


class Output(_Measures):
    """What the process makes."""

    product: Name = about("The product.", "产品")
    amount: ExpressionText = about("How much the lines of the process are for.", "本过程各行所对应的数量")
    label: Names | None = about("What it is called.", "名称", default=None)


class Treated(Frozen):
    """What the process treats."""

    product: Name = about("The waste.", "废物")
    amount: ExpressionText = about("How much the lines of the process are for.", "本过程各行所对应的数量")
    label: Names | None = about("What it is called.", "名称", default=None)


class CoProduct(_Measures):
    """A further product."""

    product: Name = about("The product.", "产品")
    amount: ExpressionText = about("How much.", "数量")
    label: Names | None = about("What it is called.", "名称", default=None)
    method: Literal["mass", "energy", "economic", "system_expansion", "none"] | None = about(
        "Its own method, if not the process's.", "单独的方法（缺省同过程）", default=None
    )
    avoided: Factor | None = about("The factor of what it replaces.", "被替代品的因子", default=None)
    avoided_amount: ExpressionText | None = about(
        "How much it replaces; absent: its own amount.", "替代量；缺省为其自身数量", default=None
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Allocation(Frozen):
    """How the burden of a process is shared."""

    method: Literal["mass", "energy", "economic", "none"] = about("By what.", "分配依据")
    justification: Names | None = about(
        "Why no higher rung of the hierarchy serves.", "为何不用更高层级", default=None
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)


class Process(Frozen):
    """A unit process; it makes a product (output) or treats a waste (treats)."""

    stage: Stage = about("Its stage.", "所属阶段")
    label: Names | None = about("What it is called.", "名称", default=None)
    output: Output | None = about("What it makes.", "产出", default=None)
    treats: Treated | None = about("What it treats.", "处理的废物", default=None)
    inputs: tuple[Exchange, ...] = about("What goes in.", "输入", default=())
    emissions: tuple[Emission, ...] = about("What it emits.", "直接排放", default=())
    wastes: tuple[Exchange, ...] = about("What is treated elsewhere.", "送处理的废物", default=())
    credits: tuple[Bought, ...] = about("What recycling at the end of life saves.", "回收抵减", default=())
    co_products: tuple[CoProduct, ...] = about("What it makes besides.", "共生产品", default=())
    allocation: Allocation | None = about("How the burden is shared.", "分配", default=None)
    balances: dict[Name, Balance] = about(
        "What goes in and what comes out, by name (mass, carbon, …).",
        "进出平衡，按名称（mass、carbon 等）",
        default_factory=dict,
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)
