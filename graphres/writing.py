"""Files that are written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphres.errors import UnfinishedError

__all__ = ["part_of", "written_whole"]


@contextmanager
def part_of(path: Path) -> Iterator[Path]:
    """A name beside the file to be written; nothing is left there in the end.

    Raises
    ------
    UnfinishedError
        When the folder takes no file, or has no room.
    """
    final = path.resolve()
    part = final.with_name(f".{final.name}.{os.getpid()}.part")
    try:
        yield part
    except OSError as error:
        raise UnfinishedError(
            f"can't be written ({(error.strerror or str(error)).lower()})",
            where=str(path),
            do="choose another folder or make room",
        ) from error
    finally:
        if os.path.lexists(part):
            part.unlink()


@contextmanager
def written_whole(path: Path) -> Iterator[Path]:
    """A name to write to; what is there takes the file's place once all has been written."""
    with part_of(path) as part:
        yield part
        os.replace(part, path.resolve())
