"""The declared schema of pandera: finds the same cells as the checks, and names the extra it needs."""

import sys

import pytest

from lca.content import content
from lca.errors import FactorError
from lca.factors.line import Line
from lca.factors.reading import read_tables
from lca.factors.validate import table_schema, validate


@pytest.fixture(scope="module")
def lines():
    return read_tables(content("factors")).lines[:30]


def changed(lines, number, **cells):
    line = lines[number]
    return [*lines[:number], Line(line.table, line.number, dict(line.row) | cells), *lines[number + 1 :]]


def test_the_shipped_rows_meet_the_schema(lines):
    assert validate(lines) == []
    assert list(table_schema().columns) == list(lines[0].row)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"value": "0,62"}, "value"),
        ({"value": "NaN"}, "value"),
        ({"kind": "footprnt"}, "kind"),
        ({"published": "today"}, "published"),
        ({"revision": "-1"}, "revision"),
        ({"category": ""}, "category"),
        ({"spread": "limits95"}, ""),
        ({"value": "", "gases": "", "properties": ""}, ""),
    ],
)
def test_failures_become_findings_with_table_row_and_column(lines, cells, column):
    (finding,) = validate(changed(lines, 4, **cells))
    assert finding.code == "F130"
    assert (finding.location.file, finding.location.line) == (lines[4].table, lines[4].number)
    assert finding.location.path == column
    for language in ("en", "zh"):
        assert finding.render(language)


def test_a_duplicate_id(lines):
    found = validate(changed(lines, 4, id=lines[3].row["id"]))
    assert {finding.location.path for finding in found} == {"id"}


def test_what_was_told_is_not_told_again(lines):
    wrong = changed(lines, 4, value="x", kind="y")
    told = [wrong[4].finding("F104", "value")]
    assert [finding.location.path for finding in validate(wrong, told)] == ["kind"]


@pytest.mark.parametrize("missing", ["pandera.pandas", "pandas"])
def test_without_the_extra_the_message_names_it(lines, monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(FactorError) as error:
        validate(lines)
    (finding,) = error.value.findings
    assert finding.code == "F131"
    assert "zuji[build]" in finding.remedy("en")
    assert "zuji[build]" in finding.remedy("zh")
