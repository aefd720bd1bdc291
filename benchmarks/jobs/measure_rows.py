"""Measure one order of mapped rows one way: python measure_rows.py FOLDER WAY ORDER.

WAY is `fold`, `sweep` or `scipy`; ORDER `random` or `in-degree`. Prints as JSON the seconds of
processor time of measuring, the peak of anonymous memory while it went on, and a digest of the
giant at 101 checkpoints.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from graphres.graph import Adjacency, FollowGraph
from graphres.kernels.arrays import Int32
from graphres.kernels.compiled import Kernel
from graphres.kernels.components import merge_tree, weak
from graphres.measures import DEFAULT, measure
from graphres.measures.out_of_core import StoredFollows, measure_stored


class PeakMemory(threading.Thread):
    """Looks at the anonymous memory of this process every 10 ms."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0

    def run(self) -> None:
        """Look until the process ends."""
        while True:
            found = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text())
            self.bytes = max(self.bytes, int(found[1]) * 1024 if found else 0)
            time.sleep(0.01)


def rows_in(folder: Path) -> StoredFollows:
    """The rows, mapped."""
    offsets = np.memmap(folder / "offsets", np.int64, mode="r")
    targets = np.memmap(folder / "targets", np.int32, mode="r")
    return SimpleNamespace(
        accounts=len(offsets) - 1,
        follows=len(targets),
        directed=True,
        following_indptr=offsets,
        following_targets=targets,
    )


def order_of(rows: StoredFollows, name: str) -> Int32:
    """At random, or the most followed first."""
    if name == "random":
        return np.random.default_rng(2).permutation(rows.accounts).astype(np.int32)
    followers = np.bincount(rows.following_targets, minlength=rows.accounts)
    return np.argsort(-followers, kind="stable").astype(np.int32)


def fold(rows: StoredFollows, order: Int32) -> Callable[[], Any]:
    """What `graphres.measures.out_of_core` does."""
    return lambda: measure_stored(rows, order, DEFAULT)["giant"]


def sweep(rows: StoredFollows, order: Int32) -> Callable[[], Any]:
    """What `graphres.measures` does, with both rows in memory."""
    import pyarrow as pa

    from graphres.graph.follow_graph import _transpose

    ids = pa.nulls(rows.accounts, pa.string())
    following = Adjacency(np.array(rows.following_indptr), np.array(rows.following_targets))
    followers = _transpose(rows.accounts, following)
    graph = FollowGraph(ids, followers, following)
    return lambda: measure(graph, order, DEFAULT)["giant"]


def scipy(rows: StoredFollows, order: Int32) -> Callable[[], Any]:
    """The giant alone, at 101 checkpoints, survivors a corner of a matrix in removal order."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    n = rows.accounts
    times = np.empty_like(order)
    times[order] = np.arange(n, dtype=np.int32)
    follower = np.repeat(times, np.diff(rows.following_indptr))
    followed = times[np.asarray(rows.following_targets)]
    matrix = csr_array((np.ones(rows.follows), (follower, followed)), shape=(n, n))
    del follower, followed

    def giants() -> Any:
        corner, removed, found = matrix, 0, np.zeros(n + 1)
        for k in checkpoints(n):
            corner, removed = corner[k - removed :, k - removed :], k
            labels = connected_components(corner, connection="weak")[1] if k < n else []
            found[k] = np.bincount(labels).max(initial=0) / n if k < n else 0
        return found

    return giants


def checkpoints(n: int) -> list[int]:
    """Removals after which all are compared."""
    return [i * n // 100 for i in range(101)]


def tiny_rows() -> StoredFollows:
    """Two accounts that follow each other, read-only as what is mapped."""
    parts = np.array([0, 1, 2]), np.array([1, 0], dtype=np.int32)
    for part in parts:
        part.setflags(write=False)
    return SimpleNamespace(
        accounts=2,
        follows=2,
        directed=True,
        following_indptr=parts[0],
        following_targets=parts[1],
    )


WAYS = {"fold": fold, "sweep": sweep, "scipy": scipy}


def warm_up(way: str) -> None:
    """Have every kernel of a way compiled, or loaded from the cache."""
    for each in [*vars(weak).values(), *vars(merge_tree).values()]:
        if isinstance(each, Kernel):
            each.compiled()
    WAYS[way](tiny_rows(), np.array([0, 1], dtype=np.int32))()


def main() -> None:
    """Measure."""
    folder, way, order_name = sys.argv[1:]
    rows = rows_in(Path(folder))
    order = order_of(rows, order_name)
    warm_up(way)
    work = WAYS[way](rows, order)
    memory = PeakMemory()
    memory.start()
    start = time.process_time()
    giant = work()
    seconds = time.process_time() - start
    sizes = np.rint(giant[checkpoints(rows.accounts)] * rows.accounts).astype(np.int64)
    digest = hashlib.sha256(sizes.tobytes()).hexdigest()
    print(json.dumps({"seconds": seconds, "bytes": memory.bytes, "digest": digest}))


if __name__ == "__main__":
    main()
