"""A folder that is written whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from graphres.data.store.manifest import is_store
from graphres.engine.atomic_write import report_unwritable
from graphres.engine.locking import lock, release
from graphres.engine.memory import format_size
from graphres.engine.signals import LEFTOVERS, postpone_signals
from graphres.errors import UnfinishedError, UsageError


def check_place(path: Path, *, force: bool) -> None:
    """See that a store can stand here; ``force`` replaces a store, and nothing else.

    Raises
    ------
    UsageError
        Where something else is, or a store that may not be replaced.
    """
    where = str(path)
    if not os.path.lexists(path):
        return
    if not is_store(path):
        raise UsageError("exists, and is no store", where=where, do="choose another name")
    if not force:
        raise UsageError("exists already", where=where, do="choose another name or add --force")


@contextmanager
def written_folder(path: Path, *, force: bool) -> Iterator[Path]:
    """An empty folder to write to, which takes its place at the end of the block.

    Files in it are on the disk before that. Where the block fails, or a signal ends the process,
    nothing is left, and a store that stood there stands.

    Raises
    ------
    UsageError
        As `check_place`; where another process writes here.
    UnfinishedError
        Where the disk takes no file, or has no room.
    """
    check_place(path, force=force)
    final = path.resolve()
    part = final.with_name(f".{final.name}.{os.getpid()}.part")
    guard = final.with_name(f".{final.name}.lock")
    with report_unwritable(path):
        lock(guard, where=str(path), do="wait for it, or choose another name")
    try:
        _remove_abandoned(final)
        LEFTOVERS.add(str(part))
        with report_unwritable(path):
            part.mkdir()
            yield part
            _sync(part)
            _place(part, final, lambda: check_place(path, force=force))
    finally:
        shutil.rmtree(part, ignore_errors=True)
        LEFTOVERS.discard(str(part))
        release(guard)


def _place(part: Path, final: Path, check: Callable[[], None]) -> None:
    """Give the folder its name; what stood there goes once it has it."""
    before = part.with_suffix(".before.part")
    with postpone_signals():
        check()
        is_there = final.exists()
        if is_there:
            os.rename(final, before)
        try:
            os.rename(part, final)
        except OSError:
            if is_there:
                os.rename(before, final)
            raise
    shutil.rmtree(before, ignore_errors=True)


def _sync(folder: Path) -> None:
    """See every file, and their names, on the disk."""
    for file in sorted(folder.iterdir()):
        with file.open("rb+") as opened:
            os.fsync(opened.fileno())
    with suppress(OSError):  # some systems can't synchronise folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove_abandoned(final: Path) -> None:
    """Remove what processes that are no more have left; we hold the lock."""
    pattern = re.compile(rf"\.{re.escape(final.name)}\.\d+(\.before)?\.part")
    for each in final.parent.iterdir():
        if pattern.fullmatch(each.name) and each.is_dir():
            shutil.rmtree(each, ignore_errors=True)


def need_disk(folder: Path, wanted: int, what: str) -> None:
    """Refuse work for which there is no room, before it begins.

    Raises
    ------
    UnfinishedError
        Naming what it takes and what is free.
    """
    free = shutil.disk_usage(folder).free
    if wanted > free:
        raise UnfinishedError(
            f"{what} takes {format_size(wanted)} and {format_size(free)} are free",
            where=str(folder),
            do="make room, or choose another folder",
        )
