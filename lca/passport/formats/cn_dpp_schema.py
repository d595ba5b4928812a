"""The layout of our Chinese passport document, as models: what it may hold, and its JSON Schema.

There is no official machine schema for the passport's seven categories that we could read; this one is our
own, under the identifier ``urn:zuji:cn-dpp:1``. It names the categories in their official words, carries the
label of each datum in both languages, and says of each datum whether the result or the statement supplied
it and which level of metadata template it belongs to.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from lca.names import Names
from lca.passport.statement_china import Category
from lca.validation import Frozen

SCHEMA = "urn:zuji:cn-dpp:1"
Plain = Annotated[str, StringConstraints(pattern=r"^-?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?$")]
Text = Annotated[str, StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]


class Strict(Frozen):
    """The base of these models: nothing is read into another type, nothing unknown passes."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Quantity(Strict):
    """A number in plain digits with its unit; ``1`` for a pure number."""

    kind: Literal["quantity"]
    value: Plain
    unit: Text
    uncertainty: dict[str, Any] | None = Field(
        default=None, description="The object urn:zuji:uncertainty:1, in the unit of the value."
    )


class Words(Strict):
    """Words, in one language or both."""

    kind: Literal["text"]
    text: Names


class Code(Strict):
    """An identifier or a code, the same in every language."""

    kind: Literal["code"]
    code: Text


class Day(Strict):
    """A day."""

    kind: Literal["date"]
    date: date


class Address(Strict):
    """A web address."""

    kind: Literal["address"]
    address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]


class Span(Strict):
    """First and last day, both included."""

    kind: Literal["period"]
    first: date
    last: date


class Row(Strict):
    """A line of a table; without value where it is not included, with the reason."""

    key: Text
    label: Names
    value: Plain | None = None
    unit: Text | None = None
    reason: Names | None = None


class Rows(Strict):
    """A table: the parts of a number, or a list of codes."""

    kind: Literal["rows"]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


Content = Annotated[
    Quantity | Words | Code | Day | Address | Span | Rows,
    Field(discriminator="kind"),
]


class Datum(Strict):
    """A datum with its label; ``level`` is the template that asks for it, ``base`` this schema itself."""

    key: Key
    label: Names
    level: Literal["base", "national", "industry", "enterprise"]
    origin: Literal["result", "statement"]
    content: Content
    source: Text | None = None


class Group(Strict):
    """One of the seven categories."""

    key: Category
    label: Names
    data: tuple[Datum, ...]


class Segment(Strict):
    """A code of the prefix of a VAA identifier."""

    key: Key
    label: Names
    code: Text


class VaaIdentifier(Strict):
    """A VAA identifier and its parts."""

    profile: Text
    identifier: Text
    prefix: tuple[Segment, ...]
    object: Text
    security: Text | None = None


class Identifiers(Strict):
    """What the product and its passport are called."""

    product: VaaIdentifier | None = None
    passport: VaaIdentifier | None = None
    others: tuple[Text, ...] = ()


class Registered(Strict):
    """A register that holds the passport, and its level."""

    level: Literal["national", "industry", "enterprise"]
    label: Names
    registry: Text
    number: Text | None = None
    registered: date | None = None
    address: Text | None = None


class Provenance(Strict):
    """What made the numbers, by content."""

    engine: Text
    engine_version: Text
    factor_release: Text
    gwp_set: Text
    result_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class CnDpp(Strict):
    """A passport by the seven categories of data of the Chinese digital product passport."""

    format: Literal["zuji.cn_dpp"]
    format_version: Literal["1.0"]
    schema_id: Literal["urn:zuji:cn-dpp:1"]
    notice: Names
    id: Annotated[str, StringConstraints(pattern=r"^urn:uuid:[0-9a-f-]{36}$")]
    issued: datetime
    valid: Span | None = None
    illustrative: bool
    identifiers: Identifiers
    registrations: tuple[Registered, ...] = ()
    categories: Annotated[tuple[Group, ...], Field(min_length=7, max_length=7)]
    provenance: Provenance


@cache
def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the document."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA,
        **CnDpp.model_json_schema(),
    }
