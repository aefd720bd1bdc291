"""Curves of follows that lie on disk: folded, beside the sweep in memory and scipy in memory.

Each measurement is a process of its own, whose processor time and anonymous memory (what it needs
of its own; pages of mapped files the system can take back) are those of measuring alone: rows are
made, matrices built and kernels loaded before. graphres gives five measures at every removal, scipy
the giant at 101 checkpoints. All must agree there.

``--scratch`` is a folder for the rows, which are removed in the end: 8 bytes an account and 4 a
follow; making them takes 24 bytes a follow in memory.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from harness import HERE, arguments, machine, publish, run, script, table, verdict

NAMES = {
    "fold": "graphres, folded from disk",
    "sweep": "graphres, in memory",
    "scipy": "scipy, 101 checkpoints, in memory",
}

#: Processor seconds and bytes that the first fold took, at this size.
FOLLOWS, SECONDS, BYTES = 1e8, 13.6, 1.24e9


def measure(folder: Path, way: str, order: str) -> dict[str, Any]:
    """One way, one order."""
    job = script(HERE / "jobs" / "measure_rows.py", str(folder), way, order)
    done = run(job, timeout=3600)
    assert done is not None
    found: dict[str, Any] = json.loads(done.output)
    return found


def rows_of(folder: Path, follows: float, ways: list[str], orders: list[str]) -> list[list[str]]:
    """Lines of the table at one size; what does not agree ends the run."""
    size = [f"{follows / 10:.0f}", f"{follows:.0f}"]
    subprocess.run(script(HERE / "jobs" / "make_rows.py", str(folder), *size), check=True)
    lines = []
    for order in orders:
        digests = set()
        for way in ways:
            found = measure(folder, way, order)
            digests.add(found["digest"])
            lines.append(line(f"{NAMES[way]}, `{order}`", follows, way, found))
        assert len(digests) == 1, f"{order}: they differ"
    return lines


def line(name: str, follows: float, way: str, found: dict[str, Any]) -> list[str]:
    """One line of the table."""
    seconds, size = found["seconds"], found["bytes"]
    is_held = way == "fold" and follows == FOLLOWS
    notes = [
        verdict(seconds / SECONDS, at_most=1.5) if is_held else "",
        verdict(size / BYTES, at_most=1.5) if is_held else "",
    ]
    return [f"{follows:,.0f}", name, f"{seconds:.1f}", f"{size / 1e6:,.0f}", *notes]


def main() -> None:
    """Small with all ways, large with those that are worth the wait."""
    options = arguments(__doc__, scratch=tempfile.gettempdir(), small=1e7, large=1e8)
    folder = Path(tempfile.mkdtemp(prefix="out-of-core-", dir=options.scratch))
    try:
        lines = rows_of(folder, options.small, ["fold", "sweep", "scipy"], ["random", "in-degree"])
        lines += rows_of(folder, options.large, ["fold", "sweep"], ["random", "in-degree"])
    finally:
        shutil.rmtree(folder)
    header = ["follows", "", "processor s", "anonymous MB", "over 13.6 s", "over 1.24 GB"]
    note = f"One run. {machine('numpy', 'numba', 'scipy')}"
    publish("out_of_core", f"{table(header, lines)}\n\n{note}", write=options.write)


if __name__ == "__main__":
    main()
