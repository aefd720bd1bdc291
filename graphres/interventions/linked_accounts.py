"""Accounts of one person joined across platforms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from graphres.graph import FollowGraph
from graphres.graph.layers import Layers


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
    order = np.arange(len(followed)) if given is None else np.argsort(-given, kind="stable")
    pair = code[graph.followers.targets][order], code[followed][order]
    attributes = None if graph.attributes is None else graph.attributes.iloc[first]
    joined, _ = FollowGraph.from_follows(
        pa.array(list(place), type=pa.string()),
        *(end.copy() for end in pair),
        directed=graph.directed,
        attributes=attributes,
        probability=None if given is None else given[order],
    )
    return joined, Layers.by_rows(joined, pair, layers.names, layers.of[order])
