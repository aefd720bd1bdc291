"""On which platforms every follow stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.errors import InputError, UsageError
from graphres.graph import FollowGraph
from graphres.kernels.hashing import Words

__all__ = ["Layers", "by_person"]

#: Platforms that can be told apart.
_MOST = 20


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
        """Every follow stands on the platform of the account that is followed.

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
        >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("bob", "cem")])
        >>> layers = Layers.by_followed(graph, ["x", "x", "y"])
        >>> layers.names, layers.of.tolist()
        (('x', 'y'), [1, 2])
        """
        said = [None if value is None or value != value else str(value) for value in values]
        followed = np.flatnonzero(graph.in_degree)
        bare = [v for v in followed.tolist() if said[v] is None]
        if bare:
            raise InputError(
                f"account {graph.ids[bare[0]].as_py()!r} is followed and on no platform",
                do="complete the column, or choose another --layer",
            )
        names = tuple(sorted({name for name in said if name is not None}))
        if len(names) > _MOST:
            raise InputError(
                f"the layer column names {len(names)} platforms",
                do=f"choose a column of at most {_MOST} values",
            )
        bit = {name: 1 << place for place, name in enumerate(names)}
        of_account = np.array([0 if name is None else bit[name] for name in said], dtype=np.uint64)
        return cls(names, np.repeat(of_account, graph.in_degree))

    def place(self, name: str) -> int:
        """Which platform bears this name, or `UsageError` with all there are."""
        if name not in self.names:
            raise UsageError(f"no platform {name!r}", do=f"there are: {', '.join(self.names)}")
        return self.names.index(name)

    def carried(self) -> Words:
        """For each platform the follows it carries, all worlds alike: uint64 (platforms, m)."""
        bits = np.arange(len(self.names), dtype=np.uint64)[:, None]
        there = (self.of >> bits) & np.uint64(1)
        return there * np.uint64(0xFFFFFFFFFFFFFFFF)

    def by_account(self, graph: FollowGraph) -> npt.NDArray[np.bool_]:
        """Who follows or is followed on which platform: bool (platforms, n)."""
        rows = np.repeat(np.arange(graph.n), graph.in_degree)
        found = np.zeros((len(self.names), graph.n), dtype=bool)
        for place in range(len(self.names)):
            here = (self.of >> np.uint64(place)) & np.uint64(1) == 1
            found[place, rows[here]] = True
            found[place, graph.followers.targets[here]] = True
        return found

    def homes(self, graph: FollowGraph) -> npt.NDArray[np.int64]:
        """The platform on which each account has most followers, the first of equals; (n,)."""
        rows = np.repeat(np.arange(graph.n), graph.in_degree)
        sizes = [
            np.bincount(rows[(self.of >> np.uint64(place)) & np.uint64(1) == 1], minlength=graph.n)
            for place in range(len(self.names))
        ]
        most: npt.NDArray[np.int64] = np.argmax(np.stack(sizes), axis=0)
        return most


def by_person(
    graph: FollowGraph, layers: Layers, persons: Sequence[object]
) -> tuple[FollowGraph, Layers]:
    """Join the accounts of one person; a follow stands on every platform where one of theirs did.

    Parameters
    ----------
    graph : FollowGraph
    layers : Layers
    persons : sequence, length n
        Whose account it is; accounts without a person stay themselves.

    Returns
    -------
    FollowGraph, Layers
        Persons in order of their first account, with its attributes; a follow of several accounts
        has the largest of their probabilities. O(n + m log m).

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("a1", "b1"), ("a2", "b2"), ("b1", "a1")])
    >>> layers = Layers.by_followed(graph, ["x", "x", "y", "y"])
    >>> joined, layers = by_person(graph, layers, ["ann", "bob", "ann", "bob"])
    >>> joined, layers.of.tolist()
    (<FollowGraph 2 accounts, 2 follows, follower -> followed>, [1, 3])
    """
    import pyarrow as pa

    ids = graph.ids.to_pylist()
    said = [ids[v] if name is None or name != name else str(name) for v, name in enumerate(persons)]
    place = {name: i for i, name in enumerate(dict.fromkeys(said))}
    code = np.array([place[name] for name in said], dtype=np.int32)
    _, first = np.unique(code, return_index=True)
    followed = np.repeat(np.arange(graph.n), graph.in_degree)
    given = graph.probability
    order = np.arange(graph.m) if given is None else np.argsort(-given, kind="stable")
    pair = code[graph.followers.targets][order], code[followed][order]
    attributes = None if graph.attributes is None else graph.attributes.iloc[first]
    joined, _ = FollowGraph.from_follows(
        pa.array(list(place), type=pa.string()),
        *(end.copy() for end in pair),
        attributes=attributes,
        probability=None if given is None else given[order],
    )
    stored = np.repeat(np.arange(joined.n), joined.in_degree) * joined.n + joined.followers.targets
    named = pair[1].astype(np.int64) * joined.n + pair[0]
    kept = np.flatnonzero(pair[0] != pair[1])
    of = np.zeros(len(stored), np.uint64)
    np.bitwise_or.at(of, np.searchsorted(stored, named[kept]), layers.of[order][kept])
    return joined, Layers(layers.names, of)
