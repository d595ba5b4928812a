"""Progress bars: only on a terminal, only for what takes long, and gone at the end."""

import io
import sys
import time

import pytest

from lca.cli import background_progress
from lca.cli.background_progress import pace, progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Makes standard error a terminal; to be called in the test, for pytest sets it anew before."""

    def made() -> Terminal:
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "80")
        return screen

    return made


def test_a_file_gets_no_bar(monkeypatch) -> None:
    out = io.StringIO()
    monkeypatch.setattr(sys, "stderr", out)
    monkeypatch.setattr(background_progress, "PATIENCE", 0.0)
    with progress("en") as tell:
        tell("read", 1, 2)
        time.sleep(0.05)
    assert out.getvalue() == ""


def test_what_is_quick_gets_no_bar(terminal) -> None:
    screen = terminal()
    with progress("en") as tell:
        tell("read", 1, 2)
    assert "reading" not in screen.getvalue()


@pytest.mark.parametrize(("language", "word"), [("en", "linking"), ("zh", "链接")])
def test_what_takes_long_gets_one_with_its_pace(terminal, monkeypatch, language, word) -> None:
    screen = terminal()
    monkeypatch.setattr(background_progress, "PATIENCE", 0.0)
    with progress(language) as tell:
        tell("read", 0, 0)
        time.sleep(0.15)
        tell("link", 50, 100)
        time.sleep(0.3)
    shown = screen.getvalue()
    assert word in shown
    assert "50/100" in shown


def test_an_error_takes_the_bar_away(terminal, monkeypatch) -> None:
    screen = terminal()
    monkeypatch.setattr(background_progress, "PATIENCE", 0.0)

    def fail() -> None:
        with progress("en") as tell:
            tell("read", 0, 0)
            time.sleep(0.15)
            raise KeyError("lost")

    with pytest.raises(KeyError, match="lost"):
        fail()
    before = screen.getvalue()
    time.sleep(0.2)
    assert screen.getvalue() == before


def test_a_stage_without_a_name_shows_its_key(terminal, monkeypatch) -> None:
    screen = terminal()
    monkeypatch.setattr(background_progress, "PATIENCE", 0.0)
    with progress("en") as tell:
        tell("polishing", 0, 0)
        time.sleep(0.2)
    assert "polishing" in screen.getvalue()


@pytest.mark.parametrize(
    ("done", "whole", "seconds", "words"),
    [
        (0, None, 3.2, "0:03"),
        (0, 100, 61, "1:01"),
        (0, 100, 0, "0:00"),
        (1200, 3000, 3.0, "1,200/3,000  400/s  -0:04"),
        (1, 3601, 1.0, "1/3,601  1/s  -1:00:00"),
        (100, 100, 10.0, "100/100  10/s  -0:00"),
        (3, 6, 60.0, "3/6  0.05/s  -1:00"),
    ],
)
def test_the_pace_says_how_fast_and_how_long(done, whole, seconds, words) -> None:
    assert pace(done, whole, seconds) == words
