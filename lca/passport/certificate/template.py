"""The template of a certificate: its fields, where each comes from, who supplies what is missing."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from lca.documents import read_document
from lca.errors import InputError
from lca.names import Names
from lca.passport.statement_china import Key
from lca.validation import Frozen, validate

Source = Annotated[str, StringConstraints(pattern=r"^(facts|result|statement|derived)(\.[a-z][a-z0-9_]*)+$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.\-]{0,59}$")]


class TemplateField(Frozen):
    """One field: the first of its sources that is there fills it."""

    key: Key
    label: Names
    of: Annotated[tuple[Source, ...], Field(min_length=1)]
    unit: str | None = None
    digits: Annotated[int, Field(ge=1, le=12)] | None = Field(
        default=None, description="Significant digits of a number; digits before the point always stay."
    )
    need: Literal["required", "optional"] = "optional"
    by: Literal["body", "company", "result"] = Field(
        default="result", description="Who must supply it where it is missing."
    )
    where: str = Field(default="", description="Key of the statement that takes it.")


class Section(Frozen):
    """A part of the certificate."""

    key: Key
    title: Names
    fields: Annotated[tuple[TemplateField, ...], Field(min_length=1)]


class Label(Frozen):
    """What the label says, and who gives its artwork."""

    title: Names
    fields: Annotated[tuple[TemplateField, ...], Field(min_length=1)]
    artwork: Names


class Template(Frozen):
    """A template; copy the one of the project and change it."""

    zuji_certificate: Literal[1]
    id: Name
    title: Names
    notice: Names
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]
    label: Label | None = None

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        keys = [f"{one.key}.{field.key}" for one in self.sections for field in one.fields]
        keys += [f"label.{field.key}" for field in (self.label.fields if self.label else ())]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            raise PydanticCustomError("P340", "twice", {"key": twice})
        return self


def load_template(source: str | Path | bytes | None = None) -> Template:
    """A template from a YAML or JSON file, or the project's own.

    Raises:
        InputError: everything that is wrong with it, each with its place.
    """
    return _own() if source is None else _read(source)


@cache
def _own() -> Template:
    folder = resources.files("lca.passport.certificate")
    return _read(folder.joinpath("cn_footprint.yaml").read_bytes())


def _read(source: str | Path | bytes) -> Template:
    made, findings = validate(Template, read_document(source))
    if made is None or findings:
        raise InputError(findings)
    return made
