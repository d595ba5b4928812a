"""A rule as text: what it asks for and what it computes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text

from lca.i18n import Language, text
from lca.names import Names
from lca.report.layout import heading, labelled, paragraph, wrap
from lca.report.numbers import written
from lca.report.page import WIDTH
from lca.rules.compiled import ChoiceSpec, ColumnSpec, Rule, ScalarSpec, SupplySpec, TableSpec
from lca.rules.stages import STAGES

Spec = ScalarSpec | ChoiceSpec | SupplySpec | TableSpec
COLUMN = 14
NAME = 26


def say(key: str, language: Language, **params: object) -> str:
    """The label ``report.KEY``."""
    return text(f"report.{key}", language, default=None, **params)


def render_rule(rule: Rule, language: Language = "en", width: int = WIDTH) -> Text:
    """A rule: its head, the activity data it asks for, its unit processes."""
    blocks = [
        _head(rule, language, width),
        [heading(say("activity_data", language), width), *_asked(rule, language, width)],
        [heading(say("processes", language), width), *_processes(rule, language, width)],
    ]
    return Text("\n\n").join(Text("\n").join(lines) for lines in blocks)


def _head(rule: Rule, language: Language, width: int) -> list[Text]:
    lines = [*paragraph(rule.title.get(language), width, style="bold"), Text("━" * width, "cyan")]
    for key, words in _facts(rule, language):
        lines += labelled(say(key, language), words, width, COLUMN) if words else []
    return lines


def _facts(rule: Rule, language: Language) -> Iterator[tuple[str, str]]:
    model, compiled = rule.model, rule.compiled
    yield "rule", f"{rule.id} {rule.version} · {say(f'status.{rule.status}', language)}"
    yield "extends", ", ".join(f"{above.id} {above.version}" for above in rule.ancestors)
    yield "standards", ", ".join(f"{standard.id} ({standard.relation})" for standard in model.standards)
    if model.valid:
        yield "valid", _valid(rule, language)
    for unit, key in [(compiled.unit, "unit_heading"), *((other, "also") for other in compiled.alternatives)]:
        yield key, f"{unit.amount} {unit.of.get(language)}"
    yield "boundary", say(f"boundary_type.{model.boundary.type}", language)
    excluded = [stage for stage in STAGES if not model.boundary.stages.includes(stage)]
    yield "stages_excluded", ", ".join(text(f"stage.{stage}", language) for stage in excluded)
    yield "tests", str(len(model.tests))
    yield "file", f"{rule.document.file} · SHA-256 {rule.sha256[:12]}"


def _valid(rule: Rule, language: Language) -> str:
    valid = rule.model.valid
    if valid is None:
        return ""
    if valid.to is None:
        return say("valid_from", language, start=valid.from_)
    return say("dates", language, start=valid.from_, end=valid.to)


def _asked(rule: Rule, language: Language, width: int) -> Iterator[Text]:
    compiled = rule.compiled
    specs: dict[str, Spec] = {
        **compiled.scalars,
        **compiled.choices,
        **compiled.supplies,
        **compiled.tables,
    }
    types = rule.model.electricity.hierarchy if rule.model.electricity else ()
    for name in rule.model.activity_data:
        spec = specs[name]
        words = " · ".join(filter(None, [_label(spec.label, language), *_demands(spec, language, types)]))
        yield from (
            labelled(f"  {name}", words, width, NAME + 2) if len(name) < NAME else _long(name, words, width)
        )


def _long(name: str, words: str, width: int) -> list[Text]:
    """A name too long for its column stands on a line of its own."""
    return [
        Text(f"  {name}", "dim"),
        *(Text(" " * (NAME + 2) + line) for line in wrap(words, width - NAME - 2)),
    ]


def _label(label: Names | None, language: Language) -> str:
    return label.get(language) if label else ""


def _demands(spec: Spec, language: Language, types: Iterable[str] = ()) -> Iterator[str]:
    if isinstance(spec, ScalarSpec):
        yield _unit(spec, language)
        if spec.range:
            low, high = spec.range
            yield say("limits", language, low=written(low), high=written(high))
    elif isinstance(spec, ChoiceSpec):
        yield say("one_of", language, options=", ".join(spec.options))
    elif isinstance(spec, SupplySpec):
        yield say("one_of", language, options=", ".join(types))
    else:
        columns = ", ".join(_column(column) for column in spec.columns.values())
        yield say("table", language, columns=columns)
    if not spec.required:
        yield say("optional", language)
    if isinstance(spec, ScalarSpec) and spec.primary == "required":
        yield say("primary_required", language)
    if spec.clause:
        yield say("clause", language, clause=spec.clause).strip()


def _unit(spec: ScalarSpec, language: Language) -> str:
    if spec.per is None:
        return spec.unit.text
    return say("per_unit", language, unit=spec.unit.text or "1", per=spec.per.text)


def _column(column: ColumnSpec) -> str:
    return f"{column.name} ({column.unit.text})" if column.unit else column.name


def _processes(rule: Rule, language: Language, width: int) -> Iterator[Text]:
    for process in rule.compiled.processes.values():
        verb = say("treats" if process.treats else "makes", language, product=process.product)
        label = _label(process.label, language) or process.key
        words = f"{label} · {text(f'stage.{process.stage}', language)} · {verb}"
        yield from labelled(f"  {process.key}", words, width, NAME + 2)
