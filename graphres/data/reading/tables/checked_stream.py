"""Text on its way to the fast reader, checked for all that it would get wrong in silence."""

from __future__ import annotations

import codecs
import io
import re

import numpy as np

from graphres.data.reading.streams.raw import Reader
from graphres.data.reading.tables.records import BLANK_RUNS

_BLANK_LINES = re.compile(rb"^\r?\n", re.MULTILINE)
_RUNS = re.compile(rb"[ \t]+")


class NotVerifiedError(Exception):
    """The fast reader can't be shown to read this text right; the careful one has to."""


class Watched(Reader):
    """A stream of whole lines that stops at what the fast reader is not trusted with.

    Refused: NUL, invalid UTF-8, a lone CR, quotes that are not cleanly around whole cells, lines
    that may be comments.
    Runs of blanks become one blank. Counts are of what has been read so far.

    Parameters
    ----------
    text : stream of UTF-8 bytes
        From the first data row.
    delimiter : str
    drop_blank : bool
        Leave out empty lines, for tables of more columns than the fast reader looks at.
    """

    def __init__(self, text: io.RawIOBase, delimiter: str, *, drop_blank: bool = False) -> None:
        self._text = text
        self._runs = delimiter == BLANK_RUNS
        self._delimiter = ord(delimiter)
        self._rest = b""
        self._ahead = b""
        self._ended = False
        self._drop_blank = drop_blank
        self.blank_lines = 0
        self.size = 0
        self.lines = 0
        self.line_ends = 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, cut at the end of a line; empty at the end of the text."""
        size = 1 << 30 if size < 0 else size
        if self._ahead:
            chunk, self._ahead = self._ahead[:size], self._ahead[size:]
            return chunk
        chunk = b""
        while not chunk and (lines := self._whole_lines(size)):
            chunk = self._checked(lines)
        return chunk

    def is_empty(self, size: int) -> bool:
        """Whether nothing is left; else up to `size` bytes are read and wait for `read`."""
        self._ahead = self._ahead or self.read(size)
        return not self._ahead

    def close(self) -> None:
        """Close the stream beneath as well."""
        self._text.close()
        super().close()

    def _whole_lines(self, size: int) -> bytes:
        data = self._rest
        while not self._ended and (len(data) < size):
            raw = self._text.read(size - len(data))
            self._ended = not raw
            data = data + raw if data else raw
            if b"\n" in raw:
                break
        whole = self._ended and len(data) <= size
        cut = len(data) if whole else data.rfind(b"\n", 0, size) + 1
        if cut == 0 and data:
            raise NotVerifiedError("a line longer than a block")
        self._rest = data[cut:]
        return data[:cut] if cut < len(data) else data

    def _checked(self, chunk: bytes) -> bytes:
        if b"\x00" in chunk:
            raise NotVerifiedError("NUL")
        if not chunk.isascii():
            _check_utf8(chunk)
        returns = chunk.count(b"\r") if b"\r" in chunk else 0
        if returns and returns != chunk.count(b"\r\n"):
            raise NotVerifiedError("a lone CR")
        if b'"' in chunk:
            self._check_quotes(chunk)
        # One sign is found far sooner than two in a row.
        if any(sign in chunk and b"\n" + sign in b"\n" + chunk for sign in (b"#", b"%")):
            raise NotVerifiedError("a line that may be a comment")
        if self._runs:
            chunk = _single_blanks(chunk)
        if self._drop_blank:
            chunk = self._without_blank_lines(chunk)
        ends = int(np.count_nonzero(np.frombuffer(chunk, dtype=np.uint8) == ord("\n")))
        self.size += len(chunk)
        self.line_ends += ends + returns
        self.lines += ends + (chunk != b"" and not chunk.endswith(b"\n"))
        return chunk

    def _without_blank_lines(self, chunk: bytes) -> bytes:
        if b"\n\n" in chunk or b"\n\r\n" in chunk or chunk[:1] in (b"\r", b"\n"):
            before = chunk.count(b"\n")
            chunk = _BLANK_LINES.sub(b"", chunk)
            self.blank_lines += before - chunk.count(b"\n")
        return chunk

    def _check_quotes(self, chunk: bytes) -> None:
        """Let pass quotes that open and close whole cells, in turn: any reader agrees on those."""
        if self._runs:
            raise NotVerifiedError("quotes among runs of blanks")
        padded = np.frombuffer(b"\n" + chunk + b"\n", dtype=np.uint8)
        at = np.flatnonzero(padded == ord('"'))
        border = np.zeros(256, dtype=bool)
        border[[self._delimiter, ord("\n"), ord("\r")]] = True
        opens = border[padded[at[0::2] - 1]]
        closes = border[padded[at[1::2] + 1]]
        if len(opens) != len(closes) or not opens.all() or not closes.all():
            raise NotVerifiedError("quotes inside a cell")


def _check_utf8(chunk: bytes) -> None:
    try:
        codecs.utf_8_decode(chunk, "strict", True)
    except UnicodeDecodeError as error:
        raise NotVerifiedError("invalid UTF-8") from error


def _single_blanks(chunk: bytes) -> bytes:
    """One blank between cells, none around rows."""
    doubtful = b"  ", b"\t", b" \n", b" \r", b"\n "
    if chunk.startswith(b" ") or chunk.endswith(b" ") or any(sign in chunk for sign in doubtful):
        chunk = _RUNS.sub(b" ", chunk).replace(b" \r\n", b"\r\n")
        whole = chunk.endswith(b"\n")
        chunk = chunk.replace(b" \n", b"\n").replace(b"\n ", b"\n").strip(b" ")
        if chunk.endswith(b"\n") != whole or not chunk:
            raise NotVerifiedError("a last line of blanks alone")
    return chunk
