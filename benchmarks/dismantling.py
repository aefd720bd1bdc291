"""How few removals dismantle real networks, and how fast: quality and speed tables.

Quality: undirected, self-follows dropped, every order measured by `graphres.collapse` alone, at
every removal. Three figures a network: removals to a giant of 1 %, of 10 %, and R. Networks are
read from a folder that is no part of the project (``--folder``); one that is not there is left out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from harness import HERE, arguments, follows_csv, machine, publish, run, script, table, verdict

#: File, then the fewest removals to 1 % and 10 % and the lowest R known from other programs.
NETWORKS: dict[str, tuple[str, tuple[float, float, float]]] = {
    "crime": ("crime.undirected.csv", (97, 17, 0.01492)),
    "email-Eu-core": ("email-Eu-core.txt.gz", (443, 325, 0.22745)),
    "hamster": ("hamster.undirected.txt", (438, 327, 0.11357)),
    "ppi": ("ppi.undirected.txt", (345, 282, 0.08807)),
    "power": ("power.undirected.csv", (265, 75, 0.01031)),
    "intnet1": ("intnet1.undirected.txt", (153, 102, 0.00911)),
    "wiki-Vote": ("wiki-Vote.txt.gz", (1655, 1556, 0.11802)),
}
SINGLE = (
    "degree:adaptive",
    "core-hd",
    "collective-influence:l=1",
    "collective-influence:l=2",
    "collective-influence:l=3",
    "bpd",
    "community-bridges",
    "betweenness:adaptive",
)
AFFORDABLE = 10**8  # accounts times ties up to which betweenness is counted again each time
OBJECTIVES = ("giant@0.01", "giant@0.1", "R")
PEERS = ("networkx", "igraph")


def measured(graph: Any, spec: str) -> tuple[tuple[Any, Any, Any], float]:
    """The three figures of one strategy, and the seconds it took to choose."""
    from graphres import collapse, strategy

    begun = time.perf_counter()
    order = strategy(spec)(graph)
    seconds = time.perf_counter() - begun
    curve = collapse(graph, order, measures=("giant",))
    return (curve.dismantling_set(0.01), curve.dismantling_set(0.1), curve.R), seconds


def read(path: Path) -> Any:
    """A network, undirected."""
    from graphres import read_follows

    header = None if path.suffix == ".csv" else False
    return read_follows(path, undirected=True, header=header)[0]


def quality(folder: Path, names: Sequence[str], budget: float) -> list[list[str]]:
    """One row a network and strategy; of `best`, each figure by its own objective."""
    rows = []
    for name in names:
        file, known = NETWORKS[name]
        if not (folder / file).exists():
            continue
        graph = read(folder / file)
        rows.append([name, "best known elsewhere", *figures(known), ""])
        for spec in (f"{base}{suffix}" for base in SINGLE for suffix in ("", "+reinsert")):
            if not spec.startswith("betweenness") or graph.n * graph.m <= AFFORDABLE:
                found, seconds = measured(graph, spec)
                rows.append(["", spec, *figures(found), f"{seconds:.2f}"])
        rows.append(["", *best(graph, budget)])
        print("\n".join(" | ".join(row) for row in rows[-20:]), flush=True)
    return rows


def best(graph: Any, budget: float) -> list[str]:
    """`best` for each objective in turn."""
    runs = [measured(graph, f"best:for={which},seconds={budget:g}") for which in OBJECTIVES]
    own = tuple(found[i] for i, (found, _) in enumerate(runs))
    return ["best, for each column", *figures(own), f"{sum(s for _, s in runs) / 3:.0f}"]


def figures(found: Sequence[Any]) -> list[str]:
    """Two counts and R."""
    return [f"{found[0]:,}", f"{found[1]:,}", f"{found[2]:.5f}"]


def clocked(function: Callable[[], Any]) -> float:
    """Seconds of one call."""
    begun = time.perf_counter()
    function()
    return time.perf_counter() - begun


def speed(follows: float) -> str:
    """Exact orders of a whole graph, kernels compiled, one core."""
    from graphres import read_follows, strategy

    graph, _ = read_follows(follows_csv(follows))
    small, _ = read_follows(follows_csv(1e4))
    specs = ("in-degree:adaptive", "degree:adaptive", "core-hd", "degree:adaptive+reinsert")
    rows = []
    for spec in (*specs, "collective-influence:l=2"):
        chosen = strategy(spec)
        chosen(small)
        rows.append([spec, f"{clocked(lambda c=chosen: c(graph)):.2f}"])
    return table([f"{follows:,.0f} follows, whole order", "seconds"], rows)


def beside_peers() -> str:
    """Adaptive degree and betweenness beside networkx and igraph, whole processes."""
    path = follows_csv(1e4)
    times: dict[str, dict[str, float]] = {}
    for who in ("graphres", *PEERS):
        done = run(script(HERE / "peers" / "dismantling_peers.py", who, str(path)), timeout=600)
        times[who] = json.loads(done.output) if done else {}
    own = times["graphres"]
    rows = [
        [what, who, f"{seconds:.2f}", f"{seconds / own[what]:.1f}"]
        for who in PEERS
        for what, seconds in times[who].items()
    ]
    faster = times["networkx"]["adaptive degree"] / own["adaptive degree"]
    said = f"networkx over graphres, adaptive degree: {verdict(faster, at_least=50)}."
    return table(["10,000 follows", "peer", "seconds", "over graphres'"], rows) + "\n\n" + said


def main() -> None:
    """Quality of the networks that are there, then speed."""
    options = arguments(
        __doc__,
        folder=str(HERE / "networks"),
        networks=list(NETWORKS),
        seconds=300.0,
        follows=1e7,
        speed="yes",
    )
    rows = quality(Path(options.folder), options.networks, options.seconds)
    parts = [table(["network", "strategy", "to 1 %", "to 10 %", "R", "seconds"], rows)]
    if options.speed == "yes":
        parts += [speed(options.follows), beside_peers()]
    text = "\n\n".join([*parts, machine("numpy", "numba", "networkx")])
    publish("dismantling", text, write=options.write)


if __name__ == "__main__":
    main()
