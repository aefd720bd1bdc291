"""What the first answer costs: start-up time beside bare imports, and what gets imported at all.

Exit code 1 if a forbidden module is imported. Every `collapse` starts with an empty kernel cache.
"""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from harness import (
    Command,
    alternate,
    arguments,
    follows_csv,
    graphres,
    machine,
    median_seconds,
    peak_mb,
    publish,
    table,
    verdict,
)

HEAVY = ("numpy", "pandas", "numba", "networkx", "scipy")
SMALL = ("numba", "networkx")


def imported(command: Command, env: dict[str, str]) -> set[str]:
    """Top-level modules that a Python command imports."""
    python, *rest = command
    told = [python, "-X", "importtime", *rest]
    done = subprocess.run(
        told, capture_output=True, text=True, env={**os.environ, **env}, check=True
    )
    return set(re.findall(r"\| +(\w+)(?:\.[\w.]+)?$", done.stderr, flags=re.MULTILINE))


def import_line(modules: str) -> list[str]:
    """A Python that imports these and leaves."""
    return [sys.executable, "-c", f"import {modules}"]


def comparisons(folder: str) -> dict[str, tuple[Command, Command, float, tuple[str, ...]]]:
    """What to run, beside what, at most how many times as long, importing none of what."""
    click, usual = import_line("click"), import_line("numpy, pandas, click, rich")
    path = str(follows_csv(1e4))  # 1,000 accounts
    small = graphres("collapse", path, "-o", f"{folder}/out.csv", "--force")
    return {
        "graphres --help": (graphres("--help"), click, 3, HEAVY),
        "graphres --version": (graphres("--version"), click, 3, HEAVY),
        "graphres collapse, 1,000 accounts": (small, usual, 2, SMALL),
    }


def compare(
    name: str, command: Command, floor: Command, limit: float, runs: int, folder: str
) -> tuple[list[list[str]], set[str]]:
    """Two lines of the table, and what the command imports; every process has an empty cache."""
    numbers = itertools.count()

    def empty_cache() -> dict[str, str]:
        return {"NUMBA_CACHE_DIR": str(Path(folder) / name / f"cache-{next(numbers)}")}

    commands = {name: command, floor[-1]: floor}
    alternate(commands, runs=1, env=empty_cache)  # files into memory, bytecode written
    own, bare = alternate(commands, runs=runs, env=empty_cache).values()
    ratio = verdict(median_seconds(own) / median_seconds(bare), at_most=limit)
    modules = imported(command, empty_cache())
    heavy = ", ".join(m for m in HEAVY if m in modules) or "none"
    rows = [
        [f"`{floor[-1]}`", f"{median_seconds(bare) * 1e3:.0f}", "", "", ""],
        [f"`{name}`", f"{median_seconds(own) * 1e3:.0f}", ratio, heavy, f"{peak_mb(own):.0f}"],
    ]
    return rows, modules


def main() -> int:
    """Compare each in turn with its floor."""
    options = arguments(__doc__, runs=15)
    rows, broken = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, (command, floor, limit, banned) in comparisons(folder).items():
            lines, modules = compare(name, command, floor, limit, options.runs, folder)
            rows += lines
            broken += [f"{name} imports {m}" for m in banned if m in modules]
    header = ["command", "ms", "ratio", f"imports of {', '.join(HEAVY)}", "peak MB"]
    note = f"Medians of {options.runs}. {machine('click', 'numpy', 'pandas', 'rich', 'pyarrow')}"
    publish("cold_start", f"{table(header, rows)}\n\n{note}", write=options.write)
    print(*broken, sep="\n", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
