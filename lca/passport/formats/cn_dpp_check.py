"""Checks of a Chinese passport: its layout, its identifiers, and the arithmetic between its numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from lca.documents import dotted
from lca.errors import Finding, InputError
from lca.passport.checks import Bounds, Look, added, shown
from lca.passport.formats.cn_dpp_fields import ENVIRONMENT, FIELDS
from lca.passport.formats.cn_dpp_schema import CnDpp, Content, Datum, Quantity, Rows, VaaIdentifier
from lca.passport.statement_china import CATEGORIES
from lca.passport.uncertainty import parse as parse_uncertainty
from lca.passport.vaa import parse

PERCENT, RATING = Bounds(Decimal(0), Decimal(100)), Bounds(Decimal(1), Decimal(5))
BOUNDS = {
    "primary_share": PERCENT,
    "exempted": PERCENT,
    "technological_dqr": RATING,
    "geographical_dqr": RATING,
    "temporal_dqr": RATING,
}
BASE = frozenset(row.path for row in FIELDS)
MOST = 20


def check(document: Any) -> tuple[Finding, ...]:
    """Everything that is wrong with a passport; what does not have the layout is not examined further."""
    look = Look(document)
    try:
        passport = CnDpp.model_validate_json(json.dumps(document))
    except ValidationError as error:
        for one in error.errors(include_url=False)[:MOST]:
            path = dotted(one["loc"])
            look.tell("P313", path or "format", reason=one["msg"], value=shown(one["input"]))
        return look.done()
    _categories(look, passport)
    for name in ("product", "passport"):
        if (identifier := getattr(passport.identifiers, name)) is not None:
            _identifier(look, identifier, f"identifiers.{name}")
    if passport.identifiers.product is None and not passport.identifiers.others:
        look.tell("P149", "identifiers.product")
    if passport.valid and passport.valid.last < passport.valid.first:
        look.tell("P145", "valid", start=passport.valid.first, end=passport.valid.last)
    data = {one.key: one for group in passport.categories if group.key == ENVIRONMENT for one in group.data}
    _numbers(look, data)
    return look.done()


def _categories(look: Look, passport: CnDpp) -> None:
    """The seven in their order; each datum once, and what is stated beside ours never under our names."""
    given = tuple(group.key for group in passport.categories)
    if given != CATEGORIES:
        look.tell("P314", "categories", given=", ".join(given), expected=", ".join(CATEGORIES))
    for group in passport.categories:
        for key, count in Counter(one.key for one in group.data).items():
            if count > 1:
                look.tell("P311", f"categories.{group.key}", key=key, category=group.key)
        for one in group.data:
            if (one.level == "base") != (f"{group.key}.{one.key}" in BASE):
                look.tell("P312", f"categories.{group.key}.{one.key}", key=one.key, level=one.level)


def _identifier(look: Look, told: VaaIdentifier, path: str) -> None:
    """Whether an identifier has the form of its profile, and its parts are those of its text."""
    try:
        found = parse(told.identifier, told.profile, security=len(told.security or ""))
    except InputError as error:
        look.findings += error.findings
        return
    parts = {one.key: one.code for one in told.prefix}
    if (dict(found.codes), found.object, found.security) != (parts, told.object, told.security or ""):
        look.tell("P315", path, value=told.identifier)


def _numbers(look: Look, data: Mapping[str, Datum]) -> None:
    """Stages and parts add up to the total, the interval is in order, shares and scores are in range."""
    where = f"categories.{ENVIRONMENT}"
    total = _number(data, "carbon_footprint")
    if total is None:
        look.tell("P149", f"{where}.carbon_footprint")
    for key in ("stages", "parts"):
        rows = _rows(data, key)
        if rows:
            look.equal(f"{where}.carbon_footprint", total, added(rows), f"sum of {key}")
    uptake = _rows(data, "parts").get("biogenic_uptake", Decimal(0))
    if "parts" in data and total is not None:
        formula = "carbon_footprint - biogenic_uptake"
        look.equal(f"{where}.excluding_uptake", _number(data, "excluding_uptake"), total - uptake, formula)
    spread = _rows(data, "interval")
    low, mean, high = (spread.get(key) for key in ("p2_5", "mean", "p97_5"))
    if low is not None and mean is not None and high is not None and not low <= mean <= high:
        look.tell("P316", f"{where}.interval", low=low, mean=mean, high=high)
    for key, bounds in BOUNDS.items():
        value = _number(data, key)
        if value is not None and not bounds.hold(value):
            look.tell("P141", f"{where}.{key}", value=f"{value:f}", bounds=str(bounds))
    _uncertainty(look, data, f"{where}.carbon_footprint")


def _uncertainty(look: Look, data: Mapping[str, Datum], path: str) -> None:
    content = _content(data, "carbon_footprint")
    told = content.uncertainty if isinstance(content, Quantity) else None
    if told is not None and parse_uncertainty(told) is None:
        look.tell("P317", path)


def _content(data: Mapping[str, Datum], key: str) -> Content | None:
    return data[key].content if key in data else None


def _number(data: Mapping[str, Datum], key: str) -> Decimal | None:
    content = _content(data, key)
    return Decimal(content.value) if isinstance(content, Quantity) else None


def _rows(data: Mapping[str, Datum], key: str) -> dict[str, Decimal]:
    content = _content(data, key)
    rows = content.rows if isinstance(content, Rows) else ()
    return {row.key: Decimal(row.value) for row in rows if row.value is not None}
