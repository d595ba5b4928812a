"""The verdict on two rules: the version that follows, and what is told of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from lca.errors import RuleError, Severity
from lca.i18n import LANGUAGES
from lca.report.rule_diff import render_difference
from lca.report.rule_diff_markdown import markdown
from lca.rule_diff import RuleDifference, diff_rules
from lca.rules.comparison import Impact

KILN = Path(__file__).with_name("kiln.yaml").read_text(encoding="utf-8")
Compared = Callable[..., RuleDifference]
QUARRY = ("amount: 10 kg", "amount: 12 kg")
TITLE = ("en: kiln}\nstandards", "en: lime kiln}\nstandards")
TYPICAL = ("range: [50, 500]", "range: [50, 500], typical: [80, 300]")


def version(text: str) -> tuple[str, str]:
    return "version: 1.0.0", f"version: {text}"


def codes(found: RuleDifference) -> list[str]:
    return [finding.code for finding in found.findings]


@pytest.mark.parametrize(
    ("change", "impact", "proposed"),
    [
        (TITLE, Impact.PATCH, "1.0.1"),
        (TYPICAL, Impact.MINOR, "1.1.0"),
        (QUARRY, Impact.BREAKING, "2.0.0"),
    ],
)
def test_the_version_that_follows(
    compared: Compared, change: tuple[str, str], impact: Impact, proposed: str
) -> None:
    """Semantic Versioning 2.0.0: patch, minor or major, and never less than asked."""
    found = compared(change)
    assert (found.impact, found.proposed, codes(found)) == (impact, proposed, ["R370"])
    assert found.too_small
    assert found.findings[0].severity is Severity.BLOCKING
    assert found.findings[0].location.line == 4
    for enough in (proposed, "3.0.0"):
        later = compared(change, version(enough))
        assert not later.too_small
        assert codes(later) == []


def test_before_the_first_version_a_minor_may_break(compared: Compared) -> None:
    """Semantic Versioning 2.0.0, 4: below 1.0.0 anything may change; the second number says so here."""
    found = compared(QUARRY, version("0.3.0"), old=(version("0.2.0"),))
    assert (found.proposed, found.too_small) == ("0.3.0", False)


def test_rules_of_other_names_are_compared_all_the_same(compared: Compared) -> None:
    found = compared(("id: test.kiln", "id: test.other"), version("2.0.0"))
    assert "R371" in codes(found)


def test_the_older_one_second(compared: Compared) -> None:
    found = compared(QUARRY, version("0.9.0"))
    assert "R374" in codes(found)
    assert found.too_small


def test_no_product_that_both_accept(compared: Compared) -> None:
    tests = (KILN[KILN.index("tests:") :], "")
    found = compared(QUARRY, version("2.0.0"), tests, old=(tests,))
    assert (codes(found), found.effects) == (["R375"], ())


def test_a_general_rule_against_a_product_rule(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as caught:
        diff_rules("cn.gbt24067", "cn.aluminium.primary")
    assert [finding.code for finding in caught.value.findings] == ["R372"]
    for language in LANGUAGES:
        assert "cn.gbt24067" in caught.value.findings[0].message(language)


def test_two_general_rules_have_no_products(tmp_path: Path, root: Path) -> None:
    text = (root / "rules" / "cn" / "gbt24067.yaml").read_text(encoding="utf-8")
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(text, encoding="utf-8")
    assert ", contract, grid_average]" in text
    new.write_text(text.replace(", contract, grid_average]", ", grid_average]"), encoding="utf-8")
    found = diff_rules(old, new)
    assert found.effects == ()
    assert [one.category for one in found.changes] == ["electricity.hierarchy"]
    assert "R375" not in codes(found)
    for language in LANGUAGES:
        assert found.proposed in render_difference(found, language).plain


def test_everything_wrong_with_both_in_one_report(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text("zuji: 1\n", encoding="utf-8")
    new.write_text("zuji: 2\n", encoding="utf-8")
    with pytest.raises(RuleError) as caught:
        diff_rules(old, new)
    assert {finding.location.file for finding in caught.value.findings} == {str(old), str(new)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_printed(compared: Compared, language) -> None:
    found = compared(QUARRY, ("coke * share,", "coke * share * 0.5,"), TITLE, version("1.0.1"))
    page, document = render_difference(found, language).plain, markdown(found, language)
    assert max(cell_len(line) for line in page.splitlines()) <= 80
    for words in (page, document):
        assert "2.0.0" in words
        assert ("coke burnt" if language == "en" else "烧掉的焦") in words
        assert "-120.0" in words
        assert "+4.0" in words
        assert "{" not in words
        assert "rule_diff" not in words
    assert all(line.count("|") == 0 or line.startswith("|") for line in document.splitlines())
