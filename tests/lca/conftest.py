"""A small footprint made by hand: three lines, one of them negative, whose sums a reader can check."""

from datetime import date

import pytest
from small_case import Case

from lca.names import Names
from lca.results.footprint import (
    STAGES,
    Activity,
    AlternativeUnit,
    Amount,
    Boundary,
    ConformityFinding,
    Contribution,
    DataQuality,
    FactorUse,
    Footprint,
    Gas,
    Identified,
    InputFile,
    Interval,
    LedgerEntry,
    Parameter,
    Part,
    Period,
    Provenance,
    RuleReference,
    Solver,
    Stage,
    Step,
    Uncertainty,
    Unit,
)

STAGE_NAMES = dict(
    zip(
        STAGES,
        [
            Names(en="Raw material acquisition", zh="原材料获取"),
            Names(en="Production", zh="生产"),
            Names(en="Distribution", zh="分销"),
            Names(en="Use", zh="使用"),
            Names(en="End of life", zh="生命末期"),
        ],
        strict=True,
    )
)
TOTAL = 10_000.0
ALUMINA = "raw_material_acquisition.electrolysis.alumina"
ELECTRICITY = "production.electrolysis.electricity"
ANODE = "production.electrolysis.anode_consumption"
SLAG = "production.electrolysis.slag"


def interval(mean: float, sd: float) -> Interval:
    return Interval(
        mean=mean,
        sd=sd,
        median=mean,
        p2_5=mean - 1.96 * sd,
        p5=mean - 1.645 * sd,
        p95=mean + 1.645 * sd,
        p97_5=mean + 1.96 * sd,
    )


def line(path: str, label: Names, value: float, amount: Amount, **more: object) -> Contribution:
    stage, process, item = path.split(".")
    return Contribution(
        path=path,
        stage=stage,
        process=process,
        process_label=Names(en="electrolysis", zh="电解"),
        item=item,
        label=label,
        kind=more.pop("kind", "input"),
        value=value,
        share=value / TOTAL,
        categories={"fossil": value},
        gases=more.pop("gases", {"co2": value}),
        amount=amount,
        intensity=value / amount.normalised,
        primary=more.pop("primary", True),
        rule_location=more.pop("rule_location", "primary.yaml:41"),
        **more,
    )


def contributions() -> tuple[Contribution, ...]:
    return (
        line(
            ALUMINA,
            Names(en="Alumina", zh="氧化铝"),
            1_900.0,
            Amount(value=1.9, unit="t", normalised=1900, normalised_unit="kg"),
            factor="supplier:alumina",
            formula="alumina",
            inputs=("alumina",),
            clause="6.2",
        ),
        line(
            ELECTRICITY,
            Names(en="Electricity", zh="电力"),
            8_100.0,
            Amount(value=13_500, unit="kWh", normalised=48_600, normalised_unit="MJ"),
            factor="test.electricity.cn.2024",
            formula="electricity",
            inputs=("electricity", "electricity_supply"),
            clause="6.3",
        ),
        line(
            ANODE,
            Names(en="CF4 of anode effects", zh="阳极效应 CF4"),
            302.5,
            Amount(value=0.05, unit="kg", normalised=0.05, normalised_unit="kg"),
            kind="emission",
            gases={"cf4": 302.5},
            formula="anode_effect_minutes * slope",
            inputs=("anode_effect_minutes",),
        ),
        line(
            SLAG,
            Names(en="Avoided clinker", zh="避免的熟料"),
            -302.5,
            Amount(value=0.35, unit="t", normalised=350, normalised_unit="kg"),
            kind="avoided",
            factor="test.clinker.2020",
            formula="slag",
            inputs=("slag",),
            primary=False,
        ),
    )


def factors() -> tuple[FactorUse, ...]:
    return (
        FactorUse(
            id="supplier:alumina",
            kind="footprint",
            name=Names(en="Alumina of Refinery A", zh="甲厂氧化铝"),
            value=1.0,
            unit="kg",
            supplier_specific=True,
            publisher="Refinery A",
        ),
        FactorUse(
            id="test.electricity.cn.2024",
            kind="footprint",
            name=Names(en="Electricity, national average", zh="全国电力平均"),
            value=0.6,
            published_value=0.6,
            unit="kWh",
            geography="CN",
            reference_year=2024,
            gwp_set="AR6",
            distribution="lognormal",
            distribution_origin="assigned",
            quality={
                "reliability": 1,
                "completeness": 1,
                "temporal": 2,
                "geographical": 2,
                "technological": 2,
            },
            title="Announcement of a test",
            document="No. 1",
            publisher="Test Ministry 测试部",
            address="https://example.org/factors",
            locator="table 1, row 3",
            licence="test",
            trail=(
                Step(action="asked", detail=Names(en="electricity, CN-YN, 2024", zh="电力，CN-YN，2024")),
                Step(
                    action="widened",
                    detail=Names(
                        en="no factor for CN-YN; took the national one", zh="CN-YN 无因子；取全国值"
                    ),
                ),
            ),
        ),
        FactorUse(
            id="test.clinker.2020",
            kind="footprint",
            name=Names(en="Clinker", zh="熟料"),
            value=302.5 / 0.35,
            unit="t",
            geography="CN",
            reference_year=2020,
            publisher="Test Institute",
        ),
    )


def activity(key: str, label: Names, value: float, unit: str, row: int) -> Activity:
    return Activity(
        id=key,
        label=label,
        value=value,
        unit=unit,
        used=value,
        used_unit=unit,
        basis="per_unit",
        primary=True,
        source="meter EL-1, 2024",
        location=f"inventory.yaml:{row}:3",
    )


def activities() -> tuple[Activity, ...]:
    return (
        activity("alumina", Names(en="Alumina", zh="氧化铝"), 1.9, "t", 12),
        activity("electricity", Names(en="Electricity", zh="电力"), 13_500, "kWh", 13),
        activity(
            "anode_effect_minutes", Names(en="Anode effect minutes", zh="阳极效应分钟数"), 0.35, "min", 14
        ),
        activity("slag", Names(en="Slag", zh="炉渣"), 0.35, "t", 15),
    )


def stages() -> tuple[Stage, ...]:
    values = {"raw_material_acquisition": 1_900.0, "production": 8_100.0}
    return tuple(
        Stage(
            key=key,
            label=STAGE_NAMES[key],
            value=values.get(key, 0.0),
            share=values.get(key, 0.0) / TOTAL,
            included=key in values,
            reason=None if key in values else Names(en="ends at the smelter's gate", zh="止于电解厂大门"),
            clause=None if key in values else "5.3",
        )
        for key in STAGES
    )


def uncertainty() -> Uncertainty:
    return Uncertainty(
        method="monte_carlo",
        sampler="philox",
        seed=7,
        samples=10_000,
        interval=interval(TOTAL, 310.0),
        standard_error=3.1,
        analytic_mean=TOTAL,
        analytic_sd=308.0,
        parameters=(
            Parameter(
                id="factor:test.electricity.cn.2024",
                kind="factor",
                label=Names(en="Electricity, national average", zh="全国电力平均"),
                distribution="lognormal",
                origin="assigned",
                value=0.6,
                sensitivity=13_500,
                elasticity=0.81,
                variance_share=0.9,
            ),
            Parameter(
                id="activity:alumina",
                kind="activity",
                label=Names(en="Alumina", zh="氧化铝"),
                distribution="normal",
                origin="stated",
                value=1.9,
                sensitivity=1.0,
                elasticity=0.19,
                variance_share=0.1,
            ),
        ),
    )


def ledger() -> tuple[LedgerEntry, ...]:
    return (
        LedgerEntry(
            kind="excluded_process",
            path="production.construction",
            reason=Names(en="plant construction", zh="厂房建设"),
            clause="5.4",
            bound=100.0,
        ),
        LedgerEntry(
            kind="proxy_factor",
            path=ELECTRICITY,
            reason=Names(en="national instead of CN-YN", zh="以全国值代替 CN-YN"),
            affected=8_100.0,
        ),
        LedgerEntry(kind="excluded_stage", path="use", reason=Names(en="by the rule", zh="规则规定")),
    )


@pytest.fixture(scope="session")
def example() -> Footprint:
    """10 t CO2e a tonne: alumina 1 900, electricity 8 100, CF4 302.5, avoided clinker -302.5 (kg)."""
    per_tonne = Unit(
        kind="declared",
        amount=1,
        unit="t",
        of=Names(en="molten primary aluminium", zh="原铝液"),
        reference_flow=1,
        reference_flow_unit="t",
        reference_product="molten_aluminium",
        mass_kg=1000,
    )
    further = AlternativeUnit(
        id="per_coil",
        value=25_000,
        p2_5=23_500,
        p97_5=26_500,
        **per_tonne.model_dump(exclude={"of", "unit", "mass_kg", "reference_flow"}),
        reference_flow=2.5,
        unit="item",
        of=Names(en="coil of 2.5 t", zh="2.5 t 卷"),
    )
    return Footprint(
        kind="partial",
        illustrative=True,
        product=Identified(
            id="urn:test:al", name=Names(en="Primary aluminium", zh="电解铝"), model="Al99.70"
        ),
        company=Identified(name=Names(en="Smelter B", zh="乙铝业")),
        site=Identified(name=Names(en="Qujing works", zh="曲靖厂"), geography="CN-YN"),
        period=Period(start=date(2024, 1, 1), end=date(2024, 12, 31)),
        rule=RuleReference(
            id="cn.aluminium.primary",
            version="1.0.0",
            title=Names(en="Primary aluminium", zh="电解铝"),
            status="illustrative",
            standards=("GB/T 44905-2024",),
        ),
        unit=per_tonne,
        boundary=Boundary(type="cradle_to_gate"),
        total=Part(
            key="total",
            label=Names(en="Total", zh="合计"),
            value=TOTAL,
            share=1.0,
            interval=interval(TOTAL, 310),
        ),
        stages=stages(),
        categories=(
            Part(key="fossil", label=Names(en="fossil", zh="化石"), value=TOTAL, share=1.0),
            Part(key="aircraft", label=Names(en="aircraft", zh="航空"), value=0.0, share=0.0),
        ),
        gases=(
            Gas(key="co2", label=Names(en="CO2", zh="CO2"), value=9_697.5, share=0.96975, mass_kg=9_697.5),
            Gas(key="cf4", label=Names(en="CF4", zh="CF4"), value=302.5, share=0.03025, mass_kg=0.05),
        ),
        alternative_units=(further,),
        contributions=contributions(),
        activity_data=activities(),
        factors=factors(),
        uncertainty=uncertainty(),
        data_quality=DataQuality(
            technological=1.8,
            geographical=2.0,
            temporal=1.5,
            overall=1.8,
            covered_share=0.97,
            primary_share=0.2,
            primary_activity_share=0.97,
        ),
        completeness=ledger(),
        findings=(
            ConformityFinding(
                code="C204",
                severity="warning",
                message=Names(en="a national factor stands for CN-YN", zh="以全国因子代替 CN-YN"),
                remedy=Names(en="Ask the supplier of electricity.", zh="请向供电方索取。"),
                location="inventory.yaml:13:3",
                clause="6.3",
            ),
        ),
        provenance=Provenance(
            engine="zuji",
            engine_version="0.1.0",
            inputs=(
                InputFile(role="rule", name="cn.aluminium.primary", version="1.0.0", sha256="a" * 64),
                InputFile(role="activity_data", name="inventory.yaml", sha256="b" * 64),
                InputFile(role="factor_release", name="test", version="2025.1", sha256="c" * 64),
            ),
            factor_release="2025.1",
            gwp_set="AR6",
            seed=7,
            samples=10_000,
            solver=Solver(
                method="dense", processes=1, exchanges=4, residual=0.0, forward_adjoint_difference=0.0
            ),
        ),
    )


@pytest.fixture
def case():
    """``case(rule, inventory)``: what differs from a minimal rule and inventory; ``.footprint()``."""
    return Case
