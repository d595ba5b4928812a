"""Every code cell of every notebook runs, in order, in one namespace, and shows what is saved in it."""

import json
import re
from pathlib import Path

import pytest
from notebook_runner import run

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WITH_OUTPUTS = ("new_rule",)


def cells(path):
    return json.loads(path.read_text(encoding="utf-8"))["cells"]


def told(outputs):
    """What is compared: every printed word; of pictures and pages only that they are there."""
    return [
        output["text"] if output["output_type"] == "stream" else sorted(output["data"]) for output in outputs
    ]


def test_there_are_notebooks_and_the_list_names_them():
    listed = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert NOTEBOOKS
    assert all(path.name in listed for path in NOTEBOOKS)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_cells_run_and_show_what_is_saved(path, monkeypatch):
    """``python tests/reference/notebook_runner.py NOTEBOOK`` saves the outputs anew."""
    monkeypatch.chdir(ROOT)
    shown = run(path)
    assert any(shown)
    saved = [cell.get("outputs", []) for cell in cells(path)]
    if path.stem in WITH_OUTPUTS:
        assert [told(outputs) for outputs in saved] == [told(outputs) for outputs in shown]
    else:
        assert not any(saved)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_of_a_machine_is_saved(path):
    for cell in cells(path):
        assert cell.get("execution_count") is None
        for output in cell.get("outputs", []):
            words = json.dumps(output, ensure_ascii=False)
            assert not re.search(r"(?i)[\"' (](/|[a-z]:\\\\)\w+[/\\]|\d\d:\d\d:\d\d| at 0x", words)


def test_the_tutorial_speaks_both_languages():
    for cell in cells(ROOT / "notebooks" / "new_rule.ipynb"):
        if cell["cell_type"] == "markdown":
            words = "".join(cell["source"])
            assert re.search(r"[\u4e00-\u9fff]{4}", words)
            assert re.search(r"[A-Za-z]{3,} [a-z]{2,} [a-z]+", words)
