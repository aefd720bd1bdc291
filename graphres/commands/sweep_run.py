"""The work of `graphres sweep`."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphres.commands import inputs, outputs
from graphres.commands.failures import say
from graphres.data.reading import ReadReport
from graphres.errors import InputError, UsageError
from graphres.report.kinds.sweep.result import plan_result, sweep_result
from graphres.report.manifest import manifest
from graphres.report.output import Destination
from graphres.report.progress import Bar
from graphres.report.writers import write
from graphres.studies.sweeps import Estimate, Experiment, estimate, read_experiment, sweep
from graphres.studies.sweeps.folder import FAILURES, Folder

_UNFINISHED = 4

Given = Mapping[str, Any]


def run(given: Given) -> int:
    """Read the experiment, run its cells or only the first ones, tell."""
    places = _places(given)
    experiment = read_experiment(given["experiment"])
    jobs = given["jobs"] or os.cpu_count() or 1
    if given["dry_run"]:
        found, whole = _tried(given, experiment, jobs)
        write(plan_result(experiment, found, whole, jobs, _about(experiment)), places.result)
        return 0
    telling = _Telling(given)
    done = _swept(given, experiment, jobs, telling)
    if telling.refusal is not None:
        raise telling.refusal
    if done.failures:
        where = done.path / FAILURES
        say("warning", f"{len(done.failures)} of {len(experiment.cells)} cells failed; see {where}")
    outputs.write(sweep_result(done, _about(experiment)), places)
    return _UNFINISHED if done.failures else 0


def _places(given: Given) -> outputs.Places:
    """Where what is told of the sweep goes; its results go to a folder."""
    place = Destination.choose(None, given["format"], False)
    if given["dry_run"]:
        for name in ("plot", "html"):
            if given[name] is not None:
                raise UsageError(f"a dry run has nothing for --{name}", do="drop one")
    elif given["output"] is None:
        raise UsageError("a sweep needs a folder for its results", do="name one: -o results/")
    else:
        _refuse_within(given)
    try:
        return outputs.places({**given, "follows": given["experiment"]}, result=place)
    except UsageError as error:
        if not given["resume"]:
            raise
        # --force would begin the sweep again.
        do = error.do and error.do.replace(" or add --force", "")
        raise UsageError(error.what, where=error.where, do=do) from error


def _refuse_within(given: Given) -> None:
    """`UsageError` for a chart or page in the folder of results, where no sweep would find it."""
    folder = Path(given["output"]).resolve()
    for name in ("plot", "html"):
        if given[name] is not None and Path(given[name]).resolve().is_relative_to(folder):
            raise UsageError(
                "the folder of results takes nothing else",
                where=given[name],
                do="name another folder",
            )


def _tried(given: Given, experiment: Experiment, jobs: int) -> tuple[list[Estimate], float]:
    with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
        return estimate(
            experiment, jobs=jobs, on_progress=bar.stage("trying"), on_read=_Telling(given)
        )


class _Telling:
    """Say what was noticed of the graphs read, each once; remember the first that is refused."""

    def __init__(self, given: Given) -> None:
        self._given = given
        self._names: set[str] = set()
        self._lock = threading.Lock()
        self.refusal: InputError | None = None

    def __call__(self, name: str, report: ReadReport) -> None:
        with self._lock:
            if name not in self._names:
                self._names.add(name)
                self._tell(report)
        if self.refusal is not None:
            raise self.refusal

    def _tell(self, report: ReadReport) -> None:
        try:
            inputs.tell(report, quiet=self._given["quiet"])
        except InputError as error:
            self.refusal = error


def _swept(given: Given, experiment: Experiment, jobs: int, telling: _Telling) -> Any:
    try:
        with Bar(quiet=given["quiet"] or given["no_progress"]) as bar:
            return sweep(
                experiment,
                given["output"],
                resume=given["resume"],
                force=given["force"],
                jobs=jobs,
                on_progress=bar.stage("sweeping", unit="cells"),
                on_read=telling,
            )
    except KeyboardInterrupt:
        folder = Folder(given["output"])
        there = sum(folder.finished(cell.number) for cell in experiment.cells)
        cells = len(experiment.cells)
        say("note", f"interrupted: {there} of {cells} cells are kept; go on with --resume")
        raise


def _about(experiment: Experiment) -> dict[str, Any]:
    return manifest(**inputs.circumstances(), inputs=experiment.inputs())
