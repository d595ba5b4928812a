"""A formula of a rule with its number and the list of its symbols."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lca.rules.expression.tree import Node


@dataclass(frozen=True, slots=True)
class Symbol:
    """A name of the language as mathematics prints it, and what it stands for."""

    name: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """``left = right`` with its number and the symbols that it uses; ``left`` is a name of the rule.

    ``letters`` are the letters by which names print (``lca.report.mathematics.letters``); the names
    themselves are the subscripts. A name without one is split at its first underscore: ``EF_p``.
    """

    left: str
    right: Node
    number: str
    where: tuple[Symbol, ...] = ()
    letters: Mapping[str, str] = field(default_factory=dict)
