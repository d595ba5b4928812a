"""Rules above that are at hand: what a bundle carries is read, and nothing else."""

from pathlib import Path

import pytest

from lca.content import content
from lca.documents import read_document
from lca.errors import RuleError
from lca.rules.load import load_rule

RULES = content("rules") / "cn"
RULE, ABOVE = RULES / "aluminium-primary.yaml", RULES / "gbt24067.yaml"


def test_what_is_at_hand_gives_the_same_rule_as_what_is_found():
    found = load_rule(RULE)
    given = load_rule(RULE.read_bytes(), str(RULE), above=[read_document(ABOVE)])
    assert given.model == found.model
    assert [one.sha256 for one in given.ancestors] == [one.sha256 for one in found.ancestors]


def test_a_changed_file_above_is_taken_as_it_is():
    raw = ABOVE.read_bytes().replace(b"version: 1.0.0", b"version: 9.9.9", 1)
    given = load_rule(RULE.read_bytes(), str(RULE), above=[read_document(raw, "elsewhere/gbt24067.yaml")])
    assert [one.version for one in given.ancestors] == ["9.9.9"]


def test_a_file_above_that_is_not_at_hand_is_not_looked_for(tmp_path: Path):
    with pytest.raises(RuleError) as refused:
        load_rule(RULE.read_bytes(), str(RULE), above=[])
    assert [finding.code for finding in refused.value.findings] == ["R190"]
