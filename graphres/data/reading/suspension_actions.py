"""Rows of a log that say something else than a suspension: restored, warned, labelled."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from graphres.data.reading.infer_types import missing_if_blank
from graphres.data.reading.suspension_columns import LogColumn

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
_OTHER = re.compile(
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
    return [line for column in columns if (line := _warning(column, where))]


def _warning(column: LogColumn, where: str) -> str | None:
    values = _values(column)
    if not values or len(values) > _MOST:
        return None
    name = column.name if column.name.isidentifier() else f"`{column.name}`"
    if _UNDONE.search(column.key) and {v.casefold() for v in values} <= _TRUTHS:
        undone = [v for v in values if v.casefold() in _YES]
        return _line(where, column, undone, _undone(name, undone)) if undone else None
    if _DONE.search(column.key) and {v.casefold() for v in values} <= _TRUTHS:
        undone = [v for v in values if v.casefold() not in _YES]
        return _line(where, column, undone, _done(name, values)) if undone else None
    suspensions = [v for v in values if is_suspension(v)]
    others = [v for v in values if v not in suspensions]
    if not others:
        return None
    by_name = bool(_ACTIONS.search(column.key)) and column.kind is None
    if by_name or (suspensions and any(_OTHER.search(v.casefold()) for v in others)):
        best = repr((suspensions or values)[0])
        return _line(where, column, others, f"{name} == {best}")
    return None


_YES = frozenset({"true", "yes", "y", "1"})
_TRUTHS = _YES | {"false", "no", "n", "0"}


def is_suspension(value: str) -> bool:
    """Whether a value says that an account was closed.

    >>> is_suspension("permanent_ban"), is_suspension("unsuspend"), is_suspension("spam")
    (True, False, False)
    """
    word = value.casefold().replace("_", " ")
    return bool(_SUSPENSION.search(word)) and not _OTHER.search(word)


def _undone(name: str, undone: list[str]) -> str:
    if all(v.casefold() == "true" for v in undone):
        return f"not {name}"
    return f"{name} != {undone[0] if undone[0] == '1' else repr(undone[0])}"


def _done(name: str, values: list[str]) -> str:
    if all(v.casefold() in ("true", "false") for v in values):
        return name
    yes = next((v for v in values if v.casefold() in _YES), "yes")
    return f"{name} == {yes if yes == '1' else repr(yes)}"


def _line(where: str, column: LogColumn, others: list[str], expression: str) -> str:
    first = ", ".join(map(repr, others[:3])) + (", …" if len(others) > 3 else "")
    return (
        f"{where}: column {column.name!r} holds {first}: are these suspensions? all rows are"
        f' replayed; --replay-where "{expression}" keeps only those that match'
    )


def _values(column: LogColumn) -> list[str]:
    """Distinct texts, the most frequent first; none for a column that has too many."""
    text = missing_if_blank(column.cells.cast(pa.string())).drop_null()
    counts = pc.value_counts(text).to_pylist()
    return [c["values"] for c in sorted(counts, key=lambda c: -c["counts"])]
