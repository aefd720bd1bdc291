"""What separates the cells of a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graphres.errors import UsageError
from graphres.reading.streams.text import strip
from graphres.reading.tables.names import is_header
from graphres.reading.tables.preamble import Preamble
from graphres.reading.tables.records import BLANK_RUNS, Record, records

__all__ = ["choose_delimiter", "delimiter_of", "trimmed"]

_DELIMITERS = ("\t", ";", ",", "|", BLANK_RUNS)
_NAMES = {"\\t": "\t", "tab": "\t", "space": " ", "comma": ",", "semicolon": ";", "pipe": "|"}


def delimiter_of(option: str | None) -> str | None:
    r"""The character that ``--delimiter`` means.

    >>> delimiter_of("tab"), delimiter_of("space"), delimiter_of(";")
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


def choose_delimiter(
    rest: list[bytes], top: Preamble, wanted: Sequence[str], follows: bool
) -> str | None:
    """The delimiter under which a table's head looks most like one; the earlier one if equal.

    Parameters
    ----------
    rest : list of bytes
        The first lines of the table.
    top : Preamble
        What stands above them.
    wanted : sequence of str
        Columns asked for by name.
    follows : bool
        A table of follows, which needs two columns, or one of accounts.
    """
    if top.matrix_market:
        return BLANK_RUNS
    best, best_score = None, 0.0
    for sign in _DELIMITERS:
        score = _likeness(list(records(rest, sign)), wanted, follows)
        if score > best_score:
            best, best_score = sign, score
    if best is None and (not follows or not rest):
        return ","
    return best


def _likeness(found: list[Record], wanted: Sequence[str], follows: bool) -> float:
    """0 for no table; up to 1 for rows of one width, and 1 more for a header that is known."""
    rows = [trimmed(r.cells) for r in found if any(map(strip, r.cells))]
    widths = Counter(map(len, rows))
    if not rows or max(widths) < 2:
        return 0.0
    known = len(rows[0]) > 1 and is_header(rows[0], [], wanted, follows=True)
    width, count = widths.most_common(1)[0]
    if width < 2:
        return 1.0 if known else 0.0
    return count / len(found) + known


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Cells without surrounding blanks."""
    return tuple(strip(cell) for cell in cells)
