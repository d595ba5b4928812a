"""The JSON Schema of a rule file, as editors want it: titles, descriptions and the meaning of choices.

The structure is that of the models. It is stricter in two things, because an editor should say so at once:
a key with nothing behind it is refused, and so are names that are none. Alternatives stand under ``anyOf``:
with ``oneOf`` an editor that sees an unfinished entry complains that several of them fit. What a field says
stands beside no ``$ref``, because editors overlook one of the two there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias

from lca.i18n import LANGUAGES, Language, catalogue
from lca.rules.schema.rule import LANGUAGE_VERSION, SCHEMA_ID, Frame, RuleModel

Shown: TypeAlias = Literal["zh", "en", "both"]
Schema: TypeAlias = dict[str, Any]

NOTHING: Schema = {"type": "null"}
ABOVE: Schema = {"properties": {"level": {"enum": ["general", "sector"]}}, "required": ["level"]}


def rule_schema(shown: Shown = "both") -> Schema:
    """The JSON Schema (2020-12) of a rule file, for editors.

    A product rule that extends nothing must have all sections; else they may stand in the rule above.

    Args:
        shown: the language of titles and descriptions. With ``both`` these are English, ``title_zh`` and
            ``description_zh`` are Chinese, and ``markdownDescription`` holds the two.

    """
    raw = Frame.model_json_schema(by_alias=True)
    models = raw.pop("$defs") | {Frame.__name__: raw}
    made = {name: _model(name, model, shown) for name, model in models.items()}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "version": LANGUAGE_VERSION,
    }
    whole = RuleModel.model_json_schema(by_alias=True)["required"]
    parts = {"if": {"anyOf": [ABOVE, {"required": ["extends"]}]}, "else": {"required": whole}}
    schema = {name: _inlined(model, made) for name, model in made.items()}
    root: Schema = head | schema.pop(Frame.__name__) | parts
    return root | {"$defs": dict(sorted(_referred(root, schema).items()))}


def schema_text(shown: Shown = "both") -> str:
    """The schema as the text of a file; keys stand in the order in which editors offer them."""
    return json.dumps(rule_schema(shown), ensure_ascii=False, indent=2) + "\n"


def _inlined(part: Any, models: Mapping[str, Schema]) -> Any:
    """A part of a schema with the model itself where a field says more than ``$ref``."""
    if isinstance(part, list):
        return [_inlined(item, models) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _inlined(value, models) for key, value in part.items()}
    if "$ref" in made and len(made) > 1:
        return _inlined(models[_name(made.pop("$ref"))], models) | made
    return made


def _referred(part: Any, models: Mapping[str, Schema]) -> dict[str, Schema]:
    """The models that a part refers to, and those that they refer to."""
    if not isinstance(part, dict | list):
        return {}
    found: dict[str, Schema] = {}
    if isinstance(part, dict) and isinstance(part.get("$ref"), str):
        name = _name(part["$ref"])
        found = {name: models[name]} | _referred(models[name], models)
    for item in part if isinstance(part, list) else part.values():
        found |= _referred(item, models)
    return found


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _model(name: str, model: Schema, shown: Shown) -> Schema:
    made: Schema = _plain({key: value for key, value in model.items() if key != "properties"})
    made |= _words(f"schema.model.{name}", f"schema.about.{name}", shown)
    made["properties"] = {
        field: _field(name, field, entry, shown) for field, entry in model.get("properties", {}).items()
    }
    return made | ({"minProperties": 1} if name == "Names" else {})


def _field(model: str, name: str, entry: Schema, shown: Shown) -> Schema:
    told = {"en": entry.get("description"), "zh": entry.get("description_zh")}
    made: Schema = _plain(
        {key: value for key, value in entry.items() if key not in ("title", "title_zh", "description_zh")}
    )
    named = f"schema.title.{model}.{name}"
    title = named if named in catalogue() else f"schema.title.{name}"
    group = "Spec" if model.endswith("Spec") else model
    words = told if told["zh"] else f"schema.field.{group}.{name}"
    chosen: Schema = _choices(made, model, name, shown)
    return chosen | _words(title, words, shown)


def _words(title: str, about: str | Mapping[str, Any], shown: Shown) -> Schema:
    """Title and description of a field or a model in the language asked for, or in both."""
    titles, told = catalogue()[title], catalogue()[about] if isinstance(about, str) else about
    if shown != "both":
        return {"title": titles[shown], "description": told[shown]}
    return {
        "title": titles["en"],
        "title_zh": titles["zh"],
        "description": told["en"],
        "description_zh": told["zh"],
        "markdownDescription": "\n\n".join(_line(titles[one], told[one]) for one in ("zh", "en")),
    }


def _line(title: str, about: str) -> str:
    return f"**{title}**" if about.rstrip(".。") == title else f"**{title}** {about}"


def _plain(part: Any) -> Any:
    """A part of a schema with ``anyOf`` for alternatives, without null and without unknown names."""
    if isinstance(part, list):
        return [_plain(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _plain(value) for key, value in part.items() if not _needless(key, value)}
    others = [item for item in kept.pop("oneOf", kept.pop("anyOf", ())) if item != NOTHING]
    if len(others) == 1:
        kept = others[0] | kept
    elif others:
        kept["anyOf"] = others
    if "patternProperties" in kept:
        kept["additionalProperties"] = False
    return kept


def _needless(key: str, value: Any) -> bool:
    """Defaults that say nothing, and what is no part of JSON Schema."""
    return key == "discriminator" or (key == "default" and value in (None, [], {}))


def _choices(part: Any, model: str, field: str, shown: Shown) -> Any:
    """A part of a schema with the meaning of each word that may be chosen."""
    if isinstance(part, list):
        return [_choices(item, model, field, shown) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _choices(value, model, field, shown) for key, value in part.items()}
    if isinstance(part.get("const"), str):
        made["enum"] = [made.pop("const")]
    return made | _meanings(made["enum"], model, field, shown) if "enum" in made else made


def _meanings(words: Iterable[str], model: str, field: str, shown: Shown) -> Schema:
    languages: tuple[Language, ...] = tuple(sorted(LANGUAGES, reverse=True)) if shown == "both" else (shown,)
    told = [_meaning(word, model, field) for word in words]
    meanings = [" / ".join(one[language] for language in languages) for one in told]
    return {"enumDescriptions": meanings, "markdownEnumDescriptions": meanings}


def _meaning(word: str, model: str, field: str) -> Mapping[str, str]:
    known = catalogue()
    return known.get(f"schema.word.{model}.{field}.{word}") or known[f"schema.word.{word}"]
