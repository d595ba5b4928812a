"""The schema of the manifest, beside the code and true of every manifest."""

import json

import jsonschema
import pytest
from bundle_case import EXAMPLES, NAMES

from lca.i18n import LANGUAGES, catalogue
from lca.passport.bundle.manifest import MANIFEST, SCHEMA, manifest_schema, schema_text


def test_the_committed_schema_is_that_of_the_model():
    assert SCHEMA.read_text(encoding="utf-8") == schema_text()
    jsonschema.Draft202012Validator.check_schema(dict(manifest_schema()))


@pytest.mark.parametrize("path", EXAMPLES, ids=NAMES)
def test_every_manifest_fits(path, made_of):
    manifest = json.loads(made_of(path).files[MANIFEST])
    jsonschema.Draft202012Validator(dict(manifest_schema())).validate(manifest)


@pytest.mark.parametrize("field", ["format", "engine_version", "members", "factors", "seed"])
def test_what_lacks_a_field_does_not_fit(made, field):
    manifest = json.loads(made.files[MANIFEST])
    del manifest[field]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(dict(manifest_schema())).validate(manifest)


def test_every_finding_has_words_and_a_remedy_in_both_languages():
    own = {key: entry for key, entry in catalogue().items() if key.startswith("P5")}
    assert len(own) > 25
    for key, entry in own.items():
        assert {*LANGUAGES, *(f"fix_{language}" for language in LANGUAGES)} <= entry.keys(), key
