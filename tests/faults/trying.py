"""Run commands in forks of this process while the disk fails, and judge what is left."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.faults.commands import COMMANDS, RESULT, write_inputs
from tests.faults.injecting import Fault, inject

_OLD = "what was there before"
_TIMED = {".json", ".html", ".parquet", ".xlsx"}
_KILLED = -9
_REMOVING = {"remove", "rmdir"}
_STATUSES = {0, 2, 3, 4}
_OURS = ("error: ", "warning: ", "note: ")


class Outcome(NamedTuple):
    """How a run ended: its status (less than 0: the signal), stderr, steps, and what is there."""

    status: int
    err: str
    steps: tuple[str, ...]
    files: dict[str, str]


class Trial(NamedTuple):
    """One fault in one command, and what breaks the promise; nothing, if it holds."""

    command: str
    fault: str
    status: int
    broken: str


def run_forked(words: tuple[str, ...], folder: Path, before: Callable[[int], None]) -> Outcome:
    """Run a command line in a fork; ``before`` sets the fault, and may log steps."""
    from graphres.__main__ import main

    log = folder / "steps"
    reading, writing = os.pipe()  # no limit on files cuts it off
    work = folder / "work"
    process = os.fork()
    if process == 0:
        try:
            os.chdir(work)
            os.dup2(writing, 2)
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            steps_to = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            sys.argv = ["graphres", *words]
            before(steps_to)
            main()
        finally:
            os._exit(99)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as err:
        words_of_it = err.read()
    _, ended = os.waitpid(process, 0)
    steps = tuple(log.read_text().split())
    return Outcome(os.waitstatus_to_exitcode(ended), words_of_it, steps, files_in(work))


def files_in(folder: Path) -> dict[str, str]:
    """What every file below a folder holds, as a digest."""
    return {
        path.relative_to(folder).as_posix(): _digest(_lasting(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _lasting(path: Path) -> bytes:
    """The bytes of a file; of what holds times, that it is whole: its first and last bytes."""
    content = path.read_bytes()
    return content[:4] + content[-2:] if path.suffix in _TIMED else content


class Bench:
    """A folder in which one command is tried again and again from the same start."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder, self.work = name, folder, folder / "work"
        self.writes, words = COMMANDS[name]
        self.words = (*words, "--force", "-q")
        self.work.mkdir(parents=True)
        write_inputs(self.work)
        run_forked(RESULT, folder, lambda log: None)
        self.start = files_in(self.work)
        self.usual = self.run(Fault(-1, "none"))
        assert self.usual.status == 0, (name, self.usual.err)
        self.old = {
            name: old for name, old in files_in(self._reset()).items() if name in self.writes
        }
        self.new = self._written(self.usual)

    def _written(self, outcome: Outcome) -> dict[str, str]:
        """What is there under names of its own, besides inputs."""
        return {
            name: digest
            for name, digest in outcome.files.items()
            if name not in self.start and not _is_hidden(name)
        }

    def run(self, fault: Fault) -> Outcome:
        """From the start, with old files in place of new ones."""
        work = str(self._reset().resolve())
        return run_forked(self.words, self.folder, lambda log: inject(work, fault, log))

    def run_limited(self, size: int) -> Outcome:
        """From the start, where no file may be longer than so many bytes."""
        self._reset()
        limit = (size, size)
        return run_forked(
            self.words,
            self.folder,
            lambda log: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        )

    def _reset(self) -> Path:
        """The folder with old files where new ones go, and nothing else but inputs."""
        for path in list(self.work.iterdir()):
            if path.is_dir():
                shutil.rmtree(path)
            elif path.name not in self.start:
                path.unlink()
        for name in self.writes:
            if not _is_store(name):  # a store replaces a store alone
                (self.work / name).write_text(_OLD)
        return self.work

    def judge(self, fault: str, outcome: Outcome, step: str = "") -> Trial:
        """Hold what is left to the promise; ``step``: what was going to happen at the fault."""
        broken = [*self._broken_files(outcome)]
        if outcome.status != _KILLED:
            broken += _broken_words(outcome)
            hidden = [name for name in outcome.files if _is_hidden(name)]
            if hidden and step not in _REMOVING:
                broken.append(f"left: {hidden}")
        return Trial(self.name, fault, outcome.status, "; ".join(broken))

    def _broken_files(self, outcome: Outcome) -> Iterator[str]:
        written = self._written(outcome)
        if outcome.status == 0 and written != self.new:
            yield "status 0 without the new files"
        if written in (self.old, self.new):
            return
        # Between two renames a kill may part files; each is whole nevertheless.
        if outcome.status != _KILLED or not self._are_whole(written):
            yield f"neither the old files nor the new: {sorted(written)}"

    def _are_whole(self, written: dict[str, str]) -> bool:
        return all(written[name] in (self.old.get(name), self.new.get(name)) for name in written)


def _broken_words(outcome: Outcome) -> Iterator[str]:
    """What breaks the promise of statuses and of stderr."""
    if outcome.status not in _STATUSES:
        yield f"status {outcome.status}"
    lines = outcome.err.splitlines()
    errors = [line for line in lines if line.startswith("error: ")]
    if len(errors) != (outcome.status != 0) or "internal error" in outcome.err:
        yield f"stderr: {outcome.err[-300:]!r}"
    if not all(line.startswith(_OURS) for line in lines):
        yield f"lines of others: {outcome.err[-300:]!r}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_store(name: str) -> bool:
    return name.endswith(".store")


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def trials_of(name: str, folder: Path, kinds: tuple[str, ...], sizes: int) -> Iterator[Trial]:
    """Each kind of fault at each step of a command; and files cut off at so many sizes."""
    bench = Bench(name, folder)
    for number, step in enumerate(bench.usual.steps):
        for kind in kinds:
            outcome = bench.run(Fault(number, kind))
            yield bench.judge(f"{kind} at {number} ({step})", outcome, step)
    for size in [0, 1, 100, 1000, 4096][:sizes]:
        yield bench.judge(f"files of {size} bytes", bench.run_limited(size))
