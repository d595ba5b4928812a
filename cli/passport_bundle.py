"""``zuji passport bundle`` and ``zuji verify``: a result with all it came from, and computed again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lca.cli.calculation import RuleOption, rule_of
from lca.cli.calculation import _share as share
from lca.cli.language import LanguageOption, chosen, tell
from lca.cli.options import BackgroundOption, ReleaseOption, UserFactorsOption, backgrounds
from lca.cli.output import Format, FormatOption, OutOption, emit, format_of, json_text, write_atomically
from lca.cli.passport_disclosure import checked, is_view, view_lines
from lca.i18n import Language, text

if TYPE_CHECKING:
    from lca.passport.bundle import Sent, Verification

SHOWN = 20
ResultArgument = Annotated[Path, typer.Argument(metavar="RESULT", help="Result, JSON (结果文件).")]
BundleArgument = Annotated[
    Path, typer.Argument(metavar="BUNDLE", help="Bundle (zip or folder), or a view (数据包或视图).")
]
InventoryOption = Annotated[
    Path | None,
    typer.Option(
        "--inventory",
        metavar="FILE",
        help="Activity data of the result; else the file that it names, beside RESULT (活动数据文件).",
        show_default=False,
    ),
]
PayloadOption = Annotated[
    list[str] | None,
    typer.Option(
        "--payload", metavar="[FORMAT=]FILE", help="Payload of the result (载荷).", show_default=False
    ),
]
StatementOption = Annotated[
    Path | None,
    typer.Option(
        "--statement",
        metavar="FILE",
        help="Statement that the payloads were made with (声明).",
        show_default=False,
    ),
]
BundleOut = Annotated[Path, typer.Option("--out", metavar="FILE", help="Bundle to write, .zip (数据包).")]
WholeOption = Annotated[
    bool, typer.Option("--whole-release", help="All factors, not only those looked at (整个因子库).")
]
AskedOption = Annotated[
    int | None,
    typer.Option(
        "--asked-samples", min=0, help="Samples asked for, if more (请求样本数).", show_default=False
    ),
]
OpeningOption = Annotated[
    list[Path] | None,
    typer.Option("--opening", metavar="FILE", help="Opened part of a view (开启件).", show_default=False),
]
PrecisionOption = Annotated[
    str | None,
    typer.Option(
        "--precision", metavar="SHARE", help="Precision that was asked for (请求精度).", show_default=False
    ),
]


def bundle(
    result: ResultArgument,
    out: BundleOut,
    inventory: InventoryOption = None,
    rule: RuleOption = None,
    factors: ReleaseOption = None,
    user_factors: UserFactorsOption = None,
    background: BackgroundOption = None,
    payload: PayloadOption = None,
    statement: StatementOption = None,
    whole_release: WholeOption = False,
    asked_samples: AskedOption = None,
    precision: PrecisionOption = None,
    lang: LanguageOption = None,
) -> None:
    """Pack a result with all that it was computed from (打包结果及其全部输入).

    The result is computed again from the bundle before it is written.
    """
    from lca.passport.bundle import bundle as make
    from lca.passport.bundle import open_bundle
    from lca.results.reading import read_footprint

    footprint = read_footprint(result)
    content = make(
        footprint,
        inventory=inventory or _beside(result, footprint.provenance.inputs),
        rule=rule_of(rule),
        factors=factors,
        layers=user_factors or (),
        backgrounds=backgrounds(background),
        payloads=[_sent(words) for words in payload or ()],
        statement=statement,
        whole_release=whole_release,
        asked_samples=asked_samples,
        precision=share(precision),
    )
    write_atomically(out, content)
    manifest = open_bundle(content).manifest
    language = chosen(lang)
    size, members, own = f"{len(content) / 1000:.0f}", len(manifest.members) + 1, manifest.factors
    words = text(
        "passport.bundle.written",
        language,
        path=out,
        size=size,
        members=members,
        factors=own.factors,
        of=own.of,
        identity=manifest.identity,
    )
    tell(words)
    if manifest.factors.withheld:
        tell(text("passport.bundle.withheld", language, count=len(manifest.factors.withheld)))
    for lacking in manifest.missing:
        tell(text("passport.bundle.layer_withheld", language, name=lacking.name))
    for member in manifest.having("payload"):
        if member.name == "-":
            name = member.path.rsplit("/", 1)[-1]
            tell(text("passport.bundle.payload_unknown", language, name=name))


def _beside(result: Path, inputs: object) -> Path:
    """The activity data that a result names, beside it."""
    from lca.passport.bundle.sources import of_role

    stated = of_role(inputs, "activity_data")  # type: ignore[arg-type]
    return result.with_name(stated[0].name)


def _sent(words: str) -> Sent:
    """A payload file, with the format where it is stated before a ``=``."""
    from lca.documents import read_bytes
    from lca.passport.bundle import Sent

    form, equals, file = ("", "", words) if Path(words).is_file() else words.partition("=")
    path = Path(file if equals else words)
    return Sent(path.name, read_bytes(path), form if equals else "")


def verify(
    bundle: BundleArgument,
    factors: ReleaseOption = None,
    user_factors: UserFactorsOption = None,
    background: BackgroundOption = None,
    opening: OpeningOption = None,
    lang: LanguageOption = None,
    format: FormatOption = None,
    out: OutOption = None,
) -> None:
    """Compute the result of a bundle again, offline, and compare field by field (离线核验数据包).

    A view of a result is checked too: its commitments, its root, and that its numbers add up.

    Exit codes: 0 the same, 1 different or not computed again, 2 not a bundle, 3 internal.
    """
    from lca.passport.bundle import verify as check

    if is_view(bundle):
        seen, json_wanted = checked(bundle, opening or []), format_of(format, out) is Format.json
        told = {"same": seen.same, "root": seen.view.root, "opened": seen.opened, "checks": seen.checks}
        lines_of_view = "\n".join(view_lines(seen, chosen(lang))) + "\n"
        emit(json_text(told) if json_wanted else lines_of_view, out)
        raise typer.Exit(seen.exit_code)
    found = check(bundle, factors=factors, layers=user_factors or (), backgrounds=backgrounds(background))
    if format_of(format, out) is Format.json:
        emit(json_text({"same": found.same, **_plain(found)}), out)
    else:
        emit("\n".join(lines(found, chosen(lang))) + "\n", out)
    raise typer.Exit(found.exit_code)


def _plain(found: Verification) -> dict[str, object]:
    from lca.cli.output import plain

    values = plain(found)
    values["findings"] = [finding.render() for finding in found.findings]
    return dict(values)


def lines(found: Verification, language: Language) -> list[str]:
    """A verification for people: the verdict first, then the numbers, then what is not as it should be."""
    said = [_verdict(found, language), _total(found, language)]
    said.append(text("passport.verify.engine", language, stated=found.engine, here=found.engine_here))
    said.append(text("passport.verify.identity", language, identity=found.identity))
    said.append(text("passport.verify.checks", language, default=None, **_checked(found)))
    if found.found_total is not None:
        counts = {str(status): count for status, count in found.counts.items()}
        said.append(text("passport.verify.counts", language, default=None, **counts))
    for check in found.checks:
        if check.passed is not True:
            kind = "check" if check.passed is False else "undecided"
            words = {"about": check.about, "stated": check.stated, "found": check.found}
            said.append("  " + text(f"passport.verify.{kind}.{check.kind}", language, **words))
    said += [finding.render(language) for finding in found.findings]
    for change in found.changes:
        words = {"what": change.what, "stated": change.stated, "here": change.here}
        said.append("  " + text("passport.verify.change", language, **words))
    return [*said, *_fields(found, language)]


def _checked(found: Verification) -> dict[str, int]:
    verdicts = [check.passed for check in found.checks]
    return {"passed": verdicts.count(True), "failed": verdicts.count(False), "open": verdicts.count(None)}


def _verdict(found: Verification, language: Language) -> str:
    if found.same:
        bits = text(f"passport.verify.{'bits' if found.bits else 'near'}", language)
        same = text("passport.verify.same", language, bits=bits)
        if not found.undecided:
            return same
        return f"{same}\n{text('passport.verify.unchecked', language, count=len(found.undecided))}"
    kind = "not_computed" if found.found_total is None else "different"
    return text(f"passport.verify.{kind}", language)


def _total(found: Verification, language: Language) -> str:
    again = "-" if found.found_total is None else f"{found.found_total:.10g}"
    return text("passport.verify.total", language, stated=f"{found.stated_total:.10g}", found=again)


def _fields(found: Verification, language: Language) -> list[str]:
    order = ("different", "missing", "added", "within", "reworded")
    ordered = sorted(found.fields, key=lambda field: order.index(field.status))
    said = []
    for field in ordered[:SHOWN]:
        words = {"path": field.path, "stated": _short(field.stated), "found": _short(field.found)}
        status = text(f"passport.verify.status.{field.status}", language)
        said.append("  " + text("passport.verify.field", language, status=status, **words))
    if len(ordered) > SHOWN:
        said.append("  " + text("passport.verify.more", language, count=len(ordered) - SHOWN))
    return said


def _short(value: object) -> str:
    words = "-" if value is None else str(value)
    return words if len(words) <= 60 else words[:57] + "…"
