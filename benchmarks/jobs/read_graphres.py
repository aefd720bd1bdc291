"""graphres' whole reading: the table parsed, checked, numbered, and built into a FollowGraph."""

from __future__ import annotations

import sys
import time

from graphres.data.reading import read_follows


def main() -> None:
    """Read, print the seconds that took."""
    start = time.perf_counter()
    graph, _ = read_follows(sys.argv[1])
    print(time.perf_counter() - start, graph.m, graph.n)


if __name__ == "__main__":
    main()
