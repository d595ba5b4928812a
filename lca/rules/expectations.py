"""What a test expects, read: one expectation a number, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from lca.documents import Document, KeyPath, Span
from lca.errors import Finding, InputError, Location, nearest
from lca.gases import gas_key
from lca.i18n import catalogue
from lca.rules.case import Expected, expected_footprint, expected_gas, expected_score
from lca.rules.schema.rule import Expect, RuleModel
from lca.rules.stages import STAGES

Section = Literal[
    "total",
    "stages",
    "categories",
    "gases",
    "quality",
    "sensitivities",
    "units",
    "lines",
    "performance_class",
    "findings",
]
CATEGORIES: Final = (
    "fossil",
    "biogenic_emission",
    "biogenic_uptake",
    "land_use_change",
    "aircraft",
    "not_stated",
)
SCORES: Final = ("technological", "geographical", "temporal", "reliability", "completeness", "overall")
SHARES: Final = ("primary_share", "primary_activity_share", "covered_share")
GRID: Final = "grid_average"
_CODE = re.compile(r"[A-Z]\d{3}")
_Read = Callable[[str, Span], Expected]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that a test expects of the result.

    ``number`` is None for a performance class, whose name is ``names[0]``, and for findings, whose codes
    are ``names``, each with what it is about where that was written (``A204 alumina``). ``key`` is the
    stage, category, gas, score or sensitivity; gases by their key.
    """

    section: Section
    key: str
    text: str
    location: Location
    number: Expected | None = None
    names: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """``total``, ``stages.production``, ``gases.cf4``, ``findings``."""
        return f"{self.section}.{self.key}" if self.key else self.section


def read_expectations(
    model: RuleModel, document: Document, index: int
) -> tuple[tuple[Expectation, ...], tuple[Finding, ...]]:
    """Everything that the test ``index`` of a rule expects, and what of it cannot be expected."""
    reader = _Reader(model, document, index)
    reader.read(model.tests[index].expect)
    return tuple(reader.found), tuple(reader.findings)


@dataclass
class _Reader:
    """Goes through the sections once; collects expectations and findings."""

    model: RuleModel
    document: Document
    index: int
    found: list[Expectation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def read(self, expect: Expect) -> None:
        if expect.total is not None:
            self.number("total", "", expect.total, expected_footprint)
        for stage, text in expect.stages.items():
            self.number("stages", stage, text, expected_footprint)
            if not self.model.boundary.stages.includes(stage):
                self.refuse("R171", ("stages", stage), stage=stage)
        self.gases(expect)
        for name, text in expect.quality.items():
            if self.known("quality", name, (*SCORES, *SHARES)):
                self.number("quality", name, text, _share if name in SHARES else expected_score)
        self.parts(expect)
        self.performance_class(expect)
        self.codes(expect)

    def parts(self, expect: Expect) -> None:
        """Footprints of parts of the result, or of it in other units and cases."""
        units = [unit.id for unit in self.model.alternative_units]
        sections: tuple[tuple[Section, Mapping[str, str], Iterable[str]], ...] = (
            ("categories", expect.categories, CATEGORIES),
            ("sensitivities", expect.sensitivities, tuple(sensitivity_keys(self.model))),
            ("units", expect.units, units),
        )
        for section, expected, keys in sections:
            for key, text in expected.items():
                if self.known(section, key, keys):
                    self.number(section, key, text, expected_footprint)
        for key, text in expect.lines.items():
            if process_of(key) in self.model.processes or self.known("lines", key, self.model.processes):
                self.number("lines", key, text, expected_footprint)

    def place(self, *path: str | int) -> KeyPath:
        return ("tests", self.index, "expect", *path)

    def refuse(self, code: str, path: KeyPath, near: Iterable[str] = (), **params: object) -> None:
        place = self.document.locate(self.place(*path))
        self.findings.append(Finding(code, params, place, candidates=tuple(near)))

    def known(self, section: Section, key: str, keys: Iterable[str]) -> bool:
        names = tuple(keys)
        if key in names:
            return True
        near = nearest(key, names) or names[:3]
        self.refuse("R185", (section, key), near, key=key, section=section)
        return False

    def number(self, section: Section, key: str, text: str, read: _Read, written: str = "") -> None:
        path = self.place(section, written or key) if key else self.place(section)
        try:
            number = read(text, Span())
        except InputError:
            self.findings.extend(_wrong(read, text, self.document.span(path, text)))
            return
        self.found.append(Expectation(section, key, text, self.document.locate(path), number))

    def gases(self, expect: Expect) -> None:
        first: dict[str, str] = {}
        for written, text in expect.gases.items():
            try:
                key = gas_key(written, self.document.locate(self.place("gases", written)))
            except InputError as error:
                self.findings.extend(error.findings)
                continue
            if key in first:
                self.refuse("R189", ("gases", written), first=first[key], second=written)
                continue
            first[key] = written
            self.number("gases", key, text, expected_gas, written)

    def performance_class(self, expect: Expect) -> None:
        name = expect.performance_class
        if name is None:
            return
        names = [band.name for band in self.model.classes.bands] if self.model.classes else []
        path: KeyPath = ("performance_class",)
        if name not in names:
            self.refuse("R186" if names else "R187", path, nearest(name, names) or names[:3], name=name)
            return
        place = self.document.locate(self.place(*path))
        self.found.append(Expectation("performance_class", "", name, place, names=(name,)))

    def codes(self, expect: Expect) -> None:
        if expect.findings is None:
            return
        codes = _codes()
        for index, written in enumerate(expect.findings):
            code = written.partition(" ")[0]
            if code not in codes:
                self.refuse("R350", ("findings", index), nearest(code.upper(), codes), finding=code)
        place = self.document.locate(self.place("findings"))
        text = ", ".join(expect.findings) or "-"
        self.found.append(Expectation("findings", "", text, place, names=expect.findings))


def _wrong(read: _Read, text: str, span: Span) -> tuple[Finding, ...]:
    """What is wrong with a text, each finding with its place: finding that takes longer than reading."""
    try:
        read(text, span)
    except InputError as error:
        return error.findings
    return ()


@cache
def _codes() -> Mapping[str, None]:
    """The codes of all findings, in the order of the catalogue."""
    return dict.fromkeys(key for key in catalogue() if _CODE.fullmatch(key))


def sensitivity_keys(model: RuleModel) -> Iterator[str]:
    """The keys of the sensitivity cases that a result under this rule can hold."""
    yield from model.sensitivities
    source = model.electricity.sensitivity if model.electricity else None
    yield from sorted({GRID, source or GRID} - set(model.sensitivities))


def process_of(name: str) -> str:
    """The process that an expected line names: its first word, or the one after the stage."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] if first in STAGES else first


def _share(text: str, place: Span) -> Expected:
    return expected_score(text, place, share=True)
