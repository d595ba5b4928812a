"""Numbers of headings, tables, figures and formulas, and of what refers to them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from lca.report.document.blocks import Figure, Formula, Heading, Paragraph, Table
from lca.report.document.draft import Lead, Title, numbered
from lca.rules.expression import tree

TABLE = Table("cells", ("a",), (("b",),))
FIGURE = Figure("<svg/>", "drawing", "words")


def formula(number: int) -> Formula:
    return Formula("x", tree.Name("y"), str(number))


def test_chapters_sections_and_annexes_are_numbered_as_standards_number_them() -> None:
    drafts = [
        Title("Foreword", plain=True),
        Title("One"),
        Title("Two"),
        Title("first", 2),
        Title("deep", 3),
        Title("second", 2),
        Title("Extra", annex="normative"),
        Title("in it", 2),
        Title("More", annex="informative"),
        Title("in that", 2),
        Title("Sources", plain=True),
    ]
    headings = [block for block in numbered(drafts, "zh") if isinstance(block, Heading)]
    assert [heading.number for heading in headings] == [
        "",
        "1",
        "2",
        "2.1",
        "2.1.1",
        "2.2",
        "附录A",
        "A.1",
        "附录B",
        "B.1",
        "",
    ]
    assert headings[6].text == "（规范性）Extra"
    assert headings[8].text == "（资料性）More"


def test_tables_count_through_the_body_and_anew_in_each_annex() -> None:
    drafts = [
        TABLE,
        FIGURE,
        TABLE,
        Title("A", annex="normative"),
        TABLE,
        Title("B", annex="normative"),
        FIGURE,
    ]
    captions = [b.caption for b in numbered(drafts, "en") if isinstance(b, Table | Figure)]
    assert captions == [
        "Table 1. cells",
        "Figure 1. drawing",
        "Table 2. cells",
        "Table A.1. cells",
        "Figure B.1. drawing",
    ]


def test_a_sentence_names_the_table_or_the_formulas_that_follow_it() -> None:
    drafts = [
        TABLE,
        Lead("collection.lead", "table"),
        TABLE,
        Lead("quantities.lead", "formula"),
        formula(4),
        Lead("quantities.lead", "formula"),
        formula(5),
        formula(6),
        Lead("quantities.lead", "formula"),
        formula(7),
        formula(8),
        formula(9),
        Paragraph("end"),
        formula(10),
    ]
    words = [block.text for block in numbered(drafts, "zh") if isinstance(block, Paragraph)]
    assert "表2" in words[0]
    assert words[1:4] == [
        "中间量按式（4）计算。",
        "中间量按式（5）和式（6）计算。",
        "中间量按式（7）至式（9）计算。",
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 3), min_size=1, max_size=30))
def test_numbers_of_headings_are_unique_and_rise(levels: list[int]) -> None:
    tamed = [1] + [min(level, before + 1) for before, level in zip([1, *levels], levels, strict=False)]
    steady = [tamed[0]]
    for level in tamed[1:]:
        steady.append(min(level, steady[-1] + 1))
    blocks = numbered([Title("t", level) for level in steady], "en")
    numbers = [tuple(map(int, b.number.split("."))) for b in blocks if isinstance(b, Heading)]
    assert numbers == sorted(set(numbers))
    assert [len(number) for number in numbers] == steady
