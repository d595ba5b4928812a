"""Columns to Arrow files and back: bit for bit, without a copy."""

from dataclasses import fields

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lca.background.database import Exchanges
from lca.background.store.arrow import exchange_table, exchanges_of, load, method_table, methods_of, save

TYPES = {"row": np.int32, "column": np.int32, "code": np.uint8, "key": np.uint64}
numbers = st.floats(allow_nan=True, allow_infinity=True)


@st.composite
def columns(draw) -> Exchanges:
    size = draw(st.integers(0, 6))

    def array(name: str) -> np.ndarray:
        if name == "key":
            values = draw(st.lists(st.integers(0, 2**64 - 1), min_size=2 * size, max_size=2 * size))
            return np.array(values, dtype=np.uint64).reshape(-1, 2)
        kind = TYPES.get(name)
        whole = st.integers(0, 200) if kind is not None else numbers
        return np.array(draw(st.lists(whole, min_size=size, max_size=size)), dtype=kind or np.float64)

    return Exchanges(**{one.name: array(one.name) for one in fields(Exchanges)})


@given(columns())
@settings(max_examples=60, deadline=None)
def test_there_and_back_changes_no_bit(tmp_path_factory, exchanges) -> None:
    path = tmp_path_factory.mktemp("columns") / "x.arrow"
    save(exchange_table(exchanges), path)
    back = exchanges_of(load(path))
    for one in fields(Exchanges):
        old, new = getattr(exchanges, one.name), getattr(back, one.name)
        assert new.dtype == old.dtype
        assert new.shape == old.shape
        assert new.tobytes() == old.tobytes()
        assert not new.flags.writeable


def test_a_table_in_pieces_is_written_as_one(tmp_path) -> None:
    table = pa.concat_tables([pa.table({"a": [1.0]}), pa.table({"a": [2.0]})])
    save(table, tmp_path / "x.arrow")
    assert load(tmp_path / "x.arrow").column("a").num_chunks == 1


def test_metadata_of_a_table_does_not_show_in_the_bytes(tmp_path) -> None:
    plain = pa.table({"a": [1.0]})
    save(plain, tmp_path / "one.arrow")
    save(plain.replace_schema_metadata({"made": "today"}), tmp_path / "two.arrow")
    assert (tmp_path / "one.arrow").read_bytes() == (tmp_path / "two.arrow").read_bytes()


@pytest.mark.parametrize(
    ("column", "wrong"),
    [
        ("row", pa.array([0], pa.int64())),
        ("code", pa.array([0], pa.int32())),
        ("amount", pa.array([0], pa.float32())),
        ("key", pa.array([[0, 0]], pa.list_(pa.uint64()))),
        ("key", pa.array([[0, 0, 0]], pa.list_(pa.uint64(), 3))),
    ],
)
def test_a_column_of_another_type_is_refused(column, wrong) -> None:
    values = {one.name: np.zeros(1, TYPES.get(one.name, np.float64)) for one in fields(Exchanges)}
    table = exchange_table(Exchanges(**values | {"key": np.zeros((1, 2), np.uint64)}))
    table = table.set_column(table.schema.get_field_index(column), column, wrong)
    with pytest.raises(TypeError, match=column):
        exchanges_of(table)


def test_methods_keep_their_names_and_what_they_do_not_say(tmp_path) -> None:
    methods = {"IPCC 2013 · 100a": np.array([1.0, np.nan]), "方法": np.array([0.0, 2.0])}
    save(method_table(methods), tmp_path / "m.arrow")
    back = methods_of(load(tmp_path / "m.arrow"))
    assert list(back) == list(methods)
    assert all(np.array_equal(back[name], methods[name], equal_nan=True) for name in methods)
    assert not back["方法"].flags.writeable


def test_no_methods_are_none(tmp_path) -> None:
    save(method_table({}), tmp_path / "m.arrow")
    assert methods_of(load(tmp_path / "m.arrow")) == {}
