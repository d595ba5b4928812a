"""The shipped release, opened once; a folder of tables that a test may spoil."""

import csv
import shutil

import pytest

from lca.content import content
from lca.factors.columns import COLUMNS, SMALL_TABLES
from lca.factors.database import FactorDatabase

FACTORS = content("factors")
TABLE = "cn_mee/electricity_footprint.csv"


@pytest.fixture(scope="session")
def db() -> FactorDatabase:
    return FactorDatabase.open()


class Folder:
    """A folder of electricity footprints whose cells a test may change."""

    def __init__(self, path):
        self.path = path
        for name in SMALL_TABLES:
            shutil.copy(FACTORS / f"{name}.csv", path)
        (path / "cn_mee").mkdir()
        shutil.copy(FACTORS / TABLE, path / TABLE)
        kept = [row for row in self.rows("items.csv") if row["key"].startswith("electricity")]
        self.save("items.csv", kept)
        head = f'version = "1.0.0"\npublished = 2025-01-01\ntables = ["{TABLE}"]\n'
        (path / "release.toml").write_text(head, encoding="utf-8")

    def rows(self, name=TABLE):
        with (self.path / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def save(self, name, rows):
        columns = SMALL_TABLES.get(name.removesuffix(".csv"), COLUMNS)
        with (self.path / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, cells, row=0, name=TABLE):
        rows = self.rows(name)
        rows[row] |= cells
        self.save(name, rows)


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)
