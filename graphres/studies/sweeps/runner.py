"""Run the cells of an experiment that are not there yet."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphres.engine.memory import lacks_memory
from graphres.engine.pool import Pool
from graphres.engine.unchanged import remember_files
from graphres.errors import GraphresError
from graphres.studies.sweeps.document import Experiment, read_experiment
from graphres.studies.sweeps.folder import FAILURES, SECONDS, Folder
from graphres.studies.sweeps.graphs import Graphs, Need, OnRead
from graphres.studies.sweeps.grid import Cell
from graphres.studies.sweeps.schema import as_keys
from graphres.studies.sweeps.table import cell_table, identity

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


OnProgress = Callable[[int, int], None]

#: Seconds between looks at what is done, so that whoever waits sees that time passes.
_TICK = 0.5


@dataclass(frozen=True)
class Sweep:
    """What became of an experiment.

    Parameters
    ----------
    path : Path
        The folder of results.
    experiment : Experiment
    kept : frozenset of int
        Numbers of the cells that were there already.
    failures : mapping of int to str
        Why cells could not be run, by number.
    """

    path: Path
    experiment: Experiment
    kept: frozenset[int]
    failures: Mapping[int, str]

    @property
    def status(self) -> dict[int, str]:
        """By number: ``finished`` now, ``kept`` from before, or ``failed``."""
        known = dict.fromkeys(self.kept, "kept") | dict.fromkeys(self.failures, "failed")
        return {cell.number: known.get(cell.number, "finished") for cell in self.experiment.cells}

    def frame(self) -> pd.DataFrame:
        """All results as one tidy table, a row a figure."""
        import pandas as pd

        return pd.read_parquet(self.path)

    def __repr__(self) -> str:
        """Cells, in one line."""
        there = len(self.experiment.cells) - len(self.failures)
        return f"<Sweep {there} of {len(self.experiment.cells)} cells in {self.path}>"


@dataclass
class _Work:
    """Cells on their way."""

    experiment: Experiment
    folder: Folder
    graphs: Graphs
    jobs: int
    failures: dict[int, str] = field(default_factory=dict)
    seconds: dict[int, str] = field(default_factory=dict)

    def do(self, cell: Cell) -> str | None:
        """Run one cell and write it; why not, in one line, where it could not be run."""
        begun = time.perf_counter()
        try:
            self.folder.write_cell(cell.number, self._table(cell))
        except Exception as error:
            return _reason(error)
        self.seconds[cell.number] = f"{time.perf_counter() - begun:.3f}"
        return None

    def _table(self, cell: Cell) -> pa.Table:
        need = need_of(self.experiment, cell)
        try:
            return run_cell(self.experiment, cell, self.graphs.take(need), jobs=self.jobs)
        finally:
            self.graphs.leave(need)

    def note(self, cell: Cell, reason: str | None) -> None:
        """Record a failure where there is one."""
        if reason is None:
            return
        self.failures[cell.number] = reason
        failed = [each for each in self.experiment.cells if each.number in self.failures]
        self.folder.write_table(FAILURES, *failure_table(self.experiment, failed, self.failures))

    def note_seconds(self) -> None:
        """Write what cells took; this file alone differs from one go to another."""
        self.folder.write_table(SECONDS, ("cell", "seconds"), sorted(self.seconds.items()))


def need_of(experiment: Experiment, cell: Cell) -> Need:
    """The graph that a cell needs."""
    return experiment.graphs[cell.graph].need(cell.seed, cell.column)


def run_cell(experiment: Experiment, cell: Cell, graph: Any, *, jobs: int) -> pa.Table:
    """What a cell finds on its graph."""
    rows = cell.block.kind.rows(graph, cell.settings, seed=cell.seed, jobs=jobs)
    return cell_table(experiment, cell, graph, rows)


def failure_table(
    experiment: Experiment, cells: Sequence[Cell], reasons: Mapping[int, str]
) -> tuple[list[str], list[list[Any]]]:
    """Header and rows: the cells, their labels if they have one, and why."""
    header = ["cell", "command", "graph", "seed", *experiment.columns, *experiment.labels]
    rows = []
    for cell in cells:
        told = {**identity(experiment, cell), **labels_of(cell)}
        rows.append([*(told.get(name) for name in header), reasons[cell.number]])
    return [*header, "reason"], rows


def labels_of(cell: Cell) -> dict[str, Any]:
    """The label of a cell that has only one."""
    label = cell.block.kind.label
    return {label: cell.settings[label]} if isinstance(cell.settings.get(label), str) else {}


def sweep(
    experiment: str | os.PathLike[str] | Mapping[str, Any] | Experiment,
    folder: str | os.PathLike[str],
    *,
    resume: bool = False,
    force: bool = False,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
    on_read: OnRead | None = None,
) -> Sweep:
    """Run every cell of an experiment, and write each one's result to a folder.

    Parameters
    ----------
    experiment : path, mapping or Experiment
        A TOML file as docs/sweep.md tells, or what one would hold.
    folder : path
        Where results go: ``cell-00001.parquet``, … with the same columns, so that
        ``pandas.read_parquet(folder)`` is all of them; ``_manifest.json``, what they follow from;
        ``_failures.csv``, if any; ``_seconds.csv``.
    resume : bool
        Keep the cells that are there and go on; failed ones are tried again.
    force : bool
        Begin again in a folder that holds an earlier sweep.
    jobs : int, optional
        Threads; the number of cores when absent. They change nothing but the time.
    on_progress : callable, optional
        Called with (done, total) after every cell, and twice a second.
    on_read : callable, optional
        Called with the name of each graph that is read and its `ReadReport`; what it raises is the
        failure of the cells that wait for the graph.

    Returns
    -------
    Sweep

    Raises
    ------
    InputError
        For a mistake in the experiment, with its line, or a file that can't be read.
    UsageError
        For a folder that is not empty, or holds another experiment.

    Examples
    --------
    >>> import tempfile
    >>> drawn = {"model": "uniform", "n": 50, "mean_followers": 3}
    >>> grid = {"strategy": ["in-degree", "random"], "runs": 2}
    >>> with tempfile.TemporaryDirectory() as place:
    ...     found = sweep({"graphs": {"small": drawn}, "collapse": [grid]}, place).frame()
    >>> found.query("figure == 'R' and run == 'mean'")["strategy"].tolist()
    ['in-degree', 'random']
    """
    plan = experiment if isinstance(experiment, Experiment) else read_experiment(experiment)
    place = Folder(folder)
    with remember_files():
        place.begin(plan, resume=resume, force=force)
        try:
            return _swept(plan, place, jobs or os.cpu_count() or 1, on_progress, on_read)
        finally:
            place.end()


def _swept(
    plan: Experiment,
    place: Folder,
    threads: int,
    on_progress: OnProgress | None,
    on_read: OnRead | None,
) -> Sweep:
    """Run the cells that are not there yet."""
    kept = frozenset(cell.number for cell in plan.cells if place.finished(cell.number))
    todo = [cell for cell in plan.cells if cell.number not in kept]
    graphs = Graphs(plan.graphs, [need_of(plan, cell) for cell in todo], on_read)
    work = _Work(plan, place, graphs, max(1, threads // max(1, len(todo))))
    work.seconds |= place.seconds()
    try:
        with Pool(threads) as pool:
            futures = {pool.submit(work.do, cell): cell for cell in todo}
            waiting = set(futures)
            while waiting:
                done, waiting = wait(waiting, _TICK, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda each: futures[each].number):
                    work.note(futures[future], future.result())
                if on_progress:
                    on_progress(len(plan.cells) - len(waiting), len(plan.cells))
    finally:
        work.note_seconds()
    return Sweep(place.path, plan, kept, dict(sorted(work.failures.items())))


def _reason(error: Exception) -> str:
    """Why a cell could not be run, in one line."""
    if isinstance(error, GraphresError):
        return as_keys(str(error))
    if lacks_memory(error):
        return "not enough memory"
    return f"internal error ({type(error).__name__}: {error})"
