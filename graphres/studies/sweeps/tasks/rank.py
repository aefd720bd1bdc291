"""`[[rank]]`: the first accounts of a strategy, and what is lost with each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from graphres.amounts import MOST_RUNS
from graphres.graph import FollowGraph
from graphres.options.rank import RankTask, parse_rank
from graphres.strategies import strategy
from graphres.studies.sweeps.schema import ExperimentKey, text, whole_number
from graphres.studies.sweeps.tasks.base import Row, TaskKind, figures
from graphres.studies.sweeps.tasks.shared import DOUBTING, REPEATING, SPENDING, SPREADING
from graphres.studies.trials.rank_task import run_rank

#: Columns of a ranking that are no figures.
_WORDS = ("account", "reason")

#: What the last account of a ranking tells of all of it.
_ENDS = (
    *("giant_after", "strong_after", "reach_after", "isolated", "cumulative_cost"),
    *("expected_wrongful", "expected_loss", "expected_loss_low", "expected_loss_high"),
)


KEYS: Mapping[str, ExperimentKey] = {
    "strategy": ExperimentKey("in-degree", text(strategy)),
    **SPENDING,
    **REPEATING,
    **DOUBTING,
    "resamples": ExperimentKey(None, whole_number(0)),
    **SPREADING,
    "runs": ExperimentKey(10, whole_number(1, MOST_RUNS)),
}


def _yield_rows(task: RankTask, graph: FollowGraph, jobs: int) -> Iterator[Row]:
    """Yield what all come to, then every figure of every account, ``at`` being its rank."""
    columns = run_rank(task, graph, jobs=jobs).columns(graph)
    label, accounts = task.strategy.spec, columns["account"]
    yield Row(label, "mean", None, "ranked", len(accounts))
    last = {name: columns[name][-1] for name in _ENDS if name in columns and accounts}
    for figure, *values in figures(last):
        yield Row(label, "mean", None, figure, *values)
    numbers = {name: values for name, values in columns.items() if name not in _WORDS}
    for figure, values, lows, highs in figures(numbers):
        for i, account in enumerate(accounts):
            ends = _at(lows, i), _at(highs, i)
            yield Row(label, "mean", i + 1, figure, values[i], *ends, account=account)


def _at(values: Sequence[Any] | None, place: int) -> Any:
    return None if values is None else values[place]


RANK = TaskKind(
    name="rank",
    label="strategy",
    keys=KEYS,
    parse=parse_rank,
    rows=_yield_rows,
    names_accounts=True,
)
