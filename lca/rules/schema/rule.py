"""The whole rule file and its tests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from lca.names import Names
from lca.rules.schema import demands, general, prose
from lca.rules.schema.activity import Activity, Parameter
from lca.rules.schema.process import Process
from lca.rules.schema.recycling import EndOfLife
from lca.rules.schema.words import Id, Name, QuantityText, Version, Words, about
from lca.rules.stages import Stage
from lca.validation import Frozen

LANGUAGE_VERSION = 1
SCHEMA_ID = "urn:zuji:schema:rule:1"


class Physical(Frozen):
    """Allocation by a physical relation."""

    physical: Literal["mass", "energy"] = about("By what.", "依据")


def _rung(value: Any) -> str:
    return "<physical>" if isinstance(value, dict | Physical) else "<rung>"


Rung = Annotated[
    Annotated[Literal["subdivision", "system_expansion", "economic"], Tag("<rung>")]
    | Annotated[Physical, Tag("<physical>")],
    Discriminator(_rung),
]


class Expect(Frozen):
    """What a test expects, each number with its margin: ``14.9 t ± 2 %``."""

    total: Words | None = about("The footprint.", "总量", default=None)
    stages: dict[Stage, Words] = about("The footprint of stages.", "各阶段", default_factory=dict)
    categories: dict[Name, Words] = about(
        "The footprint by origin: fossil, biogenic_emission, biogenic_uptake, land_use_change, aircraft, "
        "not_stated.",
        "按来源分类的足迹：fossil、biogenic_emission、biogenic_uptake、land_use_change、aircraft、not_stated",
        default_factory=dict,
    )
    gases: dict[Words, Words] = about(
        "Gases by key, formula or name: a mass is that of the gas, kg CO2e its footprint.",
        "各气体（键、化学式或名称）：质量为气体自身质量，kg CO2e 为其足迹",
        default_factory=dict,
    )
    quality: dict[Name, QuantityText] = about(
        "Scores of the result's data by indicator, 1 to 5, and primary_share.",
        "各指标的数据质量评分（1 至 5）及 primary_share",
        default_factory=dict,
    )
    sensitivities: dict[Name, Words] = about(
        "The footprint in the cases of the rule, and grid_average.",
        "各敏感性情景下的总量（含 grid_average）",
        default_factory=dict,
    )
    units: dict[Name, Words] = about(
        "The footprint for further units, by id.", "其他单位的足迹，按 id", default_factory=dict
    )
    lines: dict[Words, Words] = about(
        "The footprint of lines: a process, process.line, or with the stage before it; lines below add up.",
        "各行的足迹：过程、过程.行，或在前面加上阶段；下属各行相加",
        default_factory=dict,
    )
    performance_class: Words | None = about("The performance class.", "绩效等级", default=None)
    findings: tuple[Words, ...] | None = about(
        "Codes of findings, each with the name of what it is about if wanted: A204 alumina; [] for none.",
        "提示代码，可附所涉名称，如 A204 alumina；[] 表示不应有任何提示",
        default=None,
    )


class RuleTest(Frozen):
    """Activity data and the footprint that they must give."""

    name: Words = about("What is tested.", "测试名称")
    expect: Expect = about("What must come out.", "期望结果")
    source: Words = about("Where the expected number comes from.", "期望数值的来源")
    inventory: Words | None = about("An inventory file to start from.", "作为基础的清单文件", default=None)
    given: dict[Name, Any] = about("Activity data.", "活动数据", default_factory=dict)
    footprints: dict[Name, Any] = about("Suppliers' footprints.", "供应商碳足迹", default_factory=dict)
    geography: Words | None = about("Code of the geography.", "地理代码", default=None)
    year: int | None = about("Year of the activity data.", "数据年份", default=None)


class Frame(general.Superseding):
    """A rule of any level; a general or sector rule is a frame that product rules extend."""

    zuji: Literal[1] = about("Version of the rule language.", "规则语言版本")
    id: Id = about("Dotted id.", "规则 id（以点分隔）")
    version: Version = about("Semantic version.", "语义化版本号")
    level: Literal["general", "sector", "product"] = about(
        "general and sector rules are frames for product rules.",
        "general（通则）与 sector（行业）供产品规则扩展",
        default="product",
    )
    extends: Words | None = about(
        "The rule above: its id (with @version) or a path beside this file; here it may only be narrowed "
        "or added to.",
        "上位规则：id（可带 @版本）或相对路径；下位规则只能收窄或增加",
        default=None,
    )
    title: Names = about("Title.", "标题")
    standards: tuple[general.Standard, ...] = about("Standards behind the rule.", "所依据的标准", default=())
    valid: general.Validity | None = about("When it may be used.", "有效期", default=None)
    text: prose.Prose | None = about("Chapters in words.", "文字章节", default=None)
    terms: tuple[prose.Term, ...] = about("Terms and definitions.", "术语和定义", default=())
    product: general.Product | None = about(
        "The category of products that the rule is for.", "规则适用的产品种类", default=None
    )
    unit: general.Unit | None = about("Declared or functional unit.", "声明单位或功能单位", default=None)
    alternative_units: tuple[general.AlternativeUnit, ...] = about("Further units.", "其他单位", default=())
    boundary: general.Boundary | None = about("System boundary.", "系统边界", default=None)
    cut_off: general.CutOff | None = about("Cut-off criteria.", "取舍准则", default=None)
    parameters: dict[Name, Parameter] = about("Cited constants.", "有来源的常数", default_factory=dict)
    activity_data: dict[Name, Activity] = about(
        "What the company gives.", "企业填报的活动数据", default_factory=dict
    )
    quantities: dict[Name, demands.Quantity] = about(
        "Intermediate results: a formula, or a block with formula and label.",
        "中间量：计算式，或含计算式与名称的字段块",
        default_factory=dict,
    )
    processes: dict[Name, Process] = about("Unit processes.", "单元过程", default_factory=dict)
    allocation: tuple[Rung, ...] = about("Hierarchy of allocation.", "分配层级", default=())
    electricity: general.Electricity | None = about("Choice of electricity.", "电力", default=None)
    end_of_life: EndOfLife | None = about("Treatment of recycling.", "生命末期方法", default=None)
    carbon_storage: dict[Name, demands.Storage] = about(
        "Carbon held by the product, reported apart.", "产品储存的碳（单独报告）", default_factory=dict
    )
    data_quality: general.DataQuality | None = about("What data must reach.", "数据质量要求", default=None)
    sensitivities: dict[Name, demands.Sensitivity] = about(
        "Cases that every result must contain.", "结果必须包含的敏感性情景", default_factory=dict
    )
    classes: demands.Classes | None = about("Performance classes.", "绩效等级", default=None)
    comparability: tuple[demands.Condition, ...] = about(
        "Conditions under which results may be compared.", "可比性条件", default=()
    )
    report: general.Report | None = about("Contents of the report.", "报告内容", default=None)
    tests: tuple[RuleTest, ...] = about("Tests of the rule.", "规则的测试", default=())


class RuleModel(Frame):
    """A product category rule, whole: what a frame leaves open is here."""

    level: Literal["product"] = about("A product rule.", "产品规则", default="product")
    product: general.Product = about("The category of products that the rule is for.", "规则适用的产品种类")
    unit: general.Unit = about("Declared or functional unit.", "声明单位或功能单位")
    boundary: general.Boundary = about("System boundary.", "系统边界")
    cut_off: general.CutOff = about("Cut-off criteria.", "取舍准则")
    processes: dict[Name, Process] = about("Unit processes.", "单元过程", min_length=1)
    end_of_life: EndOfLife = about(
        "Treatment of recycling.", "生命末期方法", default=EndOfLife(method="cut_off")
    )
