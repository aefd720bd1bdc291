"""Is a table's first row a header? Asked only where the columns' names do not settle it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphres.errors import InputError
from graphres.reading.tables.headers import ACCOUNT_NAMES, name_key, recognise_ends

__all__ = ["is_attribute", "is_header", "is_number", "names_ends"]

Row = Sequence[str]

_NUMBER = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")
#: Words that name a column of something else than accounts.
_ATTRIBUTES = frozenset(
    {"weight", "weights", "time", "timestamp", "date", "datetime", "createdat", "followedat"}
    | {"followdate", "followedsince", "since", "type", "kind", "sign", "value", "rating", "trust"}
    | {"label", "layer", "platform", "lang", "language", "country", "city", "count", "verified"}
    | {"followers", "followerscount", "followercount", "friends", "friendscount", "bio", "url"}
    | {"description"}
)
#: Words that names of accounts' columns are made of.
_WORDS = frozenset(
    {"id", "ids", "user", "users", "node", "nodes", "account", "accounts", "handle", "handles"}
    | {"name", "names", "person", "people", "member", "vertex", "actor", "profile", "screen"}
    | {"number", "key", "from", "to", "source", "target", "src", "dst", "follower", "followed"}
    | {"followee", "friend", "left", "right", "first", "second", "one", "two", "start", "end"}
)


def is_number(cell: str) -> bool:
    """Whether a cell is a plain decimal number.

    >>> is_number("-1.5e3"), is_number("0x10"), is_number("")
    (True, False, False)
    """
    return _NUMBER.fullmatch(cell) is not None


def is_header(first: Row, rows: Sequence[Row], wanted: Sequence[str], *, follows: bool) -> bool:
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

    Examples
    --------
    >>> is_header(["u", "v"], [["1", "2"], ["2", "3"]], [], follows=True)
    True
    >>> is_header(["ann", "bob"], [["bob", "cem"]], [], follows=True)
    False
    """
    if _names_wanted(first, wanted):
        return True
    if not follows:
        return _names_account(first) or not any(map(is_number, first))
    if len(first) < 2 or any(map(is_number, first[:2])):
        return False
    if names_ends(first) or any(name_key(cell) in _ATTRIBUTES for cell in first):
        return True
    return _stands_over_numbers(first, rows) or _made_of_words(first, rows)


def _names_wanted(first: Row, wanted: Sequence[str]) -> bool:
    keys = {name_key(cell) for cell in first} - {""}
    return any(name_key(name) in keys for name in wanted if not name.strip().isdecimal())


def names_ends(first: Row) -> bool:
    """Whether a row names a follower and a followed, perhaps more than one of each."""
    try:
        return recognise_ends(first) is not None
    except InputError:
        return True  # two columns of one name, but names they are


def _names_account(first: Row) -> bool:
    return any(name_key(cell) in ACCOUNT_NAMES for cell in first)


def _stands_over_numbers(first: Row, rows: Sequence[Row]) -> bool:
    """Words above columns of nothing but numbers."""
    ends = [row[:2] for row in rows if len(row) >= 2]
    return bool(ends) and all(first) and all(is_number(c) for row in ends for c in row)


def _made_of_words(first: Row, rows: Sequence[Row]) -> bool:
    """Names like ``node1,node2`` or ``user_a,user_b`` that nothing below resembles."""
    below = {cell.casefold() for row in rows for cell in row[:2]}
    head = first[:2]
    if any(cell.casefold() in below for cell in head) or any(map(_is_worded, below)):
        return False
    return bool(rows) and len(head) == 2 and all(map(_is_worded, head))


def _is_worded(cell: str) -> bool:
    """Whether a cell is column words and at most a digit or letter to tell two columns apart."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", cell)
    words = [w.casefold() for w in re.split(r"[\W_]+", spaced) if w]
    known = [w for w in words if w in _WORDS]
    return bool(known) and all(len(w) == 1 for w in words if w not in _WORDS)


def is_attribute(key: str) -> bool:
    """Whether a `name_key` names what is known of an account or a follow, and no account."""
    return key in _ATTRIBUTES
