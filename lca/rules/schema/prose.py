"""The words of the standard's document that no other part of a rule says."""

from __future__ import annotations

from lca.names import Names
from lca.rules.schema.words import Words, about
from lca.validation import Frozen


class Term(Frozen):
    """A term and its definition."""

    term: Names = about("The term.", "术语")
    definition: Names = about("What it means.", "定义")
    source: Words | None = about("Where the definition comes from.", "定义来源", default=None)


class Prose(Frozen):
    """Chapters in words."""

    introduction: Names | None = about("Introduction.", "引言", default=None)
    scope: Names | None = about("What the document is for and what not.", "范围", default=None)
    goal: Names | None = about("Goal of the quantification.", "量化目的", default=None)
    description: Names | None = about("Description of the product.", "产品描述", default=None)
    data_collection: Names | None = about("How data are collected.", "数据收集说明", default=None)
    interpretation: Names | None = about("How results are interpreted.", "结果解释说明", default=None)
    declaration: Names | None = about("How results are declared.", "声明说明", default=None)
