"""Decompression by content, within bounds; damage is an `InputError`, never a part of the data."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from graphres.data.reading.streams.raw import Reader
from graphres.engine.memory import available_memory, format_size
from graphres.errors import InputError

#: Text of so many times the memory: its ids are kept once, its rows as eight bytes each.
_MEMORIES = 4
#: Where the system does not tell how much memory it has.
_MEMORY = 8 << 30
#: Tables shrink to a tenth or a twentieth; what shrinks to less than a hundredth is a trap.
_RATIO = 100
_UNSUSPICIOUS = 16 << 20


@dataclass(frozen=True)
class Bound:
    """A number of bytes, and whose bound it is.

    Parameters
    ----------
    size : int
    why : str
        What the message says of it.
    """

    size: int
    why: str

    def check(self, size: int, where: str) -> None:
        """`InputError` for more bytes than this."""
        if size > self.size:
            raise InputError(
                f"holds more than {format_size(self.size)} ({self.why})",
                where=where,
                do="if that is right, raise it: --max-bytes SIZE",
            )


def choose_bound(max_bytes: int | None) -> Bound:
    """Return the bound of --max-bytes, else what this machine's memory allows."""
    if max_bytes is not None:
        return Bound(max_bytes, "the bound of --max-bytes")
    memory = available_memory() or _MEMORY
    return Bound(_MEMORIES * memory, f"{_MEMORIES} times the memory that is left")


def narrow_bound(bound: Bound, size: int, max_bytes: int | None) -> Bound:
    """Narrow the bound for what unpacks from so many bytes, unless --max-bytes sets it."""
    most = max(_RATIO * size, _UNSUSPICIOUS)
    if max_bytes is not None or most >= bound.size:
        return bound
    return Bound(most, f"unpacked from {format_size(size)}, far more than tables do")


def bound_pipe(bound: Bound, max_bytes: int | None) -> Bound:
    """Bound the copy of a pipe by half of the free disk, unless --max-bytes sets it."""
    free = shutil.disk_usage(tempfile.gettempdir()).free
    if max_bytes is not None or free // 2 >= bound.size:
        return bound
    return Bound(free // 2, "half of what is free where a copy of it is made")


#: Zip files that are documents, told by a member.
_NO_TABLES = {
    "[Content_Types].xml": "an Office document, not a table",
    "content.xml": "an OpenDocument file, not a table",
    "META-INF/MANIFEST.MF": "a Java archive, not a table",
    "data.pkl": "a Python archive, not a table",
}
_ASIDE = {"readme", "license", "licence", "copying", "changelog", "metadata", "thumbs"}
_ASIDE_SUFFIXES = {".md", ".pdf", ".html", ".htm", ".json", ".xml", ".rst"}


class Unpacked(Reader):
    """A decompressed stream whose errors say what is wrong with the file."""

    def __init__(
        self, stream: BinaryIO, packed: io.BufferedReader, name: str, kind: str, bound: Bound
    ) -> None:
        self._stream = stream
        self._packed = packed
        self._name = name
        self._kind = kind
        self._bound = bound
        self._done = 0

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Decompress into the buffer."""
        try:
            data = self._stream.read(len(buffer))
        except (InputError, MemoryError):
            raise
        except Exception as error:  # decompressors raise many kinds
            if isinstance(error, EOFError) or "runcated" in str(error):
                raise InputError(
                    f"the {self._kind} data is cut short",
                    where=self._name,
                    do="fetch the file again; nothing was read",
                ) from error
            raise InputError(
                f"damaged {self._kind} data ({_first_line(error)})",
                where=self._name,
                do="fetch the file again",
            ) from error
        self._done += len(data)
        self._bound.check(self._done, self._name)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close both the decompressor and the file beneath."""
        self._stream.close()
        self._packed.close()
        super().close()


def unpack(
    packed: io.BufferedReader, kind: str, name: str, member: str | None, bound: Bound
) -> Unpacked:
    """Open one layer of compression.

    Parameters
    ----------
    packed : buffered binary stream
        At the start of the compressed data.
    kind : {'gzip', 'bzip2', 'xz', 'zstd', 'zip'}
    name : str
        For messages.
    member : str, optional
        Which table of a zip file.
    bound : Bound
        How many bytes may come out.

    Raises
    ------
    InputError
        For a zip file without exactly one table.
    """
    if kind == "zip":
        stream = _zip_member(packed, name, member)
    elif kind == "gzip":
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=packed))
    elif kind == "bzip2":
        stream = cast(BinaryIO, bz2.BZ2File(packed))
    elif kind == "xz":
        stream = cast(BinaryIO, lzma.LZMAFile(packed))  # noqa: SIM115 - closed by Unpacked
    else:
        import pyarrow as pa

        stream = pa.CompressedInputStream(pa.PythonFile(packed), "zstd")
    return Unpacked(stream, packed, name, kind, bound)


def seekable_copy(packed: io.BufferedReader) -> io.BufferedReader:
    """All of a stream in memory, since what is inside a zip file is told at its end."""
    with packed:
        return io.BufferedReader(cast(io.RawIOBase, io.BytesIO(packed.read())))


def is_workbook(packed: io.BufferedReader) -> bool:
    """Whether a zip file is a workbook of Excel; the stream is left at its start."""
    if not packed.seekable():
        return False
    try:
        names = zipfile.ZipFile(packed).namelist()
    except MemoryError:
        raise
    except Exception:  # whatever zipfile stumbles over in a damaged file: it is told when unpacked
        names = []
    packed.seek(0)
    return "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names)


def _zip_member(packed: io.BufferedReader, name: str, member: str | None) -> BinaryIO:
    try:
        archive = zipfile.ZipFile(packed)
        table = _one_table(archive, name, member)
        return cast(BinaryIO, archive.open(table))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # zipfile raises many kinds for what is damaged or encrypted
        raise InputError(
            f"this zip file can't be opened ({_first_line(error)})",
            where=name,
            do="unpack it and give the table inside",
        ) from error


def _one_table(archive: zipfile.ZipFile, name: str, member: str | None) -> str:
    names = [i.filename for i in archive.infolist() if i.filename and not i.is_dir()]
    document = next((what for sign, what in _NO_TABLES.items() if sign in names), None)
    if document is not None:
        raise InputError(f"this is {document}", where=name, do="save the table as CSV")
    if names and all(n.endswith(".npy") for n in names):
        raise InputError(
            "these are NumPy arrays (.npz)",
            where=name,
            do="write the follows as a CSV of follower,followed",
        )
    names = [n for n in names if not _is_hidden(n)]
    if member is not None:
        if member not in names:
            raise InputError(f"no member {member!r}", where=name, do=_choices(name, names))
        return member
    tables = names if len(names) < 2 else [n for n in names if not _is_aside(n)]
    tables = tables or [n for n in names if n.lower().endswith(".json") and not _is_named_aside(n)]
    if len(tables) == 1:
        return tables[0]
    what = f"{len(tables)} tables: {', '.join(tables[:5])}" if tables else "no table inside"
    raise InputError(what, where=name, do=_choices(name, tables or names))


def _choices(name: str, names: list[str]) -> str:
    if not names:
        return "give a zip file of one table"
    return "say which: " + " or ".join(f"{name}::{n}" for n in names[:5])


def _is_hidden(member: str) -> bool:
    path = PurePosixPath(member)
    return "__MACOSX" in path.parts or path.name.startswith(".")


def _is_aside(member: str) -> bool:
    return _is_named_aside(member) or PurePosixPath(member).suffix.lower() in _ASIDE_SUFFIXES


def _is_named_aside(member: str) -> bool:
    return PurePosixPath(member).stem.lower() in _ASIDE


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__
