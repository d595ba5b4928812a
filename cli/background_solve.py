"""``zuji background solve``: intensities of all products, and their samples, beside the database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.background_options import GWP, FolderArgument, GwpOption, gwp_set, solved
from lca.cli.background_progress import progress
from lca.cli.language import LanguageOption, chosen
from lca.cli.output import Format, FormatOption, emit, json_text
from lca.cli.output import show as print_text

if TYPE_CHECKING:
    from rich.text import Text

    from lca.background.database import Background
    from lca.background.sampling import Samples
    from lca.background.solving import Intensities
    from lca.errors import Finding
    from lca.i18n import Language

COLUMN = 18


def solve(
    folder: FolderArgument,
    gwp: GwpOption = GWP,
    samples: Annotated[
        int, typer.Option("--samples", min=0, help="Monte Carlo samples of all products (样本数).")
    ] = 0,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the draws (随机种子).")] = 1,
    design: Annotated[
        str, typer.Option("--design", help="random, latin_hypercube or sobol (抽样设计).")
    ] = "random",
    threads: Annotated[
        int | None,
        typer.Option("--threads", min=1, help="Else all processors (线程数).", show_default=False),
    ] = None,
    float32: Annotated[bool, typer.Option("--float32", help="Half the space of samples (单精度).")] = False,
    lang: LanguageOption = None,
    format: FormatOption = None,
) -> None:
    """Solve a database for all its products and store the result (求解数据库)."""
    from lca.background.characterising import greenhouse_gases, without_value
    from lca.background.store import open_background

    language = chosen(lang)
    background, chosen_set = open_background(folder), gwp_set(gwp)
    gases = greenhouse_gases(background)
    lacking = without_value(background, gases, chosen_set)
    began = time.perf_counter()
    with progress(language) as tell:
        tell("solve", 0, 0)
        solution = _solution(background, gases)
        taken = time.perf_counter() - began
        made = None
        if samples:
            made = _samples(
                background, gases, chosen_set, tell,
                seed=seed, count=samples, precision="float32" if float32 else "float64",
                design_name=design, threads=threads,
            )  # fmt: skip
    found = [*solution.findings, *lacking, *(made.findings if made else ())]
    facts = _facts(background, solution, made, chosen_set.name, taken, time.perf_counter() - began - taken)
    if format is Format.json:
        findings = [{"code": one.code, "message": one.message()} for one in found]
        emit(json_text(facts | {"findings": findings}), None)
        return
    from rich.text import Text

    print_text(Text("\n").join(_lines(facts, found, language)))


def _solution(background: Background, gases: Any) -> Intensities:
    """The stored intensities, else new ones, stored."""
    from lca.background.solving import intensities
    from lca.background.solving.stored import store_intensities

    known: Intensities | None = solved(background, gases)
    if known is None:
        known = intensities(background, gases)
        store_intensities(background, gases, known)
    return known


def _samples(background: Background, gases: Any, gwp: Any, tell: Any, **options: Any) -> Samples:
    from functools import partial

    from lca.background.sampling import store_samples

    made: Samples = store_samples(background, gases, gwp, progress=partial(tell, "samples"), **options)[0]
    return made


def _facts(
    background: Background,
    solution: Intensities,
    made: Samples | None,
    gwp: str,
    taken: float,
    drawn: float,
) -> dict[str, Any]:
    sampled: dict[str, Any] = {}
    if made is not None:
        sampled = {
            "samples": {
                "count": made.values.shape[1],
                "seed": made.seed,
                "design": made.design,
                "gwp": gwp,
                "precision": str(made.values.dtype),
                "unproductive": len(made.unproductive),
                "solved_directly": len(made.direct),
                "lost": len(made.lost),
                "seconds": round(drawn, 3),
            }
        }
    return {
        "name": background.name,
        "folder": background.folder,
        "sha256": background.sha256,
        "products": background.size,
        "gases": len(solution.columns),
        "method": solution.method,
        "sweeps": solution.sweeps,
        "residual": solution.residual,
        "error": solution.error,
        "seconds": round(taken, 3),
        **sampled,
    }


def _lines(facts: dict[str, Any], found: list[Finding], language: Language) -> Iterator[Text]:
    from rich.text import Text

    from lca.cli.background_summary import count, findings, say
    from lca.report.layout import labelled, paragraph
    from lca.report.page import WIDTH

    told: dict[str, Any] = {
        "products": count(facts["products"]),
        "gases": facts["gases"],
        "seconds": f"{facts['seconds']:.2f}",
        "residual": f"{facts['residual']:.1e}",
        "error": f"{facts['error']:.1e}",
    }
    rows = [
        ("folder", f"{facts['folder']} · SHA-256 {facts['sha256'][:12]}"),
        ("solution", say("solution_products", language, **told)),
        ("method", say("method_told", language, method=facts["method"], **told)),
    ]
    if "samples" in facts:
        drawn = facts["samples"]
        known = {key: count(drawn[key]) for key in ("count", "unproductive", "solved_directly", "lost")}
        rest = {key: drawn[key] for key in ("seed", "design", "gwp", "precision")}
        rows.append(
            ("samples", say("samples_told", language, **known, **rest, seconds=f"{drawn['seconds']:.1f}"))
        )
    yield from paragraph(facts["name"], WIDTH, style="bold")
    yield Text("━" * WIDTH, "cyan")
    for key, words in rows:
        yield from labelled(say(key, language), words, WIDTH, COLUMN)
    yield from findings(found, language, WIDTH, shown=len(found))
