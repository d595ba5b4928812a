"""The report as text: what it says, in both languages, within 80 cells."""

import itertools
import re
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel
from rich.cells import cell_len

from lca.i18n import LANGUAGES, Language, catalogue
from lca.names import Names
from lca.report.hotspots import largest
from lca.report.terminal import plain, render
from lca.results.footprint import (
    ConformityFinding,
    Footprint,
    InputFile,
    LedgerEntry,
    Parameter,
    Sensitivity,
    Stage,
)

HEADINGS = ("stages", "composition", "uncertainty", "data_quality", "completeness", "findings", "provenance")


def number(line: str) -> Decimal:
    found = re.findall(r"-?[\d,]*\.?\d+(?= +<?>?-?[\d.]+ %)", line)
    return Decimal(found[0].replace(",", ""))


def stage_lines(text: str, footprint: Footprint, language: Language) -> list[str]:
    section = text.partition(catalogue()["report.stages"][language])[2].partition("\n\n")[0]
    rows = section.splitlines()[1:]
    labels = [stage.label.get(language) for stage in footprint.stages if stage.included]
    return [row for row in rows if row.strip().startswith(tuple(labels))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_page(example: Footprint, language: Language, width: int) -> None:
    for line in plain(example, language, width).splitlines():
        assert cell_len(line) <= width, line
        assert line == line.rstrip()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_its_heading(example: Footprint, language: Language) -> None:
    text = plain(example, language)
    for heading in HEADINGS:
        assert re.search(f"^{re.escape(catalogue()[f'report.{heading}'][language])}", text, re.MULTILINE), (
            heading
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_tells_the_total_its_interval_and_what_it_is_for(example: Footprint, language: Language) -> None:
    text = plain(example, language)
    assert "10,000 kg CO2e" in text
    assert example.unit.of.get(language) in text
    assert re.search(r"9,390 (to|至) 10,610", text)
    assert "25,000 kg CO2e" in text
    assert "10.00 kg CO2e" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_stages_are_the_document_s_numbers_and_excluded_ones_say_why(
    example: Footprint, language: Language
) -> None:
    text = plain(example, language)
    rows = stage_lines(text, example, language)
    assert [number(row) for row in rows] == [1_900, 8_100]
    assert sum(number(row) for row in rows) == Decimal(example.total.value)
    for stage in example.stages:
        assert stage.label.get(language) in text
    assert text.count("5.3") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_hot_spots_carry_amount_factor_publisher_and_path(example: Footprint, language: Language) -> None:
    text = plain(example, language)
    assert "13,500 kWh × 0.6 kg CO2e/kWh" in text
    assert "Test Ministry 测试部" in " ".join(text.split())
    assert "production.electrolysis.electricity" in text
    assert re.search(r"-300\s+-3\.0 %", text), "the rest is split by sign"


@pytest.mark.parametrize("language", LANGUAGES)
def test_evidence_and_provenance_are_there(example: Footprint, language: Language) -> None:
    text = plain(example, language)
    for words in ("C204", "AR6", "2025.1", "a" * 12, "b" * 12, "90.0 %", "308", "1.8"):
        assert words in text, words
    for entry in example.completeness:
        assert entry.kind == "excluded_stage" or entry.reason.get(language) in text


def test_an_illustrative_result_says_so_and_a_real_one_does_not(example: Footprint) -> None:
    assert "ILLUSTRATIVE" in plain(example, "en")
    assert "不得将该数值用于声明" in plain(example, "zh").replace("\n", "")
    real = example.model_copy(update={"illustrative": False})
    assert "ILLUSTRATIVE" not in plain(real, "en")


def test_without_samples_it_says_so(example: Footprint) -> None:
    bare = example.uncertainty.model_copy(update={"interval": None, "method": "none", "parameters": ()})
    text = plain(example.model_copy(update={"uncertainty": bare}), "en")
    assert "not computed" in text
    assert "by first order" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_origin_of_a_driver_fits(example: Footprint, language: Language) -> None:
    parameters = tuple(
        example.uncertainty.parameters[0].model_copy(
            update={"kind": kind, "origin": origin, "distribution": form, "variance_share": 0.1}
        )
        for kind in ("activity", "factor", "rule")
        for origin in ("source", "assigned", "stated", "pedigree")
        for form in ("lognormal", "triangular")
    )
    for start in range(0, len(parameters), 6):
        known = example.uncertainty.model_copy(update={"parameters": parameters[start : start + 6]})
        text = plain(example.model_copy(update={"uncertainty": known}), language)
        assert max(map(cell_len, text.splitlines())) <= 80
        assert text.count("10.0 %") >= 6


def test_a_choice_made_otherwise_is_told(example: Footprint) -> None:
    other = Sensitivity(key="grid", label=Names(en="grid average", zh="电网平均"), value=12_000.0, change=0.2)
    text = plain(example.model_copy(update={"sensitivities": (other,)}), "en")
    assert "grid average: 12,000 kg CO2e (+20.0 %)" in text


def test_the_heaviest_entries_of_the_ledger_are_told_and_the_rest_counted(example: Footprint) -> None:
    entries = tuple(
        LedgerEntry(
            kind="gwp_set", path=f"f{i}", reason=Names(en=f"entry {i}", zh=f"条目 {i}"), affected=100.0 * i
        )
        for i in range(1, 8)
    )
    text = plain(example.model_copy(update={"completeness": entries}), "en")
    assert [f"entry {i}" in text for i in range(1, 8)] == [False] * 4 + [True] * 3
    assert "and 4 more; 1,000 kg CO2e rest on them" in text


def test_what_blocks_is_always_told_and_notes_are_counted(example: Footprint) -> None:
    def finding(code: str, severity: str, number: int) -> ConformityFinding:
        words = Names(en=f"{severity} {number}.")
        return ConformityFinding(
            code=code, severity=severity, message=words, location=f"a/b/f.yaml:{number}:1"
        )

    found = [finding("C101", "info", 1), *(finding("F302", "warning", i) for i in range(9))]
    found += [finding("C900", "blocking", i) for i in range(5)]
    text = plain(example.model_copy(update={"findings": tuple(found)}), "en")
    assert all(f"blocking C900: blocking {i}. [f.yaml:{i}]" in text for i in range(5))
    assert text.index("C900") < text.index("F302")
    assert "and 6 more of this kind" in text
    assert "1 notes (C101)" in text


def test_every_report_key_has_both_languages() -> None:
    for key, entry in catalogue().items():
        if key.startswith(("report.", "V")):
            assert {"en", "zh"} <= set(entry), key
            assert ("fix_en" in entry) == ("fix_zh" in entry), key


@pytest.mark.parametrize(
    ("group", "model", "field"),
    [
        ("ledger", LedgerEntry, "kind"),
        ("role", InputFile, "role"),
        ("parameter", Parameter, "kind"),
        ("title", Footprint, "kind"),
    ],
)
def test_every_fixed_term_has_its_label(group: str, model: type[BaseModel], field: str) -> None:
    for key in get_args(model.model_fields[field].annotation):
        assert f"report.{group}.{key}" in catalogue()


def test_styles_do_not_change_the_words(example: Footprint) -> None:
    assert render(example).plain.split() == plain(example).split()


def test_hot_spots_are_the_fewest_lines_that_make_most_of_the_gross_total(example: Footprint) -> None:
    gross = sum(abs(line.value) for line in example.contributions)
    chosen = largest(example.contributions)
    assert sum(abs(line.value) for line in chosen) >= 0.8 * gross
    assert sum(abs(line.value) for line in chosen[:-1]) < 0.8 * gross


def test_a_thousand_equal_lines_stay_readable(example: Footprint) -> None:
    line = example.contributions[0]
    many = [line.model_copy(update={"path": f"{line.path}[{row}]"}) for row in range(1000)]
    assert len(largest(many)) == 12


values = st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=5, max_size=5).filter(
    lambda v: max(map(abs, v)) < 1000 * abs(sum(v))
)


@given(values)
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_printed_stage_shares_add_up_to_hundred(example: Footprint, numbers: list[float]) -> None:
    total = sum(numbers)
    stages = tuple(
        Stage(key=stage.key, label=stage.label, value=value, share=value / total, included=True)
        for stage, value in zip(example.stages, numbers, strict=True)
    )
    whole = example.total.model_copy(update={"value": total})
    footprint = example.model_copy(update={"stages": stages, "total": whole})
    text = plain(footprint, "en")
    shares = re.findall(r"(-?[\d,]+\.\d|[<>]-?0\.1) %", "\n".join(stage_lines(text, footprint, "en")))
    printed = [Decimal(0 if share[0] in "<>" else share.replace(",", "")) for share in shares]
    expected = sum(Decimal(0) if value == 0 else Decimal(repr(value / total)) for value in numbers) * 100
    assert abs(sum(printed) - expected) <= Decimal("0.05")
    assert all(cell_len(line) <= 80 for line in text.splitlines())


@given(st.text(alphabet="电解铝 alumina-/._[]", min_size=60, max_size=300).filter(str.strip))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_long_names_never_break_the_page(example: Footprint, words: str) -> None:
    names = Names(en=words, zh=words)
    lines = tuple(line.model_copy(update={"label": names}) for line in example.contributions)
    named = example.product.model_copy(update={"name": names})
    for language, width in itertools.product(LANGUAGES, (80,)):
        text = plain(example.model_copy(update={"contributions": lines, "product": named}), language, width)
        assert max(map(cell_len, text.splitlines())) <= width
