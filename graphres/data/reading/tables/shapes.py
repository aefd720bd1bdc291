"""Tables that are graphs but no lists of follows: matrices, METIS files, lists of neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graphres.amounts import parse_digits
from graphres.data.reading.tables.kinds import is_number
from graphres.data.reading.tables.records import BLANK_RUNS
from graphres.errors import InputError

Row = Sequence[str]

_DO = "write a CSV of follower,followed"
_LEAST = 3


def refuse_shape(rows: Sequence[Row], sign: str, where: str, *, whole: bool) -> None:
    """Stop at a table whose cells are no pairs of accounts.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first lines of the table, blank ones included, trimmed; none is a header for sure.
    sign : str
        The delimiter.
    where : str
        The source's name, for messages.
    whole : bool
        These are all the rows there are.

    Raises
    ------
    InputError
        For an adjacency matrix, a METIS file, or rows of many lengths.

    Examples
    --------
    >>> refuse_shape([("0", "1", "0"), ("0", "0", "1"), ("1", "0", "0")], ",", "m", whole=True)
    Traceback (most recent call last):
    ...
    graphres.errors.InputError: m: this is an adjacency matrix; write a CSV of follower,followed
    """
    filled = [row for row in rows if any(row)]
    if sign == BLANK_RUNS and _is_metis(rows, whole):
        raise InputError(
            "this is a METIS file: line i lists whom i is tied to", where=where, do=_DO
        )
    if _is_matrix(filled, whole):
        raise InputError("this is an adjacency matrix", where=where, do=_DO)
    if _is_ragged(filled):
        raise InputError(
            "most rows are of different lengths: a list of neighbours, one account a row?",
            where=where,
            do=_DO,
        )


def _is_matrix(rows: Sequence[Row], whole: bool) -> bool:
    widths = {len(row) for row in rows}
    if len(rows) < _LEAST or max(widths) < _LEAST or len(widths) > 2:
        return False
    if _names_both_sides(rows, whole):
        return True
    if len(widths) > 1:
        return False
    if all(cell in ("0", "1") for row in rows for cell in row):
        return True
    return whole and len(rows) == len(rows[0]) and _is_symmetric(rows)


def _names_both_sides(rows: Sequence[Row], whole: bool) -> bool:
    """Whether the names above the columns are those before the rows."""
    top, side = list(rows[0]), [row[0] for row in rows[1:]]
    top = top[1:] if len(top) == len(rows[1]) else top
    if whole and len(top) != len(side):
        return False
    cells = [cell for row in rows[1:] for cell in row[1:] if cell]
    return top[: len(side)] == side[: len(top)] and all(map(is_number, cells))


def _is_symmetric(rows: Sequence[Row]) -> bool:
    """Whether a square of numbers is the same both ways, or has nothing on its diagonal."""
    if not all(is_number(cell) for row in rows for cell in row):
        return False
    size = range(len(rows))
    empty = len(rows) > _LEAST and all(float(rows[i][i]) == 0 for i in size)
    return empty or all(rows[i][j] == rows[j][i] for i in size for j in range(i))


def _is_metis(rows: Sequence[Row], whole: bool) -> bool:
    head, *lines = rows or [()]
    if not 2 <= len(head) <= 4 or not all(parse_digits(cell) is not None for cell in head):
        return False
    accounts = int(head[0])
    while lines and len(lines) > accounts and not any(lines[-1]):
        lines.pop()
    if len(lines) != accounts if whole else len(lines) > accounts:
        return False
    neighbours = [[cell for cell in line if cell] for line in lines]
    if not all(parse_digits(cell) is not None for cells in neighbours for cell in cells):
        return False
    return _is_mutual([[int(cell) for cell in cells] for cells in neighbours], accounts)


def _is_mutual(neighbours: list[list[int]], accounts: int) -> bool:
    """Whether i lists j wherever j lists i, as far as the lines go; and somebody lists somebody."""
    ties = {(i, j) for i, targets in enumerate(neighbours, start=1) for j in targets}
    within = {(i, j) for i, j in ties if j <= len(neighbours)}
    fair = all(1 <= j <= accounts and i != j for i, j in ties)
    return fair and bool(within) and all((j, i) in ties for i, j in within)


def _is_ragged(rows: Sequence[Row]) -> bool:
    widths = Counter(map(len, rows))
    usual, count = widths.most_common(1)[0] if widths else (0, 0)
    longer = sum(n for width, n in widths.items() if width > usual)
    return len(rows) > _LEAST and len(widths) >= _LEAST and 2 * count <= len(rows) and longer > 0
