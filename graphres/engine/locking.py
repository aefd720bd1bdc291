"""One process at a time writes to a place.

A lock is the system's own on a file that holds the number of the process, so that it ends with the
process, whatever ends that. Where the system has no such locks, nothing is locked.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from graphres.engine.signals import LEFTOVERS
from graphres.errors import UsageError

#: Locks of this process, and the open files that they live by.
_locks: dict[str, int] = {}

_MODE = 0o666  # less what the process's umask takes away


def lock(path: Path, *, where: str, do: str) -> None:
    """Lock a place until it is released, or the process ends.

    Parameters
    ----------
    path : Path
        The file that tells others; it is removed again.
    where, do : str
        What an error says of the place, and the way out.

    Raises
    ------
    UsageError
        When another process holds it, which is named.
    OSError
        When there can be no such file.
    """
    if sys.platform == "win32" or str(path) in _locks:
        return
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, _MODE)
        if not _take(descriptor):
            holder = _find_holder(descriptor)
            os.close(descriptor)
            raise UsageError(f"another run writes here ({holder})", where=where, do=do)
        if _is_at(descriptor, path):
            break
        os.close(descriptor)  # whoever had it has just removed it
    LEFTOVERS.add(str(path))
    _locks[str(path)] = descriptor
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)


def release(path: Path) -> None:
    """Remove a lock of this process, if it has it."""
    descriptor = _locks.pop(str(path), None)
    if descriptor is None:
        return
    with suppress(OSError):
        path.unlink()  # while it is locked, so that nobody else's is removed
    os.close(descriptor)
    LEFTOVERS.discard(str(path))


def release_all() -> None:
    """Remove all locks of this process."""
    for name in tuple(_locks):
        release(Path(name))


def _take(descriptor: int) -> bool:
    """Return whether the lock is ours now."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a disk without locks
        return True
    return True


def _is_at(descriptor: int, path: Path) -> bool:
    """Return whether an open file still has its name."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


def _find_holder(descriptor: int) -> str:
    """Name the process that has a lock; it writes its number just after taking it."""
    for _ in range(20):
        number = os.pread(descriptor, 32, 0).strip()
        if number.isdigit():
            return f"process {int(number)}"
        time.sleep(0.01)
    return "another process"
