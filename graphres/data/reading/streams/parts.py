"""A folder or a glob of files that are parts of one table."""

from __future__ import annotations

import glob
import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

from graphres.data.reading.streams.raw import LateDigest, Progress
from graphres.data.reading.streams.signatures import TABLES
from graphres.data.reading.streams.sources import Source
from graphres.errors import InputError

_ASIDE = ("readme", "license", "licence", "changelog", "manifest", "checksums", "sha256sums")
_ASIDE_SUFFIXES = (".md", ".rst", ".crc", ".sha256", ".md5", ".pdf", ".html", ".toml")


class _PartSource(Source):
    """One of many files: its digest is computed when it is asked for."""

    def _hashed(self) -> LateDigest:
        assert self.path is not None
        return LateDigest(self.path, self._raw)


class Parts(Source):
    """Files read as one table, in the bytewise order of their names.

    Hidden files, READMEs, checksums and what begins with an underscore (``_SUCCESS``), as programs
    leave them beside parts, are passed over, and so are empty files; a note names them.

    Parameters
    ----------
    names : list of str
        Folders, globs or files; several only where they are parts of one table together.

    Raises
    ------
    InputError
        If there is no part, or the parts are of several formats.
    """

    def __init__(
        self,
        names: Sequence[str],
        on_progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> None:
        self.name = name = ", ".join(names)
        self.path = None
        self.member = None
        self.on_progress = on_progress
        files = sorted({path for each in names for path in _files(each)}, key=os.fsencode)
        used = [path for path in files if not _is_aside(path)]
        empty = [path for path in used if not path.stat().st_size]
        self.notes = _passed_over([*(path for path in files if _is_aside(path)), *empty])
        used = [path for path in used if path not in empty]
        if not used:
            raise InputError("no file to read here", where=name, do="name a file or other parts")
        self.parts = tuple(_PartSource(str(path), path, max_bytes=max_bytes) for path in used)
        self.format = self._one_format()
        noun = "part" if len(used) == 1 else "parts"
        self.notes = (f"{len(used):,} {noun} read as one table", *self.notes)

    @property
    def size(self) -> int:
        """Size of all parts."""
        return sum(part.size for part in self.parts)

    @property
    def sha256(self) -> str:
        """SHA-256 of what ``sha256sum`` prints of the parts, by their names without the folder."""
        lines = (f"{part.sha256}  {Path(part.name).name}\n" for part in self.parts)
        return hashlib.sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()

    @property
    def is_plain(self) -> bool:
        """Parts are never one file."""
        return False

    def open(self) -> io.BufferedReader:
        """Parts are opened one by one."""
        raise InputError("several files, where one is read", where=self.name, do="name a file")

    def close(self) -> None:
        """Files need no closing."""

    def _one_format(self) -> str:
        first = self.parts[0]
        for part in self.parts:
            if part.format != first.format:
                raise InputError(
                    f"this is {part.format}, and {Path(first.name).name} is {first.format}",
                    where=part.name,
                    do="give parts of one table",
                )
        if first.format not in TABLES:
            do = f"name it: {first.name}" if len(self.parts) == 1 else "give one of them"
            raise InputError(f"parts can't be {first.format}", where=self.name, do=do)
        return first.format


def _files(name: str) -> list[Path]:
    """The files of a folder or a glob, or one file."""
    folder = Path(name)
    if folder.is_file():
        return [folder]
    if folder.is_dir():
        files = [path for path in folder.iterdir() if path.is_file()]
        if not files and any(folder.iterdir()):
            raise InputError("holds folders alone", where=name, do=f"quote a glob: '{name}/*/*'")
    else:
        files = [Path(match) for match in glob.glob(name, recursive=True) if Path(match).is_file()]
        if not files:
            raise InputError("no file of this name", where=name, do="check the path")
    return files


def _is_aside(path: Path) -> bool:
    name = path.name.lower()
    return (
        name.startswith((".", "_"))
        or path.stem.lower() in _ASIDE
        or path.suffix.lower() in _ASIDE_SUFFIXES
    )


def _passed_over(files: list[Path]) -> tuple[str, ...]:
    if not files:
        return ()
    names = ", ".join(path.name for path in files[:5]) + (", …" if len(files) > 5 else "")
    return (f"passed over: {names}",)
