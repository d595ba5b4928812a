"""The line about machine code: on a terminal, where there is none yet, in both languages."""

import os
from pathlib import Path

import pytest

import lca.kernels
from lca.cli import compiling

SOURCE = Path(lca.kernels.__path__[0]) / "sweeping.py"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    return tmp_path


def keep(folder: Path, name: str = "sweeping.solve-39.py313.nbi", age: float = 10.0) -> None:
    """A file of the cache that was written so many seconds after the source."""
    path = folder / "kernels_0123" / name
    path.parent.mkdir()
    path.write_bytes(b"")
    written = SOURCE.stat().st_mtime + age
    os.utime(path, (written, written))


def test_an_empty_cache_holds_nothing(cache) -> None:
    assert not compiling.compiled()


@pytest.mark.parametrize(
    ("name", "age", "there"),
    [
        ("sweeping.solve-39.py313.nbi", 10.0, True),
        ("sweeping.solve-39.py313.nbi", -10.0, False),
        ("ordering.order-1.py313.nbi", 10.0, False),
    ],
)
def test_a_cache_that_is_younger_than_the_source(cache, name, age, there) -> None:
    keep(cache, name, age)
    assert compiling.compiled() is there


def test_what_numba_writes_is_what_is_looked_for() -> None:
    """Its own word for the place, of a kernel that is loaded."""
    from lca.kernels import sweeping

    known = Path(sweeping.solve.stats.cache_path)
    names = [path.name for path in known.glob("sweeping.solve-*.nbi")]
    assert not names or compiling.compiled()


@pytest.mark.parametrize(("language", "word"), [("en", "machine code"), ("zh", "机器码")])
def test_the_line(cache, capsys, monkeypatch, language, word) -> None:
    compiling.tell_first_use(language)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    compiling.tell_first_use(language)
    told = capsys.readouterr()
    assert word in told.err
    assert told.out == ""
    keep(cache)
    compiling.tell_first_use(language)
    assert capsys.readouterr().err == ""
