from pathlib import Path

import pytest

from lca.content import content
from lca.errors import RuleError
from lca.rules.load import load_rule
from lca.rules.registry import find_rule, shipped_rules


def test_shipped_rules() -> None:
    entries = shipped_rules()
    ids = [entry.id for entry in entries]
    assert "cn.aluminium.primary" in ids
    assert ids == sorted(set(ids))
    assert len(entries) == len(list(content("rules").rglob("*.yaml")))
    for entry in entries:
        assert entry.path.is_file()
        assert entry.title.missing == ()


@pytest.mark.parametrize("entry", shipped_rules(), ids=lambda entry: entry.id)
def test_a_shipped_rule_is_what_its_entry_says(entry) -> None:  # type: ignore[no-untyped-def]
    rule = load_rule(entry.path)
    assert (rule.id, rule.version, rule.status, rule.title) == (
        entry.id,
        entry.version,
        entry.status,
        entry.title,
    )


def test_find_by_id() -> None:
    assert find_rule("cn.aluminium.primary").name == "aluminium-primary.yaml"


def test_find_by_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.yaml").write_text("zuji: 1\n", encoding="utf-8")
    inventory = tmp_path / "deep" / "inventory.yaml"
    inventory.parent.mkdir()
    inventory.touch()
    assert find_rule("../mine.yaml", inventory).resolve() == (tmp_path / "mine.yaml").resolve()
    assert find_rule("mine.yaml", tmp_path) == tmp_path / "mine.yaml"
    monkeypatch.chdir(tmp_path)
    assert find_rule("mine.yaml", inventory) == Path("mine.yaml")
    assert find_rule(tmp_path / "mine.yaml") == tmp_path / "mine.yaml"


def test_not_found() -> None:
    with pytest.raises(RuleError) as caught:
        find_rule("cn.aluminum.primary")
    (finding,) = caught.value.findings
    assert finding.code == "R190"
    assert finding.candidates[0] == "cn.aluminium.primary"
    with pytest.raises(RuleError, match="R191"):
        find_rule("nowhere/rule.yaml")
