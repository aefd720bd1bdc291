"""On which platforms every follow stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from graphres.close_matches import suggest
from graphres.errors import InputError, UsageError
from graphres.kernels.arrays import Int32, Words

if TYPE_CHECKING:
    from graphres.graph import FollowGraph


#: Platforms that can be told apart.
MOST_LAYERS = 20


@dataclass(frozen=True, eq=False)
class Layers:
    """The layers of a multiplex graph: platforms, of which a follow may stand on several.

    Parameters
    ----------
    names : tuple of str
        The platforms, ascending.
    of : ndarray of uint64, shape (stored follows,)
        Bit i is set where a follow stands on platform i; in the order of
        ``graph.followers.targets``.
    """

    names: tuple[str, ...]
    of: Words

    @classmethod
    def by_followed(cls, graph: FollowGraph, values: Sequence[object]) -> Layers:
        """Put every follow on the platform of the account that is followed.

        A tie of an undirected graph stands on the platforms of both its accounts.

        Parameters
        ----------
        values : sequence, length n
            The platform of every account.

        Raises
        ------
        InputError
            For an account that is followed and has none; for more than 20 platforms.

        Examples
        --------
        >>> from graphres import FollowGraph
        >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("bob", "cem")])
        >>> layers = Layers.by_followed(graph, ["x", "x", "y"])
        >>> layers.names, layers.of.tolist()
        (('x', 'y'), [1, 2])
        """
        platforms = [None if value is None or value != value else str(value) for value in values]
        followed = np.flatnonzero(graph.in_degree)
        bare = [v for v in followed.tolist() if platforms[v] is None]
        if bare:
            raise InputError(
                f"account {graph.ids[bare[0]].as_py()!r} is followed and on no platform",
                do="complete the column, or choose another --layer",
            )
        names = tuple(sorted({name for name in platforms if name is not None}))
        cls.check(names)
        bit = {name: 1 << place for place, name in enumerate(names)}
        of_account = np.array(
            [0 if name is None else bit[name] for name in platforms], dtype=np.uint64
        )
        of = np.repeat(of_account, graph.in_degree)
        return cls(names, of if graph.directed else of | of_account[graph.followers.targets])

    @classmethod
    def by_rows(
        cls, graph: FollowGraph, ends: tuple[Int32, Int32], names: tuple[str, ...], bits: Words
    ) -> Layers:
        """Put every follow on all platforms that its rows name.

        Parameters
        ----------
        graph : FollowGraph
        ends : tuple of ndarray of int32, shape (rows,)
            Followers and followed, from which the graph was made.
        names : tuple of str
            The platforms, ascending.
        bits : ndarray of uint64, shape (rows,)
            Bit i is set where a row names platform i; in an undirected graph for both directions
            of its tie. O(rows log m).

        Examples
        --------
        >>> import pyarrow
        >>> from graphres import FollowGraph
        >>> ends = np.array([[0, 2, 0], [1, 1, 1]], dtype=np.int32)
        >>> graph, _ = FollowGraph.from_follows(pyarrow.array(["ann", "bob", "cem"]), *ends)
        >>> bits = np.array([1, 1, 2], dtype=np.uint64)
        >>> Layers.by_rows(graph, tuple(ends), ("x", "y"), bits).of.tolist()
        [3, 1]
        """
        cls.check(names)
        follower, followed = (end.astype(np.int64) for end in ends)
        apart = follower != followed
        follower, followed, bits = follower[apart], followed[apart], bits[apart]
        if not graph.directed:
            follower, followed = np.r_[follower, followed], np.r_[followed, follower]
            bits = np.r_[bits, bits]
        rows = np.repeat(np.arange(graph.n), graph.in_degree)
        stored = rows * graph.n + graph.followers.targets
        of = np.zeros(len(stored), np.uint64)
        np.bitwise_or.at(of, np.searchsorted(stored, followed * graph.n + follower), bits)
        return cls(names, of)

    @staticmethod
    def check(names: Sequence[str], where: str | None = None) -> None:
        """Raise `InputError` for more platforms than can be told apart."""
        if len(names) > MOST_LAYERS:
            raise InputError(
                f"the layer column names {len(names)} platforms",
                where=where,
                do=f"choose a column of at most {MOST_LAYERS} values",
            )

    def place(self, name: str) -> int:
        """Return the number of the platform of this name; `UsageError` lists all there are."""
        if name not in self.names:
            raise UsageError(f"no platform {name!r}", do=suggest(name, self.names))
        return self.names.index(name)

    def carried(self) -> Words:
        """Return the follows each platform carries, all worlds alike: uint64 (platforms, m)."""
        bits = np.arange(len(self.names), dtype=np.uint64)[:, None]
        there = (self.of >> bits) & np.uint64(1)
        return there * np.uint64(0xFFFFFFFFFFFFFFFF)

    def by_account(self, graph: FollowGraph) -> npt.NDArray[np.bool_]:
        """Mark who follows or is followed on which platform: bool (platforms, n)."""
        rows = np.repeat(np.arange(graph.n), graph.in_degree)
        mask = np.zeros((len(self.names), graph.n), dtype=bool)
        for place in range(len(self.names)):
            here = (self.of >> np.uint64(place)) & np.uint64(1) == 1
            mask[place, rows[here]] = True
            mask[place, graph.followers.targets[here]] = True
        return mask

    def on_several(self, graph: FollowGraph) -> Int32:
        """Return the accounts that are followed on more than one platform, int32. O(m)."""
        bits = np.zeros(graph.n, np.uint64)
        np.bitwise_or.at(bits, np.repeat(np.arange(graph.n), graph.in_degree), self.of)
        return np.flatnonzero(bits & (bits - np.uint64(1))).astype(np.int32)

    def homes(self, graph: FollowGraph) -> npt.NDArray[np.int64]:
        """Return the platform on which each account has most followers, of equals the first."""
        rows = np.repeat(np.arange(graph.n), graph.in_degree)
        sizes = [
            np.bincount(rows[(self.of >> np.uint64(place)) & np.uint64(1) == 1], minlength=graph.n)
            for place in range(len(self.names))
        ]
        most: npt.NDArray[np.int64] = np.argmax(np.stack(sizes), axis=0)
        return most
