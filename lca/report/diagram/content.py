"""What a boundary diagram shows: stages, processes, what is bought, emitted and left out, and the links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lca.gases import gases
from lca.i18n import Language, text
from lca.names import Names
from lca.rules.compiled import CompiledProcess, CompiledRule, Line, Rule
from lca.rules.schema.general import Excluded
from lca.rules.stages import STAGES, Stage, stage_label

HUB = 4
LISTED = ("input", "waste", "credit", "avoided")
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Box:
    """A unit process: its key, its name, what it makes besides, and the signs of hubs that feed it."""

    key: str
    title: str
    notes: tuple[str, ...] = ()
    fed_by: str = ""
    feeds: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The product of one process goes to another."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class List:
    """What enters a stage from outside (``input``) or leaves it (``waste``, ``credit``, ``avoided``)."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Band:
    """A stage: included with its processes and what enters and leaves it, or excluded with the reason."""

    stage: Stage
    title: str
    included: bool
    boxes: tuple[Box, ...] = ()
    lists: tuple[List, ...] = ()
    left_out: str = ""
    emitted: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """All that is drawn; ``hubs`` are signs with the name of what feeds many processes."""

    title: str
    boundary: str
    unit: str
    reference: str
    bands: tuple[Band, ...]
    links: tuple[Link, ...]
    hubs: tuple[tuple[str, str], ...]
    language: Language


def content(rule: Rule, language: Language) -> Content:
    """What the diagram of a rule shows, in one language."""
    compiled = rule.compiled
    links, hubs = _links(compiled)
    titles = {key: _name(process.label, language, key) for key, process in compiled.processes.items()}
    boxes = {
        key: replace(
            _box(process, titles[key], language),
            fed_by="".join(sign for sign, (source, fed) in hubs.items() if key in fed),
            feeds="".join(sign for sign, (source, fed) in hubs.items() if key == source),
        )
        for key, process in compiled.processes.items()
    }
    unit = compiled.unit
    return Content(
        title=rule.title.get(language),
        boundary=text(f"report.boundary_type.{rule.model.boundary.type}", language),
        unit=f"{unit.amount} {unit.of.get(language)}",
        reference=compiled.products[unit.product].process,
        bands=tuple(_band(rule, stage, boxes, language) for stage in STAGES),
        links=links,
        hubs=tuple((sign, titles[source]) for sign, (source, _) in hubs.items()),
        language=language,
    )


def _name(names: Names | None, language: Language, key: str) -> str:
    return names.get(language) if names else key.replace("_", " ")


def _box(process: CompiledProcess, title: str, language: Language) -> Box:
    besides = [_name(other.label, language, other.product) for other in process.co_products]
    notes = (text("diagram.besides", language, products=_joined(besides, language)),) if besides else ()
    return Box(process.key, title, notes)


def _joined(words: Iterable[str], language: Language) -> str:
    return ("、" if language == "zh" else "; ").join(words)


def _links(compiled: CompiledRule) -> tuple[tuple[Link, ...], Mapping[str, tuple[str, frozenset[str]]]]:
    """Links between processes, each once; what goes to many processes is a hub with a sign instead."""
    found = dict.fromkeys(_link(compiled, line) for line in compiled.lines if line.product)
    fed = Counter(link.source for link in found)
    sources = [source for source, count in fed.items() if count >= HUB][: len(LETTERS)]
    hubs = {
        sign: (source, frozenset(link.target for link in found if link.source == source))
        for sign, source in zip(LETTERS, sources, strict=False)
    }
    return tuple(link for link in found if link.source not in sources), hubs


def _link(compiled: CompiledRule, line: Line) -> Link:
    """A waste goes from the process that has it to the one that treats it, all else to who uses it."""
    product = compiled.products[line.product or ""]
    if product.role == "treated":
        return Link(line.process, product.process)
    return Link(product.process, line.process)


def _band(rule: Rule, stage: Stage, boxes: Mapping[str, Box], language: Language) -> Band:
    boundary, compiled = rule.model.boundary, rule.compiled
    title = stage_label(stage, language)
    inclusion = getattr(boundary.stages, stage)
    if isinstance(inclusion, Excluded):
        reason = inclusion.excluded.reason
        return Band(stage, title, False, reason=reason.get(language) if reason else "")
    lines = [line for line in compiled.lines if line.stage == stage and not line.product]
    named = {kind: _called(lines, kind, language) for kind in LISTED}
    left_out = tuple(other.name.get(language) for other in boundary.exclusions if other.stage == stage)
    emitted = tuple(dict.fromkeys(_gas(line.gas) for line in lines if line.gas))
    return Band(
        stage=stage,
        title=title,
        included=True,
        boxes=tuple(boxes[key] for key, process in compiled.processes.items() if process.stage == stage),
        lists=tuple(List(kind, _listed(kind, names, language)) for kind, names in named.items() if names),
        left_out=_listed("left_out", left_out, language) if left_out else "",
        emitted=_listed("emitted", emitted, language) if emitted else "",
    )


def _called(lines: Iterable[Line], kind: str, language: Language) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_name(line.label, language, line.of) for line in lines if line.kind == kind))


def _listed(kind: str, names: Iterable[str], language: Language) -> str:
    label = text(f"diagram.{kind}", language)
    return text("diagram.listed", language, label=label, names=_joined(names, language))


def _gas(key: str) -> str:
    gas = gases().get(key)
    small = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
    return gas.formula.translate(small) if gas and gas.formula else key
