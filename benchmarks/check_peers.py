"""Hold every peer script, and graphres, against a curve computed from the definition.

``python benchmarks/check_peers.py`` ends with exit code 1 if any line differs.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from collections import Counter
from pathlib import Path

from harness import HERE, graphres, run, script

PEERS = ("scipy", "scipy_reverse", "networkit", "igraph", "rustworkx", "networkx", "tiger")
Curve = list[tuple[int, int]]


def read_rows(path: Path) -> list[tuple[str, str]]:
    """(follower, followed) of every row."""
    with path.open() as file:
        return [(row[0], row[1]) for row in list(csv.reader(file))[1:]]


def giant(accounts: set[str], ties: dict[str, set[str]]) -> int:
    """The largest weak component among some accounts, by search from each account not yet seen."""
    unseen, largest = set(accounts), 0
    while unseen:
        size, frontier = 0, [unseen.pop()]
        while frontier:
            size += 1
            near = ties[frontier.pop()] & unseen
            unseen -= near
            frontier += near
        largest = max(largest, size)
    return largest


def defined_curve(path: Path) -> Curve:
    """The curve from its definition: sort by followers, remove, search, at each checkpoint."""
    rows = read_rows(path)
    accounts = list(dict.fromkeys(cell for row in rows for cell in row))
    followers = Counter(followed for _, followed in rows)
    order = sorted(accounts, key=lambda account: -followers[account])
    ties: dict[str, set[str]] = {account: set() for account in accounts}
    for follower, followed in rows:
        ties[follower].add(followed)
        ties[followed].add(follower)
    n = len(accounts)
    marks = [i * n // 100 for i in range(101)]
    return [(k, giant(set(order[k:]), ties)) for k in marks]


def peer_curve(name: str, path: Path) -> Curve:
    """What a peer script prints."""
    done = run(script(HERE / "peers" / f"{name}_collapse.py", str(path)))
    assert done is not None
    return [(int(k), int(size)) for k, size in map(str.split, done.output.splitlines())]


def graphres_curve(path: Path, marks: list[int]) -> Curve:
    """What graphres says of the same removals."""
    options = ["-s", "in-degree", "--measure", "giant", "--points", "all", "--format", "csv"]
    done = run(graphres("collapse", str(path), *options))
    assert done is not None
    rows = list(csv.DictReader(io.StringIO(done.output)))
    return [(k, round(float(rows[k]["giant"]) * (len(rows) - 1))) for k in marks]


def main() -> int:
    """Check on a graph with many ties in degree; its n is no multiple of 100."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "follows.csv"
        size = ["--accounts", "1234", "--follows", "2500"]
        run(script(HERE / "make_data.py", str(path), *size))
        truth = defined_curve(path)
        curves = {name: peer_curve(name, path) for name in PEERS}
        curves["graphres"] = graphres_curve(path, [k for k, _ in truth])
    for name, curve in curves.items():
        print(f"{name:14}{'agrees' if curve == truth else 'DIFFERS'}")
    return int(any(curve != truth for curve in curves.values()))


if __name__ == "__main__":
    sys.exit(main())
