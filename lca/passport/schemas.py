"""JSON Schemas (2020-12) of what is ours in passports: the statement and the uncertainty extension.

The documents of the formats have schemas of their publishers; ours stand beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from lca.passport.statement import statement_schema
from lca.passport.uncertainty import IDENTIFIER

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PER = "kg CO2e for one declared amount of the document"


def uncertainty_schema() -> dict[str, Any]:
    """The schema of the extension ``urn:zuji:uncertainty:1``."""
    share = {"type": "number", "minimum": 0, "maximum": 1}
    row = {
        "type": "object",
        "required": ["key", "share"],
        "properties": {
            "key": {"type": "string", "description": "factor:, supplier:, background:, rule: or own"},
            "share": {**share, "description": "share of the first-order variance"},
        },
    }
    numbers = {
        "mean": {"type": "number", "description": _PER},
        "sd": {"type": "number", "minimum": 0, "description": _PER},
        "p2_5": {"type": "number", "description": _PER},
        "p97_5": {"type": "number", "description": _PER},
        "relative": {"type": "number", "minimum": 0, "description": "sd over mean"},
    }
    return {
        "$schema": DIALECT,
        "$id": IDENTIFIER,
        "title": "Uncertainty of a product carbon footprint",
        "type": "object",
        "required": ["mean", "p2_5", "p97_5", "distribution"],
        "properties": {
            **numbers,
            "distribution": {"type": "string", "description": "how the numbers were made"},
            "samples": {"type": "integer", "minimum": 1},
            "seed": {"type": "integer"},
            "correlation": {"type": "array", "items": row},
        },
    }


SCHEMAS: Mapping[str, Callable[[], dict[str, Any]]] = MappingProxyType(
    {"statement": statement_schema, "uncertainty": uncertainty_schema}
)
"""Name to the function that gives the schema."""
