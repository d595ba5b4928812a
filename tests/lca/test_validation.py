from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from lca.documents import read_document
from lca.errors import Finding
from lca.i18n import LANGUAGES
from lca.validation import Frozen, validate, validate_parts


class Simple(Frozen):
    unit: str
    label: str | None = None
    score: int | None = Field(default=None, ge=1, le=5)


class Choice(Frozen):
    options: tuple[str, ...]
    label: str | None = None


def kind(value: Any) -> str:
    return "<choice>" if isinstance(value, dict) and "options" in value else "<simple>"


Entry = Annotated[
    Annotated[Simple, Tag("<simple>")] | Annotated[Choice, Tag("<choice>")], Discriminator(kind)
]


class Rule(Frozen):
    id: Annotated[str, Field(pattern="^[a-z]+$")]
    mode: Literal["fast", "slow"] = "fast"
    data: dict[str, Entry] = Field(default_factory=dict)
    rows: tuple[Simple, ...] = ()
    year: int | str | None = None
    start: Annotated[str | None, Field(alias="from")] = None

    @model_validator(mode="after")
    def _checked(self) -> Rule:
        if self.id == "bad":
            raise PydanticCustomError("Y113", "custom")
        return self


def found(text: str) -> list[Finding]:
    model, findings = validate(Rule, read_document(text.encode(), "x.yaml"))
    assert (model is None) == bool(findings)
    for finding in findings:
        assert all(finding.message(language) and finding.remedy(language) for language in LANGUAGES)
    return findings


def only(text: str) -> tuple[str, str, int | None]:
    (finding,) = found(text)
    return finding.code, finding.location.path, finding.location.line


def test_what_is_in_order() -> None:
    model, findings = validate(Rule, read_document(b"id: a\ndata: {x: {unit: t}}\n", "x.yaml"))
    assert findings == []
    assert model is not None
    assert model.data["x"] == Simple(unit="t")


@pytest.mark.parametrize(
    ("text", "code", "path", "line"),
    [
        ("mode: slow\n", "Y111", "id", 1),
        ("id: a\nextra: 1\n", "Y110", "extra", 2),
        ("id: a\ndata:\n  x: {unit: t, lable: y}\n", "Y110", "data.x.lable", 3),
        ("id: a\ndata:\n  x: {label: y}\n", "Y111", "data.x.unit", 3),
        ("id: a\ndata:\n  unit: {label: y}\n", "Y111", "data.unit.unit", 3),
        ("id: a\ndata:\n  label: {options: 3}\n", "Y127", "data.label.options", 3),
        ("id: a\nrows:\n  - unit: t\n  - {}\n", "Y111", "rows[1].unit", 4),
        ("id: a\nrows: {unit: t}\n", "Y127", "rows", 2),
        ("id: a\nmode: fats\n", "Y125", "mode", 2),
        ("id: A\n", "Y132", "id", 1),
        ("id: bad\n", "Y113", "", 1),
        ("id: 3\n", "Y120", "id", 1),
        ("id: a\nyear: []\n", "Y123", "year", 2),
        ("id: a\nrows: [{unit: t, score: 9}]\n", "Y131", "rows[0].score", 2),
        ("id: a\nrows: [{unit: t, score: x}]\n", "Y123", "rows[0].score", 2),
        ("id: a\ndata: 3\n", "Y126", "data", 2),
        ("- 1\n", "Y126", "", 1),
    ],
)
def test_one_finding_with_its_place(text: str, code: str, path: str, line: int) -> None:
    assert only(text) == (code, path, line)


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("id: a\nmod: slow\n", "mode"),
        ("id: a\nform: x\n", "from"),
        ("id: a\ndata: {x: {unit: t, lable: y}}\n", "label"),
        ("id: a\ndata: {label: {unit: t, scor: 1}}\n", "score"),
        ("id: a\nrows: [{unit: t, scor: 1}]\n", "score"),
        ("id: a\nmode: fats\n", "fast"),
    ],
)
def test_nearest_candidate(text: str, candidate: str) -> None:
    assert candidate in found(text)[0].candidates


def test_all_findings_at_once_in_the_order_of_the_model() -> None:
    findings = found("id: A\nmode: x\ndata: {x: {}}\nrows: [{unit: 1}]\nextra: 1\n")
    assert [finding.code for finding in findings] == [
        "Y132",
        "Y125",
        "Y111",
        "Y120",
        "Y110",
    ]


def test_parts_name_the_path_that_is_refused() -> None:
    document = read_document(b"id: a\ndata: {x: {label: y}}\nextra: 1\n", "x.yaml")
    model, parts = validate_parts(Rule, document)
    assert model is None
    assert [path for path, _ in parts] == [("data", "x"), ("extra",)]


def test_long_values_are_shortened() -> None:
    (finding,) = found(f"id: a\nmode: {'x' * 300}\n")
    assert len(finding.message()) < 200
