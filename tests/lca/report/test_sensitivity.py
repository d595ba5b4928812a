"""The study as text: 80 cells, both languages, bars on one scale, shares and indices in words."""

import pytest
from rich.cells import cell_len

from lca.errors import Finding, Severity
from lca.names import Names
from lca.report.sensitivity import SHOWN, render_sensitivity
from lca.sensitivity import Influence, Study

LONG = Names(
    zh="一个名称非常非常长的参数，长到一行放不下，只好截断" * 2, en="a parameter of a very long name " * 4
)


def influence(name="steel", low=8.0, high=12.0, share=0.5, **more):
    label = name if isinstance(name, Names) else Names(zh=name, en=name)
    return Influence(f"supplier:{label.en}", label, low, high, share, **more)


def study(*influences, total=10.0, samples=0, **more):
    unit = Names(zh="1 kg 产品", en="1 kg product")
    evaluations = samples * (len(influences) + 2)
    return Study(total, unit, influences, samples, evaluations, 1, **more)


def text(*given, language="en", **more):
    return render_sensitivity(study(*given, **more), language).plain


INDICES = {"first": 0.71, "first_half": 0.04, "whole": 0.75, "whole_half": 0.03}
WIDE = (
    influence(LONG, -123456.7, 9876543.2, 0.987, **INDICES),
    *(influence(f"p{n}", 9.0 - n / 10, 11.0, 0.001) for n in range(30)),
)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("given", [(), (influence(),), WIDE])
def test_no_line_is_wider_than_a_terminal(language, given):
    found = Finding("B708", dict.fromkeys(("database", "gwp_set", "seed", "samples"), "x" * 60))
    words = text(*given, language=language, total=1e6 / 3, samples=1024, findings=(found,))
    assert max(map(cell_len, words.splitlines())) <= 80


def test_total_range_and_share_stand_there():
    words = text(influence())
    assert "10.0 kg CO2e per 1 kg product" in words
    assert "8.0 to 12.0" in words
    assert "share of the variance, first order 50.0 %" in words
    assert "Sobol indices, which hold where the total is not linear: --sobol 1024." in words


def test_chinese():
    words = text(influence(**INDICES), language="zh", samples=1024)
    assert "总量取决于什么" in words
    assert "8.0 至 12.0" in words
    assert "Sobol 一阶 0.71 ± 0.04，总效应 0.75 ± 0.03" in words
    assert "3,072" in words


def test_indices_in_words_without_a_negative_zero():
    words = text(influence(**{**INDICES, "first": -0.001}), samples=1024)
    assert "Sobol first 0.00 ± 0.04, total 0.75 ± 0.03" in " ".join(words.split())
    assert "3,072 evaluations" in words


def test_nothing_uncertain():
    assert "nothing in this system is uncertain" in text()


def bar(words, name):
    line = next(line for line in words.splitlines() if line.startswith(name))
    return line[60:]


def test_bars_share_a_scale_and_show_the_total():
    """From 0 to 20 over twenty cells: the total 10 stands in the middle of each."""
    words = text(influence("wide", 0.0, 20.0), influence("small", 9.0, 10.0), influence("turned", 15.0, 5.0))
    marks = {name: bar(words, name) for name in ("wide", "small", "turned")}
    assert {line.index("┃") for line in marks.values()} == {marks["wide"].index("┃")}
    assert marks["wide"].count("━") == 19
    assert marks["small"].count("━") <= 2
    assert marks["turned"].count("━") == pytest.approx(10, abs=1)


def test_a_range_of_nothing_is_a_mark():
    assert bar(text(influence("flat", 10.0, 10.0)), "flat") == "┃"


def test_a_total_outside_of_every_range_is_still_on_the_scale():
    words = text(influence("above", 11.0, 12.0))
    assert bar(words, "above").startswith("┃")
    assert bar(words, "above").endswith("━")


def test_more_than_fit_are_counted():
    words = text(*WIDE)
    assert f"{len(WIDE) - SHOWN} more parameters" in words
    assert render_sensitivity(study(*WIDE), "en", most=40).plain.count("first order") == len(WIDE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_not_in_it_is_told_with_its_remedy(language):
    told = {"database": "db", "gwp_set": "AR6", "seed": 1, "samples": 1000}
    finding = Finding("B708", told, severity=Severity.WARNING)
    words = text(influence(), language=language, findings=(finding,))
    assert "B708" in words
    assert "zuji background solve FOLDER --samples 1000" in words
