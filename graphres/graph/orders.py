"""Orders of removal, and of return."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from graphres.errors import AccountTypeError, InputError
from graphres.kernels.arrays import Int32, Mask

if TYPE_CHECKING:
    from graphres.graph import FollowGraph


def find_account_numbers(graph: FollowGraph, accounts: Any, what: str = "accounts") -> Int32:
    """Return the numbers of accounts given by their ids (text) or their numbers (whole).

    Parameters
    ----------
    graph : FollowGraph
    accounts : array_like of str or of int, shape (K,)
        Text is looked up exactly as it stands, so that ``"1"`` is the account called 1; a whole
        number is a position in ``graph.ids``.
    what : str
        What they are, for messages.

    Returns
    -------
    ndarray of int32, shape (K,)
        O(K), and O(n) for ids.

    Raises
    ------
    AccountTypeError
        For anything else: floats, truth values, a mixture.
    InputError
        For an id or a number that the graph does not have.

    Examples
    --------
    >>> from graphres.graph import FollowGraph
    >>> graph = FollowGraph.from_pairs([("1", "2"), ("3", "2")])
    >>> find_account_numbers(graph, ["3", "1"]).tolist()
    [2, 0]
    >>> find_account_numbers(graph, [2, 0]).tolist()
    [2, 0]
    """
    array = _as_array(accounts, what)
    if array.dtype.kind == "U":
        return _look_up(graph, array.tolist(), what)
    if len(array) and (array.min() < 0 or array.max() >= graph.n):
        wrong = int(array[(array < 0) | (array >= graph.n)][0])
        raise InputError(
            f"account number {wrong} is not in a graph of {graph.n:,} accounts",
            where=what,
            do="number them from 0, or give ids as text",
        )
    return array.astype(np.int32)


def make_account_mask(graph: FollowGraph, accounts: Any, what: str) -> Mask | None:
    """Mark accounts, bool of shape (n,), given as a mask, ids or numbers; None stays None.

    Raises
    ------
    AccountTypeError, InputError
        As `find_account_numbers`; for a mask of another length, and an account named twice.
    """
    if accounts is None:
        return None
    array = accounts if isinstance(accounts, np.ndarray) else np.asarray(accounts)
    if array.dtype == np.bool_ and array.size:
        if array.shape != (graph.n,):
            raise InputError(
                f"a mask of shape {array.shape} does not fit {graph.n:,} accounts", where=what
            )
        return array
    numbers = find_account_numbers(graph, accounts, what)
    mask = np.zeros(graph.n, dtype=bool)
    mask[numbers] = True
    if np.count_nonzero(mask) != len(numbers):
        raise InputError("an account is named twice", where=what, do="list each account once")
    return mask


def _as_array(accounts: Any, what: str) -> npt.NDArray[Any]:
    """Convert accounts to whole numbers (int64) or text, one-dimensional."""
    if isinstance(accounts, np.ndarray) and accounts.dtype.kind in "iuU":
        return accounts.reshape(-1)
    if isinstance(accounts, int | np.integer) and not isinstance(accounts, bool):
        accounts = [accounts]
    if isinstance(accounts, str | bytes) or not isinstance(accounts, Iterable):
        raise _refuse(repr(accounts), what)
    items = _unwrap(accounts)
    types = set(map(type, items))
    if all(issubclass(kind, str) for kind in types) and items:
        return np.array(items, dtype=np.str_)
    if all(issubclass(kind, int | np.integer) and kind is not bool for kind in types):
        try:
            return np.array(items, dtype=np.int64)
        except OverflowError as error:
            raise InputError("an account number beyond 2**63", where=what) from error
    if len(types) > 1:
        raise _refuse("a mixture of " + " and ".join(sorted(t.__name__ for t in types)), what)
    raise _refuse(repr(items[0]), what)


def _unwrap(accounts: Iterable[Any]) -> list[Any]:
    """Take Python's own objects out of lists, arrays, Arrow and pandas columns."""
    for way in ("to_pylist", "tolist"):
        if hasattr(accounts, way):
            items = getattr(accounts, way)()
            return items if isinstance(items, list) else [items]
    return list(accounts)


def _refuse(text: str, what: str) -> AccountTypeError:
    return AccountTypeError(
        f"{text} names no account", where=what, do="give ids as text, or whole numbers from 0"
    )


def _look_up(graph: FollowGraph, ids: list[str], what: str) -> Int32:
    numbers = graph.index_of(ids)
    unknown = [name for name, number in zip(ids, numbers, strict=True) if number < 0]
    if unknown:
        first = ", ".join(map(repr, unknown[:5])) + (", …" if len(unknown) > 5 else "")
        verb = "id is" if len(unknown) == 1 else "ids are"
        raise InputError(f"{len(unknown)} {verb} not in the graph: {first}", where=what)
    return numbers.astype(np.int32)


def reverse_order(n: int, order: Int32) -> Int32:
    """Put accounts in the order in which they come back: never removed first, then in reverse.

    Examples
    --------
    >>> reverse_order(4, np.array([2, 0], dtype=np.int32)).tolist()
    [1, 3, 0, 2]
    """
    stays = np.ones(n, dtype=bool)
    stays[order] = False
    return np.concatenate([np.flatnonzero(stays).astype(np.int32), order[::-1]])


def place_checkpoints(last: int, points: int | None) -> npt.NDArray[np.int64]:
    """Return ⌈i·last/points⌉ for i = 0..points, each once; every k when ``points`` is None.

    Examples
    --------
    >>> place_checkpoints(10, 4).tolist()
    [0, 3, 5, 8, 10]
    >>> place_checkpoints(2, 4).tolist()
    [0, 1, 2]
    """
    if points is None or points >= last:
        return np.arange(last + 1)
    return np.unique(-(-np.arange(points + 1) * last // points))
