"""Two snapshots of one network by one numbering: who is there, and what became of every follow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from graphres.errors import InputError
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int32, Int64, Mask


@dataclass(frozen=True, eq=False)
class Snapshots:
    """A network before and after a wave of suspensions.

    Accounts are numbered as before; those that joined follow.

    Parameters
    ----------
    before, after : FollowGraph
        Both directed, or both not.
    suspended : ndarray of int32
        Accounts of ``before``.

    Raises
    ------
    InputError
        For one directed graph and one that is not.
    """

    before: FollowGraph
    after: FollowGraph
    suspended: Int32

    def __post_init__(self) -> None:
        if self.before.directed != self.after.directed:
            raise InputError(
                "one snapshot has follows with a direction, the other ties",
                do="read both alike (--undirected)",
            )

    @cached_property
    def _number(self) -> Int64:
        """By account of ``after``: its number."""
        numbers = self.before.index_of(self.after.ids.to_pylist())
        joined = np.flatnonzero(numbers < 0)
        numbers[joined] = self.before.n + np.arange(len(joined))
        return numbers

    @cached_property
    def is_suspended(self) -> Mask:
        """By account of before."""
        mask = np.zeros(self.before.n, dtype=bool)
        mask[self.suspended] = True
        return mask

    @cached_property
    def is_there(self) -> Mask:
        """By account of before: whether it is there after."""
        mask = np.zeros(self.before.n, dtype=bool)
        mask[self._number[self._number < self.before.n]] = True
        return mask

    @cached_property
    def _ends(self) -> tuple[tuple[Int64, Int64], tuple[Int64, Int64]]:
        """Follower and followed of every follow, before and after; of a tie once."""
        first = _follows(self.before)
        second = _follows(self.after)
        follower, followed = self._number[second[0]], self._number[second[1]]
        if not self.before.directed:
            follower, followed = np.minimum(follower, followed), np.maximum(follower, followed)
        return first, (follower, followed)

    def with_joined(self) -> FollowGraph:
        """Return the graph after, among all accounts of both snapshots."""
        names = self.after.ids.filter(pa.array(self._number >= self.before.n))
        ids = pa.concat_arrays(
            [pa.concat_arrays([self.before.ids]), names.cast(self.before.ids.type)]
        )
        return _graph(ids, self._ends[1], self.before.directed)

    def without_joined(self) -> FollowGraph:
        """Return the graph after, among the accounts of before."""
        follower, followed = self._ends[1]
        is_earlier = (follower < self.before.n) & (followed < self.before.n)
        return _graph(
            self.before.ids, (follower[is_earlier], followed[is_earlier]), self.before.directed
        )

    def accounts(self) -> dict[str, int]:
        """How many accounts had which fate.

        ``suspended``, of which ``still_there``; ``left``, not suspended and not there; of all who
        are not there, ``alone``, not suspended either, followed and were followed by none but
        those suspended who are gone, so that a table of follows has nothing to tell of them;
        ``stayed`` and ``joined``.
        """
        gone = ~self.is_there & ~self.is_suspended
        alone = gone & (self._degree_without_suspended == 0)
        return {
            "before": self.before.n,
            "after": self.after.n,
            "suspended": len(self.suspended),
            "still_there": int((self.is_there & self.is_suspended).sum()),
            "left": int((gone & ~alone).sum()),
            "alone": int(alone.sum()),
            "stayed": int((self.is_there & ~self.is_suspended).sum()),
            "joined": int((self._number >= self.before.n).sum()),
        }

    @cached_property
    def _degree_without_suspended(self) -> Int64:
        away = self.is_suspended & ~self.is_there
        follower, followed = self._ends[0]
        left = ~(away[follower] | away[followed])
        ends = np.concatenate([follower[left], followed[left]])
        degree: Int64 = np.bincount(ends, minlength=self.before.n)
        return degree

    def follows(self) -> dict[str, int]:
        """How many follows had which fate.

        Of those before: ``with_suspended``, an end was suspended and is gone; ``with_left``, an end
        left; ``unfollowed``, both are there and the follow is not; ``kept``. Of those after:
        ``followed_anew`` among accounts of before, and ``with_joined``.
        """
        (follower, followed), second = self._ends
        away = self.is_suspended & ~self.is_there
        lost = away[follower] | away[followed]
        absent = ~lost & ~(self.is_there[follower] & self.is_there[followed])
        width = self.before.n + self.after.n
        codes = follower * width + followed, second[0] * width + second[1]
        still = np.isin(codes[0], codes[1], assume_unique=True)
        fresh = (second[0] >= self.before.n) | (second[1] >= self.before.n)
        return {
            "before": len(follower),
            "after": len(second[0]),
            "with_suspended": int(lost.sum()),
            "with_left": int(absent.sum()),
            "unfollowed": int((~lost & ~absent & ~still).sum()),
            "kept": int(still.sum()),
            "followed_anew": int(len(second[0]) - still.sum() - fresh.sum()),
            "with_joined": int(fresh.sum()),
        }


def _follows(graph: FollowGraph) -> tuple[Int64, Int64]:
    """Follower and followed of every follow; of a tie the lower number first."""
    follower = np.repeat(np.arange(graph.n, dtype=np.int64), graph.following.lengths())
    followed = graph.following.targets.astype(np.int64)
    if graph.directed:
        return follower, followed
    once = follower < followed
    return follower[once], followed[once]


def _graph(ids: pa.StringArray, ends: tuple[Int64, Int64], directed: bool) -> FollowGraph:
    follower, followed = (end.astype(np.int32) for end in ends)
    return FollowGraph.from_follows(ids, follower, followed, directed=directed)[0]
