"""The JSON Schema of the result document, for those who read it with something else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lca.results.footprint import FORMAT_VERSION, Footprint

IDENTIFIER = f"urn:zuji:footprint:{FORMAT_VERSION}"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE = Path(__file__).with_name("footprint.schema.json")
ALWAYS = ("format", "format_version")


def footprint_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of what :meth:`Footprint.to_json` writes.

    A field that may be null is left out of the document when it is, so it is not required here.
    """
    schema = Footprint.model_json_schema(mode="validation")
    schema["required"] = [*ALWAYS, *schema["required"]]
    return {"$schema": DIALECT, "$id": IDENTIFIER, **schema}


def schema_text() -> str:
    """The schema as it is committed beside this module."""
    return json.dumps(footprint_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
