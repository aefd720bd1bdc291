"""What every benchmark shares: data, whole processes side by side, tables, and the README.

This module and whoever imports it load no library beyond the standard one: on Linux a child's peak
memory starts at its parent's, so the parent has to stay small.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parent
README = HERE / "README.md"
DATA = Path(os.environ.get("GRAPHRES_BENCH_DATA", HERE / "data"))

Command = Sequence[str]
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere


class Measured(NamedTuple):
    """One finished process: wall time, peak resident memory, and what it printed."""

    seconds: float
    peak_mb: float
    output: str


def script(path: Path, *arguments: str) -> list[str]:
    """A Python script of this folder or of the checkout, run by this interpreter."""
    return [sys.executable, str(path), *arguments]


def graphres(*arguments: str) -> list[str]:
    """The graphres of this checkout."""
    return script(ROOT / "cli.py", *arguments)


def follows_csv(follows: float, *, handles: bool = False) -> Path:
    """A table of that many follows among a tenth as many accounts, made if it is not there."""
    kind = "handles" if handles else "follows"
    path = DATA / f"{kind}-{follows:.0e}.csv".replace("e+0", "e")
    if not path.exists():
        size = ["--follows", str(follows), "--accounts", str(follows / 10)]
        flags = ["--handles"] if handles else []
        subprocess.run(script(HERE / "make_data.py", str(path), *size, *flags), check=True)
    return path


def run(
    command: Command, *, timeout: float = 600, env: Mapping[str, str] | None = None
) -> Measured | None:
    """Run a process to its end; None when it took longer than the timeout.

    Raises RuntimeError, with the end of its stderr, when the process fails for another reason.
    """
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=err, env={**os.environ, **(env or {})}
        )
        killer = threading.Timer(timeout, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode and seconds >= timeout:
            return None
        if process.returncode:
            err.seek(0)
            raise RuntimeError(f"{' '.join(command)}\n{err.read()[-2000:]}")
        out.seek(0)
        return Measured(seconds, usage.ru_maxrss * _MAXRSS_UNIT / 1e6, out.read())


def alternate(
    commands: Mapping[str, Command],
    *,
    runs: int,
    timeout: float = 600,
    env: Callable[[], Mapping[str, str]] = dict,
) -> dict[str, list[Measured]]:
    """Run every command in turn, `runs` rounds: A B A B, so that a busy moment strikes all alike.

    A command that ran over the timeout has an empty list, and is not tried again. `env` is called
    before each process for the variables that it gets.
    """
    results: dict[str, list[Measured]] = {name: [] for name in commands}
    for turn in range(runs):
        for name, command in commands.items():
            if turn and not results[name]:
                continue
            print(f"round {turn + 1} of {runs}: {name}", file=sys.stderr, flush=True)
            measured = run(command, timeout=timeout, env=env())
            if measured:
                results[name].append(measured)
            else:
                results[name].clear()
    return results


def median_seconds(measured: Sequence[Measured]) -> float:
    """The median wall time; infinite for a command that never finished."""
    return statistics.median(m.seconds for m in measured) if measured else float("inf")


def peak_mb(measured: Sequence[Measured]) -> float:
    """The highest peak of any run."""
    return max(m.peak_mb for m in measured)


def verdict(ratio: float, *, at_most: float | None = None, at_least: float | None = None) -> str:
    """``"1.20 (at most 2: held)"``."""
    if at_most is not None:
        return f"{ratio:.2f} (at most {at_most:g}: {'held' if ratio <= at_most else 'missed'})"
    assert at_least is not None
    return f"{ratio:.1f} (at least {at_least:g}: {'held' if ratio >= at_least else 'missed'})"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, all columns but the first to the right."""
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine(*packages: str) -> str:
    """One line on the machine, Python and the packages that a figure depends on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    python = f"Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {python}, {versions}."


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()


def arguments(doc: str | None, **defaults: object) -> argparse.Namespace:
    """Parse ``--write`` and one option for each default, of the default's type."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--write", action="store_true", help="put the result into README.md")
    for name, value in defaults.items():
        many = isinstance(value, list)
        kind = type(value[0] if isinstance(value, list) else value)
        flag = f"--{name.replace('_', '-')}"
        parser.add_argument(flag, type=kind, default=value, nargs="*" if many else None)
    return parser.parse_args()


def publish(name: str, text: str, *, write: bool) -> None:
    """Print a section and, if asked, put it between its markers in README.md."""
    print(text)
    if not write:
        return
    begin, end = f"<!-- begin:{name} -->", f"<!-- end:{name} -->"
    before, _, rest = README.read_text().partition(begin)
    _, found, after = rest.partition(end)
    if not found:
        raise RuntimeError(f"{README}: no section {name}; put {begin} and {end} where it belongs")
    README.write_text(f"{before}{begin}\n{text}\n{end}{after}")
