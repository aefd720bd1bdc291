"""Is a table's first row a header? Decided from its words, else from the rows below it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from graphres.amounts import parse_digits
from graphres.data.reading.tables.headers import is_attribute, recognise_ends, recognise_role
from graphres.data.reading.tables.kinds import Kind, fits_kind, is_number, kind_of
from graphres.data.reading.tables.words import ACCOUNT_NAMES, ATTRIBUTE_WORDS, name_key
from graphres.errors import InputError

Row = Sequence[str]

_STRICT = (Kind.DATE, Kind.TRUTH, Kind.FRACTION)
#: Words that names of accounts' columns are made of.
_WORDS = frozenset(
    {"id", "ids", "user", "users", "node", "nodes", "account", "accounts", "handle", "handles"}
    | {"name", "names", "person", "people", "member", "vertex", "actor", "profile", "screen"}
    | {"number", "key", "from", "to", "source", "target", "src", "dst", "follower", "followed"}
    | {"followee", "friend", "left", "right", "first", "second", "one", "two", "start", "end"}
    | {"column", "col", "field", "var", "player", "author", "object", "subject"}
)
_NUMBERED = re.compile(r"(?P<stem>\D*)(?P<number>\d+)")


class Verdict(Enum):
    """What the first row is, and how surely."""

    HEADER = "header"
    PERHAPS_HEADER = "perhaps a header"
    DATA = "data"
    PERHAPS_DATA = "perhaps data"

    @property
    def is_header(self) -> bool:
        """Whether the first row names the columns."""
        return self in (Verdict.HEADER, Verdict.PERHAPS_HEADER)

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be the other thing."""
        return self in (Verdict.PERHAPS_HEADER, Verdict.PERHAPS_DATA)


def judge_first_row(
    first: Row, rows: Sequence[Row], wanted: Sequence[str], *, follows: bool
) -> Verdict:
    """Decide whether the first row of a table names its columns.

    Parameters
    ----------
    first : sequence of str
        The row in question, trimmed.
    rows : sequence of sequence of str
        A sample of the rows below.
    wanted : sequence of str
        Columns the caller asked for by name.
    follows : bool
        True for a table of follows, False for one of accounts, which hardly ever lacks a header.

    Returns
    -------
    Verdict
        ``PERHAPS_DATA`` where nothing tells names from accounts, ``PERHAPS_HEADER`` where one name
        alone does.

    Examples
    --------
    >>> judge_first_row(["u", "v"], [["1", "2"], ["2", "3"]], [], follows=True).value
    'header'
    >>> judge_first_row(["ann", "bob"], [["bob", "cem"]], [], follows=True).value
    'data'
    """
    if _names_wanted(first, wanted):
        return Verdict.HEADER
    if not follows:
        named = _names_account(first) or not any(map(is_number, first))
        return Verdict.HEADER if named else Verdict.DATA
    if len(first) < 2:
        return Verdict.DATA
    if names_ends(first) or _is_numbered(first, rows) or _is_lettered(first, rows):
        return Verdict.HEADER
    return _judge_by_rows(first, rows)


def _judge_by_rows(first: Row, rows: Sequence[Row]) -> Verdict:
    columns = [[row[i] for row in rows if i < len(row)] for i in range(len(first))]
    kinds = [kind_of(column) for column in columns]
    # Beside names, numbers may be accounts too, and say nothing of the row above.
    strict_kinds = _STRICT if Kind.NAME in kinds else (*_STRICT, Kind.NUMBER, Kind.FLAG)
    strict = [
        (cell, fits_kind(cell, kind))
        for cell, kind in zip(first, kinds, strict=True)
        if cell and (kind in strict_kinds or (is_attribute(cell) and not kind.is_free))
    ]
    if any(not fits and is_attribute(cell) for cell, fits in strict):
        return Verdict.HEADER
    if _stands_below(first, kinds, columns):
        return Verdict.DATA
    if _names_account(first) and any(map(is_attribute, first)):
        return Verdict.HEADER
    if strict and all(fits for _, fits in strict):
        return Verdict.DATA
    if strict and not any(fits for _, fits in strict):
        return Verdict.HEADER
    if any(map(is_number, first[:2])):
        return Verdict.DATA
    if any(map(recognise_role, first)):
        return Verdict.PERHAPS_HEADER  # an account may be called "fan" as well
    if _made_of_words(first, rows) or (not rows and _names_attribute(first)):
        return Verdict.HEADER
    return Verdict.PERHAPS_DATA


def _stands_below(first: Row, kinds: list[Kind], columns: list[list[str]]) -> bool:
    """Whether an account of the first row stands in a row below, in any column of accounts."""
    among = [i for i, kind in enumerate(kinds) if kind.may_be_ids]
    below = {cell for i in among for cell in columns[i]} - {""}
    return any(first[i] in below for i in among)


def _is_numbered(first: Row, rows: Sequence[Row]) -> bool:
    """Names that programs give to columns without one: V1, V2 … or, after a blank, 0, 1 …."""
    named = [cell for cell in first if cell]
    parts = [_NUMBERED.fullmatch(cell) for cell in named]
    if len(named) < 2 or not rows or not all(parts):
        return False
    stems = {part["stem"] for part in parts if part}
    found = [parse_digits(part["number"]) for part in parts if part]
    numbers = [number for number in found if number is not None]
    if len(numbers) < len(found):
        return False
    below = {cell for row in rows for name, cell in zip(first, row, strict=False) if name}
    if len(stems) > 1 or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        return False
    if numbers[0] > 1 or below & set(named):
        return False
    stem = stems.pop()
    if not stem:
        return not first[0] or not any(map(is_number, below))
    return not any(_NUMBERED.fullmatch(cell) and cell.startswith(stem) for cell in below)


def _is_lettered(first: Row, rows: Sequence[Row]) -> bool:
    """Names of one letter, in a row of the alphabet, over longer cells: A,B or x,y."""
    named = [cell for cell in first if cell]
    if len(named) < 2 or any(len(cell) != 1 or not cell.isalpha() for cell in named):
        return False
    places = [ord(cell) for cell in named]
    below = [cell for row in rows for cell in row if cell]
    in_turn = places == list(range(places[0], places[0] + len(places)))
    return in_turn and bool(below) and all(len(cell) > 1 for cell in below)


def _names_wanted(first: Row, wanted: Sequence[str]) -> bool:
    keys = {name_key(cell) for cell in first} - {""}
    return any(name_key(name) in keys for name in wanted if not name.strip().isdecimal())


def names_columns(first: Row, wanted: Sequence[str]) -> bool:
    """Whether the words of a row alone make it a header."""
    return _names_wanted(first, wanted) or names_ends(first) or _names_attribute(first)


def names_ends(first: Row) -> bool:
    """Whether a row names a follower and a followed, perhaps more than one of each."""
    try:
        return recognise_ends(first) is not None
    except InputError:
        return True  # two columns of one name, but names they are


def _names_account(first: Row) -> bool:
    return any(name_key(cell) in ACCOUNT_NAMES for cell in first)


def _names_attribute(first: Row) -> bool:
    return any(name_key(cell) in ATTRIBUTE_WORDS for cell in first)


def _made_of_words(first: Row, rows: Sequence[Row]) -> bool:
    """Names like ``node1,node2`` or ``user_a,user_b`` that nothing below resembles."""
    below = {cell.casefold() for row in rows for cell in row[:2]}
    head = [cell for cell in first if cell][:2]
    if any(cell.casefold() in below for cell in head) or any(map(_is_worded, below)):
        return False
    return bool(rows) and len(head) == 2 and all(map(_is_worded, head))


def _is_worded(cell: str) -> bool:
    """Whether a cell is column words and at most a digit or letter to tell two columns apart."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", cell)
    words = [w.casefold() for w in re.split(r"[\W_]+", spaced) if w]
    known = [w for w in words if w in _WORDS]
    return bool(known) and all(len(w) == 1 for w in words if w not in _WORDS)
