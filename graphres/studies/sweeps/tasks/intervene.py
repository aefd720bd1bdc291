"""`[[intervene]]`: one intervention beside none, by reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphres.amounts import MOST_RUNS
from graphres.graph import FollowGraph
from graphres.interventions import intervention
from graphres.options.intervene import InterveneTask, parse_intervene
from graphres.studies.sweeps.schema import (
    ExperimentKey,
    number,
    one_of,
    text,
    text_or_number,
    whole_number,
)
from graphres.studies.sweeps.tasks.base import Row, TaskKind, figures
from graphres.studies.sweeps.tasks.shared import CHOOSING, SPREADING
from graphres.studies.trials.intervene_task import run_intervene

KEYS: Mapping[str, ExperimentKey] = {
    "intervention": ExperimentKey("suspend:in-degree", text(intervention)),
    "budget": ExperimentKey("20", text_or_number()),
    **CHOOSING,
    "cost": ExperimentKey(None, text()),
    "cost_default": ExperimentKey(None, number(0)),
    **SPREADING,
    "group": ExperimentKey(None, text()),
    "layer": ExperimentKey(None, text()),
    "tie": ExperimentKey("counter", one_of("counter", "message", "random")),
    "immunity": ExperimentKey(1.0, number(0, 1)),
    "backlash": ExperimentKey(0.0, number(0, 1)),
    "runs": ExperimentKey(10, whole_number(1, MOST_RUNS)),
}


def _yield_rows(task: InterveneTask, graph: FollowGraph, jobs: int) -> Iterator[Row]:
    """Yield figures of no intervention, then of this one and its steps."""
    for row in run_intervene(task, graph, jobs=jobs).result.rows():
        columns = {name: row[name] for name in row if name != "intervention"}
        for figure, *values in figures(columns):
            yield Row(row["intervention"], "mean", None, figure, *values)


INTERVENE = TaskKind(
    name="intervene",
    label="intervention",
    keys=KEYS,
    parse=parse_intervene,
    rows=_yield_rows,
)
