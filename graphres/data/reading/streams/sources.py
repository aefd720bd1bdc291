"""Where bytes come from: a file, a member of a zip file, or a pipe; opened by content.

A `Source` can be opened as often as needed and always gives the decompressed bytes from the start.
A pipe is first copied to an anonymous temporary file. A name says nothing: plain bytes called
``follows.csv.gz`` are read as they are. A workbook is handed on as it is, with the sheet that was
asked for as its member.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from graphres.close_matches import suggest_path
from graphres.data.reading.streams import decompress as packed
from graphres.data.reading.streams import signatures
from graphres.data.reading.streams.decompress import bound_pipe, choose_bound, narrow_bound
from graphres.data.reading.streams.raw import Counted, Digest, LateDigest, Progress, Window
from graphres.data.samples import sample_path
from graphres.engine.memory import available_memory, format_size, need_memory
from graphres.engine.unchanged import Version, check_version, find_pipe, remember_pipe
from graphres.errors import InputError

SourceLike = str | os.PathLike[str] | BinaryIO

_HEAD = 1 << 16
_CHUNK = 1 << 20
#: So many NUL bytes may be text in a wide encoding that was cut.
_FEW = 64
_NESTED = 4
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


class Source:
    """Bytes that can be read again: use `open_source` to make one.

    Parameters
    ----------
    name : str
        What messages call it.
    path : pathlib.Path, optional
        The file; without it, `spool` is read.
    spool : binary file, optional
        A seekable copy of a pipe.
    member : str, optional
        The member of a zip file, or the sheet of a workbook, that was asked for.
    max_bytes : int, optional
        How many bytes may come out of it, unpacked; what memory allows if not given.
    """

    #: The parts of a folder or a glob; of a single file none.
    parts: tuple[Source, ...] = ()
    #: Whether another option may name the same pipe, which then can't be read again.
    is_remembered = False
    #: What was decided while opening.
    notes: tuple[str, ...] = ()
    #: Set where the table is read from a text derived from this: a line of that -> the place here.
    place: Callable[[int], str] | None = None

    def __init__(
        self,
        name: str,
        path: Path | None = None,
        spool: BinaryIO | None = None,
        member: str | None = None,
        on_progress: Progress | None = None,
        max_bytes: int | None = None,
    ) -> None:
        self.name = name
        self._max_bytes = max_bytes
        self.path = path
        self.member = member
        self.on_progress = on_progress
        self._spool = spool
        self._version: Version | None = None
        self._file = name if path is None else str(path)
        self._raw().close()
        self._digest = self._hashed()
        self._bound = choose_bound(max_bytes)
        try:
            self._bound.check(self.size, self.name)
            with self.open() as stream:
                self.format = self._format(stream.peek(_HEAD)[:_HEAD])
        except InputError:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the copy of a pipe that can't be asked for again; a file needs no closing."""
        if self._spool is not None and not self.is_remembered:
            self._digest.wait()
            self._spool.close()

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def size(self) -> int:
        """Size of the raw bytes, before any decompression."""
        return self._digest.size

    @property
    def sha256(self) -> str:
        """SHA-256 of the raw bytes, as hex; computed in the background since opening.

        Raises
        ------
        InputError
            Where the file has changed since it was opened first.
        """
        digest = self._digest.result()
        self.refuse_change()
        return digest

    def refuse_change(self) -> None:
        """See that what was read is still there.

        Raises
        ------
        InputError
            Where the file has changed since it was opened first.
        """
        if self.path is not None:
            self._raw().close()

    @property
    def is_plain(self) -> bool:
        """Whether the bytes are in a file as they are, without any compression."""
        with io.BufferedReader(cast(io.RawIOBase, self._raw())) as stream:
            return self.path is not None and signatures.find_compression(stream.peek(16)) is None

    def open(self) -> io.BufferedReader:
        """Open the decompressed bytes at the start."""
        raw = Counted(self._raw(), self.size, self.on_progress)
        stream: io.BufferedReader = io.BufferedReader(raw, _CHUNK)
        try:
            for _ in range(_NESTED):
                kind = signatures.find_compression(stream.peek(16))
                if kind == "zip" and not stream.seekable():  # packed once more
                    stream = packed.seekable_copy(stream)
                if kind is None or (kind == "zip" and packed.is_workbook(stream)):
                    if (
                        kind is None
                        and self.member is not None
                        and not isinstance(stream.raw, packed.Unpacked)
                    ):
                        raise InputError("not a zip file, nor a workbook", where=self.name)
                    return stream
                bound = narrow_bound(self._bound, self.size, self._max_bytes)
                layer = packed.unpack(stream, kind, self._file, self.member, bound)
                stream = io.BufferedReader(layer, _CHUNK)
            raise InputError("compressed more than four times over", where=self.name)
        except InputError:
            stream.close()
            raise

    def read_whole(self, memory_a_byte: int) -> bytes:
        """All decompressed bytes, for a format that is taken apart in memory.

        Parameters
        ----------
        memory_a_byte : int
            What its parser takes, about, for every byte.

        Raises
        ------
        UnfinishedError
            If there is less memory than that.
        """
        there = available_memory()
        with self.open() as stream:
            if there is None:
                return stream.read()
            most = there // memory_a_byte
            raw = stream.read(most + 1)
            if len(raw) > most:
                need_memory(
                    memory_a_byte * len(raw),
                    f"{self.name}, a {self.format} file of at least {format_size(len(raw))},",
                    do="write it as a CSV of follower,followed",
                )
        return raw

    def _hashed(self) -> Digest | LateDigest:
        """Start computing the digest."""
        return Digest(self._raw())

    def _raw(self) -> BinaryIO:
        if self.path is None:
            assert self._spool is not None
            return cast(BinaryIO, Window(self._spool))
        try:
            file = self.path.open("rb", buffering=0)
        except OSError as error:
            raise InputError(_reason(error), where=self.name, do=_way_out(error)) from error
        about = os.fstat(file.fileno())
        try:
            self._version = check_version(self.path, about, name=self.name, before=self._version)
        except InputError:
            file.close()
            raise
        return cast(BinaryIO, file)

    def _format(self, head: bytes) -> str:
        if not head:
            raise InputError("empty file", where=self.name, do="give a table of follows")
        _refuse_nothing(head, self.name)
        if signatures.find_compression(head) == "zip":
            return "xlsx"  # any other zip file has been unpacked
        refusal = signatures.refused(head)
        if refusal:
            raise InputError(f"this is {refusal[0]}, not a table", where=self.name, do=refusal[1])
        return signatures.find_format(head)


def open_source(
    source: SourceLike | Sequence[str | os.PathLike[str]],
    *,
    stdin: BinaryIO | None = None,
    on_progress: Progress | None = None,
    max_bytes: int | None = None,
) -> Source:
    """Open what follows are read from.

    That is a path, ``file.zip::member``, ``file.xlsx::Sheet``, a folder or a glob of parts,
    ``sample:NAME``, ``-`` (standard input), a binary stream, or a list of files, folders and globs
    that are parts of one table.

    Parameters
    ----------
    source : str, path or binary file
        What to read.
    stdin : binary file, optional
        What ``-`` stands for; the process's standard input if not given.
    on_progress : callable, optional
        Called with (bytes read, bytes in all) while the source is read.
    max_bytes : int, optional
        How many bytes it may hold, unpacked; what memory allows if not given.

    Returns
    -------
    Source

    Raises
    ------
    InputError
        If there is no such file, or it is unreadable, empty, or known to be no table; for a URL.
    """
    if isinstance(source, list | tuple) and len(source) == 1:
        source = source[0]
    if isinstance(source, list | tuple):
        return _join_files([os.fspath(each) for each in source], on_progress, max_bytes)
    assert not isinstance(source, Sequence) or isinstance(source, str)
    opened = partial(Source, on_progress=on_progress, max_bytes=max_bytes)
    if not isinstance(source, str | os.PathLike):
        return opened("stream", spool=_spooled(source, "stream", max_bytes))
    text = os.fspath(source)
    if text == "-":
        pipe = stdin if stdin is not None else _standard_input()
        read = opened("stdin", spool=_spooled(pipe, "stdin", max_bytes))
        remember_pipe(text, read)
        return read
    if "\0" in text:
        raise InputError("no path holds a NUL", where=repr(text), do="check the path")
    _refuse_url(text)
    path, member = sample_path(text), None
    if is_several_files(text):
        return _join_files([text], on_progress, max_bytes)
    if "::" in text and not path.exists():
        file, member = text.rsplit("::", 1)
        path = Path(file)
    before = find_pipe(text)
    if isinstance(before, Source):
        return before
    if path.exists() and not _is_plain(path):
        with path.open("rb") as pipe:
            read = opened(text, spool=_spooled(pipe, text, max_bytes))
        read.is_remembered = remember_pipe(text, read)
        return read
    return opened(text, path, member=member)


def _join_files(names: list[str], on_progress: Progress | None, max_bytes: int | None) -> Source:
    from graphres.data.reading.streams.parts import Parts

    return Parts(names, on_progress=on_progress, max_bytes=max_bytes)


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise InputError("standard input is closed", where="stdin", do="pipe a table, or name one")
    return sys.stdin.buffer


def is_several_files(text: str) -> bool:
    """Whether a path is that of a folder, or a glob."""
    path = Path(text)
    return path.is_dir() or (any(sign in text for sign in "*?[") and not path.exists())


def names_parts(text: str) -> bool:
    """Whether a path is a folder, a glob, or names something inside a file."""
    return "::" in text or is_several_files(text)


def _refuse_url(text: str) -> None:
    """Say why nothing is fetched."""
    if _URL.match(text) and not Path(text).exists():
        raise InputError(
            "this is a URL, and graphres fetches nothing from the network",
            where=text,
            do="download it first, or pipe it: curl -sL URL | graphres info -",
        )


def _is_plain(path: Path) -> bool:
    """Whether a path can be read twice: a regular file."""
    return stat.S_ISREG(path.stat().st_mode)


def _spooled(pipe: BinaryIO, name: str, max_bytes: int | None) -> BinaryIO:
    """Make a seekable copy, in memory while small; `InputError` for more bytes than allowed."""
    bound = bound_pipe(choose_bound(max_bytes), max_bytes)
    spool = tempfile.SpooledTemporaryFile(max_size=64 << 20)  # noqa: SIM115 - lives with its Source
    size = 0
    try:
        while chunk := pipe.read(_CHUNK):
            if not size:
                _refuse_nothing(chunk, name)
            size += len(chunk)
            bound.check(size, name)
            spool.write(chunk)
    except BaseException:
        spool.close()
        raise
    return cast(BinaryIO, spool)


def _refuse_nothing(head: bytes, name: str) -> None:
    """`InputError` for what begins with NUL bytes alone, as a device or a damaged disk gives."""
    if len(head) > _FEW and not head[:_HEAD].strip(b"\0"):
        raise InputError("these are NUL bytes, not a table", where=name, do="check the path")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return f"can't be read ({(error.strerror or str(error)).lower()})"


def _way_out(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return suggest_path(error.filename)
    return "check the path"
