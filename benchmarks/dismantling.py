"""How few removals dismantle real networks.

Undirected, self-follows dropped, every order measured by `graphres.collapse` alone, at
every removal. Three figures a network: removals to a giant of 1 %, of 10 %, and R. Networks are
read from a folder that is no part of the project (``--folder``); one that is not there is left out.
``--write`` writes after every network, so that a run that is cut short leaves what it has.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from harness import HERE, arguments, machine, publish, table, verdict

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
    "betweenness:adaptive,pivots=4",
    "betweenness:adaptive,pivots=32",
    "betweenness:adaptive",
)
#: Accounts times ties up to which these are affordable.
AFFORDABLE = {
    "betweenness:adaptive": 10**8,
    "betweenness:adaptive,pivots=4": 10**9,
    "betweenness:adaptive,pivots=32": 10**9,
    "collective-influence:l=3": 10**9,
}
OBJECTIVES = ("giant@0.01", "giant@0.1", "R")
FIGURES = ("to 1 %", "to 10 %", "R")
#: Seconds within which one strategy is to come near the best known, and how near.
SOON, NEAR = 1.0, 1.03
#: Whoever took less is timed again, now that its kernels are compiled.
AGAIN = 5.0


class Found(NamedTuple):
    """What one strategy reached on one network, and in what time."""

    network: str
    strategy: str
    figures: tuple[Any, Any, Any]
    seconds: float


def measured(name: str, graph: Any, spec: str) -> Found:
    """The three figures of one strategy, and the seconds it took to choose."""
    from graphres import collapse

    order, seconds = chosen(graph, spec)
    if seconds < AGAIN:
        seconds = min(seconds, chosen(graph, spec)[1])
    curve = collapse(graph, order, measures=("giant",))
    figures = curve.dismantling_set(0.01), curve.dismantling_set(0.1), curve.R
    return Found(name, spec, figures, seconds)


def chosen(graph: Any, spec: str) -> tuple[Any, float]:
    """An order, and the seconds it took."""
    from graphres import strategy

    begun = time.perf_counter()
    return strategy(spec)(graph), time.perf_counter() - begun


def read(path: Path) -> Any:
    """A network, undirected."""
    from graphres import read_follows

    return read_follows(path, undirected=True)[0]


def singles(name: str, graph: Any) -> Iterator[Found]:
    """Every strategy that is affordable, as it is and reinserted."""
    size = graph.n * graph.m
    for base in (each for each in SINGLE if size <= AFFORDABLE.get(each, size)):
        for spec in (base, f"{base}+reinsert"):
            found = measured(name, graph, spec)
            print(*found, flush=True)
            yield found


def best(name: str, graph: Any, budget: float) -> Found:
    """`best` for each objective in turn."""
    runs = [measured(name, graph, f"best:for={which},seconds={budget:g}") for which in OBJECTIVES]
    own = tuple(run.figures[i] for i, run in enumerate(runs))
    return Found(name, "best, for each column", own, sum(run.seconds for run in runs) / 3)


def all_found(title: str, found: Sequence[Found]) -> list[list[str]]:
    """The rows of one network."""
    known = NETWORKS[found[0].network][1]
    rows = [[title, "best known elsewhere", *written(known), ""]] if known else [[title] + [""] * 5]
    return rows + [["", f.strategy, *written(f.figures), f"{f.seconds:.2f}"] for f in found]


def written(figures: Sequence[Any]) -> list[str]:
    """Two counts and R."""
    return [f"{figures[0]:,}", f"{figures[1]:,}", f"{figures[2]:.5f}"]


def soon(found: Sequence[Found]) -> list[str] | None:
    """How near one strategy comes in a second to the fewest known to 1 %."""
    known = NETWORKS[found[0].network][1]
    quick = [f for f in found if f.strategy.endswith("+reinsert") and f.seconds < SOON]
    if known is None or not quick:
        return None
    first = min(quick, key=lambda f: (f.figures[0], f.seconds))
    near = verdict(first.figures[0] / known[0], at_most=NEAR)
    return [first.network, first.strategy, f"{first.figures[0]:,}", f"{first.seconds:.2f}", near]


def wins(found: Sequence[Found]) -> Iterator[list[str]]:
    """In how many columns of how many networks each strategy, reinserted or not, is the best."""
    quick = [f for f in found if f.seconds < SOON]
    for base in SINGLE:
        yield [base, str(count_of(base, found)), str(count_of(base, quick))]


def count_of(base: str, found: Sequence[Found]) -> int:
    """Columns in which nobody among those found does better than a strategy."""
    own = [f for f in found if f.strategy in (base, f"{base}+reinsert")]
    count = 0
    for mine in dict.fromkeys(f.network for f in own):
        for i in range(len(FIGURES)):
            least = min(f.figures[i] for f in found if f.network == mine)
            count += any(f.figures[i] == least for f in own if f.network == mine)
    return count


def report(rows: list[list[str]], singly: list[list[Found]]) -> str:
    """All figures, then what they say of single strategies."""
    every = [one for network in singly for one in network]
    near = [row for row in map(soon, singly) if row]
    return "\n\n".join(
        [
            table(["network", "strategy", *FIGURES, "seconds"], rows),
            table(
                [
                    "within a second",
                    "best with reinsertion",
                    "to 1 %",
                    "seconds",
                    "over best known",
                ],
                near,
            ),
            table(
                ["best in so many columns", "of all", "of those within a second"], [*wins(every)]
            ),
            machine("numpy", "numba"),
        ]
    )


def main() -> None:
    """Every network that is there."""
    options = arguments(
        __doc__, folder=str(HERE / "networks"), networks=list(NETWORKS), seconds=300.0
    )
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core
    rows: list[list[str]] = []
    singly: list[list[Found]] = []
    for name in options.networks:
        path = Path(options.folder) / NETWORKS[name][0]
        if not path.exists():
            continue
        graph = read(path)
        singly.append(list(singles(name, graph)))
        searched = [best(name, graph, options.seconds)] if options.seconds else []
        title = f"{name}, {graph.n:,} accounts, {graph.m:,} ties"
        rows += all_found(title, singly[-1] + searched)
        publish("dismantling", report(rows, singly), write=options.write)


if __name__ == "__main__":
    main()
