"""The commands that an experiment runs: one file each.

To add one: write a file with its `TaskKind`, and list that here.
"""

from __future__ import annotations

from typing import Any

from graphres.studies.sweeps.tasks.base import Row, TaskKind
from graphres.studies.sweeps.tasks.campaign import CAMPAIGN
from graphres.studies.sweeps.tasks.collapse import COLLAPSE
from graphres.studies.sweeps.tasks.intervene import INTERVENE
from graphres.studies.sweeps.tasks.rank import RANK
from graphres.studies.sweeps.tasks.reach import REACH

__all__ = ["KINDS", "Row", "TaskKind"]

KINDS: dict[str, TaskKind[Any]] = {
    kind.name: kind for kind in (COLLAPSE, REACH, RANK, CAMPAIGN, INTERVENE)
}
