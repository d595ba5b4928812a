"""The published schema: up to date, valid itself, and true of what the engine writes."""

import json

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from lca.results.footprint import DataQuality, Footprint
from lca.results.schema import DIALECT, FILE, footprint_schema, schema_text


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(footprint_schema())


def test_the_committed_schema_is_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m lca.results.schema"


def test_it_is_a_valid_schema_with_an_identifier() -> None:
    schema = footprint_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["$id"] == "urn:zuji:footprint:1.1"


def test_what_is_written_fits(validator: Draft202012Validator, example: Footprint) -> None:
    validator.validate(json.loads(example.to_json()))


def test_what_has_no_interval_fits_and_reads_back(
    validator: Draft202012Validator, example: Footprint
) -> None:
    bare = example.uncertainty.model_copy(update={"interval": None, "standard_error": None, "method": "none"})
    unscored = DataQuality(covered_share=0, primary_share=0, primary_activity_share=0)
    footprint = example.model_copy(update={"uncertainty": bare, "data_quality": unscored})
    validator.validate(json.loads(footprint.to_json()))
    assert Footprint.from_json(footprint.to_json()) == footprint


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": None}, "required"),
        ({"format_version": "9"}, "is not one of"),
        ({"surprise": 1}, "unexpected"),
        ({"total": {"key": "total"}}, "required"),
        ({"kind": "whole"}, "is not one of"),
    ],
)
def test_what_does_not_fit_is_refused(
    validator: Draft202012Validator, example: Footprint, change: dict[str, object], words: str
) -> None:
    document = {**json.loads(example.to_json()), **change}
    document = {key: value for key, value in document.items() if value is not None}
    with pytest.raises(ValidationError, match=words):
        validator.validate(document)
