"""A file must be the same whenever it is opened, so that what is hashed is what is read.

Reading opens a file several times, and its hash is another pass. Size and time of change are
compared at every opening and at the end. While a command runs, they are remembered by path, and
so is the copy of a pipe, which can be read only once.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple, Protocol

from graphres.errors import InputError


class Version(NamedTuple):
    """What tells one state of a file from another."""

    size: int
    modified: int

    @classmethod
    def of(cls, about: os.stat_result) -> Version:
        """Make a version of what `os.stat` returns."""
        return cls(about.st_size, about.st_mtime_ns)


class Pipe(Protocol):
    """A copy of what came through a pipe."""

    @property
    def sha256(self) -> str:
        """The hash of its bytes."""


class _Memory:
    """What one command has opened, by path."""

    def __init__(self) -> None:
        self.versions: dict[str, Version] = {}
        self.pipes: dict[str, Pipe] = {}


_memory: _Memory | None = None


@contextmanager
def remember_files() -> Iterator[None]:
    """Require that a file opened twice within this block is the same both times."""
    global _memory
    before = _memory
    _memory = before or _Memory()
    try:
        yield
    finally:
        _memory = before


def check_version(
    path: str | os.PathLike[str],
    about: os.stat_result,
    *,
    name: str,
    before: Version | None = None,
) -> Version:
    """Return the version of a file that is opened, or has been read; it must be the earlier one.

    Parameters
    ----------
    path : path
    about : os.stat_result
        Of the open file.
    name : str
        What messages call it.
    before : Version, optional
        What it was at an earlier opening; what this command remembers is compared in any case.

    Raises
    ------
    InputError
        Where the file has changed.
    """
    now = Version.of(about)
    if _memory is not None:
        before = _memory.versions.setdefault(os.path.abspath(path), before or now)
    if before is not None and now != before:
        raise InputError(
            "changed while it was read",
            where=name,
            do="run again once nothing writes to it, or on a copy",
        )
    return now


def remember_pipe(path: str | os.PathLike[str], copy: Pipe) -> bool:
    """Remember what came through a pipe; whether a command runs for which to do so."""
    if _memory is None:
        return False
    _memory.pipes[os.path.abspath(path)] = copy
    return True


def find_pipe(path: str | os.PathLike[str]) -> Pipe | None:
    """Return what this command has read through a pipe of that name, if anything."""
    return None if _memory is None else _memory.pipes.get(os.path.abspath(path))
