"""What is left out, judged against the rule's cut-off, one by one and all together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from lca.errors import Finding, Severity
from lca.names import Names
from lca.results.completeness import bilingual, fraction
from lca.results.cut_off import Shares
from lca.results.lines import named
from lca.results.records import LedgerEntry
from lca.rules.schema.general import CutOff

LEFT_OUT = ("excluded_process", "not_given")
MORE = 1 + 1e-9


def omitted_share(entries: Sequence[LedgerEntry]) -> float | None:
    """The shares of all that is left out, added; None where no share is known."""
    known = [entry.share for entry in left_out(entries) if entry.share is not None]
    return math.fsum(known) if known else None


def left_out(entries: Sequence[LedgerEntry]) -> list[LedgerEntry]:
    """The entries of what is not counted although it lies in an included stage."""
    return [entry for entry in entries if entry.kind in LEFT_OUT]


def cut_off_findings(rule: CutOff, shares: Shares, entries: Sequence[LedgerEntry]) -> Iterable[Finding]:
    """C120 to C122 by footprint; C123 to C126 by mass or energy."""
    footprint = shares.basis == "footprint"
    params = {"basis": bilingual(f"cut_off.{shares.basis}")}
    if shares.whole is None and shares.amounts:
        yield Finding("C126", params, severity=Severity.BLOCKING)
        return
    yield from _unknown(footprint, params, left_out(entries))
    for entry in left_out(entries):
        if (entry.share or 0.0) > fraction(rule.single) * MORE:
            name = entry.name or named(entry.path)
            told = {**params, "name": name, "actual": f"{entry.share:.1%}", "limit": rule.single}
            yield Finding("C122" if footprint else "C123", told, severity=Severity.BLOCKING)
    omitted = omitted_share(entries)
    if omitted is not None and omitted > fraction(rule.total) * MORE:
        told = {**params, "actual": f"{omitted:.1%}", "limit": rule.total}
        yield Finding("C120" if footprint else "C124", told, severity=Severity.BLOCKING)


def _unknown(footprint: bool, params: dict[str, Names], entries: Sequence[LedgerEntry]) -> Iterable[Finding]:
    """C121 and C125: the omitted share is not known in full."""
    unknown = [entry for entry in entries if (entry.bound if footprint else entry.share) is None]
    if unknown:
        code = "C121" if footprint else "C125"
        yield Finding(code, {**params, "count": len(unknown)}, severity=Severity.WARNING)
