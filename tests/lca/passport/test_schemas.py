"""Our schemas are schemas, and what we write is valid against them."""

import jsonschema
import pytest

from lca.passport.schemas import SCHEMAS
from lca.passport.uncertainty import IDENTIFIER, parse, uncertainty_of


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_schemas(name: str) -> None:
    schema = SCHEMAS[name]()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith("urn:zuji:")


def test_the_extension_of_every_example_is_valid(shipped) -> None:
    footprint, statement = shipped
    schema = SCHEMAS["uncertainty"]()
    assert schema["$id"] == IDENTIFIER
    found = uncertainty_of(footprint, statement.unit, 6)
    jsonschema.validate(dict(found.document), schema)
    assert parse(found.document) is not None


def test_statements_are_valid_as_they_are_written(minimal, shipped) -> None:
    schema = SCHEMAS["statement"]()
    jsonschema.validate(minimal, schema)
    _, statement = shipped
    said = statement.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    jsonschema.validate(said, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"produkt": {}}, schema)
