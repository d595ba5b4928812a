"""What ``zuji background solve`` found, for people: the solution, the samples, and how sure they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from lca.cli.background_summary import count, findings, say
from lca.report.layout import clip, heading, labelled, left, paragraph, right
from lca.report.numbers import significant
from lca.report.page import WIDTH

if TYPE_CHECKING:
    from lca.errors import Finding
    from lca.i18n import Language

COLUMN = 18
NUMBER = 13


def lines(facts: Mapping[str, Any], found: Sequence[Finding], language: Language) -> Iterator[Text]:
    """The whole page."""
    yield from paragraph(facts["name"], WIDTH, style="bold")
    yield Text("━" * WIDTH, "cyan")
    for key, words in (*_solution(facts, language), *_samples(facts.get("samples"), language)):
        yield from labelled(say(key, language), words, WIDTH, COLUMN)
    yield from _statistics(facts.get("samples", {}).get("statistics", ()), language)
    yield from findings(found, language, WIDTH, shown=len(found))


def _solution(facts: Mapping[str, Any], language: Language) -> Iterator[tuple[str, str]]:
    told: dict[str, Any] = {
        "products": count(facts["products"]),
        "gases": facts["gases"],
        "seconds": f"{facts['seconds']:.2f}",
        "residual": f"{facts['residual']:.1e}",
        "error": f"{facts['error']:.1e}",
        "method": facts["method"],
    }
    yield "folder", f"{facts['folder']} · SHA-256 {facts['sha256'][:12]}"
    yield "solution", say("solution_stored" if facts["stored"] else "solution_products", language, **told)
    yield "method", say("method_told", language, **told)


def _samples(drawn: Mapping[str, Any] | None, language: Language) -> Iterator[tuple[str, str]]:
    if drawn is None:
        return
    known = {key: count(drawn[key]) for key in ("count", "unproductive", "solved_directly", "lost")}
    rest = {key: drawn[key] for key in ("seed", "gwp", "precision")}
    told = known | rest | {"design": _design(drawn), "seconds": f"{drawn['seconds']:.1f}"}
    yield "samples", say("samples_stored" if drawn["stored"] else "samples_told", language, **told)
    if not drawn["stored"] and drawn["replaced"]:
        of = drawn["replaced"]
        told = {"count": count(of["count"]), "design": _design(of), "precision": of["precision"]}
        yield "replaced", say("replaced_told", language, **told)
    for words in drawn["told_before"]:
        yield "told_before", words
    if "relative_error" in drawn:
        errors = drawn["relative_error"]
        told = {key: _share(errors[key]) for key in ("median", "largest")}
        yield (
            "sureness",
            say("sureness_told", language, name=errors["name"], products=count(errors["products"]), **told),
        )


def _design(of: Mapping[str, Any]) -> str:
    return str(of["design"]).replace("_", "-")


def _share(value: float) -> str:
    return f"{significant(100 * value, 2)} %"


def _statistics(rows: Sequence[Mapping[str, Any]], language: Language) -> Iterator[Text]:
    for row in rows:
        yield Text()
        yield heading(clip(row["name"], WIDTH - 2 * NUMBER), WIDTH, say("standard_error", language))
        told = [(say("mean", language), row["mean"], row["mean_error"])]
        told += zip(
            (f"{at:g} %" for at in row["at"]), row["percentiles"], row["percentile_errors"], strict=True
        )
        for label, value, error in told:
            words = f"{significant(value)} kg CO2e/{row['unit']}"
            width = WIDTH - COLUMN - NUMBER
            yield Text(left(f"  {label}", COLUMN) + left(words, width) + right(significant(error, 2), NUMBER))
