"""How the main job grows: the same command on tables from 10⁴ to 10⁷ follows, whole processes."""

from __future__ import annotations

import tempfile

from collapse import BOTH, graphres_commands
from harness import (
    Measured,
    alternate,
    arguments,
    follows_csv,
    machine,
    median_seconds,
    peak_mb,
    publish,
    table,
)

HEADER = [
    "follows",
    "accounts",
    "seconds",
    "µs per follow",
    "µs per follow beyond start",
    "peak MB",
]


def row(follows: float, measured: list[Measured], start: float) -> list[str]:
    """One size; `start` is what the process takes before any data."""
    seconds = median_seconds(measured)
    each, beyond = seconds / follows * 1e6, max(seconds - start, 0) / follows * 1e6
    sizes = [f"{follows:,.0f}", f"{follows / 10:,.0f}"]
    return [*sizes, f"{seconds:.2f}", f"{each:.2f}", f"{beyond:.2f}", f"{peak_mb(measured):.0f}"]


def main() -> None:
    """Measure all sizes in turn, after one round that compiles and is thrown away."""
    options = arguments(__doc__, follows=[1e4, 1e5, 1e6, 1e7], runs=3)
    sizes = sorted(options.follows)
    with tempfile.TemporaryDirectory() as folder:
        commands = {str(m): graphres_commands(follows_csv(m), folder)[BOTH] for m in sizes}
        cache = {"NUMBA_CACHE_DIR": f"{folder}/cache"}
        alternate(commands, runs=1, env=lambda: cache)
        results = alternate(commands, runs=options.runs, env=lambda: cache)
    start = median_seconds(results[str(sizes[0])])
    rows = [row(m, results[str(m)], start) for m in sizes]
    note = f"`in-degree` and `random`, default measures; medians of {options.runs}."
    packages = machine("numpy", "numba", "pyarrow")
    publish("growth", f"{table(HEADER, rows)}\n\n{note} {packages}", write=options.write)


if __name__ == "__main__":
    main()
