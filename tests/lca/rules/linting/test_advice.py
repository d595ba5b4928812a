"""What advice recognises, and what it must leave alone: sources, standards, categories, words, divisors."""

import pytest

from lca.rules.linting.citing import is_number, normal_number
from lca.rules.linting.examples import FILE, examples
from lca.rules.linting.sources import is_own, is_placeholder
from lca.rules.linting.study import listed
from lca.rules.load import examine

RIGHT = examples()["R119"].right.decode()
BURNT = "burnt: coke * 0.9"
FROM_ZERO = ("range: [1.5, 3]", "range: [0, 3]")
WITHOUT_ELECTRICITY = (
    ("electricity: {hierarchy: [grid_average, contract]}\n", ""),
    ("amount: 3 kWh, factor: {item: electricity}", "amount: 3 kWh, factor: {item: heat}"),
    ("{item: electricity, supply: $supply}", "{item: heat, supply: $supply}"),
)
PRICES = (
    ("allocation: {method: mass,", "allocation: {method: economic,"),
    ("{product: metal, amount: 1 t}\n    inputs", "{product: metal, amount: 1 t, price: 9 CNY}\n    inputs"),
    ("{product: slag, amount: 0.3 t,", "{product: slag, amount: 0.3 t, price: 0 CNY,"),
)


def advised(*changes: tuple[str, str]) -> list[str]:
    text = RIGHT
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return [finding.code for finding in examine(text.encode(), FILE, advice=True)[1]]


@pytest.mark.parametrize(
    "source",
    [
        *(
            "TODO",
            "todo: find it",
            "TBD",
            "t.b.c.",
            "to be added",
            "n/a",
            "N.A.",
            "none",
            "?",
            "???",
            "-",
            "...",
            "x",
        ),
        *(
            "xxx",
            "FIXME",
            "unknown",
            "source",
            "待定",
            "待补充",
            "来源：",
            "未知",
            "TODO(name) ask the plant",
            "数据待确认",
        ),
    ],
)
def test_placeholders(source: str) -> None:
    assert is_placeholder(source)


@pytest.mark.parametrize(
    "source",
    [
        "IPCC 2006, volume 3, chapter 4, table 4.16",
        "molar masses",
        "GB/T 2589-2020",
        "The first test less 13,450 kWh x 0.5636",
        "无锡某厂2023年年报",
        "Choice of this illustrative rule where water is not metered",
        "Source: handbook of metals",
        "None of the tables has it; mean of two plants",
        "a",
    ],
)
def test_sources_that_are_some(source: str) -> None:
    assert not is_placeholder(source)


@pytest.mark.parametrize(
    "source",
    [
        *(
            "computed by zuji",
            "Calculated with Zuji 0.1",
            "result of this engine",
            "output of zuji calc",
            "zuji calc",
        ),
        *(
            "a run of zuji rules test",
            "our own engine",
            "由zuji计算",
            "本程序计算",
            "足迹引擎结果",
            "本工具得出",
        ),
    ],
)
def test_sources_that_are_this_program(source: str) -> None:
    assert is_own(source)


@pytest.mark.parametrize(
    "source",
    [
        "Spreadsheet arithmetic, tests/reference/worked_examples.py",
        "calculated by hand",
        "computed with another program",
        "手算",
    ],
)
def test_sources_from_outside(source: str) -> None:
    assert not is_own(source)


@pytest.mark.parametrize(
    "number",
    [
        *(
            "GB/T 24067-2024",
            "GB 17167-2006",
            "GB/T 44905-2024",
            "GB/Z 1-2020",
            "T/CISA 469-2024",
            "YS/T 1-2020",
        ),
        *("HJ 2.2-2018", "DB11/T 1234-2020", "GB/T 41638.1-2022", "Q/ABC 001-2023", "ISO 14067:2018"),
        *(
            "ISO/TS 14027:2017",
            "EN 15804:2012+A2:2019",
            "EN ISO 14040:2006",
            "IEC 62430:2019",
            "PAS 2050:2011",
        ),
        *("ISO 14040:2006/Amd 1:2020", "ASTM D6866-22", "(EU) 2023/1542", "Recommendation (EU) 2021/2279"),
    ],
)
def test_numbers_of_standards(number: str) -> None:
    assert is_number(number)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("GB/T24067-2024", "GB/T 24067-2024"),
        ("gb/t 24067-2024", "GB/T 24067-2024"),
        ("GB / T 24067—2024", "GB/T 24067-2024"),
        ("GB/T  24067 – 2024", "GB/T 24067-2024"),
        ("T/CISA469-2024", "T/CISA 469-2024"),
        ("GB/T 24067", None),
        ("24067-2024", None),
        ("ISO 14067", None),
        ("the national standard", None),
    ],
)
def test_numbers_that_are_written_otherwise(written: str, normal: str | None) -> None:
    assert not is_number(written)
    assert normal_number(written) == normal


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        # Formulae and symbols are the same in every language.
        ([("{zh: 渣, en: slag}", "{zh: CF4, en: CF4}")], []),
        ([("{zh: 渣, en: slag}", "{zh: HDPE, en: HDPE}")], []),
        ([("{zh: 渣, en: slag}", "{zh: slag, en: slag}")], ["R313"]),
        ([("{zh: 渣, en: slag}", "{zh: 渣, en: 渣}")], ["R313"]),
        ([("{zh: 渣, en: slag}", "{zh: 渣 slag, en: slag}")], []),
        ([("{zh: 渣, en: slag}", "{zh: LNG, en: liquefied natural gas}")], []),
        # A divisor without a range begins at zero; a condition may guard it.
        ([(BURNT, "burnt: coke * 1 t / ore")], []),
        ([("range: [1.5, 3], ", ""), (BURNT, "burnt: coke * 1 t / ore")], ["R301", "R319"]),
        ([FROM_ZERO, (BURNT, "burnt: if(ore > 0 t, coke * 1 t / ore, coke)")], []),
        # A name that stands twice counts as two, so nothing can be proven.
        ([FROM_ZERO, (BURNT, "burnt: coke * ore / (ore + ore)")], []),
        # What is not bought as electricity asks for no hierarchy; a price of zero still leaves shares.
        (WITHOUT_ELECTRICITY, []),
        (PRICES, []),
        # 3 t + 11.9 t = 14.9 t. For 15.4 t the gap of 500 kg lies within 60 + 238 + 308 = 606 kg; for 15.6 t
        # the gap of 700 kg is more than 60 + 238 + 312 = 610 kg.
        ([("total: 14.9 t ± 2 %, stages", "total: 15.4 t ± 2 %, stages")], []),
        ([("total: 14.9 t ± 2 %, stages", "total: 15.6 t ± 2 %, stages")], ["R307"]),
        ([("raw_material_acquisition: 3 t ± 2 %, production: 11.9 t", "production: 1 t")], ["R308"]),
    ],
)
def test_what_is_told_and_what_is_left_alone(changes, codes) -> None:
    assert advised(*changes) == codes


def test_long_lists_are_cut() -> None:
    assert listed("abc") == "a, b, c"
    assert listed("abcdefg") == "a, b, c, d, e … (+2)"


def test_nothing_is_advised_about_parts_that_could_not_be_read() -> None:
    assert advised(
        ("range: [200, 600]", "range: perhaps"),
        ("    label: {zh: 采矿, en: mining}\n", "    label: {zh: 采矿, en: mining}\n    lable: x\n"),
    ) == ["Y127", "Y110"]
