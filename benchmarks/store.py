"""Opening a store, with hashes and without, beside reading its table.

All in one process, in turn, after a round that loads the kernels: what is compared is the work,
not the start of Python. Processor seconds of all threads stand beside the clock's.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from harness import arguments, follows_csv, machine, publish, table

from graphres.data.reading import read_follows
from graphres.data.store import open_store, pack


def measured(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the clock, and of the processors."""
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processors


def main() -> None:
    """Measure in turn, and print medians."""
    options = arguments(__doc__, follows=1e7, runs=3)
    path = follows_csv(options.follows)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder, "graph.fgr")
        graph, report = read_follows(path)
        packing = measured(lambda: pack(graph, store, report))
        works: dict[str, Callable[[], object]] = {
            "reading the table": lambda: read_follows(path),
            "opening the store, without hashes": lambda: open_store(store, in_full=False),
            "opening the store": lambda: open_store(store),
            "opening it as a graph": lambda: read_follows(store),
        }
        for work in works.values():
            work()
        found = {name: [] for name in works}
        for _ in range(options.runs):
            for name, work in works.items():
                found[name].append(measured(work))
        size = sum(file.stat().st_size for file in store.iterdir())
    medians = {"packing": packing} | {
        name: tuple(statistics.median(column) for column in zip(*times, strict=True))
        for name, times in found.items()
    }
    parsing = medians["reading the table"]
    rows = [
        [name, f"{clock:.3f}", f"{cpu:.3f}", f"{parsing[0] / clock:.1f}", f"{parsing[1] / cpu:.1f}"]
        for name, (clock, cpu) in medians.items()
    ]
    what = f"{options.follows:,.0f} follows, {path.stat().st_size / 1e6:.0f} MB"
    text = table([what, "seconds", "processor seconds", "times faster", "in processor time"], rows)
    note = f"The store takes {size / 1e6:.0f} MB. Medians of {options.runs}."
    publish(
        "store", f"{text}\n\n{note} {machine('numpy', 'numba', 'pyarrow')}", write=options.write
    )


if __name__ == "__main__":
    main()
