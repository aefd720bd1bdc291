"""`graphres sweep`: a TOML experiment, cell by cell, into a folder of results."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.completing import files
from graphres.commands.declarations.declaring import option
from graphres.commands.failures import say
from graphres.errors import InputError, UsageError

if TYPE_CHECKING:
    from graphres.commands.outputs import Places
    from graphres.data.reading import ReadReport
    from graphres.options.raw import RawOptions
    from graphres.studies.sweeps import Experiment, Sweep

EXAMPLES = (
    "graphres sweep sample:experiment --dry-run --format table",
    "graphres sweep sample:experiment -o results/",
    "graphres sweep sample:experiment -o results/ --resume --jobs 2 --format table",
)

_UNFINISHED = 4

#: Options of files that show the results.
_FILES = ("plot", "html")


@click.command(cls=Command, name="sweep", examples=EXAMPLES)
@click.argument("experiment", shell_complete=files)
@option(
    "Results",
    "-o",
    "--output",
    metavar="FOLDER",
    help="Write a folder, one Parquet file a cell, each whole or not at all.",
)
@option(
    "Results",
    "--resume",
    is_flag=True,
    help="Keep the cells that are there and go on; try failed ones again.",
)
@option(
    "Results",
    "--force",
    is_flag=True,
    help="Begin again in a folder that holds an earlier sweep.",
)
@option(
    "Results",
    "--dry-run",
    is_flag=True,
    help="Show the grid, and the time it may take from the first cell of each table.",
)
@options.strict
@options.jobs
@options.plot
@options.page
@options.formats
@options.manners
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Run an experiment: graphs by strategies by parameters by seeds, in a folder that resumes.

    EXPERIMENT is a TOML file: [graphs.NAME] tables, files or models; then [[collapse]], [[reach]],
    [[rank]], [[campaign]] and [[intervene]] tables, whose keys are the options of those commands, _
    for -, and may be lists to go through. A cell that fails is recorded and the others go on; the
    status is then 4. pandas.read_parquet("results/") reads all results as one tidy table.
    """
    from graphres.commands import outputs
    from graphres.report.kinds.sweep.result import plan_result, sweep_result
    from graphres.report.writers import write
    from graphres.studies.sweeps import estimate, read_experiment
    from graphres.studies.sweeps.folder import FAILURES

    places = _choose_places(raw)
    experiment = read_experiment(raw.text("experiment") or "")
    jobs = raw.value("jobs") or os.cpu_count() or 1
    notices = _Notices(quiet=raw.flag("quiet"))
    if raw.flag("dry_run"):
        with outputs.open_bar(raw) as bar:
            estimates, seconds = estimate(
                experiment, jobs=jobs, on_progress=bar.stage("trying"), on_read=notices
            )
        about = _make_manifest(experiment)
        write(plan_result(experiment, estimates, seconds, jobs, about), places.result)
        return 0
    result = _run_sweep(raw, experiment, jobs, notices)
    if notices.refusal is not None:
        raise notices.refusal
    if result.failures:
        where, cells = result.path / FAILURES, len(experiment.cells)
        say("warning", f"{len(result.failures)} of {cells} cells failed; see {where}")
    outputs.write(sweep_result(result, _make_manifest(experiment)), places)
    return _UNFINISHED if result.failures else 0


def _choose_places(raw: RawOptions) -> Places:
    """Return where what is told of the sweep goes; its results go to a folder."""
    from graphres.commands.outputs import choose_places
    from graphres.report.output import Destination

    place = Destination.choose(None, raw.text("format"), False)
    if raw.flag("dry_run"):
        for name in _FILES:
            if raw.text(name) is not None:
                raise UsageError(f"a dry run has nothing for --{name}", do="drop one")
    elif raw.text("output") is None:
        raise UsageError("a sweep needs a folder for its results", do="name one: -o results/")
    else:
        _refuse_within(raw)
    try:
        return choose_places(raw, result=place, sources=["experiment"])
    except UsageError as error:
        if not raw.flag("resume"):
            raise
        # --force would begin the sweep again.
        do = error.do and error.do.replace(" or add --force", "")
        raise UsageError(error.what, where=error.where, do=do) from error


def _refuse_within(raw: RawOptions) -> None:
    """Raise `UsageError` for a file in the folder of results, where no sweep would find it."""
    folder = Path(raw.text("output") or "").resolve()
    for name in _FILES:
        path = raw.text(name)
        if path is not None and Path(path).resolve().is_relative_to(folder):
            raise UsageError(
                "the folder of results takes nothing else", where=path, do="name another folder"
            )


class _Notices:
    """Say what was noticed of the graphs read, each once; remember the first that is refused."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
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
        from graphres.commands.inputs import tell

        try:
            tell(report, quiet=self._quiet)
        except InputError as error:
            self.refusal = error


def _run_sweep(raw: RawOptions, experiment: Experiment, jobs: int, notices: _Notices) -> Sweep:
    """Run the cells; of a sweep that is interrupted, say how to go on."""
    from graphres.commands.outputs import open_bar
    from graphres.studies.sweeps import sweep
    from graphres.studies.sweeps.folder import Folder

    folder = raw.text("output") or ""
    try:
        with open_bar(raw) as bar:
            return sweep(
                experiment,
                folder,
                resume=raw.flag("resume"),
                force=raw.flag("force"),
                jobs=jobs,
                on_progress=bar.stage("sweeping", unit="cells"),
                on_read=notices,
            )
    except KeyboardInterrupt:
        finished = sum(Folder(folder).finished(cell.number) for cell in experiment.cells)
        cells = len(experiment.cells)
        say("note", f"interrupted: {finished} of {cells} cells are kept; go on with --resume")
        raise


def _make_manifest(experiment: Experiment) -> dict[str, Any]:
    from graphres.commands.inputs import circumstances
    from graphres.report.manifest import manifest

    return manifest(**circumstances(), inputs=experiment.inputs())
