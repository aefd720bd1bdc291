"""From a graph and orders of suspension to a scene: accounts as nodes, or communities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graphres.data.convert.communities import find_communities
from graphres.graph import FollowGraph
from graphres.kernels.arrays import Float64, Int64
from graphres.kernels.hashing import hash_words
from graphres.report.network.layout import Ties, lay_out
from graphres.report.network.scene import (
    MOST_ACCOUNTS,
    MOST_TIES,
    STRONGEST,
    Group,
    Removal,
    Scene,
    Stops,
)
from graphres.report.network.state import find_connected
from graphres.spread import Grouping

#: Groups with a colour of their own; communities that are drawn at most.
_COLOURED, _MOST_COMMUNITIES = 5, 150
#: Stops of a scene of communities, each of which looks at every tie.
_STOPS = 60

_NOBODY = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Suspension:
    """An order of suspension with its curve.

    Parameters
    ----------
    strategy : str
    order : ndarray of int, shape (K,)
        Accounts of the graph.
    at : ndarray of int64, shape (points,)
        Removals at which the curve is known, ascending from 0.
    numbers : mapping of str to ndarray of float64, shape (points,)
    has_budget : bool
        Whether the order ends where a budget does: then a still picture shows its end, else
        where the giant has lost half.
    """

    strategy: str
    order: npt.NDArray[np.int32] | Int64
    at: Int64
    numbers: Mapping[str, Float64]
    has_budget: bool = True


def build_scene(
    graph: FollowGraph,
    suspensions: Sequence[Suspension] = (),
    grouping: Grouping | None = None,
    seed: int = 0,
) -> Scene:
    """Lay a graph out, with what suspensions do to it.

    Parameters
    ----------
    graph : FollowGraph
    suspensions : sequence of Suspension
    grouping : Grouping, optional
        What colours tell apart; the communities of the network when absent.
    seed : int
        The same seed gives the same scene.

    Returns
    -------
    Scene
        Of accounts, up to `MOST_ACCOUNTS` and `MOST_TIES`; beyond, of communities.
    """
    community = find_communities(graph, seed)
    ties = _ties(graph)
    if graph.n > MOST_ACCOUNTS or len(ties) > MOST_TIES:
        return _community_scene(graph, suspensions, grouping, community, ties, seed)
    return _account_scene(graph, suspensions, grouping, community, ties, seed)


def _ties(graph: FollowGraph) -> Int64:
    """Pairs of accounts with a follow between them, the smaller number first, each once."""
    follower = np.repeat(np.arange(graph.n), graph.following.lengths())
    followed = graph.following.targets.astype(np.int64)
    low, high = np.minimum(follower, followed), np.maximum(follower, followed)
    pairs = np.unique(low * graph.n + high)
    return np.stack([pairs // max(graph.n, 1), pairs % max(graph.n, 1)], axis=1)


def _account_scene(
    graph: FollowGraph,
    suspensions: Sequence[Suspension],
    grouping: Grouping | None,
    community: Int64,
    ties: Int64,
    seed: int,
) -> Scene:
    names = graph.ids.to_pylist()
    followers = graph.in_degree
    # The most followed first, then by name: rows in another order draw the same.
    drawn = np.array(sorted(range(graph.n), key=lambda i: (-followers[i], names[i])), np.int64)
    number = np.empty(graph.n, dtype=np.int64)
    number[drawn] = np.arange(graph.n)
    placed = _sorted_pairs(number[ties])
    strength = np.ones(len(ties), dtype=np.int64)
    whole = Ties(placed[:, 0], placed[:, 1], strength.astype(np.float64))
    groups, group = _groups(grouping, community)
    return Scene(
        accounts=graph.n,
        follows=graph.m,
        grouped_by="community" if grouping is None else grouping.column,
        groups=groups,
        ids=[names[i] for i in drawn],
        place=lay_out(graph.keys[drawn], whole, community[drawn], seed),
        size=followers[drawn],
        group=group[drawn],
        ties=placed,
        strength=strength,
        directed=graph.directed,
        removals=[_removal(each, number[each.order], None) for each in suspensions],
    )


def _sorted_pairs(pairs: Int64) -> Int64:
    pairs = np.sort(pairs, axis=1)
    return pairs[np.lexsort([pairs[:, 1], pairs[:, 0]])]


def _groups(grouping: Grouping | None, community: Int64) -> tuple[list[Group], Int64]:
    """The largest groups, each with a colour, and all others as one; the group of each account."""
    if grouping is None:
        label = community
        names = [f"community {i + 1}" for i in range(int(label.max(initial=-1)) + 1)]
    else:
        label, names = grouping.of.astype(np.int64), list(grouping.names)
    sizes = np.bincount(label, minlength=len(names))
    by_size = sorted(range(len(names)), key=lambda i: (-sizes[i], i))
    rank = np.empty(len(names), dtype=np.int64)
    rank[by_size] = np.arange(len(names))
    groups = [Group(names[i], int(sizes[i])) for i in by_size[:_COLOURED]]
    rest = by_size[_COLOURED:]
    if rest:
        noun = "community" if grouping is None else "group"
        many = "communities" if grouping is None else "groups"
        name = f"{len(rest)} smaller {noun if len(rest) == 1 else many}"
        groups.append(Group(name, int(sizes[rest].sum())))
    return groups, np.minimum(rank[label], _COLOURED)


def _removal(each: Suspension, order: Int64, stops: Stops | None) -> Removal:
    return Removal(each.strategy, order, each.at, each.numbers, _still_stop(each), stops)


def _still_stop(each: Suspension) -> int:
    """The end of the budget; without one, where the giant has first lost half."""
    giant = each.numbers["giant"]
    halved = np.flatnonzero(giant <= giant[0] / 2)
    if each.has_budget or not len(halved):
        return len(each.at) - 1
    return int(halved[0])


def _community_scene(
    graph: FollowGraph,
    suspensions: Sequence[Suspension],
    grouping: Grouping | None,
    community: Int64,
    ties: Int64,
    seed: int,
) -> Scene:
    sizes = np.bincount(community)
    drawn = min(len(sizes), _MOST_COMMUNITIES)
    pairs, strength = _strongest(*_between(graph, community, drawn), drawn)
    groups, group = _groups(grouping, community)
    keys = hash_words(seed, "community", np.arange(drawn, dtype=np.uint64))
    pull = Ties(pairs[:, 0], pairs[:, 1], np.log1p(strength))
    return Scene(
        accounts=graph.n,
        follows=graph.m,
        grouped_by="community" if grouping is None else grouping.column,
        groups=groups,
        ids=[f"community {number + 1}" for number in range(drawn)],
        place=lay_out(keys, pull, np.zeros(drawn, dtype=np.int64), seed),
        size=sizes[:drawn],
        group=_most_common(community, group, len(groups))[:drawn],
        ties=pairs,
        strength=strength,
        removals=[_community_removal(each, community, drawn, ties) for each in suspensions],
        has_communities=True,
        directed=graph.directed,
        accounts_left_out=int(sizes[drawn:].sum()),
    )


def _between(graph: FollowGraph, community: Int64, drawn: int) -> tuple[Int64, Int64]:
    """Pairs of the communities drawn with follows between them, and how many."""
    one = community[np.repeat(np.arange(graph.n), graph.following.lengths())]
    other = community[graph.following.targets]
    low, high = np.minimum(one, other), np.maximum(one, other)
    keep = (low != high) & (high < drawn)
    pairs, strength = np.unique(low[keep] * drawn + high[keep], return_counts=True)
    if not graph.directed:
        strength = strength // 2
    return np.stack([pairs // drawn, pairs % drawn], axis=1), strength


def _strongest(pairs: Int64, strength: Int64, drawn: int) -> tuple[Int64, Int64]:
    """The ties that are among the strongest of one of their ends, for the follows of both."""
    if not len(pairs):
        return pairs, strength
    total = np.bincount(pairs.ravel(), weights=np.repeat(strength, 2), minlength=drawn)
    share = strength / np.sqrt(total[pairs[:, 0]] * total[pairs[:, 1]])
    is_kept = np.zeros(len(pairs), dtype=bool)
    for end in (0, 1):
        by_end = np.lexsort([-share, pairs[:, end]])
        node = pairs[by_end, end]
        place = np.arange(len(node)) - np.searchsorted(node, node)
        is_kept[by_end[place < STRONGEST]] = True
    return pairs[is_kept], strength[is_kept]


def _most_common(community: Int64, group: Int64, groups: int) -> Int64:
    """The group of most members of each community."""
    total = int(community.max()) + 1
    counts = np.bincount(community * groups + group, minlength=total * groups)
    most: Int64 = counts.reshape(total, groups).argmax(axis=1)
    return most


def _community_removal(each: Suspension, community: Int64, drawn: int, ties: Int64) -> Removal:
    still = _still_stop(each)
    kept = np.linspace(0, len(each.at) - 1, min(_STOPS, len(each.at))).astype(np.int64)
    kept = np.unique(np.append(kept, still))
    thinned = Suspension(
        each.strategy,
        each.order[:0],
        each.at[kept],
        {name: values[kept] for name, values in each.numbers.items()},
        each.has_budget,
    )
    rows = [_left(each.order[:k], community, drawn, ties) for k in thinned.at.tolist()]
    stops = Stops(*(np.stack(part) for part in zip(*rows, strict=True)))
    end = int(np.searchsorted(kept, still))
    return Removal(each.strategy, _NOBODY, thinned.at, thinned.numbers, end, stops)


def _left(
    gone: npt.NDArray[np.integer], community: Int64, drawn: int, ties: Int64
) -> tuple[Int64, Int64]:
    """Members left in each community drawn, and those in the giant."""
    is_left = np.ones(len(community), dtype=bool)
    is_left[gone] = False
    is_connected = find_connected(ties, is_left)
    return _members(community, is_left, drawn), _members(community, is_connected, drawn)


def _members(community: Int64, mask: npt.NDArray[np.bool_], drawn: int) -> Int64:
    return np.bincount(community[mask], minlength=drawn)[:drawn]
