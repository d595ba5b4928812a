"""zuji rules new and zuji rules schema as somebody at a terminal meets them."""

import io
import json

import jsonschema
import pytest
from rich.cells import cell_len

from lca.cli import rule_new
from lca.documents import read_document
from lca.rules.schema.editor import rule_schema

WORDS = (
    "--title-zh",
    "生石灰",
    "--title-en",
    "Burnt lime",
    "--product-zh",
    "生石灰",
    "--product-en",
    "burnt lime",
)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch):
    """Somebody sits at the terminal and answers so."""

    def give(*lines: str) -> None:
        monkeypatch.setattr(rule_new, "_on_terminal", lambda: True)
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))

    return give


def test_a_new_rule_is_printed(zuji) -> None:
    done = zuji("rules", "new", "cn.lime.burnt", *WORDS, "--extends", "cn.gbt24067")
    assert (done.code, done.err) == (0, "")
    data = read_document(done.out.encode()).data
    assert (data["id"], data["title"], data["extends"]) == (
        "cn.lime.burnt",
        {"zh": "生石灰", "en": "Burnt lime"},
        "cn.gbt24067",
    )
    assert list(data["processes"]) == ["production"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_new_rule_is_written_and_what_is_open_is_counted(zuji, tmp_path, language) -> None:
    file = tmp_path / "lime.yaml"
    done = zuji("rules", "new", "cn.lime.burnt", *WORDS, "--out", file, "--lang", language)
    assert (done.code, done.out) == (0, "")
    assert str(file) in done.err
    assert (
        "0 errors, 6 warnings, 1 notes" if language == "en" else "0 项错误，6 项警告，1 项提示"
    ) in done.err
    assert f"zuji rules schema --out {tmp_path / 'rule.schema.json'}" in done.err
    found = zuji("rules", "lint", file, "--lang", language)
    assert found.code == 0
    assert zuji("rules", "lint", file, "--strict").code == 1


def test_the_schema_stands_where_the_rule_says(zuji, tmp_path) -> None:
    place = tmp_path / "rule.schema.json"
    done = zuji("rules", "schema", "--out", place)
    assert (done.code, done.out) == (0, "")
    assert json.loads(place.read_text(encoding="utf-8")) == rule_schema()
    file = tmp_path / "lime.yaml"
    told = zuji("rules", "new", "cn.lime.burnt", "--out", file).err
    assert "zuji rules schema" not in told
    first = file.read_text(encoding="utf-8").splitlines()[0]
    assert (tmp_path / first.rpartition("$schema=")[2]).samefile(place)


@pytest.mark.parametrize("language", ["en", "zh", "both"])
def test_the_schema_is_printed_in_a_language(zuji, language) -> None:
    done = zuji("rules", "schema", "--lang", language)
    assert (done.code, done.err) == (0, "")
    schema = json.loads(done.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == rule_schema(language)
    title = schema["properties"]["boundary"]["title"]
    assert title == ("系统边界" if language == "zh" else "System boundary")


def test_the_schema_cannot_be_written_nowhere(zuji, tmp_path) -> None:
    done = zuji("rules", "schema", "--out", tmp_path / "none" / "x.json")
    assert done.code == 2
    assert "V301" in done.err


def test_a_file_that_is_there_stays(zuji, tmp_path) -> None:
    file = tmp_path / "lime.yaml"
    file.write_text("hours of work", encoding="utf-8")
    done = zuji("rules", "new", "cn.lime.burnt", "--out", file)
    assert done.code == 2
    assert f"{file}: error R383" in done.err
    assert file.read_text(encoding="utf-8") == "hours of work"


@pytest.mark.parametrize(
    ("words", "code", "near"),
    [
        (("cn.Lime",), "R381", "cn.lime"),
        (("cn.lime", "--unit", "1 tonn"), "U101", "tonne"),
        (("cn.lime", "--extends", "cn.gbt2406"), "R190", "cn.gbt24067"),
    ],
)
def test_what_is_wrong_is_told_with_candidates(zuji, tmp_path, words, code, near) -> None:
    for language in ("en", "zh"):
        done = zuji("rules", "new", *words, "--out", tmp_path / "new.yaml", "--lang", language)
        assert (done.code, done.out) == (2, "")
        assert code in done.err
        assert near in done.err
    assert list(tmp_path.iterdir()) == []


def test_what_the_flags_leave_out_is_asked_for(zuji, tmp_path, answers) -> None:
    answers(
        "material", "生石灰", "", "生石灰", "burnt lime", "2 t", "", "coal: kg/t = fuel coal.bituminous", ""
    )
    file = tmp_path / "lime.yaml"
    done = zuji("rules", "new", "cn.lime.burnt", "--out", file)
    assert (done.code, done.out) == (0, "")
    data = read_document(file).data
    assert data["title"] == {"zh": "生石灰", "en": "TODO: title of the rule"}
    assert data["unit"]["amount"] == "2 t"
    assert data["extends"] == "cn.gbt24067"
    assert list(data["activity_data"]) == ["coal"]


def test_questions_are_in_the_language_and_only_what_is_missing(zuji, tmp_path, answers) -> None:
    answers("sector", "-")
    file = tmp_path / "metals.yaml"
    words = ("--title-zh", "金属", "--title-en", "metals", "--lang", "zh")
    done = zuji("rules", "new", "cn.metals", "--out", file, *words)
    assert done.code == 0
    assert "模板" in done.err
    assert "中文标题" not in done.err
    data = read_document(file).data
    assert data["level"] == "sector"
    assert "extends" not in data


def test_an_answer_that_cannot_be_met_is_refused(zuji, tmp_path, answers) -> None:
    answers("material", "", "", "", "", "1 tonn", "-", "")
    done = zuji("rules", "new", "cn.lime", "--out", tmp_path / "lime.yaml")
    assert done.code == 2
    assert "U101" in done.err
    assert list(tmp_path.iterdir()) == []


def test_somebody_who_leaves_writes_nothing(zuji, tmp_path, answers) -> None:
    answers("material", "生石灰")
    done = zuji("rules", "new", "cn.lime", "--out", tmp_path / "lime.yaml")
    assert done.code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_id_is_told_before_anything_is_asked(zuji, answers) -> None:
    answers()
    done = zuji("rules", "new", "cn.battery.lfp")
    assert done.code == 2
    assert "R382" in done.err
    assert "Title" not in done.err


@pytest.mark.parametrize("command", ["new", "schema"])
def test_the_help_fits_the_screen(zuji, command, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = zuji("rules", command, "--help")
    assert done.code == 0
    assert max(map(cell_len, done.out.splitlines())) <= 80
