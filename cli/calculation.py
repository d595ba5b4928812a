"""``zuji calc`` and ``zuji check``: from activity data to a footprint, or to everything wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.compiling import tell_first_use
from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import (
    AsOfOption,
    BackgroundOption,
    ReleaseOption,
    UserFactorsOption,
    backgrounds,
    day,
    open_factors,
)
from lca.cli.output import Format, FormatOption, OutOption, emit, format_of, json_text, show
from lca.errors import Location
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.results.footprint import Footprint

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Activity data (YAML) (活动数据文件).")]
RuleOption = Annotated[
    str | None,
    typer.Option(
        "--rule", metavar="ID|FILE", help="Rule instead of the one FILE names (规则).", show_default=False
    ),
]
GwpOption = Annotated[str, typer.Option("--gwp", help="Set of global warming potentials (GWP 数据集).")]
SamplesOption = Annotated[
    int, typer.Option("--samples", min=0, help="Monte Carlo samples; 0 for none (抽样次数).")
]
AcceptOption = Annotated[
    list[str] | None,
    typer.Option(
        "--accept",
        metavar="CODE",
        help="Refusal taken upon oneself; the result is not to be issued (接受某项拒绝).",
        show_default=False,
    ),
]
AssignOption = Annotated[
    bool,
    typer.Option(
        "--assigned-uncertainty/--no-assigned-uncertainty",
        help="Give factors without a published uncertainty one by policy (为无不确定度的因子赋值).",
    ),
]
RequirementsOption = Annotated[
    bool,
    typer.Option("--requirements", help="Tell every requirement of GB/T 24067 with its evidence (全部要求)."),
]
SamplingOption = Annotated[
    str,
    typer.Option("--sampling", metavar="DESIGN", help="random, latin-hypercube or sobol (抽样设计)."),
]
PrecisionOption = Annotated[
    str | None,
    typer.Option(
        "--precision",
        metavar="SHARE",
        help="Stop when the mean is known to ± this share, such as 0.5% (达到精度即停止).",
        show_default=False,
    ),
]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of the samples (随机种子).")]


def calc(
    file: FileArgument,
    rule: RuleOption = None,
    factors: ReleaseOption = None,
    gwp: GwpOption = "AR6",
    samples: SamplesOption = 10_000,
    sampling: SamplingOption = "random",
    precision: PrecisionOption = None,
    seed: SeedOption = 1,
    user_factors: UserFactorsOption = None,
    as_of: AsOfOption = None,
    assigned_uncertainty: AssignOption = True,
    accept: AcceptOption = None,
    background: BackgroundOption = None,
    requirements: RequirementsOption = False,
    lang: LanguageOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Compute a footprint (计算产品碳足迹).

    Exit codes: 0 done, 1 computed with findings that stand in the way of issue, 2 wrong input, 3 internal.
    """
    from lca.calculation import calculate

    language = chosen(lang)
    if background:
        tell_first_use(language)
    footprint = calculate(
        file,
        rule_of(rule),
        factors=open_factors(factors, user_factors),
        gwp=gwp,
        samples=samples,
        sampling=sampling.replace("-", "_"),
        precision=_share(precision),
        seed=seed,
        as_of=day(as_of),
        assign_uncertainty=assigned_uncertainty,
        accept=accept or (),
        backgrounds=backgrounds(background),
    )
    _deliver(footprint, format_of(format, out), out, language, requirements)
    if footprint.blocking:
        count = sum(finding.severity in ("error", "blocking") for finding in footprint.findings)
        tell(text("cli.blocking", language, count=count))
        raise typer.Exit(1)


def _share(words: str | None) -> float | None:
    """A share such as ``0.5%`` or ``0.005`` as a number; InputError where it is none."""
    from lca.units import quantity

    return None if words is None else quantity(words, Location("--precision"), like="1").engine


def rule_of(name: str | None) -> str | Path | None:
    """A file where there is one of this name, else the id of a shipped rule."""
    return Path(name) if name and (name.endswith((".yaml", ".yml")) or Path(name).is_file()) else name


def _deliver(
    footprint: Footprint, form: Format, out: Path | None, language: Language, requirements: bool
) -> None:
    from lca.report.terminal import plain, render

    if form is Format.table and out is None:
        show(render(footprint, language, all_requirements=requirements))
        return
    words = plain(footprint, language, all_requirements=requirements) if form is Format.table else ""
    emit(footprint.to_json() if form is Format.json else words, out)
    if out is not None:
        tell(text("cli.written", language, path=out))


def check(
    file: FileArgument,
    rule: RuleOption = None,
    factors: ReleaseOption = None,
    user_factors: UserFactorsOption = None,
    as_of: AsOfOption = None,
    background: BackgroundOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Say everything that is wrong with activity data (检查活动数据)."""
    from lca.calculation import check as examine
    from lca.errors import Severity

    language = chosen(lang)
    findings = examine(
        file,
        rule_of(rule),
        factors=open_factors(factors, user_factors),
        as_of=day(as_of),
        backgrounds=backgrounds(background),
    )
    wrong = sum(finding.severity is Severity.ERROR for finding in findings)
    if format is Format.json:
        emit(json_text(findings), None)
    else:
        for finding in findings:
            typer.echo(finding.render(language))
    tell(text("cli.checked", language, path=file, errors=wrong, others=len(findings) - wrong))
    raise typer.Exit(2 if wrong else 0)
