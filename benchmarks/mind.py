"""The area until the giant is at 10 %, on graphs of the table that MIND publishes.

MIND (AAAI 2026, arXiv:2508.00706) learns to dismantle; its table reports Simpson's rule over
giant(k)/n for k = 1 … up to and with the first k at which it is under 0.1. Simpson's rule is only
how the figure is reported: `best:for=area@0.1` searches the plain sum. Every method is run as it is
and with reinsertion, since much of what a method gains can be reinsertion that its rivals were not
given. Every order is measured by `graphres.collapse` alone, at every removal. Graphs are read from
a folder that is no part of the project (``--folder``); one that is not there is left out.
``--write`` writes after every graph, so that a run that is cut short leaves what it has.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from dismantling import AFFORDABLE, SINGLE, chosen, read
from harness import HERE, arguments, machine, publish, table

#: File, and the figure that MIND publishes.
GRAPHS = {
    "dimacs10-polblogs": ("mind-dimacs10-polblogs.csv.gz", 210.75),
    "eu-powergrid": ("mind-eu-powergrid.csv.gz", 13.96),
    "opsahl-ucsocial": ("mind-opsahl-ucsocial.csv.gz", 254.19),
    "p2p-Gnutella06": ("mind-p2p-Gnutella06.csv.gz", 1475.63),
    "gridkit-eupowergrid": ("mind-gridkit-eupowergrid.csv.gz", 240.28),
    "loc-brightkite": ("mind-loc-brightkite.csv.gz", 4255.15),
}
#: What `best` is asked for, in the order of the columns.
OBJECTIVES = ("area@0.1", "R", "giant@0.1", "giant@0.01")
COLUMNS = ("AUC", "R", "to 10 %", "to 1 %")
SHARE = 0.1


class Row(NamedTuple):
    """What one method reached on one graph, and the seconds it took to choose."""

    graph: str
    method: str
    figures: tuple[Any, ...]
    seconds: float


def simpson_area(giant: Any) -> float:
    """Simpson's rule over the giant from the first removal to the first that leaves under 0.1."""
    from scipy.integrate import simpson

    first = int((giant < SHARE).nonzero()[0][0])
    return float(simpson(giant[1 : first + 1])) if first > 1 else 0.0


def measured(name: str, graph: Any, spec: str) -> Row:
    """The four figures of one method."""
    from graphres import collapse

    order, seconds = chosen(graph, spec)
    curve = collapse(graph, order, measures=("giant",))
    sets = curve.dismantling_set(0.1), curve.dismantling_set(0.01)
    row = Row(name, spec, (simpson_area(curve["giant"]), curve.R, *sets), seconds)
    print(time.strftime("%X"), *row, flush=True)
    return row


def singles(name: str, graph: Any, dear: float) -> Iterator[Row]:
    """Every single strategy that is affordable, as it is and reinserted."""
    size = graph.n * graph.m
    for base in SINGLE:
        if size <= min(AFFORDABLE.get(base, size), dear if base in AFFORDABLE else size):
            for spec in (base, f"{base}+reinsert", f"{base}+reinsert@{SHARE:g}"):
                yield measured(name, graph, spec)


def best(name: str, graph: Any, seconds: float) -> Row:
    """`best` for each column in turn."""
    runs = [measured(name, graph, f"best:for={which},seconds={seconds:g}") for which in OBJECTIVES]
    figures = tuple(run.figures[i] for i, run in enumerate(runs))
    return Row(name, "best, for each column", figures, max(run.seconds for run in runs))


def written(rows: Sequence[Row]) -> list[list[str]]:
    """The rows of one graph, the title first; the lowest of a column is in bold."""
    least = [min(row.figures[i] for row in rows) for i in range(len(COLUMNS))]
    cells = []
    for row in rows:
        texts = (
            f"{row.figures[0]:,.2f}",
            f"{row.figures[1]:.5f}",
            *(f"{figure:,}" for figure in row.figures[2:]),
        )
        bold = [
            f"**{text}**" if figure == low else text
            for text, figure, low in zip(texts, row.figures, least, strict=True)
        ]
        cells.append(["", row.method, *bold, f"{row.seconds:.1f}"])
    return cells


def against(rows: Sequence[Sequence[Row]]) -> list[list[str]]:
    """Per method, over how many graphs it was run, under MIND on how many, and its mean ratio."""
    flat = [row for of_graph in rows for row in of_graph]
    found = []
    for method in dict.fromkeys(row.method for row in flat):
        own = [row for row in flat if row.method == method]
        ratios = [row.figures[0] / GRAPHS[row.graph][1] for row in own]
        lost = ", ".join(row.graph for row, r in zip(own, ratios, strict=True) if r >= 1)
        under = sum(ratio < 1 for ratio in ratios)
        found.append([method, f"{under} of {len(own)}", f"{median(ratios):.2f}", lost])
    return found


def report(cells: list[list[str]], rows: list[list[Row]], seconds: float) -> str:
    """All figures, then who is under MIND where, and how busy the machine was."""
    load = os.getloadavg()[2]
    return "\n\n".join(
        [
            table(["graph", "method", *COLUMNS, "seconds"], cells),
            table(["method", "AUC under MIND's", "median ratio", "not under it on"], against(rows)),
            f"`best` with {seconds:g} seconds for each column. Seconds by the clock, on a machine "
            f"with {os.cpu_count()} cores and a load of {load:.1f}. " + machine("numpy", "numba"),
        ]
    )


def main() -> None:
    """Every graph that is there."""
    options = arguments(
        __doc__, folder=str(HERE / "networks"), graphs=list(GRAPHS), seconds=30.0, dear=1e9
    )
    rows: list[list[Row]] = []
    cells: list[list[str]] = []
    for name in options.graphs:
        file, published = GRAPHS[name]
        path = Path(options.folder) / file
        if not path.exists():
            continue
        graph = read(path)
        rows.append([*singles(name, graph, options.dear), best(name, graph, options.seconds)])
        title = f"{name}, {graph.n:,} accounts, {graph.m:,} ties"
        cells.append([title, "MIND, as published", f"{published:,.2f}", "", "", "", ""])
        cells += written(rows[-1])
        publish("mind", report(cells, rows, options.seconds), write=options.write)


if __name__ == "__main__":
    main()
