"""A chain from the top down, each rule against all that stands above it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lca.documents import Document
from lca.errors import Finding, Severity
from lca.rules.extending.chain import Step
from lca.rules.linting.narrowing.comparison import Comparison
from lca.rules.linting.narrowing.declared import check_declared_of
from lca.rules.linting.narrowing.frame import check_frame_of
from lca.rules.linting.narrowing.methods import check_methods_of
from lca.rules.schema.rule import Frame

KEY = ("extends",)


def check_narrowing(pairs: Iterable[tuple[Step, Frame, Frame]]) -> list[Finding]:
    """Everything where a rule loosens what stands above it: neighbours with their models.

    Each finding stands at the lower rule's place and names the higher one's. Beside them: a rule above
    that is superseded or less settled than the rule, and a published rule that leaves its version open.
    """
    return [finding for step, high, low in pairs for finding in _pair(step, high, low)]


def _pair(step: Step, high: Frame, low: Frame) -> Iterator[Finding]:
    compare = Comparison(step.above, step.below)
    for path, place in step.emptied:
        yield Finding("R220", {"key": path[-1], "above": compare.place(path)}, place)
    check_frame_of(compare, high, low)
    check_methods_of(compare, high, low)
    check_declared_of(compare, high, low)
    yield from compare.findings
    yield from _standing(step.above, step.below, high, low)


def _standing(above: Document, below: Document, high: Frame, low: Frame) -> Iterator[Finding]:
    place = below.span(KEY, low.extends or "").at(0)
    name = f"{high.id} {high.version}"

    def told(code: str, params: Mapping[str, object]) -> Finding:
        return Finding(code, params, place, Severity.WARNING)

    if high.status == "superseded":
        yield told("R209", {"rule": name, "successor": high.superseded_by or "?"})
    elif low.status == "published" and high.status != "published":
        yield told("R210", {"rule": name, "status": high.status})
    if low.status == "published" and "@" not in (low.extends or ""):
        yield told("R211", {"rule": high.id, "version": high.version})
