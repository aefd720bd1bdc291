"""graph-tiger as its manual shows it: ``python tiger_attack.py follows.csv``.

A smaller job than the other peers': its own `Attack` by degree, 100 removals in all, the giant
after each. `Attack` makes a folder ``plots`` where it runs, hence the temporary directory.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
from follows import print_curve, read_follows
from graph_tiger.attacks import Attack


def collapse(path: str, removals: int = 100) -> Iterator[tuple[int, int]]:
    """(k, giant) after each removal."""
    _, follower, followed = read_follows(path)
    graph = nx.Graph(zip(follower.tolist(), followed.tolist(), strict=True))
    attack = Attack(graph, runs=1, steps=removals, attack="id_node")
    yield from enumerate(attack.run_single_sim())


if __name__ == "__main__":
    source = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        print_curve(collapse(str(source)))
