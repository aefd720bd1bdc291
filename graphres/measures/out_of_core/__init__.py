"""Curves of follows that do not fit into memory, the same bit for bit as those that do.

Follows are read once, from first to last, and folded into O(n) memory (`folding`); the curves come
from the fold (`curves`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from graphres.errors import UnfinishedError
from graphres.graph.orders import reverse_order
from graphres.kernels.arrays import Float64, Int32, Mask
from graphres.measures.out_of_core.curves import audience_column, follows_column, weak_columns
from graphres.measures.out_of_core.folding import Fold, fold_follows, merge_folds
from graphres.measures.out_of_core.parts import Folding, fold_by
from graphres.measures.out_of_core.stored import StoredFollows, rows_of

__all__ = [
    "MEASURED",
    "Fold",
    "Folding",
    "StoredFollows",
    "columns_of",
    "fold_follows",
    "measure_stored",
    "merge_folds",
    "refuse_unfolded",
    "rows_of",
]

#: The measures that a fold tells.
MEASURED = ("giant", "second", "components", "susceptibility", "follows", "audience")

_WEAK = MEASURED[:4]


def measure_stored(
    stored: StoredFollows,
    order: Int32,
    names: Sequence[str],
    *,
    sources: Mask | None = None,
    folding: Folding | None = None,
    on_progress: Callable[[int, int], None] | None = None,
) -> dict[str, Float64]:
    """Values of the named measures after 0, 1, …, K removals, as `graphres.measures.measure`.

    Parameters
    ----------
    stored : StoredFollows
    order : ndarray of int32, shape (K,)
        Distinct accounts, first removed first.
    names : sequence of str
        Of ``MEASURED``.
    sources, on_progress
        As for `fold_follows`.
    folding : Folding, optional
        In which chunks, and by whom; the values are the same.

    Returns
    -------
    dict of str to ndarray of float64, shape (K + 1,)
        With ``giant`` comes ``giant_removed``. n = 0 gives NaN throughout.

    Raises
    ------
    UnfinishedError
        For any other measure.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> path = SimpleNamespace(
    ...     accounts=3,
    ...     follows=2,
    ...     directed=True,
    ...     following_indptr=np.array([0, 1, 2, 2]),
    ...     following_targets=np.array([1, 2], dtype=np.int32),
    ... )
    >>> measure_stored(path, np.array([1], dtype=np.int32), ["giant", "follows"])["follows"]
    array([1., 0.])
    """
    refuse_unfolded(names)
    if stored.accounts == 0:
        return {name: np.full(len(order) + 1, np.nan) for name in names}
    back = reverse_order(stored.accounts, order)
    fold = fold_by(folding or Folding(), stored, back, sources=sources, on_progress=on_progress)
    return columns_of(
        fold, back, len(order), names, follows=stored.follows, directed=stored.directed
    )


def refuse_unfolded(names: Sequence[str]) -> None:
    """`UnfinishedError` for a measure that a fold does not tell."""
    for name in names:
        if name not in MEASURED:
            raise UnfinishedError(
                f"{name!r} can't be measured out of core",
                do=f"give more --memory, or measure {', '.join(MEASURED)}",
            )


def columns_of(
    fold: Fold, back: Int32, last: int, names: Sequence[str], *, follows: int, directed: bool
) -> dict[str, Float64]:
    """The named measures after 0..K removals from the fold of all m follows. O(n α(n))."""
    columns: dict[str, Float64] = {}
    if any(name in _WEAK for name in names):
        columns = weak_columns(fold, back, last)
    if "follows" in names:
        columns["follows"] = follows_column(fold, last, follows, directed=directed)
    if "audience" in names:
        columns["audience"] = audience_column(fold, last)
    beside = ["giant_removed"] if "giant" in names else []
    return {name: columns[name] for name in (*names, *beside)}
