"""`graphres reach`: who hears a message now, by hop and group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphres.commands import declarations as options
from graphres.commands.command import Command
from graphres.commands.failures import say_levels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from graphres.graph import FollowGraph
    from graphres.options.raw import RawOptions
    from graphres.report.kinds.reach.result import MeasuredReach
    from graphres.spread import Grouping, Reach


EXAMPLES = (
    "graphres reach sample:movement -p 0.2 --format table",
    "graphres reach sample:two-platforms --sources top:20 --accounts "
    "sample:two-platforms-accounts --group platform --format table",
    "graphres reach sample:karate --undirected -p wc --model lt --format json",
)

#: What ``--fail-if`` takes of reach.
_FIELDS = ("mean", "low", "high", "accounts")

#: Accounts to list that carry the message on.
_CARRIERS = 10


@click.command(cls=Command, name="reach", examples=EXAMPLES)
@options.follows()
@options.reading
@options.spreading_levels
@options.seed
@options.jobs
@options.show
@options.fail_if
@options.plot
@options.page
@options.output
def COMMAND(raw: RawOptions) -> int:  # noqa: N802 - every command's file has one
    """Tell how far a message of the sources gets in the network as it is.

    FOLLOWS is a table of follower and followed, or - for stdin. A source posts in each of the
    sampled worlds; a follow passes the message on with probability p. The result is the mean share
    of all accounts that hear it, by hop and by group of listeners, and the accounts that most often
    carry it on. --fail-if takes reach.mean, reach.low, reach.high and reach.accounts.
    """
    from graphres.commands import inputs, outputs
    from graphres.commands.conditions import judge, parse_conditions
    from graphres.options.reach import parse_reach
    from graphres.report.kinds.header import describe_reading
    from graphres.report.kinds.probability_levels import of_level
    from graphres.report.kinds.reach.result import figures, reach_levels_result, reach_result
    from graphres.studies.trials.reach_task import run_reach

    places = outputs.choose_places(raw)
    task = parse_reach(raw)
    fail_if = parse_conditions(raw.texts("fail_if"), ["reach"], _FIELDS)
    table = inputs.parse_table(raw, probability=task.probability_column)
    with outputs.open_bar(raw) as bar:
        graph, report = inputs.read(table, bar.stage("reading"))
        outcome = run_reach(
            task,
            graph,
            source=report.source,
            jobs=raw.value("jobs"),
            on_levels=None if raw.flag("quiet") else say_levels,
            on_progress=bar.stage("spreading"),
        )
    results, first = outcome.results, describe_reading(graph, report)
    measured = [_add_carriers(raw.texts("show"), graph, r, outcome.groups) for r in results]
    facts = task.spreading.to_facts(outcome.spreads[0], results[0].worlds, results[0].sources)
    manifest = inputs.manifest_of(graph, report, task, **facts)
    if outcome.levels is None:
        outputs.write(reach_result(measured[0], manifest, first), places)
        return judge(fail_if, {"reach": figures(results[0])})
    outputs.write(reach_levels_result(outcome.levels, measured, manifest, first), places)
    return max(
        judge(fail_if, {"reach": figures(result)}, f" at {of_level(level)}")
        for level, result in zip(outcome.levels, results, strict=True)
    )


def _add_carriers(
    columns: Sequence[str], graph: FollowGraph, result: Reach, groups: Grouping | None
) -> MeasuredReach:
    """Return a reach with who carries the message on; ``columns`` of the account table as well."""
    from graphres.data.convert.columns import cells
    from graphres.report.kinds.reach.result import MeasuredReach

    carriers = _find_carriers(result)
    attributes = {name: cells(graph, name, carriers) for name in columns}
    return MeasuredReach(graph, result, carriers, attributes, groups)


def _find_carriers(result: Reach) -> np.ndarray:
    """Return the accounts that most often carry the message on, equals by first appearance."""
    first = (-result.carries).argsort(kind="stable")[:_CARRIERS]
    return first[result.carries[first] > 0]
