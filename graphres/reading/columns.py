"""Which columns of a table of follows to read: the two ends, and those that options name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from graphres.errors import ExpressionError, InputError, UsageError
from graphres.expressions import Expression
from graphres.reading.tables.headers import (
    ACCOUNT_NAMES,
    Ends,
    find_column,
    name_key,
    recognise_ends,
)
from graphres.reading.tables.layout import Layout
from graphres.reading.tables.names import is_attribute
from graphres.reading.tables.rows import Wanted

__all__ = ["Columns", "FollowColumns"]

_NAME_THEM = "name them: --follower COL --followed COL (name or position)"


@dataclass
class FollowColumns:
    """What the caller says of the columns; `wanted` settles the rest once the layout is known.

    Parameters
    ----------
    where : str
        The source's name, for messages.
    follower, followed : str, optional
        Names, or positions from 1.
    named : collection of str
        Columns that options name.
    expression : Expression, optional
        A ``where``, over columns of this table or of the accounts'.
    account_names : collection of str
        The columns of the table of accounts.
    layer : str, optional
        A column of either table: this one's if it has such a column.
    """

    where: str
    follower: str | None = None
    followed: str | None = None
    named: Collection[str] = ()
    expression: Expression | None = None
    account_names: Collection[str] = ()
    layer: str | None = None
    chosen: Columns | None = field(default=None, init=False)

    def wanted(self, layout: Layout) -> Wanted:
        """The columns to read; `chosen` then says which is which."""
        notes: list[str] = []
        warnings: list[str] = []
        ends = self._ends(layout, notes, warnings)
        if ends.follower == ends.followed:
            raise UsageError(
                "follower and followed are one column", where=self.where, do=_NAME_THEM
            )
        on_accounts = self._where_is_on_accounts(layout.header or ())
        named = set(self.named)
        if self.layer is not None and self._layer_is_here(self.layer, layout):
            named.add(self.layer)
        if self.expression is not None and not on_accounts:
            named |= self.expression.names
        extras = {
            name: find_column(name, layout.header, layout.columns, self.where) for name in named
        }
        self.chosen = Columns(self.where, ends, extras, on_accounts, tuple(notes), tuple(warnings))
        keys = tuple(sorted(ends))
        labels = ("follower", "followed") if ends.follower < ends.followed else _REVERSED
        return Wanted(keys, labels, tuple(sorted(set(extras.values()))))

    def _ends(self, layout: Layout, notes: list[str], warnings: list[str]) -> Ends:
        if self.follower is None and self.followed is None:
            return self._recognised(layout, notes, warnings)
        if layout.header is None:
            notes.append("no header: the first row is read as data")
        follower, followed = (
            None if name is None else find_column(name, layout.header, layout.columns, self.where)
            for name in (self.follower, self.followed)
        )
        if follower is None:
            assert followed is not None
            return Ends(self._other(followed, layout, "follower"), followed)
        if followed is None:
            return Ends(follower, self._other(follower, layout, "followed"))
        return Ends(follower, followed)

    def _recognised(self, layout: Layout, notes: list[str], warnings: list[str]) -> Ends:
        if layout.header is None:
            notes.append("no header: column 1 read as follower, column 2 as followed")
            return Ends(0, 1)
        known = self._by_names(layout.header)
        if known:
            names = (layout.header[known.follower], layout.header[known.followed])
            notes.append(f"follower read from column {names[0]!r}, followed from {names[1]!r}")
            return known
        first = 1 if not layout.header[0] and len(layout.header) > 2 else 0
        ends = Ends(first, first + 1)
        self._refuse_accounts(layout.header, ends)
        names = (layout.header[ends.follower], layout.header[ends.followed])
        warnings.append(
            f"no column's name says who follows: {names[0]!r} read as follower, {names[1]!r} as"
            " followed; --follower and --followed settle it"
        )
        return ends

    def _by_names(self, header: Sequence[str]) -> Ends | None:
        try:
            return recognise_ends(header)
        except InputError as error:
            raise InputError(error.what, where=self.where, do=error.do) from error

    def _refuse_accounts(self, header: Sequence[str], ends: Ends) -> None:
        """Refuse what can't be a pair of ends: one name twice, or a table of accounts."""
        names = [name_key(header[end]) for end in ends]
        if names[0] == names[1]:
            raise InputError(
                f"columns {ends.follower + 1} and {ends.followed + 1} are both called"
                f" {header[ends.follower]!r}",
                where=self.where,
                do="name them by position: --follower 1 --followed 2",
            )
        if names[0] in ACCOUNT_NAMES and (is_attribute(names[1]) or len(header) > 2):
            raise InputError(
                "this looks like a table of accounts: no column is named as follower or followed",
                where=self.where,
                do=_NAME_THEM,
            )

    def _where_is_on_accounts(self, header: Sequence[str]) -> bool:
        """Which table an expression speaks of."""
        if self.expression is None:
            return False
        here = {name for name in self.expression.names if name in header}
        there = {name for name in self.expression.names if name in self.account_names}
        if here & there or (here and there):
            name = min(here & there or there)
            fault = "stands in both tables" if here & there else "is in the table of accounts"
            raise ExpressionError(
                f"column {name!r} {fault}",
                where=self.expression.text,
                do="let the expression speak of one table's columns",
            )
        for name in sorted(self.expression.names - here - there) if self.account_names else ():
            find_column(name, [*header, *self.account_names], 0, self.where)
        return bool(there)

    def _layer_is_here(self, name: str, layout: Layout) -> bool:
        """Whether the platforms are told by this table, not by that of the accounts."""
        header = list(layout.header or ())
        there = name in self.account_names
        if name in header and there:
            raise InputError(
                f"column {name!r} stands in both tables",
                where=f"--layer {name}",
                do="rename one of them",
            )
        if there:
            return False
        if layout.header is not None and self.account_names:
            find_column(name, [*header, *self.account_names], layout.columns, self.where)
        return True

    def _other(self, given: int, layout: Layout, end: str) -> int:
        """The end that was not named."""
        if layout.columns == 2:
            return 1 - given
        known = self._by_names(layout.header) if layout.header else None
        other = getattr(known, end) if known else given
        if other == given:
            raise UsageError(
                f"which column is the {end}?", where=self.where, do=f"give --{end} COL"
            )
        return int(other)


_REVERSED = ("followed", "follower")


@dataclass(frozen=True)
class Columns:
    """Columns as settled: the two ends, others by the name they were asked for, and remarks."""

    where: str
    ends: Ends
    extras: dict[str, int]
    where_on_accounts: bool = False
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
