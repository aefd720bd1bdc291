"""Which two columns say who follows whom, and how surely: known, concluded or guessed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import Enum
from itertools import combinations
from typing import NamedTuple

from graphres.data.reading.tables.headers import (
    ACCOUNT_NAMES,
    MAY_COUNT,
    Ends,
    find_column,
    is_attribute,
    name_key,
    read_name,
    recognise_ends,
    recognise_role,
)
from graphres.data.reading.tables.kinds import CellKind, counts_up, find_kind
from graphres.data.reading.tables.layout import Layout
from graphres.errors import InputError, UsageError

NAME_THEM = "name the columns: --follower COL --followed COL (name or position)"

_MOST_CANDIDATES = 8


class Basis(Enum):
    """How surely the reader knows who follows whom."""

    STATED = "stated"
    CONCLUDED = "concluded"
    GUESSED = "guessed"


class Decision(NamedTuple):
    """The two ends, and on what they rest.

    Parameters
    ----------
    ends : Ends
    basis : Basis
        Of the direction. Known: by an option or by names; concluded: one name and one other
        column that holds accounts; guessed: by position.
    named : bool
        An option names the columns.
    may_count : bool
        The followed's name may also stand above a count: "ann is following 120".
    notes, warnings : tuple of str
    """

    ends: Ends
    basis: Basis
    named: bool = False
    may_count: bool = False
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def decide_ends(
    layout: Layout,
    where: str,
    *,
    follower: str | None = None,
    followed: str | None = None,
    taken: Collection[str] = (),
) -> Decision:
    """Decide which column says who follows, and which who is followed.

    Parameters
    ----------
    layout : Layout
    where : str
        The source's name, for messages.
    follower, followed : str, optional
        The columns, by name or position from 1.
    taken : collection of str
        Columns that other options name: they hold no accounts.

    Raises
    ------
    InputError
        For a column that is not there, or a table that is no list of follows.
    UsageError
        If both are one column, or only one is named and the other is in doubt.

    Examples
    --------
    >>> layout = Layout(",", ("weight", "node1", "node2"), 3, 0, 2, sample=(("3", "ann", "bob"),))
    >>> decide_ends(layout, "follows.csv").ends
    Ends(follower=1, followed=2)
    """
    table = _Candidates(layout, where, taken)
    if follower is None and followed is None:
        decision = table.by_names() or table.by_one_name() or table.by_cells()
    else:
        decision = table.by_options(follower, followed)
    if decision.ends.follower == decision.ends.followed:
        raise UsageError("follower and followed are one column", where=where, do=NAME_THEM)
    return decision


class _Candidates:
    """The columns of a table: their names, and the kinds of the cells below."""

    def __init__(self, layout: Layout, where: str, taken: Collection[str]) -> None:
        self.layout = layout
        self.where = where
        self.header = layout.header
        width = max(layout.columns, layout.width)
        rows = layout.sample
        self.cells = [[row[i] for row in rows if i < len(row) and row[i]] for i in range(width)]
        self.kinds = [find_kind(column) for column in self.cells]
        self.taken = {find_column(name, self.header, layout.columns, where) for name in taken}
        self.candidates = [i for i in range(layout.columns) if self._may_be_accounts(i)]

    def by_options(self, follower: str | None, followed: str | None) -> Decision:
        """Take the ends that options name; infer one that they leave out."""
        notes = () if self.header else ("no header: the first row is read as data",)
        places = [
            None
            if name is None
            else find_column(name, self.header, self.layout.columns, self.where)
            for name in (follower, followed)
        ]
        ends = Ends(
            self._infer_end(places[1], "follower") if places[0] is None else places[0],
            self._infer_end(places[0], "followed") if places[1] is None else places[1],
        )
        return Decision(ends, Basis.STATED, named=True, notes=notes)

    def by_names(self) -> Decision | None:
        """Take the ends that the header names, unless the cells below contradict it."""
        ends = self._recognised()
        if ends is None:
            return None
        words = {read_name((self.header or ())[end]).word for end in ends}
        odd = [end for end in ends if not self._holds_accounts(end)]
        if odd and words & (MAY_COUNT | {"account"}):
            return None
        return Decision(
            ends,
            Basis.STATED,
            may_count=bool(words & MAY_COUNT),
            notes=(self._note(ends),),
            warnings=tuple(
                f"{self._quote(end)} holds {self.kinds[end].value}, read as accounts since its name"
                f" says so; {NAME_THEM}"
                for end in odd
            ),
        )

    def by_one_name(self) -> Decision | None:
        """One end by its name, the other since no other column holds accounts."""
        roles = {i: recognise_role(name) for i, name in enumerate(self.header or ())}
        named = [i for i in self.candidates if roles.get(i)]
        others = [i for i in self.candidates if not roles.get(i)]
        if len(named) != 1 or len(others) != 1:
            return None
        pair = (named[0], others[0])
        ends = Ends(*pair) if roles[named[0]] == "follower" else Ends(*reversed(pair))
        return Decision(ends, Basis.CONCLUDED, notes=(self._note(ends),))

    def by_cells(self) -> Decision:
        """Two columns that hold accounts, the first read as the follower."""
        if len(self.candidates) < 2:
            raise self._no_follows()
        first, second = self._best_pair()
        self._refuse_accounts(first, second)
        notes = []
        if (first, second) != (0, 1):
            passed = [i for i in range(second) if i not in (first, second)]
            reasons = ", ".join(f"{self._quote(i)} holds {self._reason(i)}" for i in passed)
            notes.append(f"{reasons}: accounts are read from other columns")
        return Decision(Ends(first, second), Basis.GUESSED, notes=tuple(notes))

    def _recognised(self) -> Ends | None:
        if self.header is None:
            return None
        try:
            return recognise_ends(self.header)
        except InputError as error:
            raise InputError(error.what, where=self.where, do=error.do) from error

    def _infer_end(self, named_end: int | None, end: str) -> int:
        """Infer the end that no option names."""
        assert named_end is not None
        if self.layout.columns == 2:
            return 1 - named_end
        ends = self._recognised()
        if ends is not None and getattr(ends, end) != named_end:
            return int(getattr(ends, end))
        left = [i for i in self.candidates if i != named_end]
        if len(left) == 1:
            return left[0]
        raise UsageError(f"which column is the {end}?", where=self.where, do=f"give --{end} COL")

    def _may_be_accounts(self, at: int) -> bool:
        if at in self.taken:
            return False
        name = self.header[at] if self.header and at < len(self.header) else ""
        if self.header and (is_attribute(name) or (not name and counts_up(self.cells[at]))):
            return False
        return self._holds_accounts(at) and (bool(self.cells[at]) or bool(name))

    def _holds_accounts(self, at: int) -> bool:
        kind = self.kinds[at]
        return kind.may_be_ids or (kind is CellKind.BLANK and not self.layout.sample)

    def _best_pair(self) -> tuple[int, int]:
        """Choose the two columns most like two ends: named alike, sharing accounts, leftmost."""
        pairs = list(combinations(self.candidates[:_MOST_CANDIDATES], 2))
        return max(
            pairs, key=lambda pair: (self._alike(*pair), self._share(*pair), -pairs.index(pair))
        )

    def _alike(self, one: int, two: int) -> bool:
        """Whether two names differ by one sign alone: node1 and node2, user_a and user_b."""
        if not self.header or max(one, two) >= len(self.header):
            return False
        keys = name_key(self.header[one]), name_key(self.header[two])
        differing = sum(a != b for a, b in zip(*keys, strict=False))
        return len(keys[0]) == len(keys[1]) > 1 and differing == 1

    def _share(self, one: int, two: int) -> bool:
        cells = set(self.cells[one]), set(self.cells[two])
        counting = counts_up(self.cells[one]) or counts_up(self.cells[two])
        return not counting and not cells[0].isdisjoint(cells[1])

    def _refuse_accounts(self, first: int, second: int) -> None:
        """Refuse one name twice, and a header of a table of accounts."""
        if not self.header:
            return
        names = [name_key(self.header[end]) for end in (first, second)]
        if names[0] == names[1] != "":
            raise InputError(
                f"columns {first + 1} and {second + 1} are both called {self.header[first]!r}",
                where=self.where,
                do="name them by position: --follower 1 --followed 2",
            )
        other_account = read_name(self.header[second]).word == "account"
        if (
            names[0] in ACCOUNT_NAMES
            and not self._share(first, second)
            and (other_account or len(self.header) > 2)
        ):
            raise InputError(
                "this looks like a table of accounts: no column is named as follower or followed"
                f" ({quote_rows(self.layout)})",
                where=self.where,
                do=NAME_THEM,
            )

    def _no_follows(self) -> InputError:
        if len(self.candidates) == 1:
            only = self.candidates[0]
            what = f"only {self._quote(only)} can hold accounts, and a follow needs two"
        else:
            what = "no column can hold accounts"
        if self.header and any(map(_is_account_name, self.header)):
            what = f"this looks like a table of accounts: {what}"
        rows = quote_rows(self.layout)
        return InputError(f"{what} ({rows})" if rows else what, where=self.where, do=NAME_THEM)

    def _note(self, ends: Ends) -> str:
        return (
            f"follower read from {self._quote(ends.follower)},"
            f" followed from {self._quote(ends.followed, short=True)}"
        )

    def _quote(self, at: int, *, short: bool = False) -> str:
        text = quote_column(self.header, at)
        return text.removeprefix("column ") if short else text

    def _reason(self, at: int) -> str:
        if self.kinds[at].may_be_ids and counts_up(self.cells[at]):
            return "the numbers of the rows"
        name = self.header[at] if self.header and at < len(self.header) else ""
        return (
            "something else"
            if self.kinds[at].may_be_ids or is_attribute(name)
            else self.kinds[at].value
        )


def _is_account_name(name: str) -> bool:
    return read_name(name).word == "account"


def quote_column(header: Sequence[str] | None, at: int) -> str:
    """Return how a message calls a column: by its name, else by its position.

    >>> quote_column(("a", ""), 0), quote_column(("a", ""), 1), quote_column(None, 0)
    ("column 'a'", 'column 2', 'column 1')
    """
    if header and at < len(header) and header[at]:
        return f"column {header[at]!r}"
    return f"column {at + 1}"


def quote_rows(layout: Layout) -> str:
    """Return the header and first rows of a table for a message, in one line.

    >>> quote_rows(Layout(",", ("a", "b"), 2, 0, 2, sample=(("1", "2"),)))
    'it begins: a, b | 1, 2'
    """
    rows = [*([layout.header] if layout.header else []), *layout.sample][:3]
    texts = [", ".join(" ".join(cell[:24].split()) for cell in row[:6]) for row in rows]
    return f"it begins: {' | '.join(texts)}" if texts else ""
