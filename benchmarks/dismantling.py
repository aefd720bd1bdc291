"""How few removals dismantle real networks.

Undirected, self-follows dropped, every order measured by `graphres.collapse` alone, at
every removal. Three figures a network: removals to a giant of 1 %, of 10 %, and R. Networks are
read from a folder that is no part of the project (``--folder``); one that is not there is left out.
``--write`` writes after every network, so that a run that is cut short leaves what it has.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from harness import HERE, arguments, machine, publish, table

Known = tuple[float, float, float]

#: File, then the fewest removals to 1 % and 10 % and the lowest R known from other programs.
NETWORKS: dict[str, tuple[str, Known | None]] = {
    "crime": ("crime.undirected.csv", (97, 17, 0.01492)),
    "email-Eu-core": ("email-Eu-core.txt.gz", (443, 325, 0.22745)),
    "hamster": ("hamster.undirected.txt", (438, 327, 0.11357)),
    "ppi": ("ppi.undirected.txt", (345, 282, 0.08807)),
    "power": ("power.undirected.csv", (265, 75, 0.01031)),
    "intnet1": ("intnet1.undirected.txt", (153, 102, 0.00911)),
    "wiki-Vote": ("wiki-Vote.txt.gz", (1655, 1556, 0.11802)),
    "CollegeMsg": ("CollegeMsg.txt.gz", None),
    "advogato": ("advogato.txt.gz", None),
    "Slashdot": ("soc-Slashdot0902.txt.gz", None),
}
SINGLE = (
    "degree:adaptive",
    "core-hd",
    "k-core",
    "collective-influence:l=1",
    "collective-influence:l=2",
    "collective-influence:l=3",
    "bpd",
    "community-bridges",
    "betweenness:adaptive",
)
#: Accounts times ties up to which these are affordable.
AFFORDABLE = {"betweenness:adaptive": 10**8, "collective-influence:l=3": 10**9}
OBJECTIVES = ("giant@0.01", "giant@0.1", "R")


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

    return read_follows(path, undirected=True)[0]


def of_network(name: str, graph: Any, budget: float) -> list[list[str]]:
    """One row a strategy; of `best`, each figure by its own objective."""
    known = NETWORKS[name][1]
    title = f"{name}, {graph.n:,} accounts, {graph.m:,} ties"
    rows = [[title, "best known elsewhere", *figures(known), ""]] if known else [[title] + [""] * 5]
    size = graph.n * graph.m
    for base in (each for each in SINGLE if size <= AFFORDABLE.get(each, size)):
        for spec in (base, f"{base}+reinsert"):
            found, seconds = measured(graph, spec)
            rows.append(["", spec, *figures(found), f"{seconds:.2f}"])
            print(name, *rows[-1], flush=True)
    if budget:
        rows.append(["", *best(graph, budget)])
    return rows


def best(graph: Any, budget: float) -> list[str]:
    """`best` for each objective in turn."""
    runs = [measured(graph, f"best:for={which},seconds={budget:g}") for which in OBJECTIVES]
    own = tuple(found[i] for i, (found, _) in enumerate(runs))
    return ["best, for each column", *figures(own), f"{sum(s for _, s in runs) / 3:.0f}"]


def figures(found: Sequence[Any]) -> list[str]:
    """Two counts and R."""
    return [f"{found[0]:,}", f"{found[1]:,}", f"{found[2]:.5f}"]


def main() -> None:
    """Every network that is there."""
    options = arguments(
        __doc__, folder=str(HERE / "networks"), networks=list(NETWORKS), seconds=300.0
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core
    rows: list[list[str]] = []
    for name in options.networks:
        path = Path(options.folder) / NETWORKS[name][0]
        if not path.exists():
            continue
        graph = read(path)
        if not rows:  # kernels compiled
            for base in SINGLE:
                measured(graph, f"{base}+reinsert")
        rows += of_network(name, graph, options.seconds)
        found = table(["network", "strategy", "to 1 %", "to 10 %", "R", "seconds"], rows)
        publish("dismantling", f"{found}\n\n{machine('numpy', 'numba')}", write=options.write)


if __name__ == "__main__":
    main()
