"""How a SimaPro file is written: encodings, headers, separators, blocks, units. No number depends on it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.reading.archive import open_archive
from lca.background.reading.notes import Notes
from lca.background.reading.simapro import read
from lca.background.reading.simapro.blocks import Block, blocks_of
from lca.background.reading.simapro.dialect import Dialect, Row, decode, open_text
from lca.background.reading.simapro.units import Units
from lca.background.records import Dataset, Reading
from lca.errors import Location


def opened(*lines: str, encoding: str = "utf-8") -> tuple[Dialect | None, list[Row]]:
    return open_text("\r\n".join(lines).encode(encoding))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("{SimaPro 8.0}", "{CSV separator: Semicolon}", "{Decimal separator: ,}"),
            (";", ",", False, "8.0", ""),
        ),
        (("{SimaPro 9.5}", "{CSV separator: Tab}", "{Project: Ä}"), ("\t", ".", False, "9.5", "Ä")),
        (
            ("{CSV separator: Comma}", "{Projet: AGRIBALYSE - Unit}"),
            (",", ".", False, "", "AGRIBALYSE - Unit"),
        ),
        (('"{SimaPro 9}"', "{CSV separator: |}", "{Project: }"), ("|", ".", False, "9", "")),
        (("{SimaPro 9};;;", "{CSV separator: };;;", "a;b;c"), (";", ".", False, "9", "")),
        (("{SimaPro 9}", "{CSV separator: x}", "a\tb"), ("\t", ".", False, "9", "")),
        (("", "SimaPro 7.3\tprocesses", "Project\tW00t"), ("\t", "", True, "7.3", "W00t")),
        (("SimaPro 8.0.4.30;process;Date:;26.08.2016", "Process;;"), (";", "", True, "8.0.4.30", "")),
    ],
)
def test_headers(lines: tuple[str, ...], expected: tuple[object, ...]) -> None:
    dialect, _ = opened(*lines)
    assert dialect is not None
    told = dialect.separator, dialect.decimal, dialect.old, dialect.version, dialect.project
    assert told == expected


@pytest.mark.parametrize("lines", [(), ("",), ("Joe's software",), ("Process",), ("[SimaPro]",)])
def test_no_header_of_simapro(lines: tuple[str, ...]) -> None:
    assert opened(*lines) == (None, [])


def test_rows_have_the_numbers_of_their_lines() -> None:
    _, rows = opened("{CSV separator: Semicolon}", "", " a ; b", ";;", "c")
    assert rows == [Row(3, ("a", "b")), Row(5, ("c",))]
    assert (rows[0].cell(1), rows[0].cell(7), rows[0].alone, rows[1].alone) == ("b", "", "", "c")


def test_quotes() -> None:
    _, rows = opened("{CSV separator: Semicolon}", '"a;b";c', 'd"e;f', '"unclosed;x', 'g;"h""i"')
    assert [row.cells for row in rows] == [("a;b", "c"), ('d"e', "f"), ("unclosed;x",), ("g", 'h"i')]


def test_a_cell_longer_than_the_rules_allow_is_still_divided() -> None:
    long = "x" * 200_000
    _, rows = opened("{CSV separator: Semicolon}", f'a;"{long}";b')
    assert rows[0].cells[0] == "a"
    assert rows[0].cells[-1] == "b"


def test_line_breaks_of_simapro_and_control_characters() -> None:
    _, rows = opened("{CSV separator: Semicolon}", "one\x7ftwo;\x00thr\x01ee;fo\u2028ur")
    assert rows[0].cells == ("one\ntwo", "three", "fo\u2028ur")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("µ".encode(), "µ"),
        (b"\xef\xbb\xbfx", "x"),
        (b"\xb5", "µ"),
        (b"\x80", "€"),
        (b"\xb5\x81", "µ\x81"),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    assert decode(data) == expected


@given(st.binary(max_size=300))
def test_no_bytes_are_a_traceback(data: bytes) -> None:
    dialect, rows = open_text(b"{SimaPro 9}\n{CSV separator: Semicolon}\n" + data)
    assert dialect is not None
    assert all(any(row.cells) for row in rows)
    blocks_of(rows, Notes(Location("x")))


def rows_of(*texts: str) -> list[Row]:
    return [Row(index, tuple(text.split(";"))) for index, text in enumerate(texts, 1)]


def divided(*texts: str) -> list[tuple[str, int]]:
    return [(block.name, len(block.rows)) for block in blocks_of(rows_of(*texts), Notes(Location("x")))]


def test_blocks_end_with_end_or_with_the_next_block() -> None:
    assert divided("Process", "a;b", "End", "Process", "c;d", "Units", "kg;Mass;1;kg") == [
        ("Process", 1),
        ("Process", 1),
        ("Units", 1),
    ]


def test_lists_and_sections_share_headings() -> None:
    """Within a process "Final waste flows" is a section, after its end a list of flows."""
    (first, second) = blocks_of(
        rows_of("Process", "Final waste flows", "slag;;kg;1", "End", "Final waste flows", "slag;kg;;"),
        Notes(Location("x")),
    )
    assert [row.cells for row in first.section("Final waste flows")] == [("slag", "", "kg", "1")]
    assert (second.name, len(second.rows)) == ("Final waste flows", 1)


def test_metadata_on_one_line_or_on_two() -> None:
    (block,) = blocks_of(
        rows_of(
            "Process", "lost", "Category type;material", "Process name", "steel; hot", "Comment", "one",
            "two", "Literature references", "a;b", "Status", "Products", "p;kg;1",
        ),
        Notes(Location("x")),
    )  # fmt: skip
    assert block.about == {
        "Category type": "material",
        "Process name": "steel;  hot",
        "Comment": "one\ntwo",
        "Literature references": "a; b",
        "Status": "",
    }
    assert len(block.section("Products")) == 1


def table(*rows: str, decimal: str = ".") -> tuple[Units, Notes]:
    units, notes = Units(), Notes(Location("x"))
    units.add(Block("Units", 1, rows_of(*rows)), Dialect(";", decimal, False), notes)
    return units, notes


def test_factors_between_units_of_one_quantity() -> None:
    units, notes = table(
        "kg;Mass;1;kg", "g;Mass;0.001;kg", "tn.sh;Mass;907.1848;kg", "m;Length;1;m", "p;Amount;1;p"
    )
    assert units.factor("tn.sh", "g", notes) == pytest.approx(907184.8)
    assert units.factor("g", "g", notes) == 1.0
    assert units.factor("odd", "odd", notes) == 1.0
    assert units.factor("m", "kg", notes) is None
    assert units.factor("odd", "kg", notes) is None
    assert notes.remarks == []


@pytest.mark.parametrize(
    ("row", "unit", "target", "used"),
    [
        ("g;Mass;1;kg", "g", "kg", False),
        ("kWh;Energy;1000;MJ", "kWh", "MJ", False),
        ("kcal;Energy;0.0041855;MJ", "kcal", "MJ", True),
        ("Btu;Energy;0.001055696;MJ", "Btu", "MJ", True),
        ("year;Time;31536000;s", "year", "s", True),
        ("Mtn;Mass;1000000000;kg", "Mtn", "kg", True),
    ],
)
def test_factors_are_checked_against_what_units_mean(row: str, unit: str, target: str, used: bool) -> None:
    units, notes = table(row, "kg;Mass;1;kg", "MJ;Energy;1;MJ", "s;Time;1;s")
    assert (units.factor(unit, target, notes) is not None) == used
    units.factor(unit, target, notes)
    assert [remark.finding.code for remark in notes.remarks] == ([] if used else ["B270"])


def test_what_a_table_repeats_is_no_contradiction() -> None:
    _, notes = table("g;Mass;0,001;kg", "g;Mass;0,001;kg", decimal=",")
    assert notes.remarks == []


CELLS = st.text(st.characters(categories=["L", "N"], include_characters=" -,."), min_size=1, max_size=8).map(
    str.strip
)
NAMES = st.lists(CELLS.filter(bool), min_size=1, max_size=4, unique=True)


def written(names: list[str], amounts: list[float], separator: str, word: str, decimal: str) -> str:
    def row(*cells: str) -> str:
        return separator.join(f'"{cell}"' if separator in cell else cell for cell in cells)

    def told(value: float) -> str:
        return repr(value).replace(".", decimal)

    lines = [
        "{SimaPro 9.1}",
        f"{{CSV separator: {word}}}",
        f"{{Decimal separator: {decimal}}}",
        "",
        "Process",
    ]
    lines += ["", "Process identifier", "P", "", "Products", row("made", "kg", "1", "100", "", ""), ""]
    lines += ["Materials/fuels"]
    for name, amount in zip(names, amounts, strict=False):
        lines.append(row(name, "kg", told(amount), "Lognormal", told(1.21), "0", "0"))
    return "\n".join([*lines, "", "End"])


def unplaced(reading: Reading) -> tuple[Dataset, ...]:
    return tuple(
        replace(found, exchanges=tuple(replace(e, place="") for e in found.exchanges))
        for found in reading.datasets
    )


@settings(max_examples=25, deadline=None)
@given(NAMES, st.lists(st.floats(0.001, 1000), min_size=4, max_size=4))
def test_separators_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], amounts: list[float]
) -> None:
    folder: Path = tmp_path_factory.mktemp("same")
    readings = []
    for separator, word, decimal in ((";", "Semicolon", ","), (",", "Comma", "."), ("\t", "Tab", ",")):
        path = folder / "export.csv"
        path.write_text(written(names, amounts, separator, word, decimal), encoding="utf-8")
        with open_archive(path) as archive:
            readings.append(unplaced(read(archive)))
    assert readings[0] == readings[1] == readings[2]
    assert [e.amount for e in readings[0][0].exchanges[1:]] == amounts[: len(names)]
