"""The tests of rule files: frames have none, wrong files are told, rules over several files are one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from lca.factors.database import FactorDatabase
from lca.i18n import LANGUAGES, Language
from lca.report.coverage import percent, render_coverage
from lca.rule_tests.suite import run_suite

Text = Callable[..., str]
FRAME = """zuji: 1
id: test.general
version: 1.0.0
level: general
title: {zh: 通则, en: general}
status: draft
boundary:
  type: cradle_to_gate
  stages:
    raw_material_acquisition: included
    production: included
    distribution: {excluded: {clause: "5.3", reason: {zh: 无, en: none}}}
    use: {excluded: {reason: {zh: 无, en: none}}}
    end_of_life: {excluded: {reason: {zh: 无, en: none}}}
  exclusions:
    - name: {zh: 厂房, en: buildings}
      stage: raw_material_acquisition
      reason: {zh: 少, en: little}
      bound: 0.1 %
      clause: "9.9"
"""


@pytest.fixture
def folder(tmp_path: Path, part_text: Text, case: Text) -> Path:
    text = part_text(
        case("a", "{stages: {production: 150 kg}}"),
        changes=(("zuji: 1\n", "zuji: 1\nextends: general.yaml\n"),),
    )
    (tmp_path / "part.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "general.yaml").write_text(FRAME, encoding="utf-8")
    return tmp_path


def test_a_frame_has_no_tests(folder: Path, factors: FactorDatabase) -> None:
    suite = run_suite(folder / "general.yaml", factors=factors, coverage=True)
    assert (suite.id, suite.frame, suite.cases, suite.refused, suite.coverage) == (
        "test.general",
        True,
        (),
        (),
        None,
    )


def test_a_file_that_is_no_rule_is_told(folder: Path, factors: FactorDatabase) -> None:
    (folder / "wrong.yaml").write_text("a: [", encoding="utf-8")
    for name in ("wrong.yaml", "nowhere.yaml"):
        suite = run_suite(folder / name, factors=factors)
        assert suite.refused
        assert (suite.cases, suite.failed) == ((), 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_frame_brings_is_counted_where_it_stands(
    folder: Path, factors: FactorDatabase, language: Language
) -> None:
    suite = run_suite(folder / "part.yaml", factors=factors, coverage=True)
    assert suite.refused == ()
    assert [result.passed for result in suite.cases] == [True]
    coverage = suite.coverage
    assert coverage is not None
    places = {(p.kind, p.path): Path(p.location.file or "").name for p in coverage.points}
    assert places["exclusion", "boundary.exclusions[0]"] == "general.yaml"
    assert places["exclusion", "boundary.exclusions[1]"] == "part.yaml"
    assert places["clause", "boundary.exclusions[0]"] == "general.yaml"
    assert places["clause", "processes.press"] == "part.yaml"
    # Production is expected and so exercises the exclusion in it, not the one in raw materials.
    missed = {point.path for point in coverage.missed if point.kind in ("exclusion", "clause")}
    assert "boundary.exclusions[0]" in missed
    assert "boundary.exclusions[1]" not in missed
    text = render_coverage(coverage, language).plain
    assert "boundary.exclusions[0] (general.yaml) · " in text


def test_what_is_not_complete_is_never_a_hundred_percent() -> None:
    assert [percent(share) for share in (0.0, 0.29, 0.999, 1.0)] == ["0 %", "29 %", "99 %", "100 %"]
