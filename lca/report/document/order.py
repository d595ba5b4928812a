"""The order in which a document goes through a rule: stage by stage, each in the order of the file."""

from __future__ import annotations

from collections.abc import Iterator

from lca.rules.compiled import CompiledProcess, CompiledRule, Line
from lca.rules.stages import STAGES


def by_stage(rule: CompiledRule) -> Iterator[tuple[str, tuple[CompiledProcess, ...]]]:
    """Each stage that has processes, with them."""
    for stage in STAGES:
        processes = tuple(process for process in rule.processes.values() if process.stage == stage)
        if processes:
            yield stage, processes


def processes(rule: CompiledRule) -> tuple[CompiledProcess, ...]:
    """All processes in that order."""
    return tuple(process for _, group in by_stage(rule) for process in group)


def key(line: Line) -> tuple[str, str, str]:
    """The key of a line's formula."""
    return ("line", line.process, line.id)
