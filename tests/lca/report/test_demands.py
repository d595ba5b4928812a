"""Cases and classes as a reader sees them: every one, in both languages, in 80 columns."""

import json

import pytest
from demanding_case import BANDS, case, demanding
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from lca.report.terminal import plain
from lca.results.footprint import Footprint
from lca.results.reading import read_footprint
from lca.results.schema import footprint_schema

CASES = {
    "more": case(change={"coal": "+10 %"}, clause="7.3"),
    "alone": case(allocation={"plant": "none"}),
}
CLASSES = {"source": "thresholds made up for this test", "bands": BANDS}
UNCERTAIN = {"value": 4, "unit": "kg", "distribution": {"type": "lognormal", "gsd": 1.2}}


@pytest.fixture(scope="module")
def footprint():
    return demanding(CASES, CLASSES, coal=UNCERTAIN).footprint(samples=1000)


def test_cases_and_their_range_in_english(footprint):
    text = plain(footprint, "en")
    assert "Sensitivity cases\n" in text
    assert "  case: 5.50 kg CO2e (+10.0 %) (clause 7.3)\n" in text
    assert "  case: 10.00 kg CO2e (+100.0 %)\n" in text
    assert "The cases range over 5.50 to 10.00 kg CO2e (+10.0 % to +100.0 % against the\n  total)." in text


def test_cases_and_their_range_in_chinese(footprint):
    text = plain(footprint, "zh")
    assert "敏感性分析\n" in text
    assert "  case：5.50 kg CO2e（+10.0 %）（第 7.3 条）\n" in text
    assert "各情景范围：5.50 至 10.00 kg CO2e（相对总量 +10.0 % 至 +100.0 %）。" in text


def test_one_case_is_no_range():
    one = demanding({"more": CASES["more"]}).footprint()
    assert "range over" not in plain(one, "en")


def test_classes_are_printed_with_their_shares(footprint):
    text = plain(footprint, "en")
    assert "Performance class: B" in text
    rows = [line for line in text.splitlines() if "≤" in line or "> 6" in line]
    assert [row.split()[0] for row in rows] == ["A", "▸", "C"]
    shares = [float(row.split(" %")[0].split()[-1]) for row in rows]
    assert sum(shares) == pytest.approx(100, abs=1e-9)
    assert "share of 1,000 samples in each class" in text
    assert "绩效等级：B" in plain(footprint, "zh")


def test_unsampled_classes_say_so():
    text = plain(demanding(classes=CLOSED, coal="5 kg").footprint(), "en")
    assert "Performance class: no class" in text
    assert "▸ no class" in text
    assert "not sampled" in text
    assert "未抽样" in plain(demanding(classes=CLOSED).footprint(), "zh")


CLOSED = {**CLASSES, "bands": BANDS[:2]}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_too_wide(footprint, language):
    beyond = demanding(CASES, CLOSED, coal="5 kg").footprint(samples=100)
    for found in (footprint, beyond):
        assert max(cell_len(line) for line in plain(found, language).splitlines()) <= 80


def test_the_document_fits_its_schema_and_reads_back(footprint):
    document = footprint.to_json()
    Draft202012Validator(footprint_schema()).validate(json.loads(document))
    assert Footprint.from_json(document) == footprint
    assert json.loads(document)["format_version"] == "1.1"


def test_a_document_of_the_first_format_is_read(footprint):
    old = json.loads(footprint.to_json())
    for added in ("constants", "sensitivity_range", "performance_class"):
        del old[added]
    old["format_version"] = "1.0"
    read = read_footprint(json.dumps(old).encode(), "old.json")
    assert (read.constants, read.sensitivity_range, read.performance_class) == ((), None, None)
