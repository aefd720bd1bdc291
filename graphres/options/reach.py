"""What `graphres reach` and ``[[reach]]`` are to do."""

from __future__ import annotations

from dataclasses import dataclass

from graphres.options.raw import RawOptions
from graphres.options.spreading import SpreadOptions
from graphres.options.task import Task


@dataclass(frozen=True, eq=False, kw_only=True)
class ReachTask(Task):
    """Measure how far a message gets in a network as it is."""

    spreading: SpreadOptions


def parse_reach(raw: RawOptions) -> ReachTask:
    """Understand options or keys; `UsageError` for values that are none."""
    return ReachTask(seed=raw.integer("seed", 0), spreading=SpreadOptions.parse(raw))
