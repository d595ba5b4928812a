"""Words in two languages: translations that are none, and labels that cannot be told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pydantic import BaseModel

from lca.documents import KeyPath
from lca.i18n import LANGUAGES
from lca.names import Names
from lca.rules.compiling.context import Context
from lca.rules.linting.study import Study, lines_of
from lca.rules.schema.activity import Table
from lca.rules.schema.rule import RuleTest

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PROSE = re.compile(r"(?<![A-Za-z])[a-z]{3,}(?![A-Za-z0-9])")


def check_words(study: Study) -> None:
    """Identical (R313) or exchanged (R314) words, labels (R315) and terms (R337) that stand twice."""
    for path, names in names_of(study.context, study.model):
        _translation(study, path, names)
    for group in _siblings(study):
        _distinct(study, group)
    _terms(study)


def names_of(context: Context, model: BaseModel) -> list[tuple[KeyPath, Names]]:
    """Every bilingual name of the rule that is being read, gathered once."""
    if context.words is None:
        context.words = names_in(model, ())
    return context.words


def names_in(value: object, path: KeyPath) -> list[tuple[KeyPath, Names]]:
    """Every bilingual name inside a model, with its path, in the order of the fields; tests have none."""
    found: list[tuple[KeyPath, Names]] = []
    for key, item in _parts(value):
        if isinstance(item, Names):
            found.append(((*path, key), item))
        elif isinstance(item, BaseModel | dict | tuple) and not isinstance(item, RuleTest):
            found += names_in(item, (*path, key))
    return found


def _parts(value: object) -> Iterable[tuple[str | int, object]]:
    if isinstance(value, BaseModel):
        return [(key, getattr(value, name)) for name, key in _fields(type(value))]
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, tuple) else ()


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """The fields of a model, each with its key in the file."""
    return tuple((name, field.alias or name) for name, field in kind.model_fields.items())


def _translation(study: Study, path: KeyPath, names: Names) -> None:
    if names.zh is None or names.en is None:
        return
    if names.zh == names.en:
        if _CHINESE.search(names.zh) or _PROSE.search(names.en):
            study.context.warn("R313", path, words=names.en)
    elif _CHINESE.search(names.en) and not _CHINESE.search(names.zh):
        study.context.warn("R314", path, words=names.en, language="English (en)")
    elif len(_PROSE.findall(names.zh)) > 1 and not _CHINESE.search(names.zh):
        study.context.warn("R314", path, words=names.zh, language="中文 (zh)")


def _siblings(study: Study) -> Iterator[list[tuple[KeyPath, Names | None]]]:
    """Things that stand beside each other in a form or a report and must be told apart."""
    model = study.model
    yield [(("activity_data", name), entry.label) for name, entry in model.activity_data.items()]
    yield [(("parameters", name), entry.label) for name, entry in model.parameters.items()]
    yield [(("processes", key), process.label) for key, process in model.processes.items()]
    for name, entry in model.activity_data.items():
        if isinstance(entry, Table):
            columns = entry.table.items()
            yield [
                (("activity_data", name, "table", c), getattr(column, "label", None)) for c, column in columns
            ]
    for key, process in model.processes.items():
        yield [(path, line.label) for path, line in lines_of(key, process)]


def _distinct(study: Study, group: Iterable[tuple[KeyPath, Names | None]]) -> None:
    first: dict[tuple[str, str], KeyPath] = {}
    for path, names in group:
        for language in LANGUAGES if names is not None else ():
            words = getattr(names, language)
            if words is None:
                continue
            before = first.setdefault((language, words.casefold()), path)
            if before != path:
                line = study.context.document.locate(before).line
                study.context.warn("R315", (*path, "label"), words=words, line=line)
                break


def _terms(study: Study) -> None:
    first: dict[tuple[str, str], int] = {}
    for index, entry in enumerate(study.model.terms):
        for language in LANGUAGES:
            words = getattr(entry.term, language)
            if words is not None and first.setdefault((language, words.casefold()), index) != index:
                line = study.context.document.locate(("terms", first[language, words.casefold()])).line
                study.context.warn("R337", ("terms", index, "term"), words=words, line=line)
                break
