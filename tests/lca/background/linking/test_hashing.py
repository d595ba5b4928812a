"""The hash of a content: everything counts, and only that."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from lca.background.linking.hashing import content_hash


@pytest.fixture
def background(make):
    make.dataset("a", make.makes("x"), make.gives("co2", 2.0), make.uses("missing"))
    return make.link().background


def hashed(background, **changed) -> str:
    told = {
        "name": background.name,
        "tables": {name: getattr(background, name) for name in ("processes", "flows", "unlinked")},
        "matrices": {name: getattr(background, name) for name in ("technosphere", "interventions")},
        "methods": background.methods,
    }
    return content_hash(*(told | changed).values())


def test_it_is_that_of_the_database(background) -> None:
    assert hashed(background) == background.sha256
    assert len(background.sha256) == 64


def test_the_name_counts(background) -> None:
    assert hashed(background, name="other") != background.sha256


@pytest.mark.parametrize("column", ["amount", "row", "code", "key", "loc"])
def test_every_column_of_a_matrix_counts(background, column) -> None:
    old = getattr(background.interventions, column)
    changed = replace(background.interventions, **{column: (np.nan_to_num(old) + 1).astype(old.dtype)})
    matrices = {"technosphere": background.technosphere, "interventions": changed}
    assert hashed(background, matrices=matrices) != background.sha256


def tables(background, name: str, column: str, value) -> dict[str, pa.Table]:
    table = getattr(background, name)
    field = table.schema.field(column)
    values = pa.array([value] * len(table), field.type)
    changed = table.set_column(table.schema.get_field_index(column), field, values)
    return {one: getattr(background, one) for one in ("processes", "flows", "unlinked")} | {name: changed}


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("processes", "name", "other"),
        ("processes", "amount", 3.0),
        ("flows", "compartment", ["air", "high"]),
        ("flows", "compartment", ["air/high"]),
        ("unlinked", "amount", 0.0),
        ("unlinked", "amount", None),
    ],
)
def test_every_cell_of_a_table_counts(background, table, column, value) -> None:
    assert hashed(background, tables=tables(background, table, column, value)) != background.sha256


def test_a_missing_number_is_not_zero(background) -> None:
    zero = hashed(background, tables=tables(background, "unlinked", "amount", 0.0))
    none = hashed(background, tables=tables(background, "unlinked", "amount", None))
    assert zero != none


def test_texts_cannot_run_into_each_other() -> None:
    one = content_hash("n", {"t": pa.table({"a": ["ab", "c"]})}, {}, {})
    other = content_hash("n", {"t": pa.table({"a": ["a", "bc"]})}, {}, {})
    assert one != other


def test_methods_count(background) -> None:
    assert hashed(background, methods={"own": np.array([1.0])}) != background.sha256


def test_pieces_of_a_column_do_not(background) -> None:
    pieces = pa.concat_tables([background.processes.slice(0, 1), background.processes.slice(1)])
    named = {name: getattr(background, name) for name in ("flows", "unlinked")}
    assert hashed(background, tables={"processes": pieces} | named) == background.sha256
