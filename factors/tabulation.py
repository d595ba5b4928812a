"""What every tabulation script uses: reading source tables, and rows with the defaults of the schema."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ITEMS: dict[str, Any] = json.loads((HERE / "item_keys.json").read_text(encoding="utf-8"))
SECOND_COPY = "equal to an independent second copy"
STATUS = (
    ("unverified", "unverified"),
    ("derived", "derived"),
    ("gas parts", "consistent"),
    ("equal to", "second_copy"),
    ("CO2 equal to", "second_copy"),
)

Row = dict[str, str]


def read(folder: Path, name: str) -> list[Row]:
    """Give the rows of one source table."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Iterable[str], rows: Iterable[Row]) -> None:
    """One table: UTF-8, LF, columns in the order of the schema."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def factor(**cells: str) -> Row:
    """Give a factor row with the defaults of the schema."""
    defaults = {"revision": "1", "preference": "0", "carbon": "not_stated", "numerator": "kg CO2e"}
    return defaults | {"status": status(cells.get("verification", ""))} | cells


def status(verification: str) -> str:
    """Give the word for how a number was checked; empty: it was not."""
    return next((word for start, word in STATUS if verification.startswith(start)), "")


def slug(text: str) -> str:
    """Give a deterministic key segment: lower case, digits, underscores."""
    words = text.lower().replace("+", " plus ").replace(">", " over ").replace("%", " percent ")
    return re.sub(r"[^a-z0-9]+", "_", words).strip("_")


def pairs(values: Iterable[tuple[str, str]]) -> str:
    """``co2=1.5; ch4=0.1`` of the values that are given."""
    return "; ".join(f"{key}={value}" for key, value in values if value)


def shifted(text: str, places: int) -> str:
    """Give the decimal with its point moved by ``places``, exact."""
    return format(Decimal(text).scaleb(places), "f")


def dated(row: Row) -> Row:
    """Geography and dates, which several source tables name alike."""
    keys = ("geography", "reference_year", "valid_from", "valid_to", "superseded_by")
    return {key: row[key] for key in keys} | {"published": row["published_on"]}
