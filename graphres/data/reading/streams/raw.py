"""Small readers of raw bytes: counted, hashed in the background, or sharing one spool."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

Progress = Callable[[int, int], None]

_CHUNK = 1 << 20


class Digest:
    """SHA-256 of a stream, computed in a background thread; the stream is closed at its end."""

    def __init__(self, stream: BinaryIO) -> None:
        self.size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        self._stream = stream
        self._hash = hashlib.sha256()
        self._error: OSError | None = None
        # A daemon: an error found while reading must not wait for the hash of a huge file.
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            with self._stream:
                while chunk := self._stream.read(_CHUNK):
                    self._hash.update(chunk)
        except OSError as error:
            self._error = error

    def wait(self) -> None:
        """Return once the stream is read to its end."""
        self._thread.join()

    def result(self) -> str:
        """Return the digest as hex, once the stream is read to its end."""
        self.wait()
        if self._error is not None:
            raise self._error
        return self._hash.hexdigest()


class LateDigest:
    """As `Digest`, computed when it is asked for: for files of which there may be thousands."""

    def __init__(self, path: Path, opened: Callable[[], BinaryIO]) -> None:
        self._opened = opened
        self.size = path.stat().st_size

    def wait(self) -> None:
        """Nothing is under way."""

    def result(self) -> str:
        """Return the digest as hex."""
        digest = hashlib.sha256()
        with self._opened() as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        return digest.hexdigest()


class Reader(io.RawIOBase):
    """A raw stream that is read through `readinto`."""

    def readable(self) -> bool:
        """Return True."""
        return True


class Counted(Reader):
    """A raw stream that reports how far it has been read; it can be sought if its source can."""

    def __init__(self, stream: BinaryIO, total: int, on_progress: Progress | None) -> None:
        self._stream = stream
        self._total = total
        self._done = 0
        self._on_progress = on_progress

    def seekable(self) -> bool:
        """Whether it can go back, which zip files need."""
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move, without reporting."""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        """Return the position in the raw bytes."""
        return self._stream.tell()

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read, and report."""
        read = int(self._stream.readinto(buffer) or 0)  # type: ignore[attr-defined]
        self._done += read
        if self._on_progress is not None:
            self._on_progress(min(self._done, self._total), self._total)
        return read

    def close(self) -> None:
        """Close the stream beneath as well."""
        self._stream.close()
        super().close()


class Window(Reader):
    """One reader of a spool that several share, with a position of its own."""

    _lock = threading.Lock()

    def __init__(self, spool: BinaryIO) -> None:
        self._spool = spool
        self._at = 0

    def seekable(self) -> bool:
        """Return True: it can always go back."""
        return True

    def tell(self) -> int:
        """Where this reader alone is."""
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Move this reader alone."""
        with self._lock:
            end = self._spool.seek(0, os.SEEK_END) if whence == os.SEEK_END else 0
        self._at = offset + (end, self._at)[whence == os.SEEK_CUR]
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read from this reader's position."""
        with self._lock:
            self._spool.seek(self._at)
            data = self._spool.read(len(buffer))
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)


class Chained(Reader):
    """Streams of text one after another, each ended by a line end."""

    def __init__(self, streams: Iterator[io.RawIOBase]) -> None:
        self._streams = streams
        self._stream = next(streams, None)
        self._pending = b""
        self._last = b"\n"

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read on, from the next stream where one has ended."""
        while not self._pending and self._stream is not None:
            self._pending = self._stream.read(_CHUNK) or b""
            if not self._pending:
                self._stream.close()
                self._stream = next(self._streams, None)
                self._pending = b"" if self._last in b"\r\n" else b"\n"
            self._last = self._pending[-1:] or self._last
        data, self._pending = self._pending[: len(buffer)], self._pending[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the stream that is being read."""
        if self._stream is not None:
            self._stream.close()
        super().close()
