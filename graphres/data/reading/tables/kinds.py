"""What kind of thing a column holds, by its cells alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from enum import Enum

from graphres.data.reading.tables.headers import MUTUAL, NO_FOLLOW, RELATIONS, fold_word

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
_FRACTION = re.compile(r"[-+]?\d*[.,]\d*[1-9]\d*([eE]-\d+)?|[-+]?\d+(\.\d+)?[eE]-\d+")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*(?:z|utc|gmt|[+-]\d\d:?\d\d)?"
_DAY = rf"""(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}
    | \d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{4}}|\d\d)
    | {_MONTH}\s+\d{{1,2}},?\s+\d{{4}} | \d{{1,2}}[-\s]{_MONTH},?[-\s]\d{{4}})"""
_DATE = re.compile(
    rf"(?:{_DAY}(?:[t,\s]\s*{_CLOCK})? | {_CLOCK}"
    rf"| (?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?\s.*\d{{4}}.*)",
    re.IGNORECASE | re.VERBOSE,
)
_TRUTH = frozenset({"true", "false", "yes", "no"})
_ARROW = re.compile(r"[-=<>~:|/\\→←↔⇒⇄➔➜]{1,4}")
_SENTENCE = 4


class CellKind(Enum):
    """What all cells of a column are; blank cells are passed over."""

    BLANK = "nothing"
    DATE = "dates"
    TRUTH = "true or false"
    FLAG = "0 and 1"
    FRACTION = "numbers with decimals"
    RELATION = "what stands between two accounts"
    TEXT = "sentences"
    NUMBER = "whole numbers"
    NAME = "names"

    @property
    def may_be_ids(self) -> bool:
        """Whether accounts may be named so."""
        return self in (CellKind.NAME, CellKind.NUMBER, CellKind.FLAG)

    @property
    def is_free(self) -> bool:
        """Whether any text could stand in such a column."""
        return self in (CellKind.NAME, CellKind.TEXT, CellKind.BLANK)


def find_kind(cells: Iterable[str]) -> CellKind:
    """Tell what kind of thing a column holds.

    Parameters
    ----------
    cells : iterable of str
        Trimmed.

    Notes
    -----
    Linear in the cells.

    Examples
    --------
    >>> find_kind(["2020-01-01", "", "2020-02-01"]).value, find_kind(["7", "ann"]).value
    ('dates', 'names')
    """
    texts = list(dict.fromkeys(cell for cell in cells if cell))
    if not texts:
        return CellKind.BLANK
    for kind, fits in _TESTS:
        if all(map(fits, texts)):
            return kind
    if all(map(is_number, texts)):
        return CellKind.FRACTION if any(map(_FRACTION.fullmatch, texts)) else CellKind.NUMBER
    return CellKind.TEXT if all(map(_is_sentence, texts)) else CellKind.NAME


def fits_kind(cell: str, kind: CellKind) -> bool:
    """Whether a cell could stand in a column of a kind; names and blanks fit everywhere but there.

    >>> fits_kind("since", CellKind.DATE), fits_kind("5", CellKind.NUMBER)
    (False, True)
    """
    if kind.is_free or not cell:
        return True
    if kind in (CellKind.NUMBER, CellKind.FRACTION, CellKind.FLAG):
        return is_number(cell) or bool(_FRACTION.fullmatch(cell))
    return find_kind([cell]) == kind


def is_number(cell: str) -> bool:
    """Whether a cell is a plain decimal number.

    >>> is_number("-1.5e3"), is_number("0x10"), is_number("")
    (True, False, False)
    """
    return _NUMBER.fullmatch(cell) is not None


def counts_up(cells: Sequence[str]) -> bool:
    """Whether cells count the rows: 0, 1, 2, … or 1, 2, 3, ….

    >>> counts_up(["1", "2", "3"]), counts_up(["3", "4", "5"]), counts_up(["1"])
    (True, False, False)
    """
    if len(cells) < 2 or cells[0] not in ("0", "1"):
        return False
    start = int(cells[0])
    return all(cell == str(start + i) for i, cell in enumerate(cells))


def states_only(cells: Collection[str]) -> bool:
    """Whether cells without a header all tell of a follow's state, and some that there is none.

    >>> states_only({"follows", "unfollows"}), states_only({"1", "-1"}), states_only({"1", "2"})
    (True, True, False)
    """
    folded = {cell if cell in ("1", "-1") else fold_word(cell.replace("_", "")) for cell in cells}
    speaking = folded & (NO_FOLLOW | MUTUAL)
    return bool(speaking) and folded <= NO_FOLLOW | MUTUAL | RELATIONS | {"1"}


def _is_flag(cell: str) -> bool:
    return cell in ("0", "1")


def _is_truth(cell: str) -> bool:
    return cell.casefold() in _TRUTH


def _is_date(cell: str) -> bool:
    return _DATE.fullmatch(cell) is not None


def _is_relation(cell: str) -> bool:
    return _ARROW.fullmatch(cell) is not None or fold_word(cell.replace("_", "")) in RELATIONS


def _is_sentence(cell: str) -> bool:
    return len(cell.split()) >= _SENTENCE


_TESTS = (
    (CellKind.FLAG, _is_flag),
    (CellKind.TRUTH, _is_truth),
    (CellKind.DATE, _is_date),
    (CellKind.RELATION, _is_relation),
    (CellKind.FRACTION, lambda cell: bool(_FRACTION.fullmatch(cell))),
)
