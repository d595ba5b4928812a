"""Every command and every code block of both READMEs runs, and their pictures show what the engine says."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from readme_picture import EXAMPLE, picture, words

from lca import calculate

ROOT = Path(__file__).resolve().parent.parent
READMES = {"en": "README.md", "zh": "README.zh-CN.md"}
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(name, language):
    text = (ROOT / name).read_text(encoding="utf-8")
    return [body for kind, body in FENCE.findall(text) if kind == language]


def commands(name):
    lines = [line for body in blocks(name, "sh") for line in body.splitlines()]
    return [line for line in lines if line.startswith("zuji ")]


@pytest.fixture
def clone(tmp_path):
    """A folder with what a reader of one README has beside it, to run the commands in."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("datasets", "factors", "rules"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def run(command, folder):
    program = Path(sysconfig.get_path("scripts")) / "zuji"
    words = shlex.split(command)
    return subprocess.run(
        [str(program), *words[1:]],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )


@pytest.mark.parametrize("name", READMES.values())
def test_every_command_runs(name, clone):
    found = commands(name)
    assert len(found) >= 10
    for command in found:
        done = run(command, clone)
        assert done.returncode == 0, f"{command}\n{done.stdout[-800:]}\n{done.stderr[-800:]}"
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", READMES.values())
def test_every_code_block_runs(name, clone):
    found = blocks(name, "python")
    assert len(found) >= 4
    for body in found:
        done = subprocess.run(
            [sys.executable, "-W", "error", "-c", body],
            cwd=clone,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            check=False,
        )
        assert done.returncode == 0, f"{body}\n{done.stderr}"


def test_both_readmes_give_the_same_commands_and_code():
    english, chinese = (
        [line.removesuffix(" --lang zh") for line in commands(name)] for name in READMES.values()
    )
    assert english == chinese

    def plain(name):
        return [re.sub(r"#.*", "", body) for body in blocks(name, "python")]

    assert plain("README.md") == plain("README.zh-CN.md")


def test_the_two_commands_are_those_that_the_check_script_runs():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for name in READMES.values():
        first, second = blocks(name, "sh")[:2]
        assert "pip install . && .venv/bin/zuji calc " + EXAMPLE in first
        assert "pip install -e '.[test]' && .venv/bin/pytest" in second
    assert "README.md" in script


@pytest.mark.parametrize("name", READMES.values())
def test_the_table_of_examples_tells_their_results(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = re.findall(r"`(datasets/examples/[a-z-]+)` \| `([a-z.-]+)`.*?([\d.]+) (k?g|t) CO2e", text)
    assert len(rows) == 3
    for folder, rule, number, mass in rows:
        found = calculate(ROOT / folder / "inventory.yaml", samples=0)
        assert found.rule.id == rule
        places = len(number.partition(".")[2])
        assert f"{found.total.value / (1000 if mass == 't' else 1):.{places}f}" == number


@pytest.mark.parametrize("language", READMES)
def test_the_yaml_block_is_an_entry_of_the_example(language):
    from lca.documents import read_document

    (body,) = blocks(READMES[language], "yaml")
    shown = read_document(body.encode()).data["electricity"]
    real = read_document(ROOT / EXAMPLE).data["activity_data"]["electricity"]
    assert {key: value for key, value in shown.items() if key != "source"} == {
        key: value for key, value in real.items() if key != "source"
    }


@pytest.mark.parametrize("language", READMES)
def test_the_picture_shows_what_the_command_prints(language):
    committed = (ROOT / EXAMPLE).parent / f"footprint.{language}.svg"
    shown = words(committed.read_text(encoding="utf-8"))
    assert len(shown) > 1000
    assert shown == words(picture(language)), "run python tests/reference/readme_picture.py"
