"""Rows from a file are looked at in full before compiled code follows them."""

from __future__ import annotations

from concurrent.futures import Future

import numpy as np

from graphres.engine.pool import Pool
from graphres.errors import InputError
from graphres.graph import Adjacency
from graphres.kernels.row_checks import check_offsets, check_targets, sum_follows

Sums = tuple[int, int]


def check_pair(following: Adjacency, followers: Adjacency, n: int, stored: int, where: str) -> None:
    """See that rows are sound, and that the ones are the transpose of the others.

    Parameters
    ----------
    following, followers : Adjacency
        The same object for an undirected graph, whose rows are their own transpose.
    n, stored : int
        Rows, and targets in all of them.
    where : str
        The store, for messages.

    Raises
    ------
    InputError
        For offsets that fall or lead beyond the targets, targets that are no accounts, rows that
        are not ascending, repeat an account or hold their own; for rows that are not those of the
        same follows. The last is seen by sums of 24 bits a follow: rows that are sound and differ
        have the same sums once in 10⁷ or less.

    Notes
    -----
    O(n + m), both sets of rows at once.
    """
    with Pool(2) as pool:
        ahead = pool.submit(check_rows, following, n, stored, f"{where}: following.arrow")
        back: Future[Sums] = ahead
        if followers is not following:
            back = pool.submit(check_rows, followers, n, stored, f"{where}: followers.arrow")
        sums, transposed = ahead.result(), back.result()
    if sums != transposed[::-1]:
        raise InputError(
            "damaged: followers and following are not the same follows",
            where=where,
            do="pack it again",
        )


def check_rows(rows: Adjacency, n: int, stored: int, where: str) -> Sums:
    """See that one set of rows is sound; sums that tell its follows from others.

    Raises
    ------
    InputError
        With the first account whose row is not.
    """
    if len(rows.offsets) != n + 1 or len(rows.targets) != stored:
        raise InputError(
            f"damaged: {len(rows.offsets) - 1:,} rows of {len(rows.targets):,} accounts,"
            f" not {n:,} of {stored:,}",
            where=where,
            do="pack it again",
        )
    wrong = np.full(1, -1, dtype=np.int64)
    check_offsets(rows.offsets, stored, wrong)
    _refuse(int(wrong[0]), "leads outside of its file", where)
    check_targets(rows.offsets, rows.targets, wrong)
    _refuse(int(wrong[0]), "does not hold accounts, ascending and each once", where)
    sums = np.zeros(2, dtype=np.int64)
    sum_follows(rows.offsets, rows.targets, sums)
    return int(sums[0]), int(sums[1])


def _refuse(row: int, what: str, where: str) -> None:
    if row >= 0:
        raise InputError(f"damaged: row {row} {what}", where=where, do="pack it again")
