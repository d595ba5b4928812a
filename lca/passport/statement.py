"""The statement: what a passport needs and a footprint cannot know, in a file beside the result.

::

    zuji_passport: 1
    unit: per_pack                  # a further unit of the result; left out, its own unit
    product:
      ids: [urn:gtin:09521000000032]
      mass: 428 kg                  # for one declared unit
      carbon_content: {fossil: 1.2 kg}
    validity: {from: 2025-07-01, to: 2027-06-30}

Nothing in it is required: a format asks for what it must have, and names the key that supplies it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, ValidationError
from pydantic_core import PydanticCustomError

from lca.documents import Document, read_document
from lca.errors import InputError
from lca.passport.statement_aas import Aas
from lca.passport.statement_battery import BatteryPass
from lca.passport.statement_catena_x import CatenaX
from lca.passport.statement_china import Certificate, CnDpp, Vaa
from lca.passport.statement_openepd import OpenEpd
from lca.passport.statement_parts import (
    Capture,
    Company,
    Exempted,
    Facility,
    Geography,
    Issuer,
    Packaging,
    Product,
    Study,
    Validity,
    Verification,
    Words,
)
from lca.passport.statement_untp import Untp
from lca.validation import Frozen, validate


def _zoned(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise PydanticCustomError("P107", "no zone", {"value": moment.isoformat()})
    return moment


class Statement(Frozen):
    """Everything that is stated beside the result. Owners of formats add their section as one line."""

    zuji_passport: Literal[1] = 1
    illustrative: bool = False
    language: Literal["en", "zh"] = "en"
    unit: Words | None = None
    issued: Annotated[datetime, AfterValidator(_zoned)] | None = None
    status: Literal["Active", "Deprecated"] = "Active"
    previous: tuple[UUID, ...] = ()
    validity: Validity | None = None
    company: Company = Company()
    product: Product = Product()
    facility: Facility = Facility()
    geography: Geography = Geography()
    issuer: Issuer = Issuer()
    standards: tuple[Words, ...] = ()
    exempted: Exempted | None = None
    boundary: Words | None = None
    allocation: Words | None = None
    comment: Words | None = None
    packaging: Packaging | None = None
    capture: Capture | None = None
    verification: Verification | None = None
    study: Study | None = None
    # Sections of single formats, one line each, in modules statement_*.py of their owners:
    aas: Aas | None = None
    untp: Untp | None = None
    battery_pass: BatteryPass | None = None
    openepd: OpenEpd | None = None
    catena_x: CatenaX | None = None
    vaa: Vaa | None = None
    cn_dpp: CnDpp | None = None
    certificate: Certificate | None = None

    @property
    def sha256(self) -> str:
        """Of its content in canonical order; the order of keys and the layout of a file change nothing."""
        data = self.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def load_statement(source: str | Path | bytes | Mapping[str, Any]) -> Statement:
    """Read a statement from a YAML (or JSON) file, its bytes, or a mapping.

    Raises:
        InputError: everything that is wrong with it, each with its place.
    """
    if isinstance(source, Mapping):
        return _of_mapping(source)
    return _of_document(read_document(source, "<statement>" if isinstance(source, bytes) else None))


def _of_mapping(source: Mapping[str, Any]) -> Statement:
    """Read a mapping; one that is wrong is read again as a document, so that findings have a place."""
    try:
        return Statement.model_validate(source)
    except ValidationError:
        raw = json.dumps(source, ensure_ascii=False, default=str, indent=1).encode()
        return _of_document(read_document(raw, "<statement>"))


def _of_document(document: Document) -> Statement:
    made, findings = validate(Statement, document)
    if made is None or findings:
        raise InputError(findings)
    return made


@cache
def statement_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a statement's file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:zuji:passport-statement:1",
        "title": "Zuji passport statement",
        **Statement.model_json_schema(by_alias=True),
    }
