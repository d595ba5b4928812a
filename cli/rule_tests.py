"""``zuji rules test``: compute the tests that rules carry, compare, and tell what they exercise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import BackgroundOption, ReleaseOption, backgrounds, open_factors
from lca.cli.output import emit, json_text, plain, show, write_atomically
from lca.cli.rule_places import PlacesArgument, product_files
from lca.cli.rule_scaffold import (
    InlineOption,
    MarginOption,
    NameOption,
    ScaffoldOption,
    WriteOption,
    give_case,
    only_with_scaffold,
)
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.factors.database import FactorDatabase
    from lca.rule_tests.suite import Suite
    from lca.system.background import LinkedDatabase

NO_SUCH_TEST = "R351"


class TestFormat(StrEnum):
    """What ``--format`` takes here."""

    table = "table"
    json = "json"
    junit = "junit"


TestFormatOption = Annotated[
    TestFormat,
    typer.Option("--format", help="table for people, json or junit for programs (输出格式)."),
]
SelectOption = Annotated[
    list[str] | None,
    typer.Option(
        "--select",
        metavar="TEXT",
        help="Only tests whose name contains this (只运行名称含此文字的测试).",
        show_default=False,
    ),
]
JunitOption = Annotated[
    Path | None,
    typer.Option("--junit", metavar="FILE", help="Also write JUnit XML (JUnit 文件).", show_default=False),
]
CoverageOption = Annotated[
    bool,
    typer.Option("--coverage", help="Tell what of each rule no test exercises (覆盖率).", show_default=False),
]
LeastOption = Annotated[
    float | None,
    typer.Option(
        "--min-coverage",
        metavar="PERCENT",
        min=0,
        max=100,
        help="Fail where a rule's coverage is less (最低覆盖率).",
        show_default=False,
    ),
]


def run_rule_tests(
    places: PlacesArgument = None,
    select: SelectOption = None,
    coverage: CoverageOption = False,
    least: LeastOption = None,
    junit_file: JunitOption = None,
    release: ReleaseOption = None,
    inventory: ScaffoldOption = None,
    name: NameOption = None,
    margin: MarginOption = None,
    inline: InlineOption = False,
    write: WriteOption = False,
    background: BackgroundOption = None,
    lang: LanguageOption = None,
    format: TestFormatOption = TestFormat.table,
) -> None:
    """Compute the tests that rules carry and compare (运行规则测试).

    Exit code 0: all passed; 1: a test failed or coverage is too small; 2: a rule is wrong. With --scaffold
    a test is made from a run instead (由一次计算生成测试).
    """
    language, factors = chosen(lang), open_factors(release)
    databases = _linked(background, factors)
    if inventory is not None:
        give_case(places, inventory, name, margin, inline, write, factors, databases, language)
        return
    only_with_scaffold(name, margin, inline, write)
    wanted = coverage or least is not None
    suites = _suites(product_files(places), factors, select or (), wanted, databases)
    if junit_file is not None:
        write_atomically(junit_file, _junit(suites, language))
    _say(suites, format, language)
    raise typer.Exit(_told(suites, least, language))


def _linked(given: list[str] | None, factors: FactorDatabase) -> Mapping[str, LinkedDatabase]:
    """The background databases, solved once for all rules."""
    if not given:
        return {}
    from lca.system.backgrounds import link

    return link(backgrounds(given), factors.gwp())


def _suites(
    files: Iterable[Path],
    factors: FactorDatabase,
    select: Iterable[str],
    coverage: bool,
    databases: Mapping[str, LinkedDatabase],
) -> list[Suite]:
    """All suites but those of frames beside rules; of tests chosen by name, those in which one has it."""
    from lca.rule_tests.suite import run_suite

    wanted = list(select)
    suites = [
        run_suite(path, factors=factors, select=wanted, coverage=coverage, backgrounds=databases)
        for path in files
    ]
    suites = [suite for suite in suites if not suite.frame] or suites
    found = [suite for suite in suites if {f.code for f in suite.refused} != {NO_SUCH_TEST}]
    return found if any(suite.cases for suite in found) else suites


def _say(suites: list[Suite], form: TestFormat, language: Language) -> None:
    if form is TestFormat.json:
        emit(json_text([_record(suite) for suite in suites]), None)
    elif form is TestFormat.junit:
        emit(_junit(suites, language), None)
    else:
        for suite in suites:
            _show(suite, language)


def _junit(suites: list[Suite], language: Language) -> str:
    from lca.report.junit import junit

    return junit(suites, language)


def _record(suite: Suite) -> Mapping[str, Any]:
    """A suite for programs; without the times, so that equal runs give equal bytes."""
    record: dict[str, Any] = {"file": suite.file, "id": suite.id, "version": suite.version}
    record["cases"] = [plain(case) | {"passed": case.passed} for case in suite.cases]
    for case in record["cases"]:
        del case["seconds"]
    if suite.refused:
        record["refused"] = plain(suite.refused)
    if suite.coverage is not None:
        coverage = suite.coverage
        record["coverage"] = {
            "share": coverage.share,
            "covered": coverage.covered,
            "count": len(coverage.points),
            "kinds": [plain(tally) | {"share": tally.share} for tally in coverage.kinds],
            "points": [
                plain(point) | {"cases": coverage.cases.get(point.key, ())} for point in coverage.points
            ],
        }
    return record


def _show(suite: Suite, language: Language) -> None:
    from lca.report.coverage import render_coverage
    from lca.report.tests import render_tests

    typer.secho(suite.file, bold=True)
    for finding in suite.refused:
        typer.echo(finding.render(language))
    if suite.cases:
        show(render_tests(suite.cases, language))
    elif not suite.refused:
        tell(text("cli.untested", language, rule=suite.file))
    if suite.coverage is not None:
        show(render_coverage(suite.coverage, language))


def _told(suites: list[Suite], least: float | None, language: Language) -> int:
    """Say how it went; the exit code."""
    from lca.report.coverage import percent

    low = [one for one in suites if one.coverage and least is not None and one.coverage.share * 100 < least]
    for suite in low:
        share = percent(suite.coverage.share if suite.coverage else 0.0)
        tell(text("rule_test.below", language, rule=suite.id, share=share, least=f"{least:g} %"))
    count, failed = sum(len(suite.cases) for suite in suites), sum(suite.failed for suite in suites)
    tell(text("cli.tested", language, count=count, failed=failed))
    if any(suite.refused for suite in suites):
        return 2
    return 1 if failed or low else 0
