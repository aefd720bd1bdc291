"""Bytes of any encoding as UTF-8 bytes, without byte-order mark and trailing Ctrl-Z."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable

from graphres.data.reading.streams.raw import Reader
from graphres.errors import InputError, UsageError

#: Trimmed around ids: Unicode white space, and the byte-order mark that joining files leaves.
BLANKS = "".join(chr(c) for c in range(0x3001) if chr(c).isspace()) + "\ufeff"

_CHUNK = 1 << 20
_MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
#: Codecs of text that no file is written in: of domain names, of source code, of nothing.
_NOT_OF_FILES = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape"}
_CTRL_Z = re.compile(rb"\x1a[\x1a\r\n]*\Z")


def strip(text: str) -> str:
    r"""Trim surrounding blanks.

    >>> strip("\ufeff bob\u00a0")
    'bob'
    """
    return text.strip(BLANKS)


def find_codec(encoding: str | None) -> str | None:
    """Return the codec's own name; None for no encoding.

    Raises
    ------
    UsageError
        If Python knows no such text encoding.
    """
    if encoding is None:
        return None
    try:
        codec = codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise _no_encoding(encoding) from error
    if codec.name in _NOT_OF_FILES or not codec._is_text_encoding or not codec.incrementaldecoder:
        raise _no_encoding(encoding)
    return "utf-8" if codec.name == "utf-8-sig" else codec.name


def _no_encoding(name: str) -> UsageError:
    return UsageError(
        f"unknown encoding {name[:60]!r}", where="--encoding", do="try utf-8, cp1252 or utf-16"
    )


class Text(Reader):
    """A stream of UTF-8 bytes.

    UTF-8 goes through as it is, valid or not. Of another encoding, what can't be decoded becomes
    bytes that are no UTF-8 either, so that the row they stand in is found by the same test.

    Parameters
    ----------
    stream : binary stream
        Decompressed bytes from the start.
    encoding : str, optional
        As `find_codec` gives it; UTF-8 if not given, unless a byte-order mark says otherwise.
    """

    def __init__(self, stream: io.BufferedReader, encoding: str | None = None) -> None:
        self._stream = stream
        self.encoding = encoding or find_mark_codec(stream.peek(4)[:4])
        self._recode = _recoder(self.encoding)
        self._pending = b""
        self._started = False
        self._ended = False

    def read(self, size: int = -1) -> bytes:
        """About `size` bytes; fewer only where recoding needs fewer; empty at the end alone."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        while not self._ended:
            raw = self._stream.read(size)
            self._ended = not raw
            text = self._start(self._pending + self._decoded(raw))
            text, self._pending = _without_ctrl_z(text)
            if text:
                return text
        return b""

    def close(self) -> None:
        """Close the stream beneath as well."""
        self._stream.close()
        super().close()

    def _decoded(self, raw: bytes) -> bytes:
        """Recode bytes to UTF-8; a codec fails where a mark is missing or a sequence is cut."""
        try:
            return self._recode(raw, self._ended)
        except UnicodeError as error:
            raise InputError(
                f"this is not {self.encoding} ({error})", do="name another: --encoding NAME"
            ) from error

    def _start(self, text: bytes) -> bytes:
        """Drop the byte-order mark of the very first bytes."""
        if self._started or not text:
            return text
        self._started = True
        return text.removeprefix(codecs.BOM_UTF8)


class Skipped(Reader):
    """A stream without its first bytes."""

    def __init__(self, stream: io.RawIOBase, skip: int) -> None:
        self._stream = stream
        self._skip = skip

    def read(self, size: int = -1) -> bytes:
        """Read some of the bytes that are left; empty at the end alone."""
        while chunk := self._stream.read(size):
            skipped = min(self._skip, len(chunk))
            self._skip -= skipped
            if skipped < len(chunk):
                return chunk[skipped:] if skipped else chunk
        return b""

    def close(self) -> None:
        """Close the stream beneath as well."""
        self._stream.close()
        super().close()


def _without_ctrl_z(text: bytes) -> tuple[bytes, bytes]:
    """Text, and a Ctrl-Z that may be the file's last character: it is dropped if it is."""
    if b"\x1a" in text:
        match = _CTRL_Z.search(text)
        if match:
            return text[: match.start()], text[match.start() :]
    return text, b""


def find_mark_codec(head: bytes) -> str:
    """Return the encoding that a byte-order mark names; UTF-8 without one."""
    return next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")


def _recoder(encoding: str) -> Callable[[bytes, bool], bytes]:
    if encoding == "utf-8":
        return lambda raw, final: raw
    decoder = codecs.getincrementaldecoder(encoding)("graphres.mark")
    return lambda raw, final: decoder.decode(raw, final).encode("utf-8", "surrogatepass")


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Stand a lone surrogate, which no valid UTF-8 holds, in for what can't be decoded."""
    assert isinstance(error, UnicodeDecodeError)
    return "\udcff", error.end


codecs.register_error("graphres.mark", _mark)
