"""From a number of a footprint to what made it: formula, activity data, factor, clause.

A number is named by a path: ``total``; a stage (``production``); the beginning of a line's path
(``production.electrolysis``) or all of it; a process; the id of a factor or of an activity; a constant of
the rule; a gas; a category. The answer holds the next level below, which adds up to the number, and the
evidence of each line that stands in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from typing import Literal

from lca.errors import Finding, InputError, Location, nearest
from lca.names import Names
from lca.results.footprint import Contribution, Footprint, Part, Stage
from lca.results.grounds import Evidence, evidence, short
from lca.validation import Frozen

Kind = Literal[
    "total", "stage", "lines", "line", "process", "factor", "activity", "constant", "gas", "category"
]


class Explanation(Frozen):
    """What a number is made of. ``parts`` add up to ``value`` (kg CO2e); ``evidence`` is largest first."""

    path: str
    kind: Kind
    label: Names
    value: float
    share: float
    parts: tuple[Part, ...]
    evidence: tuple[Evidence, ...]
    reason: Names | None = None
    clause: str | None = None


Answer = Explanation | None


def explain(footprint: Footprint, path: str) -> Explanation:
    """The explanation of the number at ``path``.

    Raises:
        InputError: nothing has this name; the finding holds the nearest names that exist.
    """
    for resolver in _RESOLVERS:
        answer = resolver(footprint, path)
        if answer is not None:
            return answer
    near = nearest(path, names(footprint))
    raise InputError(Finding("V201", {"path": path}, Location("result", path=path), candidates=near))


def names(footprint: Footprint) -> list[str]:
    """Every path that can be explained, from the total down."""
    lines = [line.path for line in footprint.contributions]
    processes = [path.rpartition(".")[0] for path in lines] + [
        line.process for line in footprint.contributions
    ]
    keys = ["total", *(stage.key for stage in footprint.stages), *lines, *processes]
    keys += [factor.id for factor in footprint.factors] + [
        activity.id for activity in footprint.activity_data
    ]
    keys += [constant.name for constant in footprint.constants]
    keys += [part.key for part in (*footprint.gases, *footprint.categories)]
    return list(dict.fromkeys(keys))


def _total(footprint: Footprint, path: str) -> Answer:
    if path != "total":
        return None
    total = footprint.total
    parts = tuple(_plain(stage) for stage in footprint.stages if stage.included)
    return _answer(footprint, path, "total", total.label, parts, footprint.contributions, whole=total)


def _stage(footprint: Footprint, path: str) -> Answer:
    stage = next((stage for stage in footprint.stages if stage.key == path), None)
    if stage is None:
        return None
    lines = [line for line in footprint.contributions if line.stage == path]
    parts = _grouped(footprint, lines, lambda line: (f"{line.stage}.{line.process}", line.process_label))
    return _answer(footprint, path, "stage", stage.label, parts, lines, whole=stage)


def _lines(footprint: Footprint, path: str) -> Answer:
    lines = [line for line in footprint.contributions if _below(line.path, path)]
    if not lines:
        return None
    single = len(lines) == 1 and lines[0].path == path
    process = path == f"{lines[0].stage}.{lines[0].process}"
    label = lines[0].process_label if process else _common([line.label for line in lines])
    return _answer(footprint, path, "line" if single else "lines", label, _parts(lines), lines)


def _common(labels: Sequence[Names]) -> Names:
    """What the labels of several rows or sources begin with; the first where that is nothing."""
    zh = _beginning([name.get("zh") for name in labels]).rstrip("：（ ")
    en = _beginning([name.get("en") for name in labels]).rstrip(" :,")
    return Names(zh=zh, en=en) if len(labels) > 1 and zh and en else labels[0]


def _beginning(texts: Sequence[str]) -> str:
    same = takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in same)


def _process(footprint: Footprint, path: str) -> Answer:
    lines = [line for line in footprint.contributions if line.process == path]
    if not lines:
        return None
    return _answer(footprint, path, "process", lines[0].process_label, _parts(lines), lines)


def _factor(footprint: Footprint, path: str) -> Answer:
    factor = next((factor for factor in footprint.factors if factor.id == path), None)
    if factor is None:
        return None
    lines = [line for line in footprint.contributions if line.factor == path]
    return _answer(footprint, path, "factor", factor.name, _parts(lines), lines)


def _activity(footprint: Footprint, path: str) -> Answer:
    activity = next((one for one in footprint.activity_data if path in (one.id, short(one.id))), None)
    if activity is None:
        return None
    taken = _makers(footprint, activity.id)
    lines = [line for line in footprint.contributions if activity.id in line.inputs or line.process in taken]
    return _answer(footprint, path, "activity", activity.label, _parts(lines), lines)


def _constant(footprint: Footprint, path: str) -> Answer:
    constant = next((one for one in footprint.constants if path in (one.id, one.name)), None)
    if constant is None:
        return None
    taken = _makers(footprint, constant.id)
    lines = [
        line for line in footprint.contributions if constant.id in line.constants or line.process in taken
    ]
    return _answer(footprint, path, "constant", constant.label, _parts(lines), lines)


def _makers(footprint: Footprint, cause: str) -> set[str]:
    """The processes whose amount depends on an activity or a constant, through what others take of them."""
    found: set[str] = set()
    taken = (one for one in footprint.supplies if cause in (*one.inputs, *one.constants))
    waiting = {supply.maker for supply in taken}
    while waiting:
        maker = waiting.pop()
        found.add(maker)
        waiting |= {one.maker for one in footprint.supplies if one.process == maker} - found
    return found


def _gas(footprint: Footprint, path: str) -> Answer:
    return _component(footprint, path, "gas", footprint.gases, lambda line: line.gases)


def _category(footprint: Footprint, path: str) -> Answer:
    return _component(footprint, path, "category", footprint.categories, lambda line: line.categories)


def _component(
    footprint: Footprint,
    path: str,
    kind: Kind,
    parts: Iterable[Part],
    values: Callable[[Contribution], Mapping[str, float]],
) -> Answer:
    part = next((part for part in parts if part.key == path), None)
    if part is None:
        return None
    lines = [line for line in footprint.contributions if values(line).get(path)]
    below = tuple(_part(footprint, line.path, line.label, values(line)[path]) for line in lines)
    return _answer(footprint, path, kind, part.label, below, lines, whole=part)


_RESOLVERS = (_total, _stage, _lines, _factor, _activity, _constant, _process, _gas, _category)


def _answer(
    footprint: Footprint,
    path: str,
    kind: Kind,
    label: Names,
    parts: Iterable[Part],
    lines: Iterable[Contribution],
    *,
    whole: Part | None = None,
) -> Explanation:
    ordered = tuple(sorted(parts, key=lambda part: -abs(part.value)))
    return Explanation(
        path=path,
        kind=kind,
        label=label,
        value=whole.value if whole else sum(part.value for part in ordered),
        share=whole.share if whole else sum(part.share for part in ordered),
        parts=ordered,
        evidence=tuple(evidence(footprint, lines)),
        reason=whole.reason if isinstance(whole, Stage) else None,
        clause=whole.clause if isinstance(whole, Stage) else None,
    )


def _grouped(
    footprint: Footprint, lines: Iterable[Contribution], key: Callable[[Contribution], tuple[str, Names]]
) -> tuple[Part, ...]:
    sums: dict[str, float] = {}
    labels: dict[str, Names] = {}
    for line in lines:
        name, label = key(line)
        sums[name] = sums.get(name, 0.0) + line.value
        labels.setdefault(name, label)
    return tuple(_part(footprint, name, labels[name], value) for name, value in sums.items())


def _parts(lines: Iterable[Contribution]) -> tuple[Part, ...]:
    return tuple(
        Part(key=line.path, label=line.label, value=line.value, share=line.share, interval=line.interval)
        for line in lines
    )


def _part(footprint: Footprint, key: str, label: Names, value: float) -> Part:
    total = footprint.total.value
    return Part(key=key, label=label, value=value, share=value / total if total else 0.0)


def _plain(stage: Stage) -> Part:
    return Part(
        key=stage.key, label=stage.label, value=stage.value, share=stage.share, interval=stage.interval
    )


def _below(path: str, prefix: str) -> bool:
    """Whether ``path`` is ``prefix`` or stands below it: after a dot or as a row of a table."""
    return path == prefix or path.startswith((f"{prefix}.", f"{prefix}["))
