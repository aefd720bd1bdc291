"""How a table is laid out: delimiter, header and where the data begins, told from its head."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from graphres.amounts import parse_digits
from graphres.data.reading.streams.text import strip
from graphres.data.reading.tables.delimiters import choose_delimiter, name_separator, trimmed
from graphres.data.reading.tables.header_row import judge_first_row, names_ends
from graphres.data.reading.tables.preamble import Preamble, preamble
from graphres.data.reading.tables.records import BLANK_RUNS, NUL, Record, lines_of, records
from graphres.data.reading.tables.shapes import refuse_shape
from graphres.errors import InputError

_SAMPLE = 200
_MOST_TITLES = 10


@dataclass(frozen=True)
class Layout:
    """What `find_layout` found.

    Parameters
    ----------
    delimiter : str
        One character; a blank stands for runs of spaces and tabs.
    header : tuple of str or None
        The columns' names, trimmed.
    width : int
        Cells in a full row.
    skip : int
        UTF-8 bytes before the first data row.
    first_line : int
        The physical line on which the data begins.
    blank_lines : int
        Blank lines before the data.
    notes, warnings : tuple of str
        What a reader of the report should know.
    rows_said : int or None
        Rows that a MatrixMarket size line promises.
    sample : tuple of tuple of str
        The cells of the first data rows, trimmed.
    sample_lines : tuple of int
        The lines on which they begin.
    doubtful : bool
        The first row may be a header where it is read as data, or data where it is the header.
    """

    delimiter: str
    header: tuple[str, ...] | None
    width: int
    skip: int
    first_line: int
    blank_lines: int = 0
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    rows_said: int | None = None
    sample: tuple[tuple[str, ...], ...] = field(default=(), repr=False)
    sample_lines: tuple[int, ...] = field(default=(), repr=False)
    doubtful: bool = False

    @property
    def columns(self) -> int:
        """How many columns there are by the header, else by the rows."""
        return self.width if self.header is None else len(self.header)


def find_layout(
    text: io.RawIOBase,
    where: str,
    *,
    delimiter: str | None = None,
    header: bool | None = None,
    wanted: Sequence[str] = (),
    follows: bool = True,
) -> Layout:
    """Look at the head of a table.

    Parameters
    ----------
    text : stream of UTF-8 bytes
        From the start; only its head is read.
    where : str
        The source's name, for messages.
    delimiter : str, optional
        As `delimiters.delimiter_of` gives it; else chosen among TAB ; , | and runs of blanks.
    header : bool, optional
        Whether there is one; else decided.
    wanted : sequence of str
        Columns asked for by name.
    follows : bool
        A table of follows (two columns at least), or one of accounts.

    Raises
    ------
    InputError
        If there is nothing to read, or a single column.
    """
    lines = lines_of(text, where)
    top = preamble(lines, where)
    rest = [top.pending, *islice(lines, _SAMPLE)] if top.pending else []
    sign = delimiter or top.delimiter or choose_delimiter(rest, top, wanted, follows)
    if sign is None and b"\x00" in b"".join(rest):
        raise InputError(
            NUL, where=f"{where}:{top.lines + 1}", do="name the encoding: --encoding utf-16-le?"
        )
    if sign is None:
        raise _single_column(rest, where)
    return _Head(rest, sign, top, where).layout(header, wanted, follows)


def _single_column(lines: Sequence[bytes], where: str) -> InputError:
    """What to say of a table whose rows hold one cell."""
    sign = name_separator(lines)
    if sign is None:
        do = "a follow needs two ids: give --delimiter if need be"
    elif len(sign) == 1:
        do = f"if {sign!r} separates the ids, say so: --delimiter {sign!r}"
    else:
        do = f"its cells seem to be separated by {sign!r}: write one character instead, such as TAB"
    return InputError("a single column", where=where, do=do)


class _Head:
    """The first records of a table, from which its layout is told."""

    def __init__(self, rest: list[bytes], sign: str, top: Preamble, where: str) -> None:
        self._lines = rest
        self._sign = sign
        self._top = top
        self._where = where
        self._records = list(records(rest, sign, first_line=top.lines + 1))
        self._used = 0
        self._notes: list[str] = []
        self._warnings = list(dict.fromkeys(top.warnings))
        self._rows_said: int | None = None
        self._doubtful = False

    def layout(self, header: bool | None, wanted: Sequence[str], follows: bool) -> Layout:
        """Take the header off and measure what is left."""
        self._take_size_line()
        if follows and self._rows_said is None:
            rows = [trimmed(r.cells) for r in self._records]
            refuse_shape(rows, self._sign, self._where, whole=len(self._lines) <= _SAMPLE)
        names = None
        if header is not False:
            names = self._take_header(wanted, follows, forced=header is True)
        held = [r for r in self._records[self._used :] if any(map(strip, r.cells))]
        rows = [trimmed(r.cells) for r in held]
        width = self._width(rows, names, follows)
        if names and follows:
            names = self._with_row_names(names, rows, width)
        if follows:
            self._warn_of_rows_in_comments(width)
        if self._top.comments:
            count = len(self._top.comments)
            lines = "1 comment line" if count == 1 else f"{count} comment lines"
            self._notes.insert(0, f"{lines} above the data skipped")
        used = sum(r.lines for r in self._records[: self._used])
        return Layout(
            delimiter=self._sign,
            header=names,
            width=width,
            skip=self._top.size + sum(map(len, self._lines[:used])),
            first_line=self._top.lines + used + 1,
            blank_lines=self._top.blank_lines,
            notes=tuple(self._notes),
            warnings=tuple(self._warnings),
            rows_said=self._rows_said,
            sample=tuple(rows),
            sample_lines=tuple(r.line for r in held),
            doubtful=self._doubtful,
        )

    def _take_size_line(self) -> None:
        """Leave out the line "rows columns entries" of a MatrixMarket file, banner or not."""
        if not self._records or self._sign != BLANK_RUNS:
            return
        first, below = self._records[0].cells, self._records[1:]
        said = len(first) == 3 and all(parse_digits(cell) is not None for cell in first)
        bare = said and bool(below) and all(len(r.cells) == 2 for r in below if any(r.cells))
        if said and (self._top.matrix_market or (bare and self._top.comments)):
            self._rows_said = int(first[2])
            self._used = 1
            self._notes.append(f"size line {' '.join(first)} skipped")

    def _take_header(
        self, wanted: Sequence[str], follows: bool, *, forced: bool
    ) -> tuple[str, ...] | None:
        if self._rows_said is not None:
            return None
        at = self._first(follows)
        if at is None:
            return self._header_in_comment(0)
        first = trimmed(self._records[at].cells)
        below = [trimmed(r.cells) for r in self._records[at + 1 :] if any(map(strip, r.cells))]
        verdict = judge_first_row(first, below, wanted, follows=follows)
        self._doubtful = verdict.is_doubtful and not forced
        if not (forced or verdict.is_header):
            if follows and any(map(names_ends, below)):
                self._warnings.append("a row below the first reads like a header; it is data here")
            return self._header_in_comment(len(first))
        self._used = at + 1
        self._take_comments_below(len(first))
        return first

    def _first(self, follows: bool) -> int | None:
        """The first record that holds something; a title above a header is passed over."""
        held = (i for i, r in enumerate(self._records) if r.reason or any(map(strip, r.cells)))
        at = next(held, None)
        if at is None or self._records[at].reason:
            return None
        for i, record in enumerate(self._records[at : at + _MOST_TITLES]):
            cells = trimmed(record.cells)
            if i and follows and names_ends(cells):
                lines = "1 line" if i == 1 else f"{i} lines"
                self._notes.append(f"{lines} above the header skipped")
                return at + i
            if len([cell for cell in cells if cell]) > 1:
                break
        return at

    def _take_comments_below(self, width: int) -> None:
        for record in self._records[self._used :]:
            if not record.cells or record.cells[0][:1] not in ("#", "%"):
                return
            if len(record.cells) == width:
                return
            self._top.comments.append(record.cells[0])
            self._used += 1

    def _header_in_comment(self, width: int) -> tuple[str, ...] | None:
        """``# FromNodeId  ToNodeId`` in the last comment line."""
        if not self._top.comments:
            return None
        said = self._top.comments[-1].lstrip("#% ").encode()
        cells = trimmed(next(records([said], self._sign), Record(0, [""])).cells)
        if (width and len(cells) != width) or not names_ends(cells):
            return None
        self._notes.append("the header stands in a comment")
        return cells

    def _warn_of_rows_in_comments(self, width: int) -> None:
        """Warn of #ann,bob above the data: a handle may begin with #."""
        lines = [
            c for c in self._top.comments if c[:1] == "#" and c[1:2] not in ("", " ", "\t", "#")
        ]
        cells = [trimmed(next(records([line.encode()], self._sign)).cells) for line in lines]
        like = [
            row for row in cells if len(row) == width and not names_ends((row[0][1:], *row[1:]))
        ]
        if like:
            noun = "a line above the data begins" if len(like) == 1 else f"{len(like)} lines begin"
            self._warnings.append(
                f"{noun} with # and is skipped as a comment, though it looks like a row"
                f" ({','.join(like[0])})"
            )

    def _width(
        self, rows: list[tuple[str, ...]], names: tuple[str, ...] | None, follows: bool
    ) -> int:
        if not rows and names is None:
            raise InputError(
                "nothing but blank lines and comments",
                where=self._where,
                do="give a table of follows" if follows else "give a table of accounts",
            )
        width = Counter(map(len, rows)).most_common(1)[0][0] if rows else len(names or ())
        if follows and max(width, len(names or ())) < 2:
            raise _single_column(self._lines, self._where)
        return width

    def _with_row_names(
        self, names: tuple[str, ...], rows: list[tuple[str, ...]], width: int
    ) -> tuple[str, ...]:
        """A header one short over rows that are numbered: R writes tables so."""
        numbers = [row[0] for row in rows if len(row) == width]
        start = parse_digits(numbers[0]) if numbers else None
        numbered = start in (0, 1) and numbers == [str(start + i) for i in range(len(numbers))]
        if width != len(names) + 1 or not numbered or not any(row[-1] for row in rows):
            return names
        self._notes.append("the first column, which has no name, numbers the rows")
        return ("", *names)
