"""The JSON Schemas of a filled certificate and of a template."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field

from lca.names import Names
from lca.passport.certificate.template import Template
from lca.validation import Frozen

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class Row(Frozen):
    """A line of a table; an excluded one has a reason instead of a value."""

    key: str
    label: Names
    value: str | None = None
    reason: Names | None = None


class Filling(Frozen):
    """A field: its value or its rows where there are any, and who must supply it where there are none."""

    key: str
    label: Names
    value: str | Names | None = None
    rows: tuple[Row, ...] | None = None
    unit: str | None = None
    source: str | None = Field(default=None, description="Where the value came from.")
    need: Literal["required", "optional"]
    by: Literal["body", "company", "result"]
    where: str


class Part(Frozen):
    """A section of the certificate."""

    key: str
    title: Names
    fields: Annotated[tuple[Filling, ...], Field(min_length=1)]


class LabelPart(Frozen):
    """The label without its artwork."""

    title: Names
    fields: Annotated[tuple[Filling, ...], Field(min_length=1)]
    artwork: Names


class ToSupply(Filling):
    """A field that a person must still supply."""

    section: str


class CertificateDocument(Frozen):
    """The data of a certificate and its label."""

    format: Literal["zuji.certificate"]
    format_version: Literal["1.0"]
    template: str
    title: Names
    notice: Names
    illustrative: bool
    made: str
    sections: Annotated[tuple[Part, ...], Field(min_length=1)]
    label: LabelPart | None = None
    to_supply: tuple[ToSupply, ...]
    provenance: dict[str, str]


@cache
def json_schema() -> dict[str, Any]:
    """Of the filled certificate."""
    return {
        "$schema": DIALECT,
        "$id": "urn:zuji:certificate:1",
        **CertificateDocument.model_json_schema(),
    }


@cache
def template_schema() -> dict[str, Any]:
    """Of a template's file."""
    return {"$schema": DIALECT, "$id": "urn:zuji:certificate-template:1", **Template.model_json_schema()}
