"""How long an experiment will take, from a first cell of each of its tables."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass

from graphres.studies.sweeps.document import Experiment
from graphres.studies.sweeps.graphs import OnRead
from graphres.studies.sweeps.grid import Block, GridCell
from graphres.studies.sweeps.runner import find_required_graph, run_cell


@dataclass(frozen=True)
class TimeEstimate:
    """One ``[[command]]`` of an experiment.

    Parameters
    ----------
    block : Block
    cells : int
    first : GridCell
        The one that was run.
    seconds : float
        What it took, its graph and the compiling of kernels included.
    """

    block: Block
    cells: int
    first: GridCell
    seconds: float


def estimate(
    experiment: Experiment,
    *,
    jobs: int | None = None,
    on_progress: Callable[[int, int], None] | None = None,
    on_read: OnRead | None = None,
) -> tuple[list[TimeEstimate], float]:
    """Run the first cell of every table of an experiment, and write nothing.

    Parameters
    ----------
    experiment : Experiment
    jobs : int, optional
        Threads; the number of cores when absent.
    on_progress : callable, optional
        Called with (done, total) after every first cell.
    on_read : callable, optional
        Called with the name of each graph that is read and its `ReadReport`.

    Returns
    -------
    list of TimeEstimate, float
        What each table's first cell took, and the seconds of the whole were all cells alike: the
        sum over tables of cells times seconds, divided by the threads that there is work for.
    """
    threads = jobs or os.cpu_count() or 1
    estimates = []
    for block in experiment.blocks:
        cells = [cell for cell in experiment.cells if cell.block is block]
        begun = time.perf_counter()
        need = find_required_graph(experiment, cells[0])
        graph = experiment.graphs[cells[0].graph].make(need, on_read)
        run_cell(experiment, cells[0], graph, jobs=1)
        estimates.append(TimeEstimate(block, len(cells), cells[0], time.perf_counter() - begun))
        if on_progress:
            on_progress(len(estimates), len(experiment.blocks))
    seconds = sum(item.cells * item.seconds for item in estimates)
    return estimates, seconds / min(threads, max(1, len(experiment.cells)))
