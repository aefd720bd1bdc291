"""Is this the graph that was meant? What the whole table says, once it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from graphres.amounts import parse_digits
from graphres.data.reading.columns import Columns
from graphres.data.reading.ends import NAME_THEM, Basis, quote_column, quote_rows
from graphres.data.reading.moments import LineOf
from graphres.data.reading.tables.encode import Coded
from graphres.data.reading.tables.rows import Rows
from graphres.errors import InputError
from graphres.graph import FollowGraph

#: Fewer rows than this are too few to conclude anything from how they repeat.
_FEW = 3
_SUMS = frozenset({"total", "totals", "sum", "count", "summe", "gesamt", "итого", "toplam"})
_SETTLE = "--follower COL --followed COL settles it"


@dataclass
class Plausibility:
    """What was noticed of the rows."""

    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class _Overlap(NamedTuple):
    """Distinct accounts in either column, and in both."""

    rows: int
    first: int
    second: int
    shared: int

    @property
    def one_to_one(self) -> bool:
        """Whether no account stands twice anywhere."""
        return self.first == self.second == self.rows and not self.shared


def check_plausibility(rows: Rows, columns: Columns) -> Plausibility:
    """Look at all rows for signs that they are no follows; take a line of sizes off.

    Parameters
    ----------
    rows : Rows
        Loses its first row where that says how many accounts and follows there are.
    columns : Columns

    Raises
    ------
    InputError
        Where the columns were not named and the rows can hardly be follows.

    Notes
    -----
    Linear in the rows, and nothing to do for most tables whose columns are named.
    """
    noticed = Plausibility()
    decision = columns.decision
    if rows.layout.header is None:
        _take_size_line(rows, noticed)
    if rows.count > 1 and _is_sum(rows):
        cells = ",".join(cell_of(key, rows.count - 1) for key in rows.keys)
        noticed.warnings.append(f"the last row ({cells}) looks like a sum, and is read as a follow")
    if not rows.count or decision.named:
        return noticed
    if rows.layout.doubtful and (rows.layout.header or not _stands_again(rows)):
        noticed.warnings.append(_doubtful_header(rows))
    if decision.basis is Basis.GUESSED or decision.may_count:
        _check_pair(rows, columns, noticed)
    return noticed


def _check_pair(rows: Rows, columns: Columns, noticed: Plausibility) -> None:
    overlap = _overlap(rows)
    if _looks_like_accounts(rows, columns, overlap):
        begins = quote_rows(rows.layout)
        raise InputError(
            "this looks like a table of accounts, one a row, and no list of follows"
            f"{f' ({begins})' if begins else ''}",
            where=columns.where,
            do=NAME_THEM,
        )
    if columns.decision.basis is not Basis.GUESSED:
        return
    for place, key in zip(rows.wanted.keys, rows.keys, strict=True):
        if rows.count >= _FEW and _counts_rows(key):
            name = quote_column(rows.layout.header, place)
            noticed.warnings.append(
                f"{name} only numbers the rows, from 1 to n, so it may hold no accounts; {_SETTLE}"
            )
    if not overlap.shared and rows.count >= _FEW:
        noticed.warnings.append(f"no account stands in both columns of ids; {_SETTLE}")


def _looks_like_accounts(rows: Rows, columns: Columns, overlap: _Overlap) -> bool:
    """Whether every row describes another account: what a follower list never does."""
    if rows.count < _FEW or overlap.shared:
        return False
    if columns.decision.basis is Basis.GUESSED and overlap.one_to_one:
        return True
    ends = columns.ends
    account_first = ends.follower < ends.followed
    accounts = overlap.first if account_first else overlap.second
    if accounts < overlap.rows:
        return False
    kinds = [_all_numbers(key) for key in rows.keys]
    counts = kinds[1] if account_first else kinds[0]
    names = kinds[0] if account_first else kinds[1]
    return counts and (columns.decision.may_count or not names)


def _overlap(rows: Rows) -> _Overlap:
    first, second = rows.keys
    if first.names is None or second.names is None:
        size = 1 + max(int(key.codes.max(initial=-1)) for key in rows.keys)
        flags = [np.zeros(size, dtype=bool) for _ in rows.keys]
        for flag, key in zip(flags, rows.keys, strict=True):
            flag[key.codes] = True
        counts = [int(flag.sum()) for flag in flags]
        return _Overlap(rows.count, counts[0], counts[1], int((flags[0] & flags[1]).sum()))
    names = [_names_in_use(key) for key in rows.keys]
    shared = int(pc.sum(pc.is_in(names[1], value_set=names[0])).as_py() or 0)
    return _Overlap(rows.count, len(names[0]), len(names[1]), shared)


def _names_in_use(key: Coded) -> pa.StringArray:
    """The distinct ids that some row holds."""
    used = np.zeros(len(key.text()), dtype=bool)
    used[key.codes] = True
    return key.text().take(pa.array(np.flatnonzero(used)))


def _all_numbers(key: Coded) -> bool:
    if key.names is None:
        return True
    return bool(pc.all(pc.match_substring_regex(key.names, r"^[0-9]+$")).as_py())


def _counts_rows(key: Coded) -> bool:
    """Whether a column says 0, 1, 2, … or 1, 2, 3, …."""
    count = len(key.codes)
    first = cell_of(key, 0)
    if first not in ("0", "1") or cell_of(key, count - 1) != str(int(first) + count - 1):
        return False
    if key.names is None:
        return bool(np.array_equal(key.codes, np.arange(int(first), int(first) + count)))
    start = int(first)
    wanted = pa.array(np.arange(start, start + count)).cast(pa.string())
    return bool(key.names.take(pa.array(key.codes)).equals(wanted))


def _take_size_line(rows: Rows, noticed: Plausibility) -> None:
    """Leave out a first row "accounts follows", as lists for programs begin."""
    if rows.count < 2:
        return
    cells = [cell_of(key, 0) for key in rows.keys]
    if not all(parse_digits(cell) is not None for cell in cells):
        return
    accounts, follows = int(cells[0]), int(cells[1])
    if follows != rows.count - 1 or accounts < 2:
        return
    rest = [key.keep(np.arange(rows.count) > 0) for key in rows.keys]
    names = pc.unique(pa.concat_arrays([_names_in_use(key) for key in rest]))
    if len(names) > accounts or not _within(names, accounts):
        return
    rows.drop_first(rest)
    noticed.notes.append(
        f"the first row, {accounts} {follows}, says how many accounts and follows there are;"
        " skipped"
    )


def _within(names: pa.StringArray, accounts: int) -> bool:
    """Whether all ids are numbers up to the number of accounts."""
    if not pc.all(pc.match_substring_regex(names, r"^[0-9]{1,9}$")).as_py():
        return False
    return int(pc.max(names.cast(pa.int64())).as_py()) <= accounts


def _is_sum(rows: Rows) -> bool:
    """Whether the last row is one of those that reports close with."""
    cells = [cell_of(key, rows.count - 1).casefold() for key in rows.keys]
    return cells[0] in _SUMS and cells[1].isdecimal()


def _stands_again(rows: Rows) -> bool:
    """Whether an account of the first row stands in another one too."""
    for key in rows.keys:
        cell = cell_of(key, 0)
        for other in rows.keys:
            code = (
                int(cell)
                if other.names is None and parse_digits(cell) is not None
                else other.code_of(cell)
            )
            if np.count_nonzero(other.codes == code) > (other is key):
                return True
    return False


def _doubtful_header(rows: Rows) -> str:
    settle = "--header or --no-header settles it"
    if rows.layout.header:
        names = ",".join(rows.layout.header)
        return f"the first row ({names}) is read as the header, by one of its words alone; {settle}"
    cells = ",".join(cell_of(key, 0) for key in rows.keys)
    return (
        f"the first row ({cells}) is read as a follow, since no other row tells whether it is a"
        f" header; {settle}"
    )


def cell_of(key: Coded, row: int) -> str:
    """Return the text of one cell of a column of ids."""
    code = int(key.codes[row])
    return str(code) if key.names is None else str(key.names[code].as_py())


def direction_warnings(
    columns: Columns, header: Sequence[str] | None, graph: FollowGraph
) -> list[str]:
    """Warn where the direction is a guess, and say who is most followed either way round."""
    decision = columns.decision
    if decision.basis is not Basis.GUESSED or not graph.n:
        return []
    follower, followed = (quote_column(header, end) for end in decision.ends)
    if not graph.directed:
        return [
            f"no name says which columns hold accounts: {follower} and {followed} are read;"
            f" {_SETTLE}"
        ]
    one, other = _most(graph, graph.followers.lengths()), _most(graph, graph.following.lengths())
    missing = "no header says" if header is None else "no column's name says"
    return [
        f"{missing} who follows whom: {follower} is read as the follower, {followed} as the"
        f" followed, which makes {one} the most followed; the other way round it would be {other}."
        f" {_SETTLE}"
    ]


def _most(graph: FollowGraph, counts: npt.NDArray[Any]) -> str:
    top = int(np.argmax(counts))
    return f"{graph.ids[top].as_py()} ({int(counts[top])})"


def tell_first_row(rows: Rows, columns: Columns, line_of: LineOf, *, directed: bool) -> str | None:
    """Return the first row as a sentence: ``row 2: ann follows bob``.

    Parameters
    ----------
    rows : Rows
    columns : Columns
    line_of : callable
        The line of a row.
    directed : bool

    Returns
    -------
    str or None
        None where no row names two accounts.
    """
    ends = columns.ends
    keys = rows.keys if ends.follower < ends.followed else rows.keys[::-1]
    for row in range(min(rows.count, 1000)):
        follower, followed = (cell_of(key, row) for key in keys)
        if follower != followed:
            verb = f"{follower} follows {followed}"
            tie = f"{follower} and {followed} follow each other"
            line = _line_in_sample(rows, row) or line_of(row)
            return f"row {line}: {verb if directed else tie}"
    return None


def _line_in_sample(rows: Rows, row: int) -> int | None:
    """The line of one of the first rows, where the head of the table tells it."""
    layout, at = rows.layout, row + rows.dropped_first
    if rows.lines is not None or at >= len(layout.sample_lines):
        return None
    cells = [layout.sample[at][place] for place in rows.wanted.keys]
    same = cells == [cell_of(key, row) for key in rows.keys]
    return layout.sample_lines[at] if same else None
