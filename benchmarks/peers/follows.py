"""What every peer does first: read the table, number the accounts, rank them by in-degree."""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.csv

Codes = npt.NDArray[np.int64]


def read_follows(path: str) -> tuple[int, Codes, Codes]:
    """n, follower codes, followed codes; accounts are numbered in order of first appearance."""
    table = pyarrow.csv.read_csv(path)
    cells = np.column_stack([table[name].to_numpy() for name in table.column_names])
    codes, ids = pd.factorize(cells.ravel())
    return len(ids), codes[0::2], codes[1::2]


def removal_order(n: int, followed: Codes) -> Codes:
    """Accounts by in-degree, highest first; of equals the first seen goes first."""
    return np.argsort(-np.bincount(followed, minlength=n), kind="stable")


def removal_times(n: int, followed: Codes) -> npt.NDArray[np.int32]:
    """When each account goes: the inverse of `removal_order`."""
    times = np.empty(n, dtype=np.int32)
    times[removal_order(n, followed)] = np.arange(n, dtype=np.int32)
    return times


def checkpoints(n: int) -> list[int]:
    """Removals after which the giant is measured: k = i n / 100, i = 0..100."""
    return [i * n // 100 for i in range(101)]


def print_curve(curve: Iterable[tuple[int, int]]) -> None:
    """One line ``k giant`` a checkpoint."""
    sys.stdout.writelines(f"{k} {giant}\n" for k, giant in curve)
