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
from graphres.data.reading.tables.headers import ENDINGS, MUTUAL, NO_FOLLOW, fold_word, name_key
from graphres.data.reading.tables.rows import TableRows
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


def check_plausibility(rows: TableRows, columns: Columns) -> Plausibility:
    """Look at all rows for signs that they are no follows; take a line of sizes off.

    Parameters
    ----------
    rows : TableRows
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
        cells = ",".join(read_cell(key, rows.count - 1) for key in rows.keys)
        noticed.warnings.append(f"the last row ({cells}) looks like a sum, and is read as a follow")
    if not rows.count or decision.named:
        return noticed
    if rows.layout.doubtful and (rows.layout.header or not _stands_again(rows)):
        noticed.warnings.append(_doubtful_header(rows))
    if decision.basis is Basis.GUESSED or decision.may_count:
        _check_pair(rows, columns, noticed)
    return noticed


def _check_pair(rows: TableRows, columns: Columns, noticed: Plausibility) -> None:
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


def _looks_like_accounts(rows: TableRows, columns: Columns, overlap: _Overlap) -> bool:
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


def _overlap(rows: TableRows) -> _Overlap:
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
    """Return the distinct ids that some row holds."""
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
    first = read_cell(key, 0)
    if first not in ("0", "1") or read_cell(key, count - 1) != str(int(first) + count - 1):
        return False
    if key.names is None:
        return bool(np.array_equal(key.codes, np.arange(int(first), int(first) + count)))
    start = int(first)
    wanted = pa.array(np.arange(start, start + count)).cast(pa.string())
    return bool(key.names.take(pa.array(key.codes)).equals(wanted))


def _take_size_line(rows: TableRows, noticed: Plausibility) -> None:
    """Leave out a first row "accounts follows", as lists for programs begin."""
    if rows.count < 2:
        return
    cells = [read_cell(key, 0) for key in rows.keys]
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


def _is_sum(rows: TableRows) -> bool:
    """Whether the last row is one of those that reports close with."""
    cells = [read_cell(key, rows.count - 1).casefold() for key in rows.keys]
    return cells[0] in _SUMS and cells[1].isdecimal()


def _stands_again(rows: TableRows) -> bool:
    """Whether an account of the first row stands in another one too."""
    for key in rows.keys:
        cell = read_cell(key, 0)
        for column in rows.keys:
            code = (
                int(cell)
                if column.names is None and parse_digits(cell) is not None
                else column.code_of(cell)
            )
            if np.count_nonzero(column.codes == code) > (column is key):
                return True
    return False


def _doubtful_header(rows: TableRows) -> str:
    settle = "--header or --no-header settles it"
    if rows.layout.header:
        names = ",".join(rows.layout.header)
        return f"the first row ({names}) is read as the header, by one of its words alone; {settle}"
    cells = ",".join(read_cell(key, 0) for key in rows.keys)
    return (
        f"the first row ({cells}) is read as a follow, since no other row tells whether it is a"
        f" header; {settle}"
    )


def read_cell(key: Coded, row: int) -> str:
    """Return the text of one cell of a column of ids."""
    code = int(key.codes[row])
    return str(code) if key.names is None else str(key.names[code].as_py())


def warn_of_exchanged_headers(rows: TableRows) -> list[str]:
    """Warn of rows that repeat the header with its two columns of ids exchanged."""
    header = rows.layout.header
    if header is None or len(rows.keys) != 2:
        return []
    first, second = (header[at] for at in rows.wanted.keys)
    codes = rows.keys[0].code_of(second), rows.keys[1].code_of(first)
    if not first or not second or min(codes) < 0:
        return []
    count = int(((rows.keys[0].codes == codes[0]) & (rows.keys[1].codes == codes[1])).sum())
    if not count:
        return []
    return [
        f"{count} row{'s' * (count > 1)} read {second},{first}, the header's columns exchanged:"
        " rows below may say the opposite"
    ]


def warn_of_direction(
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
    most = _most(graph, graph.followers.lengths())
    reversed_most = _most(graph, graph.following.lengths())
    missing = "no header says" if header is None else "no column's name says"
    return [
        f"{missing} who follows whom: {follower} is read as the follower, {followed} as the"
        f" followed, which makes {most} the most followed; the other way round it would be"
        f" {reversed_most}. {_SETTLE}"
    ]


def _most(graph: FollowGraph, counts: npt.NDArray[Any]) -> str:
    top = int(np.argmax(counts))
    return f"{graph.ids[top].as_py()} ({int(counts[top])})"


def tell_first_row(
    rows: TableRows, columns: Columns, line_of: LineOf, *, directed: bool
) -> str | None:
    """Return the first row as a sentence: ``row 2: ann follows bob``.

    Parameters
    ----------
    rows : TableRows
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
        follower, followed = (read_cell(key, row) for key in keys)
        if follower != followed:
            verb = f"{follower} follows {followed}"
            tie = f"{follower} and {followed} follow each other"
            line_number = _line_in_sample(rows, row) or line_of(row)
            return f"row {line_number}: {verb if directed else tie}"
    return None


def _line_in_sample(rows: TableRows, row: int) -> int | None:
    """Return the line of one of the first rows, if the head of the table shows it."""
    layout, at = rows.layout, row + rows.dropped_first
    if rows.lines is not None or at >= len(layout.sample_lines):
        return None
    cells = [layout.sample[at][place] for place in rows.wanted.keys]
    same = cells == [read_cell(key, row) for key in rows.keys]
    return layout.sample_lines[at] if same else None


def warn_of_states(
    rows: TableRows, columns: Columns, keep: npt.NDArray[np.bool_] | None, *, undirected: bool
) -> list[str]:
    """Warn of rows whose own columns say that they are no follows, or mutual ties.

    Parameters
    ----------
    rows : TableRows
    columns : Columns
    keep : ndarray of bool, shape (rows,), optional
        The rows that stay.
    undirected : bool
        Rows are read as mutual ties anyway.
    """
    warnings = []
    for place in columns.states:
        cells = rows.extras[place]
        cells = cells if keep is None else cells.filter(pa.array(keep))
        counts = {
            str(entry["values"]): int(entry["counts"])
            for entry in pc.value_counts(cells.cast(pa.string()).combine_chunks()).to_pylist()
        }
        counts.pop("None", None)
        name = rows.layout.header[place] if rows.layout.header else ""
        label = quote_column(rows.layout.header, place)
        for words, what in ((NO_FOLLOW, _NO_FOLLOW), (MUTUAL, _MUTUAL)):
            hits = [cell for cell in counts if _speaks(cell, name_key(name), words)]
            if hits and not (undirected and words is MUTUAL):
                cell = max(hits, key=counts.__getitem__)
                number = sum(counts[hit] for hit in hits)
                warnings.append(
                    f"{label} says {cell!r} in {number:,} of {len(cells):,} rows: {what}"
                )
    return warnings


_NO_FOLLOW = "each counts as a follow nevertheless; --where leaves them out"
_MUTUAL = "mutual ties, read here as follows one way; --undirected reads rows as ties"
_TRUE = frozenset({"true", "yes", "1"})
_FALSE = frozenset({"false", "no", "0", "na", "nan", "nat", "null", "none", "-"})


def _speaks(cell: str, name: str, words: frozenset[str]) -> bool:
    """Whether a cell, or a true or false under such a name, says that there is none, or a tie."""
    text = fold_word("".join(c for c in cell if c.isalnum() or c == "-"))
    if not text:
        return False
    if words is MUTUAL:
        return text in MUTUAL or (name in MUTUAL and text in _TRUE)
    if name in ENDINGS:
        return text not in _FALSE
    return text in NO_FOLLOW or (name in ("active", "isactive") and text in _FALSE)
