"""A bar on stderr for whoever waits at a terminal."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self

from graphres.engine.signals import show_animation

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


_PATIENCE = 0.5  # seconds before a bar is worth showing


def is_plain(stream: IO[Any] | None) -> bool:
    """Whether a stream wants neither colour nor animation: a pipe, NO_COLOR, a dumb terminal."""
    return (
        stream is None
        or not stream.isatty()
        or bool(os.environ.get("NO_COLOR"))
        or os.environ.get("TERM") == "dumb"
    )


class Bar:
    """One line for all stages of a command; it is gone when the command ends.

    Parameters
    ----------
    quiet : bool
        Show nothing, whatever stderr is.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._silent = quiet or is_plain(sys.stderr)
        self._begun = time.monotonic()
        self._what = "working"
        self._one_shows = threading.Lock()
        # What tells nothing of how far it is shows after a while that it is at work.
        self._alarm = threading.Timer(_PATIENCE, self._show_that_it_works)
        self._alarm.daemon = True
        self._is_over = False
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def stage(self, what: str, *, unit: str = "") -> Callable[[int, int], None]:
        """Return what a long task calls with (done, total); the bar says ``what`` meanwhile.

        It says how much is done, in a hundred or as so many of a ``unit``, and how fast: since the
        first call, so that what was there before does not count.
        """
        self._what = what
        if self._progress is not None:
            self._show(what, 0, None)
        first: list[tuple[int, float]] = []

        def on_progress(done: int, total: int) -> None:
            now = time.monotonic()
            if not first:
                first.append((done, now))
            if not self._silent and now - self._begun > _PATIENCE:
                self._show(f"{what} {_counted(done, total, unit, *first[0])}", done, total)

        return on_progress

    def __enter__(self) -> Self:
        if not self._silent:
            self._alarm.start()
            _tell_of_compiling(self._show_that_it_compiles)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take the line away, whatever happened."""
        self._alarm.cancel()
        if not self._silent:
            _tell_of_compiling(None)
        with self._one_shows:
            self._is_over = True
            if self._progress is not None:
                self._progress.stop()
                show_animation(False)

    def _show_that_it_compiles(self) -> None:
        self._show(f"{self._what}; compiling, once on this machine …", 0, None)

    def _show_that_it_works(self) -> None:
        if self._progress is None:
            self._show(self._what, 0, None)

    def _show(self, what: str, done: int, total: int | None) -> None:
        with self._one_shows:
            if self._is_over:
                return
            if self._progress is None or self._task is None:
                # Known before it starts, so that an interrupt takes it away too.
                self._progress = _rich_progress()
                show_animation(True)
                self._progress.start()
                self._task = self._progress.add_task(what, total=None)
            self._progress.update(self._task, description=what, completed=done, total=total)


def _tell_of_compiling(tell: Callable[[], None] | None) -> None:
    # NumPy is not imported to show nothing.
    from graphres.kernels.compiled import Kernel

    Kernel.on_compile = tell


def _counted(done: int, total: int, unit: str, before: int, since: float) -> str:
    """Format so many of so many, and the rate where there is one."""
    passed = time.monotonic() - since
    share = 1 if unit else 100 / max(total, 1)
    is_measured = done > before and passed > 0
    rate = f"{(done - before) * share / passed:.1f}" if is_measured else ""
    if unit:
        return f"{done} of {total} {unit}" + (f", {rate}/s" if rate else "")
    return f"{done * share:.0f} %" + (f", {rate} %/s" if rate else "")


def _rich_progress() -> Progress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(stderr=True), transient=True)
