"""Experiments: a TOML file -> a grid of runs -> a folder of results that resumes.

The way of an experiment: `document` understands the file, `cells` lays out the grid, `sweeping`
runs each cell by its kind (`kinds`, a file a command), `folder` writes what it found.
"""

from __future__ import annotations

from graphres.studies.sweeps.document import Experiment, read_experiment
from graphres.studies.sweeps.estimate import Estimate, estimate
from graphres.studies.sweeps.runner import Sweep, sweep

__all__ = ["Estimate", "Experiment", "Sweep", "estimate", "read_experiment", "sweep"]
