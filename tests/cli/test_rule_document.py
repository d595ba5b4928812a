"""zuji rules render: a file of each format, and what is refused."""

import io
import zipfile

import pytest
from document_case import EVERYTHING

from lca.cli.rule_document import SUFFIXES
from lca.content import content
from lca.report.document import extra

ALUMINIUM = "cn.aluminium.primary"
FIRST_BYTES = {"html": b"<!DOCTYPE html>", "docx": b"PK", "pdf": b"%PDF-", "md": b"# "}


@pytest.mark.parametrize("kind", FIRST_BYTES)
def test_a_file_of_each_format_is_written(zuji, tmp_path, kind) -> None:
    out = tmp_path / f"rule.{kind}"
    done = zuji("rules", "render", EVERYTHING, "--lang", "zh", "--out", out)
    assert done.code == 0, done.err
    assert out.read_bytes().startswith(FIRST_BYTES[kind])
    assert f"已写出：{out}" in done.err


def test_the_format_may_differ_from_the_name(zuji, tmp_path) -> None:
    out = tmp_path / "rule.txt"
    assert zuji("rules", "render", EVERYTHING, "--to", "html", "--out", out).code == 0
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")
    assert set(SUFFIXES) == {".html", ".htm", ".docx", ".pdf", ".md", ".markdown"}


def test_without_a_file_markdown_is_printed_in_the_language_of_the_environment(zuji, monkeypatch) -> None:
    assert "## 1 Scope" in zuji("rules", "render", ALUMINIUM).out
    monkeypatch.setenv("ZUJI_LANG", "zh")
    done = zuji("rules", "render", ALUMINIUM)
    assert "## 1 范围" in done.out
    assert done.err == ""


def test_both_languages_stand_in_one_file_chinese_first(zuji, tmp_path) -> None:
    out = tmp_path / "rule.md"
    done = zuji("rules", "render", ALUMINIUM, "--lang", "both", "--out", out)
    words = out.read_text(encoding="utf-8")
    assert words.index("## 1 范围") < words.index("## 1 Scope")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rule.en.2.svg", "rule.md", "rule.zh.1.svg"]
    assert done.err.count("written: ") == 3


def test_a_file_that_is_there_is_replaced_whole(zuji, tmp_path) -> None:
    out = tmp_path / "rule.html"
    out.write_text("old " * 100_000, encoding="utf-8")
    zuji("rules", "render", EVERYTHING, "--out", out)
    first = out.read_bytes()
    zuji("rules", "render", EVERYTHING, "--out", out)
    assert out.read_bytes() == first
    assert b"old old" not in first


def test_a_name_that_tells_no_format_is_refused(zuji, tmp_path) -> None:
    done = zuji("rules", "render", ALUMINIUM, "--out", tmp_path / "rule.odt")
    assert done.code == 2
    assert "V362" in done.err
    assert "--to" in done.err
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_or_language_is_refused(zuji) -> None:
    assert zuji("rules", "render", ALUMINIUM, "--to", "odt").code == 2
    assert zuji("rules", "render", ALUMINIUM, "--lang", "fr").code == 2


def test_a_folder_that_is_not_there_is_told(zuji, tmp_path) -> None:
    done = zuji("rules", "render", EVERYTHING, "--out", tmp_path / "nowhere" / "rule.html")
    assert done.code == 2
    assert "V301" in done.err


def test_bytes_are_not_poured_onto_a_terminal(zuji, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    done = zuji("rules", "render", EVERYTHING, "--to", "docx", "--lang", "zh")
    assert done.code == 2
    assert "V361" in done.err
    assert "DOCX" in done.err


def test_bytes_go_into_a_pipe(capfdbinary) -> None:
    from lca.cli.main import run

    assert run(["rules", "render", str(EVERYTHING), "--to", "docx"]) == 0
    with zipfile.ZipFile(io.BytesIO(capfdbinary.readouterr().out)) as archive:
        assert "word/document.xml" in archive.namelist()


def test_a_rule_with_errors_is_not_printed(zuji, tmp_path) -> None:
    source = (content("rules") / "cn" / "battery-lfp.yaml").read_text(encoding="utf-8")
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(source.replace("amount: capacity", "amount: capacitty", 1), encoding="utf-8")
    done = zuji("rules", "render", wrong, "--out", tmp_path / "rule.html")
    assert done.code == 2
    assert f"{wrong}:" in done.err
    assert "capacity" in done.err
    assert not (tmp_path / "rule.html").exists()


def test_a_general_rule_sends_to_those_that_extend_it(zuji) -> None:
    done = zuji("rules", "render", "cn.gbt24067", "--lang", "zh")
    assert done.code == 2
    assert "R208" in done.err


def test_an_unknown_rule_gets_candidates(zuji) -> None:
    done = zuji("rules", "render", "cn.aluminum.primary")
    assert done.code == 2
    assert ALUMINIUM in done.err


def test_a_library_that_is_missing_is_named_with_its_extra(zuji, monkeypatch, tmp_path) -> None:
    def missing(module: str) -> None:
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)

    monkeypatch.setattr(extra, "import_module", missing)
    done = zuji("rules", "render", EVERYTHING, "--out", tmp_path / "rule.docx")
    assert done.code == 2
    assert "V360" in done.err
    assert "docx" in done.err
    assert "zuji[document]" in done.err
