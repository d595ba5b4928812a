import pytest

from lca.documents import Span, read_document
from lca.errors import Finding, Location, RuleError
from lca.rules.expression import parse
from lca.rules.expression.tree import Binary, Name, Number, Power, Sum, Unary, references
from lca.units import unit

PLACE = Location("rule.yaml", 7, 21, "quantities.x")


def refused(text: str, *names: str) -> tuple[Finding, ...]:
    with pytest.raises(RuleError) as caught:
        parse(text, PLACE, names)
    return caught.value.findings


def codes(text: str, *names: str) -> list[tuple[str, int | None]]:
    return [(finding.code, finding.location.column) for finding in refused(text, *names)]


def test_precedence() -> None:
    assert parse("a + b * c").tree == Binary("+", Name("a"), Binary("*", Name("b"), Name("c")))
    assert parse("a - b - c").tree == Binary("-", Binary("-", Name("a"), Name("b")), Name("c"))
    assert parse("-a^2").tree == Unary("-", Power(Name("a"), 2))
    assert parse("not a < b and c < d").tree == parse("(not (a < b)) and (c < d)").tree
    assert parse("a and b or c").tree == parse("(a and b) or c").tree
    assert parse("a / b / c").tree == parse("(a / b) / c").tree


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("44.009", 44.009, ""),
        (".5", 0.5, ""),
        ("1e-3 t", 1e-3, "t"),
        ("50 kg", 50, "kg"),
        ("50kg", 50, "kg"),
        ("3 %", 3, "%"),
        ("2 kWh/t", 2, "kWh/t"),
        ("5 min", 5, "min"),
        ("7 t·km", 7, "t·km"),
        ("0.9 kg CO2e/kg", 0.9, "kg CO2e/kg"),
        ("5 m^2", 5, "m^2"),
        ("3 千瓦时", 3, "千瓦时"),
    ],
)
def test_literals(text: str, value: float, written: str) -> None:
    assert parse(text).tree == Number(value, unit(written or "1") if written else parse("1").tree.unit)  # type: ignore[union-attr]


def test_unit_ends_where_a_division_begins() -> None:
    assert parse("1 kWh / (a * b)").tree == parse("1 kWh/(a * b)").tree
    assert parse("50 kg / x").tree == Binary("/", Number(50, unit("kg")), Name("x"))
    assert parse("2 kWh/t * x").tree == Binary("*", Number(2, unit("kWh/t")), Name("x"))


def test_keywords_do_not_become_units() -> None:
    assert parse("a > 3 and b > 2").tree == parse("(a > 3) and (b > 2)").tree
    assert parse("a > 3 or not b > 2").tree == parse("(a > 3) or (not (b > 2))").tree


def test_references() -> None:
    found = references(parse("a * $row.mass + sum(parts, $row.share * b) + if($s == 'w', c, 0 kg)"))
    assert found.names == {"a", "b", "c"}
    assert found.columns == {"mass"}
    assert found.options == {"s"}
    assert found.tables == {"parts"}


def test_sum_takes_a_table() -> None:
    tree = parse("sum(parts, $row.mass)").tree
    assert isinstance(tree, Sum)
    assert tree.table == "parts"


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("", "E100", 21),
        ("   ", "E100", 21),
        ("a b", "E101", 23),
        ("2 3", "E101", 23),
        ("a ** 2", "E101", 24),
        ("a = b", "E101", 23),
        ("a < b < c", "E101", 27),
        ("2(a)", "E101", 22),
        ("x^n", "E101", 23),
        ("1,5", "E101", 22),
        ("a)", "E101", 22),
        ("min()", "E101", 25),
        ("a @ b", "E101", 23),
        ('"open', "E101", 21),
        ("foo(1)", "E102", 21),
        ("a * (b + c", "E105", 30),
        ("a +", "E105", 23),
        ("x^2.5", "E106", 23),
        ("x^10", "E106", 23),
        ("1e999", "E108", 21),
        ("if(a > b, 1)", "E109", 21),
        ("sum(1, 2)", "E110", 21),
        ("sum(parts)", "E110", 21),
        ("2 kgg", "U101", 23),
        ("__import__('os')", "E102", 21),
        ("a.b", "E101", 22),
        ("a[0]", "E101", 22),
        ("lambda: 0", "E101", 27),
    ],
)
def test_what_is_wrong_and_where(text: str, code: str, column: int) -> None:
    (finding,) = refused(text)
    assert (finding.code, finding.location.column, finding.location.line) == (code, column, 7)
    assert finding.render("en") != finding.render("zh")


@pytest.mark.parametrize(
    ("text", "candidate"),
    [
        ("（a）", "("),
        ("a ＋ b", "+"),
        ("a × b", "*"),
        ("a ＝ b", "=="),
        ("a && b", "and"),
        ("mim(a, b)", "min"),
    ],
)
def test_nearest_candidate(text: str, candidate: str) -> None:
    assert candidate in refused(text)[0].candidates


def test_a_name_is_not_taken_for_a_unit() -> None:
    assert codes("50 kg/x", "x") == [("E107", 24)]
    assert codes("2 t * 3 kg/t", "t") == [("E107", 23), ("E107", 29)]
    assert parse("50 kg / x", PLACE, ("x",)).tree == parse("50 kg / x").tree


def test_all_findings_of_an_expression() -> None:
    assert codes("foo(1) + 2 kgg * x^99") == [("E102", 21), ("U101", 32), ("E106", 40)]


def test_limits() -> None:
    assert codes("a" * 2001) == [("E103", 21)]
    assert codes("(" * 51 + "a" + ")" * 51) == [("E104", 71)]
    assert codes("-" * 500 + "a") == [("E104", 21)]
    assert {code for code, _ in codes(" + ".join("a" * 600))} == {"E103"}
    assert {code for code, _ in codes("+".join("a" * 900))} == {"E104"}
    assert parse("(" * 50 + "a" + ")" * 50).tree == Name("a")
    assert len(list(references(parse("+".join("a" * 150))).names)) == 1


def test_columns_in_a_folded_scalar() -> None:
    document = read_document(b"q:\n  x: >-\n    a + b\n    + foo(2)\n", "rule.yaml")
    text = document.data["q"]["x"]
    with pytest.raises(RuleError) as caught:
        parse(text, document.span(("q", "x"), text))
    place = caught.value.findings[0].location
    assert (place.line, place.column, place.path) == (4, 7, "q.x")


def test_a_span_without_segments_names_the_whole() -> None:
    with pytest.raises(RuleError) as caught:
        parse("a + foo(2)", Span(PLACE))
    assert caught.value.findings[0].location == PLACE


def test_without_a_place_the_column_counts_from_one() -> None:
    with pytest.raises(RuleError) as caught:
        parse("a + foo(2)")
    assert caught.value.findings[0].location.column == 5
