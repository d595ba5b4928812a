"""Where numbers come from: placeholders in place of sources, and tests that only repeat this program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lca.documents import KeyPath
from lca.rules.linting.study import Study
from lca.rules.schema.activity import Scalar
from lca.rules.schema.rule import RuleModel

_PLACEHOLDER = re.compile(
    r"[\W_]*(?:to ?do|t\.?b\.?[acd]\.?|to be (?:added|confirmed|decided|determined)|fix ?me|n\.?/?a\.?|"
    r"none|nil|null|unknown|source|reference|somewhere|placeholder|x+|\?+|-+|\.+|待定|待补充?|待补|待查|待确认|待填|未知|"
    r"不详|无|暂无|来源|略)?[\W_]*",
    re.IGNORECASE | re.DOTALL,
)
_TODO = re.compile(r"\b(?:to ?do|tbd|tbc|fix ?me)\b|待定|待补|待查|待确认|待填", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:comput|calculat|produc|generat|scaffold|tak|made|copied|result|output|run)\w*\s+(?:\w+\s+)?"
    r"(?:by|with|from|of|in)\s+(?:a\s+(?:run|result)\s+of\s+)?(?:zuji\b|this\s+(?:engine|program|tool|software|rule)\b)"
    r"|\bzuji\s+(?:calc|rules)\b|\bown\s+(?:engine|result)\b|由?\s*(?:zuji|足迹引擎|本(?:引擎|工具|程序|软件))"
    r"(?:计算|算出|运行|得出|生成|的?(?:结果|输出))",
    re.IGNORECASE,
)


def is_placeholder(source: str) -> bool:
    """Whether a source names none: TODO, TBD, 待定, n/a, question marks."""
    return bool(_PLACEHOLDER.fullmatch(source.strip()) or _TODO.search(source))


def is_own(source: str) -> bool:
    """Whether an expected number was computed by this program itself."""
    return bool(_OWN.search(source))


def unproven(model: RuleModel) -> bool:
    """Whether a published rule has tests, and none of them expects a number from outside."""
    sources = [test.source for test in model.tests]
    own = all(is_own(source) or is_placeholder(source) for source in sources)
    return model.status == "published" and bool(sources) and own


def check_sources(study: Study) -> None:
    """Placeholders (R311), tests by this program (R312), a published rule with no other (R317)."""
    for path, source in _sources(study):
        if is_placeholder(source):
            study.context.warn("R311", path, value=source)
    for index, test in enumerate(study.model.tests):
        if is_own(test.source) and not unproven(study.model):
            study.context.warn("R312", ("tests", index, "source"), test=test.name)
    if unproven(study.model):
        study.context.warn("R317", ("tests",))


def _sources(study: Study) -> Iterator[tuple[KeyPath, str]]:
    model = study.model
    for name, entry in model.parameters.items():
        if entry.source is not None:
            yield ("parameters", name, "source"), entry.source
        for index, dated in enumerate(entry.values):
            yield ("parameters", name, "values", index, "source"), dated.source
    for name, data in model.activity_data.items():
        if isinstance(data, Scalar) and data.default is not None:
            yield ("activity_data", name, "default", "source"), data.default.source
    if model.classes is not None:
        yield ("classes", "source"), model.classes.source
    for index, test in enumerate(model.tests):
        yield ("tests", index, "source"), test.source
