"""JUnit XML, read back as continuous integration reads it."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from lca.factors.database import FactorDatabase
from lca.i18n import LANGUAGES, Language
from lca.report.junit import junit
from lca.rule_tests.suite import Suite, run_suite

Text = Callable[..., str]
ODD = "\"a <b> & 'c' ]]> \\u0001 \\ufffe 通过\""


@pytest.fixture
def suites(tmp_path: Path, part_text: Text, case: Text, factors: FactorDatabase) -> list[Suite]:
    whole = part_text(
        case("good", "{total: 2.65 t}"),
        case(ODD, "{total: 3 t ± 1 %, stages: {production: 150 kg}}", source="somebody & <co>"),
        case("refused", "{total: 3 t ± 1 %}", "metal: 7 t, power: 300 kWh"),
    )
    (tmp_path / "part.yaml").write_text(whole, encoding="utf-8")
    (tmp_path / "no-rule.yaml").write_text("zuji: 1\n", encoding="utf-8")
    files = sorted(tmp_path.glob("*.yaml"))
    return [run_suite(file, factors=factors, coverage=True) for file in files]


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_places_and_messages(suites: list[Suite], language: Language) -> None:
    text = junit(suites, language)
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites')
    root = ElementTree.fromstring(text.encode())
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": "4",
        "failures": "1",
        "errors": "2",
    }
    broken, part = root.findall("testsuite")
    assert (broken.get("tests"), broken.get("errors")) == ("1", "1")
    assert (part.get("name"), part.get("tests"), part.get("failures")) == ("test.part", "3", "1")
    assert (part.get("errors"), part.get("skipped")) == ("1", "0")
    good, odd, refused = part.findall("testcase")
    assert list(good) == []
    assert good.get("classname") == "test.part"
    lines = Path(suites[1].file).read_text(encoding="utf-8").splitlines()
    for element in (good, odd, refused):
        assert element.get("file") == suites[1].file
        assert lines[int(element.get("line", "0")) - 1].startswith("  - name: ")
        assert float(element.get("time", "-1")) >= 0
    assert float(part.get("time", "0")) == pytest.approx(
        sum(float(element.get("time", "0")) for element in part.findall("testcase")), abs=0.002
    )
    failure, error = odd.find("failure"), refused.find("error")
    assert failure is not None
    assert error is not None
    assert error.get("type") == "A204"
    assert "3 t ± 1 %" in failure.get("message", "")
    assert "2,650 kg CO2e" in failure.get("message", "")
    assert "somebody & <co>" in (failure.text or "")


def test_what_xml_cannot_hold_is_told_by_its_code_point(suites: list[Suite]) -> None:
    root = ElementTree.fromstring(junit(suites).encode())
    names = [element.get("name") for element in root.iter("testcase")]
    assert "a <b> & 'c' ]]> \\u0001 \\ufffe 通过" in names


def test_coverage_stands_among_the_properties(suites: list[Suite]) -> None:
    root = ElementTree.fromstring(junit(suites).encode())
    (part,) = [suite for suite in root.findall("testsuite") if suite.get("name") == "test.part"]
    found = {p.get("name"): p.get("value") for p in part.iter("property")}
    coverage = suites[1].coverage
    assert coverage is not None
    assert float(found["coverage"] or "") == pytest.approx(coverage.share, abs=1e-4)
    assert found["coverage.line"] == "2/4"
    assert found["rule.version"] == "1.2.3"
    assert len((part.findtext("system-out") or "").splitlines()) == len(coverage.missed)


def test_no_suites_are_a_document_too() -> None:
    root = ElementTree.fromstring(junit([]).encode())
    assert (root.tag, root.get("tests"), list(root)) == ("testsuites", "0", [])
