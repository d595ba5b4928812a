"""The section ``untp`` of a statement: what UNTP credentials need beside the footprint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field, StrictBool

from lca.passport.statement_aas import Uri
from lca.passport.statement_parts import Label, Web, Words
from lca.validation import Frozen


class Named(Frozen):
    """Something that a URI identifies: a criterion, a scheme, a regulation."""

    id: Uri
    name: Words


class Attestation(Frozen):
    """Who assessed the footprint, and how; left out, the company declares it itself."""

    name: Label | None = None
    assessor: Literal["self", "commercial", "buyer", "membership", "unspecified", "3rdParty", "hybrid"] = (
        "self"
    )
    level: Literal[
        "authority-benchmark",
        "authority-mandate",
        "authority-globalmra",
        "authority-peer",
        "authority-extended-mra",
        "scheme-self",
        "scheme-cab",
        "no-endorsement",
    ] = "no-endorsement"
    kind: Literal[
        "certification",
        "declaration",
        "inspection",
        "testing",
        "verification",
        "validation",
        "calibration",
    ] = "declaration"
    issued_to: Uri | None = Field(
        default=None, description="Identifier of the party; left out, the first of the company's."
    )
    scheme: Named | None = Field(default=None, description="Left out, the rule of the calculation.")
    profile: Named | None = None
    certificate: Web | None = Field(default=None, description="Where the printed certificate is.")
    conformance: StrictBool | None = Field(
        default=None, description="Whether the criteria are met, as the assessor says."
    )


class Untp(Frozen):
    """How the credentials of UNTP 0.7 are filled."""

    passport: Uri | None = Field(
        default=None, description="Identifier of the passport; else made by content."
    )
    credential: Uri | None = Field(
        default=None, description="Identifier of the conformity credential; else made by content."
    )
    product_id: Uri | None = Field(
        default=None, description="Left out, the GS1 address of the GTIN, else the first of product.ids."
    )
    id_scheme: Named | None = Field(default=None, description="Scheme of the product's identifier.")
    granularity: Literal["model", "batch", "item"] | None = None
    category_names: Mapping[str, Words] = Field(
        default_factory=dict, description="Name of each classification code of product.categories."
    )
    criteria: tuple[Named, ...] = Field(default=(), description="Left out, the rule of the calculation.")
    standards: tuple[Named, ...] = ()
    regulations: tuple[Named, ...] = ()
    attestation: Attestation = Attestation()
