"""Run a command line on files in this process, and hold it to what is promised of every run."""

from __future__ import annotations

import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from graphres.commands import run

STATUSES = {0, 1, 2, 3, 4}
_OURS = re.compile(r"(error|warning|note|fail-if): .")


class Case(NamedTuple):
    """A command line, and the files that it names."""

    files: Mapping[str, bytes]
    arguments: tuple[str, ...]
    stdin: bytes = b""


def faults_of(case: Case) -> list[str]:
    """Run a case in a folder of its own; return what breaks the promise, nothing if it holds."""
    with _folder(case.files), _streams(case.stdin) as (_out, err):
        status = run(case.arguments)
        sys.stdout.flush()
        failures = Path("out", "_failures.csv")
        swept = failures.read_text() if failures.exists() else ""
    return list(_faults(status, err.getvalue(), swept))


def _faults(status: int, err: str, failures: str) -> Iterator[str]:
    lines = err.split("\n")
    if lines.pop():
        yield f"stderr has no line end: {err!r}"
    if status not in STATUSES:
        yield f"exit status {status}"
    yield from (f"a line of another kind: {line!r}" for line in lines if not _OURS.match(line))
    errors = [line for line in lines if line.startswith("error:")]
    swept = any("cells failed" in line for line in lines)
    if len(errors) != (status >= 2 and not swept):
        yield f"{len(errors)} errors with exit status {status}: {errors}"
    if "internal error" in err + failures:
        yield f"an internal error: {errors} {failures}"


@contextmanager
def _folder(files: Mapping[str, bytes]) -> Iterator[None]:
    """A folder with these files, which is the current one meanwhile."""
    import os

    before = Path.cwd()
    folder = Path(tempfile.mkdtemp(prefix="graphres-malformed-"))
    try:
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        os.chdir(folder)
        yield
    finally:
        os.chdir(before)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _streams(stdin: bytes) -> Iterator[tuple[io.BytesIO, io.StringIO]]:
    """Standard streams of this process, for a while: bytes to read, and what is written."""
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.StringIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    sys.stderr = err
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = before


def output_of(case: Case) -> bytes:
    """Run a case that has to succeed; return what it writes on stdout."""
    with _folder(case.files), _streams(case.stdin) as (out, err):
        status = run(case.arguments)
        assert status == 0, err.getvalue()
        sys.stdout.flush()
        return out.getvalue()


def answer_to(case: Case) -> tuple[int, str]:
    """Run a case; return its status, and what it says on stderr."""
    with _folder(case.files), _streams(case.stdin) as (_out, err):
        status = run(case.arguments)
        sys.stdout.flush()
        return status, err.getvalue()
