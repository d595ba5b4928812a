"""zuji rules diff: what is printed, in which form, and the exit code that a build can rest on."""

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from lca.content import content

KILN = Path(__file__).parents[1] / "lca" / "rule_diff" / "kiln.yaml"
ALUMINIUM = content("rules") / "cn" / "aluminium-primary.yaml"


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """The kiln with more gas from the quarry, as version 1.0.1, which is too small."""
    file = tmp_path / "later.yaml"
    text = KILN.read_text(encoding="utf-8")
    file.write_text(
        text.replace("amount: 10 kg", "amount: 12 kg").replace("version: 1.0.0", "version: 1.0.1"),
        encoding="utf-8",
    )
    return file


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_version_that_is_too_small_fails(zuji, later, language) -> None:
    done = zuji("rules", "diff", KILN, later, "--lang", language)
    assert done.code == 1
    assert "R370" in done.out
    assert "+4.0" in done.out
    assert ("quarry" if language == "en" else "采石") in done.out
    assert max(map(cell_len, done.out.splitlines())) <= 80


def test_a_version_that_is_enough_passes(zuji, later) -> None:
    later.write_text(later.read_text(encoding="utf-8").replace("1.0.1", "2.0.0"), encoding="utf-8")
    assert zuji("rules", "diff", KILN, later).code == 0


def test_json_is_for_programs(zuji, later) -> None:
    first, second = (zuji("rules", "diff", KILN, later, "--format", "json").out for _ in range(2))
    assert first == second
    found = json.loads(first)
    assert (found["impact"], found["proposed"], found["too_small"]) == ("breaking", "2.0.0", True)
    categories = [change["category"] for change in found["changes"]]
    assert categories == ["processes.lines.amount"]
    (product,) = found["reference_products"]
    assert product["difference"]["total"] == pytest.approx(4.0)
    assert product["parts"][0]["changes"] == [1]
    assert product["parts"][0]["stages"]["raw_material_acquisition"] == pytest.approx(4.0)
    assert set(found["changes"][0]["words"]) == {"zh", "en"}


def test_the_form_follows_the_name_of_the_file(zuji, later, tmp_path) -> None:
    page, data = tmp_path / "diff.md", tmp_path / "diff.json"
    assert zuji("rules", "diff", KILN, later, "--out", page).code == 1
    assert page.read_text(encoding="utf-8").startswith("# test.kiln 1.0.0 → 1.0.1\n")
    assert zuji("rules", "diff", KILN, later, "--out", data).code == 1
    assert json.loads(data.read_text(encoding="utf-8"))["new"]["version"] == "1.0.1"


def test_ids_and_files(zuji) -> None:
    """A rule by its id against its file is no change at all."""
    done = zuji("rules", "diff", "cn.aluminium.primary", ALUMINIUM, "--format", "json")
    assert (done.code, json.loads(done.out)["changes"]) == (0, [])


def test_what_is_wrong_is_told_with_its_place(zuji, later) -> None:
    assert zuji("rules", "diff", "cn.nothing", later).code == 2
    done = zuji("rules", "diff", "cn.gbt24067", later)
    assert done.code == 2
    assert "R372" in done.out + done.err
    later.write_text("zuji: 1\n", encoding="utf-8")
    done = zuji("rules", "diff", KILN, later)
    assert done.code == 2
    assert "later.yaml" in done.out + done.err
