"""Ctrl-C, SIGTERM and SIGHUP: a command stops within two seconds and leaves nothing half-written.

The command line alone takes signals; the library never does. Until a command has begun, a signal
ends the process at once. From then on it raises KeyboardInterrupt in the main thread. Compiled code
can't be interrupted, and an import may swallow the exception, so a thread watches: if the process
is still there after a moment, it removes what is half-written and ends the process itself.

Nothing here imports anything heavy, as it is imported before everything else.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType
    from typing import Any, NoReturn


#: Files, and folders of files, to remove when the process ends: parts of outputs, locks.
LEFTOVERS: set[str] = set()

#: Signals that end a command; Windows has no SIGHUP.
_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)

#: Seconds that an interrupted command has for an orderly end.
_GRACE = 1.0
_TICK = 0.05

_CLEAR_LINE = b"\r\x1b[K"
_CLEAR_LINE_AND_SHOW_CURSOR = _CLEAR_LINE + b"\x1b[?25h"


class _State:
    """What has come, and how far the process is."""

    number = 0
    is_working = False
    is_raised = False
    is_leaving = False
    has_time = False
    postponing = 0
    is_animated = False

    def __init__(self) -> None:
        #: What tells of a stop, for each search at work; who has heard of it: main, the watcher.
        self.searches: list[Callable[[], str]] = []
        self.hearers: set[str] = set()
        self.stops = count()


_state = _State()


def take_signals() -> None:
    """Answer SIGINT, SIGTERM and SIGHUP from now on, except those that the process ignores."""
    for number in _ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _answer)
    sys.unraisablehook = _report_unraisable


def begin_work() -> None:
    """Let a signal raise KeyboardInterrupt, and watch that it ends the process."""
    if os.name != "posix":  # there a pipe can't be told of signals
        _state.is_working = True
        return
    import threading

    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    # The interpreter writes the number of a signal there at once, whatever the main thread does.
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    threading.Thread(target=_watch, args=(reader,), daemon=True).start()
    # Last: until the thread is there, a signal ends the process at once.
    _state.is_working = True


def exit_status(otherwise: int = 0) -> int:
    """Return 128 plus the number of the signal that has come, else another status."""
    return 128 + _state.number if _state.number else otherwise


def allow_time() -> None:
    """Let an interrupted command write what it has; a second signal ends it at once."""
    _state.has_time = True


def show_animation(is_animated: bool) -> None:
    """Note whether a progress bar is on the terminal, and has to go before the process ends."""
    _state.is_animated = is_animated


@contextmanager
def postpone_signals() -> Iterator[None]:
    """Put signals off in the main thread: for a few steps of which all or none must happen."""
    _state.postponing += 1
    try:
        yield
    finally:
        _state.postponing -= 1
    if _state.number and not _state.is_raised:
        _interrupt()


@contextmanager
def stoppable(tell: Callable[[], str]) -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C ask a search to stop, and only the second one end the command.

    Parameters
    ----------
    tell : callable
        Gives the line for stderr that says so, when it happens.

    Yields
    ------
    callable
        Whether somebody has asked to stop, in this search or in one before it.
    """
    _state.searches.append(tell)
    try:
        yield lambda: bool(_state.hearers)
    finally:
        _state.searches.remove(tell)


def _is_stop(number: int, hearer: str) -> bool:
    """Whether this is the Ctrl-C that asks a search to stop, which each hearer takes once.

    The watcher reads it from a pipe and the main thread is called for it, in whichever order.
    """
    is_first = bool(_state.searches) and not _state.number
    if number != signal.SIGINT or hearer in _state.hearers:
        return False
    if not (is_first or _state.hearers):
        return False
    searches = list(_state.searches)
    _state.hearers.add(hearer)
    if searches and next(_state.stops) == 0:
        clear = _CLEAR_LINE if _state.is_animated else b""
        with suppress(OSError):
            os.write(2, clear + f"{searches[-1]()}\n".encode())
    return True


def leave(status: int) -> NoReturn:
    """End the process, having removed what is half-written; a signal's own status goes first.

    An ordinary end would wait for threads at work, and give back the memory of a large graph piece
    by piece.
    """
    _state.is_leaving = True
    for path in tuple(LEFTOVERS):
        _remove(path)
    if _state.number:
        if _state.is_animated:
            with suppress(OSError):
                os.write(2, _CLEAR_LINE_AND_SHOW_CURSOR)
        os._exit(exit_status())  # flushing might wait for a reader, or for the main thread
    for stream in (sys.stdout, sys.stderr):
        with suppress(Exception):  # nobody is left to tell
            stream.flush()
    os._exit(status)


def _remove(path: str) -> None:
    """Remove a file, or a folder with the files in it."""
    with suppress(OSError):
        if os.path.isdir(path) and not os.path.islink(path):
            for file in os.scandir(path):
                os.unlink(file.path)
            os.rmdir(path)
        else:
            os.unlink(path)


def _answer(number: int, frame: FrameType | None) -> None:
    if _is_stop(number, "main"):
        return
    _state.number = _state.number or number
    if not (_state.postponing or _state.is_leaving):
        _interrupt()


def _interrupt() -> None:
    """Raise KeyboardInterrupt where there is work to end in order, once; else end at once."""
    if _state.is_raised or not _state.is_working:
        leave(exit_status())
    _state.is_raised = True
    raise KeyboardInterrupt


def _watch(reader: int) -> None:
    """Wait for a signal, give the main thread a moment, and end the process."""
    import time

    while (number := os.read(reader, 1)[0]) not in _ENDING or _is_stop(number, "watcher"):
        pass  # a library's own, or a stop that the search answers
    _state.number = _state.number or number
    os.set_blocking(reader, False)
    due = time.monotonic() + _GRACE
    while time.monotonic() < due or _state.postponing or (_state.has_time and not _again(reader)):
        time.sleep(_TICK)
    leave(exit_status())


def _again(reader: int) -> bool:
    """Return whether another signal has come."""
    try:
        return bool(os.read(reader, 1))
    except BlockingIOError:
        return False


def _report_unraisable(unraisable: Any) -> None:
    """Report an exception that can't be raised; an interrupt ends the process in a moment."""
    if not _state.number:
        sys.__unraisablehook__(unraisable)
