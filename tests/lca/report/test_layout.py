"""Lines in terminal cells."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from lca.report.layout import bars, clip, labelled, left, right, wrap

WORDS = st.text(alphabet="ab ./_-，。（）电碳足迹x9", max_size=200)


@given(WORDS, st.integers(6, 80))
@settings(max_examples=200)
def test_wrapping_keeps_the_width_and_loses_no_word(words: str, width: int) -> None:
    lines = wrap(words, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(words.split())


@given(WORDS, st.integers(1, 80))
@settings(max_examples=200)
def test_padding_gives_the_exact_width(words: str, width: int) -> None:
    assert cell_len(left(words, width)) == width
    assert cell_len(right(words, width)) == width
    assert cell_len(clip(words, width)) <= width


def test_chinese_breaks_between_characters_and_not_before_a_full_stop() -> None:
    assert wrap("国家电力平均碳足迹。因子", 18) == ["国家电力平均碳足", "迹。因子"]


def test_a_long_path_breaks_after_a_mark() -> None:
    assert wrap("production.electrolysis.electricity", 26) == ["production.electrolysis.", "electricity"]


def test_a_label_stands_before_the_first_line_only() -> None:
    first, second = labelled("Rule", "one two", 12, 8)
    assert first.plain == "Rule    one"
    assert second.plain == "        two"


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=8), st.integers(8, 40))
@settings(max_examples=200)
def test_bars_share_one_scale(values: list[float], width: int) -> None:
    drawn = bars(values, width)
    assert all(cell_len(bar) == width for bar in drawn)
    for value, bar in zip(values, drawn, strict=True):
        assert (bar.strip() == "") == (value == 0)
        assert value >= 0 or not set(bar) & set("█▏▎▍▌▋▊▉")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([8, 4, 0], ["████████", "████    ", "        "]),
        ([6, -2], ["  ██████", "░░      "]),
        ([-4, -2], ["░░░░░░░░", "    ░░░░"]),
        ([0, 0], ["        ", "        "]),
    ],
)
def test_negative_bars_reach_left_of_the_zero(values: list[float], expected: list[str]) -> None:
    assert bars(values, 8) == expected
