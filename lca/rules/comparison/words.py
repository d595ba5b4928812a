"""A change in words: one sentence in English or Chinese, with the clause of the standard where it has one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lca.i18n import LANGUAGES, Language, catalogue, text
from lca.rules.comparison.categories import entry_categories, section_categories
from lca.rules.comparison.change import Change, Verb
from lca.rules.comparison.chapters import chapter_of

SALIENT: Final[Mapping[str, tuple[str, ...]]] = {
    "standards": ("relation",),
    "alternative_units": ("amount", "of"),
    "boundary.exclusions": ("stage", "bound", "amount"),
    "cut_off": ("basis", "single", "total"),
    "activity_data": ("form", "unit", "per", "required"),
    "activity_data.table": ("form", "unit", "required"),
    "parameters": ("values",),
    "parameters.values": ("value",),
    "quantities": ("formula",),
    "processes": ("stage",),
    "processes.lines": ("group", "amount", "factor"),
    "processes.co_products": ("amount", "method"),
    "processes.output": ("product", "amount"),
    "processes.treats": ("product", "amount"),
    "processes.balances": ("inputs", "outputs", "tolerance"),
    "electricity": ("hierarchy",),
    "end_of_life": ("method",),
    "end_of_life.materials": ("amount",),
    "carbon_storage": ("carbon", "duration"),
    "sensitivities": ("given", "change", "parameters", "electricity", "allocation", "end_of_life"),
    "classes.bands": ("at_most",),
}
"""What is told of an entry or a section that came or went, beside its name."""
SPEAKING = ("form", "group", "stage", "relation", "required", "formula")
"""Fields whose value says by itself what it is."""
LONG = 60
CONTEXT = 16
_GONE = (Verb.REMOVED, Verb.DROPPED)


def sentence(change: Change, language: Language) -> str:
    """What changed, in one sentence without a full stop; long texts are shown where they differ."""
    if change.verb in (Verb.ADDED, Verb.REMOVED, Verb.RENAMED):
        said = _entry(change, language)
    elif change.category in section_categories():
        said = _whole(change, language)
    else:
        said = _field(change, language)
    cited = change.clause if not change.category.endswith("clause") else None
    return said + (text("rule_diff.clause", language, clause=cited) if cited else "")


def reason(change: Change, language: Language) -> str:
    """Why the impact of a change is what it is."""
    return text(f"rule_diff.reason.{change.reason}", language)


def chapter(change: Change, language: Language) -> str:
    """The title of the chapter in which a change stands."""
    name = chapter_of(change.category)
    own = text(f"rule_diff.chapter.{name}", language, default="")
    section = own or text(f"document.section.{name}", language, default="")
    return section or text(f"document.chapter.{name}", language)


def value(one: Any, language: Language) -> str:
    """A value of a rule as people read it."""
    if isinstance(one, list | tuple):
        return text("rule_diff.comma", language).join(value(item, language) for item in one) or "–"
    if isinstance(one, dict):
        return _mapping(one, language)
    return "–" if one is None else _scalar(one, language)


def _scalar(one: Any, language: Language) -> str:
    if isinstance(one, bool):
        return _term(str(one).lower(), language)
    if isinstance(one, float):
        return repr(one).removesuffix(".0")
    return _term(" ".join(str(one).split()), language)


def _entry(change: Change, language: Language) -> str:
    """An entry that came, went or has another name."""
    kind = text(f"rule_diff.kind.{change.category}", language)
    if change.verb is Verb.RENAMED:
        return text("rule_diff.verb.renamed", language, kind=kind, old=change.before, new=change.after)
    subject = change.subject.get(language)
    details = _details(change, language)
    return text(f"rule_diff.verb.{change.verb}", language, kind=kind, subject=subject, details=details)


def _whole(change: Change, language: Language) -> str:
    """A section that came or went."""
    subject, details = _subject(change, language), _details(change, language)
    if change.subject.get(language) == "-":
        return text(f"rule_diff.whole.{change.verb}", language, subject=subject, details=details)
    part = _field_name(change.category.rpartition(".")[2], language)
    return text(f"rule_diff.part.{change.verb}", language, subject=subject, part=part, details=details)


def _field(change: Change, language: Language) -> str:
    subject, field = _subject(change, language), _label(change.category, language)
    other = _only_other(change, language)
    if other is not None:
        return text(f"rule_diff.other_language.{other}", language, subject=subject, field=field)
    if change.category.endswith(".required"):
        return text(f"rule_diff.must.{str(change.after).lower()}", language, subject=subject)
    old, new = (value(_stage(one, change), language) for one in (change.before, change.after))
    if change.verb in (Verb.REWORDED, Verb.CHANGED) and max(len(old), len(new)) > LONG:
        old, new = _excerpts(old, new)
    return text(f"rule_diff.verb.{change.verb}", language, subject=subject, field=field, old=old, new=new)


def _stage(one: Any, change: Change) -> Any:
    """Whether a stage is included, as a word of its own."""
    return f"included.{str(one).lower()}" if change.category.endswith(".included") else one


def _only_other(change: Change, language: Language) -> Language | None:
    """The other language where only its words changed."""
    both = change.before, change.after
    if not all(isinstance(one, dict) and set(one) <= set(LANGUAGES) for one in both):
        return None
    own = [one.get(language) for one in both]
    return next(other for other in LANGUAGES if other != language) if own[0] == own[1] else None


def _subject(change: Change, language: Language) -> str:
    words = change.subject.get(language)
    return words if words != "-" else text(f"rule_diff.section.{change.category.partition('.')[0]}", language)


def _label(category: str, language: Language) -> str:
    """What a field is called below its entry."""
    exact = _known(f"rule_diff.exact.{category}", language)
    if exact:
        return exact
    parts = category.split(".")
    while len(parts) > 1 and ".".join(parts[:-1]) not in entry_categories():
        parts = parts[:-1]
    rest = category.split(".")[len(parts) - 1 :] if len(parts) > 1 else category.split(".")[1:]
    rest = rest or [category]
    own = _field_name(".".join(rest), language)
    if own:
        return own
    names = [name for part in rest if (name := _field_name(part, language))]
    while len(names) > 1:
        first, second, *others = names
        names = [text("rule_diff.joined", language, first=first, second=second), *others]
    return names[0]


def _field_name(name: str, language: Language) -> str:
    return _known(f"rule_diff.field.{name}", language)


def _known(key: str, language: Language) -> str:
    """The label of a key, empty where there is none."""
    return text(f"{key}.label" if f"{key}.label" in catalogue() else key, language, default="")


def _details(change: Change, language: Language) -> str:
    """What an entry or a section holds, as far as it tells most."""
    held = change.before if change.verb in _GONE else change.after
    if not isinstance(held, dict):
        return ""
    found = list(_told(held, SALIENT.get(change.category, ()), language))
    if not found:
        return ""
    return text("rule_diff.details", language, details=text("rule_diff.comma", language).join(found))


def _told(held: Mapping[str, Any], fields: tuple[str, ...], language: Language) -> Iterator[str]:
    for field in fields:
        one = held.get(field)
        if field == "required":
            one = f"must.{str(one).lower()}"
        elif field == "values":
            one = [f"{kept['value']}{f' ({day})' if day else ''}" for day, kept in held["values"].items()]
        if one not in (None, {}, []):
            shown = value(one, language)
            name = "" if field in SPEAKING else _field_name(field, language)
            yield text("rule_diff.detail", language, field=name, value=shown).strip()


def _mapping(one: Mapping[str, Any], language: Language) -> str:
    if one and set(one) <= set(LANGUAGES):
        own = one.get(language) or next(iter(one.values()))
        return " ".join(str(own).split())
    held = {key: item for key, item in one.items() if item not in ({}, [])}
    return ", ".join(f"{key}: {value(item, language)}" for key, item in held.items()) or "–"


def _term(word: str, language: Language) -> str:
    """A word of the language in words; what is not one stays as it is."""
    for key in (
        f"rule_diff.value.{word}",
        f"stage.{word}",
        f"report.boundary_type.{word}",
        f"report.status.{word}",
    ):
        if key in catalogue():
            return text(key, language)
    return word


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Two long texts where they differ, with some context on both sides."""
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return _excerpt(old, start, end), _excerpt(new, start, end)


def _shared(first: str, second: str) -> int:
    """How many characters two texts begin with together."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))


def _excerpt(words: str, start: int, end: int) -> str:
    first, last = max(0, start - CONTEXT), min(len(words), len(words) - end + CONTEXT)
    head, tail = "…" if first else "", "…" if last < len(words) else ""
    return f"“{head}{words[first:last]}{tail}”"
