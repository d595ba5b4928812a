"""Recycled content and end of life: the materials of a product and how their recycling is shared.

Symbols as in the circular footprint formula (Recommendation (EU) 2021/2279, annex I, 4.4.8).
"""

from __future__ import annotations

from lca.names import Names
from lca.rules.schema.process import Factor
from lca.rules.schema.words import ExpressionText, Method, Name, Words, about
from lca.validation import Frozen


class Recovery(Frozen):
    """Energy recovered from what is not recycled."""

    rate: ExpressionText = about("Share that is burnt with recovery (R3).", "能量回收率（R3）")
    burning: Factor = about("Factor of burning the material (EER).", "焚烧因子（EER）")
    heating_value: ExpressionText | None = about(
        "Lower heating value (LHV).", "低位热值（LHV）", default=None
    )
    heat_efficiency: ExpressionText | None = about(
        "Share that becomes heat (XER,heat).", "供热效率", default=None
    )
    heat: Factor | None = about("Factor of the heat replaced (ESE,heat).", "被替代热的因子", default=None)
    electricity_efficiency: ExpressionText | None = about(
        "Share that becomes electricity (XER,elec).", "发电效率", default=None
    )
    electricity: Factor | None = about(
        "Factor of the electricity replaced (ESE,elec).", "被替代电力的因子", default=None
    )
    allocation: ExpressionText | None = about(
        "Share of the burden that goes with the energy (B); absent: 0, as the formula's default.",
        "能量回收的分配系数（B）；缺省为0（公式默认值）",
        default=None,
    )


class Material(Frozen):
    """A material of the product, from its making to its end; amounts are for the process's whole amount."""

    label: Names | None = about("What it is called.", "名称", default=None)
    amount: ExpressionText = about("Mass in the product.", "产品中的质量")
    process: Name | None = about(
        "The process whose lines its terms become; absent: that of the reference product.",
        "各项所归属的过程；缺省为基准产品的过程",
        default=None,
    )
    virgin: Factor | None = about("Factor of the primary material (EV).", "原生材料因子（EV）", default=None)
    recycled: Factor | None = about(
        "Factor of the recycled material that goes in (Erecycled).",
        "投入的再生材料因子（Erecycled）",
        default=None,
    )
    recycled_content: ExpressionText | None = about(
        "Share of recycled material (R1).", "再生料含量（R1）", default=None
    )
    recycling_rate: ExpressionText | None = about(
        "Share that is recycled at the end of life (R2).", "生命末期回收率（R2）", default=None
    )
    recycling: Factor | None = about(
        "Factor of recycling at the end of life (ErecyclingEoL).", "生命末期再生加工因子", default=None
    )
    replaced: Factor | None = about(
        "Factor of the primary material that is replaced (E*V); absent: virgin.",
        "被替代原生材料的因子（E*V）；缺省同 virgin",
        default=None,
    )
    allocation: ExpressionText | None = about(
        "Allocation factor A between supplier and user of recycled material.",
        "再生料供需双方的分配系数 A",
        default=None,
    )
    quality_in: ExpressionText | None = about(
        "Quality of what goes in over primary (Qsin/Qp).", "投入再生料质量比（Qsin/Qp）", default=None
    )
    quality_out: ExpressionText | None = about(
        "Quality of what comes out over primary (Qsout/Qp).", "产出再生料质量比（Qsout/Qp）", default=None
    )
    recovery: Recovery | None = about("Energy recovery.", "能量回收", default=None)
    disposal: Factor | None = about("Factor of disposal (ED).", "处置因子（ED）", default=None)
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Every factor that the material names."""
        held = (self.virgin, self.recycled, self.recycling, self.replaced, self.disposal)
        burnt = self.recovery and (self.recovery.burning, self.recovery.heat, self.recovery.electricity)
        return tuple(factor for factor in (*held, *(burnt or ())) if factor is not None)


class EndOfLife(Frozen):
    """How recycling is treated.

    Beside ``amount`` the materials give, by method: cut_off: virgin, recycled_content, recycled,
    recycling_rate, disposal; closed_loop: virgin, recycling_rate, recycling, disposal; open_loop: the same
    and allocation; cff: all of these, quality_in and quality_out; net_scrap: recycled_content,
    recycling_rate, recycling, and virgin with recycled, or replaced alone where the process itself makes
    the material. ``recovery`` is free in all; ``replaced`` is virgin where absent. What a share of zero
    would be multiplied with may be left out. cut_off leaves out what lies outside the boundary.
    """

    method: Method = about("Method.", "方法")
    materials: dict[Name, Material] = about(
        "Materials whose recycling the method shares.", "按该方法处理的材料", default_factory=dict
    )
    clause: Words | None = about("Clause of the standard.", "标准条款", default=None)
