"""One row while its cells are read: what it says, what it may refer to, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lca.errors import Finding, InputError, Severity
from lca.factors.table import FactorTable
from lca.factors.user.columns import Record


@dataclass
class Reading:
    """Collects what is found wrong with one row; ``spellings`` lead to the items of the table."""

    record: Record
    table: FactorTable
    spellings: Mapping[str, Sequence[str]]
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, code: str, column: str, near: Iterable[str] = (), **params: object) -> None:
        """Note an error at a cell."""
        about = {"column": column, "cell": self.record.cell(column)[:80]}
        self.findings.append(Finding(code, about | params, self.record.at(column), candidates=tuple(near)))

    def tell(self, code: str, column: str, severity: Severity, **params: object) -> None:
        """Note something at a cell that is no error."""
        about = {"column": column, "cell": self.record.cell(column)[:80]}
        self.findings.append(Finding(code, about | params, self.record.at(column), severity))

    def pass_on(self, error: InputError, column: str) -> None:
        """Note what another reader found, at a cell."""
        place = self.record.at(column)
        for finding in error.findings:
            self.findings.append(Finding(finding.code, finding.params, place, candidates=finding.candidates))
