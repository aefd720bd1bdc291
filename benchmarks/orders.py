"""How fast whole orders are made: on 10⁷ follows, and beside networkx and igraph on 10⁵.

One process, one thread, kernels compiled by a tenth of the follows; the better of two. Beside the
seconds stands the ratio to a bare compiled loop for the same, where there is one, and the aim.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from harness import HERE, arguments, follows_csv, machine, publish, run, script, table, verdict

#: Strategy, and the seconds of a bare loop on 10⁷ follows, where there is one.
ORDERS: dict[str, float | None] = {
    "in-degree:adaptive": 0.28,
    "degree:adaptive": 0.62,
    "core-hd": 0.57,
    "pagerank": 1.1,
    "collective-influence:l=2": 49,
    "betweenness:pivots=4": None,
    "in-degree:adaptive+reinsert": None,
}
MORE_PIVOTS, A_PIVOT = 12, 0.55
ROOM = 1.5
AGAIN = 30.0
FOLLOWS = 1e7  # of the aims


def clocked(function: Callable[[], Any]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


def better_of_two(function: Callable[[], Any]) -> float:
    """Seconds; kernels that only a large graph calls are compiled the second time."""
    seconds = clocked(function)
    return min(seconds, clocked(function)) if seconds < AGAIN else seconds


def whole_orders(follows: float, left_out: list[str]) -> str:
    """Every strategy on one graph."""
    from graphres import read_follows, strategy

    graph, _ = read_follows(follows_csv(follows))
    small, _ = read_follows(follows_csv(1e6))
    rows = []

    def add(what: str, seconds: float, bare: float | None) -> None:
        print(what, f"{seconds:.2f}", flush=True)
        aim = "" if bare is None or follows != FOLLOWS else verdict(seconds / bare, at_most=ROOM)
        rows.append([what, f"{seconds:.2f}", aim])

    for spec in (spec for spec in ORDERS if spec not in left_out):
        chosen = strategy(spec)
        chosen(small)
        seconds = better_of_two(lambda c=chosen: c(graph))
        add(spec, seconds, ORDERS[spec])
        if spec == "core-hd":
            inside = np.count_nonzero(chosen.ranking(graph).scores)
            core = better_of_two(lambda c=chosen, k=inside: c(graph, limit=k))
            add("core-hd, until no cycle is left", core, ORDERS[spec])
        if spec.startswith("betweenness"):
            more = strategy(f"betweenness:pivots={MORE_PIVOTS}")
            extra = MORE_PIVOTS - int(spec.rpartition("=")[2])
            a_pivot = (better_of_two(lambda c=more: c(graph)) - seconds) / extra
            add("betweenness, one pivot more", a_pivot, A_PIVOT)
    return table([f"{follows:,.0f} follows, whole order", "seconds", "over a bare loop"], rows)


def beside_peers(follows: float, pivots: int) -> str:
    """Whole processes, each clocking itself."""
    path = follows_csv(follows)
    times: dict[str, dict[str, float]] = {}
    for who in ("graphres", "networkx", "igraph"):
        peer = script(HERE / "peers" / "dismantling_peers.py", who, str(path), str(pivots))
        done = run(peer, timeout=1800)
        times[who] = json.loads(done.output) if done else {}
    rows = []
    for who, at_least in (("networkx", 50), ("igraph", 1)):
        for what, seconds in times[who].items():
            own = times["graphres"][what]
            ratio = verdict(seconds / own, at_least=at_least)
            rows.append([what, f"{own:.2f}", who, f"{seconds:.2f}", ratio])
    header = [f"{follows:,.0f} follows, as ties", "seconds", "peer", "seconds", "over graphres'"]
    return table(header, rows)


def main() -> None:
    """Orders, then peers."""
    given = arguments(__doc__, follows=FOLLOWS, peers_follows=1e5, pivots=100, without=["none"])
    parts = [
        whole_orders(given.follows, given.without),
        beside_peers(given.peers_follows, given.pivots),
        machine("numpy", "numba", "networkx", "igraph"),
    ]
    publish("orders", "\n\n".join(parts), write=given.write)


if __name__ == "__main__":
    main()
