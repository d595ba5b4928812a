"""The completeness ledger: whatever is not there in full, with its reason and, where known, a bound."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lca.factors.schema import Match
from lca.gases import gases
from lca.i18n import Language, text
from lca.names import Names
from lca.results.cut_off import Shares
from lca.results.footprint import STAGES, LedgerEntry
from lca.results.lines import LineResult, label_of
from lca.rules.schema.general import Excluded
from lca.system.product_system import ProductSystem
from lca.units import quantity

LISTED = 3
"""How many of several things a sentence names."""


def bilingual(key: str, **params: object) -> Names:
    """A catalogue text in both languages; params that are Names are taken in the same language."""
    return Names(zh=_words(key, "zh", params), en=_words(key, "en", params))


def _words(key: str, language: Language, params: Mapping[str, object]) -> str:
    told: dict[str, Any] = {
        name: one.get(language) if isinstance(one, Names) else one for name, one in params.items()
    }
    return text(key, language, **told)


def ledger(
    system: ProductSystem, lines: Sequence[LineResult], total: float, gwp_set: str, shares: Shares
) -> tuple[LedgerEntry, ...]:
    """All entries: stages and processes outside, data not given, defaults, proxies, foreign GWP sets."""
    return (
        *_stages(system),
        *_exclusions(system, total, shares),
        *_omissions(system, shares),
        *_defaults(system, lines),
        *_proxies(system, lines),
        *_gwp_sets(lines, gwp_set),
    )


def _stages(system: ProductSystem) -> Iterable[LedgerEntry]:
    for key in STAGES:
        inclusion = getattr(system.rule.model.boundary.stages, key)
        if isinstance(inclusion, Excluded):
            reason = bilingual("ledger.excluded_stage", reason=inclusion.excluded.reason or "-")
            yield LedgerEntry(
                kind="excluded_stage", path=key, reason=reason, clause=inclusion.excluded.clause
            )


def _exclusions(system: ProductSystem, total: float, shares: Shares) -> Iterable[LedgerEntry]:
    for index, item in enumerate(system.rule.model.boundary.exclusions):
        reason = bilingual("ledger.excluded_process", name=item.name, reason=item.reason or "-")
        bound = None if item.bound is None else fraction(item.bound) * abs(total)
        yield LedgerEntry(
            kind="excluded_process",
            path=item.stage,
            reason=reason,
            clause=item.clause,
            bound=bound,
            name=item.name,
            share=shares.of(index, bound),
            basis=shares.basis,
        )


def fraction(text: str | float) -> float:
    """A share as a rule writes it (``1 %``) as a plain number."""
    return quantity(text).engine


def _omissions(system: ProductSystem, shares: Shares) -> Iterable[LedgerEntry]:
    for omission in system.omitted:
        name = omission.line.label or Names(zh=omission.line.of, en=omission.line.of)
        reason = bilingual("ledger.not_given", name=name, missing=", ".join(omission.missing))
        yield LedgerEntry(
            kind="not_given",
            path=omission.path,
            reason=reason,
            clause=omission.line.clause,
            name=name,
            basis=shares.basis,
        )


def _defaults(system: ProductSystem, lines: Sequence[LineResult]) -> Iterable[LedgerEntry]:
    for default in system.bound.defaults_used:
        resting = [
            line.value for line in lines if any(v.identity == f"activity:{default.name}" for v in line.inputs)
        ]
        reason = bilingual(
            "ledger.default_value", name=default.name, value=default.text, source=default.source
        )
        affected = math.fsum(abs(value) for value in resting)
        yield LedgerEntry(kind="default_value", path=default.name, reason=reason, affected=affected)


def _proxies(system: ProductSystem, lines: Sequence[LineResult]) -> Iterable[LedgerEntry]:
    groups: dict[str, list[LineResult]] = {}
    for line in lines:
        source = line.flow.intensity.source
        if isinstance(source, Match) and (source.geography_distance is None or not source.exact_item):
            groups.setdefault(source.factor.id, []).append(line)
    for key, members in groups.items():
        match = members[0].flow.intensity.source
        if isinstance(match, Match):
            why = bilingual(
                "ledger.proxy_place" if match.exact_item else "ledger.proxy_item",
                place=match.factor.geography,
            )
            labels = [label_of(line, system) for line in members]
            params = {"factor": named_in_both(match), "item": listed(labels), "reason": why}
            yield LedgerEntry(
                kind="proxy_factor",
                path=key,
                reason=bilingual("ledger.proxy_factor", **params),
                affected=math.fsum(abs(line.value) for line in members),
            )


def named_in_both(match: Match) -> Names:
    """The name of a matched factor in both languages."""
    return Names(zh=match.named("zh"), en=match.named("en"))


def gas_name(key: str) -> Names:
    """The name of a gas; many fluorinated gases have none in Chinese, then the other stands for both."""
    gas = gases().get(key)
    name = gas.name_en or gas.formula or key if gas else key
    return Names(zh=(gas.name_zh if gas else "") or name, en=name)


def listed(labels: Sequence[Names]) -> Names:
    """The first of several names and how many more there are."""
    shown, more = labels[:LISTED], len(labels) - LISTED
    rest = f" (+{more})" if more > 0 else ""
    zh, en = "、".join(one.get("zh") for one in shown), ", ".join(one.get("en") for one in shown)
    return Names(zh=zh + rest, en=en + rest)


def _gwp_sets(lines: Sequence[LineResult], gwp_set: str) -> Iterable[LedgerEntry]:
    groups: dict[str, list[LineResult]] = {}
    for line in lines:
        if line.flow.intensity.mixed_bound is not None:
            groups.setdefault(line.flow.intensity.key or "", []).append(line)
    for key, members in groups.items():
        published = _published(members[0])
        source = members[0].flow.intensity.source
        name = named_in_both(source) if isinstance(source, Match) else key
        reason = bilingual("ledger.gwp_set", factor=name, published=published, gwp_set=gwp_set)
        yield LedgerEntry(
            kind="gwp_set",
            path=key,
            reason=reason,
            affected=math.fsum(abs(line.value) for line in members),
            bound=math.fsum(abs(line.value) * (line.flow.intensity.mixed_bound or 0.0) for line in members),
        )


def _published(line: LineResult) -> str | Names:
    source = line.flow.intensity.source
    stated = source.factor.gwp_set if isinstance(source, Match) else getattr(source, "gwp_set", None)
    return stated or bilingual("ledger.not_stated")
