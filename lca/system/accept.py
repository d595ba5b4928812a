"""Refusals that a user may take upon himself, with a finding that stands in the way of issue.

A CO2 emission factor of electricity (a province's, a grid's) covers operational CO2 only. Asked for in
a footprint it is refused. Whoever needs the number all the same accepts the code of the refusal; the
result then names what was accepted and is not to be issued.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lca.errors import FactorError, Finding, InputError, Severity, nearest
from lca.factors.schema import FactorKind, Match, Request

if TYPE_CHECKING:
    from lca.factors.database import FactorDatabase

WRONG_KIND: Final = "F211"
NO_FOOTPRINT: Final = "F213"
CO2_ONLY: Final = "S340"
ACCEPTABLE: Final = (WRONG_KIND, NO_FOOTPRINT, CO2_ONLY)
EMISSIONS: Final = (FactorKind.DIRECT_EMISSION, FactorKind.UPSTREAM)


def acceptable(codes: Iterable[str]) -> frozenset[str]:
    """The codes as a set; raises InputError S341 for each that cannot be accepted."""
    given = tuple(codes)
    known = ", ".join(ACCEPTABLE)
    wrong = [
        Finding("S341", {"code": code, "known": known}, candidates=nearest(code, ACCEPTABLE))
        for code in given
        if code not in ACCEPTABLE
    ]
    if wrong:
        raise InputError(wrong)
    return frozenset(given)


def admitted(
    database: FactorDatabase, request: Request, accept: frozenset[str]
) -> tuple[Match, tuple[Finding, ...]]:
    """The match of a request, and what was accepted on the way to it.

    Raises:
        InputError: what the match raises, and S340 for an electricity factor of CO2 only.
    """
    try:
        match = database.match(request)
    except InputError as error:
        refused = error.findings[0]
        kind = _other_kind(refused)
        if refused.code not in accept or kind is None:
            raise
        match = database.match(replace(request, kind=kind))
        return match, (_told(refused.code, match),)
    if not _co2_only(match):
        return match, ()
    if CO2_ONLY not in accept:
        params = {"id": match.factor.id, "geography": match.factor.geography}
        raise FactorError(Finding(CO2_ONLY, params))
    return match, (_told(CO2_ONLY, match),)


def _co2_only(match: Match) -> bool:
    factor = match.factor
    covers = factor.kind is FactorKind.DIRECT_EMISSION and factor.gas_coverage == "co2"
    return covers and factor.category == "electricity"


def _other_kind(refused: Finding) -> FactorKind | None:
    """The kind under which a refused factor stands; None where that is no emission."""
    if refused.code == NO_FOOTPRINT:
        return FactorKind.DIRECT_EMISSION
    if refused.code != WRONG_KIND:
        return None
    kind = FactorKind(refused.params["kind"])
    return kind if kind in EMISSIONS else None


def _told(code: str, match: Match) -> Finding:
    factor = match.factor
    params = {"code": code, "id": factor.id, "kind": factor.kind.value, "geography": factor.geography}
    return Finding("C220", params, severity=Severity.BLOCKING)
