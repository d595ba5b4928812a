"""``zuji sensitivity``: which uncertain numbers decide the total."""

from __future__ import annotations

from typing import Annotated

import typer

from lca.cli.calculation import AcceptOption, FileArgument, GwpOption, RuleOption, SeedOption, rule_of
from lca.cli.language import LanguageOption, chosen
from lca.cli.options import (
    AsOfOption,
    BackgroundOption,
    ReleaseOption,
    UserFactorsOption,
    backgrounds,
    day,
    open_factors,
)
from lca.cli.output import Format, FormatOption, emit, json_text, show

SobolOption = Annotated[
    int,
    typer.Option("--sobol", min=0, help="Samples for Sobol indices, a power of 2; 0: none (Sobol 样本数)."),
]


def sensitivity(
    file: FileArgument,
    rule: RuleOption = None,
    factors: ReleaseOption = None,
    gwp: GwpOption = "AR6",
    sobol: SobolOption = 0,
    seed: SeedOption = 1,
    user_factors: UserFactorsOption = None,
    as_of: AsOfOption = None,
    accept: AcceptOption = None,
    background: BackgroundOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Tell which uncertain numbers decide the total (哪些不确定数值决定总量)."""
    from lca.report.sensitivity import render_sensitivity
    from lca.sensitivity import sensitivity as study_of

    language = chosen(lang)
    study = study_of(
        file,
        rule_of(rule),
        factors=open_factors(factors, user_factors),
        gwp=gwp,
        samples=sobol,
        seed=seed,
        as_of=day(as_of),
        accept=accept or (),
        backgrounds=backgrounds(background),
    )
    if format is Format.json:
        emit(json_text(study), None)
    else:
        show(render_sensitivity(study, language))
