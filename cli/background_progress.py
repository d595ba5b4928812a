"""A progress bar on standard error: only on a terminal, only for what takes longer than a second."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING

from lca.i18n import Language, text

if TYPE_CHECKING:
    from rich.progress import Progress

PATIENCE = 1.0
"""Seconds after which a person wants to know."""
Tell = Callable[[str, int, int], None]


@contextmanager
def progress(language: Language) -> Iterator[Tell]:
    """Give a function that is told the stage, how much is done and of how much (0: unknown).

    The bar shows rate and time left where there is a whole to measure by, and leaves nothing behind.
    """
    if not sys.stderr.isatty():
        yield _silent
        return
    shown = _Shown(language)
    timer = Timer(PATIENCE, shown.start)
    timer.daemon = True
    timer.start()
    try:
        yield shown.tell
    finally:
        timer.cancel()
        shown.stop()


def _silent(stage: str, done: int, whole: int) -> None:
    """Tell nobody."""


class _Shown:
    """One bar at a time: that of the stage which was told last."""

    def __init__(self, language: Language) -> None:
        """Prepare the bar; nothing shows before ``start``."""
        self.language = language
        self.bar: Progress = _bar()
        self.stage = ""
        self.ended = False
        self.lock = Lock()

    def start(self) -> None:
        with self.lock:
            if not self.ended:
                self.bar.start()

    def stop(self) -> None:
        with self.lock:
            self.ended = True
            self.bar.stop()

    def tell(self, stage: str, done: int, whole: int) -> None:
        with self.lock:
            if stage != self.stage:
                self._begin(stage)
            self.bar.update(self.bar.task_ids[-1], completed=done, total=whole or None)

    def _begin(self, stage: str) -> None:
        for task in self.bar.task_ids:
            self.bar.remove_task(task)
        self.stage = stage
        self.bar.add_task(text(f"background.stage.{stage}", self.language, default=stage), total=None)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, SpinnerColumn, Task, TextColumn
    from rich.text import Text

    class Pace(ProgressColumn):
        """How much is done, how fast, and how long the rest takes; the time so far where that is unknown."""

        def render(self, task: Task) -> Text:
            return Text(pace(task.completed, task.total, task.elapsed or 0.0), "dim")

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=20), Pace())
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


def pace(done: float, whole: float | None, seconds: float) -> str:
    """``1,200/3,000 · 400/s · 0:04 left`` as signs that need no language: ``1,200/3,000  400/s  -0:04``."""
    if not whole or not done or seconds <= 0:
        return _clock(seconds)
    rate = done / seconds
    speed = f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.2g}/s"
    return f"{done:,.0f}/{whole:,.0f}  {speed}  -{_clock((whole - done) / rate)}"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
