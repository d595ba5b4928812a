"""Expressions of the rule language: text, tree, dimension, number."""

from lca.rules.expression.dimensions import Columns, Scope, dimension
from lca.rules.expression.evaluation import evaluate
from lca.rules.expression.parser import parse
from lca.rules.expression.printer import to_text
from lca.rules.expression.tree import Expression, References, names, references

__all__ = [
    "Columns",
    "Expression",
    "References",
    "Scope",
    "dimension",
    "evaluate",
    "names",
    "parse",
    "references",
    "to_text",
]
