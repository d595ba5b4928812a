"""--fix: only what has one reading; comments and layout kept, no number of a loadable rule changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.errors import Finding, InputError, Severity
from lca.rules.linting.examples import FILE, examples
from lca.rules.linting.fixers import FIXERS
from lca.rules.linting.fixes import Fixed, difference, fix, meaning
from lca.rules.linting.source_text import Edit, apply_edits
from lca.rules.load import examine

RULE = examples()["R119"].right.decode()
ALL = (
    ("E101", "burnt: coke * 0.9", "burnt: （coke） × 0.9", "burnt: (coke) * 0.9"),
    (
        "E101",
        "burnt: coke * 0.9",
        "burnt: if(ore ≥ 2 t, coke, coke * 0.9)",
        "burnt: if(ore >= 2 t, coke, coke * 0.9)",
    ),
    (
        "E101",
        "burnt: coke * 0.9",
        "burnt: if(ore = 2 t, coke, coke * 0.9)",
        "burnt: if(ore == 2 t, coke, coke * 0.9)",
    ),
    (
        "E202",
        "burnt: coke * 0.9",
        'burnt: if(supply == "wind", coke, coke * 0.9)',
        'burnt: if($supply == "wind", coke, coke * 0.9)',
    ),
    ("E204", "amount: ore}", "amount: $ore}", "amount: ore}"),
    (
        "R109",
        "options: [grid_average, wind]",
        "options: [grid_average, wind, wind]",
        "options: [grid_average, wind]",
    ),
    ("R119", "range: [1.5, 3]", "range: [3, 1.5]", "range: [1.5, 3]"),
    ("R333", "id: GB/T 24067-2024", "id: GB/T24067—2024", "id: GB/T 24067-2024"),
    ("R334", "gas: co2,", "gas: CO₂,", "gas: co2,"),
    ("R335", "status: illustrative\n", "status: illustrative  \n", "status: illustrative\n"),
    ("R335", "{unit: t, per", "{unit: t,\tper", "{unit: t, per"),
    ("Y102", "status: illustrative\n", "status:\t illustrative\n", "status: illustrative\n"),
    ("R336", 'hs: ["7601"]', 'hs: ["7601", "7601"]', 'hs: ["7601"]'),
    ("R336", 'hs: ["7601"]', 'hs: ["7601",\n    "7601"]', 'hs: ["7601"]'),
    ("U101", "per: kg,", "per: KiloGram,", "per: kilogram,"),
    ("Y110", "cut_off:", "Cut-Off:", "cut_off:"),
    ("Y110", "version: 1.0.0", "verzion: 1.0.0", "version: 1.0.0"),
    ("Y110", "wastes:", '"waste":', '"wastes":'),
    ("Y110", "version: 1.0.0", "vesrion: 1.0.0", "version: 1.0.0"),
    ("Y120", 'hs: ["7601"]', "hs: [0760]", 'hs: ["0760"]'),
    ("Y124", "required: false", "required: No", "required: false"),
    ("Y124", "required: false", 'required: "False"', "required: false"),
    ("Y125", "status: illustrative", "status: Illustrative", "status: illustrative"),
    ("Y125", "stage: production", "stage: produktion", "stage: production"),
    ("Y125", "basis: footprint", "basis: foot-print", "basis: footprint"),
)
UNSURE = (
    ("Y102", "  ore:", "\tore:"),
    ("R333", "id: GB/T 24067-2024", "id: GB/T 24067"),
    ("U101", "per: kg,", "per: kilo,"),
    ("Y110", "version: 1.0.0", "ver: 1.0.0"),
    ("Y110", "version: 1.0.0", "version: 1.0.0\nverzion: 1.0.1"),
    ("Y120", "version: 1.0.0", "version: 1.0"),
    ("Y124", "required: false", "required: perhaps"),
    ("Y125", "status: illustrative", "status: final"),
    ("E202", "amount: ore}", "amount: supply}"),
    ("E204", "amount: ore}", "amount: $oar}"),
    ("E101", "burnt: coke * 0.9", "burnt: coke ; 0.9"),
)


def look(raw: bytes):
    return examine(raw, FILE, advice=True)


def mended(raw: bytes, wanted=lambda finding: True) -> Fixed:
    return fix(raw, FILE, look, wanted)


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


@pytest.mark.parametrize(("code", "old", "wrong", "right"), ALL)
def test_what_has_one_reading_is_mended_and_is_found_no_more(code, old, wrong, right) -> None:
    assert old in RULE
    raw = RULE.replace(old, wrong, 1).encode()
    assert code in codes(look(raw)[1])
    done = mended(raw)
    assert code in codes(done.mended)
    assert code not in codes(look(done.raw)[1])
    assert done.raw.decode() == RULE.replace(old, right, 1)
    assert mended(done.raw) == Fixed(done.raw, (), done.remaining)


def test_every_fixer_is_tried() -> None:
    assert {case[0] for case in ALL} == set(FIXERS)


@pytest.mark.parametrize(("code", "old", "wrong"), UNSURE)
def test_what_has_several_readings_is_left(code, old, wrong) -> None:
    assert old in RULE
    raw = RULE.replace(old, wrong, 1).encode()
    assert code in codes(look(raw)[1])
    assert mended(raw).raw == raw


def test_comments_layout_line_ends_and_byte_order_mark_stay() -> None:
    text = RULE.replace("range: [1.5, 3]", "range: [3, 1.5]").replace("status:", "# who knows\nstatus:   ")
    raw = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    done = mended(raw, lambda finding: finding.code == "R119")
    assert done.raw == raw.replace(b"[3, 1.5]", b"[1.5, 3]")
    assert difference(raw, done.raw, FILE).count("\n-") == 1


def test_only_what_is_wanted_is_mended() -> None:
    raw = RULE.replace("range: [1.5, 3]", "range: [3, 1.5]").replace("gas: co2,", "gas: CO₂,").encode()
    done = mended(raw, lambda finding: finding.code == "R334")
    assert codes(done.mended) == {"R334"}
    assert b"[3, 1.5]" in done.raw


def test_a_loadable_rule_keeps_its_meaning() -> None:
    raw = RULE.replace("gas: co2,", "gas: 二氧化碳,").replace("\ncut_off", " \ncut_off").encode()
    before, after = look(raw)[0], look(mended(raw).raw)[0]
    assert before is not None
    assert after is not None
    assert meaning(before) == meaning(after)


def test_an_edit_that_changes_a_number_is_thrown_away(monkeypatch) -> None:
    """A fixer that is wrong about a rule that can be loaded does no harm."""

    def worse(finding, source):
        start = source.text.index("0.9")
        return (Edit(start, start + 3, "0.8"),)

    monkeypatch.setattr("lca.rules.linting.fixes.FIXERS", {"R335": worse})
    raw = RULE.replace("status: illustrative\n", "status: illustrative \n").encode()
    assert mended(raw) == Fixed(raw, (), look(raw)[1])


def test_what_is_no_yaml_is_left() -> None:
    raw = b"a: [1\n"
    assert mended(raw).raw == raw


@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=6, unique_by=lambda c: c[1]))
@settings(max_examples=8, deadline=None)
def test_many_at_once_leave_no_error(cases) -> None:
    text, right = RULE, RULE
    for _, old, wrong, good in cases:
        text, right = text.replace(old, wrong, 1), right.replace(old, good, 1)
    done = mended(text.encode())
    assert done.raw.decode() == right
    assert not [finding for finding in done.remaining if finding.severity is Severity.ERROR]


def test_edits_that_overlap_do_not_mix() -> None:
    assert apply_edits("abcdef", [Edit(1, 3, "X"), Edit(2, 4, "Y"), Edit(5, 6, "")]) == "aXde"


def test_an_unreadable_file_raises() -> None:
    from pathlib import Path

    from lca.rules.linted import fix_file

    with pytest.raises(InputError):
        fix_file(Path("nowhere.yaml"), lambda finding: True)
