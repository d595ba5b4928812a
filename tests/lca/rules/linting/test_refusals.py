"""Rules from strangers: what would explode, recurse, reach files or run code is refused, with its place."""

import time
from pathlib import Path

import pytest

from lca.errors import Finding, RuleError, Severity
from lca.rules.linting.examples import FILE, examples
from lca.rules.load import examine, lint, load_rule

RIGHT = examples()["R119"].right.decode()
SOURCE = "    source: another textbook"


def refused(raw: str | bytes) -> list[Finding]:
    raw = raw.encode() if isinstance(raw, str) else raw
    rule, findings = examine(raw, FILE, advice=True)
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert rule is None
    assert errors
    assert all(finding.location.line for finding in errors)
    with pytest.raises(RuleError):
        load_rule(raw, FILE)
    return errors


def spoilt(old: str, new: str) -> list[Finding]:
    assert old in RIGHT
    return refused(RIGHT.replace(old, new, 1))


@pytest.mark.parametrize(
    "inventory",
    [
        "/etc/passwd",
        "/etc/inventory.yaml",
        "~/inventory.yaml",
        "~root/inventory.yaml",
        "file:///etc/inventory.yaml",
        "https://example.org/inventory.yaml",
        "C:/inventory.yaml",
        "..\\inventory.yaml",
        "\\\\server\\share\\inventory.yaml",
        "/dev/zero",
        "/dev/stdin",
        "/proc/self/environ",
        "$HOME/inventory.yaml",
        "${HOME}/inventory.yaml",
        "%APPDATA%/inventory.yaml",
        "*.yaml",
        "inventory.yaml?x",
        "inventory",
        "inventory.py",
        "inventory.yaml/..",
        "|cat inventory.yaml",
    ],
)
def test_a_test_opens_nothing_but_yaml_beside_the_rule(inventory: str) -> None:
    (finding,) = spoilt(SOURCE, f"    inventory: '{inventory}'\n{SOURCE}")
    assert (finding.code, finding.location.path) == ("R300", "tests[1].inventory")


def test_a_control_character_in_a_path() -> None:
    (finding,) = spoilt(SOURCE, f'    inventory: "a\\u0000b.yaml"\n{SOURCE}')
    assert finding.code == "R300"


@pytest.mark.parametrize("inventory", ["../../../../../../../../dev/zero.yaml", "folder.yaml", "link.yaml"])
def test_what_is_no_regular_file_beside_the_rule_is_not_there(inventory: str, tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "link.yaml").symlink_to("/dev/zero")
    rule = tmp_path / FILE
    rule.write_text(RIGHT.replace(SOURCE, f"    inventory: {inventory}\n{SOURCE}"), encoding="utf-8")
    assert [finding.code for finding in lint(rule)] == ["R172"]


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').system('true')",
        "coke.__class__",
        "coke.real",
        "().__class__.__bases__",
        "[coke]",
        "{coke}",
        "lambda: coke",
        "coke if ore else ore",
        "coke; ore",
        "coke := 1",
        "eval('coke')",
        "open('/etc/passwd')",
        "exec(coke)",
        "getattr(coke, 'real')",
        "print(coke)",
        "f'{coke}'",
        "`true`",
        "$(true)",
        "${coke}",
        "{{ coke }}",
        "<% coke %>",
        "coke ** 9 ** 9",
        "9 ^ 99",
        "0x41",
        "coke // 2",
        "coke @ ore",
        "coke[0]",
        "import os",
        "return coke",
        "$row.__class__",
        "coke # comment",
    ],
)
def test_an_expression_is_nothing_but_arithmetic(expression: str) -> None:
    written = expression.replace("'", "''")
    codes = {finding.code[0] for finding in spoilt("burnt: coke * 0.9", f"burnt: '{written}'")}
    assert codes <= {"E", "U"}


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("(" * 60 + "coke" + ")" * 60, "E104"),
        ("-" * 1500 + "coke", "E104"),
        ("coke" + " + coke" * 5000, "E103"),
        ("coke" + " + 1 kg" * 280, None),
        ("coke * 1e400", "E108"),
        ("coke ^ 10", "E106"),
        ("not " * 400 + "coke", "E104"),
    ],
)
def test_a_huge_expression_takes_no_time(expression: str, code: str | None) -> None:
    start = time.perf_counter()
    raw = RIGHT.replace("burnt: coke * 0.9", f"burnt: '{expression}'", 1).encode()
    found = {finding.code for finding in examine(raw, FILE, advice=True)[1]}
    assert time.perf_counter() - start < 2
    assert found <= {"E104"} | ({code} if code else set())


def test_powers_of_powers_stay_small() -> None:
    """Exponents multiply: nine to the ninth, nested, would be a number of many digits but for the limits."""
    nested = "coke"
    for _ in range(20):
        nested = f"({nested})^9"
    start = time.perf_counter()
    examine(RIGHT.replace("burnt: coke * 0.9", f"burnt: {nested}", 1).encode(), FILE, advice=True)
    assert time.perf_counter() - start < 2


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


def test_aliases_do_not_explode() -> None:
    start = time.perf_counter()
    assert {finding.code for finding in refused(BOMB)} == {"Y107"}
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (RIGHT.replace("zuji: 1", "zuji: 1\nzuji: 1"), "Y108"),
        (RIGHT.replace("  kind: declared", "\tkind: declared"), "Y102"),
        (RIGHT.replace("zuji: 1", "zuji: 2"), "Y125"),
        (RIGHT.replace("zuji: 1", "zuji: '1'"), "Y125"),
        (RIGHT.replace("amount: 20 MJ", "amount: !!python/object/apply:os.system [true]"), "Y102"),
        (RIGHT.replace("amount: 20 MJ", "amount: !include other.yaml"), "Y102"),
        (RIGHT.replace("boundary:\n", "boundary: !include\n"), "Y102"),
        (RIGHT.replace("amount: 20 MJ", "<<: {amount: 20 MJ}"), "Y107"),
        (RIGHT.replace("burnt: coke * 0.9", "burnt: burnt * 0.9"), "R110"),
        (RIGHT.replace("amount: 20 MJ", "amount: .inf"), "Y109"),
        ("[" * 100 + "]" * 100, "Y106"),
        ("{a: " * 60 + "1" + "}" * 60, "Y106"),
    ],
)
def test_what_is_no_honest_rule(raw: str, code: str) -> None:
    assert code in {finding.code for finding in refused(raw)}


def test_a_deep_pile_of_brackets_is_refused_in_time() -> None:
    start = time.perf_counter()
    raw = b"[" * 20_000 + b"]" * 20_000
    assert {finding.code for finding in examine(raw, FILE)[1]} <= {"Y102", "Y106"}
    assert time.perf_counter() - start < 5


def test_a_process_that_feeds_itself_is_no_recursion() -> None:
    """A loop of processes is an ordinary system of equations; nothing recurses."""
    looped = RIGHT.replace("amount: ore}", "amount: ore}\n      - {product: metal, amount: 0.1 t}", 1)
    rule, findings = examine(looped.encode(), FILE)
    assert rule is not None
    assert findings == ()
