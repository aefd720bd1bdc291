"""The commands that an experiment runs: one file each.

To add one: write a file with its `Kind`, and name that here.
"""

from __future__ import annotations

from typing import Any

from graphres.studies.sweeps.tasks.base import Kind, Row
from graphres.studies.sweeps.tasks.campaign import Campaign
from graphres.studies.sweeps.tasks.collapse import Collapse
from graphres.studies.sweeps.tasks.intervene import Intervene
from graphres.studies.sweeps.tasks.rank import Rank
from graphres.studies.sweeps.tasks.reach import Reach

__all__ = ["KINDS", "Kind", "Row"]

KINDS: dict[str, Kind[Any]] = {
    kind.name: kind for kind in (Collapse(), Reach(), Rank(), Campaign(), Intervene())
}
