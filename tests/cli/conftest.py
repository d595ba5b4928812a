"""The command as its users run it, inside this process."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from lca.cli.main import run
from lca.content import content

EXAMPLE = content("datasets") / "examples" / "primary-aluminium" / "inventory.yaml"


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Zuji = Callable[..., Outcome]


@pytest.fixture
def zuji(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zuji:
    for name in ("ZUJI_LANG", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def command(*words: object) -> Outcome:
        code = run([str(word) for word in words])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return command


@pytest.fixture(scope="session")
def example() -> Path:
    return EXAMPLE


@pytest.fixture(scope="session")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("result") / "result.json"
    assert run(["calc", str(EXAMPLE), "--samples", "200", "--out", str(file)]) == 0
    return file
