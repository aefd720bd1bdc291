"""Who follows whom, as two sets of compressed rows, and a table of accounts.

Direction, said once: an edge is *follower → followed*. A message travels the other way, from the
followed to the follower. ``followers`` of an account hear it; ``following`` is whom it hears.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from graphres.graph.layers import Layers
from graphres.kernels.arrays import Int32, Int64, Words
from graphres.kernels.csr import (
    count_rows,
    drop_repeats,
    fill_rows,
    merge_rows,
    transpose_rows,
)
from graphres.kernels.hashing import hash_ids
from graphres.kernels.structures.deduplicate import first_values

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


class Adjacency(NamedTuple):
    """Compressed rows: row i is ``targets[offsets[i]:offsets[i + 1]]``, ascending.

    ``offsets`` is int64 of shape (n + 1,), ``targets`` int32 of shape (m,); both are read-only.
    """

    offsets: Int64
    targets: Int32

    def row(self, account: int) -> Int32:
        """Return the accounts in one row, ascending."""
        return self.targets[self.offsets[account] : self.offsets[account + 1]]

    def lengths(self) -> Int64:
        """Return how many accounts each row holds, int64 of shape (n,)."""
        return np.diff(self.offsets)

    def freeze(self) -> Adjacency:
        """Make the rows read-only, and return them."""
        for part in self:
            part.setflags(write=False)
        return self


class Dropped(NamedTuple):
    """What `FollowGraph.from_follows` left out: repeated rows, then distinct self-follows.

    ``differing``: repeated rows that give another probability than the first row of their follow.
    """

    repeated_rows: int
    self_follows: int
    differing: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class FollowGraph:
    """A frozen graph of *follower → followed* among n accounts.

    Accounts are numbered in the order in which they first appear in the table they came from;
    equal scores are settled in that order everywhere.

    Parameters
    ----------
    ids : pyarrow.StringArray, length n
        The accounts' names, exactly as read; a LargeStringArray beyond 2 GiB of text.
    followers, following : Adjacency
        Row v of ``followers``: who follows v. Row u of ``following``: whom u follows. In an
        undirected graph both are the same object and hold every tie in both directions.
    directed : bool
        False when every follow is a mutual tie.
    attributes : pandas.DataFrame, optional
        n rows in account order: what is known of the accounts beside their names.
    followers_total : ndarray of float64, shape (n,), optional
        Followers known from outside the table, NaN where unknown.
    crawled : ndarray of bool, shape (n,), optional
        Whose list of followed accounts was collected; for the rest, no follows means unknown.
    names_normalised : bool
        Whether names had one leading @ taken off and case folded, as lists of accounts then are.
    probability : ndarray of float64, shape (stored follows,), optional
        Of every follow, that it passes a message on, in [0, 1]; read-only. Entry e of row v is
        that of the follow ``followers.targets[e] -> v``: a message from v reaches that follower.
        An undirected graph holds every tie's twice, as ``followers`` does.
    layers : Layers, optional
        On which platforms every follow stands, where the follows themselves say.
    list_column : str, optional
        The attribute by which lists of accounts name them; their ids when absent.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> graph
    <FollowGraph 3 accounts, 3 follows, follower -> followed>
    >>> graph.ids[1].as_py(), graph.in_degree.tolist()
    ('bob', [1, 2, 0])
    """

    ids: pa.StringArray
    followers: Adjacency
    following: Adjacency
    directed: bool = True
    attributes: pd.DataFrame | None = None
    followers_total: npt.NDArray[np.float64] | None = None
    crawled: npt.NDArray[np.bool_] | None = None
    names_normalised: bool = False
    probability: npt.NDArray[np.float64] | None = None
    layers: Layers | None = None
    list_column: str | None = None

    @property
    def n(self) -> int:
        """Number of accounts."""
        return len(self.ids)

    @property
    def m(self) -> int:
        """Number of distinct follows; of ties when undirected."""
        stored = len(self.following.targets)
        return stored if self.directed else stored // 2

    @property
    def in_degree(self) -> Int64:
        """Followers of every account, int64 of shape (n,)."""
        return self.followers.lengths()

    @property
    def out_degree(self) -> Int64:
        """Accounts that every account follows, int64 of shape (n,)."""
        return self.following.lengths()

    @property
    def degree(self) -> Int64:
        """Followers plus followed, int64 of shape (n,); a tie counts once when undirected."""
        return self.in_degree + self.out_degree if self.directed else self.in_degree

    @cached_property
    def keys(self) -> Words:
        """A 64-bit hash of every account's name, uint64 of shape (n,), for random draws."""
        import pyarrow as pa

        ids = pa.concat_arrays([self.ids])
        width = np.int64 if pa.types.is_large_string(ids.type) else np.int32
        offsets = np.frombuffer(ids.buffers()[1] or b"", dtype=width)[: self.n + 1]
        buffer = ids.buffers()[2]
        data = np.frombuffer(buffer, dtype=np.uint8) if buffer else np.zeros(0, dtype=np.uint8)
        lengths = np.diff(offsets)
        first, last = (int(offsets[0]), int(offsets[-1])) if self.n else (0, 0)
        return hash_ids(lengths, data[first:last])

    @property
    def accounts(self) -> pd.DataFrame:
        """Column ``account``, then the attributes, one row an account, as a fresh table."""
        import pandas as pd

        names = pd.DataFrame({"account": self.ids.to_pandas()})
        if self.attributes is None:
            return names
        return pd.concat([names, self.attributes.reset_index(drop=True)], axis=1)

    def index_of(self, ids: Sequence[str]) -> Int64:
        """Find the numbers of named accounts, int64, -1 where there is no such account. O(n)."""
        import pyarrow as pa
        import pyarrow.compute as pc

        places = pc.index_in(pa.array(ids, type=self.ids.type), value_set=self.ids)
        numbers: Int64 = pc.fill_null(places, -1).to_numpy(zero_copy_only=False).astype(np.int64)
        return numbers

    def __repr__(self) -> str:
        """Sizes and direction, in one line."""
        if self.directed:
            return f"<FollowGraph {self.n} accounts, {self.m} follows, follower -> followed>"
        tie = "tie" if self.m == 1 else "ties"
        return f"<FollowGraph {self.n} accounts, {self.m} {tie}, undirected>"

    @classmethod
    def from_follows(
        cls,
        ids: pa.StringArray,
        follower: Int32,
        followed: Int32,
        *,
        directed: bool = True,
        attributes: pd.DataFrame | None = None,
        followers_total: npt.NDArray[np.float64] | None = None,
        crawled: npt.NDArray[np.bool_] | None = None,
        probability: npt.NDArray[np.float64] | None = None,
    ) -> tuple[FollowGraph, Dropped]:
        """Build a graph from coded rows, with counting sorts alone.

        Parameters
        ----------
        ids : pyarrow.StringArray, length n
            Names in account order.
        follower, followed : ndarray of int32, shape (rows,)
            Positions in ``ids``. Repeats and self-follows are dropped and counted.
        directed : bool
            False: a row is a tie, and its reverse a repeated row.
        attributes, followers_total, crawled
            As in the class.
        probability : ndarray of float64, shape (rows,), optional
            Of every row, in [0, 1]. Of repeated rows the first counts; both directions of a tie
            get the tie's.

        Returns
        -------
        FollowGraph, Dropped
            O(n + rows) time and memory.

        Examples
        --------
        >>> import pyarrow
        >>> follower, followed = np.array([[0, 2, 0], [1, 1, 1]], dtype=np.int32)
        >>> ids = pyarrow.array(["ann", "bob", "cem"])
        >>> chances = np.array([0.5, 0.25, 1.0])
        >>> graph, dropped = FollowGraph.from_follows(ids, follower, followed, probability=chances)
        >>> graph.followers.row(1).tolist(), graph.probability.tolist(), dropped.differing
        ([0, 2], [0.5, 0.25], 1)
        """
        n = len(ids)
        if not directed:
            follower, followed = np.minimum(follower, followed), np.maximum(follower, followed)
        following, dropped = _build_rows(n, follower, followed)
        if not directed:
            following = unite_rows(following, _transpose(n, following))
        followers = (_transpose(n, following) if directed else following).freeze()
        following = following.freeze() if directed else followers
        graph = cls(ids, followers, following, directed, attributes, followers_total, crawled)
        if probability is None:
            return graph, dropped
        first = first_values(n, follower, followed, probability, both_ways=not directed)
        return replace(graph, probability=first.values), dropped._replace(differing=first.differing)

    @classmethod
    def from_pairs(cls, pairs: Sequence[tuple[str, str]], *, directed: bool = True) -> FollowGraph:
        """Build a small graph from (follower, followed) pairs of names, dropping repeats.

        Examples
        --------
        >>> FollowGraph.from_pairs([("a", "b"), ("b", "a")], directed=False)
        <FollowGraph 2 accounts, 1 tie, undirected>
        """
        import pyarrow as pa

        number = {name: i for i, name in enumerate(dict.fromkeys(chain.from_iterable(pairs)))}
        codes = np.array([[number[a], number[b]] for a, b in pairs], dtype=np.int32).reshape(-1, 2)
        ids = pa.array(list(number), type=pa.string())
        return cls.from_follows(ids, codes[:, 0].copy(), codes[:, 1].copy(), directed=directed)[0]


def _build_rows(n: int, follower: Int32, followed: Int32) -> tuple[Adjacency, Dropped]:
    """Build rows of ``following``, ascending and distinct, without self-follows."""
    by_followed = _group_by_row(n, followed, follower)
    rows = _transpose(n, by_followed)
    offsets = np.zeros(n + 1, dtype=np.int64)
    counts = np.zeros(2, dtype=np.int64)
    drop_repeats(rows.offsets, rows.targets, offsets, counts)
    # A slice would keep the dropped tail alive and hide its end from a compiled kernel's reader.
    targets = rows.targets if not counts.any() else rows.targets[: offsets[n]].copy()
    return Adjacency(offsets, targets), Dropped(int(counts[0]), int(counts[1]))


def _group_by_row(n: int, rows: Int32, values: Int32) -> Adjacency:
    """Group values by row with one counting sort, in order of arrival."""
    offsets = np.zeros(n + 1, dtype=np.int64)
    count_rows(rows, offsets)
    out = np.empty(len(rows), dtype=np.int32)
    fill_rows(rows, values, offsets[:-1].copy(), out)
    return Adjacency(offsets, out)


def _transpose(n: int, rows: Adjacency) -> Adjacency:
    """Return the same follows as rows of the other end, each ascending."""
    offsets = np.zeros(n + 1, dtype=np.int64)
    count_rows(rows.targets, offsets)
    out = np.empty(len(rows.targets), dtype=np.int32)
    transpose_rows(rows.offsets, rows.targets, offsets[:-1].copy(), out)
    return Adjacency(offsets, out)


def unite_rows(rows: Adjacency, others: Adjacency) -> Adjacency:
    """Unite rows: row i has what is in row i of either, ascending. O(n + m).

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> [unite_rows(graph.followers, graph.following).row(i).tolist() for i in range(3)]
    [[1], [0, 2], [1]]
    """
    offsets = np.empty_like(rows.offsets)
    merged = np.empty(len(rows.targets) + len(others.targets), dtype=np.int32)
    merge_rows(*rows, *others, offsets, merged)
    stored = int(offsets[-1])
    # A slice would keep alive what targets common to both leave empty.
    return Adjacency(offsets, merged if stored == len(merged) else merged[:stored].copy())
