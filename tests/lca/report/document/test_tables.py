"""Columns of tables on paper."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lca.report.document.blocks import Table
from lca.report.document.tables import BREAK, HELD, broken, widths


def test_long_words_may_break_after_marks() -> None:
    assert broken("freight.road.all_hgvs") == BREAK.join(("freight.", "road.", "all_", "hgvs"))


def test_a_hash_may_break_anywhere() -> None:
    assert broken("a" * 30) == BREAK.join(("a" * 12, "a" * 12, "a" * 6))


def test_short_words_and_chinese_stay() -> None:
    assert broken("short.word") == "short.word"
    assert (
        broken("很长的中文文字不需要断开标记很长的中文文字") == "很长的中文文字不需要断开标记很长的中文文字"
    )


@given(st.text())
def test_nothing_else_changes(words: str) -> None:
    plain = words.replace(BREAK, "").replace(HELD, " ")
    assert broken(words).replace(BREAK, "").replace(HELD, " ") == plain


def test_a_number_keeps_its_unit() -> None:
    assert broken("scrap × 1 t") == f"scrap × 1{HELD}t"


def test_columns_by_their_words() -> None:
    first, second = widths(Table("t", ("a", "b"), (("x", "a long text of many words"),)))
    assert first < second
    assert widths(Table("t", ("a", "b"), (), (1.0, 2.0))) == (1.0, 2.0)
    assert len(widths(Table("t", ("a", "b"), ()))) == 2
