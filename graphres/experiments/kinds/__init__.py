"""The commands that an experiment runs: one file each.

To add one: write a file with its `Kind`, and name that here.
"""

from __future__ import annotations

from graphres.experiments.kinds.base import Kind, Row, Settings
from graphres.experiments.kinds.campaign import Campaign
from graphres.experiments.kinds.collapse import Collapse
from graphres.experiments.kinds.intervene import Intervene
from graphres.experiments.kinds.rank import Rank
from graphres.experiments.kinds.reach import Reach

__all__ = ["KINDS", "Kind", "Row", "Settings"]

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (Collapse(), Reach(), Rank(), Campaign(), Intervene())
}
