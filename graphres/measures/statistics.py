"""Figures that describe a graph as it stands, before anything is removed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

from graphres.graph import FollowGraph
from graphres.kernels.arrays import Int64
from graphres.kernels.components.strong import label_components
from graphres.measures import measure

Number = int | float | None

_PAIRS_AT_ONCE = 1 << 22


def describe(graph: FollowGraph) -> dict[str, Number]:
    """Describe a graph by figures: counts are whole, shares are of n and end in ``_share``.

    Parameters
    ----------
    graph : FollowGraph

    Returns
    -------
    dict of str to number
        None where a figure does not exist, such as a mean over no accounts. O(n log n + m).

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> figures = describe(graph)
    >>> figures["accounts"], figures["giant"], figures["strong"], figures["followers_max"]
    (3, 3, 2, 2)
    """
    return {
        "accounts": graph.n,
        "follows": graph.m,
        "density": _ratio(graph.m * (1 if graph.directed else 2), graph.n * (graph.n - 1)),
        **_components(graph),
        "reciprocity": reciprocity(graph),
        **_spread("followers", graph.in_degree),
        **_spread("following", graph.out_degree),
        "isolated": int(np.sum((graph.in_degree == 0) & (graph.out_degree == 0))),
        "followed_by_nobody": int(np.sum(graph.in_degree == 0)),
        **_partial(graph),
    }


def _components(graph: FollowGraph) -> dict[str, Number]:
    """Describe weak and strong components by their largest."""
    nobody = np.zeros(0, dtype=np.int32)
    weak = measure(graph, nobody, ("giant", "second", "components"))
    shares = {name: float(weak[name][0]) if graph.n else None for name in ("giant", "second")}
    sizes = strong_sizes(graph)
    giant, second = (round((shares[name] or 0) * graph.n) for name in ("giant", "second"))
    strong = int(sizes[0]) if len(sizes) else 0
    return {
        "giant": giant,
        "giant_share": shares["giant"],
        "second": second,
        "second_share": shares["second"],
        "components": int(weak["components"][0]) if graph.n else 0,
        "strong": strong,
        "strong_share": _ratio(strong, graph.n),
        "strong_components": len(sizes),
    }


def _spread(name: str, degrees: Int64) -> dict[str, Number]:
    """Return mean, quantiles and maximum of a degree."""
    if not len(degrees):
        return {f"{name}_{what}": None for what in ("mean", "median", "p90", "p99", "max")}
    median, p90, p99 = np.quantile(degrees, [0.5, 0.9, 0.99]).tolist()
    return {
        f"{name}_mean": float(degrees.mean()),
        f"{name}_median": median,
        f"{name}_p90": p90,
        f"{name}_p99": p99,
        f"{name}_max": int(degrees.max()),
    }


def _partial(graph: FollowGraph) -> dict[str, Number]:
    """Count what is known to be unknown: lists not collected, followers outside the table.

    An account whose list was not collected may follow many: then "follows nobody" is unknown.
    """
    silent = graph.out_degree == 0
    figures: dict[str, Number] = {}
    if graph.crawled is None:
        figures["follows_nobody"] = int(silent.sum())
    else:
        figures["follows_nobody"] = int((silent & graph.crawled).sum())
        figures["follows_unknown"] = int((silent & ~graph.crawled).sum())
        figures["crawled"] = int(graph.crawled.sum())
    if graph.followers_total is not None:
        has_total = ~np.isnan(graph.followers_total)
        figures["followers_total_known"] = int(has_total.sum())
        figures["followers_total_share"] = followers_share(graph)
    return figures


def followers_share(graph: FollowGraph) -> float | None:
    """Divide followers in the graph by followers known from outside, summed where known.

    share = Σ_v followers(v) / Σ_v total(v), over accounts v whose total is known.

    Returns
    -------
    float or None
        None when no total is known, or all are 0. O(n).

    Examples
    --------
    >>> from dataclasses import replace
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> followers_share(replace(graph, followers_total=np.array([1.0, 7.0, np.nan])))
    0.375
    """
    if graph.followers_total is None:
        return None
    has_total = ~np.isnan(graph.followers_total)
    return _ratio(
        int(graph.in_degree[has_total].sum()), float(graph.followers_total[has_total].sum())
    )


def reciprocity(graph: FollowGraph) -> float | None:
    """Return the share of follows u → v for which v → u exists too; 1 in an undirected graph.

    r = |{(u, v) ∈ E : (v, u) ∈ E}| / m

    Returns
    -------
    float or None
        None without follows. O(m log m), in memory for a few million follows at a time.

    References
    ----------
    Newman, Forrest & Balthrop 2002, doi:10.1103/PhysRevE.66.035101.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> round(reciprocity(graph), 3)
    0.667
    """
    if graph.m == 0:
        return None
    if not graph.directed:
        return 1.0
    returned = sum(_mutual(graph, *rows) for rows in _row_spans(graph))
    return returned / graph.m


def _row_spans(graph: FollowGraph) -> list[tuple[int, int]]:
    """List spans of accounts that hold some millions of follows each, at least one account."""
    ends = graph.followers.offsets + graph.following.offsets
    starts = [0]
    while starts[-1] < graph.n:
        limit = ends[starts[-1]] + _PAIRS_AT_ONCE
        starts.append(max(int(np.searchsorted(ends, limit, side="right")) - 1, starts[-1] + 1))
    return list(pairwise(starts))


def _mutual(graph: FollowGraph, first: int, stop: int) -> int:
    """Count accounts in both rows, followers and following, summed over a span of accounts."""
    both = []
    for side in (graph.followers, graph.following):
        offsets = side.offsets[first : stop + 1]
        row = np.repeat(np.arange(stop - first, dtype=np.int64), np.diff(offsets))
        both.append(row * graph.n + side.targets[offsets[0] : offsets[-1]])
    pairs = np.sort(np.concatenate(both), kind="stable")
    return int(np.sum(pairs[1:] == pairs[:-1]))


def strong_sizes(graph: FollowGraph) -> Int64:
    """List the sizes of the strong components, largest first, int64. O(n log n + m).

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> strong_sizes(graph).tolist()
    [2, 1]
    """
    n = graph.n
    label, path, stack = np.zeros((3, n), dtype=np.int32)
    cursor, roots = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.uint8)
    label_components(*graph.following, n, label, cursor, path, stack, roots)
    sizes: Int64 = np.sort(np.bincount(label)) if n else np.zeros(0, dtype=np.int64)
    return sizes[sizes > 0][::-1]


def most_followed(graph: FollowGraph, count: int = 10) -> npt.NDArray[np.int64]:
    """List the accounts with the most followers, first seen first among equals.

    Examples
    --------
    >>> graph = FollowGraph.from_pairs([("ann", "bob"), ("cem", "bob"), ("bob", "ann")])
    >>> most_followed(graph, 2).tolist()
    [1, 0]
    """
    return np.argsort(-graph.in_degree, kind="stable")[:count]


def _ratio(part: float, x: float) -> float | None:
    return part / x if x else None
