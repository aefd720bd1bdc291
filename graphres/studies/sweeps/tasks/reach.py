"""`[[reach]]`: how far a message gets in a graph as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphres.graph import FollowGraph
from graphres.options.reach import ReachTask, parse_reach
from graphres.studies.sweeps.schema import ExperimentKey, text
from graphres.studies.sweeps.tasks.base import Row, TaskKind
from graphres.studies.sweeps.tasks.shared import SPREADING
from graphres.studies.trials.reach_task import run_reach

KEYS: Mapping[str, ExperimentKey] = {**SPREADING, "group": ExperimentKey(None, text())}


def _yield_rows(task: ReachTask, graph: FollowGraph, jobs: int) -> Iterator[Row]:
    """Yield ``reach``, by group too; then what is heard first at each hop."""
    result = run_reach(task, graph, jobs=jobs).results[0]
    yield Row(None, "mean", None, "reach", *result.whole)
    for name, share in result.by_group.items():
        yield Row(None, "mean", None, f"reach[{name}]", *share)
    for hop, share in enumerate(result.by_hop, start=1):
        yield Row(None, "mean", hop, "reach", *share)


REACH = TaskKind(
    name="reach",
    keys=KEYS,
    parse=parse_reach,
    rows=_yield_rows,
)
