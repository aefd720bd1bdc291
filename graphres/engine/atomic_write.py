"""Files that are written whole or not at all, several together."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from graphres.engine.signals import LEFTOVERS, postpone_signals
from graphres.errors import UnfinishedError


@contextmanager
def open_part(path: Path, *, keep: bool = False) -> Iterator[Path]:
    """Yield a temporary path next to the file; it is removed in the end unless it is to be kept.

    Raises
    ------
    UnfinishedError
        When the folder takes no file, or has no room.
    """
    final = path.resolve()
    part = final.with_name(f".{final.name}.{os.getpid()}.part")
    LEFTOVERS.add(str(part))
    is_written = False
    try:
        with report_unwritable(path):
            yield part
        is_written = True
    finally:
        if not (keep and is_written):
            _drop(part)


@contextmanager
def report_unwritable(path: Path) -> Iterator[None]:
    """Turn an error of the system into one that names the file and the way out."""
    try:
        yield
    except OSError as error:
        raise UnfinishedError(
            f"can't be written ({(error.strerror or str(error)).lower()})",
            where=str(path),
            do="choose another folder or make room",
        ) from error


def _drop(part: Path) -> None:
    if os.path.lexists(part):
        part.unlink()
    LEFTOVERS.discard(str(part))


class _File(NamedTuple):
    """A file that is written, and waits to take its place."""

    part: Path
    path: Path
    check: Callable[[], object]

    @property
    def final(self) -> Path:
        return self.path.resolve()

    @property
    def backup(self) -> Path:
        return self.part.with_suffix(".before.part")


class Batch:
    """Files that take their places together at the end of a block; none does if it fails.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with Batch() as batch:
    ...         for name in ("a.txt", "b.txt"):
    ...             with batch.writing(Path(folder, name)) as part:
    ...                 _ = part.write_text("text")
    ...         before = sorted(path.suffix for path in Path(folder).iterdir())
    ...     before, sorted(path.name for path in Path(folder).iterdir())
    (['.part', '.part'], ['a.txt', 'b.txt'])
    """

    def __init__(self) -> None:
        self._files: list[_File] = []

    @contextmanager
    def writing(self, path: Path, check: Callable[[], object] = lambda: None) -> Iterator[Path]:
        """Yield a path to write to; ``check`` is called before the file takes its place."""
        with open_part(path, keep=True) as part:
            yield part
            _sync(part)
        self._files.append(_File(part, path, check))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give all files their names, unless something has failed; leave no part."""
        try:
            if kind is None:
                self._place()
        finally:
            for file in self._files:
                _drop(file.part)
                _drop(file.backup)

    def _place(self) -> None:
        for file in self._files:
            file.check()
        if len(self._files) == 1:
            _replace(self._files[0])
            return
        with postpone_signals():
            self._place_all()

    def _place_all(self) -> None:
        """Place one file after another; what has been placed is taken back if one can't be."""
        placed: list[_File] = []
        try:
            for file in self._files:
                _back_up(file)
                _replace(file)
                placed.append(file)
        except UnfinishedError:
            for file in placed:
                _take_back(file)
            raise


def _replace(file: _File) -> None:
    with report_unwritable(file.path):
        os.replace(file.part, file.final)
    _sync_folder(file.final.parent)


def _back_up(file: _File) -> None:
    LEFTOVERS.add(str(file.backup))
    with suppress(OSError):  # no file there, or a disk without hard links
        os.link(file.final, file.backup)


def _take_back(file: _File) -> None:
    with suppress(OSError):
        if file.backup.exists():
            os.replace(file.backup, file.final)
        else:
            file.final.unlink()


@contextmanager
def write_atomically(path: Path) -> Iterator[Path]:
    """Yield a path to write to; the new file takes the old one's place once it is complete."""
    with Batch() as batch, batch.writing(path) as part:
        yield part


def remove_abandoned(path: Path) -> None:
    """Remove what processes that are no more have left of a file."""
    final = path.resolve()
    pattern = re.compile(rf"\.{re.escape(final.name)}\.(\d+)(\.before)?\.part")
    with suppress(OSError):
        for entry in final.parent.iterdir():
            match = pattern.fullmatch(entry.name)
            if match and not _is_alive(int(match[1])):
                entry.unlink()


def _is_alive(process: int) -> bool:
    if os.name == "nt":  # there kill() would end it
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _sync(part: Path) -> None:
    """See a file on the disk before it gets its name."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """See a name on the disk, where folders can be synchronised."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
