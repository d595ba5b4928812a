"""The one message catalogue: every sentence and label that people read, in English and Chinese.

The catalogue is the TOML files in ``lca/messages``. A table is a key; ``en`` and ``zh`` hold the
sentence, ``fix_en`` and ``fix_zh`` what to do about it::

    [R101]
    en = "unknown key '{key}'"
    zh = "未知字段“{key}”"
    fix_en = "Remove it or correct its name."
    fix_zh = "请删除或更正。"
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Key to its fields (``en``, ``zh``, ``fix_en``, ``fix_zh``), read from all catalogue files."""
    merged: dict[str, dict[str, str]] = {}
    files = sorted(resources.files("lca").joinpath("messages").iterdir(), key=lambda file: file.name)
    for file in files:
        if not file.name.endswith(".toml"):
            continue
        for key, entry in flatten(tomllib.loads(file.read_text(encoding="utf-8"))).items():
            if key in merged:
                raise ValueError(f"message key {key!r} stands twice; the second time in {file.name}")
            merged[key] = entry
    return merged


def flatten(table: dict[str, object], prefix: str = "") -> dict[str, dict[str, str]]:
    """Dotted keys to entries; an entry is a table whose values are all strings."""
    found: dict[str, dict[str, str]] = {}
    for key, value in table.items():
        if not isinstance(value, dict):
            continue
        name = prefix + key
        strings = {field: item for field, item in value.items() if isinstance(item, str)}
        if strings:
            found[name] = strings
        found |= flatten(value, f"{name}.")
    return found


def text(key: str, language: Language, /, default: str | None = None, **params: object) -> str:
    """The sentence of ``key``; ``KEY.fix`` is its remedy. A missing key is ``default`` or an error."""
    name, field = (key[:-4], f"fix_{language}") if key.endswith(".fix") else (key, language)
    template = catalogue().get(name, {}).get(field, default)
    if template is None:
        raise KeyError(f"no message {key!r} in language {language!r}")
    return template.format(**params) if params else template
