"""The formats: their names, and the module where each is; a module is imported when it is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Any

from lca.errors import Finding, InputError, nearest
from lca.passport.facts import Facts
from lca.passport.mapping import Field, Written

_HERE = "lca.passport.formats"
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "pact-3.0": f"{_HERE}.pact_v3:FORMAT",
        "pact-2.3": f"{_HERE}.pact_v2:FORMAT",
        "catena-x-9.0.0": f"{_HERE}.catena_x_9:FORMAT",
        "catena-x-7.0.0": f"{_HERE}.catena_x_7:FORMAT",
        "catena-x-battery-pass": f"{_HERE}.catena_x_battery_pass:FORMAT",
        "catena-x-dpp": f"{_HERE}.catena_x_dpp:FORMAT",
        "untp-0.7": f"{_HERE}.untp_dpp:FORMAT",
        "untp-dcc-0.7": f"{_HERE}.untp_dcc:FORMAT",
        "battery-pass-1.2": f"{_HERE}.battery_pass:FORMAT",
        "aas-02023": f"{_HERE}.aas:FORMAT",
        "aas-02023-aasx": f"{_HERE}.aas:PACKAGE",
        "openepd": f"{_HERE}.open_epd:FORMAT",
        "cn-dpp": f"{_HERE}.cn_dpp:FORMAT",
    }
)
"""Name to ``module:attribute``."""


def as_json(document: Any) -> bytes:
    """A document as UTF-8 JSON with a final newline; keys in the order of the mapping."""
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


@dataclass(frozen=True)
class Format:
    """A format and version: how it is written and checked.

    ``build`` gives a document and its gaps and raises nothing; ``check`` finds what the official schema
    does not see: decimal forms, signs, ranges, arithmetic, geography, URNs, periods. ``encode`` makes the
    bytes. ``fields`` is the mapping table, for the page of the integrators.
    """

    name: str
    title: str
    media_type: str
    fields: tuple[Field, ...]
    build: Callable[[Facts], Written]
    check: Callable[[Any], tuple[Finding, ...]]
    encode: Callable[[Any], bytes] = as_json
    suffix: str = ".json"


def format_of(name: str) -> Format:
    """The format of a name.

    Raises:
        InputError: P120 no format has this name, with the nearest ones.
    """
    if name not in FORMATS:
        known = ", ".join(FORMATS)
        raise InputError(Finding("P120", {"format": name, "known": known}, candidates=nearest(name, FORMATS)))
    module, _, attribute = FORMATS[name].partition(":")
    found: Format = getattr(import_module(module), attribute)
    return found
