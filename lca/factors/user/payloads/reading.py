"""Payloads of suppliers, told apart by what stands in them, not by what they are called."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from lca.errors import Finding, Severity
from lca.factors.user.payloads import battery_pass
from lca.factors.user.payloads.declared import Declared
from lca.factors.user.payloads.declaring import declare
from lca.factors.user.payloads.layouts import PACT_2, PACT_3, Layout
from lca.factors.user.payloads.layouts_catena_x import (
    BOUNDARY_7,
    BOUNDARY_9,
    CATENA_X_7,
    CATENA_X_9,
    KIND,
    NODES,
    RETROSPECTIVE,
    SPEC,
)
from lca.factors.user.payloads.looking import Footprint, shown

LAYOUTS: Mapping[str, Layout] = {one.format: one for one in (PACT_3, PACT_2, CATENA_X_9, CATENA_X_7)}
FORMATS = (*LAYOUTS, battery_pass.FORMAT)
"""What can be read."""
UNREADABLE = "unknown"
GATE = "Cradle-to-gate"
OTHERS: Mapping[str, str] = {
    "credentialSubject": "a verifiable credential (UNTP)",
    "assetAdministrationShells": "an asset administration shell",
    "impacts": "an environmental product declaration (openEPD)",
}


def format_of(data: Mapping[str, Any]) -> str | None:
    """The format that an object means to be in; ``unknown`` for a footprint of none that can be read."""
    pcf, version = data.get("pcf"), str(data.get("specVersion", ""))
    fields = pcf if isinstance(pcf, Mapping) else {}
    signs = {
        battery_pass.FORMAT: battery_pass.TOTAL in data or battery_pass.STAGES in data,
        CATENA_X_9.format: "scopeOfPcfForm" in data or "productLifeCycleStagesAndEmissions" in data,
        CATENA_X_7.format: version.startswith(SPEC) or "pcfExcludingBiogenic" in fields,
        PACT_2.format: "pCfExcludingBiogenic" in fields or "declaredUnit" in fields,
        PACT_3.format: "pcf" in data or "specVersion" in data,
        UNREADABLE: bool(data.keys() & OTHERS.keys()),
    }
    return next((name for name, sign in signs.items() if sign), None)


def is_payload(data: Mapping[str, Any]) -> bool:
    """Whether an object means to be a supplier's footprint of whatever format."""
    return format_of(data) is not None


def read_payloads(objects: Sequence[Mapping[str, Any]], file: str, path: str) -> tuple[Declared, ...]:
    """Read footprints of any formats; what is wrong with one stands among its findings.

    One that names another as preceding is its successor.
    """
    followers = _followers(objects)
    return tuple(_read(one, Footprint(one, file, f"{path}[{n}]"), followers) for n, one in enumerate(objects))


def _read(data: Mapping[str, Any], one: Footprint, followers: Mapping[str, str]) -> Declared:
    name = format_of(data)
    if name == battery_pass.FORMAT:
        return battery_pass.declare(one, f"battery-pass:{_digest(data)}")
    if name is None or name not in LAYOUTS:
        found = next((words for key, words in OTHERS.items() if key in data), "-")
        finding = Finding("P601", {"found": found, "known": ", ".join(FORMATS)}, one.at(""))
        return Declared(name or UNREADABLE, "", one.at(""), findings=(finding,))
    layout = LAYOUTS[name]
    _catena_x(one, layout)
    return declare(one, layout, followers.get(one.text(layout.head["id"]), ""))


def _catena_x(one: Footprint, layout: Layout) -> None:
    """Nodes of one object (P603), no prospective footprint (P608), and what is beyond the gate (P609)."""
    if layout is CATENA_X_9:
        for path in NODES:
            node = one.get(path)
            if node is not None and not (isinstance(node, list) and len(node) == 1):
                one.tell("P603", path, cell=shown(node))
        if one.get(KIND) not in (None, RETROSPECTIVE):
            one.tell("P608", KIND, cell=shown(one.get(KIND)))
    boundary = {CATENA_X_9.format: BOUNDARY_9, CATENA_X_7.format: BOUNDARY_7}.get(layout.format)
    if boundary is not None and one.get(boundary) not in (None, GATE):
        one.tell("P609", boundary, Severity.WARNING, cell=shown(one.get(boundary)))


def _followers(objects: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Older footprint to newer one, where both stand in the file."""
    ids = {str(one.get("id")) for one in objects}
    found: dict[str, str] = {}
    for one in objects:
        older = one.get("precedingPfIds")
        for item in older if isinstance(older, list) else ():
            name = str(item.get("id") if isinstance(item, Mapping) else item)
            if name in ids:
                found[name] = str(one.get("id"))
    return found


def _digest(data: Mapping[str, Any]) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
