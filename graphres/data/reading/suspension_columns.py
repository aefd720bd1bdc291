"""The columns of a log of suspensions: which hold accounts, which times, and which doubts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.handles import explain_unknown
from graphres.data.reading.infer_types import as_numbers, blank_to_missing
from graphres.data.reading.suspension_days import find_time_kind
from graphres.data.reading.tables.headers import ACCOUNT_NAMES, find_column, name_key
from graphres.errors import InputError
from graphres.kernels.arrays import Int64

#: Names under which a log keeps its days, the likeliest first.
TIME_NAMES = (
    *("date", "day", "time", "timestamp", "datetime", "suspendedat", "suspendedon", "suspended"),
    *("closedat", "closedon", "closed", "at", "on", "when", "createdat"),
)
_ACCOUNTS = (*ACCOUNT_NAMES, "person", "suspendedaccount", "suspendeduser", "target", "targetid")
#: Names that may as well be those of the rows of a log.
_GENERIC = ("id", "key", "no", "name")
#: Names that say that a time is that of the suspension itself.
_OF_SUSPENSION = re.compile(
    r"^(?!un)(?!.*(lift|restor|until|expir|creat|(?<!susp)ends?(at|on|date)?$)).*(suspen|clos|bann)"
)
_NAME_THEM = "name them: --replay-account COL --replay-time COL"


@dataclass(frozen=True)
class LogColumn:
    """A column of a log: its name, its cells, and the account that each cell names (-1: none)."""

    at: int
    name: str
    has_name: bool
    cells: pa.ChunkedArray
    accounts: Int64 = field(repr=False)
    format: str | None = None

    @property
    def key(self) -> str:
        """The name without case and signs; empty without a header."""
        return name_key(self.name) if self.has_name else ""

    @cached_property
    def matches(self) -> int:
        """How many cells name an account of the graph."""
        return int(np.count_nonzero(self.accounts >= 0))

    @cached_property
    def kind(self) -> str | None:
        """What most cells are: "date" or "number", else None."""
        return find_time_kind(self.cells, self.format)

    @cached_property
    def counts_rows(self) -> bool:
        """Whether the column counts the rows, as case numbers do."""
        numbers = as_numbers(self.cells)
        return len(numbers) > 1 and bool(np.all(np.diff(numbers) == 1))


@dataclass(frozen=True)
class LogColumns:
    """The two columns, and what there is to say of how they were chosen."""

    account: LogColumn
    time: LogColumn
    warnings: tuple[str, ...]


def choose_columns(
    columns: Sequence[LogColumn],
    where: str,
    account: str | None,
    time: str | None,
    graph_ids: pa.Array,
) -> LogColumns:
    """Choose the column of accounts and that of times.

    A column named by an option is taken; else a name decides if the cells agree with it; else the
    cells alone. What remains open is a warning.

    Raises
    ------
    InputError
        Where no column can be either, or one would be both.
    """
    if len(columns) < 2:
        raise InputError(
            "a log of suspensions needs two columns, account and date", where=where, do=_NAME_THEM
        )
    warnings: list[str] = []
    whose = _named(account, columns, where)
    when = _named(time, columns, where)
    if when is None:
        when = _time_by_cells([c for c in columns if c is not whose], where, warnings)
    if whose is None:
        whose = _account([c for c in columns if c is not when], where, warnings, graph_ids)
    if when is None:
        when = _day_numbers([c for c in columns if c is not whose], where, warnings)
    if whose is when:
        raise InputError(
            f"column {whose.name!r} can't be both account and time", where=where, do=_NAME_THEM
        )
    return LogColumns(whose, when, tuple(warnings))


def _named(name: str | None, columns: Sequence[LogColumn], where: str) -> LogColumn | None:
    if name is None:
        return None
    header = [c.name for c in columns] if columns[0].has_name else None
    return columns[find_column(name, header, len(columns), where)]


def _time_by_cells(
    columns: Sequence[LogColumn], where: str, warnings: list[str]
) -> LogColumn | None:
    """Choose the column that its name and cells make a time, else one with dates."""
    named = sorted((c for c in columns if c.key in TIME_NAMES), key=_time_rank)
    by_name = [c for c in named if c.kind is not None]
    dated = sorted((c for c in columns if c.kind == "date"), key=_time_rank)
    if by_name and not (dated and _time_rank(dated[0]) < _time_rank(by_name[0])):
        column = by_name[0]
    elif dated:
        column = dated[0]
    else:
        return named[0] if named else None
    rivals = [c for c in dated if c is not column]
    if column.kind == "date" and rivals and not _OF_SUSPENSION.match(column.key):
        warnings.append(
            f"{where}: columns {_names([column, *rivals])} hold dates, {column.name!r} is read as"
            " that of the suspension; --replay-time COL settles it"
        )
    return column


def _time_rank(column: LogColumn) -> tuple[int, int]:
    """Rank times of the suspension first, then usual names, then the rest in their order."""
    key = column.key
    if _OF_SUSPENSION.match(key):
        return 0, column.at
    return (1, TIME_NAMES.index(key)) if key in TIME_NAMES else (2, column.at)


def _account(
    columns: Sequence[LogColumn], where: str, warnings: list[str], graph_ids: pa.Array
) -> LogColumn:
    """Choose the column that is named as an account and holds some; else choose by the cells."""
    there = [c for c in columns if c.matches]
    if not there:
        raise _none_in_graph(columns, where, graph_ids)
    by_name = [c for c in there if c.key in _ACCOUNTS]
    pool = [c for c in by_name if c.key not in _GENERIC] or by_name or there
    if pool[0].has_name or len(columns) > 2:
        pool = [c for c in pool if not c.counts_rows] or pool
    column = min(pool, key=lambda c: (-c.matches, _account_rank(c)))
    rivals = [c for c in pool if c is not column and 2 * c.matches >= column.matches]
    if rivals:
        warnings.append(
            f"{where}: columns {_names([column, *rivals])} name accounts of the graph,"
            f" {column.name!r} is read as the suspended one; --replay-account COL settles it"
        )
    return column


def _account_rank(column: LogColumn) -> tuple[int, int]:
    is_usual = column.key in _ACCOUNTS
    return (_ACCOUNTS.index(column.key) if is_usual else len(_ACCOUNTS), column.at)


def _none_in_graph(columns: Sequence[LogColumn], where: str, graph_ids: pa.Array) -> InputError:
    usual = [c for c in columns if c.key in _ACCOUNTS] or list(columns)
    cells = pc.unique(blank_to_missing(usual[0].cells.cast(pa.string())).drop_null()).to_pylist()
    first = ", ".join(cells[:3])
    why = explain_unknown(graph_ids, cells)
    return InputError(
        f"no column names an account of the graph: column {usual[0].name!r} holds {first}",
        where=where,
        do=f"{why}{'; ' if why else ''}name the column of accounts: --replay-account COL",
    )


def _day_numbers(columns: Sequence[LogColumn], where: str, warnings: list[str]) -> LogColumn:
    """Take a column of plain numbers for days, with a warning; never one that counts the rows."""
    numbers = [c for c in columns if c.kind == "number"]
    pool = [c for c in numbers if not c.counts_rows or not c.has_name]
    if not pool:
        names = _names(columns)
        raise InputError(
            f"no column holds the times of suspensions ({names})",
            where=where,
            do="name it: --replay-time COL (with --replay-time-format FMT if need be)",
        )
    column = pool[0]
    warnings.append(
        f"{where}: column {column.name!r} read as day numbers; --replay-time COL settles it"
    )
    return column


def _names(columns: Sequence[LogColumn]) -> str:
    return ", ".join(repr(c.name) for c in columns)


#: Names of columns that say what was done.
_ACTIONS = re.compile(
    r"^(action|status|state|event|type|kind|decision|verdict|outcome|measure|sanction|result|op)"
    r"|(action|status|event|decision|type|outcome)$"
)
_SUSPENSION = re.compile(
    r"suspen|\bban|closed?\b|remov|delet|terminat|deactiv|disabl|block|sperr|perman|tempor"
)
#: Columns of true and false that say whether there was a suspension.
_DONE = re.compile(r"^(is|was)?(suspended|banned|closed|removed|deleted|terminated|blocked)$")
_NO_SUSPENSION = re.compile(
    r"unsusp|unban|unblock|un-|reinstat|restor|revers|lift|appeal|warn|label|flag|mute|limit"
    r"|reactiv|overturn|dismiss|reject|no.?action|none|pending|open|reopen|entsperr|not "
)
#: Columns of true and false that say a suspension did not stand.
_UNDONE = re.compile(r"revers|restor|overturn|reinstat|unsuspend|unban|lifted|reopen|appeal")
_MOST = 50


def warn_of_actions(columns: Sequence[LogColumn], where: str) -> list[str]:
    """Warn of columns whose values say that some rows are no suspensions.

    Returns
    -------
    list of str
        With the ``--replay-where`` that leaves those rows out. O(rows).
    """
    return [warning for column in columns if (warning := _warning(column, where))]


def _warning(column: LogColumn, where: str) -> str | None:
    values = _values(column)
    if not values or len(values) > _MOST:
        return None
    name = column.name if column.name.isidentifier() else f"`{column.name}`"
    if _UNDONE.search(column.key) and {v.casefold() for v in values} <= _TRUTHS:
        undone = [v for v in values if v.casefold() in _YES]
        return _describe_doubt(where, column, undone, _undone(name, undone)) if undone else None
    if _DONE.search(column.key) and {v.casefold() for v in values} <= _TRUTHS:
        undone = [v for v in values if v.casefold() not in _YES]
        return _describe_doubt(where, column, undone, _done(name, values)) if undone else None
    suspensions = [v for v in values if is_suspension(v)]
    others = [v for v in values if v not in suspensions]
    if not others:
        return None
    by_name = bool(_ACTIONS.search(column.key)) and column.kind is None
    if by_name or (suspensions and any(_NO_SUSPENSION.search(v.casefold()) for v in others)):
        best = repr((suspensions or values)[0])
        return _describe_doubt(where, column, others, f"{name} == {best}")
    return None


_YES = frozenset({"true", "yes", "y", "1"})
_TRUTHS = _YES | {"false", "no", "n", "0"}


def is_suspension(value: str) -> bool:
    """Whether a value says that an account was closed.

    >>> is_suspension("permanent_ban"), is_suspension("unsuspend"), is_suspension("spam")
    (True, False, False)
    """
    word = value.casefold().replace("_", " ")
    return bool(_SUSPENSION.search(word)) and not _NO_SUSPENSION.search(word)


def _undone(name: str, undone: list[str]) -> str:
    if all(v.casefold() == "true" for v in undone):
        return f"not {name}"
    return f"{name} != {undone[0] if undone[0] == '1' else repr(undone[0])}"


def _done(name: str, values: list[str]) -> str:
    if all(v.casefold() in ("true", "false") for v in values):
        return name
    yes = next((v for v in values if v.casefold() in _YES), "yes")
    return f"{name} == {yes if yes == '1' else repr(yes)}"


def _describe_doubt(where: str, column: LogColumn, others: list[str], expression: str) -> str:
    first = ", ".join(map(repr, others[:3])) + (", …" if len(others) > 3 else "")
    return (
        f"{where}: column {column.name!r} holds {first}: are these suspensions? all rows are"
        f' replayed; --replay-where "{expression}" keeps only those that match'
    )


def _values(column: LogColumn) -> list[str]:
    """Distinct texts, the most frequent first; none for a column that has too many."""
    text = blank_to_missing(column.cells.cast(pa.string())).drop_null()
    counts = pc.value_counts(text).to_pylist()
    return [c["values"] for c in sorted(counts, key=lambda c: -c["counts"])]
