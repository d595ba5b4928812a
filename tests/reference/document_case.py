"""Documents of the shipped rules and of a rule with every part of the language, made once."""

from functools import cache
from pathlib import Path

from lca.i18n import Language
from lca.report.document.blocks import Document
from lca.report.document.content import document
from lca.report.document.example import example
from lca.rules.compiled import Rule
from lca.rules.load import load_rule

EVERYTHING = Path(__file__).with_name("everything.yaml")
SHIPPED = ("cn.aluminium.primary", "cn.battery.lfp", "cn.steel.bf-bof")
RULES = (*SHIPPED, "everything")


@cache
def rule(name: str) -> Rule:
    """A shipped rule by its id, or the one with everything."""
    return load_rule(EVERYTHING if name == "everything" else name)


@cache
def printed(name: str, language: Language) -> Document:
    """The document of a rule."""
    return document(rule(name), language, example(rule(name)))


def letters(words: str) -> str:
    """Words without blanks and signs, as they compare across formats."""
    return "".join(character for character in words if character.isalnum())
