"""Where the fields of a template come from: dotted names into facts, result, statement and what is derived.

Only fields of our own records are reached: no attribute that is not data, no method, nothing private.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from lca.errors import Finding, Location, nearest
from lca.i18n import LANGUAGES, text
from lca.names import Names
from lca.passport.facts import Facts
from lca.passport.facts_numbers import chosen_unit
from lca.passport.numbers import plain
from lca.results.footprint import STAGES


@dataclass(frozen=True, slots=True)
class Derived:
    """What is put together from several facts; both languages."""

    per: Names
    """The unit that the number is for: ``1 t 原铝液``."""
    unit_of: Names
    boundary_type: Names
    rule_status: Names
    stages: tuple[tuple[str, Names, Any, Names | None], ...]
    """Key, label, kg CO2e (None: excluded), reason."""
    interval: tuple[Any, Any] | None
    vaa: str | None


def derived(facts: Facts) -> Derived:
    """Put them together."""
    unit, _ = chosen_unit(facts.footprint, facts.unit.id)
    amount = f"{plain(facts.unit.amount)} {unit.unit}"
    labels = {stage.key: stage for stage in facts.footprint.stages}
    spread = facts.uncertainty
    return Derived(
        per=Names(**{language: f"{amount} {unit.of.get(language)}" for language in LANGUAGES}),
        unit_of=unit.of,
        boundary_type=_term("boundary_type", facts.boundary_type),
        rule_status=_term("status", facts.rule.status),
        stages=tuple(
            (key, labels[key].label, getattr(facts.stages, key), labels[key].reason)
            for key in STAGES
            if key in labels
        ),
        interval=(spread.low, spread.high) if spread else None,
        vaa=str(facts.statement.vaa.product) if facts.statement.vaa else None,
    )


def _term(group: str, key: str) -> Names:
    words = {one: text(f"report.{group}.{key}", one, default=key.replace("_", " ")) for one in LANGUAGES}
    return Names(**words)


def roots(facts: Facts) -> dict[str, Any]:
    """The four beginnings of a source."""
    return {
        "facts": facts,
        "result": facts.footprint,
        "statement": facts.statement,
        "derived": derived(facts),
    }


def lookup(known: Mapping[str, Any], source: str) -> Any:
    """What a source names; None where a part on the way is not there.

    Raises:
        KeyError: the source names nothing that there could be; with the part and the names beside it.
    """
    first, *rest = source.split(".")
    found = known[first]
    for part in rest:
        if found is None:
            return None
        names = fields_of(found)
        if isinstance(found, Mapping):
            found = found.get(part)
        elif part in names:
            found = getattr(found, part)
        else:
            raise KeyError(part, tuple(names))
    return found


def fields_of(record: Any) -> Iterable[str]:
    """The names of the data in a record of ours."""
    if isinstance(record, BaseModel):
        return tuple(type(record).model_fields)
    if dataclasses.is_dataclass(record):
        return tuple(field.name for field in dataclasses.fields(record))
    return ()


def unknown(source: str, error: KeyError, path: str) -> Finding:
    """The finding for a source that names nothing (P341)."""
    part, names = error.args
    place = Location("<template>", path=path)
    return Finding("P341", {"source": source, "part": part}, place, candidates=nearest(part, names))
