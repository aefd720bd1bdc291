"""Faults of a disk in this process: an error, or a kill, at one step of what it does to a folder.

A step is an opening for writing, a renaming, linking, removing or making, which Python tells of by
its audit events, or a synchronising, which it does not. None of them has happened yet then.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import Any, NamedTuple

ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EACCES": errno.EACCES}
_EVENTS = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Fault(NamedTuple):
    """What happens at which step, from 0; ``kind``: ``none``, ``kill`` or a key of `ERRORS`."""

    step: int
    kind: str


def inject(folder: str, fault: Fault, log: int) -> None:
    """From now on count the steps that concern a folder, log each, and let one fail."""
    count = 0

    def step(name: str) -> None:
        nonlocal count
        this, count = count, count + 1
        os.write(log, f"{name}\n".encode())
        if this == fault.step and fault.kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if this == fault.step and fault.kind in ERRORS:
            number = ERRORS[fault.kind]
            raise OSError(number, os.strerror(number))

    def heed(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and _is_below(folder, arguments[0]):
            if isinstance(arguments[2], int) and arguments[2] & _WRITING:
                step("open")
        elif event in _EVENTS and _is_below(folder, arguments[0]):
            step(event.removeprefix("os."))

    def synchronise(file: int, really: Any = os.fsync) -> None:
        step("fsync")
        really(file)

    sys.addaudithook(heed)
    os.fsync = synchronise


def _is_below(folder: str, path: object) -> bool:
    """Whether a path that may be relative leads into the folder."""
    if not isinstance(path, str | bytes | os.PathLike):
        return False
    return os.path.abspath(os.fsdecode(path)).startswith(folder + os.sep)
