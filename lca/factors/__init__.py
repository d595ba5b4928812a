"""The factor database: schema, release, match, characterisation."""
