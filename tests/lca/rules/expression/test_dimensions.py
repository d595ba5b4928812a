import pytest

from lca.errors import Finding, Location, RuleError
from lca.rules.expression import Columns, Scope, dimension, parse
from lca.rules.expression.dimensions import check, check_condition, constant_zero
from lca.units import Dimension, unit

MASS, ENERGY, LENGTH = (unit(text).dimension for text in ("kg", "MJ", "m"))
PURE = Dimension()
PARTS = Columns(
    {"mass": MASS, "distance": LENGTH, "broken": None},
    {"mode": ("road", "rail"), "name": None},
    frozenset({"material"}),
)
SCOPE = Scope(
    numbers={"a": MASS, "b": MASS, "heat": ENERGY, "share": PURE, "unread": None},
    options={"supply": ("grid", "wind")},
    tables={"parts": PARTS},
)
ROW = Scope(SCOPE.numbers, SCOPE.options, SCOPE.tables, row="parts")
PLACE = Location("rule.yaml", 7, 11)


def of(text: str, scope: Scope = SCOPE) -> Dimension:
    return dimension(parse(text), scope)


def refused(text: str, scope: Scope = SCOPE) -> list[Finding]:
    return list(check(parse(text, PLACE), scope)[1])


def first(text: str, scope: Scope = SCOPE) -> tuple[str, int]:
    (finding,) = refused(text, scope)
    assert finding.location.line == 7
    assert finding.render("en") != finding.render("zh")
    return finding.code, (finding.location.column or 0) - 11


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", MASS),
        ("a * b", MASS * MASS),
        ("heat / a", ENERGY / MASS),
        ("a^3 / b^2", MASS),
        ("a^-1", PURE / MASS),
        ("-a", MASS),
        ("3 %", PURE),
        ("2 kWh/t * a", ENERGY),
        ("min(a, b, 3 kg)", MASS),
        ("if(a > b, heat, 1 MJ)", ENERGY),
        ("sum(parts, $row.mass * $row.distance)", MASS * LENGTH),
        ("if($supply == 'wind', a, b)", MASS),
        ("if(not a > b and share <= 1 or a == b, 1, 2)", PURE),
    ],
)
def test_dimension(text: str, expected: Dimension) -> None:
    assert of(text) == expected


def test_rows() -> None:
    assert of("$row.mass * $row.distance", ROW) == MASS * LENGTH
    assert of("if($row.mode == 'rail', $row.mass, 0 kg)", ROW) == MASS


@pytest.mark.parametrize(
    ("text", "code", "offset"),
    [
        ("a + heat", "E207", 2),
        ("a - 1", "E207", 2),
        ("min(a, heat)", "E207", 7),
        ("if(a > b, a, heat)", "E207", 13),
        ("a + supply", "E202", 4),
        ("a + parts", "E203", 4),
        ("a * $suply", "E204", 4),
        ("$row.mass", "E205", 0),
        ("sum(parts, $row.mas)", "E206", 11),
        ("sum(parts, $row.material)", "E212", 11),
        ("sum(part, $row.mass)", "E213", 0),
        ("a * (a > b)", "E208", 7),
        ("a * $supply", "E208", 4),
        ("if(a, a, b)", "E209", 3),
        ("if($supply == 'wimd', a, b)", "E210", 14),
        ("if($supply < 'wind', a, b)", "E211", 11),
        ("if($supply == a, a, b)", "E208", 3),
        ("if(a == 'x', a, b)", "E208", 8),
        ("a / 0 kg", "E215", 2),
        ("a / (2 * 0)", "E215", 2),
    ],
)
def test_what_is_wrong_and_where(text: str, code: str, offset: int) -> None:
    assert first(text) == (code, offset)


def condition(text: str) -> tuple[str, int]:
    (finding,) = check_condition(parse(text, PLACE), SCOPE)
    return finding.code, (finding.location.column or 0) - 11


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("hea + heat", "heat"),
        ("if($suply == 'wind', a, b)", "supply"),
        ("sum(part, $row.mass)", "parts"),
        ("sum(parts, $row.distanc)", "distance"),
        ("if($supply == 'wimd', a, b)", "wind"),
    ],
)
def test_nearest_candidate(text: str, candidate: str) -> None:
    assert candidate in refused(text)[0].candidates


def test_a_number_is_no_condition() -> None:
    assert condition("a") == ("E209", 0)
    assert condition("b * a < heat") == ("E207", 6)
    assert not check_condition(parse("a > 0 kg"), SCOPE)


def test_a_condition_is_no_number() -> None:
    assert first("a > b") == ("E208", 2)
    with pytest.raises(RuleError):
        of("a > b")


def test_nothing_follows_from_an_unknown_dimension() -> None:
    assert check(parse("unread + a"), SCOPE) == (None, ())
    assert check(parse("(unread + 1) * foo"), SCOPE)[1][0].code == "E201"
    assert check(parse("sum(parts, $row.broken)"), SCOPE) == (None, ())


def test_names_whose_declaration_is_wrong_are_not_reported() -> None:
    scope = Scope(numbers={"a": MASS}, unreadable=frozenset({"lost"}))
    for text in ("a + lost", "sum(lost, $row.x)", "if($lost == 'x', a, 1 kg)"):
        assert check(parse(text), scope)[1] == ()


def test_all_findings_at_once() -> None:
    assert [finding.code for finding in refused("(a + heat) * foo + (b - share)")] == ["E207", "E201", "E207"]


@pytest.mark.parametrize("text", ["0", "0 kg", "-0", "0 * a", "0 / a", "0^2"])
def test_constant_zero(text: str) -> None:
    assert constant_zero(parse(text).tree)


@pytest.mark.parametrize("text", ["1", "a", "a - a", "0^0", "0 + a"])
def test_not_a_constant_zero(text: str) -> None:
    assert not constant_zero(parse(text).tree)
