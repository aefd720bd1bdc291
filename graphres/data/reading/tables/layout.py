"""How a table is laid out: the lines above it, its delimiter, its header, where its data begin."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from graphres.amounts import parse_digits
from graphres.data.reading.streams.text import BLANKS, strip
from graphres.data.reading.tables.delimiters import choose_delimiter, name_separator, trimmed
from graphres.data.reading.tables.header_row import judge_first_row, names_ends
from graphres.data.reading.tables.records import BLANK_RUNS, NUL, Record, lines_of, records
from graphres.data.reading.tables.shapes import refuse_shape
from graphres.errors import InputError

_SEP = re.compile(r'"?sep=(?P<sign>[^\r\n])"?[ ,;\t]*', re.IGNORECASE)
_BANNER = re.compile(r"%%matrixmarket\s+matrix\s+(?P<form>\S+)\s+\S+\s+(?P<kind>\S+)", re.I)
_KONECT_TWO_KINDS = re.compile(r"%\s*bip\s", re.IGNORECASE)
_KONECT_TIES = re.compile(r"%\s*sym\s", re.IGNORECASE)
TIES = "the file says its follows are mutual ties: read it with --undirected if they are"


@dataclass
class Preamble:
    """What `read_preamble` took from the lines above a table, and the first line it left."""

    pending: bytes = b""
    lines: int = 0
    size: int = 0
    blank_lines: int = 0
    delimiter: str | None = None
    comments: list[str] = field(default_factory=list)
    matrix_market: bool = False
    warnings: list[str] = field(default_factory=list)

    def _takes(self, raw: bytes, where: str) -> bool:
        """Whether a line stands above the table; what it says is kept."""
        text = raw.decode(errors="replace").rstrip("\r\n")
        sep = _SEP.fullmatch(text.strip(" \ufeff")) if self.delimiter is None else None
        if sep and not self.comments:
            self.delimiter = sep["sign"]
        elif not text.strip(BLANKS + ",;|"):
            self.blank_lines += 1
        elif text.lstrip(BLANKS)[0] in "#%":
            self._comment(text.strip(BLANKS), where)
        else:
            return False
        return True

    def _comment(self, text: str, where: str) -> None:
        banner = _BANNER.match(text)
        if banner:
            if banner["form"].lower() != "coordinate":
                raise InputError(
                    "a MatrixMarket array, not a list of entries",
                    where=where,
                    do="write it in coordinate form",
                )
            self.matrix_market = True
        if _KONECT_TWO_KINDS.match(text + " "):
            raise InputError(
                "the file says that its two columns hold two kinds of nodes (bip)",
                where=where,
                do="give the two kinds different ids and take that line out",
            )
        if _KONECT_TIES.match(text + " ") or (banner and banner["kind"].lower() != "general"):
            self.warnings.append(TIES)
        self.comments.append(text)


#: No program writes as many lines above a table.
_MOST_ABOVE = 100_000


def read_preamble(lines: Iterator[bytes], where: str) -> Preamble:
    r"""Take what stands above a table from its lines.

    Parameters
    ----------
    lines : iterator of bytes
        Physical lines with their ends; left after the first line of the table.
    where : str
        The source's name, for messages.

    Returns
    -------
    Preamble
        Its ``pending`` is the table's first line, empty if there is none.

    Examples
    --------
    >>> top = read_preamble(iter([b"# exported\n", b"\n", b"a,b\n", b"c,d\n"]), "x.csv")
    >>> top.comments, top.blank_lines, top.pending
    (['# exported'], 1, b'a,b\n')
    """
    top = Preamble()
    for raw in lines:
        if not top._takes(raw, where):
            top.pending = raw
            break
        top.lines += 1
        if top.lines > _MOST_ABOVE:
            raise InputError(
                f"no row in the first {_MOST_ABOVE:,} lines, which are blank or comments",
                where=where,
                do="give a table of follows",
            )
        top.size += len(raw)
    return top


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
    promised_rows : int or None
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
    promised_rows: int | None = None
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
        As `delimiters.parse_delimiter` gives it; else chosen among TAB ; , | and runs of blanks.
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
    top = read_preamble(lines, where)
    rest = [top.pending, *islice(lines, _SAMPLE)] if top.pending else []
    sign = delimiter or top.delimiter or (BLANK_RUNS if top.matrix_market else None)
    sign = sign or choose_delimiter(rest, wanted, follows)
    if sign is None and b"\x00" in b"".join(rest):
        raise InputError(
            NUL, where=f"{where}:{top.lines + 1}", do="name the encoding: --encoding utf-16-le?"
        )
    if sign is None:
        raise _single_column(rest, where)
    return _Head(rest, sign, top, where).layout(header, wanted, follows)


def _single_column(lines: Sequence[bytes], where: str) -> InputError:
    """Return the error for a table whose rows hold one cell."""
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
        self._promised_rows: int | None = None
        self._doubtful = False

    def layout(self, header: bool | None, wanted: Sequence[str], follows: bool) -> Layout:
        """Take the header off and measure what is left."""
        self._take_size_line()
        if follows and self._promised_rows is None:
            rows = [trimmed(r.cells) for r in self._records]
            refuse_shape(rows, self._sign, self._where, is_complete=len(self._lines) <= _SAMPLE)
        names = None
        if header is not False:
            names = self._take_header(wanted, follows, forced=header is True)
        filled = [r for r in self._records[self._used :] if any(map(strip, r.cells))]
        rows = [trimmed(r.cells) for r in filled]
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
            promised_rows=self._promised_rows,
            sample=tuple(rows),
            sample_lines=tuple(r.line_number for r in filled),
            doubtful=self._doubtful,
        )

    def _take_size_line(self) -> None:
        """Leave out the line "rows columns entries" of a MatrixMarket file, banner or not."""
        if not self._records or self._sign != BLANK_RUNS:
            return
        first, below = self._records[0].cells, self._records[1:]
        is_sizes = len(first) == 3 and all(parse_digits(cell) is not None for cell in first)
        bare = is_sizes and bool(below) and all(len(r.cells) == 2 for r in below if any(r.cells))
        if is_sizes and (self._top.matrix_market or (bare and self._top.comments)):
            self._promised_rows = int(first[2])
            self._used = 1
            self._notes.append(f"size line {' '.join(first)} skipped")

    def _take_header(
        self, wanted: Sequence[str], follows: bool, *, forced: bool
    ) -> tuple[str, ...] | None:
        if self._promised_rows is not None:
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
        """Find the first record that holds something; pass over a title above a header."""
        filled = (i for i, r in enumerate(self._records) if r.reason or any(map(strip, r.cells)))
        at = next(filled, None)
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
        text = self._top.comments[-1].lstrip("#% ").encode()
        cells = trimmed(next(records([text], self._sign), Record(0, [""])).cells)
        if (width and len(cells) != width) or not names_ends(cells):
            return None
        self._notes.append("the header stands in a comment")
        return cells

    def _warn_of_rows_in_comments(self, width: int) -> None:
        """Warn of #ann,bob above the data: a handle may begin with #."""
        lines = [
            c for c in self._top.comments if c[:1] == "#" and c[1:2] not in ("", " ", "\t", "#")
        ]
        cells = [trimmed(next(records([comment.encode()], self._sign)).cells) for comment in lines]
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
        """Complete a header that is one short over numbered rows: R writes tables so."""
        numbers = [row[0] for row in rows if len(row) == width]
        start = parse_digits(numbers[0]) if numbers else None
        numbered = start in (0, 1) and numbers == [str(start + i) for i in range(len(numbers))]
        if width != len(names) + 1 or not numbered or not any(row[-1] for row in rows):
            return names
        self._notes.append("the first column, which has no name, numbers the rows")
        return ("", *names)
