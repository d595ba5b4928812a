"""``zuji background solve``: intensities of all products, and their samples, beside the database."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.background_options import (
    GWP,
    FolderArgument,
    GwpOption,
    MethodOption,
    find,
    gases_of,
    gwp_set,
    placed,
    share,
    solved,
    storing,
)
from lca.cli.background_progress import progress
from lca.cli.compiling import tell_first_use
from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text, plain
from lca.cli.output import show as print_text

if TYPE_CHECKING:
    from lca.background.characterising import GasFlows
    from lca.background.database import Background
    from lca.background.solving import Intensities
    from lca.cli.background_sampling import Drawn
    from lca.errors import Finding


STILL = 1e-12
"""Relative error up to which a product does not vary but for rounding."""


def solve(
    folder: FolderArgument,
    gwp: GwpOption = GWP,
    method: MethodOption = None,
    samples: Annotated[
        int, typer.Option("--samples", min=0, help="Monte Carlo samples of all products (样本数).")
    ] = 0,
    sampling: Annotated[
        str,
        typer.Option("--sampling", metavar="DESIGN", help="random, latin-hypercube or sobol (抽样设计)."),
    ] = "random",
    precision: Annotated[
        str | None,
        typer.Option(
            "--precision",
            metavar="SHARE",
            help="Stop when each mean's standard error is below this share, such as 1% (精度).",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        list[str] | None,
        typer.Option(
            "--watch",
            metavar="PROCESS",
            help="Products that --precision is for; else all. Repeatable (关注的过程，可重复).",
        ),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws (随机种子).")] = 1,
    threads: Annotated[
        int | None,
        typer.Option("--threads", min=1, help="Else all processors (线程数).", show_default=False),
    ] = None,
    float32: Annotated[bool, typer.Option("--float32", help="Half the space of samples (单精度).")] = False,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Solve a database for all its products and store the result (求解数据库).

    Exit codes: 0 done, 1 done with findings that stand in the way of use, 2 wrong input.
    """
    from lca.background.characterising import method_of, without_value
    from lca.background.store import open_background
    from lca.cli.background_sampling import Wanted, drawn
    from lca.errors import Severity

    language = chosen(lang)
    background, chosen_set = open_background(folder), gwp_set(gwp)
    with placed(folder):
        watched = tuple(find(background, one) for one in watch or ())
        gases = gases_of(background, method)
    wanted = Wanted(
        samples, None if precision is None else share(precision, "--precision"), seed,
        sampling.replace("-", "_"), "float32" if float32 else "float64", threads, watched,
    )  # fmt: skip
    lacking = without_value(background, gases, chosen_set)
    blocking = tuple(one for one in gases.findings if one.severity is Severity.BLOCKING)
    noted = tuple(one for one in gases.findings if one.code == "B517")
    tell_first_use(language)
    began = time.perf_counter()
    with progress(language) as tell, placed(folder), storing(background):
        tell("solve", 0, 0)
        solution, stored = _solution(background, gases)
        taken = time.perf_counter() - began
        asked = samples or wanted.precision is not None
        made = drawn(background, gases, chosen_set, wanted, tell) if asked else None
        drawing = time.perf_counter() - began - taken
    told = {one.message() for one in lacking}
    drawn_findings = [one for one in made.findings if one.message() not in told] if made else []
    found = [*blocking, *noted, *solution.findings, *lacking, *drawn_findings]
    facts = _facts(background, solution) | {
        "stored": stored,
        "seconds": round(taken, 3),
        "characterisation": method_of(gases),
    }
    if made is not None:
        facts["samples"] = _sampled(background, made, wanted.watched, told) | {
            "seed": seed,
            "gwp": chosen_set.name,
            "seconds": round(drawing, 3),
        }
    _deliver(facts, found, language, format)
    if blocking:
        raise typer.Exit(1)


def _solution(background: Background, gases: GasFlows) -> tuple[Intensities, bool]:
    """The stored intensities, else new ones, stored; and whether they stood there."""
    from lca.background.solving import intensities
    from lca.background.solving.stored import store_intensities

    known: Intensities | None = solved(background, gases)
    if known is not None:
        return known, True
    found = intensities(background, gases)
    store_intensities(background, gases, found)
    return found, False


def _facts(background: Background, solution: Intensities) -> dict[str, Any]:
    return {
        "name": background.name,
        "folder": background.folder,
        "sha256": background.sha256,
        "products": background.size,
        "gases": len({gas for gas, _ in solution.columns}),
        "method": solution.method,
        "sweeps": solution.sweeps,
        "residual": solution.residual,
        "error": solution.error,
        "disagreement": solution.disagreement,
    }


def _sampled(background: Background, made: Drawn, watched: tuple[int, ...], told: set[str]) -> dict[str, Any]:
    import numpy as np

    from lca.cli.background_sampling import relative_errors, sureness

    errors = relative_errors(made.values)
    known = np.flatnonzero(np.isfinite(errors) & (errors > STILL))
    sure: dict[str, Any] = {}
    if len(known):
        worst = int(known[np.argmax(errors[known])])
        sure["relative_error"] = {
            "products": len(known),
            "median": float(np.median(errors[known])),
            "largest": float(errors[worst]),
            "process": background.processes.column("id")[worst].as_py(),
            "name": background.processes.column("name")[worst].as_py(),
        }
        sure["statistics"] = plain(sureness(background, made.values, watched or (worst,)))
    about = made.about
    return sure | {
        "count": made.values.shape[1],
        "design": about["design"],
        "precision": about["precision"],
        "unproductive": len(about["unproductive"]),
        "solved_directly": len(about["direct"]),
        "lost": len(about["lost"]),
        "stored": made.stored,
        "replaced": None
        if made.replaced is None
        else {key: made.replaced[key] for key in ("count", "design", "precision")},
        "told_before": [one for one in about["findings"] if one not in told] if made.stored else [],
    }


def _deliver(facts: dict[str, Any], found: list[Finding], language: Any, format: Format | None) -> None:
    if format is Format.json:
        findings = [
            {"code": one.code, "severity": one.severity.value, "message": one.message()} for one in found
        ]
        emit(json_text(facts | {"findings": findings}), None)
        return
    from rich.text import Text

    from lca.cli.background_solved import lines

    print_text(Text("\n").join(lines(facts, found, language)))
