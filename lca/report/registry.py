"""The registry of rules as text, and a general or sector rule as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.text import Text

from lca.i18n import Language, text
from lca.report.layout import heading, labelled, paragraph
from lca.report.page import WIDTH
from lca.report.rule import COLUMN, say
from lca.rules.frames import FrameRule
from lca.rules.registry import RuleEntry
from lca.rules.schema.rule import Frame, Physical


def render_list(rules: Iterable[RuleEntry], language: Language = "en", width: int = WIDTH) -> Text:
    """Rules by publisher: id, version, status, level; the title; validity, what it extends, its successor."""
    lines: list[Text] = []
    for publisher, group in groupby(rules, key=lambda rule: rule.publisher):
        lines.append(heading(text("registry.publisher", language, publisher=publisher), width))
        for rule in group:
            lines.append(_head(rule, language))
            lines += paragraph(rule.title.get(language), width, 4)
            lines += paragraph(" · ".join(_facts(rule, language)), width, 4, "dim")
    return Text("\n").join(lines)


def _head(rule: RuleEntry, language: Language) -> Text:
    status = say(f"status.{rule.status}", language)
    words = Text.assemble("  ", (rule.id, "bold"), f" {rule.version}  ", (status, "yellow"))
    if rule.is_frame:
        words.append(f" · {level(rule.level, language)}")
    return words


def level(name: str, language: Language) -> str:
    """What a level is called; a word that is no level as it stands."""
    return text(f"registry.level.{name}", language, default=name)


def _facts(rule: RuleEntry, language: Language) -> Iterator[str]:
    if rule.valid_from is not None:
        yield valid(rule.valid_from, rule.valid_to, language)
    if rule.extends:
        yield text("registry.extends", language, rule=rule.extends)
    if rule.superseded_by:
        yield text("registry.superseded_by", language, rule=rule.superseded_by)


def valid(start: object, end: object, language: Language) -> str:
    """The time of validity."""
    return (
        say("valid_from", language, start=start)
        if end is None
        else say("dates", language, start=start, end=end)
    )


def render_frame(frame: FrameRule, language: Language = "en", width: int = WIDTH) -> Text:
    """A general or sector rule: its head, what it prescribes, and the names that it declares."""
    model = frame.model
    lines = [*paragraph(model.title.get(language), width, style="bold"), Text("━" * width, "cyan")]
    for label, words in (*_standing(frame, language), *_prescribed(model, language)):
        lines += labelled(label, words, width, COLUMN) if words else []
    lines += paragraph(text("registry.frame", language), width, style="dim")
    return Text("\n").join(lines)


def _standing(frame: FrameRule, language: Language) -> Iterator[tuple[str, str]]:
    model = frame.model
    status = say(f"status.{model.status}", language)
    standards = (f"{standard.id} ({standard.relation})" for standard in model.standards)
    facts = {
        "rule": f"{model.id} {model.version} · {status} · {level(model.level, language)}",
        "extends": ", ".join(f"{above.id} {above.version}" for above in frame.ancestors),
        "standards": ", ".join(standards),
        "valid": valid(model.valid.from_, model.valid.to, language) if model.valid else "",
        "boundary": say(f"boundary_type.{model.boundary.type}", language) if model.boundary else "",
        "activity_data": ", ".join(model.activity_data),
        "processes": ", ".join(model.processes),
        "file": f"{frame.document.file} · SHA-256 {frame.document.sha256[:12]}",
    }
    yield from ((say(key, language), words) for key, words in facts.items())


def _prescribed(model: Frame, language: Language) -> Iterator[tuple[str, str]]:
    comma, stop = ("、", "；") if language == "zh" else (", ", "; ")
    rungs = (rung.physical if isinstance(rung, Physical) else rung for rung in model.allocation)
    limits = model.cut_off.model_dump(include={"basis", "single", "total"}) if model.cut_off else {}
    facts = {
        "cut_off": text("registry.cut_off_of", language, **limits) if limits else "",
        "allocation": " › ".join(rungs),
        "electricity": " › ".join(model.electricity.hierarchy) if model.electricity else "",
        "end_of_life": model.end_of_life.method if model.end_of_life else "",
        "terms": comma.join(entry.term.get(language) for entry in model.terms),
        "comparable": stop.join(condition.text.get(language) for condition in model.comparability),
    }
    yield from ((text(f"registry.{key}", language), words) for key, words in facts.items())
