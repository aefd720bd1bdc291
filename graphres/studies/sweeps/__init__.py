"""Experiments: a TOML file -> a grid of runs -> a folder of results that resumes.

The way of an experiment: `document` understands the file, `grid` lays out its cells, `runner` runs
each by the kind of its task (`tasks`, a file a command), and `folder` writes the results.
"""

from __future__ import annotations

from graphres.studies.sweeps.document import Experiment, read_experiment
from graphres.studies.sweeps.estimate import TimeEstimate, estimate
from graphres.studies.sweeps.runner import Sweep, sweep

__all__ = ["Experiment", "Sweep", "TimeEstimate", "estimate", "read_experiment", "sweep"]
