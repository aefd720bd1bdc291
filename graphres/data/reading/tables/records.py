"""Text, record by record: which physical line each begins on, its cells, or why it has none.

The Python reader uses it. A record may span lines inside quotes, but a quote that is never
properly closed spoils its own line alone: reading resumes on the line after it.
"""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphres.errors import InputError

#: The delimiter that stands for runs of spaces and tabs.
BLANK_RUNS = " "

NUL = "a NUL byte"
UNCLOSED = "a quote that is not closed"
BAD_QUOTES = "text after a closing quote"

_CHUNK = 1 << 20
_LONGEST = 16 << 20
_MOST_LINES = 1000
_QUOTED = r'"([^"]*(?:""[^"]*)*)"'


class Record(NamedTuple):
    """One record: its first physical line (from 1), its cells or, with none, the reason.

    ``quoted``: it begins with a quote, so that a # in its first cell begins no comment.
    """

    line_number: int
    cells: list[str]
    reason: str = ""
    lines: int = 1
    quoted: bool = False


def lines_of(stream: io.RawIOBase | io.BytesIO, where: str) -> Iterator[bytes]:
    r"""Physical lines with their ends: LF, CRLF or CR.

    >>> list(lines_of(io.BytesIO(b"a\rb\r\nc\n\nd"), "x.csv"))
    [b'a\r', b'b\r\n', b'c\n', b'\n', b'd']

    Raises
    ------
    InputError
        If a line is longer than any table's.
    """
    pending = b""
    while chunk := stream.read(_CHUNK):
        lines = (pending + chunk).splitlines(keepends=True)
        # The last line may go on; a last CR may be half of a CRLF.
        pending = lines.pop() if not lines[-1].endswith(b"\n") else b""
        if len(pending) > _LONGEST:
            raise InputError("a line of more than 16 MB", where=where, do="give a table, as text")
        yield from lines
    if pending:
        yield pending


def records(
    lines: Iterable[bytes], delimiter: str, *, first_line: int = 1, encoding: str = "utf-8"
) -> Iterator[Record]:
    r"""Split physical lines into records.

    Parameters
    ----------
    lines : iterable of bytes
        UTF-8 lines with their ends.
    delimiter : str
        One character; a blank stands for runs of spaces and tabs.
    first_line : int
        Number of the first line.
    encoding : str
        What the reason calls bytes that are not valid.

    Yields
    ------
    Record
        Cells as they stand, with quotes undone and blanks kept. Linear in the text, times the
        lines (at most 1,000) that an unclosed quote makes it look ahead.

    Examples
    --------
    >>> text = [b'a,"b, c"\n', b'"d,e\n', b'f,g\n']
    >>> [(r.line_number, r.cells or r.reason) for r in records(text, ",")]
    [(1, ['a', 'b, c']), (2, 'a quote that is not closed'), (3, ['f', 'g'])]
    """
    split = _Splitter(delimiter)
    ahead: deque[bytes] = deque()
    source = iter(lines)
    number = first_line
    while (raw := ahead.popleft() if ahead else next(source, None)) is not None:
        record = _record(raw, number, split, ahead, source, encoding)
        for _ in range(record.lines - 1):
            ahead.popleft()
        number += record.lines
        yield record


def _record(
    raw: bytes,
    number: int,
    split: _Splitter,
    ahead: deque[bytes],
    source: Iterator[bytes],
    encoding: str,
) -> Record:
    """Read the record that begins with a line; its further lines stay at the head of `ahead`."""
    first = _cells(raw, number, split, encoding)
    if first.reason != UNCLOSED:
        return first
    parts = [raw]
    while len(parts) < _MOST_LINES:
        if len(parts) > len(ahead):
            more = next(source, None)
            if more is None:
                break
            ahead.append(more)
        parts.append(ahead[len(parts) - 1])
        if b'"' in parts[-1]:
            record = _cells(b"".join(parts), number, split, encoding)
            if not record.reason:
                return record._replace(lines=len(parts))
            if record.reason != UNCLOSED:
                break
    return first


def _cells(raw: bytes, number: int, split: _Splitter, encoding: str) -> Record:
    if b"\x00" in raw:
        return Record(number, [], NUL)
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return Record(number, [], f"not valid {encoding.upper()}")
    cells = split(text)
    if not isinstance(cells, list):
        return Record(number, [], cells)
    return Record(number, cells, quoted=raw.lstrip(b" \t").startswith(b'"'))


class _Splitter:
    """Cells of one record, or the reason why its quotes make no sense (yet)."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._runs = delimiter == BLANK_RUNS
        gap = r"[ \t]+" if self._runs else re.escape(delimiter)
        pad = "[ \ufeff]*" if delimiter == "\t" else "[ \t\ufeff]*"
        end = r"(?:\r\n?|\n)?\Z"
        self._pad = re.compile(pad)
        self._end = re.compile(pad + end)
        self._opens = re.compile(pad + '"')
        self._open = re.compile(pad + r'"[^"]*(?:""[^"]*)*\Z')
        self._quoted = re.compile(rf"{pad}{_QUOTED}(?={pad}(?:{gap}|{end}))")
        self._plain = re.compile(r"[^ \t\r\n]*" if self._runs else rf"[^{gap}\r\n]*")
        self._gap = re.compile(gap if self._runs else pad + gap)

    def __call__(self, text: str) -> list[str] | str:
        if '"' in text:
            return self._with_quotes(text)
        text = text.rstrip("\r\n")
        if self._runs:
            return [cell for cell in text.replace("\t", " ").split(" ") if cell] or [""]
        return text.split(self._delimiter)

    def _with_quotes(self, text: str) -> list[str] | str:
        cells: list[str] = []
        at = _end_of(self._pad.match(text)) if self._runs else 0
        while True:
            if self._opens.match(text, at):
                quoted = self._quoted.match(text, at)
                if quoted is None:
                    return UNCLOSED if self._open.match(text, at) else BAD_QUOTES
                cells.append(quoted[1].replace('""', '"'))
                at = quoted.end()
            else:
                plain_end = _end_of(self._plain.match(text, at))
                cells.append(text[at:plain_end])
                at = plain_end
            if self._end.match(text, at):
                return cells
            at = _end_of(self._gap.match(text, at))


def _end_of(match: re.Match[str] | None) -> int:
    assert match is not None
    return match.end()
