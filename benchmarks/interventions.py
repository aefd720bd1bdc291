"""Eight interventions in 256 worlds: beside one sweep of reach, and beside plain networkx.

One process, one thread, one graph in memory. The peer walks each world's two cascades account by
account over a networkx graph, drawing a follow when it is first looked at, as one would write it.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial

import networkx as nx
import numpy as np
from harness import arguments, follows_csv, machine, publish, table, verdict

from graphres import FollowGraph, Spread, intervene, read_follows, strategy
from graphres.interventions import Layers
from graphres.spread import reach_curve

WORLDS = 256
BUDGET = 100
EIGHT = (
    "suspend:in-degree",
    "private:in-degree",
    "flood:in-degree",
    "counter:in-degree",
    "platform:a,migrate=0.3",
    "crowd:in-degree",
    "limit:in-degree",
    "0.5*suspend:in-degree + 0.5*counter:in-degree",
)

#: Of the eight, those in which a counter-message spreads.
SPEAKING = 3


def sweep(graph: FollowGraph, spread: Spread) -> float:
    """Reach with nobody removed."""
    return float(reach_curve(graph, np.zeros(0, np.int32), spread).mean[0])


def ours(graph: FollowGraph, spread: Spread, layers: Layers) -> list[float]:
    """Reach under each of the eight."""
    found = intervene(graph, EIGHT, budget=BUDGET, spread=spread, layers=layers, jobs=1)
    return [row["reach"] for row in found.rows()][1:]


def cascade(graph: nx.DiGraph, poster: int, speakers: set[int], p: float) -> int:
    """How many take a message while others spread a counter-message; one world."""
    message, counter = {poster}, set(speakers) - {poster}
    telling, saying = {poster}, set(counter)
    live: dict[tuple[int, int], bool] = {}

    def reached(tellers: set[int]) -> set[int]:
        heard = set()
        for v in tellers:
            for u in graph.successors(v):
                if (v, u) not in live:
                    live[v, u] = random.random() < p
                if live[v, u]:
                    heard.add(u)
        return heard - message - counter

    while telling or saying:
        told, said = reached(telling), reached(saying)
        saying, telling = said, told - said
        counter |= saying
        message |= telling
    return len(message) - 1


def peer(graph: nx.DiGraph, speakers: set[int], p: float, worlds: int) -> float:
    """Mean reach in some worlds with networkx, as a share."""
    posters = random.choices(range(len(graph)), k=worlds)
    counts = [cascade(graph, poster, speakers, p) for poster in posters]
    return statistics.fmean(counts) / len(graph)


def timed(work: Callable[[], object], runs: int) -> tuple[float, object]:
    """Median seconds, and what it gave."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), found


def main() -> None:
    """Measure."""
    given = arguments(__doc__, follows=1e6, p=[0.05, 0.2], runs=3, peer_worlds=4)
    random.seed(0)
    graph, _ = read_follows(follows_csv(given.follows))
    layers = Layers.by_followed(graph, np.where(np.arange(graph.n) % 2, "a", "b").tolist())
    followed = np.repeat(np.arange(graph.n), graph.in_degree)
    other = nx.DiGraph()
    other.add_nodes_from(range(graph.n))
    ends = followed.tolist(), graph.followers.targets.tolist()
    other.add_edges_from(zip(*ends, strict=True))
    speakers = set(strategy("in-degree")(graph, limit=BUDGET).tolist())
    rows = []
    for p in given.p:
        spread = Spread(probability=p, worlds=WORLDS)
        ours(graph, spread, layers)  # compiled
        one, _ = timed(partial(sweep, graph, spread), given.runs)
        eight, found = timed(partial(ours, graph, spread, layers), given.runs)
        against, there = timed(partial(peer, other, speakers, p, given.peer_worlds), 1)
        alone, _ = timed(partial(peer, other, set(), p, given.peer_worlds), 1)
        both = SPEAKING * against + (len(EIGHT) - SPEAKING) * alone
        scaled = both * WORLDS / given.peer_worlds
        rows.append(
            (
                f"p = {p:g}",
                f"{one:.2f} s",
                f"{eight:.2f} s",
                verdict(eight / one, at_most=30),
                f"{scaled:.0f} s",
                verdict(scaled / eight, at_least=200),
                f"{found[3]:.4f} / {there:.4f}",
            )
        )
    header = (
        f"{graph.m:,} follows, {WORLDS} worlds, budget {BUDGET}",
        "one sweep of reach",
        "all eight",
        "ratio",
        f"networkx, from {given.peer_worlds} worlds",
        "ratio",
        "reach under counter-speech: ours / theirs",
    )
    text = f"{machine('networkx', 'numba', 'numpy')}\n\n{table(header, rows)}"
    publish("interventions", text, write=given.write)


if __name__ == "__main__":
    main()
