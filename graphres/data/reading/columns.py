"""Which columns of a table of follows to read: the two ends, and those that options name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from graphres.data.expressions import Expression
from graphres.data.reading.ends import Decision, decide_ends
from graphres.data.reading.tables.headers import ENDINGS, STATES, Ends, find_column, name_key
from graphres.data.reading.tables.kinds import states_only
from graphres.data.reading.tables.layout import Layout
from graphres.data.reading.tables.rows import ColumnSelection
from graphres.errors import ExpressionError, InputError


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
    choice: Columns | None = field(default=None, init=False)

    def wanted(self, layout: Layout) -> ColumnSelection:
        """Choose the columns to read; `choice` then says which is which."""
        named = set(self.named)
        if self.layer is not None and self._layer_is_here(self.layer, layout):
            named.add(self.layer)
        decision = decide_ends(
            layout, self.where, follower=self.follower, followed=self.followed, taken=named
        )
        ends = decision.ends
        on_accounts = self._where_is_on_accounts(layout.header or ())
        if self.expression is not None and not on_accounts:
            named |= self.expression.names
        extras = {
            name: find_column(name, layout.header, layout.columns, self.where) for name in named
        }
        states = self._states(layout, ends, extras)
        self.choice = Columns(self.where, decision, extras, on_accounts, states)
        keys = tuple(sorted(ends))
        labels = ("follower", "followed") if ends.follower < ends.followed else _REVERSED
        return ColumnSelection(keys, labels, tuple(sorted({*extras.values(), *states})))

    def _states(self, layout: Layout, ends: Ends, extras: dict[str, int]) -> tuple[int, ...]:
        """Columns that may say that a row is no follow, unless an option reads them."""
        settled = {*ends, *extras.values()}
        if layout.header is not None:
            names = enumerate(layout.header)
            places = [i for i, name in names if name_key(name) in STATES | ENDINGS]
        else:
            cells = [{row[i] for row in layout.sample if i < len(row)} for i in range(layout.width)]
            places = [i for i, column in enumerate(cells) if column and states_only(column)]
        return tuple(i for i in places if i not in settled)

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


_REVERSED = ("followed", "follower")


@dataclass(frozen=True)
class Columns:
    """Columns as settled: the two ends, and others by the name they were asked for."""

    where: str
    decision: Decision
    extras: dict[str, int]
    where_on_accounts: bool = False
    states: tuple[int, ...] = ()

    @property
    def ends(self) -> Ends:
        """Positions of the follower's and the followed's column."""
        return self.decision.ends
