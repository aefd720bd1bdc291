"""How much memory there is, whether work fits into it, and sizes as people write them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from graphres.errors import UnfinishedError, UsageError

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_UNITS |= {f"{unit}i": 1024**power for power, unit in enumerate("kmgt", start=1)}
_SIZE = re.compile(r"\s*([0-9]{1,15}(?:\.[0-9]{1,6})?)\s*([kmgt]i?)?b?\s*", re.IGNORECASE)

_MEMINFO = Path("/proc/meminfo")
_CGROUP = Path("/sys/fs/cgroup")
_STATM = Path("/proc/self/statm")


def parse_size(text: str, option: str) -> int:
    """Parse a number of bytes: ``500MB``, ``2 GiB``, ``1000000``.

    Raises
    ------
    UsageError
        For what is no size, and for none at all.

    Examples
    --------
    >>> parse_size("1.5GB", "--max-bytes"), parse_size("2 KiB", "--max-bytes")
    (1500000000, 2048)
    """
    match = _SIZE.fullmatch(text)
    size = int(float(match[1]) * _UNITS[(match[2] or "").lower()]) if match else 0
    if size <= 0:
        raise UsageError(f"{option} takes a size such as 500MB or 2GiB, not {text[:40]!r}")
    return size


def format_size(size: float) -> str:
    """Write bytes in the largest unit of which there is at least one.

    Examples
    --------
    >>> format_size(999), format_size(2_500_000)
    ('999 bytes', '2.5 MB')
    """
    for unit, name in ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}"
    return f"{size:.0f} bytes"


def available_memory() -> int | None:
    """Return bytes that this process may still take: the least limit; None where none is known.

    That is what the system has left, what a control group (a container) leaves, and what the
    limit of the address space (``ulimit -v``) leaves.
    """
    return min(_limits(), default=None)


def need_memory(wanted: float, what: str, *, do: str) -> None:
    """Refuse work that does not fit into memory before it begins.

    Parameters
    ----------
    wanted : float
        Bytes, about.
    what : str
        What takes them.
    do : str
        The way out.

    Raises
    ------
    UnfinishedError
        If less is available.
    """
    there = available_memory()
    if there is not None and wanted > there:
        raise UnfinishedError(
            f"not enough memory: {what} takes about {format_size(wanted)}, and {format_size(there)}"
            " is left",
            do=do,
        )


#: What an error says where a library, a thread or a mapping got no memory.
_NO_MEMORY = ("failed to map segment", "cannot allocate memory", "can't start new thread")


def lacks_memory(error: BaseException) -> bool:
    """Return whether an error says that there was not enough memory, whatever its kind.

    Examples
    --------
    >>> lacks_memory(MemoryError()), lacks_memory(RuntimeError("can't start new thread"))
    (True, True)
    >>> lacks_memory(RuntimeError("no"))
    False
    """
    if isinstance(error, MemoryError):
        return True
    is_such = isinstance(error, ImportError | OSError | RuntimeError)
    return is_such and any(phrase in str(error).lower() for phrase in _NO_MEMORY)


def has_limited_space() -> bool:
    """Return whether the address space of this process is limited (``ulimit -v``)."""
    return next(_of_address_space(), None) is not None


def _limits() -> Iterator[int]:
    yield from _of_system()
    yield from _of_group()
    yield from _of_address_space()


def _of_system() -> Iterator[int]:
    """Yield what Linux estimates can be taken without swapping; elsewhere all memory."""
    match = re.search(r"^MemAvailable:\s+(\d+) kB", _text(_MEMINFO), re.MULTILINE)
    if match:
        yield int(match[1]) * 1024
        return
    try:
        yield os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # not on Windows
        return


def _of_group() -> Iterator[int]:
    most, used = (_text(_CGROUP / name).strip() for name in ("memory.max", "memory.current"))
    if most.isdigit() and used.isdigit():
        yield max(int(most) - int(used), 0)


def _of_address_space() -> Iterator[int]:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[0]
    used = _text(_STATM).split()
    if most != resource.RLIM_INFINITY and used:
        yield max(most - int(used[0]) * resource.getpagesize(), 0)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except OSError:
        return ""
