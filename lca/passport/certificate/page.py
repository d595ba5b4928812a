"""A filled template as one self-contained HTML page: no scripts, nothing from outside, readable on paper."""

from __future__ import annotations

import json
from importlib import import_module, resources
from typing import Any

from lca.errors import Finding, InputError
from lca.i18n import Language, text
from lca.passport.certificate.filling import Filled

TAGS = {"zh": "zh-Hans", "en": "en"}


def as_json(filled: Filled) -> str:
    """The document as JSON with a final newline."""
    return json.dumps(filled.document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def as_html(filled: Filled, language: Language = "zh") -> str:
    """The document as a page; the other language stands small beside the labels.

    Raises:
        InputError: P122 Jinja2 is not installed.
    """
    jinja2 = _jinja()
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(_source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def say(key: str) -> str:
        return text(f"certificate.{key}", language)

    def words(value: Any, which: Language = language) -> str:
        return str(value[which] if isinstance(value, dict) else value)

    other: Language = "en" if language == "zh" else "zh"
    page: str = environment.get_template("certificate.html.jinja").render(
        document=filled.document,
        say=say,
        words=words,
        other=other,
        lang=TAGS[language],
        other_lang=TAGS[other],
        missing={(row["section"], row["key"]) for row in filled.missing},
    )
    return page


def _source(name: str) -> str:
    return resources.files("lca.passport.certificate").joinpath(name).read_text(encoding="utf-8")


def _jinja() -> Any:
    try:
        return import_module("jinja2")
    except ImportError as error:
        params = {"format": "certificate (HTML)", "module": "jinja2", "extra": "document"}
        raise InputError(Finding("P122", params)) from error
