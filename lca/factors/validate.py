"""The table schema of a release in pandera: the second pair of eyes of a build.

:mod:`lca.factors.check` says what is wrong in the words of a data steward and needs no library. This schema
states the same columns declaratively over the whole table, before anything is written. pandas and pandera
are the optional extra ``build``.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from lca.errors import FactorError, Finding
from lca.factors.check import VOCABULARY
from lca.factors.columns import COLUMNS, COUNT, DAY, NUMBER, REQUIRED
from lca.factors.line import Line

if TYPE_CHECKING:
    import pandera.pandas as pandera

NUMBERS = ("value", "spread_low", "spread_high")
COUNTS = ("revision", "preference", "currency_year", "reference_year")
DAYS = ("published", "valid_from", "valid_to")
SPREAD = ("spread_of", "spread_low", "spread_high")


def validate(lines: Sequence[Line], told: Collection[Finding] = ()) -> list[Finding]:
    """Validate the rows; cells that ``told`` already speaks of are left out.

    Raises:
        FactorError: pandas or pandera is not installed; the message names the extra.

    """
    try:
        import pandas
        import pandera.pandas as pandera
    except ImportError as error:
        raise FactorError(Finding("F131", {"missing": error.name or "pandera"})) from error
    frame = pandas.DataFrame([dict(line.row) for line in lines], columns=list(COLUMNS), dtype=object)
    try:
        table_schema().validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as error:
        return failures(error.failure_cases.to_dict("records"), lines, told)
    return []


def table_schema() -> pandera.DataFrameSchema:
    """Give the schema: every column, in order, as text of its form; rules between columns of one row."""
    import pandera.pandas as pandera

    return pandera.DataFrameSchema(
        {name: pandera.Column(object, column_checks(name), unique=name == "id") for name in COLUMNS},
        checks=[
            pandera.Check(says_something, name="value, gases or properties"),
            pandera.Check(whole_spread, name="spread with both limits and what it is of"),
        ],
        strict=True,
        ordered=True,
    )


def column_checks(name: str) -> list[pandera.Check]:
    """Give the checks of one column."""
    import pandera.pandas as pandera

    found = [pandera.Check(lambda text: isinstance(text, str), element_wise=True, name="text")]
    if name in REQUIRED:
        found.append(pandera.Check.str_length(min_value=1))
    if name in VOCABULARY:
        found.append(pandera.Check.isin(sorted(VOCABULARY[name])))
    for names, form in ((NUMBERS, NUMBER), (COUNTS, COUNT), (DAYS, DAY)):
        if name in names:
            found.append(pandera.Check.str_matches(rf"^(?:{form.pattern})?$"))
    return found


def says_something(frame: Any) -> Any:
    """Whether each row has a value, masses or properties."""
    return (frame["value"] != "") | (frame["gases"] != "") | (frame["properties"] != "")


def whole_spread(frame: Any) -> Any:
    """Whether each row gives both limits and their subject exactly where it gives a spread."""
    given = frame["spread"] != ""
    filled = frame[list(SPREAD)] != ""
    return (filled.all(axis=1) == given) & (filled.any(axis=1) == given)


def failures(
    cases: Sequence[dict[Any, Any]], lines: Sequence[Line], told: Collection[Finding]
) -> list[Finding]:
    """Give findings of pandera's failure cases, one a cell, with table, row and column."""
    seen = {(f.location.file, f.location.line, f.location.path) for f in told}
    rows_told = {(file, line) for file, line, _ in seen}
    found = []
    for case in cases:
        if case["index"] is None or case["index"] != case["index"]:  # about the whole table
            nowhere = dict.fromkeys(("id", "column", "cell"), "-")
            found.append(Finding("F130", nowhere | {"check": str(case["check"])}))
            continue
        line = lines[int(case["index"])]
        of_row = case["schema_context"] == "DataFrameSchema"
        column = "" if of_row else str(case["column"])
        place = (line.table, line.number, column)
        if place in seen or (not column and place[:2] in rows_told):
            continue
        seen.add(place)
        found.append(line.finding("F130", column, check=str(case["check"])))
    return found
