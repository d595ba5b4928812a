"""zuji rules list and show: the registry, folders of one's own, frames."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from lca.content import content

HEAD = (
    "zuji: 1\nid: {id}\nversion: {version}\nlevel: {level}\ntitle: {{zh: 漆, en: paint}}\nstatus: {status}\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two versions of a frame of one's own, the older one superseded."""
    older = HEAD.format(id="acme.paint", version="1.0.0", level="sector", status="superseded")
    newer = HEAD.format(id="acme.paint", version="1.1.0", level="sector", status="draft")
    more = "standards: [{id: ISO 14067:2018, relation: follows}]\n"
    below = tmp_path / "acme"
    below.mkdir()
    (below / "paint@1.0.0.yaml").write_text(
        older + "superseded_by: acme.paint@1.1.0\nvalid: {from: 2024-01-01, to: 2025-12-31}\n" + more,
        encoding="utf-8",
    )
    (below / "paint.yaml").write_text(newer + "valid: {from: 2025-01-01}\n" + more, encoding="utf-8")
    return tmp_path


def ids(out: str) -> list[str]:
    return [f"{rule['id']}@{rule['version']}" for rule in json.loads(out)]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("general rule", "extends cn.gbt24067")), ("zh", ("通则", "扩展 cn.gbt24067"))],
)
def test_the_list_tells_level_validity_and_what_is_extended(zuji, language, words) -> None:
    done = zuji("rules", "list", "--lang", language)
    assert done.code == 0
    assert all(word in done.out for word in (*words, "2025-05-01", "2024-10-01"))
    assert max(map(cell_len, done.out.splitlines())) <= 80


def test_levels_and_statuses_are_chosen(zuji) -> None:
    assert ids(zuji("rules", "list", "--level", "general", "--format", "json").out) == ["cn.gbt24067@1.0.0"]
    assert "cn.gbt24067@1.0.0" not in ids(zuji("rules", "list", "--level", "product", "--format", "json").out)
    none = zuji("rules", "list", "--status", "published", "--lang", "en")
    assert (none.code, none.out, none.err) == (0, "", "no rules\n")


def test_the_versions_in_force_on_a_day(zuji, folder) -> None:
    assert ids(zuji("rules", "list", folder, "--format", "json").out) == [
        "acme.paint@1.0.0",
        "acme.paint@1.1.0",
    ]
    day = zuji("rules", "list", folder, "--as-of", "2025-06-01", "--format", "json")
    assert ids(day.out) == ["acme.paint@1.1.0"]
    assert ids(zuji("rules", "list", folder, "--as-of", "2024-06-01", "--format", "json").out) == []
    assert "superseded by acme.paint@1.1.0" in zuji("rules", "list", folder, "--lang", "en").out
    shipped = zuji("rules", "list", "--as-of", "2024-10-01", "--format", "json")
    assert ids(shipped.out) == ["cn.gbt24067@1.0.0"]


def test_a_folder_that_is_none(zuji, folder) -> None:
    done = zuji("rules", "list", folder / "nowhere", folder / "acme" / "paint.yaml")
    assert done.code == 2
    assert done.err.count("R218") == 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_frame_is_shown(zuji, language) -> None:
    done = zuji("rules", "show", "cn.gbt24067", "--lang", language)
    assert done.code == 0
    assert "on_site › direct_line › contract › grid_average" in done.out
    assert ("functional unit" if language == "en" else "功能单位") in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80


def test_a_rule_of_ones_own_folder_is_shown_by_id(zuji, folder) -> None:
    shown = zuji("rules", "show", "acme.paint", "--rules", folder, "--format", "json")
    assert json.loads(shown.out)["version"] == "1.1.0"
    older = zuji("rules", "show", "acme.paint@1.0.0", "--rules", folder, "--format", "json")
    assert json.loads(older.out)["version"] == "1.0.0"
    assert zuji("rules", "show", "acme.paint").code == 2
    misspelt = zuji("rules", "show", "acme.pain", "--rules", folder)
    assert "acme.paint" in misspelt.err


def test_a_rule_shows_what_it_extends(zuji) -> None:
    shown = zuji("rules", "show", "cn.steel.bf-bof", "--lang", "en").out
    assert "Extends       cn.gbt24067 1.0.0" in shown
    assert "R216" in zuji("rules", "show", "cn.steel.bf-bof", "--as-of", "2024-01-01").err


def test_nobody_computes_with_a_frame(zuji) -> None:
    inventory = content("datasets") / "examples" / "lfp-battery" / "inventory.yaml"
    done = zuji("calc", inventory, "--rule", "cn.gbt24067")
    assert done.code == 2
    assert "R208" in done.err


def test_a_result_names_the_rules_above(zuji) -> None:
    inventory = content("datasets") / "examples" / "lfp-battery" / "inventory.yaml"
    result = json.loads(zuji("calc", inventory, "--samples", "0", "--format", "json").out)
    (above,) = [file for file in result["provenance"]["inputs"] if file["role"] == "rule_above"]
    assert (above["name"], above["version"]) == ("cn.gbt24067", "1.0.0")
    assert len(above["sha256"]) == 64
