"""Follows that lie on disk: what is read of them."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Int64


class StoredFollows(Protocol):
    """Distinct follows without self-follows, as compressed rows that may be mapped from a file.

    ``accounts`` is n. Row u, ``following_targets[following_indptr[u]:following_indptr[u + 1]]``,
    holds the accounts that account u follows, int32; ``following_indptr`` is int64 of shape
    (n + 1,). ``follows`` is m; where ``directed`` is false, it counts ties, and each tie stands in
    the rows of both its ends.
    """

    @property
    def accounts(self) -> int:
        """Number of accounts."""

    @property
    def follows(self) -> int:
        """Number of distinct follows, or of ties."""

    @property
    def directed(self) -> bool:
        """False when every follow is a mutual tie."""

    @property
    def following_indptr(self) -> Int64:
        """Offsets of the rows."""

    @property
    def following_targets(self) -> Int32:
        """Accounts followed, row after row."""


class _Rows(NamedTuple):
    """The rows of a graph."""

    accounts: int
    follows: int
    directed: bool
    following_indptr: Int64
    following_targets: Int32


def rows_of(graph: FollowGraph) -> StoredFollows:
    """The follows of a graph, wherever its rows lie."""
    return _Rows(graph.n, graph.m, graph.directed, *graph.following)
