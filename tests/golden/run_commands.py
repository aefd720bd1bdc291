"""Run every command of `tests.golden.commands` in this process and folder.

python -m tests.golden.run_commands OUT JOBS [interpreted|compiled|due]
"""

from __future__ import annotations

import sys
from pathlib import Path

from graphres.commands import run
from graphres.kernels.compiled import Kernel
from tests.golden.commands import COMMANDS, arguments_of


def main(out: str, jobs: str, way: str) -> None:
    """Write what each command writes into a folder."""
    if way != "due":
        Kernel._is_due = lambda self, arguments: way == "compiled"  # type: ignore[method-assign]
    for name in COMMANDS:
        status = run(arguments_of(name, Path(out), int(jobs)))
        if status != 0:
            raise SystemExit(f"{name}: exit status {status}")


if __name__ == "__main__":
    main(*sys.argv[1:])
