"""The manifest of a bundle: what is in it, by hash, and every choice that decides the numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import Field

from lca.content import content
from lca.i18n import LANGUAGES, text
from lca.names import Names
from lca.validation import Frozen

FORMAT: Final = "zuji.bundle"
FORMAT_VERSION: Final = "1.0"
MANIFEST: Final = "manifest.json"
IDENTIFIER: Final = f"urn:zuji:bundle:{FORMAT_VERSION}"
DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
SCHEMA: Final = Path(__file__).with_name("manifest.schema.json")
SHA256: Final = r"^[0-9a-f]{64}$"
DECIDING: Final[tuple[tuple[Literal["factors", "rules"], str], ...]] = (
    ("factors", "gases.csv"),
    ("factors", "ecoinvent/basic_uncertainty.csv"),
    ("factors", "ecoinvent/pedigree_matrices.csv"),
    ("factors", "ecoinvent/pedigree_tabulation.csv"),
    ("rules", "requirements/gbt24067.toml"),
)
"""Tables that come with the engine and decide a result, but are no input of a run."""

Role = Literal[
    "result",
    "rule",
    "rule_above",
    "activity_data",
    "supplier_payload",
    "factors",
    "factor_layer",
    "background",
    "statement",
    "payload",
]


class Member(Frozen):
    """A file of the bundle."""

    path: str = Field(min_length=1, max_length=400, description="Its name in the archive.")
    role: Role
    name: str = Field(description="The name that it had where it came from; of a payload, its format.")
    sha256: str = Field(pattern=SHA256)
    size: int = Field(ge=0, description="Bytes.")


class Content(Frozen):
    """A table that came with the engine."""

    name: str
    sha256: str = Field(pattern=SHA256)


class FactorSubset(Frozen):
    """How much of the factor release is in the bundle."""

    version: str
    sha256: str = Field(pattern=SHA256, description="Content hash of the whole release.")
    factors: int = Field(ge=0, description="Rows in the bundle: all that the run looked at.")
    of: int = Field(ge=0, description="Rows of the whole release.")
    withheld: tuple[str, ...] = Field(
        default=(), description="Ids that the run looked at and whose licence keeps them out of the bundle."
    )


class Missing(Frozen):
    """An input that the recipient must bring: its licence keeps it out of the bundle."""

    role: Literal["factor_layer"]
    name: str
    sha256: str = Field(pattern=SHA256)


class Database(Frozen):
    """A background database: in the bundle are only the products that the result uses."""

    name: str
    sha256: str = Field(pattern=SHA256, description="Of the whole database.")
    products: int = Field(ge=0, description="Products whose intensities are in the bundle.")
    samples: int = Field(ge=0, description="Samples of each of them; 0: its numbers count as exact.")


class Manifest(Frozen):
    """The document ``manifest.json``."""

    format: Literal["zuji.bundle"] = "zuji.bundle"
    format_version: Literal["1.0"] = "1.0"
    engine: str
    engine_version: str
    gwp_set: str
    as_of: date | None = None
    seed: int
    samples: int = Field(ge=0, description="Samples of the result.")
    sampling: Literal["random", "latin_hypercube", "sobol"]
    asked_samples: int | None = Field(
        default=None, ge=0, description="Samples that were asked for, where not all were drawn."
    )
    precision: float | None = Field(
        default=None, gt=0, description="Precision that was asked for: share of the mean."
    )
    assigned_uncertainty: bool
    accepted: tuple[str, ...] = ()
    factors: FactorSubset
    backgrounds: tuple[Database, ...] = ()
    missing: tuple[Missing, ...] = ()
    content: tuple[Content, ...]
    members: tuple[Member, ...] = Field(description="Every file but this one, sorted by path.")

    def to_bytes(self) -> bytes:
        """The document as it stands in a bundle: UTF-8, two blanks of indent, a final newline."""
        return (self.model_dump_json(indent=2, exclude_none=True) + "\n").encode()

    @property
    def identity(self) -> str:
        """The SHA-256 of the manifest: the bundle's own name, whatever packed it."""
        return sha256(self.to_bytes())

    def having(self, *roles: Role) -> tuple[Member, ...]:
        """The members with one of these roles, in order."""
        return tuple(member for member in self.members if member.role in roles)


def sha256(data: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def role_words(role: str) -> Names:
    """What a role is called in both languages."""
    words = {language: text(f"passport.role.{role}", language) for language in LANGUAGES}
    return Names(zh=words["zh"], en=words["en"])


def deciding_content() -> tuple[Content, ...]:
    """The engine's own tables that decide a result, as they are here."""
    return tuple(
        Content(name=f"{area}/{name}", sha256=sha256((content(area) / name).read_bytes()))
        for area, name in DECIDING
    )


def manifest_schema() -> Mapping[str, Any]:
    """The JSON Schema (draft 2020-12) of the manifest."""
    schema = Manifest.model_json_schema()
    schema["required"] = ["format", "format_version", *schema["required"]]
    return {"$schema": DIALECT, "$id": IDENTIFIER, **schema}


def schema_text() -> str:
    """The schema as it is committed beside this module."""
    return json.dumps(manifest_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8")
