"""What stands in the document of a rule: all of it, in order, in both languages, and nothing invented."""

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest
from document_case import RULES, SHIPPED, letters, printed, rule

from lca.i18n import LANGUAGES, Language, catalogue
from lca.names import Names
from lca.report.document.blocks import Document, Figure, Formula, Heading, Items, Paragraph, Table
from lca.report.document.content import document
from lca.report.document.example import example
from lca.report.document.words import linear
from lca.results.requirements.catalogue import requirements_catalogue
from lca.rules.compiled import Rule
from lca.rules.schema.activity import Scalar
from lca.validation import Frozen

CHAPTERS = {
    "zh": "范围 规范性引用文件 术语和定义 量化目的 量化范围 清单分析 影响评价 结果解释 报告 声明与可比性",
    "en": "Scope|Normative references|Terms and definitions|Goal of the quantification|Scope of the "
    "quantification|Life cycle inventory analysis|Impact assessment|Interpretation of results|Report|"
    "Declaration and comparability",
}


def texts(made: Document) -> Iterator[str]:
    yield from (made.title, made.subtitle)
    for label, words in made.facts:
        yield from (label, words)
    for block in made.blocks:
        match block:
            case Heading():
                yield f"{block.number} {block.text}"
            case Paragraph():
                yield block.text
            case Items():
                yield from block.items
            case Table():
                yield from (block.caption, *block.head, *(cell for row in block.rows for cell in row))
            case Formula():
                yield from (part for one in block.where for part in (one.name, one.meaning, one.unit))
            case Figure():
                yield from (block.caption, block.alternative)


def whole(made: Document) -> str:
    return "\n".join(texts(made))


def said(part: object, language: Language) -> Iterator[str]:
    """Every name, clause and source below a part of a rule."""
    if isinstance(part, Names):
        yield part.get(language)
    elif isinstance(part, Frozen):
        for key, value in part:
            if key in ("clause", "source", "superseded_by") and isinstance(value, str):
                yield value
            elif key != "tests":
                yield from said(value, language)
    elif isinstance(part, dict):
        for value in part.values():
            yield from said(value, language)
    elif isinstance(part, tuple):
        for value in part:
            yield from said(value, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_the_chapters_are_those_of_chinese_product_standards(name: str, language: Language) -> None:
    chapters = [b for b in printed(name, language).blocks if isinstance(b, Heading) and b.level == 1]
    body = [(heading.number, heading.text) for heading in chapters if heading.number.isdigit()]
    separator = " " if language == "zh" else "|"
    wanted = CHAPTERS[language].split(separator)
    assert body == [(str(number), title) for number, title in enumerate(wanted, 1)]
    annexes = [heading.number[-1] for heading in chapters if heading.number and not heading.number.isdigit()]
    assert annexes == list("ABCDEFG")
    assert chapters[-1].text == ("参考文献" if language == "zh" else "Bibliography")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_every_name_clause_and_source_of_the_rule_is_printed(name: str, language: Language) -> None:
    found = letters(whole(printed(name, language)))
    model = rule(name).model
    assert [words for words in said(model, language) if letters(words) not in found] == []
    keys = [*model.activity_data, *model.parameters, *model.processes]
    assert [key for key in keys if letters(key) not in found] == []


@pytest.mark.parametrize("name", RULES)
def test_every_expression_is_printed_in_a_table_or_as_a_formula(name: str) -> None:
    made, compiled = printed(name, "en"), rule(name).compiled
    cells = {cell for b in made.blocks if isinstance(b, Table) for row in b.rows for cell in row}
    trees = [block.right for block in made.blocks if isinstance(block, Formula)]
    wanted = [line.amount.tree for line in compiled.lines]
    assert [linear(tree) for tree in wanted if linear(tree) not in cells and tree not in trees] == []
    assert [name for name, one in compiled.quantities.items() if one.tree not in trees] == []
    conditions = [linear(line.when.tree) for line in compiled.lines if line.when]
    assert [words for words in conditions if not any(words in cell for cell in cells)] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_formulas_are_numbered_in_order_and_explain_their_symbols(name: str, language: Language) -> None:
    made = printed(name, language)
    formulas = [block for block in made.blocks if isinstance(block, Formula)]
    assert [formula.number for formula in formulas] == [str(n) for n in range(1, len(formulas) + 1)]
    assert all(formula.where and formula.where[0].meaning for formula in formulas[:1])
    assert all(symbol.meaning for formula in formulas for symbol in formula.where)


@pytest.mark.parametrize("name", RULES)
def test_both_languages_have_the_same_shape(name: str) -> None:
    def count(block: object) -> int:
        return len(getattr(block, "rows", ()))

    def shape(made: Document) -> list[tuple[object, ...]]:
        return [
            (
                type(block),
                getattr(block, "level", 0),
                len(getattr(block, "rows", ())),
                getattr(block, "left", ""),
            )
            for block in made.blocks
        ]

    assert shape(printed(name, "zh")) == shape(printed(name, "en"))


@pytest.mark.parametrize("name", SHIPPED)
def test_chinese_words_are_chinese(name: str) -> None:
    """No head, caption or heading of the Chinese document is English alone."""
    made = printed(name, "zh")
    heads = {cell for block in made.blocks if isinstance(block, Table) for cell in block.head}
    bare = {head for head in heads if head.isascii() and not head.isdigit()}
    columns = {key for one in rule(name).compiled.tables.values() for key in one.columns}
    assert bare <= {"kg CO2e", "kg CO2e/kg"} | columns
    headings = [b.text for b in made.blocks if isinstance(b, Heading)]
    assert not any(text.isascii() for text in headings)


def test_the_catalogue_of_the_document_speaks_both_languages() -> None:
    entries = {key: entry for key, entry in catalogue().items() if key.startswith("document.")}
    assert len(entries) > 400
    assert [key for key, entry in entries.items() if not {"en", "zh"} <= entry.keys()] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_illustrative_rule_is_never_taken_for_the_standard(language: Language) -> None:
    made = printed("cn.aluminium.primary", language)
    first = made.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.emphasis
    assert "GB/T 44905-2024" in first.text
    assert ("不是" if language == "zh" else "not the text of") in first.text
    assert any(("不是" if language == "zh" else "not the text") in words for _, words in made.facts)


def without(one: Rule, **changes: object) -> Rule:
    model = one.model.model_copy(update=changes)
    return replace(one, model=model, compiled=replace(one.compiled, model=model))


@pytest.mark.parametrize(
    ("field", "empty", "note"),
    [
        ("text", None, "does not state the goal"),
        ("terms", (), "defines no terms"),
        ("standards", (), "names no standards"),
        ("allocation", (), "no hierarchy of allocation"),
        ("electricity", None, "how electricity is chosen"),
        ("data_quality", None, "no minimum for the quality"),
        ("sensitivities", {}, "demands no sensitivity cases"),
        ("comparability", (), "no conditions of comparability"),
        ("report", None, "names no list of contents"),
        ("valid", None, "states no period of validity"),
    ],
)
def test_where_the_rule_is_silent_the_chapter_says_so(field: str, empty: object, note: str) -> None:
    one = rule("everything")
    silent = document(without(one, **{field: empty}), "en", example(one))
    assert note in whole(silent)
    assert note not in whole(printed("everything", "en"))


def test_the_example_is_computed_and_compared_with_its_source() -> None:
    """1.9746 t is the number of the rule's first test, by hand in tests/reference/worked_examples.py."""
    words = whole(printed("cn.steel.bf-bof", "zh"))
    assert "1,975" in words
    assert "1.9746 t ± 0.1 %" in words
    assert "cn.mee.elec_footprint.national_avg.2024" in words


def test_a_rule_whose_tests_cannot_be_computed_says_why() -> None:
    one = rule("everything")
    test = one.model.tests[0].model_copy(update={"given": {}})
    data = {**one.document.data, "tests": [{**one.document.data["tests"][0], "given": {}}]}
    broken = replace(without(one, tests=(test,)), document=replace(one.document, data=data))
    shown = example(broken)
    assert shown.footprint is None
    words = whole(document(broken, "en", shown))
    assert "no test of this rule could be computed" in words
    assert "wood" in " ".join(finding.message("en") for finding in shown.reasons)
    untested = without(one, tests=())
    assert "this rule has no tests" in whole(document(untested, "en", example(untested)))


def test_the_demands_on_every_datum_are_in_the_table() -> None:
    model = rule("cn.aluminium.primary").model
    tables = [block for block in printed("cn.aluminium.primary", "en").blocks if isinstance(block, Table)]
    rows = {row[1]: row for table in tables for row in table.rows if len(row) > 4}
    for name, entry in model.activity_data.items():
        if isinstance(entry, Scalar) and entry.range:
            row = rows[name]
            assert entry.unit in row[2]
            assert f"{entry.range[0]:,g} to {entry.range[1]:,g}" in row[3]
    assert rows["alumina"][4] == "required"
    assert rows["bauxite"][4] == "preferred"


def test_forms_are_empty_where_a_company_writes() -> None:
    tables = [block for block in printed("cn.battery.lfp", "zh").blocks if isinstance(block, Table)]
    forms = [table for table in tables if table.caption.startswith("表B.")]
    assert len(forms) == 5
    assert [row[0] for row in forms[1].rows][:2] == ["额定能量", "电池包质量"]
    assert all(not cell for row in forms[1].rows for cell in row[3:])
    assert all(not any(row) for row in forms[3].rows)


def test_rows_of_tables_have_as_many_cells_as_the_head() -> None:
    for name in RULES:
        for language in LANGUAGES:
            for block in printed(name, language).blocks:
                if isinstance(block, Table):
                    assert {len(row) for row in block.rows} <= {len(block.head)}
                    assert len(block.widths) == len(block.head)


def test_blocks_are_frozen() -> None:
    with pytest.raises(AttributeError):
        printed("everything", "en").title = "x"  # type: ignore[misc]
    assert "listed" in {field.name for field in fields(Heading)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_annex_on_reports_holds_what_the_catalogue_demands_of_one(language: Language) -> None:
    """Each with whether its wording was read; a rule that names no list has none."""
    wanted = [one for one in requirements_catalogue() if one.report]
    tables = [block for block in printed("everything", language).blocks if isinstance(block, Table)]
    table = tables[-1]
    assert [row[:3] for row in table.rows] == [
        (one.clause or "", one.title.names.get(language), one.demand.names.get(language)) for one in wanted
    ]
    unread = "未查阅" if language == "zh" else "not read"
    assert {row[3] for row in table.rows if row[3] == unread} == {unread}
    one = rule("everything")
    silent = document(without(one, report=None), language, example(one))
    assert [b for b in silent.blocks if isinstance(b, Table)][-1].head != table.head


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_formula_yields_has_its_name(name: str, language: Language) -> None:
    """Intermediate quantities by their labels, where they are defined and where they are used."""
    made, quantities = printed(name, language), rule(name).model.quantities
    meanings = {one.meaning for block in made.blocks if isinstance(block, Formula) for one in block.where}
    for entry in quantities.values():
        assert not isinstance(entry, str)
        assert entry.label is not None
        assert entry.label.get(language) in meanings


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_column_that_names_the_rows_is_the_name(language: Language) -> None:
    """In the list of columns, in the form and in the example; its symbol stands in the list alone."""
    made = printed("cn.battery.lfp", language)
    heads = [cell for block in made.blocks if isinstance(block, Table) for cell in block.head]
    assert "name" not in heads
    assert heads.count({"zh": "名称", "en": "Name"}[language]) > 3
