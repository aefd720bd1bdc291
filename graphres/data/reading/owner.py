"""One account's list of followers or followings, made follows of that account."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np

from graphres.data.reading.columns import FollowColumns
from graphres.data.reading.formats.exports import LIST_NAMES, is_mastodon_list, owner_needed
from graphres.data.reading.streams.sources import Source
from graphres.data.reading.tables.encode import Coded, as_text
from graphres.data.reading.tables.headers import ACCOUNT_NAMES, find_column, name_key
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection, TableRows
from graphres.data.reading.tables.table import ColumnChooser, TableOptions, read_layout
from graphres.errors import InputError, UsageError

_FOLLOWERS = frozenset({"follower", "followers", "fan", "fans", "subscriber", "subscribers"})
_FOLLOWED = frozenset({"followed", "following", "followee", "followees", "followings"})
#: Words of a column's name that say what is known of a follow: no accounts.
_ABOUT = frozenset(
    {"at", "since", "date", "time", "timestamp", "day", "status", "state", "type", "favorite"}
    | {"favourite", "count", "created", "added", "boosts", "notify", "languages", "total"}
)


def refuse_lists(choose: ColumnChooser, columns: FollowColumns) -> ColumnChooser:
    """Let columns be chosen unless the table is the list of a single account."""

    def wanted(layout: Layout) -> ColumnSelection:
        header = layout.header or next(iter(layout.sample), ())
        if is_mastodon_list(header):
            raise owner_needed("the accounts that one account follows (Mastodon)", columns.where)
        if columns.follower is None and columns.followed is None:
            _refuse_one_end(header, columns.where)
        return choose(layout)

    return wanted


@contextmanager
def hint_at_owner() -> Iterator[None]:
    """Let the error of a table of one column say what it may be."""
    try:
        yield
    except InputError as error:
        if error.what != "a single column":
            raise
        do = f"{error.do}; of one account's list name the account: --owner ID"
        raise InputError(error.what, where=error.where, do=do) from error


def _refuse_one_end(header: Sequence[str], where: str) -> None:
    """Refuse columns of which one names an end of a follow, and no other can hold accounts."""
    written = [role for role in map(_role, header) if role]
    others = [name for name in header if name and not _role(name)]
    if len(written) == 1 and others and all(_words(name) & _ABOUT for name in others):
        followers = written[0] == "follower"
        what = "the followers of one account" if followers else "the accounts that one follows"
        raise owner_needed(what, where)


def _role(name: str) -> str:
    """Which end of a follow a column of accounts names, if any.

    >>> _role("Follower Athlete ID"), _role("followed_at"), _role("account")
    ('follower', '', '')
    """
    words = _words(name)
    if words & _ABOUT:
        return ""
    return "follower" if words & _FOLLOWERS else "followed" if words & _FOLLOWED else ""


def _words(name: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    return frozenset(word.casefold() for word in re.split(r"[\W_]+", spaced) if word)


def choose_list_options(source: Source, options: TableOptions) -> TableOptions:
    """How to read one account's list: its first row is a header if it names a column of accounts.

    A list of text may have a single column, of which no other row tells what the first is.
    """
    names = (*options.wanted_names, *LIST_NAMES)
    options = replace(options, follows=False, wanted_names=names)
    if source.format != "csv" or source.parts or options.header is not None:
        return options
    header = read_layout(source, options).header or ()
    account_names = {*map(name_key, options.wanted_names), *ACCOUNT_NAMES}
    return replace(options, header=any(_role(n) or name_key(n) in account_names for n in header))


@dataclass
class OwnedList:
    """Columns of a list in which one end of every follow is not written.

    Parameters
    ----------
    columns : FollowColumns
        What options say of them; it settles them on the list with a last column for the owner.
    owner : str
    may_have_header : bool
        Whether a first row read as data is worth a warning.
    """

    columns: FollowColumns
    owner: str
    may_have_header: bool = False
    _layout: Layout | None = field(default=None, init=False)
    _wanted: ColumnSelection | None = field(default=None, init=False)

    def wanted(self, layout: Layout) -> ColumnSelection:
        """Choose the columns to read: the one end that is written, and the extras."""
        at, follows = self._written(layout)
        last = layout.columns
        header = None if layout.header is None else (*layout.header, "--owner")
        sample = tuple(
            (*row[:last], *[""] * (last - len(row)), self.owner) for row in layout.sample
        )
        self._layout = replace(layout, header=header, width=last + 1, sample=sample)
        ends = (str(at + 1), str(last + 1))
        self.columns.follower, self.columns.followed = ends if follows else ends[::-1]
        self._wanted = self.columns.wanted(self._layout)
        label = self._wanted.labels[0]
        return ColumnSelection((at,), (label,), self._wanted.extras)

    def with_owner(self, rows: TableRows) -> TableRows:
        """Put the owner at the other end of every row."""
        assert self._layout is not None
        assert self._wanted is not None
        owners = Coded(np.zeros(rows.count, dtype=np.int32), as_text([self.owner]))
        if rows.keys[0].names is None:
            rows.keys[0] = Coded(rows.keys[0].codes, rows.keys[0].text())
        followers = self._wanted.labels[0] == "follower"
        what = f"followers of {self.owner}" if followers else f"accounts that {self.owner} follows"
        note = f"read as the list of {what}"
        rows.keys.append(owners)
        rows.wanted = self._wanted
        layout, doubts = rows.layout, []
        if self.may_have_header and layout.header is None and layout.sample:
            doubts = [
                f"the first row ({', '.join(layout.sample[0][:3])}) is read as an account of the"
                " list; name its columns if it is a header: --follower COL or --followed COL"
            ]
        warnings = (*layout.warnings, *doubts)
        rows.layout = replace(self._layout, notes=(*layout.notes, note), warnings=warnings)
        return rows

    def _written(self, layout: Layout) -> tuple[int, bool]:
        """Return the column of the accounts, and whether they follow the owner."""
        follower, followed = self.columns.follower, self.columns.followed
        where = self.columns.where
        if follower is not None and followed is not None:
            raise UsageError(
                "the owner is one end of every follow", where="--owner", do="name the other alone"
            )
        named = follower if follower is not None else followed
        if named is not None:
            return find_column(named, layout.header, layout.columns, where), follower is not None
        roles = [_role(name) for name in layout.header or ()]
        followers = [i for i, role in enumerate(roles) if role == "follower"]
        others = [i for i, role in enumerate(roles) if role == "followed"]
        if is_mastodon_list(layout.header):
            return 0, False
        if followers and others:
            raise UsageError(
                "this table names both ends of its follows", where=where, do="leave --owner out"
            )
        if len(followers) + len(others) == 1:
            return (*followers, *others)[0], bool(followers)
        raise InputError(
            f"are these followers of {self.owner}, or accounts that it follows?",
            where=where,
            do="say so: --follower COL or --followed COL names the column of these accounts",
        )
