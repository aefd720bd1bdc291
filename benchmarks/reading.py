"""Reading handles: graphres' `read_follows` beside pyarrow's read and dictionary encoding.

Separate processes in turn. graphres does more: it checks every row, drops repeats and self-follows,
and builds both directions of the graph, with kernels compiled beforehand.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence

from harness import (
    HERE,
    Measured,
    alternate,
    arguments,
    follows_csv,
    machine,
    median_seconds,
    peak_mb,
    publish,
    script,
    table,
    verdict,
)

JOBS = {
    "pyarrow read + dictionary encoding": "read_pyarrow.py",
    "graphres read_follows": "read_graphres.py",
}


def inside(measured: Sequence[Measured]) -> float:
    """The median of what the processes clocked themselves, imports aside."""
    return statistics.median(float(m.output.split()[0]) for m in measured)


def main() -> None:
    """Measure after one round that compiles and is thrown away."""
    options = arguments(__doc__, follows=1e7, runs=5)
    path = follows_csv(options.follows, handles=True)
    commands = {name: script(HERE / "jobs" / job, str(path)) for name, job in JOBS.items()}
    with tempfile.TemporaryDirectory() as cache:
        env = {"NUMBA_CACHE_DIR": cache}
        alternate(commands, runs=1, env=lambda: env)
        results = alternate(commands, runs=options.runs, env=lambda: env)
    floor, own = results.values()
    assert floor[0].output.split()[1:] == own[0].output.split()[1:], "not the same follows read"
    rows = [
        [name, f"{inside(m):.2f}", f"{median_seconds(m):.2f}", f"{peak_mb(m):.0f}"]
        for name, m in results.items()
    ]
    size = f"{path.stat().st_size / 1e6:.0f} MB, {options.follows:,.0f} follows"
    text = table([size, "seconds", "whole process", "peak MB"], rows)
    ratio = f"Ratio: {verdict(inside(own) / inside(floor), at_most=1.5)}."
    note = f"Medians of {options.runs}. {machine('numpy', 'numba', 'pyarrow')}"
    publish("reading", f"{text}\n\n{ratio} {note}", write=options.write)


if __name__ == "__main__":
    main()
