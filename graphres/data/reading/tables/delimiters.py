"""What separates the cells of a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from graphres.data.reading.streams.text import strip
from graphres.data.reading.tables.header_row import names_columns
from graphres.data.reading.tables.records import BLANK_RUNS, Record, records
from graphres.errors import UsageError

_DELIMITERS = ("\t", ";", ",", "|", BLANK_RUNS)
_NAMES = {"\\t": "\t", "tab": "\t", "space": " ", "comma": ",", "semicolon": ";", "pipe": "|"}


def parse_delimiter(option: str | None) -> str | None:
    r"""Return the character that ``--delimiter`` means.

    >>> parse_delimiter("tab"), parse_delimiter("space"), parse_delimiter(";")
    ('\t', ' ', ';')

    Raises
    ------
    UsageError
        If it is not one character, or one that can't separate cells.
    """
    if option is None:
        return None
    sign = _NAMES.get(option.lower(), option)
    if len(sign) != 1 or sign in '"\r\n\x00':
        raise UsageError(
            f"{option!r} is no delimiter",
            where="--delimiter",
            do="give one character, tab or space",
        )
    return sign


def choose_delimiter(rest: list[bytes], wanted: Sequence[str], follows: bool) -> str | None:
    """Choose the delimiter under which a table's head looks most like one.

    Rows of one width speak for a delimiter, a header that is known, and two columns whose cells
    look like ids: free of other delimiters and blanks. The earlier one wins a tie.

    Parameters
    ----------
    rest : list of bytes
        The first lines of the table.
    wanted : sequence of str
        Columns asked for by name.
    follows : bool
        A table of follows, which needs two columns, or one of accounts.

    Returns
    -------
    str or None
        None where no delimiter makes two columns of a table of follows.
    """
    best, best_score = None, 0.0
    for sign in _DELIMITERS:
        score = _likeness(list(records(rest, sign)), sign, wanted)
        if sign == BLANK_RUNS and any(b"\t" in raw and b" " in raw for raw in rest):
            score -= 0.5  # blanks beside TABs rather stand inside cells
        if score > best_score:
            best, best_score = sign, score
    if best is None and (not follows or not rest):
        return ","
    return best


def name_separator(rest: Sequence[bytes]) -> str | None:
    """Return what seems to separate cells where no delimiter does: signs that every line holds.

    >>> name_separator([b"ann::bob::5", b"cem::bob::3"]), name_separator([b"ann", b"bob"])
    ('::', None)
    """
    texts = [raw.decode(errors="replace").strip() for raw in rest if raw.strip()]
    signs = Counter(sign for text in texts for sign in set(_SIGNS.findall(text)))
    common = [sign for sign, count in signs.items() if count == len(texts)]
    return max(common, key=len) if common else None


_SIGNS = re.compile(r"""(?<=\w)[^\w\s"'.@#/-]+>?(?=\w)|(?<=\w)[-=]+>(?=\w)""")


def _likeness(head: list[Record], sign: str, wanted: Sequence[str]) -> float:
    """0 for no table; up to 1 each for rows of one width, a known header, and cells like ids."""
    rows = [trimmed(r.cells) for r in head if any(map(strip, r.cells))]
    widths = Counter(map(len, rows))
    if not rows or max(widths) < 2:
        return 0.0
    width, count = widths.most_common(1)[0]
    has_header = len(rows[0]) > 1 and names_columns(rows[0], wanted)
    # A header fits the rows below it, but for a column of row names or delimiters at the end.
    has_header = has_header and (width < 2 or abs(len(rows[0]) - width) < 2)
    has_header = has_header and not any(_others(sign).intersection(cell) for cell in rows[0])
    if width < 2:
        return 1.0 if has_header else 0.0
    below = rows[1:] if has_header and len(rows) > 1 else rows
    plain = _plain_cells([row for row in below if len(row) == width], sign)
    return count / len(head) + has_header + plain


def _plain_cells(rows: list[tuple[str, ...]], sign: str) -> float:
    """How plain the cells of the second-plainest column are, up to 1."""
    others = _others(sign)
    columns = zip(*rows, strict=True)
    plain = sorted(sum(_plainness(cell, others) for cell in column) for column in columns)
    return plain[-2] / len(rows) if rows else 0.0


def _others(sign: str) -> set[str]:
    return set(_DELIMITERS) - {sign, BLANK_RUNS}


def _plainness(cell: str, others: set[str]) -> float:
    if others.intersection(cell) or cell.count('"') % 2:
        return 0.0
    return 0.7 if " " in cell else 1.0


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without surrounding blanks."""
    return tuple(strip(cell) for cell in cells)
