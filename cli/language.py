"""The language of what is printed, and messages to standard error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

import typer

from lca.cli.steering import harmless
from lca.i18n import LANGUAGES, Language

VARIABLES = ("ZUJI_LANG", "LC_ALL", "LANG")


class LanguageChoice(StrEnum):
    """What ``--lang`` takes."""

    zh = "zh"
    en = "en"


LanguageOption = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language; else ZUJI_LANG, LC_ALL, LANG (语言).", show_default=False),
]


def environment_language(environment: Mapping[str, str]) -> Language:
    """Chinese where the first variable that is set begins with zh, else English."""
    stated = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    return "zh" if stated.lower().startswith("zh") else "en"


def language_of(words: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language of a command line as far as it can be told before the line is understood."""
    stated = [after for word, after in pairwise(words) if word == "--lang"]
    stated += [word.partition("=")[2] for word in words if word.startswith("--lang=")]
    known: dict[str, Language] = {language: language for language in LANGUAGES}
    return known.get(stated[-1] if stated else "", environment_language(environment))


def chosen(option: LanguageChoice | None) -> Language:
    """The language of a command: its option, else the environment."""
    import os

    return environment_language(os.environ) if option is None else option.value


def tell(words: str) -> None:
    """Print a message for people to standard error."""
    typer.echo(harmless(words), err=True)
