"""Let the disk fail at every step of every command that writes; print what breaks the promise.

    python -m tests.faults [--command NAME]... [--kind kill|EIO|ENOSPC|EACCES]... [--write]

Ends with 1 if anything breaks it. `--write` writes the table into docs/reliability.md.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import graphres
from tests.faults.commands import COMMANDS
from tests.faults.trying import Trial, trials_of

_PAGE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
_KINDS = ("kill", "EIO", "ENOSPC", "EACCES")
_MARKS = "<!-- faults: written by python -m tests.faults --write -->", "<!-- end of faults -->"


#: What commands import when they need it.
_LATE = ("pyarrow.compute", "pyarrow.csv", "pyarrow.parquet", "pandas", "scipy.stats", "jinja2")
_LEFT_ALONE = ("graphres.__main__", "graphres.engine.cluster", "graphres.kernels.checked_cache")


def import_all() -> None:
    """Import here what every fork would import for itself."""
    ours = [module.name for module in pkgutil.walk_packages(graphres.__path__, "graphres.")]
    for name in (*_LATE, *ours):
        if not name.startswith(_LEFT_ALONE):
            importlib.import_module(name)


def main() -> int:
    """Try what is asked for; 1 if a promise is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--command", action="append", choices=COMMANDS)
    parser.add_argument("--kind", action="append", choices=_KINDS)
    parser.add_argument("--sizes", type=int, default=5, help="lengths at which files are cut off")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    import_all()
    trials: list[Trial] = []
    for name in options.command or COMMANDS:
        with tempfile.TemporaryDirectory(prefix="graphres-faults-") as folder:
            kinds = tuple(options.kind or _KINDS)
            for trial in trials_of(name, Path(folder).resolve(), kinds, options.sizes):
                trials.append(trial)
                if trial.broken:
                    print(f"{trial.command}: {trial.fault}: {trial.broken}", flush=True)
    print(table(trials))
    if options.write:
        _write(table(trials))
    return int(any(trial.broken for trial in trials))


def table(trials: list[Trial]) -> str:
    """Trials by command and kind of fault, as Markdown."""
    kinds = list(dict.fromkeys(_kind(trial) for trial in trials))
    tried = Counter((trial.command, _kind(trial)) for trial in trials)
    rows = [f"| command | {' | '.join(kinds)} | broken |", "|---" * (len(kinds) + 2) + "|"]
    for name in dict.fromkeys(trial.command for trial in trials):
        broken = sum(bool(trial.broken) for trial in trials if trial.command == name)
        cells = [str(tried[name, kind]) for kind in kinds]
        rows.append(f"| {name} | {' | '.join(cells)} | {broken} |")
    totals = [str(sum(_kind(trial) == kind for trial in trials)) for kind in kinds]
    broken = sum(bool(trial.broken) for trial in trials)
    return "\n".join([*rows, f"| all | {' | '.join(totals)} | {broken} |"])


def _kind(trial: Trial) -> str:
    return "length" if trial.fault.startswith("files") else trial.fault.split()[0]


def _write(text: str) -> None:
    page = _PAGE.read_text(encoding="utf-8")
    begin, end = map(re.escape, _MARKS)
    block = f"{_MARKS[0]}\n\n{text}\n\n{_MARKS[1]}"
    page, count = re.subn(f"{begin}.*?{end}", lambda _: block, page, flags=re.DOTALL)
    if count != 1:
        raise SystemExit(f"{_PAGE}: no place for the table")
    _PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
