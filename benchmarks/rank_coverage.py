"""How often the 95 % intervals of what `rank` says of a removal cover the truth.

The first 20 accounts by in-degree, each time another seed; worlds as many as `rank` takes. The
truth comes of a hundred measurements by other seeds. ``--follows FILE`` takes graphs of your own.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
from harness import ROOT, arguments, machine, publish, table

sys.path.insert(0, str(ROOT))

from graphres import FollowGraph, read_follows
from graphres.spread import Spread, reach_curve
from graphres.spread.losses import RemovalLosses, enough_worlds, removal_losses
from graphres.strategies import strategy

Int32 = npt.NDArray[np.int32]

LAST = 20
HEADER = [
    "",
    "worlds",
    "first loss",
    "last loss",
    "covered, %",
    "least of 20",
    "most of 20",
    "half",
]


def losses(graph: FollowGraph, order: Int32, spread: Spread) -> RemovalLosses:
    """One measurement."""
    curve = reach_curve(graph, order, spread, kept=np.arange(len(order) + 1), jobs=2)
    return removal_losses(graph, order, spread, curve, jobs=2)


def row(path: Path, p: float, repetitions: int, truth: int) -> list[str]:
    """Coverage of all removals together, and of the worst and the best of them."""
    graph, _ = read_follows(path)
    order = strategy("in-degree")(graph)[:LAST]
    spread = enough_worlds(graph, Spread(p))
    print(path.name, p, graph, file=sys.stderr, flush=True)
    beyond = range(repetitions, repetitions + truth)
    exact = np.mean([losses(graph, order, replace(spread, seed=s)).mean for s in beyond], axis=0)
    found = [losses(graph, order, replace(spread, seed=s)) for s in range(repetitions)]
    low, high = (np.array([getattr(each, end) for each in found]) for end in ("low", "high"))
    share = 100 * np.mean((low <= exact) & (exact <= high), axis=0)
    half = np.mean((high - low) / 2, axis=0) / exact
    return [
        f"{path.name.partition('.')[0]}, p = {p:g}",
        f"{spread.worlds:,}",
        f"{exact[0]:.2g}",
        f"{exact[-1]:.2g}",
        f"{share.mean():.1f}",
        f"{share.min():.1f}",
        f"{share.max():.1f}",
        f"{100 * half.mean():.0f} %",
    ]


def main() -> None:
    """Measure every graph at every probability."""
    sample = str(ROOT / "sample_graphs" / "movement.csv")
    options = arguments(__doc__, repetitions=1000, truth=100, follows=[sample], p=[0.05])
    rows = [
        row(Path(path), p, options.repetitions, options.truth)
        for path in options.follows
        for p in options.p
    ]
    note = (
        f"{options.repetitions:,} measurements; half: of an interval, over the loss, on average. "
        f"{machine('numpy', 'scipy')}"
    )
    publish("rank_coverage", f"{table(HEADER, rows)}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
