"""The mapping table: what is filled, what is a gap, and that nothing missing stands in a document."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from lca.errors import Severity
from lca.passport.forms import decimal_text, moment, number, ratio_of_percent, reports
from lca.passport.mapping import Field, Gap, at, get, put, write


@dataclass(frozen=True)
class Inner:
    value: Decimal | None


@dataclass(frozen=True)
class Outer:
    inner: Inner | None
    words: dict[str, str]


FACTS = Outer(Inner(Decimal("1.50")), {"a": "x"})
FIELDS = (
    Field("id", value="fixed"),
    Field("a.b[].c", "inner.value", decimal_text),
    Field("a.b[].d", "inner.value", number),
    Field("w", "words.a"),
    Field("must", "words.b", where="key.of.statement", note="why"),
    Field("may", "words.b", need="optional"),
    Field("should", "words.b", need="expected"),
)


def test_a_table_fills_nested_objects_and_lists() -> None:
    written = write(FIELDS, FACTS)
    assert written.document == {"id": "fixed", "a": {"b": [{"c": "1.5", "d": 1.5}]}, "w": "x"}


def test_what_is_missing_is_a_gap_and_stands_nowhere() -> None:
    gaps = write(FIELDS, FACTS).gaps
    assert gaps == (Gap("must", "required", "key.of.statement", "why"), Gap("should", "expected", ""))


def test_a_missing_part_on_the_way_is_missing() -> None:
    assert get(Outer(None, {}), "inner.value") is None
    with pytest.raises(AttributeError):
        get(FACTS, "inner.valeu")


def test_a_form_that_gives_none_is_a_gap() -> None:
    written = write((Field("x", "words.a", lambda _: None),), FACTS)
    assert [gap.field for gap in written.gaps] == ["x"]


@pytest.mark.parametrize(
    ("need", "where", "code", "severity"),
    [
        ("required", "product.mass", "P110", Severity.ERROR),
        ("expected", "product.mass", "P111", Severity.WARNING),
        ("required", "", "P112", Severity.ERROR),
        ("expected", "", "P113", Severity.WARNING),
    ],
)
def test_a_gap_names_the_field_and_the_key_of_the_statement(need, where, code, severity) -> None:
    finding = Gap("their.field", need, where).finding("pact-3.0")
    assert (finding.code, finding.severity) == (code, severity)
    assert "their.field" in finding.message("en")
    assert where in finding.message("zh")
    assert where in finding.remedy("en")


def test_paths_are_put_and_found_again() -> None:
    document: dict[str, object] = {}
    put(document, "a.b[].c", 1)
    put(document, "a.d[]", 2)
    assert document == {"a": {"b": [{"c": 1}], "d": [2]}}
    assert at(document, "a.b[].c") == at(document, "a.b[0].c") == 1
    assert at(document, "a.d[0]") == 2
    for missing in ("a.b[1].c", "x.y", "a.d[].z", "a.b.c"):
        assert at(document, missing) is None


def test_forms() -> None:
    from datetime import datetime, timedelta, timezone

    east = timezone(timedelta(hours=8))
    assert moment(datetime(2025, 1, 1, 8, tzinfo=east)) == "2025-01-01T00:00:00Z"
    assert (number(Decimal("2.0")), number(Decimal("2.5"))) == (2, 2.5)
    assert reports(["AR6", "AR5 GWP100", "SAR"]) == ["AR5", "AR6"]
    assert reports(["SAR"]) is None
    assert ratio_of_percent(Decimal("12.5")) == 0.125
