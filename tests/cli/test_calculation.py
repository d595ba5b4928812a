"""zuji calc and zuji check, end to end on the examples."""

import json

import pytest
from rich.cells import cell_len

from lca.cli.output import write_atomically
from lca.content import content
from lca.errors import InputError
from lca.results.footprint import ConformityFinding, Footprint
from lca.results.reading import read_footprint

EXAMPLES = sorted((content("datasets") / "examples").glob("*/inventory.yaml"))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_every_example_makes_a_page_that_can_be_mailed(zuji, file, language) -> None:
    done = zuji("calc", file, "--samples", "100", "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert ("ILLUSTRATIVE" if language == "en" else "示例") in done.out


def test_json_is_the_document_and_nothing_else(zuji, example) -> None:
    done = zuji("calc", example, "--samples", "50", "--seed", "9", "--gwp", "AR5", "--format", "json")
    footprint = Footprint.from_json(done.out)
    assert done.code == 0
    assert (footprint.provenance.seed, footprint.provenance.samples) == (9, 50)
    assert footprint.provenance.gwp_set == "AR5"


def test_no_samples_no_interval(zuji, example) -> None:
    done = zuji("calc", example, "--samples", "0", "--format", "json")
    assert Footprint.from_json(done.out).uncertainty.interval is None


def test_the_rule_can_be_given_by_id_and_by_file(zuji, example) -> None:
    by_id = zuji("calc", example, "--samples", "0", "--format", "json", "--rule", "cn.aluminium.primary")
    file = content("rules") / "cn" / "aluminium-primary.yaml"
    by_file = zuji("calc", example, "--samples", "0", "--format", "json", "--rule", file)
    totals = [Footprint.from_json(done.out).total.value for done in (by_id, by_file)]
    assert totals[0] == totals[1]


def test_out_writes_json_by_its_name_and_the_table_otherwise(zuji, example, tmp_path) -> None:
    result, page = tmp_path / "result.json", tmp_path / "page.txt"
    done = zuji("calc", example, "--samples", "0", "--out", result)
    assert (done.code, done.out) == (0, "")
    assert str(result) in done.err
    assert read_footprint(result).rule.id == "cn.aluminium.primary"
    zuji("calc", example, "--samples", "0", "--out", page)
    assert "Life cycle stages" in page.read_text(encoding="utf-8")
    assert sorted(tmp_path.iterdir()) == [page, result]


def test_the_same_inputs_write_the_same_bytes(zuji, example, tmp_path) -> None:
    first, second = tmp_path / "a.json", tmp_path / "b.json"
    for file in (first, second):
        assert zuji("calc", example, "--samples", "200", "--out", file).code == 0
    assert first.read_bytes() == second.read_bytes()


def test_findings_that_block_make_exit_code_one_with_the_result(zuji, example, monkeypatch, result) -> None:
    finding = ConformityFinding(code="C999", severity="blocking", message={"en": "no", "zh": "否"})
    footprint = read_footprint(result).model_copy(update={"findings": (finding,)})
    monkeypatch.setattr("lca.calculation.calculate", lambda *_, **__: footprint)
    done = zuji("calc", example)
    assert done.code == 1
    assert "C999" in done.out
    assert "1 findings stand in the way" in done.err


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("missing.yaml",), "missing.yaml"),
        (("{example}", "--rule", "cn.aluminium.primry"), "cn.aluminium.primary"),
        (("{example}", "--rule", "no/such.yaml"), "such.yaml"),
        (("{example}", "--gwp", "AR7"), "AR6"),
        (("{example}", "--factors", "nowhere.parquet"), "nowhere.parquet"),
    ],
)
def test_wrong_input_names_place_and_remedy(zuji, example, words, part) -> None:
    done = zuji("calc", *[word.format(example=example) for word in words])
    assert done.code == 2
    assert done.out == ""
    assert part in done.err
    assert len(done.err.splitlines()) >= 2


def test_an_output_folder_that_is_missing_is_told(zuji, example, tmp_path) -> None:
    done = zuji("calc", example, "--samples", "0", "--out", tmp_path / "none" / "result.json")
    assert done.code == 2
    assert "V301" in done.err


def test_writing_leaves_the_old_file_when_it_fails(tmp_path, monkeypatch) -> None:
    file = tmp_path / "result.json"
    file.write_text("old", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(InputError, match="No space left"):
        write_atomically(file, "new")
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_writing_replaces_a_file_and_follows_a_link(tmp_path) -> None:
    file, link = tmp_path / "result.json", tmp_path / "link.json"
    file.write_text("old", encoding="utf-8")
    link.symlink_to(file)
    write_atomically(link, "足迹\n")
    assert file.read_text(encoding="utf-8") == "足迹\n"
    assert link.is_symlink()


def test_writing_refuses_what_is_no_file(tmp_path) -> None:
    with pytest.raises(InputError, match="V302"):
        write_atomically(tmp_path, "new")


def test_check_finds_nothing_in_the_example(zuji, example) -> None:
    done = zuji("check", example)
    assert done.code == 0
    assert "0 errors" in done.err


def test_check_tells_every_finding_at_once_with_its_line(zuji, example, tmp_path) -> None:
    text = example.read_text(encoding="utf-8")
    file = tmp_path / "inventory.yaml"
    file.write_text(
        text.replace("  anode_net:", "  anode_nett:").replace("  electricity:", "  elektricity:"),
        encoding="utf-8",
    )
    done = zuji("check", file, "--rule", "cn.aluminium.primary")
    assert done.code == 2
    assert done.out.count("error A") >= 4
    assert f"{file}:" in done.out
    assert "anode_net" in done.out


def test_check_as_json_is_machine_readable(zuji, tmp_path) -> None:
    file = tmp_path / "inventory.yaml"
    file.write_text("zuji: 1\n", encoding="utf-8")
    done = zuji("check", file, "--format", "json")
    assert done.code == 2
    findings = json.loads(done.out)
    assert {finding["severity"] for finding in findings} == {"error"}
    assert all(finding["location"]["file"] == str(file) for finding in findings)
