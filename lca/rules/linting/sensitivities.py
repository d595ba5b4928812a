"""The sensitivity cases of a rule: names that exist, changes that can be made and that change something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lca.documents import KeyPath
from lca.errors import Finding, InputError, Severity, nearest
from lca.names import Names
from lca.rules.changed import changed_model
from lca.rules.compiling.context import Context
from lca.rules.compiling.whole import Outcome, compile_rule
from lca.rules.linting.cases import check_value
from lca.rules.reading import Reading
from lca.rules.schema.demands import Sensitivity
from lca.rules.schema.rule import RuleModel
from lca.units import DIMENSIONLESS, PURE, quantity

GRID = "grid_average"
ROOT = "sensitivities"


def check_sensitivities(reading: Reading, model: RuleModel, outcome: Outcome) -> None:
    """Everything about the cases that can be told without activity data."""
    for key, case in model.sensitivities.items():
        _Checker(reading, model, outcome, key, case).check()


@dataclass(frozen=True)
class _Checker:
    """One case of a rule, checked part by part."""

    reading: Reading
    model: RuleModel
    outcome: Outcome
    key: str
    case: Sensitivity

    @property
    def context(self) -> Context:
        return self.outcome.context

    def path(self, *keys: str) -> KeyPath:
        return (ROOT, self.key, *keys)

    def check(self) -> None:
        self.whole()
        self.given()
        self.change()
        self.parameters()
        self.electricity()
        shares, ends = self.shares(), self.ends()
        if shares or ends:
            self.compiled("allocation" if shares else "end_of_life")

    def whole(self) -> None:
        """Something is changed, each thing once, and the name of the grid's case says what it is."""
        case = self.case
        parts = {name for name in Sensitivity.model_fields if name not in ("label", "clause")}
        given = {name for name in parts if getattr(case, name)}
        if not given:
            self.context.refuse("R264", self.path(), key=self.key)
        if self.key == GRID and (given != {"electricity"} or case.electricity != GRID):
            self.context.refuse("R265", self.path(), key=self.key)
        for first, second in (("given", "change"), ("parameters", "change")):
            for name in getattr(case, first).keys() & getattr(case, second).keys():
                self.context.refuse("R269", self.path(second, name), name=name, other=first)

    def known(self, section: str, name: str, names: Iterable[str]) -> bool:
        """Whether a name is one of ``names``; nothing is said of what could not be read."""
        every = list(names)
        if name in every:
            return True
        if name not in self.reading.unreadable:
            place = self.path(section, name)
            self.context.refuse("R266", place, nearest(name, every), name=name, section=section)
        return False

    def given(self) -> None:
        for name, value in self.case.given.items():
            if self.known("given", name, self.model.activity_data):
                check_value(self.context, self.path("given", name), name, value, self.outcome.declared)

    def change(self) -> None:
        model, declared = self.model, self.outcome.declared
        every = (*model.activity_data, *model.parameters, *model.quantities)
        numbers = {*declared.scalars, *model.parameters, *declared.unreadable}
        for name, text in self.case.change.items():
            place = self.path("change", name)
            if self.known("change", name, every) and name not in numbers:
                self.context.refuse("R267", place, name=name)
            _relative(self.context, place, text)

    def parameters(self) -> None:
        for name, text in self.case.parameters.items():
            spec = self.outcome.declared.parameters.get(name)
            if self.known("parameters", name, self.model.parameters) and spec is not None:
                self.context.quantity(self.path("parameters", name), text, like=spec.quantity.unit)

    def electricity(self) -> None:
        source, policy = self.case.electricity, self.model.electricity
        if source is None:
            return
        hierarchy = policy.hierarchy if policy is not None else ()
        if source not in hierarchy:
            sources = ", ".join(hierarchy) or "-"
            self.context.refuse("R270", self.path("electricity"), hierarchy, source=source, sources=sources)
        elif source != GRID:
            self.context.warn("R271", self.path("electricity"), source=source)

    def shares(self) -> bool:
        """Whether all allocations of the case could be tried: processes that share, by another method."""
        fit = True
        for name, method in self.case.allocation.items():
            place = self.path("allocation", name)
            if not self.known("allocation", name, self.model.processes):
                fit = False
                continue
            process = self.model.processes[name]
            own = process.allocation.method if process.allocation else None
            if not process.co_products or own == method:
                self.context.refuse("R272", place, what=method)
                fit = False
        return fit and bool(self.case.allocation)

    def ends(self) -> bool:
        """Whether the case has another end of life than the rule, and something that it is for."""
        method, own = self.case.end_of_life, self.model.end_of_life
        credited = any(process.credits for process in self.model.processes.values())
        if method is not None and (method == own.method or not (own.materials or credited)):
            self.context.refuse("R272", self.path("end_of_life"), what=method)
            return False
        return method is not None

    def compiled(self, section: str) -> None:
        """The rule as the case would have it can be compiled; whatever keeps it from that is the reason."""
        known = all(name in self.model.processes for name in self.case.allocation)
        if self.outcome.rule is None or not known:
            return
        other = changed_model(self.model, self.case)
        tried = compile_rule(replace(self.reading, model=other, findings=()), other)
        wrong = [f for f in tried.context.findings if f.severity is Severity.ERROR]
        if wrong:
            self.context.refuse("R273", self.path(section), reason=_reasons(wrong))


def _reasons(findings: Iterable[Finding]) -> Names:
    told: Mapping[str, Finding] = {finding.message(): finding for finding in findings}
    return Names(zh="；".join(one.message("zh") for one in told.values()), en="; ".join(told))


def _relative(context: Context, path: KeyPath, text: str) -> None:
    """``+10 %``: a share with its sign of percent, and nothing that turns the sign of a value round."""
    try:
        read = quantity(text, context.place(path, text))
    except InputError as error:
        context.findings.extend(error.findings)
        return
    if read.unit.dimension != DIMENSIONLESS or read.unit == PURE or read.engine < -1:
        context.refuse("R268", path, value=text)
