"""A lower rule only narrows the one above it or adds to it: ways to loosen it, and ways that are none."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from lca.errors import Finding, Severity
from lca.i18n import LANGUAGES
from lca.rules.load import examine

METAL = Path(__file__).parents[1] / "metal.yaml"
CASES = YAML(typ="safe", pure=True).load(
    Path(__file__).with_name("narrowed.yaml").read_text(encoding="utf-8")
)
HEAD = """zuji: 1
id: test.sector
version: 1.0.0
level: sector
title: {zh: 行业, en: sector}
status: illustrative
"""
Found = Callable[..., list[Finding]]


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """What examining metal.yaml finds beyond notes, where it extends a frame with ``above``."""

    def examined(above: str, old: str = "", new: str = "") -> list[Finding]:
        (tmp_path / "sector.yaml").write_text(HEAD + above + "\n", encoding="utf-8")
        text = METAL.read_text(encoding="utf-8")
        assert old in text
        lower = text.replace(old, new, 1) if old else text
        lower = lower.replace("version: 1.0.0\n", "version: 1.0.0\nextends: ./sector.yaml\n", 1)
        (tmp_path / "metal.yaml").write_text(lower, encoding="utf-8")
        _, findings = examine(tmp_path / "metal.yaml")
        return [finding for finding in findings if finding.severity is not Severity.INFO]

    return examined


def name(finding: Finding) -> str:
    return Path(finding.location.file or "").name


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["case"])
def test_what_loosens_is_refused_with_both_places(found: Found, case: dict[str, Any]) -> None:
    findings = found(case["above"], case.get("old", ""), case.get("new", ""))
    first = next(finding for finding in findings if finding.code == case["code"])
    assert case.get("several") or len(findings) == 1, [finding.render() for finding in findings]
    assert (name(first), first.location.path, first.severity) == ("metal.yaml", case["path"], Severity.ERROR)
    lines = (HEAD + case["above"]).splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if case["at"] in text]
    for language in LANGUAGES:
        assert f"sector.yaml:{line}" in first.message(language)
        assert first.remedy(language)


@pytest.mark.parametrize("case", CASES["kept"], ids=lambda case: case["case"])
def test_what_narrows_or_adds_is_kept(found: Found, case: dict[str, str]) -> None:
    findings = found(case["above"], case.get("old", ""), case.get("new", ""))
    assert [finding.render() for finding in findings] == []


def test_another_kind_of_data(found: Found) -> None:
    """A choice over a number: the lower rule's keys and the higher one's cannot stand in one entry."""
    findings = found(
        "activity_data:\n  coke: {supply: electricity}\nelectricity: {hierarchy: [grid_average]}"
    )
    assert ("Y110", "activity_data.coke.unit") in [(f.code, f.location.path) for f in findings]
    short = "activity_data:\n  freight:\n    key: name\n    table:\n      name: text\n      mode: t"
    (finding,) = found(short)
    assert (finding.code, finding.location.path) == ("R235", "activity_data.freight.table.mode")


def test_every_level_is_held_against_those_above(tmp_path: Path) -> None:
    """The general rule allows 1 %, the sector rule 2 %, the product rule 1 %: the sector rule is at fault."""
    general = HEAD.replace("level: sector", "level: general").replace("test.sector", "test.general")
    cut_off = "cut_off: {{basis: footprint, single: {}, total: 5 %}}\n"
    (tmp_path / "general.yaml").write_text(general + cut_off.format("1 %"), encoding="utf-8")
    sector = HEAD + "extends: ./general.yaml\n" + cut_off.format("2 %")
    (tmp_path / "sector.yaml").write_text(sector, encoding="utf-8")
    text = METAL.read_text(encoding="utf-8")
    metal = text.replace("version: 1.0.0\n", "version: 1.0.0\nextends: ./sector.yaml\n", 1)
    (tmp_path / "metal.yaml").write_text(metal, encoding="utf-8")
    for file in ("metal.yaml", "sector.yaml"):
        rule, (finding,) = examine(tmp_path / file)
        assert rule is None
        assert (finding.code, name(finding), finding.location.path) == (
            "R221",
            "sector.yaml",
            "cut_off.single",
        )
        assert "general.yaml:7" in finding.message()


@pytest.mark.parametrize(
    ("above", "extends", "status", "codes"),
    [
        ("superseded\nsuperseded_by: test.other", "./sector.yaml", "illustrative", ["R209"]),
        ("superseded\nsuperseded_by: test.other", "./sector.yaml", "published", ["R209", "R211"]),
        ("draft", "./sector.yaml", "published", ["R210", "R211"]),
        ("published", "test.sector@1.0.0", "published", []),
        ("draft", "./sector.yaml", "draft", []),
    ],
)
def test_how_far_the_rule_above_may_be_relied_on(
    tmp_path: Path, above: str, extends: str, status: str, codes: list[str]
) -> None:
    valid = "valid: {from: 2025-01-01}\nstandards: [{id: GB/T 1-2020, relation: follows}]\n"
    sector = HEAD.replace("status: illustrative", f"status: {above}") + valid
    (tmp_path / "sector.yaml").write_text(sector, encoding="utf-8")
    text = METAL.read_text(encoding="utf-8").replace("general_rule", "follows")
    lower = text.replace("version: 1.0.0\n", f"version: 1.0.0\nextends: {extends}\n", 1)
    lower = lower.replace("status: illustrative", f"status: {status}", 1)
    (tmp_path / "metal.yaml").write_text(lower, encoding="utf-8")
    rule, findings = examine(tmp_path / "metal.yaml")
    assert rule is not None
    assert [f.code for f in findings] == codes
    assert {f.severity for f in findings} <= {Severity.WARNING}
    assert all(f.location.path == "extends" and f.remedy("zh") for f in findings)


def test_every_code_of_narrowing_has_its_case() -> None:
    """R235 for another kind of data and R209 to R211 have tests of their own."""
    tried = {case["code"] for case in CASES["refused"]}
    assert {f"R{number}" for number in range(220, 237)} <= tried
