"""Everything that can be wrong with a rule: each is one finding with its code, its place and a remedy."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from lca.errors import Finding, RuleError, Severity
from lca.i18n import LANGUAGES, catalogue
from lca.rules.linting.examples import examples
from lca.rules.load import examine, lint, load_rule

Found = Callable[..., Sequence[Finding]]
Spoil = Callable[..., bytes]
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

FILE = Path(__file__).with_name("spoilt.yaml")
SPOILT = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
ERRORS, WARNINGS = (SPOILT[key] for key in ("errors", "warnings"))
ELSEWHERE = ("R114", "R124", "R151", "R152", "R153", "R158", "R162", "R172", "R182", "R186", "R190", "R191")
ELSEWHERE += ("R351", "R352", "R353", "R354", "R355")  # tests/lca/rule_tests
ELSEWHERE += ("R356", "R357")  # tests/cli/test_rule_tests.py
ELSEWHERE += ("R286", "R290", "R291", "R292", "R293")  # linting/test_demands.py
RECYCLING = (*range(240, 248), *range(250, 255), 256, 257, 258)  # linting/test_recycling.py
ELSEWHERE += tuple(f"R{number}" for number in RECYCLING)
ELSEWHERE += tuple(f"R{number}" for number in range(200, 213))  # extending/test_chain.py, test_registry.py
ELSEWHERE += ("R215", "R216", "R217", "R218")  # test_registry.py, tests/cli/test_rule_registry.py
ELSEWHERE += tuple(f"R{number}" for number in range(220, 237))  # linting/test_narrowing.py
ELSEWHERE += tuple(f"R{number}" for number in range(380, 392))  # test_scaffold.py, tests/cli/test_rule_new.py
ELSEWHERE += tuple(f"R{number}" for number in range(370, 376))  # tests/lca/rule_diff
ELSEWHERE += ("R340",)  # tests/cli/test_rule_lint.py
DIESEL = "{of: diesel, amount: 20 MJ, factor: {item: diesel}}"
COKE = "coke: {unit: kg, per: t, label: {zh: 焦, en: coke}}"


def only(findings: Sequence[Finding]) -> Finding:
    assert len(findings) == 1, [finding.render() for finding in findings]
    return findings[0]


def test_the_rule_is_in_order(found: Found, spoil: Spoil) -> None:
    assert found() == []
    assert load_rule(spoil(), "metal.yaml").warnings == ()


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case["case"])
def test_errors(found: Found, spoil: Spoil, case: dict[str, str]) -> None:
    pair = (case["old"], case["new"])
    findings = found(pair)
    errors = [finding for finding in findings if finding.severity is ERROR]
    finding = only([f for f in errors if not (f.code == "Y110" and case["code"] == "Y111")])
    assert (finding.code, finding.location.path) == (case["code"], case["path"])
    assert finding.location.file == "metal.yaml"
    assert finding.location.line is not None
    assert finding.location.column is not None
    assert case.get("near", "") in ("", *finding.candidates)
    assert all(finding.message(language) and finding.remedy(language) for language in LANGUAGES)
    with pytest.raises(RuleError) as caught:
        load_rule(spoil(pair), "metal.yaml")
    assert list(caught.value.findings) == list(findings)


@pytest.mark.parametrize("case", WARNINGS, ids=lambda case: case["case"])
def test_warnings(found: Found, spoil: Spoil, case: dict[str, str]) -> None:
    pair = (case["old"], case["new"])
    findings = found(pair)
    finding = only([f for f in findings if f.code != case.get("besides")])
    assert (finding.code, finding.location.path, finding.severity) == (case["code"], case["path"], WARNING)
    assert all(finding.remedy(language) for language in LANGUAGES)
    assert load_rule(spoil(pair), "metal.yaml").warnings == tuple(findings)


def test_every_rule_code_is_tried_or_named_here(spoil: Spoil) -> None:
    """A finding that no test provokes would be a promise without proof."""
    tried = {case["code"] for case in (*ERRORS, *WARNINGS)} | {*ELSEWHERE, *examples()}
    assert {key for key in catalogue() if re.fullmatch(r"R\d{3}", key)} - tried == set()


def test_a_huge_expression(found: Found) -> None:
    finding = only(found(("burnt: coke * 0.9", f"burnt: coke * {'9' * 2500}")))
    assert (finding.code, finding.params["limit"]) == ("E103", 2000)


def test_process_that_nothing_reaches(found: Found) -> None:
    finding = only(
        found(
            (
                "      - {product: tailings, amount: 0.5 t}\n",
                "      - {of: dump, amount: 1 t, factor: {item: dump}}\n",
            )
        )
    )
    assert (finding.code, finding.location.path) == ("R114", "processes.tailings_pond")


def test_process_without_lines(found: Found) -> None:
    finding = only(
        found(("    inputs:\n      - {of: pumping, amount: 3 kWh, factor: {item: electricity}}\n", ""))
    )
    assert (finding.code, finding.location.path) == ("R124", "processes.tailings_pond")


def test_notes(found: Found) -> None:
    without = found((DIESEL, "{of: diesel, amount: 20 MJ}"), ("label: {zh: 采矿, en: mining}\n    ", ""))
    assert [(f.code, f.severity) for f in without] == [("R158", INFO), ("R162", INFO)]


def test_no_tests(spoil: Spoil) -> None:
    text = spoil().decode()
    finding = only(examine(text[: text.index("tests:")].encode(), "metal.yaml")[1])
    assert finding.code == "R153"


def test_allocation_measures(found: Found) -> None:
    economic = "{method: economic, justification: {zh: 无, en: none}}"
    missing = found(("{method: mass, justification: {zh: 同一用途, en: same use}}", economic))
    assert [(f.code, f.location.path) for f in missing] == [
        ("R151", "processes.smelting.output"),
        ("R151", "processes.smelting.co_products[0]"),
    ]
    currencies = found(
        ("{method: mass, justification: {zh: 同一用途, en: same use}}", economic),
        (
            "{product: metal, amount: 1 t}\n    inputs",
            "{product: metal, amount: 1 t, price: 20000 CNY}\n    inputs",
        ),
        ("{product: slag, amount: 0.3 t,", "{product: slag, amount: 0.3 t, price: 3 USD,"),
    )
    assert only(currencies).code == "R152"


def test_the_circle_is_shown(found: Found) -> None:
    circle = (
        "  burnt: coke * 0.9",
        "  burnt: coke * c\n  c: d * 1\n  d: burnt / coke\n  e: e * 2\n  f: c * 3",
    )
    first, second, *rest = found(circle)
    assert (first.code, first.params["circle"]) == ("R110", "burnt → c → d → burnt")
    assert (second.code, second.params["circle"]) == ("R110", "e → e")
    assert {finding.code for finding in rest} <= {"R116"}


def test_the_operator_is_pointed_at(found: Found) -> None:
    finding = only(found(("burnt: coke * 0.9", "burnt: coke * 0.9 + electricity")))
    assert (finding.code, finding.location.column) == ("E207", 21)


def test_all_findings_in_one_report(found: Found) -> None:
    findings = found(
        ("burnt: coke * 0.9", "burnt: coek * 0.9"),
        ("amount: ore}", "amount: ore * 2 MJ/t}"),
        ("per: kg", "per: kWh"),
        ("{gas: co2", "{gas: methan"),
        ("single: 1 %", "single: 6 %"),
        ("{item: diesel}", "{itm: diesel}"),
        ("14.9 t ± 2 %", "14.9 t ± 2 MJ"),
    )
    assert [f.code for f in findings] == ["R147", "R128", "E201", "Y110", "R126", "F404", "R181"]
    lines = [finding.location.line for finding in findings]
    assert lines == sorted(lines, key=lambda line: line or 0)


def test_a_refused_part_hides_no_other_finding(found: Found) -> None:
    """A declaration or a process that cannot be read brings no false findings about its use."""
    assert [f.code for f in found((COKE, "coke: {unit: 5}"))] == ["Y120"]
    assert [f.code for f in found(("    stage: production\n", ""), ("{item: diesel}", "{item: 3}"))] == [
        "Y120",
        "Y111",
    ]
    both = found(("    stage: production\n", ""), ("amount: 20 MJ", "amount: 20 MJ + 3 kg"))
    assert [f.code for f in both] == ["E207", "Y111"]
    dropped = found(("    expect: {total: 14.9 t ± 2 %}\n", ""), ("burnt: coke * 0.9", "burnt: coek * 0.9"))
    assert [f.code for f in dropped] == ["E201", "Y111"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "Y104"),
        (b"# nothing\n", "Y104"),
        (b"a: [1\n", "Y102"),
        ("标题: 铝".encode("gbk"), "Y101"),
        (b"zuji: 1\nzuji: 1\n", "Y108"),
        (b"- 1\n", "Y126"),
        (b"text\n", "Y126"),
        (b"a: &x 1\n", "Y107"),
        (b"a: .nan\n", "Y109"),
        (b"a: 1\n---\nb: 2\n", "Y103"),
    ],
)
def test_what_is_no_rule_at_all(raw: bytes, code: str) -> None:
    finding = only(lint(raw, "metal.yaml"))
    assert finding.code == code
    with pytest.raises(RuleError):
        load_rule(raw, "metal.yaml")


def test_a_file_that_is_not_there() -> None:
    finding = only(lint("nowhere/metal.yaml"))
    assert finding.code == "Y100"
