"""``zuji rules lint``: everything that is wrong with rules, why it matters, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.lint_options import (
    DayOption,
    DiffOption,
    ExplainOption,
    FixOption,
    IgnoreOption,
    JobsOption,
    LintFormat,
    LintFormatOption,
    SelectOption,
    StrictOption,
    chooser,
)
from lca.cli.options import day
from lca.cli.output import OutOption, emit, json_text, plain, show, write_atomically
from lca.cli.rule_places import PlacesArgument, rule_files
from lca.i18n import Language, text

if TYPE_CHECKING:
    from datetime import date

    from lca.errors import Finding


def lint(
    places: PlacesArgument = None,
    lang: LanguageOption = None,
    format: LintFormatOption = LintFormat.text,
    out: OutOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    strict: StrictOption = False,
    fix: FixOption = False,
    diff: DiffOption = False,
    explain: ExplainOption = None,
    as_of: DayOption = None,
    jobs: JobsOption = None,
) -> None:
    """Say everything that is wrong with rules, why, and what to do (检查规则)."""
    from datetime import date

    from lca.rules.linted import lint_files
    from lca.rules.linting.sarif import count

    language = chosen(lang)
    if explain is not None:
        _explain(explain, language)
        return
    asked, today = chooser(select, ignore), day(as_of) or date.today()
    files = [_short(path) for path in rule_files(places)]
    if fix or diff:
        _mend(files, asked, today, fix and not diff, language)
    findings = [finding for finding in lint_files(files, today, jobs) if asked(finding)]
    if not diff:
        _report(findings, format, out, language)
    errors, warnings, notes = count(findings)
    counts = {"errors": errors, "warnings": warnings, "notes": notes}
    tell(text("lint.summary", language, None, files=len(files), **counts))
    raise typer.Exit(2 if errors else int(strict and warnings > 0))


def _short(path: Path) -> Path:
    """A file below the working folder by its way from there."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()) if path.is_absolute() else path
    except ValueError:
        return path


def _explain(code: str, language: Language) -> None:
    from lca.errors import Finding, InputError, nearest
    from lca.report.lint import render_check
    from lca.rules.linting.catalogue import checks

    check = checks().get(code.strip().upper())
    if check is None:
        raise InputError(Finding("R340", {"given": code}, candidates=nearest(code.upper(), checks())))
    show(render_check(check, language))


def _mend(
    files: Sequence[Path], asked: Callable[[Finding], bool], today: date, write: bool, language: Language
) -> None:
    """Mend the files, or print as a difference what mending would change."""
    from lca.errors import InputError
    from lca.rules.linted import fix_file
    from lca.rules.linting.fixes import difference

    for file in files:
        try:
            before, fixed = fix_file(file, asked, today)
        except InputError:
            continue
        if not write:
            emit(difference(before, fixed.raw, file.as_posix()), None)
        elif fixed.raw != before:
            write_atomically(file, fixed.raw.decode("utf-8"))
            codes = ", ".join(sorted({finding.code for finding in fixed.mended}))
            tell(text("lint.mended", language, path=file, count=len(fixed.mended), codes=codes))


def _report(findings: list[Finding], form: LintFormat, out: Path | None, language: Language) -> None:
    if form is LintFormat.text and out is None:
        _show(findings, language)
    else:
        emit(_written(findings, form, language), out)


def _written(findings: list[Finding], form: LintFormat, language: Language) -> str:
    from lca import __version__
    from lca.rules.linting.annotations import workflow_commands
    from lca.rules.linting.sarif import sarif

    root = Path.cwd()
    if form is LintFormat.github:
        return workflow_commands(findings, language, root)
    if form is LintFormat.text:
        return "".join(f"{finding.render(language)}\n" for finding in findings)
    log = form is LintFormat.sarif
    content: str = json_text(
        sarif(findings, __version__, language, root) if log else [_plain(one, language) for one in findings]
    )
    return content


def _plain(finding: Finding, language: Language) -> dict[str, object]:
    from lca.rules.linting.catalogue import reference

    words = {"message": finding.message(language), "remedy": finding.remedy(language)}
    found: dict[str, object] = plain(replace(finding, clause=reference(finding, language) or None))
    return found | words


def _show(findings: list[Finding], language: Language) -> None:
    from lca.report.lint import render_findings, rests_on_a_clause

    if findings:
        show(render_findings(findings, cache(_lines), language))
    if rests_on_a_clause(findings):
        tell(text("lint.assumed", language))


def _lines(file: str) -> list[str]:
    try:
        return Path(file).read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
