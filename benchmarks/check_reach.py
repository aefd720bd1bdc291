"""Hold reach against the independent cascades of cynetdiff and NDlib: same graph, poster and p.

Their edges carry influence from source to target, so that a follow is an edge from followed to
follower. All three draw by chance: their 95 % intervals must overlap, or the exit code is 1.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable

import networkx as nx
import numpy as np
import numpy.typing as npt
from cynetdiff.utils import networkx_to_ic_model
from harness import arguments, machine, publish, table

from graphres import FollowGraph, Spread
from graphres.spread import reach_curve
from graphres.stats.intervals import t_interval

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # NDlib's own, on modules of its plots
    import ndlib.models.epidemics as epidemics
    from ndlib.models.ModelConfig import Configuration

SEED = 1
Counts = npt.NDArray[np.int64]
Interval = tuple[float, float]


def heavy_tailed(n: int, follows: int) -> nx.DiGraph:
    """Some accounts with many followers: an edge goes from a followed account to a follower."""
    rng = np.random.default_rng(SEED)
    weight = rng.pareto(1.5, n) + 1
    followed = rng.choice(n, follows, p=weight / weight.sum())
    graph = nx.DiGraph()
    graph.add_nodes_from(range(n))
    ends = zip(followed.tolist(), rng.integers(0, n, follows).tolist(), strict=True)
    graph.add_edges_from((source, target) for source, target in ends if source != target)
    return graph


def most_followed(graph: nx.DiGraph) -> int:
    """The poster: an account in the lead, so that cascades start."""
    return max(graph, key=graph.out_degree)


def by_cynetdiff(graph: nx.DiGraph, poster: int, p: float, cascades: int) -> Counts:
    """Accounts that each cascade reaches, the poster aside."""
    model, place = networkx_to_ic_model(graph, activation_prob=p, rng=SEED)
    model.set_seeds([place[poster]])
    reached = []
    for _ in range(cascades):
        model.reset_model()
        model.advance_until_completion()
        reached.append(model.get_num_activated_nodes() - 1)
    return np.array(reached)


def by_ndlib(graph: nx.DiGraph, poster: int, p: float, cascades: int) -> Counts:
    """The same; a cascade is over when nobody is newly infected."""
    settings = Configuration()
    settings.add_model_initial_configuration("Infected", [poster])
    for edge in graph.edges:
        settings.add_edge_configuration("threshold", edge, p)
    model = epidemics.IndependentCascadesModel(graph, seed=SEED)
    model.set_initial_status(settings)
    reached = []
    for _ in range(cascades):
        model.reset([poster])
        counts = model.iteration(node_status=False)["node_count"]
        while counts[1]:
            counts = model.iteration(node_status=False)["node_count"]
        reached.append(counts[2] - 1)
    return np.array(reached)


def by_graphres(graph: nx.DiGraph, poster: int, p: float, worlds: int) -> Interval:
    """The interval of reach, in accounts, from one source and before any removal."""
    follows = [(str(target), str(source)) for source, target in graph.edges]
    own = FollowGraph.from_pairs(follows)
    sources = np.isin(np.arange(own.n), own.index_of([str(poster)]))
    spread = Spread(probability=p, worlds=worlds, seed=SEED, sources=sources)
    curve = reach_curve(own, np.zeros(0, dtype=np.int32), spread)
    return float(own.n * curve.low[0]), float(own.n * curve.high[0])


def compared(graph: nx.DiGraph, p: float, cascades: int) -> list[tuple[str, Interval]]:
    """The interval of mean reach by each program; NDlib does fewer cascades, being slow."""
    poster = most_followed(graph)
    peers: dict[str, tuple[Callable[..., Counts], int]] = {
        "cynetdiff": (by_cynetdiff, cascades),
        "NDlib": (by_ndlib, max(2, cascades // 20)),
    }
    rows = [("graphres", by_graphres(graph, poster, p, cascades))]
    for name, (count, times) in peers.items():
        low, high = t_interval(count(graph, poster, p, times).tolist())
        assert low is not None
        assert high is not None
        rows.append((name, (low, high)))
    return rows


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a number in common."""
    return one[0] <= other[1] and other[0] <= one[1]


def main() -> int:
    """Compare on a club of 34 and on 400 accounts, with p small and large."""
    options = arguments(__doc__, cascades=1 << 15)
    club = nx.DiGraph(nx.karate_club_graph())
    heavy = heavy_tailed(400, 2400)
    cases = [("club", club, 0.1), ("club", club, 0.4), ("heavy", heavy, 0.1), ("heavy", heavy, 0.3)]
    text, disagree = [], 0
    for name, graph, p in cases:
        rows = compared(graph, p, options.cascades)
        own = rows[0][1]
        for program, (low, high) in rows:
            agrees = overlap(own, (low, high))
            disagree += not agrees
            label = f"{name}, {len(graph)} accounts, {graph.number_of_edges()} follows, p = {p}"
            mean = f"{(low + high) / 2:.3f}"
            said = "" if program == "graphres" else "overlap" if agrees else "DIFFER"
            text.append([label, program, mean, f"{low:.3f}–{high:.3f}", said])
    header = ["graph", "program", "accounts reached", "95 % interval", "with graphres'"]
    made = table(header, text)
    note = f"{options.cascades:,} cascades each, NDlib a twentieth of them."
    publish(
        "check_reach",
        f"{made}\n\n{note} {machine('cynetdiff', 'ndlib', 'networkx')}",
        write=options.write,
    )
    return int(disagree > 0)


if __name__ == "__main__":
    sys.exit(main())
