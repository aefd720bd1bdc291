"""Change lines of graphres drawn from a seed, one at a time, and see whether a test notices.

    python -m tests.mutation.mutate --count 60 --seed 0

Each mutant lives in a copy of the project; the tests of its room run there, until one fails or time
is up (a loop without an end counts as noticed). Prints a line a mutant, and a table at the end.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.mutation.mutants import Mutant, mutants_of
from tests.mutation.rooms import ROOT, TESTS, files_of, tests_of

_COPIED = ("graphres", "tests", "docs", "sample_graphs", "cli.py", "setup.cfg", "README.md")
_PASSED = 0


def drawn(count: int, seed: int, rooms: list[str]) -> list[Mutant]:
    """Mutants of as many lines, each line as likely as another, of these folders."""
    lines: dict[tuple[Path, int], list[Mutant]] = {}
    for path in (path for room in rooms for path in files_of(room)):
        for mutant in mutants_of(path):
            lines.setdefault((path, mutant.line), []).append(mutant)
    draw = random.Random(seed)
    places = draw.sample(list(lines), min(count, len(lines)))
    return [draw.choice(lines[place]) for place in places]


def verdict(mutant: Mutant, copy: Path, seconds: float) -> tuple[str, str]:
    """``killed``, ``timeout`` or ``survived``, and the test that noticed."""
    file = copy / mutant.path.relative_to(ROOT)
    original = file.read_bytes()
    file.write_bytes(mutant.source())
    try:
        return _tested(copy, tests_of(mutant.path), seconds)
    finally:
        file.write_bytes(original)


def _tested(copy: Path, tests: tuple[str, ...], seconds: float) -> tuple[str, str]:
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "--tb=no"]
    command += ["-p", "no:cacheprovider", "-p", "no:xdist", "-p", "tests.mutation.interpreted"]
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [*command, *tests],
            cwd=copy,
            env=environment,
            capture_output=True,
            text=True,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired:
        return "timeout", f"nothing failed in {seconds:g} s"
    if done.returncode == _PASSED:
        return "survived", ""
    lines = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return "killed", lines[0].split(" - ")[0] if lines else f"status {done.returncode}"


def check_unchanged(copy: Path, rooms: list[str], seconds: float) -> None:
    """See that tests pass without a mutant, or no verdict means anything."""
    for tests in {TESTS[room] for room in rooms}:
        begun = time.monotonic()
        kind, why = _tested(copy, tests, seconds)
        if kind != "survived":
            raise SystemExit(f"without a mutant: {kind} {why} ({' '.join(tests)})")
        print(f"unchanged: {time.monotonic() - begun:.0f} s: {' '.join(tests)}", flush=True)


def main() -> None:
    """Draw mutants, judge them, and print what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=300, help="for the tests of one mutant")
    parser.add_argument("--room", action="append", choices=TESTS, help="all, if none is named")
    parser.add_argument("--skip-check", action="store_true", help="trust that tests pass unchanged")
    options = parser.parse_args()
    rooms = options.room or list(TESTS)
    with tempfile.TemporaryDirectory(prefix="graphres-mutants-") as folder:
        copy = copied(Path(folder))
        if not options.skip_check:
            check_unchanged(copy, rooms, options.seconds)
        counts: Counter[tuple[str, str]] = Counter()
        for mutant in drawn(options.count, options.seed, rooms):
            kind, why = verdict(mutant, copy, options.seconds)
            place = mutant.path.relative_to(ROOT)
            change = f"{_short(mutant.before)} -> {_short(mutant.after)}"
            print(f"{kind}\t{place}:{mutant.line}\t{change}\t{why}", flush=True)
            counts[place.parts[1], kind] += 1
    print(table(counts))


def copied(folder: Path) -> Path:
    """A copy of what tests need."""
    for name in _COPIED:
        source = ROOT / name
        if source.is_dir():
            leave = shutil.ignore_patterns("__pycache__", "_build")
            shutil.copytree(source, folder / name, ignore=leave)
        else:
            shutil.copy(source, folder / name)
    return folder


def _short(text: str) -> str:
    return " ".join(text.split())[:60]


def table(counts: Counter[tuple[str, str]]) -> str:
    """What became of mutants, by room, as Markdown."""
    kinds = ("killed", "timeout", "survived")
    rows = ["| room | killed | time was up | survived |", "|---|---|---|---|"]
    for room in sorted({room for room, _ in counts}):
        rows.append(f"| `{room}` | " + " | ".join(str(counts[room, kind]) for kind in kinds) + " |")
    totals = [sum(n for (_, kind), n in counts.items() if kind == each) for each in kinds]
    return "\n".join([*rows, "| all | " + " | ".join(map(str, totals)) + " |"])


if __name__ == "__main__":
    main()
