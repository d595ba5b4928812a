"""The summary of an import: everything that can happen, at 80 columns, in both languages."""

from dataclasses import replace

import numpy as np
import pytest
from rich.cells import cell_len

from lca.background.characterising import GasFlows
from lca.background.importing import ImportReport
from lca.background.linking import link
from lca.background.records import Consequence, Dataset, Exchange, Flow, FlowKind, Reading, Remark, Role
from lca.background.store import SourceFile, write
from lca.cli.background_summary import SHOWN, findings, render, row
from lca.errors import Finding, Severity

LONG = (
    "market for a product with a very long name, at plant, 1000 kW, without anything that would break it " * 2
)
KINDS = {
    Consequence.DATASET_LEFT_OUT: ("B401", {"dataset": LONG}),
    Consequence.EXCHANGE_LEFT_OUT: ("B421", {"flow": LONG, "dataset": "d"}),
    Consequence.EXCHANGE_UNLINKED: ("B430", {"flow": "钢" * 60, "dataset": LONG}),
    Consequence.UNCERTAINTY_LEFT_OUT: ("B423", {"flow": "x", "dataset": "d", "amount": "1.0"}),
    Consequence.ASSUMED: ("B411", {"dataset": LONG, "count": 2}),
    Consequence.NOTED: ("B413", {"flow": "x", "dataset": "d"}),
}


@pytest.fixture
def report(tmp_path) -> ImportReport:
    flows = {"x": Flow("x", "x", FlowKind.PRODUCT, "kg")}
    parts = (Exchange("x", Role.REFERENCE, True, 1.0, "kg"),)
    remarks = tuple(
        Remark(Finding(code, params, severity=Severity.WARNING), kind, "d", "x")
        for kind, (code, params) in KINDS.items()
        for _ in range(3)
    )
    reading = Reading("hand", "2.0", flows, (Dataset("d", "d", "", parts),), remarks=remarks)
    linked = link(reading, LONG[:70])
    background = write(linked, tmp_path / "database", SourceFile("source.zip", "0123456789abcdef" * 4))
    told = tuple(Finding("B511", {"about": "own", "flows": "x", "count": 1}) for _ in range(SHOWN + 2))
    gases = GasFlows(np.empty(0, np.int32), (), (), np.empty(0), (), findings=told)
    return ImportReport(
        background, linked.counts, linked.reasons, linked.remarks, gases, "hand 2.0", "unique"
    )


@pytest.fixture(autouse=True)
def _words(monkeypatch) -> None:
    """Findings on gases are another's words; here only their place counts."""
    monkeypatch.setattr(Finding, "message", _message)


_own = Finding.message


def _message(self: Finding, language: str = "en") -> str:
    return "words of a finding " * 8 if self.code == "B511" else _own(self, language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_line_is_wider_than_the_page(report, language) -> None:
    for width in (80, 100):
        lines = render(report, language, width).plain.splitlines()
        assert max(map(cell_len, lines)) <= width


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_consequence_has_its_count_code_and_example(report, language) -> None:
    text = render(report, language).plain
    for code, _ in KINDS.values():
        line = next(line for line in text.splitlines() if line.strip().startswith(code))
        assert line.split() == [code, "3"]
    assert text.count("e.g." if language == "en" else "例如") == len(KINDS)


def test_the_gravest_reasons_come_first(report) -> None:
    text = render(report, "en").plain
    places = [text.index(f"  {code}") for code, _ in KINDS.values()]
    assert places == sorted(places)


def test_what_did_not_happen_is_not_told(report) -> None:
    calm = replace(report, reasons={}, remarks=(), gases=replace(report.gases, findings=()))
    text = render(calm, "en").plain
    for words in ("left out", "Assumed", "Noted", "Distributions"):
        assert words not in text.split("Exchanges read")[1], words


def test_further_findings_are_counted(report) -> None:
    assert "and 2 more" in render(report, "en").plain
    assert (
        len([one for one in findings(report.gases.findings, "en", 80, 99) if "B511" in one.plain])
        == SHOWN + 2
    )


def test_a_row_carries_its_share() -> None:
    text = row("linked", 12345, 24690, 80).plain
    assert text.startswith("  linked")
    assert text.endswith("50.0 %      12,345")
    assert cell_len(text) == 80
    assert "%" not in row("nothing", 0, 0, 80).plain


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_head_says_what_came_from_where(report, language) -> None:
    text = render(report, language).plain
    for words in ("source.zip", "hand 2.0", "SHA-256 0123456789ab", report.background.sha256[:12]):
        assert words in text, words
